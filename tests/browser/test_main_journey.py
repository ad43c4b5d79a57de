"""One case from the inspection to the sealed dossier, by six people, on the pages alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from .office import Office
from .steps import FIRM, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, OneCase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_case_from_filing_to_sealed_dossier(office: Office, photograph: Path) -> None:
    case = OneCase(office)

    # Monday: inspection, order, filing
    office.now(MONDAY, "10:00")
    case.open()
    case.inspect()
    case.order(due=WEDNESDAY)
    assert case.serve_all()
    office.now(MONDAY, "11:00")
    case.pass_stage("Submit the filing", opinion="当事人涉嫌违法，有违法事实发生，属本单位管辖，建议立案调查。")

    # Tuesday: investigation
    office.now(TUESDAY, "16:00")
    case.lead.see(case.reference).says("Interview")
    case.confirm_address()
    case.interview(TUESDAY)
    case.add_evidence(files=photograph)
    case.lead.see(case.reference, "evidence").says("现场照片.jpg", "SHA-256")
    case.pass_stage(
        "Submit the investigation", opinion="证据收集完毕。", summary="已制作现场检查记录、询问笔录，收集书证一份。"
    )

    # Wednesday: determination, discretion
    office.now(WEDNESDAY, "09:30")
    case.determine()
    case.pass_stage("Submit the discretion", **case.proposal(20000, "lenient"))

    # Wednesday: notice, its paper, its service, the waiver
    office.now(WEDNESDAY, "15:00")
    case.act("Issue the advance notice", "Issue the notice")
    notice = case.paper("告知书")
    assert notice.startswith(b"%PDF")
    assert "20000" in text_of(notice) or "贰万" in text_of(notice)
    assert case.serve_all() == 1
    case.act("Record a waiver of defence", "Record the waiver", happened_on=WEDNESDAY)
    case.pass_stage("Submit the decision", opinion="告知程序已履行，建议按告知内容作出决定。", outcome="penalty")

    # Thursday: service of the decision, payment, re-check, closing
    office.now(THURSDAY, "10:00")
    decision = case.paper("决定书")
    number = case.number_of("CFDW")
    assert number in text_of(decision).replace(" ", "")
    assert case.serve_all() >= 1
    case.act("Record the publication", "Record the publication", place="公示系统（演示）")
    case.act("Record a payment", "Record the payment", voucher="演示20260319001")
    case.act("Re-check a rectification", "Record the re-check", passed="yes", findings="逐项复查：问题均已整改到位。")
    case.serve_all()
    case.pass_stage("Submit the closing", opinion="决定已履行，违法行为已改正，建议结案。")

    # Thursday: the dossier
    office.now(THURSDAY, "16:00")
    case.lead.see(case.reference).says("Closed")
    case.check_itself()
    case.act("Seal the dossier", "Seal the dossier")
    with case.lead.page.expect_popup() as opened:
        case.lead.page.get_by_role("link", name="Dossier", exact=True).click()
    opened.value.wait_for_url("**/reading/**")  # whoever reads what is sealed says why
    opened.value.close()
    case.lead.go(f"/cases/{case.reference}/reading/")
    case.lead.page.get_by_label("reason for reading").fill("结案后核对（演示）")
    case.lead.page.get_by_role("button", name="Go on reading").click()
    case.lead.page.wait_for_url(f"**/cases/{case.reference}/")
    dossier = PdfReader(io.BytesIO(case.lead.fetch(f"/cases/{case.reference}/dossier/").body()))
    assert len(dossier.pages) > 20
    titles = [entry.title for entry in flat(dossier.outline)]
    assert any("决定书" in title for title in titles) and any("询问笔录" in title for title in titles), titles
    words = "".join(page.extract_text() for page in dossier.pages)
    assert number in words.replace(" ", "").replace("\n", "")
    assert FIRM in words


def text_of(pdf: bytes) -> str:
    """Everything a PDF says."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def flat(outline: list) -> list:
    """Every entry of an outline."""
    return [one for entry in outline for one in (flat(entry) if isinstance(entry, list) else [entry])]
