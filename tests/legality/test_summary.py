"""Rules of the summary procedure (处罚法 51–53, 67–71): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from cases.models import ReviewDecision
from delegation.models import Agreement, Organ
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import Origin
from tests.factories import IndividualFactory
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


def deciding(cases: Any, *, fine: int = 3_000, item: str = "AQ-02", row: dict | None = None, **changes: Any) -> Act:
    """Deciding on the spot, with single inputs changed; `row`: what changes in the violation."""
    journey = cases.journey(item=item, fines=[Decimal(fine)])
    if row is not None:
        first = {"item": journey.story.items[0], "fine": Decimal(fine), "with_warning": False}
        changes["violations"] = [first | row]
    return lambda: play(journey.decide_on_site(**changes))


@breaks("D1")
def test_three_thousand_and_one_is_above_the_limit(cases) -> Act:
    return deciding(cases, fine=3_001)


@breaks("D1a")
def test_a_warning_the_item_does_not_know(cases) -> Act:
    return deciding(cases, row={"with_warning": True})


@breaks("D1a")
def test_a_warning_before_an_order_was_not_obeyed(cases) -> Act:
    return deciding(cases, fine=0, item="XF-15", row={"with_warning": True}, party=IndividualFactory())


@satisfies("D1a", "D1b")
def test_a_warning_after_the_order_ran_out(cases) -> Act:
    row, order = {"with_warning": True, "is_overdue": True}, "杭拱消责改〔2026〕1号（演示）"
    return deciding(cases, fine=0, item="XF-15", row=row, party=IndividualFactory(), order_reference=order)


@breaks("D1b")
def test_facts_without_proof(cases) -> Act:
    return deciding(cases, evidence="")


@breaks("D1c")
def test_an_agreement_may_grant_less(cases) -> Act:
    Agreement.objects.update(cap_unit=Decimal(2_000))
    return deciding(cases)


@breaks("D1d")
def test_nobody_asked_whether_a_penalty_is_due_at_all(cases) -> Act:
    return deciding(cases, waiver_checked=False)


def of_age(cases: Any, years: int, fine: int, **changes: Any) -> Act:
    """Deciding against a person whose birthday is today."""
    today = cases.journey().at.date()
    party = IndividualFactory(born_on=today.replace(year=today.year - years), id_number="")
    return deciding(cases, fine=fine, item="XF-11", party=party, **changes)


@breaks("D1f")
def test_nobody_under_fourteen_is_punished_on_site(cases) -> Act:
    party = IndividualFactory(born_on=date(2015, 1, 1), id_number="")
    return deciding(cases, fine=100, item="XF-11", party=party)


@breaks("D1f")
def test_the_id_number_tells_the_age_too(cases) -> Act:
    party = IndividualFactory(id_number="330105201501010015")
    return deciding(cases, fine=100, item="XF-11", party=party)


@breaks("D1f")
@pytest.mark.parametrize("years", [14, 17])
def test_from_fourteen_to_seventeen_a_fine_is_lenient(cases, years) -> Act:
    return of_age(cases, years, 200)


@satisfies("D1f")
def test_a_lenient_fine_at_seventeen(cases) -> Act:
    return of_age(cases, 17, 50)


@satisfies("D1f")
def test_a_grown_up_is_fined_as_usual(cases) -> Act:
    return of_age(cases, 18, 200)


@breaks("D1e")
def test_a_penalty_without_an_order_to_correct(cases) -> Act:
    return deciding(cases, corrected=False)


@breaks("D2")
def test_certificates_not_shown(cases) -> Act:
    return deciding(cases, certificates_shown=False)


@breaks("D2a")
def test_rights_not_told(cases) -> Act:
    return deciding(cases, rights_told=False)


@breaks("D2b")
def test_a_defence_without_an_answer(cases) -> Act:
    return deciding(cases, heard="made", defence="请求免罚。", answer="")


@breaks("D2c")
def test_a_refusal_to_sign_that_nobody_noted(cases) -> Act:
    return deciding(cases, received="refused", refusal="")


@breaks("D2d")
def test_found_yesterday_is_not_on_the_spot(cases) -> Act:
    return deciding(cases, found_on=timekeeper.today() - timedelta(days=1))


@breaks("D3")
def test_a_decision_that_could_not_name_the_remedy(cases) -> Act:
    Organ.objects.update(review_body="")
    return deciding(cases)


@breaks("F3")
def test_more_than_a_hundred_yuan_is_no_small_amount(cases) -> Act:
    return deciding(cases, fine=101, collection="small", receipt_number="演示0001")


@breaks("F4")
def test_no_money_without_a_receipt(cases) -> Act:
    return deciding(cases, fine=100, collection="small")


@satisfies(
    "D1",
    "D1a",
    "D1b",
    "D1c",
    "D1d",
    "D1e",
    "D2",
    "D2a",
    "D2b",
    "D2c",
    "D2d",
    "D3",
    "F3",
    "F4",
)
def test_three_thousand_is_decided_on_the_spot(cases) -> Act:
    return deciding(cases, heard="made", defence="请求从轻。", answer="不予采纳。")


@way
def decided(cases: Any, **changes: Any) -> Any:
    """Decided, with the money collected; reported."""
    journey = cases.journey(fines=[Decimal(100)])
    play(journey.decide_on_site(collection="small", receipt_number="演示0001", **changes))
    play(journey._record("report_summary", officers=None))
    return journey


@breaks("F4a")
def test_money_is_not_handed_in_before_it_was_taken(cases) -> Act:
    journey = decided(cases)
    return act(journey, "hand_in_fine", happened_on=journey.case.decided_on - timedelta(days=1))


@satisfies("F4a")
def test_money_is_handed_in(cases) -> Act:
    return act(decided(cases), "hand_in_fine")


def closing(journey: Any) -> Act:
    """Submitting the closing report."""
    return act(journey, "submit_closure", execution="罚款已缴清。", opinion="建议结案。")


@breaks("F4b")
def test_the_case_is_not_closed_while_the_officers_keep_the_money(cases) -> Act:
    return closing(decided(cases))


@breaks("D5")
def test_the_case_is_not_closed_unreported(cases) -> Act:
    journey = cases.journey(fines=[Decimal(3_000)])
    play(journey.decide_on_site())
    play(journey.pay())
    return closing(journey)


@way
def returned(cases: Any) -> Any:
    """The organ's check found something."""
    journey = cases.journey(fines=[Decimal(3_000)])
    play(journey.decide_on_site())
    play(journey._record("report_summary", officers=None))
    play(journey.pay())
    play(journey.submit())
    play(journey.confirm())
    play(journey.give_back("document", "决定书地址有误。"))
    assert ReviewDecision.objects.filter(verdict="return").exists()
    return journey


@breaks("D6")
def test_a_finding_is_put_right_first(cases) -> Act:
    return closing(returned(cases))


@satisfies("D5", "D6", "F4b")
def test_reported_paid_and_put_right_it_is_closed(cases) -> Act:
    journey = returned(cases)
    with timekeeper.frozen(journey.at, origin=Origin.DEMO):
        user = journey.officers[0].user
        door.perform("record_correction", journey.case, acting_user=user, measure="已更正并告知当事人。")
    return closing(journey)
