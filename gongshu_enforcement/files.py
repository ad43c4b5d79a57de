"""Stored files."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile


def content_of(file: FieldFile) -> bytes:
    """The whole of a stored file. FileNotFoundError where the store has lost it."""
    with file.open("rb") as opened:
        return opened.read()
