"""Scans of certificates, of a station's papers, of signed letters: pictures and PDF, checked as every other upload is."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gongshu_enforcement.uploads import SCAN_KINDS, check_upload

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
LARGEST = 10 * 1024 * 1024  # bytes


def check_scan(file: UploadedFile) -> UploadedFile:
    """The file under a name of ours that fits its content, after the virus scan where there is one.

    Raises ValidationError in words for people.
    """
    if file.size > LARGEST:
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    ending = ENDINGS.get(check_upload(file, SCAN_KINDS).content_type)
    if ending is None:
        raise ValidationError(_("A scan is a PDF, a JPEG or a PNG; this file is none of them."))
    file.name = f"scan.{ending}"
    return file


def kept(file: Any) -> str:
    """SHA-256 of the file as it is kept; its reading position goes back to the start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
