"""The bound dossier: order, page numbers that agree with the contents, bookmarks, scans and evidence."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter

from cases import dossier
from cases.documents.catalogue import DOCUMENT_TYPES
from cases.dossier import Entry, bind_entries, document_entry, dossier_entries, dossier_order, evidence_entry
from cases.models import Case, Document, Evidence
from gongshu_enforcement import timekeeper
from tests.documents.tools import pages_of

pytestmark = pytest.mark.django_db

A4 = (595.28, 841.89)


def blank_pdf(pages: int, width: float = A4[0], height: float = A4[1]) -> bytes:
    """A PDF of empty pages."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width, height)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(width: int = 60, height: int = 40) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), "steelblue").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def case(cases: Any) -> Case:
    return cases.walk(cases.open(), "interview")


def contents_of(pdf: bytes) -> list[str]:
    """Text of the pages of the contents."""
    return [page for page in pages_of(pdf) if "卷内目录" in re.sub(r"\s", "", page)]


def listed(pdf: bytes) -> dict[str, tuple[int, int]]:
    """First and last page of each title, read from the printed contents."""
    text = "\n".join(contents_of(pdf))
    rows = re.findall(r"^\d+ (第.件) \S+ (\d+)(?:—(\d+))?", text, re.MULTILINE)
    return {title: (int(first), int(last or first)) for title, first, last in rows}


def test_page_numbers_agree_with_the_contents(case: Case) -> None:
    entries = [
        Entry(f"第{name}件", "", "2026-03-16", blank_pdf(count))
        for name, count in zip("一二三", (2, 1, 3), strict=True)
    ]

    pdf = bind_entries(case, entries)
    stamped = [re.findall(r"— (\d+) —", text) for text in pages_of(pdf)]

    assert listed(pdf) == {"第一件": (1, 2), "第二件": (3, 3), "第三件": (4, 6)}
    assert stamped == [[], [], ["1"], ["2"], ["3"], ["4"], ["5"], ["6"]]


def test_bookmarks_lead_to_the_first_page_of_each_paper(case: Case) -> None:
    entries = [Entry("第一件", "甲1号", "", blank_pdf(2)), Entry("第二件", "", "", blank_pdf(1))]

    reader = PdfReader(BytesIO(bind_entries(case, entries)))
    marks = {mark.title: reader.get_destination_page_number(mark) for mark in reader.outline}

    assert marks == {"案卷首页": 0, "卷内目录": 1, "第一件 甲1号": 2, "第二件": 4}


def test_contents_take_fourteen_rows_a_page(case: Case) -> None:
    pdf = bind_entries(case, [Entry(f"第{number}件", "", "", blank_pdf(1)) for number in range(1, 16)])

    contents = contents_of(pdf)
    assert len(contents) == 2
    assert "第14件" in contents[0]
    assert "第15件" in contents[1]


def test_the_same_entries_give_the_same_bytes(case: Case) -> None:
    entries = [Entry("第一件", "", "2026-03-16", blank_pdf(2))]

    assert bind_entries(case, entries) == bind_entries(case, entries)


@pytest.mark.parametrize("size", [(842, 595), (300, 400), (1200, 1700)])
def test_foreign_pages_come_to_a4_upright(case: Case, size: tuple[float, float]) -> None:
    reader = PdfReader(BytesIO(bind_entries(case, [Entry("扫描", "", "", blank_pdf(1, *size))])))

    assert (float(reader.pages[-1].mediabox.width), float(reader.pages[-1].mediabox.height)) == pytest.approx(A4, abs=1)


def test_documents_stand_in_the_order_of_the_table(case: Case) -> None:
    ranks = dossier_order()
    codes = {document.title: document.code for document in case.documents.all()}

    order = [ranks[codes[entry.title]] for entry in dossier_entries(case) if entry.title in codes]

    assert order == sorted(order)
    assert dossier_entries(case)[-1].title == DOCUMENT_TYPES["WTS"].name_zh


def test_void_documents_stay_out(case: Case) -> None:
    Document.objects.filter(case=case, code="LA").update(status=Document.Status.VOID)

    assert "立案审批表" not in [entry.title for entry in dossier_entries(case)]


@pytest.mark.parametrize(("name", "data"), [("scan.pdf", blank_pdf(2)), ("scan.png", picture())])
def test_a_signed_scan_follows_its_document(case: Case, name: str, data: bytes) -> None:
    document = case.documents.get(code="LA")
    before = document_entry(document)
    document = case.documents.get(code="LA")
    document.scan.save(name, ContentFile(data), save=True)

    after = document_entry(document)

    added = 2 if name.endswith("pdf") else 1
    assert len(pages_of(after.pdf)) == len(pages_of(before.pdf)) + added
    assert after.remark == "附签名扫描件"


@pytest.mark.parametrize("kind", ["picture", "pdf", "broken", "encrypted", "sound"])
def test_any_evidence_file_finds_its_place(case: Case, cast: dict[str, Any], kind: str) -> None:
    piece = _evidence(case, cast, kind)

    entry = evidence_entry(case, piece)
    text = "".join(pages_of(entry.pdf))

    assert pages_of(entry.pdf)
    assert ("另行保存" in text) == (kind in ("broken", "encrypted", "sound"))
    if kind != "pdf":
        assert piece.sm3 in re.sub(r"\s", "", text)


def test_withdrawn_evidence_is_not_bound(case: Case, cast: dict[str, Any]) -> None:
    piece = _evidence(case, cast, "picture")
    Evidence.objects.filter(pk=piece.pk).update(withdrawn_at=timekeeper.now())

    assert f"证据材料：{piece.title}" not in [entry.title for entry in dossier_entries(case)]


@pytest.mark.slow
def test_a_closed_case_gives_one_dossier(cases: Any) -> None:
    case = cases.walk(cases.open())

    pdf = dossier.bind(case)
    flat = re.sub(r"\s", "", "".join(pages_of(pdf)[:2]))

    assert "行政处罚案卷" in flat
    assert "行政处罚决定书（单位）" in flat
    assert pdf.startswith(b"%PDF-")


def _evidence(case: Case, cast: dict[str, Any], kind: str) -> Evidence:
    writer = PdfWriter()
    writer.add_blank_page(*A4)
    writer.encrypt("secret")
    locked = BytesIO()
    writer.write(locked)
    data = {
        "picture": picture(),
        "pdf": blank_pdf(2),
        "broken": b"%PDF-1.7 broken",
        "encrypted": locked.getvalue(),
        "sound": b"ID3\x03 not a picture",
    }[kind]
    piece = Evidence(
        case=case,
        kind="audiovisual",
        title=f"现场{kind}",
        proves="现场情况",
        made_on=timekeeper.today(),
        sm3="ab" * 32,
        added_by=cast["officer.shiqiao"],
        added_at=timekeeper.now(),
    )
    piece.file.save(f"x.{kind}", ContentFile(data), save=True)
    return piece
