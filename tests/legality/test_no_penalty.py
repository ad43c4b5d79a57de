"""Rules on the grounds for no penalty, asked before any fine (处罚法 30, 31, 33): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.journey import play
from cases.journey_discretion import answers, waive
from cases.models import Violation
from gongshu_enforcement.working_days import add_working_days
from tests.factories import IndividualFactory

from .proof import Act, breaks, satisfies
from .steps import act, after_the_periods, noticed, submitting
from .test_discretion import proposing

pytestmark = pytest.mark.django_db


def answering(cases: Any, ground: str = "", *, row: dict[str, Any] | None = None, **given: Any) -> Act:
    """A penalty is proposed; the questions are answered so that the ground is made out, single answers changed."""
    journey = cases.journey_of(cases.walk(cases.open(), "discretion"))
    questions = answers(journey.case, ground=ground, **given)
    rows = [one | {"questions": questions} | (row or {}) for one in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


def waiving(cases: Any, ground: str = "first", **changes: Any) -> Act:
    """No penalty is proposed on a ground."""
    journey = cases.journey_of(cases.walk(cases.open(), "discretion"))
    rows = [waive(violation, ground) | changes for violation in journey.case.violations.select_related("case__party")]
    return act(journey, "submit_discretion", violations=rows, opinion="建议不予处罚。")


def of_a_person(cases: Any, born: date, **given: Any) -> Act:
    """A person of this age, with these answers."""
    party = IndividualFactory(born_on=born, id_number="")
    case = cases.walk(cases.open(item="AQ-12", party=party, fines=[10_000]), "discretion")
    journey = cases.journey_of(case)
    questions = answers(case, **given)
    rows = [one | {"questions": questions} for one in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


# --- C12a: every question has an answer -------------------------------------------------------------------------------


@breaks("C12a")
def test_no_fine_before_the_questions_are_answered(cases) -> Act:
    return proposing(cases, questions={})


@breaks("C12a")
@pytest.mark.parametrize("name", ["minor", "corrected", "harm", "first", "no_fault", "reason"])
def test_each_question_needs_its_answer(cases, name) -> Act:
    return answering(cases, **{name: None})


@breaks("C12a")
def test_an_answer_that_is_none_is_none(cases) -> Act:
    return answering(cases, harm="vielleicht", minor="yes")


@breaks("C12a")
def test_a_person_is_asked_for_age_and_capacity(cases) -> Act:
    return of_a_person(cases, date(1980, 1, 1), capacity="")


@breaks("C12a")
def test_the_answer_on_age_fits_the_date_of_birth(cases) -> Act:
    return of_a_person(cases, date(2011, 1, 1), capacity="full")


# --- C12b: what may not be punished -----------------------------------------------------------------------------------


@breaks("C12b")
@pytest.mark.parametrize("ground", ["minor", "no_fault"])
def test_what_the_law_forbids_to_punish(cases, ground) -> Act:
    return answering(cases, ground)


@breaks("C12b")
def test_somebody_without_capacity(cases) -> Act:
    return of_a_person(cases, date(1980, 1, 1), capacity="incapable")


@breaks("C12b")
def test_a_child(cases) -> Act:
    return of_a_person(cases, date(2014, 1, 1), capacity="child")


# --- C12c, C12d: what may go unpunished -------------------------------------------------------------------------------


@breaks("C12c")
def test_punishing_a_first_offence_that_was_corrected_needs_a_reason(cases) -> Act:
    return answering(cases, "first")


@satisfies("C12a", "C12b", "C12c", "C12d")
def test_punishing_it_with_a_reason(cases) -> Act:
    return answering(cases, "first", why_punished="同一厂房内多家单位存在同类问题，须予惩戒。")


@breaks("C12d")
@pytest.mark.parametrize("answer", [{"first": False}, {"corrected": False}, {"harm": "more"}])
def test_the_waiver_needs_all_its_conditions(cases, answer) -> Act:
    return waiving(cases, questions=_first() | answer)


def _first() -> dict[str, Any]:
    given = {"minor": False, "corrected": True, "harm": "slight", "first": True, "no_fault": False}
    return given | {"reason": "复查合格，系统内没有处罚记录。"}


@breaks("C12d")
def test_no_penalty_for_minority_of_a_firm(cases) -> Act:
    return waiving(cases, no_penalty_reason="under_age")


@breaks("C12e")
def test_nobody_goes_unpunished_without_being_educated(cases) -> Act:
    return waiving(cases, education="")


@satisfies("C12", "C12a", "C12b", "C12c", "C12d", "C12e")
@pytest.mark.parametrize("ground", ["first", "minor", "no_fault"])
def test_no_penalty_on_a_ground_made_out(cases, ground) -> Act:
    return waiving(cases, ground)


# --- C12f: what the decision rests on ---------------------------------------------------------------------------------


def deciding(cases: Any, outcome: str, *, late: bool = False) -> Any:
    """A penalty was proposed and noticed; the draft now decides without one, and waits at the first desk."""
    journey = after_the_periods(noticed(cases))
    if late:
        journey._not_before(add_working_days(journey.case.decision_due_on, 1))
    journey.submission = submitting(journey, outcome=outcome, violations=[])()
    play(journey.confirm())
    return journey


@breaks("C12f")
@pytest.mark.parametrize("outcome", ["no_penalty", "not_established"])
@pytest.mark.parametrize("late", [False, True])
def test_a_change_of_mind_at_notice_is_no_ground(cases, outcome, late) -> Act:
    journey = deciding(cases, outcome, late=late)
    return lambda: play(journey.approve_once())


@breaks("C12f")
def test_no_penalty_where_nothing_is_established_names_no_ground(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(outcome="not_established"), "notice"))
    journey.submission = submitting(journey, outcome="no_penalty", violations=[])()
    play(journey.confirm())
    return lambda: play(journey.approve_once())


@satisfies("C12f")
@pytest.mark.parametrize("outcome", ["no_penalty", "not_established"])
def test_what_was_settled_is_decided(cases, outcome) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(outcome=outcome), "notice", "final"))
    return lambda: play(journey.approve())


@satisfies("C12f", "C17")
def test_a_late_case_goes_back_and_ends_with_its_ground(cases) -> Act:
    journey = deciding(cases, "no_penalty", late=True)
    play(journey.give_back("discretion", "须先提出理由并记录教育。", return_to="discretion"))
    journey.outcome = "no_penalty"
    play(journey.submit())
    play(journey.approve())

    def decide() -> None:
        play(journey.submit())
        play(journey.approve())
        paper = journey.case.documents.get(code="BYCF").data
        assert paper["reason"] and paper["basis"]

    return decide


def test_each_ground_has_its_sentence_in_the_rules():
    from cases.discretion.no_penalty import GROUNDS
    from cases.legality.no_penalty import GROUNDS_ZH

    assert set(GROUNDS) == set(GROUNDS_ZH) == set(Violation.NoPenaltyReason.values)
