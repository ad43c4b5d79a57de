"""The PDF engine serves our own assets only."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from gongshu_enforcement.pdf import AssetRefused, harfbuzz_subset_available, render_pdf

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
