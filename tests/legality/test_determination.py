"""Rules of determination: each broken alone, and satisfied."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Recheck, RectificationItem
from delegation.models import Agreement, Item
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


def determining(cases: Any, item: str = "AQ-02", *, twice: bool = False, **changes: Any) -> Act:
    """Submitting the findings, each row changed alike."""
    journey = cases.journey_of(cases.walk(cases.open(item=item), "determination"))
    rows = [row | changes for row in journey._determination_content()["violations"]]
    return act(journey, "submit_determination", violations=rows * (2 if twice else 1), opinion="成立。")


def finding(journey: Any) -> Act:
    """Submitting the findings as the journey has them."""
    return act(journey, "submit_determination", **{"opinion": "成立。"} | journey._determination_content())


@breaks("D40")
def test_every_violation_gets_its_evidence(cases) -> Act:
    return determining(cases, evidence="")


@breaks("D50")
def test_an_overdue_finding_needs_an_order_that_was_not_obeyed(cases) -> Act:
    return determining(cases, is_overdue=True)


@breaks("D50")
def test_a_recheck_within_the_time_to_correct_shows_nothing_overdue(cases) -> Act:
    case = cases.walk(cases.open(item="AQ-32"), "determination")
    RectificationItem.objects.filter(order__case=case).update(due_on=Recheck.objects.get(order__case=case).rechecked_on)
    return finding(cases.journey_of(case))


@breaks("D50")
def test_an_order_that_was_never_served_shows_nothing_overdue(cases) -> Act:
    case = cases.walk(cases.open(item="AQ-32"), "determination")
    case.rectifications.get().document.services.all().delete()
    return finding(cases.journey_of(case))


@way
def twofold(cases: Any) -> Any:
    """Two violations; the one order in the case was not obeyed."""
    return cases.journey_of(cases.walk(cases.open(item="XF-22 XF-14"), "determination"))


@breaks("D50")
def test_with_two_violations_an_overdue_finding_names_what_was_not_corrected(cases) -> Act:
    journey = twofold(cases)
    rows = [row | {"rests_on": ""} for row in journey._determination_content()["violations"]]
    return act(journey, "submit_determination", violations=rows, opinion="成立。")


@satisfies("D50")
def test_with_two_violations_each_finding_names_its_problem(cases) -> Act:
    journey = twofold(cases)
    assert all(row["rests_on"] in journey.case.disobeyed() for row in journey._determination_content()["violations"])
    return act(journey, "submit_determination", **journey._determination_content() | {"opinion": "成立。"})


@breaks("V07a")
def test_a_violation_is_not_found_twice(cases) -> Act:
    return determining(cases, twice=True)


@breaks("A1b")
def test_a_changed_item_is_a_delegated_one(cases) -> Act:
    other = Item.objects.get(code="AQ-05", version__status="published")
    agreement = Agreement.objects.get(street__pinyin="shiqiao", organ__code="emergency")
    agreement.items.remove(other)
    return changing(cases, other)


def changing(cases: Any, other: Item) -> Act:
    """Finding another item than the one filed."""
    journey = cases.journey_of(cases.walk(cases.open(), "determination"))
    rows = [row | {"item": other.pk} for row in journey._determination_content()["violations"]]
    return act(journey, "submit_determination", violations=rows, opinion="成立。")


@satisfies("D40", "D50", "V07a", "A1b")
def test_findings_with_facts_and_evidence(cases) -> Act:
    return determining(cases)


@satisfies("D50")
def test_an_item_that_begins_with_the_order_alone(cases) -> Act:
    return determining(cases, item="AQ-32")
