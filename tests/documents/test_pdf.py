"""The PDF engine serves our own assets only."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from gongshu_enforcement.pdf import AssetRefused, harfbuzz_subset_available, render_many, render_pdf

pytestmark = pytest.mark.usefixtures("laid_out_anew")

FORBIDDEN = [
    "file:///etc/passwd",
    "http://127.0.0.1/x.png",
    "https://example.com/x.css",
    "data:text/css,p{color:red}",
    "asset:../../gongshu_enforcement/settings.py",
    "asset:/etc/passwd",
    "asset:nothing.css",
    "memory:other.png",
    "ftp://example.com/x",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_it_refuses_any_address_that_is_not_ours(address: str) -> None:
    with pytest.raises(AssetRefused):
        render_pdf(f'<link rel="stylesheet" href="{address}"><p>x</p>')
    with pytest.raises(AssetRefused):
        render_pdf(f'<p>x</p><img src="{address}">')


def test_it_serves_packaged_style_sheets() -> None:
    assert render_pdf('<link rel="stylesheet" href="asset:base.css"><p>国</p>').startswith(b"%PDF-")


def test_a_style_sheet_cannot_reach_out_either() -> None:
    with pytest.raises(AssetRefused):
        render_pdf("<style>p{background:url(file:///etc/passwd)}</style><p>x</p>")


def test_it_makes_archival_pdf_on_demand() -> None:
    pdf = render_pdf("<html lang='zh'><title>x</title><p>国</p>", pdf_variant="pdf/a-2b")

    assert b"pdfaid" in PdfReader(BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()


def test_the_fast_subsetter_is_installed() -> None:
    assert harfbuzz_subset_available()


def test_the_same_page_gives_the_same_archival_bytes() -> None:
    page = "<html lang='zh'><meta name='dcterms.created' content='2026-03-16T02:00:00Z'><title>x</title><p>国</p>"

    assert render_pdf(page, pdf_variant="pdf/a-2u") == render_pdf(page, pdf_variant="pdf/a-2u")


# Names in use that many fonts lack: from the table of standard characters, and from the extensions of Unicode.
RARE = "𬭎喆堃𫍽䶮㛃𠅤𪟝𰻝"


@pytest.mark.parametrize("family", ["song", "title", "hei", "kai"])
def test_rare_characters_of_names_print(family: str) -> None:
    """Every glyph comes from an embedded font, none is the empty box (.notdef)."""
    page = f'<link rel="stylesheet" href="asset:base.css"><p style="font-family: var(--{family})">{RARE}</p>'
    reader = PdfReader(BytesIO(render_pdf(f'<html lang="zh-Hans"><meta charset="utf-8">{page}')))
    (sheet,) = reader.pages

    assert sheet.extract_text().strip() == RARE
    fonts = [font.get_object() for font in sheet["/Resources"]["/Font"].values()]
    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert described and all("/FontFile3" in row or "/FontFile2" in row for row in described)
    shown = b"".join(text for text, _operator in _strings(sheet))
    assert shown and b"\x00\x00" not in [shown[place : place + 2] for place in range(0, len(shown), 2)]


def _strings(page: Any) -> Iterator[tuple[bytes, bytes]]:
    """The strings of glyph numbers that a page shows."""
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            for part in parts:
                if isinstance(part, (ByteStringObject, TextStringObject)):
                    yield getattr(part, "original_bytes", bytes(part) if isinstance(part, bytes) else b""), operator


def test_many_pages_side_by_side_are_the_same_bytes() -> None:
    pages = [f"<html lang='zh'><meta charset='utf-8'><title>{n}</title><p>第{n}件文书</p>" for n in range(9)]

    assert render_many(pages, pdf_variant="pdf/a-2u", workers=2) == [
        render_pdf(page, pdf_variant="pdf/a-2u") for page in pages
    ]
