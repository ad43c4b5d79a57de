"""Geometry of the two layouts, seal and signature, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from cases.documents.render import render_document_pdf
from gongshu_enforcement import timekeeper
from gongshu_enforcement.pdf import render_pdf
from tests.documents.samples import UNIT, VIOLATION
from tests.documents.tools import html_of, pages_of, pdf_of

GRID = """<!doctype html><html><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="asset:base.css"><link rel="stylesheet" href="asset:layout_b.css"></head>
<body><main><p class="flush">{}</p></main></body></html>"""
A4 = (595.28, 841.89)


def test_letters_have_22_lines_of_28_characters() -> None:
    first = pages_of(render_pdf(GRID.format("国" * 28 * 22 * 2)))[0]
    lines = [line for line in first.splitlines() if "国" in line]

    assert len(lines) == 22
    assert {len(line.strip()) for line in lines} == {28}


@pytest.mark.parametrize("code", ["LA", "CFDW", "JNML", "AJSY"])
def test_every_page_is_a4(code: str) -> None:
    for page in PdfReader(BytesIO(pdf_of(code))).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=0.1)


def test_national_form_keeps_to_its_text_block() -> None:
    page = PdfReader(BytesIO(pdf_of("CFGZ"))).pages[0]
    lefts: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip() in ("经查，你单位有下列行为：", UNIT["name"] + "："):
            lefts.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])

    page.extract_text(visitor_text=note)

    assert lefts == pytest.approx([90, 90 + 21], abs=1)


@pytest.mark.parametrize("length", range(1, 26, 2))
def test_the_seal_never_stands_on_a_page_without_text(length: int) -> None:
    facts = "该单位未按照规定对从业人员进行安全生产教育和培训。" * length
    pages = pages_of(pdf_of("CFDW", violations=[VIOLATION | {"facts": facts}]))

    last = re.sub(r"\s", "", pages[-1])
    assert "2026年3月26日" in last
    assert "依法申请人民法院强制执行" in last


@pytest.mark.parametrize("code", ["JCJL", "XWBL"])
def test_a_long_record_is_signed_and_numbered_on_each_page(code: str) -> None:
    many = "\n".join(f"{place}.检查情况记录，未见异常。" for place in range(1, 60))
    questions = [{"question": f"第{place}个问题？", "answer": "属实。"} for place in range(1, 40)]
    pages = pages_of(pdf_of(code, **({"findings": many} if code == "JCJL" else {"questions": questions})))

    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        flat = re.sub(r"\s", "", text)
        assert f"共{len(pages)}页第{number}页" in flat
        assert "签名" in flat
    assert "续页" not in pages[0]
    assert "续页" in pages[1]


@pytest.mark.usefixtures("laid_out_anew")
def test_same_html_gives_the_same_bytes_in_another_process() -> None:
    html = html_of("CFDW", number="（拱）应急罚〔2026〕18号")
    here = hashlib.sha256(render_pdf(html)).hexdigest()
    script = (
        "import sys, hashlib; from gongshu_enforcement.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(sys.stdin.read())).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", script], input=html, capture_output=True, text=True, check=True, timeout=120
    )

    assert there.stdout.strip() == here
    assert hashlib.sha256(render_pdf(html)).hexdigest() == here


def test_the_pdf_bears_the_moment_of_issue() -> None:
    with timekeeper.frozen(timekeeper.datetime(2026, 3, 26, 9, 30, tzinfo=timekeeper.SHANGHAI)):
        pdf = render_document_pdf("CFDW", html_of("CFDW"), timekeeper.now())

    assert PdfReader(BytesIO(pdf)).metadata["/CreationDate"].startswith("D:20260326013000")
