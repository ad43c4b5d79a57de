"""Wall chart and manual as PDF: rendered once for each content, kept under its hash."""

from __future__ import annotations

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateformat import format as date_format

from gongshu_enforcement import pdf

from . import flowchart, manual

PAPERS = {"A2": ("594mm 420mm", "574mm", "400mm"), "A3": ("420mm 297mm", "404mm", "281mm")}


def wall_chart(paper: str = "A3") -> bytes:
    """The flowchart on one landscape sheet, Chinese."""
    size, width, height = PAPERS[paper]
    with translation.override("zh-hans"):
        context = {"svg": flowchart.draw(), "size": size, "width": width, "height": height}
        return _kept(f"chart-{paper}", render_to_string("guide/chart_pdf.html", context))


def manual_pdf() -> bytes:
    """The manual with cover, contents, page numbers and bookmarks, Chinese."""
    with translation.override("zh-hans"):
        contents = manual.build()
        html = render_to_string("guide/manual_pdf.html", {"manual": contents})
        return _kept("manual", html, but=date_format(contents.as_of, "Y年n月j日"))


def _kept(name: str, html: str, *, but: str = "") -> bytes:
    """The PDF of this very content; made now where nobody asked for it before. `but`: what may differ, its day."""
    content = html.replace(but, "") if but else html
    path = f"guide/{name}-{sha256(content.encode()).hexdigest()[:16]}.pdf"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return kept.read()
    made = pdf.render_pdf(html)
    default_storage.save(path, ContentFile(made))
    return made
