"""Execution through the one door: deferral, instalments, surcharge, court, to the closed case."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import execution
from cases.ending import Ground
from cases.guide.automatic.archive import closing_agrees
from cases.guide.record import Record
from cases.journey import play
from cases.models import Case
from tests.legality.steps import act
from tests.legality.test_execution import (
    FINE,
    answered,
    applying,
    before_court,
    decided,
    deferring,
    later,
    parts,
    reminded,
)

pytestmark = pytest.mark.django_db


def codes(case: Case) -> set[str]:
    """The documents issued in a case."""
    return set(case.documents.filter(status="issued").values_list("code", flat=True))


def grant(journey: Any) -> None:
    """The application passes every level."""
    journey.submission = journey.case.submissions.order_by("pk").last()
    play(journey.confirm())
    play(journey.approve())


def pay(journey: Any, amount: int, towards: str = "fine", voucher: str = "") -> None:
    """A payment at the bank."""
    number = journey.case.payments.count() + 1
    voucher = voucher or f"演示{journey.case.pk}-{number}"
    inputs = {"amount": Decimal(amount), "voucher": voucher, "towards": towards}
    act(journey, "record_payment", happened_on=journey.at.date(), **inputs)()


def close(journey: Any) -> Case:
    """Re-check what was ordered, close the case."""
    play(journey.prepare())
    play(journey.submit())
    play(journey.approve())
    return Case.objects.get(pk=journey.case.pk)


def test_a_deferral_moves_the_last_day_and_is_papered(cases) -> None:
    journey = decided(cases)
    until = journey.at.date() + timedelta(days=60)
    deferring(journey, until=until)()
    grant(journey)
    assert execution.next_due(journey.case) == execution.Due(until, FINE)
    assert {"YQSP", "YQPZ"} <= codes(journey.case)
    assert execution.surcharge(journey.case, until).amount == 0
    play(journey.serve_issued())
    pay(journey, 20_000)
    assert close(journey).stage == "closed"


def test_instalments_are_paid_one_by_one(cases) -> None:
    journey = decided(cases)
    plan = parts(journey, 8_000, 12_000)
    deferring(journey, until=None, instalments=plan)()
    grant(journey)
    assert [(part.on, part.amount) for part in execution.schedule(journey.case)] == [
        (row["due_on"], row["amount"]) for row in plan
    ]
    grant_paper = journey.case.documents.get(code="YQPZ")
    assert [part["left"] for part in grant_paper.data["parts"]] == ["12000.00", "0.00"]
    pay(journey, 8_000)
    assert execution.next_due(journey.case).amount == Decimal(12_000)
    pay(journey, 12_000)
    assert execution.is_settled(journey.case)


def test_a_surcharge_is_decided_paid_and_the_case_closed(cases) -> None:
    journey = reminded(cases)
    days = (journey.at.date() - execution.first_due_on(journey.case)).days
    act(journey, "decide_surcharge")()
    decision = journey.case.surcharges.get()
    assert (decision.days, decision.amount) == (days, min(FINE * days * 3 / 100, FINE))
    assert {"CJCG", "JCFK"} <= codes(journey.case)
    play(journey.serve_issued())
    decision.refresh_from_db()
    assert decision.served_on is not None
    pay(journey, 20_000, voucher="演示一笔")
    pay(journey, int(decision.amount), "surcharge", voucher="演示一笔")  # one transfer for both
    assert close(journey).stage == "closed"


def test_the_court_takes_over(cases) -> None:
    journey = before_court(cases)
    applying(journey)()
    application = journey.case.court_applications.get()
    paper = application.document
    assert paper.code == "QZSQ"
    assert paper.data["total"] == "20000.00"
    assert paper.data["reminder_number"] == journey.case.documents.get(code="QZCG").number
    later(journey, journey.at.date() + timedelta(days=30))
    ended = {"result": "enforced", "result_text": "已执行到位（演示）。", "happened_on": journey.at.date()}
    act(journey, "record_court_result", user=journey.cast.enforcement, **ended)()
    assert close(journey).stage == "closed"


def test_what_will_never_come_closes_with_ground_and_reason(cases, client) -> None:
    journey = answered(before_court(cases), "refused")
    client.force_login(journey.officers[0].user)
    page = f"/cases/{journey.case.reference}/"
    play(journey.recheck(passed=True))
    assert "余款不再执行，结案时写明终结执行的情形和理由" in client.get("/").content.decode()
    form = client.get(f"{page}act/submit_closure/").content.decode()
    assert re.search(r'<option value="court"\s+selected', form), "what the file shows is proposed"
    ended = {"ended_ground": "court", "ended_reason": "不予受理裁定书（演示）。"}
    act(journey, "submit_closure", execution="执行情况见卷。", opinion="建议结案。", **ended)()
    journey.submission = journey.case.open_submission()
    play(journey.confirm())
    play(journey.approve())
    case = Case.objects.get(pk=journey.case.pk)
    assert case.stage == "closed" and not execution.is_settled(case)
    printed = case.documents.get(code="JASP").data["execution"]
    assert "尚有20,000元未缴清，执行终结：人民法院不予受理" in printed and "不予受理裁定书（演示）。" in printed
    shown = client.get(f"{page}?tab=decision").content.decode()
    assert str(Ground.COURT.label) in shown and "不予受理裁定书（演示）。" in shown
    assert not list(closing_agrees(Record(case)))


def test_a_case_that_is_paid_is_not_asked_why_the_execution_ended(cases, client) -> None:
    journey = decided(cases)
    pay(journey, 20_000)
    client.force_login(journey.officers[0].user)
    page = client.get(f"/cases/{journey.case.reference}/act/submit_closure/").content.decode()
    assert "ended_ground" not in page


def test_while_the_court_has_it_the_officers_only_take_payments(cases, client) -> None:
    journey = before_court(cases)
    applying(journey)()
    client.force_login(journey.officers[0].user)
    page = client.get(f"/cases/{journey.case.reference}/?tab=decision")
    assert page.status_code == 200
    text = page.content.decode()
    assert "decide_surcharge" not in text and "act/remind" not in text
    assert "record_payment" in text
    assert journey.case.court_applications.get().document.number in text
