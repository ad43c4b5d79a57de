"""Rules of the hearing (处罚法 63–65): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from cases import deliberation
from cases.journey import play
from cases.models import Notice
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, after_the_periods, at_notice, heavy, set_value, submitting

pytestmark = pytest.mark.django_db


def suspension(cases, unit: str) -> Act:
    """Proposing a suspension of business beside the fine."""
    journey = cases.journey_of(cases.walk(cases.open(unit=unit), "discretion"))
    rows = [
        row | {"further_penalty": "suspension", "further_penalty_text": "停产停业整顿十日"}
        for row in journey._discretion_content()["violations"]
    ]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("C3a")
def test_a_street_proposes_no_suspension_of_business(cases) -> Act:
    return suspension(cases, "street")


@satisfies("C3a")
def test_the_organ_may_propose_one(cases) -> Act:
    return suspension(cases, "organ")


@breaks("C4")
def test_from_the_threshold_the_right_to_a_hearing_must_have_been_noticed(cases) -> Act:
    journey = after_the_periods(heavy(cases))
    Notice.objects.filter(case=journey.case).update(with_hearing=False, with_discussion=False, with_review=False)
    return submitting(journey)


@breaks("C5")
def test_nothing_is_decided_while_a_hearing_may_be_asked_for(cases) -> Act:
    set_value("collective_discussion_unit", 1_000_000)
    journey = heavy(cases)
    play(journey._record("waive_defence", officers=None, signed_by="甲", hearing_too=False))
    return submitting(journey)


@way
def half_told(cases):
    """Of the two notices only the first is served."""
    set_value("collective_discussion_unit", 1_000_000)
    journey = at_notice(cases, unit="organ", fines=[Decimal(60_000)], waive=False)
    play(journey.issue_notice())
    play(journey.serve_issued("CFGZ"))
    return journey


@breaks("C5b")
def test_nobody_gives_up_a_hearing_of_which_they_were_not_told(cases) -> Act:
    return act(half_told(cases), "waive_defence", signed_by="甲")


@breaks("C5b")
def test_a_hearing_is_not_given_up_on_a_day_before_its_notice(cases) -> Act:
    journey = half_told(cases)
    before = journey.at.date()
    journey._not_before(add_working_days(before, 1))
    play(journey.serve_issued("TZGZ"))
    return act(journey, "waive_defence", signed_by="甲", happened_on=before)


def test_the_defence_alone_may_be_waived_before_the_hearing_notice(cases) -> None:
    journey = half_told(cases)
    notice = act(journey, "waive_defence", signed_by="甲", hearing_too=False)()
    assert notice.waived_on and notice.hearing_waived_on is None


@satisfies("C5b")
def test_told_of_it_the_party_gives_up_the_hearing(cases) -> Act:
    journey = half_told(cases)
    play(journey.serve_issued("TZGZ"))
    return act(journey, "waive_defence", signed_by="甲")


@breaks("C5")
def test_a_waiver_on_record_does_not_stand_in_for_the_hearing_notice(cases) -> Act:
    journey = half_told(cases)
    play(journey._record("waive_defence", officers=None, signed_by="甲", hearing_too=False))
    Notice.objects.filter(case=journey.case).update(hearing_waived_on=journey.at.date())
    assert deliberation.heard_on(journey.case.standing_notice()) is None
    return submitting(journey)


@breaks("C5a")
def test_a_hearing_is_not_asked_for_after_its_period(cases) -> Act:
    return act(after_the_periods(heavy(cases)), "request_hearing", requested_by="甲")


@satisfies("C5a")
def test_a_hearing_is_asked_for_in_time(cases) -> Act:
    return act(heavy(cases), "request_hearing", requested_by="甲")


@way
def asked(cases):
    """The party asked for a hearing."""
    journey = heavy(cases)
    play(journey.ask_for_hearing())
    return journey


def announcing(journey, **changes) -> Act:
    """The legal section announces the hearing."""
    return act(journey, "announce_hearing", user=journey.cast.legal, **journey.session(**changes))


@breaks("C6")
def test_a_hearing_is_not_announced_for_the_seventh_day(cases) -> Act:
    journey = asked(cases)
    day = add_working_days(journey.at.date(), 6)
    return announcing(journey, starts_at=datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI))


@breaks("C7")
def test_an_investigator_never_chairs(cases) -> Act:
    journey = asked(cases)
    return announcing(journey, chair=journey.officers[0])


@breaks("C7")
def test_whoever_interviewed_the_party_never_chairs(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(unit="organ", fines=[Decimal(60_000)]), "interview"))
    handlers, third = journey.officers, journey.cast.own_officers[2]
    journey.officers = [handlers[0], third]
    journey._summoned_for = journey.at + timedelta(hours=1)
    play(journey.interview())
    journey.officers, journey.waive = handlers, False
    play(journey.go("notice"))
    for step in (journey.issue_notice, journey.serve_issued, journey.ask_for_hearing):
        play(step())
    apart = journey.cast.organ_people(excluding=[*handlers, third])
    return announcing(journey, chair=third, recorder=apart[0])


@breaks("C7")
def test_a_reviewer_never_chairs(cases) -> Act:
    journey = asked(cases)
    return announcing(journey, chair=journey.cast.legal.officer, members=[])


@breaks("C7a")
def test_a_hearing_is_not_closed_without_a_reason(cases) -> Act:
    return announcing(asked(cases), is_public=False)


@satisfies("C6", "C7", "C7a")
def test_a_hearing_is_announced(cases) -> Act:
    return announcing(asked(cases))


@way
def announced(cases):
    """The hearing is announced, the party told, and the day has come."""
    journey = asked(cases)
    play(journey.announce_hearing())
    play(journey.serve_issued("TZTZ"))
    session = journey.case.standing_notice().hearing.session()
    journey.at = session.starts_at + timedelta(hours=2)
    return journey


def holding(journey, **changes) -> Act:
    """The record of the hearing."""
    start = journey.case.standing_notice().hearing.session().starts_at
    usual = {
        "started_at": start,
        "ended_at": start + timedelta(hours=1),
        "officers": journey.officers,
        "attended_by": "甲",
        "case_put": "事实和证据。",
        "party_said": "没有异议。",
        "record": "辩论和最后陈述。",
        "signed_by": "甲",
    }
    return act(journey, "hold_hearing", user=journey.cast.legal, **{**usual, **changes})


@breaks("C6a")
def test_a_hearing_is_held_on_its_day(cases) -> Act:
    journey = announced(cases)
    journey._not_before(add_working_days(journey.at.date(), 1))
    return holding(journey)


@breaks("C7b")
def test_three_agents_are_one_too_many(cases) -> Act:
    agents = [{"name": name, "unit": "", "authority": "授权委托书"} for name in "甲乙丙"]
    return holding(announced(cases), agents=agents)


@breaks("C7c")
def test_an_unsigned_record_needs_the_chairs_note(cases) -> Act:
    return holding(announced(cases), signed_by="")


@satisfies("C6a", "C7b", "C7c")
def test_the_hearing_is_held(cases) -> Act:
    return holding(announced(cases), agents=[{"name": "乙", "unit": "", "authority": "授权委托书"}])


@way
def heard(cases):
    """Heard, reported on, reviewed and discussed."""
    journey = heavy(cases)
    play(journey.hear())
    after_the_periods(journey)
    play(journey.deliberate())
    return journey


@breaks("C8")
def test_the_draft_says_how_it_rests_on_the_hearing(cases) -> Act:
    return submitting(heard(cases), hearing_basis="")


@breaks("C8a")
def test_evidence_that_came_in_after_the_hearing_carries_nothing(cases) -> Act:
    journey = heavy(cases)
    play(journey.hear())
    play(journey.add_evidence(journey.story.exhibits[0]))
    after_the_periods(journey)
    play(journey.deliberate())
    return submitting(journey)


@way
def interviewed_after(cases, **options):
    """The party is interviewed once more, after its hearing."""
    journey = heavy(cases, **options)
    play(journey.hear())
    journey._summoned_for = journey.at + timedelta(hours=1)
    play(journey.interview())
    return journey


@breaks("C8a")
def test_a_record_made_after_the_hearing_carries_nothing(cases) -> Act:
    journey = after_the_periods(interviewed_after(cases))
    play(journey.deliberate())
    return submitting(journey)


@breaks("C8a")
def test_nor_does_an_inspection_made_after_it(cases) -> Act:
    journey = heavy(cases)
    play(journey.hear())
    journey._done.discard("inspect")
    play(journey.record_inspection())
    after_the_periods(journey)
    play(journey.deliberate())
    return submitting(journey)


@satisfies("C8a")
def test_a_later_record_was_put_to_the_party(cases) -> Act:
    journey = interviewed_after(cases, defence=[("补充的内容不实。", "经复核，与其他证据相符。", False)])
    play(journey.defend())
    after_the_periods(journey)
    play(journey.deliberate())
    return submitting(journey)


@satisfies("C4", "C5", "C8", "C8a")
def test_after_a_hearing_the_decision_rests_on_it(cases) -> Act:
    return submitting(heard(cases))
