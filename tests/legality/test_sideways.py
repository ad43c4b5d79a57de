"""Rules of the side ways: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.journey import play
from cases.models import ReviewDecision
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


@way
def at(cases: Any, stage: str = "interview", **options: Any) -> Any:
    """A journey at a stage."""
    return cases.journey_of(cases.walk(cases.open(**options), stage))


def handing_over(journey: Any) -> Act:
    """Asking the organ to take the case."""
    return act(journey, "hand_over", reason="complexity", text="案情复杂。")


@breaks("H1")
def test_the_organ_hands_nothing_over(cases) -> Act:
    return handing_over(at(cases, unit="organ"))


@satisfies("H1")
def test_a_street_hands_its_case_over(cases) -> Act:
    return handing_over(at(cases))


def answering(journey: Any, code: str, **inputs: Any) -> Act:
    """The enforcement desk's answer."""
    return act(journey, code, user=journey.cast.enforcement, **inputs)


@breaks("H2")
def test_a_case_over_the_cap_is_not_refused(cases) -> Act:
    journey = at(cases)
    play(journey.hand_over("over_cap", "超过限额。"))
    return answering(journey, "refuse_hand_over", text="不收。")


@breaks("H3")
def test_nothing_is_answered_that_was_not_asked(cases) -> Act:
    return answering(at(cases), "refuse_hand_over", text="不收。")


@satisfies("H2", "H3")
def test_complexity_may_be_refused(cases) -> Act:
    journey = at(cases)
    play(journey.hand_over("complexity", "案情复杂。"))
    return answering(journey, "refuse_hand_over", text="由街道继续办理。")


def extending(journey: Any, days: int) -> Act:
    """Asking for an extension by working days after the limit."""
    until = add_working_days(journey.case.decision_due_on, days)
    return act(journey, "request_extension", extended_to=until, reason="需要检测。")


@breaks("C17b")
def test_no_extension_beyond_the_longest_limit(cases) -> Act:
    journey = at(cases)
    until = journey.case.filed_on + timedelta(days=181)
    return act(journey, "request_extension", extended_to=until, reason="需要检测。")


@satisfies("C17b")
def test_an_extension_within_it(cases) -> Act:
    return extending(at(cases), 10)


def replacing(journey: Any, officer: Any, head: Any) -> Act:
    """Putting another officer in the second one's place."""
    return act(journey, "replace_officer", user=head, leaving=journey.officers[1], officer=officer, reason="休假")


@breaks("R1")
def test_who_reviewed_the_case_never_handles_it(cases, cast) -> Act:
    journey = at(cases)
    third = next(person for person in journey.cast.officers if person not in journey.officers)
    filing = journey.case.submissions.get(stage="filing")
    ReviewDecision.objects.filter(submission=filing, desk="initial").update(reviewer=third.user)
    return replacing(journey, third, cast["head.shiqiao"])


@satisfies("R1")
def test_a_free_officer_takes_over(cases, cast) -> Act:
    journey = at(cases)
    third = next(person for person in journey.cast.officers if person not in journey.officers)
    return replacing(journey, third, cast["head.shiqiao"])
