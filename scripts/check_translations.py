#!/usr/bin/env python
"""Fails when the Chinese translation is not complete: missing, doubtful (fuzzy), or out of step with the sources.

The sources are extracted afresh in a temporary copy, so the working tree stays as it is. `make messages` brings the
catalogue into step; a person then translates what is new.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
CATALOGUE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
SOURCES = (
    "gongshu_enforcement",
    "delegation",
    "cases",
    "training",
    "supervision",
    "templates",
    "data",
    "locale",
    "manage.py",
)
MOST_SHOWN = 30


def extract(folder: Path) -> polib.POFile:
    """The catalogue as it would be if it were made from the sources now."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(source, folder / name)
    (folder / "static").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--locale", LANGUAGE, "--verbosity", "0"]
    subprocess.run(command, cwd=folder, check=True)
    return polib.pofile(str(folder / CATALOGUE))


def problems(committed: polib.POFile, fresh: polib.POFile) -> list[str]:
    """What is wrong, one line each."""
    known = {(entry.msgctxt, entry.msgid) for entry in committed if not entry.obsolete}
    used = {(entry.msgctxt, entry.msgid): entry for entry in fresh if not entry.obsolete}
    found = []
    for key, entry in used.items():
        if key not in known:
            found.append(f"not in the catalogue: {entry.msgid!r} ({_place(entry)})")
        elif entry.fuzzy:
            found.append(f"doubtful (fuzzy): {entry.msgid!r}")
        elif not entry.translated():
            found.append(f"not translated: {entry.msgid!r}")
    found += [f"no longer used: {msgid!r}" for context, msgid in sorted(known - used.keys(), key=str)]
    found += [f"obsolete entry kept: {entry.msgid!r}" for entry in committed.obsolete_entries()]
    return found


def _place(entry: polib.POEntry) -> str:
    return ", ".join(f"{name}:{line}" for name, line in entry.occurrences[:2])


def main() -> int:
    """0 when complete; prints what isn't."""
    source = ROOT / CATALOGUE
    if not source.exists():
        print(f"{CATALOGUE} is missing: run `make messages`.")
        return 1
    subprocess.run(["msgfmt", "--check-format", "--output-file=/dev/null", str(source)], check=True)
    with tempfile.TemporaryDirectory() as folder:
        found = problems(polib.pofile(str(source)), extract(Path(folder)))
    for line in found[:MOST_SHOWN]:
        print(line)
    if len(found) > MOST_SHOWN:
        print(f"… and {len(found) - MOST_SHOWN} more")
    if found:
        print(f"{len(found)} problems in {CATALOGUE}; `make messages` brings it into step with the sources.")
        return 1
    print(f"{CATALOGUE}: complete")
    return 0


if __name__ == "__main__":
    sys.exit(main())
