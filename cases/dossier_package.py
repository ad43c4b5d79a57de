"""The sealed dossier as it leaves the house: a signed PDF, and a ZIP with originals, manifest and ledger extract.

Both are checked offline, without the database: `read` and `check_*` need nothing but the file. What is signed is every
byte, so one changed byte shows.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any

from cases.models import Case, Document
from gongshu_enforcement import ledger, signing
from gongshu_enforcement.files import content_of
from gongshu_enforcement.models import LedgerEvent

VERSION = 1
MANIFEST, SIGNATURE, EVENTS, README, DOSSIER = "manifest.json", "manifest.sig", "ledger.json", "说明.txt", "案卷.pdf"
TRAILER = b"%GONGSHU-DOSSIER 1 "
EVENT_FIELDS = (
    "chain",
    "seq",
    "action",
    "actor_id",
    "actor_name",
    "recorded_at",
    "happened_on",
    "late_reason",
    "from_state",
    "to_state",
    "inputs",
    "origin",
    "previous_hash",
    "hash",
)
LARGEST = 4 * 1024**3  # bytes unpacked: a bomb is not read
EXPLANATION = """本压缩包是一宗行政处罚案件的电子案卷，归档时由办案系统生成。

案卷.pdf        装订成册的案卷（封面、目录、编页），文件末尾附系统签名
documents/      已签发文书的 PDF 原件
proofs/         送达凭证
scans/          签名、盖章纸质文书的扫描件
evidence/       证据原件（与收到时逐字节一致）
ledger.json     本案全部操作记录，每条记录含前一条的 SM3 摘要
manifest.json   以上每个文件的大小、SHA-256、SM3
manifest.sig    对 manifest.json 的 Ed25519 签名和公钥

离线核验：python manage.py verify_dossier 本文件.zip
公钥指纹应与系统“文书验真”页面公布的指纹一致。
"""


@dataclass
class Checked:
    """What a check found: problems (none: genuine), the key it was signed with, how much was looked at."""

    problems: list[str] = field(default_factory=list)
    key: str = ""
    files: int = 0
    events: int = 0


# --- The signed PDF ---------------------------------------------------------------------------------------------------


def signed_pdf(pdf: bytes) -> bytes:
    """The PDF with the site's signature over every byte of it in a last comment line, which readers pass over."""
    return pdf + b"\n" + TRAILER + f"{signing.public_key()} {signing.sign(pdf)}".encode() + b"\n"


def check_pdf(data: bytes) -> Checked:
    """Whether a dossier PDF is as it was signed."""
    start = data.rfind(b"\n" + TRAILER)
    if start < 0:
        return Checked([f"no signature: the line {TRAILER.decode().strip()} is missing"])
    parts = data[start + 1 + len(TRAILER) :].decode("ascii", "replace").split(" ")
    if len(parts) != 2 or not parts[1].endswith("\n") or parts[1].count("\n") != 1:
        return Checked(["the signature line is not as it was written"])
    key, signature = parts[0], parts[1].rstrip("\n")
    problems = [] if signing.verify(data[:start], signature, key) else ["the PDF does not match its signature"]
    return Checked(problems, key, files=1)


# --- The ZIP ----------------------------------------------------------------------------------------------------------


def package(case: Case, out: IO[bytes]) -> None:
    """Write the ZIP of a sealed case whose dossier is bound."""
    rows = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in _members(case):
            archive.writestr(path, data)
            rows.append(_row(path, data))
        manifest = _json(
            {
                "version": VERSION,
                "case": {"reference": case.reference, "number": case.number, "title": case.title},
                "organ": case.organ.name,
                "archived_on": case.archived_on,
                "files": rows,
            }
        )
        archive.writestr(MANIFEST, manifest)
        archive.writestr(SIGNATURE, _json({"key": signing.public_key(), "signature": signing.sign(manifest)}))


def _members(case: Case) -> Iterator[tuple[str, bytes]]:
    yield README, EXPLANATION.encode()
    yield DOSSIER, content_of(case.dossier)
    documents = case.documents.filter(status=Document.Status.ISSUED).exclude(pdf="").order_by("pk")
    for position, document in enumerate(documents, start=1):
        stem = f"{position:03d}-{document.code}"
        yield f"documents/{stem}.pdf", content_of(document.pdf)
        if document.scan:
            yield f"scans/{stem}{PurePosixPath(document.scan.name).suffix}", content_of(document.scan)
    for position, service in enumerate(case.services.exclude(proof="").order_by("pk"), start=1):
        yield f"proofs/{position:03d}{PurePosixPath(service.proof.name).suffix}", content_of(service.proof)
    for position, piece in enumerate(case.evidence.exclude(file="").order_by("pk"), start=1):
        name = (
            f"{position:03d}{'-withdrawn' if piece.withdrawn_at else ''}-{_plain(piece.original_name or piece.title)}"
        )
        yield f"evidence/{name}", content_of(piece.file)
    yield (
        EVENTS,
        _json([_event(row) for row in LedgerEvent.objects.filter(chain=ledger.chain_of(case)).order_by("seq")]),
    )


def _event(event: LedgerEvent) -> dict[str, Any]:
    return {name: ledger.canonical(getattr(event, name)) for name in EVENT_FIELDS}


def _row(path: str, data: bytes) -> dict[str, Any]:
    return {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "sm3": ledger.sm3(data)}


def _plain(name: str) -> str:
    """A file name that leads nowhere: no separators, no control characters, not too long."""
    return re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "_", name).lstrip(".")[-100:] or "file"


def _json(value: Any) -> bytes:
    return json.dumps(ledger.canonical(value), ensure_ascii=False, sort_keys=True, indent=1).encode()


def check_zip(data: bytes) -> Checked:
    """Whether every file of a package is as it was signed, the dossier too, and the chain of its events holds."""
    found = Checked()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_members(archive, found)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, ValueError, EOFError, OSError, zlib.error) as error:
        found.problems.append(f"the package can't be read: {error}")
    return found


def _check_members(archive: zipfile.ZipFile, found: Checked) -> None:
    infos = {info.filename: info for info in archive.infolist()}
    if sum(info.file_size for info in infos.values()) > LARGEST:
        raise ValueError("it unpacks to more than any dossier holds")
    manifest, signed = archive.read(MANIFEST), json.loads(archive.read(SIGNATURE))
    found.key = signed["key"]
    if not signing.verify(manifest, signed["signature"], found.key):
        found.problems.append(f"{MANIFEST} does not match its signature")
    listed = {row["path"]: row for row in json.loads(manifest)["files"]}
    for path in sorted(infos.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
        found.problems.append(f"{path} is not in the manifest")
    for path, row in listed.items():
        found.files += 1
        if path not in infos:
            found.problems.append(f"{path} is missing")
        elif _row(path, archive.read(path)) != row:
            found.problems.append(f"{path} does not match the manifest")
    pdf = check_pdf(archive.read(DOSSIER))
    found.problems += [f"{DOSSIER}: {problem}" for problem in pdf.problems]
    if not pdf.problems and pdf.key != found.key:
        found.problems.append(f"{DOSSIER} is signed with another key than the manifest")
    events = [_read_event(row) for row in json.loads(archive.read(EVENTS))]
    found.events = len(events)
    found.problems += [f"{EVENTS}: event {one.event.seq}: {one.reason}" for one in ledger.verify(events)]


def _read_event(row: dict[str, Any]) -> LedgerEvent:
    """An event as the ledger would read it, without a database."""
    moments = {
        "recorded_at": datetime.fromisoformat(row["recorded_at"]),
        "happened_on": date.fromisoformat(row["happened_on"]),
    }
    return LedgerEvent(**{name: row[name] for name in EVENT_FIELDS} | moments)


def check(data: bytes) -> Checked:
    """Check a ZIP or a PDF by what it begins with."""
    if data.startswith(b"PK"):
        return check_zip(data)
    if data.startswith(b"%PDF-"):
        return check_pdf(data)
    return Checked(["neither a ZIP nor a PDF"])


def known_key(key: str) -> str:
    """The fingerprint people compare; “?” for what is no key."""
    try:
        return signing.fingerprint(key)
    except ValueError:
        return "?"


__all__ = ["Checked", "check", "known_key", "package", "signed_pdf"]
