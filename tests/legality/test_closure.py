"""Rules of execution and closing: each broken alone, and satisfied."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


@way
def at_closure(cases: Any, **options: Any) -> Any:
    """The decision has been served."""
    return cases.journey_of(cases.walk(cases.open(**options), "closure"))


def closing(journey: Any) -> Act:
    """Submitting the closing report."""
    return act(journey, "submit_closure", execution="已执行。", opinion="建议结案。")


@breaks("G1")
def test_an_unpaid_fine(cases) -> Act:
    journey = at_closure(cases)
    play(journey.recheck(passed=True))
    return closing(journey)


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
