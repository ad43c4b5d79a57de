"""Correcting and voiding documents: each rule broken alone, and satisfied; what the new paper says and takes over."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cases.documents import correcting
from cases.documents.issue import ensure_rendered, html
from cases.journey import play
from cases.legality import RULES
from cases.models import Document
from gongshu_enforcement import door
from gongshu_enforcement.errors import NotPermitted
from gongshu_enforcement.models import LedgerEvent, User
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, noticed

pytestmark = pytest.mark.django_db

LEGAL = "legal"


@way
def summoned(cases: Any) -> Any:
    """A filed case whose officers have issued a summons; nobody has received it."""
    return cases.journey_of(cases.walk(cases.open(), "interview"))


def paper(journey: Any, code: str) -> Document:
    """The newest paper of a code."""
    return journey.case.documents.filter(code=code).latest("pk")


def passage(document: Document) -> str:
    """A few characters of it that hold no figure."""
    text = max(correcting.texts(document.data), key=len)
    words = [text[place : place + 4] for place in range(len(text) - 4)]
    return next(
        word for word in words if not correcting.figures_changed(document.data, [{"wrong": word, "right": "更正处"}])
    )


def asking(journey: Any, code: str, **inputs: Any) -> Act:
    """Asking to correct a paper's text."""
    document = paper(journey, code)
    usual = {
        "document": document,
        "changes": [{"wrong": passage(document), "right": "更正后的文字"}],
        "reason": "录入差错。",
    }
    return act(journey, "ask_correction", **usual | inputs)


def deciding(journey: Any, granted: bool = True, **inputs: Any) -> Act:
    """The legal section's word."""
    correction = journey.case.paper_corrections.latest("pk")
    legal = User.objects.get(username=LEGAL)
    return lambda: door.perform(
        "decide_correction",
        journey.case,
        acting_user=legal,
        **{"correction": correction, "granted": granted, "opinion": ""} | inputs,
    )


@satisfies("GZ1", "GZ2")
def test_a_slip_of_the_pen_is_asked_for(cases) -> Act:
    return asking(noticed(cases), "CFGZ")


@satisfies("GZ1", "GZ3")
def test_and_granted(cases) -> Act:
    journey = noticed(cases)
    asking(journey, "CFGZ")()
    return deciding(journey)


@breaks("GZ1")
def test_a_passage_that_is_not_there(cases) -> Act:
    return asking(noticed(cases), "CFGZ", changes=[{"wrong": "纸上没有的话", "right": "别的话"}])


@breaks("GZ1")
def test_an_amount_is_no_slip_of_the_pen(cases) -> Act:
    journey = noticed(cases)
    document = paper(journey, "CFGZ")
    article = next(found for text in correcting.texts(document.data) if (found := correcting._FIGURE.search(text)))
    return asking(journey, "CFGZ", changes=[{"wrong": article.group(), "right": "《别的法》"}])


@breaks("GZ2")
def test_twice_at_once(cases) -> Act:
    journey = noticed(cases)
    asking(journey, "CFGZ")()
    return asking(journey, "CFGZ")


@breaks("GZ2")
def test_a_void_paper(cases) -> Act:
    journey = noticed(cases)
    Document.objects.filter(pk=paper(journey, "CFGZ").pk).update(status=Document.Status.VOID)
    return asking(journey, "CFGZ")


@breaks("GZ3")
def test_a_refusal_without_a_reason(cases) -> Act:
    journey = noticed(cases)
    asking(journey, "CFGZ")()
    return deciding(journey, granted=False)


@breaks("GZ3")
def test_decided_twice(cases) -> Act:
    journey = noticed(cases)
    asking(journey, "CFGZ")()
    deciding(journey, granted=False, opinion="不是差错。")()
    return deciding(journey, granted=False, opinion="不是差错。")


@satisfies("GZ4")
def test_a_summons_nobody_received_becomes_void(cases) -> Act:
    journey = summoned(cases)
    document = journey.case.documents.create(
        code="XWTZ", title="询问通知书", data={}, template_version="x", data_hash="x", **_today(journey)
    )
    return act(journey, "void_document", document=document, reason="时间写错，未送出。")


@breaks("GZ4")
def test_a_served_paper_never_becomes_void(cases) -> Act:
    journey = noticed(cases)
    return act(journey, "void_document", document=paper(journey, "CFGZ"), reason="写错。")


@breaks("GZ4")
def test_nor_a_form_that_was_approved(cases) -> Act:
    journey = noticed(cases)
    return act(journey, "void_document", document=paper(journey, "LA"), reason="写错。")


def _today(journey: Any) -> dict[str, Any]:
    return {"issued_on": journey.at.date(), "issued_at": journey.at}


def test_a_served_paper_stands_and_its_correction_is_served_beside_it(cases) -> None:
    journey = noticed(cases)
    old = paper(journey, "CFGZ")
    due = journey.case.standing_notice().defence_due_on
    asking(journey, "CFGZ")()
    new = deciding(journey)().result
    old.refresh_from_db()
    assert old.status == Document.Status.ISSUED and new.corrects == old and new.needs_service
    assert new.number == old.number.replace("号", "-1号")
    printed = html(new)
    assert "更正后的文字" in printed and f"本文书系对{old.number}" in printed and "期限不变" in printed
    assert "本文书系对" not in html(old)
    notice = journey.case.standing_notice()
    assert notice.document == old and notice.defence_due_on == due
    event = LedgerEvent.objects.filter(action="decide_correction").latest("pk")
    recorded = json.dumps(event.inputs, ensure_ascii=False)
    assert new.data_hash in recorded and old.number in recorded


def test_a_paper_that_never_went_out_is_replaced_everywhere(cases) -> None:
    journey = cases.journey_of(cases.walk(cases.open(), "notice"))
    journey.waive = False
    play(journey.issue_notice())
    old = paper(journey, "CFGZ")
    asking(journey, "CFGZ")()
    new = deciding(journey)().result
    old.refresh_from_db()
    assert old.status == Document.Status.VOID and journey.case.standing_notice().document == new
    ensure_rendered(new)
    play(journey.serve_issued())
    assert journey.case.standing_notice().served_on is not None


def test_only_the_legal_section_decides_and_a_sealed_dossier_is_closed(cases) -> None:
    journey = noticed(cases)
    asking(journey, "CFGZ")()
    correction = journey.case.paper_corrections.get()
    officer = journey.case.current_handlers()[0].officer.user
    with pytest.raises(NotPermitted):
        door.perform("decide_correction", journey.case, acting_user=officer, correction=correction, granted=True)
    assert {"ask_correction", "decide_correction", "void_document"} <= RULES["O2"].gates


def test_figures_are_told_from_words() -> None:
    data = {
        "organ": {"name": "某局"},
        "text": "你单位未给从业人员配备防护用品，罚款人民币贰万元，依据《安全生产法》第九十九条。",
    }
    same = [{"wrong": "防护用品", "right": "劳动防护用品"}]
    assert correcting.figures_changed(data, same) == []
    assert correcting.corrected(data, same)["text"].startswith("你单位未给从业人员配备劳动防护用品")
    for wrong, right in (("贰万", "叁万"), ("第九十九条", "第九十八条"), ("《安全生产法》", "《消防法》")):
        assert correcting.figures_changed(data, [{"wrong": wrong, "right": right}])
    assert correcting.occurrences(data, "某局") == 0
    swapped = correcting.corrected({"text": "甲乙"}, [{"wrong": "甲", "right": "乙"}, {"wrong": "乙", "right": "甲"}])
    assert swapped == {"text": "乙甲"}
