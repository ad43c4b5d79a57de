"""Papers of training as PDF: rendered once for each content, kept under its hash."""

from __future__ import annotations

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gongshu_enforcement import pdf


def kept_pdf(name: str, html: str) -> bytes:
    """The PDF of this very content; made now where nobody asked for it before."""
    path = f"training/{name}-{sha256(html.encode()).hexdigest()[:16]}.pdf"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    made = pdf.render_pdf(html)
    default_storage.save(path, ContentFile(made))
    return made
