"""Files that come in with an act: kept with the hashes taken on arrival."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from cases.models import Evidence
from gongshu_enforcement import ledger, uploads


def take_file(evidence: Evidence, file: UploadedFile) -> None:
    """Put a file into a new piece of evidence, with its SHA-256 and SM3 (处罚法 46, 47)."""
    data = file.read()
    file.seek(0)
    evidence.original_name = file.name[:200]
    evidence.content_type = (getattr(file, "content_type", "") or "")[:80]
    evidence.size = len(data)
    evidence.sha256 = hashlib.sha256(data).hexdigest()
    evidence.sm3 = ledger.sm3(data)
    evidence.file = file
    small = uploads.preview(file)
    if small is not None:
        evidence.preview = ContentFile(small, name="preview.jpg")
