"""What the pages of training hand out as files."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook

from cases import access
from training.evaluation.sheet import head

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def staff_only(request: HttpRequest) -> None:
    """Whoever reads no case anywhere has no part in training."""
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied


def workbook(*sheets: tuple[str, list[str], Iterable[list[Any]]]) -> bytes:
    """Sheets with a title, headings and rows; a text that begins with = stays text."""
    book = Workbook()
    book.remove(book.active)
    for title, headings, rows in sheets:
        page = book.create_sheet(title[:31])
        head(page, headings)
        for row in rows:
            page.append(row)
            for cell in page[page.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheet(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def paper(content: bytes, name: str) -> HttpResponse:
    """A PDF to be looked at, kept by no cache."""
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
