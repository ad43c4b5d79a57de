"""Rules of the legal review and the collective discussion (处罚法 57(2), 58): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.journey import play
from cases.models import NoticeItem
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import POINTS, act, after_the_periods, heavy, knowing_a_warning, noticed, rows_with, submitting

pytestmark = pytest.mark.django_db


@way
def ready(cases):
    """A heavy case; every period is over."""
    return after_the_periods(heavy(cases))


def reviewing(journey, **changes) -> Act:
    """The legal review."""
    usual = {
        "reviewer": journey.cast.legal.officer,
        "is_experienced": True,
        "received_on": journey.at.date(),
        "points": POINTS,
        "verdict": "agree",
        "opinion": "同意。",
    }
    return act(journey, "record_legal_review", user=journey.cast.legal, **{**usual, **changes})


def discussing(journey, **changes) -> Act:
    """The collective discussion."""
    people = [user.officer for user in (journey.cast.chief, journey.cast.final, journey.cast.legal)]
    usual = {
        "started_at": journey.at,
        "ended_at": journey.at + timedelta(minutes=30),
        "place": "会议室",
        "presiding": people[0],
        "reporter": journey.officers[0],
        "recorder": people[2],
        "opinions": [{"officer": person, "opinion": "同意。", "agrees": True} for person in people],
        "summary": "案情。",
        "outcome": "penalty",
        "conclusion": "同意。",
        "penalties": rows_with(journey),
    }
    return act(journey, "record_discussion", user=journey.cast.legal, **{**usual, **changes})


def of_all(*users) -> list[dict]:
    """Each of them gives an opinion."""
    return [{"officer": user.officer, "opinion": "同意。", "agrees": True} for user in users]


@breaks("C10")
def test_several_legal_relations_need_a_review(cases) -> Act:
    journey = noticed(cases)
    play(journey._record("flag_deliberation", officers=None, kind="legal_relations", reason="涉及多个法律关系。"))
    return submitting(after_the_periods(journey))


@breaks("C9")
def test_a_heavy_fine_is_discussed_first(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return submitting(journey)


@breaks("C9b")
def test_the_decision_is_not_heavier_than_the_conclusion(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    play(journey.discuss(penalties=rows_with(journey, fine="55000")))
    return submitting(journey)


@breaks("C9b")
def test_the_decision_brings_no_warning_that_was_not_concluded(cases) -> Act:
    journey = ready(cases)
    knowing_a_warning()
    NoticeItem.objects.filter(notice__case=journey.case).update(with_warning=True)
    play(journey.review_legally())
    play(journey.discuss(penalties=rows_with(journey, with_warning=False)))
    return submitting(journey)


@satisfies("C9", "C9b", "C10")
def test_reviewed_and_discussed_it_is_decided(cases) -> Act:
    journey = ready(cases)
    play(journey.deliberate())
    return submitting(journey)


@breaks("C10b")
def test_nothing_is_reviewed_before_the_party_was_heard(cases) -> Act:
    return reviewing(heavy(cases))


@breaks("C10a")
def test_a_first_time_reviewer_needs_the_qualification(cases) -> Act:
    journey = ready(cases)
    return reviewing(journey, reviewer=journey.cast.own_officers[2], is_experienced=False)


@breaks("C10a")
def test_whoever_inspected_never_reviews_legally(cases) -> Act:
    journey = ready(cases)
    third = journey.cast.own_officers[2]
    journey.case.inspections.get().officers.add(third)
    return reviewing(journey, reviewer=third)


@breaks("C10c")
def test_every_point_is_reviewed(cases) -> Act:
    return reviewing(ready(cases), points=POINTS[1:])


@breaks("C10c")
def test_a_faulty_point_is_not_agreed_to(cases) -> Act:
    return reviewing(ready(cases), points=[{**POINTS[0], "fits": False}, *POINTS[1:]])


@satisfies("C10a", "C10b", "C10c")
def test_the_legal_review_is_recorded(cases) -> Act:
    return reviewing(ready(cases))


@breaks("C9a")
def test_the_head_of_the_organ_presides(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey, presiding=journey.cast.final.officer)


@breaks("C9a")
def test_two_are_too_few(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey, opinions=of_all(journey.cast.chief, journey.cast.final))


@breaks("C9a")
def test_the_chief_and_two_desks_are_no_heads_discussing_together(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey, opinions=of_all(journey.cast.chief, journey.cast.legal, journey.cast.enforcement))


@breaks("C9a")
def test_whoever_recorded_an_interview_has_no_say(cases) -> Act:
    journey = ready(cases)
    cast, third = journey.cast, journey.cast.own_officers[2]
    play(journey.review_legally())
    journey.case.interviews.update(recorder=third)
    return discussing(journey, opinions=of_all(cast.chief, cast.final, cast.legal, third.user))


@satisfies("C9a")
def test_others_may_speak_beside_the_heads(cases) -> Act:
    journey = ready(cases)
    cast = journey.cast
    play(journey.review_legally())
    return discussing(journey, opinions=of_all(cast.chief, cast.final, cast.legal, cast.enforcement))


@breaks("C9d")
def test_the_conclusion_is_not_heavier_than_the_notice(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey, penalties=rows_with(journey, fine="60001"))


@breaks("C9d")
def test_no_warning_is_concluded_that_was_not_noticed(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey, penalties=rows_with(journey, with_warning=True))


@satisfies("C9a", "C9d", "C10", "C10b")
def test_the_heads_discuss_and_conclude(cases) -> Act:
    journey = ready(cases)
    play(journey.review_legally())
    return discussing(journey)
