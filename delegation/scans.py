"""Scans of certificates and of a station's papers: pictures and PDF, known by their content, not by their name."""

from __future__ import annotations

import hashlib
from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PdfReader

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
LARGEST = 10 * 1024 * 1024  # bytes
HEAD = 8192


def check_scan(file: UploadedFile) -> UploadedFile:
    """The file under a name of ours that fits its content. Raises ValidationError in words for people."""
    if not file.size:
        raise ValidationError(_("The file is empty (0 bytes)."))
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    file.seek(0)
    guessed = filetype.guess(file.read(HEAD))
    ending = ENDINGS.get(guessed.mime if guessed else "")
    if ending is None:
        raise ValidationError(_("A scan is a PDF, a JPEG or a PNG; this file is none of them."))
    if not _opens(file, ending):
        raise ValidationError(_("The file is damaged: it can't be opened."))
    file.seek(0)
    file.name = f"scan.{ending}"
    return file


def _opens(file: UploadedFile, ending: str) -> bool:
    file.seek(0)
    try:
        if ending == "pdf":
            return len(PdfReader(file).pages) > 0
        with Image.open(file) as picture:
            picture.verify()
    except Exception:  # the libraries raise whatever a damaged file makes them stumble over
        return False
    return True


def kept(file: Any) -> str:
    """SHA-256 of the file as it is kept; its reading position goes back to the start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
