"""Reading back what was printed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from cases.documents.catalogue import DOCUMENT_TYPES
from cases.documents.render import render_html
from gongshu_enforcement.pdf import render_pdf
from tests.documents.samples import sample


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def html_of(code: str, *, number: str = "", draft: bool = False, **changes: Any) -> str:
    """The HTML of a sample, some of its facts replaced."""
    return render_html(code, sample(code, **changes), number=number, draft=draft)


def words(html: str) -> str:
    """The visible text without any white space."""
    reader = _Text()
    reader.feed(html)
    return re.sub(r"\s+", "", "".join(reader.parts))


def words_of(code: str, **changes: Any) -> str:
    """The visible text of a sample."""
    return words(html_of(code, **changes))


def pages_of(pdf: bytes) -> list[str]:
    """Text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def pdf_of(code: str, **changes: Any) -> bytes:
    """The PDF of a sample with a number where the document bears one."""
    word = DOCUMENT_TYPES[code].number_word
    return render_pdf(html_of(code, number=f"（拱）应急{word}〔2026〕18号" if word else "", **changes))
