"""Rules of the side ways: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.journey import play
from cases.models import Case, Recusal, ReviewDecision
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, after_the_periods, noticed, submitting

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


def asked(journey: Any) -> Any:
    """The party asks that the second officer withdraw."""
    return act(journey, "ask_recusal", officer=journey.officers[1], asked_by="party", reason="与当事人有亲属关系。")()


def deciding(journey: Any, recusal: Any, granted: bool = True, **more: Any) -> Act:
    """The deputy director's word on it."""
    said = {"recusal": recusal, "granted": granted, "decision": "经审查决定（演示）。", **more}
    return act(journey, "decide_recusal", user=journey.cast.final, **said)


@way
def withdrawn(cases: Any) -> Any:
    """The second officer has withdrawn, a third one took the place; `officers` are still the first two."""
    journey = at(cases)
    deciding(journey, asked(journey), officer=third_of(journey))()
    journey.case = Case.objects.get(pk=journey.case.pk)
    return journey


def third_of(journey: Any) -> Any:
    """An officer of the street who does not handle the case."""
    return next(person for person in journey.cast.officers if person not in journey.officers)


@breaks("A11")
def test_no_decision_is_submitted_while_a_request_for_recusal_waits(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    asked(journey)
    return submitting(journey)


@breaks("A11")
def test_nor_is_one_made(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    play(journey.submit())
    asked(journey)
    while journey.submission.status != "final":
        play(journey.confirm() if journey.submission.status == "confirming" else journey.approve_once())
    return lambda: play(journey.approve_once())


@satisfies("A11")
def test_once_the_request_is_answered_the_decision_goes_on(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    deciding(journey, asked(journey), granted=False)()
    journey.at += timedelta(minutes=10)
    return submitting(journey)


def test_a_request_that_waits_after_the_decision_is_still_answered(cases) -> None:
    journey = after_the_periods(noticed(cases))
    play(journey.submit())
    play(journey.approve())
    waiting = Recusal(case=journey.case, officer=journey.officers[1], asked_by="party", reason="亲属。")
    waiting.asked_on = journey.at.date()
    waiting.save()
    deciding(journey, waiting, granted=False)()
    assert Recusal.objects.get().status == "refused"


def test_who_has_left_the_case_withdraws_without_a_replacement(cases, cast) -> None:
    journey = at(cases)
    request, third = asked(journey), third_of(journey)
    replacing(journey, third, cast["head.shiqiao"])()
    deciding(journey, request)()
    assert Recusal.objects.get().status == "granted"
    assert third in [row.officer for row in Case.objects.get(pk=journey.case.pk).current_handlers()]


@breaks("A11a")
def test_who_withdrew_is_not_put_back(cases, cast) -> Act:
    journey = withdrawn(cases)
    inputs = {"leaving": third_of(journey), "officer": journey.officers[1], "reason": "人手不足"}
    return act(journey, "replace_officer", user=cast["head.shiqiao"], **inputs)


@breaks("A11a")
def test_who_withdrew_takes_no_part_in_an_act_of_two(cases) -> Act:
    journey = withdrawn(cases)
    problems = [{"problem": "整改（演示）", "due_on": journey.at.date() + timedelta(days=5)}]
    inputs = {"officers": journey.officers, "problems": problems, "happened_on": journey.at.date()}
    return act(journey, "order_rectification", **inputs)


@satisfies("A11a")
def test_what_was_done_before_is_still_recorded(cases) -> Act:
    journey = withdrawn(cases)
    on = journey.at.date()
    problems = [{"problem": "整改（演示）", "due_on": on + timedelta(days=5)}]
    Recusal.objects.update(decided_on=on + timedelta(days=1))
    return act(journey, "order_rectification", officers=journey.officers, problems=problems, happened_on=on)


@satisfies("A11a")
def test_who_came_instead_acts(cases) -> Act:
    journey = withdrawn(cases)
    problems = [{"problem": "整改（演示）", "due_on": journey.at.date() + timedelta(days=5)}]
    officers = [journey.officers[0], third_of(journey)]
    return act(journey, "order_rectification", officers=officers, problems=problems, happened_on=journey.at.date())


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
