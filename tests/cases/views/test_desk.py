"""The desk: everyone finds what waits for them, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import selectors
from cases.journey import play
from cases.models import Recusal
from gongshu_enforcement import timekeeper

pytestmark = pytest.mark.django_db


def steps(user) -> dict[str, str]:
    """What the desk asks of a person: action by case reference."""
    user.__dict__.pop("_todo", None)
    return {task.case.reference: task.step.action for task in selectors.tasks(selectors.todo(user).entries)}


def test_a_new_case_asks_its_officers_for_the_inspection_record(cast, open_case):
    case = open_case()
    assert steps(cast["officer.shiqiao"]) == {case.reference: "record_inspection"}


def test_each_desk_gets_the_case_in_its_turn(cast, open_case, walk):
    case = open_case()
    turns = (
        ("ready", "officer.shiqiao", "submit_filing"),
        ("confirming", "officer2.shiqiao", "confirm"),
        ("initial", "counsel.shiqiao", "approve"),
        ("recheck", "enforcement", "approve"),
        ("legal", "legal", "approve"),
        ("final", "director", "approve"),
    )
    for desk, username, action in turns:
        walk(case, until="filing", desk=desk)
        assert steps(cast[username]) == {case.reference: action}, desk
    assert steps(cast["officer.shiqiao"]) == {}
    assert steps(cast["counsel.mishixiang"]) == {}


def test_the_submitter_sees_the_case_under_dealt_with(browse, open_case, walk):
    case = open_case()
    walk(case, until="filing", desk="initial")
    page = browse("officer.shiqiao").get("/?tab=dealt").content.decode()
    assert case.party.name in page
    assert "Initial review" in page


def test_a_returned_case_comes_back_with_what_was_said(browse, cases):
    case = cases.open()
    cases.walk(case, until="filing", desk="initial")
    play(cases.journey_of(case).give_back("evidence", "Add the photograph of the door."))
    page = browse("officer.shiqiao").get("/").content.decode()
    assert "Add the photograph of the door." in page
    assert "Returned" in page


def test_a_hand_over_waits_for_the_enforcement_desk_alone(cast, cases):
    case = cases.open()
    cases.walk(case, until="discretion")
    play(cases.journey_of(case).hand_over("complexity", "Several contractors."))
    assert steps(cast["enforcement"]) == {case.reference: "accept_hand_over"}
    assert steps(cast["legal"]) == {}
    assert case.reference not in steps(cast["officer.shiqiao"])


def test_a_recusal_waits_for_the_director(cast, cases):
    case = cases.open()
    officer = cast["officer.shiqiao"].officer
    Recusal.objects.create(
        case=case, officer=officer, asked_by="party", reason="A relative.", asked_on=timekeeper.today()
    )
    assert steps(cast["director"]) == {case.reference: "decide_recusal"}


def test_a_document_not_served_comes_before_the_next_submission(cast, cases):
    case = cases.walk(cases.open(), until="filing", desk="ready")
    assert steps(cast["officer.shiqiao"]) == {case.reference: "submit_filing"}
    play(cases.journey_of(case).order_rectification())
    assert steps(cast["officer.shiqiao"]) == {case.reference: "serve"}


def test_the_most_urgent_stands_first(cast, cases, clock):
    late = cases.open()
    clock.set(timekeeper.today() + timedelta(days=60))
    fresh = cases.open(start=timekeeper.today())
    shown = [task.case.reference for task in selectors.tasks(selectors.todo(cast["officer.shiqiao"]).entries)]
    assert shown == [late.reference, fresh.reference]
    assert selectors.todo(cast["officer.shiqiao"]).late == 1


def test_a_closed_case_asks_for_its_seal_and_then_for_nothing(cast, cases, browse):
    case = cases.open()
    cases.walk(case, until="closed")
    assert steps(cast["officer.shiqiao"]) == {case.reference: "fill_self_check"}
    play(cases.journey_of(case).check_dossier())
    assert steps(cast["officer.shiqiao"]) == {case.reference: "archive"}
    play(cases.journey_of(case).archive())
    assert steps(cast["officer.shiqiao"]) == {}
    assert case.party.name in browse("director").get("/?tab=finished").content.decode()


@pytest.mark.parametrize("username", ["officer.shiqiao", "counsel.shiqiao", "leader", "admin"])
def test_an_empty_desk_says_what_to_do(browse, username):
    page = browse(username).get("/").content.decode()
    assert "Nothing waits for" in page


def test_the_desk_costs_the_same_with_more_cases(browse, cases, queries):
    officer, reviewer = browse("officer.shiqiao"), browse("counsel.shiqiao")
    cases.walk(cases.open(), until="interview", desk="ready")
    cases.walk(cases.open(), until="filing", desk="initial")
    before = [queries(officer, "/"), queries(reviewer, "/"), queries(officer, "/?tab=dealt")]
    for _more in range(3):
        cases.walk(cases.open(), until="interview", desk="ready")
        cases.walk(cases.open(), until="filing", desk="initial")
    after = [queries(officer, "/"), queries(reviewer, "/"), queries(officer, "/?tab=dealt")]
    assert after == before
    assert max(after) <= 30
