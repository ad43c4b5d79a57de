"""Rules of execution and closing: each broken alone, and satisfied."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from tests.factories import IndividualFactory
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


@way
def at_closure(cases: Any, **options: Any) -> Any:
    """The decision has been served."""
    return cases.journey_of(cases.walk(cases.open(**options), "closure"))


def closing(journey: Any, **ended: str) -> Act:
    """Submitting the closing report."""
    return act(journey, "submit_closure", execution="已执行。", opinion="建议结案。", **ended)


def ending(journey: Any, ground: str, reason: str = "企业登记机关的注销证明（演示）见卷。") -> Act:
    """Closing with money unpaid; what was ordered has been re-checked."""
    play(journey.recheck(passed=True))
    return closing(journey, ended_ground=ground, ended_reason=reason)


@breaks("G1")
def test_an_unpaid_fine(cases) -> Act:
    journey = at_closure(cases)
    play(journey.recheck(passed=True))
    return closing(journey)


@breaks("G1")
def test_an_execution_ends_for_a_reason(cases) -> Act:
    return ending(at_closure(cases), "wound_up", " ")


@breaks("G1")
def test_an_execution_ends_on_a_ground_that_the_law_knows(cases) -> Act:
    return ending(at_closure(cases), "no_money")


@breaks("G1")
def test_a_person_is_not_wound_up(cases) -> Act:
    return ending(at_closure(cases, item="AQ-12", party=IndividualFactory(), fines=[Decimal(10_000)]), "wound_up")


@breaks("G1")
def test_what_is_paid_did_not_end_short(cases) -> Act:
    journey = at_closure(cases)
    play(journey.pay())
    return ending(journey, "other")


@satisfies("G1")
def test_a_unit_that_is_no_more(cases) -> Act:
    return ending(at_closure(cases), "wound_up")


@breaks("P02")
def test_an_order_nobody_came_back_for(cases) -> Act:
    journey = at_closure(cases)
    play(journey.pay())
    return closing(journey)


@satisfies("G1", "P02")
def test_paid_and_re_checked(cases) -> Act:
    journey = at_closure(cases)
    play(journey.execute())
    return closing(journey)


def paying(journey: Any, amount: Decimal) -> Act:
    """Recording a payment."""
    return act(journey, "record_payment", amount=amount, voucher="演示0001")


@breaks("F1")
def test_a_yuan_more_than_is_owed(cases) -> Act:
    journey = at_closure(cases)
    return paying(journey, journey.case.total_fine + 1)


@satisfies("F1")
def test_the_whole_fine(cases) -> Act:
    journey = at_closure(cases)
    return paying(journey, journey.case.total_fine)


@satisfies("O2")
def test_a_closed_case_is_sealed(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(), "closed"))
    play(journey.check_dossier())
    return act(journey, "archive")
