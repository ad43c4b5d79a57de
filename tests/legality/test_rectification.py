"""Rules of the order to correct and its re-check: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases.journey import play
from cases.models import Case
from gongshu_enforcement.door import ACTIONS
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


def ordering(journey: Any, days: int) -> Act:
    """Ordering to correct by a day so many days from the order."""
    on = journey.at.date()
    problems = [{"problem": "整改（演示）", "due_on": on + timedelta(days=days)}]
    return act(journey, "order_rectification", officers=journey.officers, problems=problems, happened_on=on)


@breaks("B9a")
def test_nobody_is_ordered_to_correct_by_a_day_that_is_past(cases) -> Act:
    return ordering(cases.journey_of(cases.open()), -1)


@satisfies("B9a")
def test_what_is_corrected_at_once_has_the_day_of_its_order(cases) -> Act:
    return ordering(cases.journey_of(cases.open()), 0)


@way
def ordered(cases: Any, days: int = 2) -> Any:
    """An order with some days' time, not served yet; the case was opened the day before."""
    journey = cases.journey_of(cases.open(item="AQ-32"))
    journey._not_before(journey.at.date() + timedelta(days=1))
    journey.order = ordering(journey, days)()
    journey.at += timedelta(minutes=10)
    return journey


def rechecking(journey: Any, *, passed: bool, on: date) -> Act:
    """The re-check on a day."""
    journey._not_before(on)
    inputs = {"order": journey.order, "passed": passed, "findings": "复查（演示）。", "happened_on": on}
    return act(journey, "recheck_rectification", officers=journey.officers, **inputs)


def due(journey: Any, days: int = 0) -> date:
    """The order's last day, or days later."""
    return journey.order.due_on + timedelta(days=days)


@breaks("B9b")
def test_no_recheck_lies_before_its_order(cases) -> Act:
    journey = ordered(cases)
    return rechecking(journey, passed=True, on=journey.order.ordered_on - timedelta(days=1))


@breaks("B9b")
def test_an_order_nobody_was_served_is_not_disobeyed(cases) -> Act:
    journey = ordered(cases)
    return rechecking(journey, passed=False, on=due(journey, 1))


@breaks("B9b")
def test_on_its_last_day_nothing_is_overdue(cases) -> Act:
    journey = ordered(cases)
    play(journey.serve_issued())
    return rechecking(journey, passed=False, on=due(journey))


@satisfies("B9b")
def test_after_its_last_day_it_is(cases) -> Act:
    journey = ordered(cases)
    play(journey.serve_issued())
    return rechecking(journey, passed=False, on=due(journey, 1))


@satisfies("B9b")
def test_what_was_to_be_corrected_at_once_is_rechecked_the_same_day(cases) -> Act:
    journey = ordered(cases, 0)
    play(journey.serve_issued())
    return rechecking(journey, passed=False, on=due(journey))


@satisfies("B9b")
def test_a_party_that_has_corrected_need_not_wait(cases) -> Act:
    journey = ordered(cases)
    return rechecking(journey, passed=True, on=journey.at.date())


def test_a_recheck_on_file_counts_only_after_a_service_in_time(cases) -> None:
    journey = ordered(cases)
    journey._not_before(due(journey, 1))
    play(journey.serve_issued())
    rechecking(journey, passed=False, on=due(journey, 2))()
    assert Case.objects.get(pk=journey.case.pk).disobeyed() == []
    journey.order.document.services.update(effective_on=due(journey))
    assert Case.objects.get(pk=journey.case.pk).disobeyed() == [journey.order.items.get().citation]
    journey.order.rechecks.update(rechecked_on=due(journey))
    assert Case.objects.get(pk=journey.case.pk).disobeyed() == []


def test_after_a_failed_recheck_another_one_is_offered(cases) -> None:
    journey = ordered(cases)
    play(journey.serve_issued())
    rechecking(journey, passed=False, on=due(journey, 1))()
    case = Case.objects.get(pk=journey.case.pk)
    assert ACTIONS["recheck_rectification"].available(case, journey.officers[0].user)
