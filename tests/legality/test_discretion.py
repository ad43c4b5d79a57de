"""Rules of discretion: each broken alone, and satisfied."""

from __future__ import annotations

from typing import Any

import pytest

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def proposing(cases: Any, item: str = "AQ-02", unit: str = "street", **changes: Any) -> Act:
    """Submitting a proposal per violation, each changed alike."""
    journey = cases.journey_of(cases.walk(cases.open(item=item, unit=unit), "discretion"))
    rows = [row | changes for row in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("V07")
def test_a_fine_above_the_statutory_maximum(cases) -> Act:
    return proposing(cases, unit="organ", fine="100001", departure_reason="测试")


@breaks("A7")
def test_a_fine_a_yuan_above_the_streets_cap(cases) -> Act:
    return proposing(cases, fine="50001", departure_reason="测试")


@satisfies("V07", "A7", "C12", "C3", "L03")
def test_a_fine_of_exactly_the_cap(cases) -> Act:
    return proposing(cases, fine="50000", departure_reason="测试")


@breaks("C12")
def test_no_penalty_without_its_reason(cases) -> Act:
    return proposing(cases, proposal="no_penalty", fine=None, tier="")


@breaks("L03")
def test_a_fine_outside_its_tier_without_a_reason(cases) -> Act:
    return proposing(cases, tier="lenient", fine="45000")


@breaks("C3")
def test_an_overdue_tier_with_suspension_is_the_organs(cases) -> Act:
    from cases.models import Violation
    from delegation.models import Item

    journey = cases.journey_of(cases.walk(cases.open(item="AQ-32"), "discretion"))
    Violation.objects.filter(case=journey.case).update(is_overdue=True)
    Item.objects.filter(pk=journey.story.items[0].pk).update(suspension_when_overdue=True)
    rows = journey._discretion_content()["violations"]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")
