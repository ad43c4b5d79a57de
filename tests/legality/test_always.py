"""Rules that hold at every stage: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.journey import play
from cases.legality import RULES
from cases.legality.registry import Facts
from cases.models import Case
from delegation.models import Agreement, Certificate
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import Origin
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, after_the_periods, at_notice, noticed

pytestmark = pytest.mark.django_db

EXHIBIT = {"kind": "documentary", "title": "营业执照", "proves": "主体", "made_by": "甲", "place": "现场"}


def adding(journey) -> Act:
    """Adding a piece of evidence."""
    return act(journey, "add_evidence", made_on=journey.at.date(), **EXHIBIT)


@way
def at(cases, stage: str, desk: str = "", **options):
    """A journey brought to a stage and a desk."""
    return cases.journey_of(cases.walk(cases.open(**options), stage, desk))


@breaks("W1")
def test_nothing_is_added_under_review(cases) -> Act:
    return adding(at(cases, "interview", "initial"))


@breaks("W2")
def test_nothing_moves_while_the_organ_has_not_answered(cases) -> Act:
    journey = at(cases, "interview")
    play(journey.hand_over("complexity", "案情复杂。"))
    return adding(journey)


@breaks("W3")
def test_after_the_end_of_the_delegation_only_the_hand_over_is_left(cases) -> Act:
    journey = at(cases, "interview")
    Agreement.objects.filter(pk=journey.case.agreement_id).update(valid_to=journey.at.date() - timedelta(days=1))
    return adding(journey)


@satisfies("W3")
def test_what_the_street_was_told_to_finish_goes_on(cases, cast) -> Act:
    journey = at(cases, "interview")
    Agreement.objects.filter(pk=journey.case.agreement_id).update(valid_to=journey.at.date() - timedelta(days=1))
    Case.objects.filter(pk=journey.case.pk).update(filed_on=journey.at.date() - timedelta(days=5))
    door.perform("settle_delegation", journey.case, acting_user=cast["legal"], choice="finish", reason="按原委托办结")
    return adding(journey)


@satisfies("W1", "W2", "W3", "W4")
def test_evidence_is_added_while_the_case_is_with_the_officers(cases) -> Act:
    return adding(at(cases, "interview"))


@breaks("W4")
def test_nothing_is_added_after_the_decision(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    play(journey.submit())
    play(journey.approve())
    return adding(journey)


@breaks("A8")
def test_one_lapsed_certificate_is_one_officer_too_few(cases) -> Act:
    journey = at(cases, "interview", "ready")
    Certificate.objects.filter(officer=journey.officers[1]).update(valid_to=date(2026, 3, 1))
    return act(journey, "submit_interview", summary="完成。", opinion="同意。")


@breaks("A8")
def test_nor_is_evidence_taken_with_a_lapsed_certificate(cases) -> Act:
    journey = at(cases, "interview")
    Certificate.objects.filter(officer=journey.officers[1]).update(valid_to=date(2026, 3, 1))
    return adding(journey)


def confirming(journey) -> Act:
    """The second officer confirms."""

    def confirm() -> None:
        with timekeeper.frozen(journey.at + timedelta(minutes=5), origin=Origin.DEMO):
            door.perform("confirm", journey.case.open_submission(), acting_user=journey.officers[1].user)

    return confirm


@breaks("A8")
def test_nobody_confirms_once_a_certificate_has_lapsed(cases) -> Act:
    journey = at(cases, "interview", "confirming")
    Certificate.objects.filter(officer=journey.officers[1]).update(valid_to=date(2026, 3, 1))
    return confirming(journey)


@satisfies("A8")
def test_the_second_officer_confirms(cases) -> Act:
    return confirming(at(cases, "interview", "confirming"))


def serving(journey, on: date | None = None) -> Act:
    """Serving the advance notice."""
    document = journey.case.documents.get(code="CFGZ")
    inputs = {"happened_on": on, "late_reason": "补录"} if on else {}
    return act(
        journey,
        "serve",
        document=document,
        method="direct",
        place="住所",
        recipient="甲",
        officers=journey.officers,
        **inputs,
    )


@way
def issued(cases):
    """The notice is issued, not served."""
    journey = at_notice(cases)
    play(journey.issue_notice())
    return journey


@satisfies("A8", "O2", "O3")
def test_two_certified_officers_serve(cases) -> Act:
    return serving(issued(cases))


@breaks("O1")
def test_nobody_is_interviewed_before_filing(cases) -> Act:
    journey = at(cases, "interview")
    start = journey.at - timedelta(days=1)
    return act(
        journey,
        "record_interview",
        happened_on=journey.case.filed_on - timedelta(days=1),
        late_reason="补录",
        answers=[{"question": "问？", "answer": "答。"}],
        name="甲",
        gender="男",
        age=40,
        place="询问室",
        started_at=start,
        ended_at=start + timedelta(minutes=30),
        officers=journey.officers,
        certificates_shown=True,
        rights_told=True,
    )


@satisfies("O1")
def test_after_filing_the_party_waives(cases) -> Act:
    return act(noticed(cases), "waive_defence", signed_by="甲")


@breaks("O2")
def test_a_sealed_dossier_is_not_sealed_again(cases) -> Act:
    journey = at(cases, "closed")
    play(journey.archive())
    return act(journey, "archive")


@breaks("O3")
def test_no_order_lies_before_the_discovery(cases) -> Act:
    journey = at(cases, "interview")
    day = journey.case.found_on - timedelta(days=1)
    problems = [{"problem": "整改", "due_on": timekeeper.today() + timedelta(days=5)}]
    return act(
        journey,
        "order_rectification",
        officers=journey.officers,
        problems=problems,
        happened_on=day,
        late_reason="补录",
    )


def test_a_certificate_that_ended_meanwhile_is_noticed(cases) -> None:
    """Officers read before it ended are read anew at the door."""
    journey = at_notice(cases)
    officers, day = list(journey.officers), journey.at.date()
    assert all(officer.certificate_on(day) for officer in officers)  # read now, and kept on the objects
    Certificate.objects.filter(officer=officers[0]).update(valid_to=day - timedelta(days=1))
    found = RULES["A8"].findings(Facts(journey.case, journey.case, {"officers": officers}, day, "serve"))
    assert [one.field for one in found] == ["officers"]
