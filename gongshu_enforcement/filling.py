"""Whether the demonstration (演示) is still being filled: a note beside the database says up to which day.

The note outlives a stop half-way, so that the next start knows that the demonstration is not whole.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings


def _note() -> Path:
    return Path(settings.VAR_DIR, "demo-filling")


def note(day: date) -> None:
    """Say that everything up to this day is there."""
    _note().write_text(day.isoformat())


def end() -> None:
    """Say that the demonstration is whole."""
    _note().unlink(missing_ok=True)


def reached() -> date | None:
    """The day reached so far; None where nothing is being filled."""
    try:
        return date.fromisoformat(_note().read_text())
    except (FileNotFoundError, ValueError):  # no note, or one just being written
        return None


def unfinished() -> bool:
    """Whether a filling began that did not end."""
    return _note().exists()
