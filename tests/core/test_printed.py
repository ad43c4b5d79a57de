"""What `tests/printed.py` keeps is what the engine makes, and of the very same page alone."""

from __future__ import annotations

from typing import Any

import pytest

from gongshu_enforcement import pdf
from tests import printed

PAGE = "<html lang='zh'><meta charset='utf-8'><title>{0}</title><p>{0}</p>"


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the engine is asked for."""
    asked: list[str] = []
    engine = printed.HTML.__init__

    def counted(self: Any, **given: Any) -> None:
        asked.append(given["string"])
        engine(self, **given)

    monkeypatch.setattr(printed.HTML, "__init__", counted)
    return asked


def test_the_same_page_is_laid_out_once_and_is_the_engines(laid_out: list[str]) -> None:
    page = PAGE.format("甲")
    first, second = (pdf.render_pdf(page, pdf_variant="pdf/a-2u") for _time in range(2))
    assert laid_out.count(page) <= 1  # another worker may have laid it out
    with printed.anew():
        assert first == second == pdf.render_pdf(page, pdf_variant="pdf/a-2u")


def test_another_page_variant_or_picture_is_another_paper(laid_out: list[str]) -> None:
    page = PAGE.format("乙")
    made = {
        pdf.render_pdf(page),
        pdf.render_pdf(page, pdf_variant="pdf/a-2u"),
        pdf.render_pdf(PAGE.format("丙")),
    }
    assert len(made) == 3
    pdf.render_pdf(page, assets={"photo.png": b"one"})
    asked = len(laid_out)
    pdf.render_pdf(page, assets={"photo.png": b"one"})
    assert len(laid_out) == asked
    pdf.render_pdf(page, assets={"photo.png": b"another"})
    assert len(laid_out) == asked + 1


def test_codes_on_papers_are_counted_from_where_they_stood() -> None:
    printed.tokens.begin(7)
    assert [printed.tokens.token_urlsafe(12) for _time in range(2)] == ["code000000000008", "code000000000009"]
    assert printed.tokens.given == 9
