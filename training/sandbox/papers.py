"""An exercise on paper: the real template, 演练 across it, no number, no seal, no check code."""

from __future__ import annotations

from typing import Any

from cases.documents import render
from training.printing import kept_pdf

from . import writing

DRAFT_MARK = '<div class="watermark">草稿</div>'
EXERCISE_MARK = '<div class="watermark">演练</div>'
NO_NUMBER = "（演练文书，不编号）"


def html(code: str, facts: dict[str, Any], typed: dict[str, Any]) -> str:
    """The document as a page for the PDF engine."""
    page = render.render_html(code, writing.data(code, facts, typed), number=NO_NUMBER, draft=True)
    if page.count(DRAFT_MARK) != 1:
        raise ValueError(f"{code}: the template has no place for the mark of an exercise")
    return page.replace(DRAFT_MARK, EXERCISE_MARK)


def pdf(code: str, facts: dict[str, Any], typed: dict[str, Any]) -> bytes:
    """The document as PDF, rendered once for its content."""
    return kept_pdf(f"exercise-{code}", html(code, facts, typed))
