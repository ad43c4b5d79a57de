"""A package as one file: case.json, the files it names, a signed manifest. The same content gives the same bytes.

Reading trusts nothing: sizes first, then paths, hashes, signature, and the schema. What is read and written again is the
same file byte by byte.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from gongshu_enforcement import signing

CASE, MANIFEST, SIGNATURE = "case.json", "manifest.json", "manifest.sig"
SCHEMA_FILE = Path("docs", "exchange", "case.schema.json")
LARGEST = 2 * 1024**3  # bytes unpacked
MOST_FILES = 5000
EPOCH = (2020, 1, 1, 0, 0, 0)  # a ZIP wants a time; the package's own days stand in case.json
SAFE = re.compile(r"(documents|scans|evidence)/[0-9]+\.[a-z0-9]{1,5}")


class PackageRefused(ValueError):
    """A package that can't be taken; `problems` says everything that is wrong with it, for a person."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass
class Package:
    """The content, the files by path, and with which key it was signed (base64; "" before it is written)."""

    content: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)
    key: str = ""
    signature: str = ""


def write(package: Package) -> bytes:
    """The package as a ZIP, signed by this site unless it carries the signature of its sender.

    Raises PackageRefused where the content doesn't fit the schema or names a file that isn't there.
    """
    _refuse(_faults(package))
    members = {CASE: _json(package.content), **{path: package.files[path] for path in sorted(package.files)}}
    manifest = _json([{"path": path, "size": len(data), "sha256": _sha256(data)} for path, data in members.items()])
    key, signature = package.key or signing.public_key(), package.signature or signing.sign(manifest)
    members |= {MANIFEST: manifest, SIGNATURE: _json({"key": key, "signature": signature})}
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in members.items():
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def read(data: bytes) -> Package:
    """The package in a ZIP, checked in full. Raises PackageRefused with everything that is wrong."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise PackageRefused([f"not a readable ZIP: {error}"]) from error
    content, manifest, signed = (_loaded(members, name) for name in (CASE, MANIFEST, SIGNATURE))
    if not isinstance(content, dict) or not isinstance(manifest, list) or not isinstance(signed, dict):
        raise PackageRefused([f"{CASE}, {MANIFEST} or {SIGNATURE} has not the form it must have"])
    files = {path: body for path, body in members.items() if path not in (CASE, MANIFEST, SIGNATURE)}
    package = Package(content, files, str(signed.get("key", "")), str(signed.get("signature", "")))
    problems = _against(manifest, members)
    if not signing.verify(members[MANIFEST], package.signature, package.key):
        problems.append("the signature does not belong to the manifest")
    _refuse(problems + _faults(package))
    return package


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of case.json."""
    return json.loads(Path(settings.BASE_DIR, SCHEMA_FILE).read_text(encoding="utf-8"))


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST:
        raise PackageRefused(["it unpacks to more than any case holds"])
    names = [info.filename for info in infos]
    wrong = [name for name in names if name not in (CASE, MANIFEST, SIGNATURE) and not SAFE.fullmatch(name)]
    problems = [f"{name!r} is no path of a package" for name in wrong]
    problems += [f"{name} is missing" for name in (CASE, MANIFEST, SIGNATURE) if name not in names]
    problems += [f"{name!r} stands in it twice" for name in set(names) if names.count(name) > 1]
    _refuse(problems)
    return {name: archive.read(name) for name in names}


def _loaded(members: dict[str, bytes], name: str) -> Any:
    try:
        return json.loads(members[name])
    except (ValueError, RecursionError) as error:
        raise PackageRefused([f"{name} is no JSON: {error}"]) from error


def _against(manifest: list[Any], members: dict[str, bytes]) -> list[str]:
    told = {row.get("path"): row for row in manifest if isinstance(row, dict)}
    problems = [f"{path} is not in the manifest" for path in members if path not in (*told, MANIFEST, SIGNATURE)]
    for path, row in told.items():
        body = members.get(path)
        if body is None:
            problems.append(f"{path} is missing")
        elif _sha256(body) != row.get("sha256") or len(body) != row.get("size"):
            problems.append(f"{path} is not as it was packed")
    return problems


def _faults(package: Package) -> list[str]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    problems = [
        f"{CASE}, {'/'.join(map(str, fault.absolute_path)) or 'top'}: {fault.message[:200]}"
        for fault in sorted(
            validator.iter_errors(package.content), key=lambda fault: list(map(str, fault.absolute_path))
        )
    ]
    if problems:
        return problems
    named = {row[name] for row in package.content["documents"] for name in ("file", "signed") if row[name]}
    named |= {row["file"] for row in package.content["evidence"] if row["file"]}
    problems = [f"{path} is named but not there" for path in sorted(named - set(package.files))]
    return problems + [f"{path} is there but not named" for path in sorted(set(package.files) - named)]


def _refuse(problems: list[str]) -> None:
    if problems:
        raise PackageRefused(problems)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
