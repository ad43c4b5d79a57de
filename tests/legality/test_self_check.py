"""Rules of the self-check: each broken alone, and satisfied."""

from __future__ import annotations

from typing import Any

import pytest

from cases.journey import play
from cases.models import SelfCheck
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


@way
def closed(cases: Any) -> Any:
    """The journey of a closed case that nobody has checked yet."""
    return cases.journey_of(cases.walk(cases.open(), "closed"))


def checking(journey: Any, **changes: dict[str, Any]) -> Act:
    """Filling in the form; `changes`: the answer to a check by its code."""
    answers = {row["code"]: row for row in journey.answers()}
    for code, answer in changes.items():
        answers[code] = {"code": code, "result": "", "deduction": "0", "reason": "", **answer}
    return act(journey, "fill_self_check", answers=list(answers.values()))


@breaks("G4a")
def test_a_manual_check_without_a_result(cases) -> Act:
    return checking(closed(cases), V03={})


@breaks("G4b")
def test_points_taken_off_without_a_reason(cases) -> Act:
    return checking(closed(cases), D06={"result": "faulty", "deduction": "1"})


@breaks("G4b")
def test_another_value_than_the_softwares_without_a_reason(cases) -> Act:
    return checking(closed(cases), V07={"result": "not_applicable"})


@breaks("G4b")
def test_more_points_than_the_check_has(cases) -> Act:
    return checking(closed(cases), D06={"result": "faulty", "deduction": "4", "reason": "说理不足。"})


@satisfies("G4a", "G4b")
def test_every_check_answered_with_its_reasons(cases) -> Act:
    return checking(closed(cases), D06={"result": "faulty", "deduction": "1.5", "reason": "说理不足。"})


@breaks("G4s")
def test_sealing_without_a_self_check(cases) -> Act:
    return act(closed(cases), "archive")


@breaks("G4v")
def test_sealing_with_a_veto(cases) -> Act:
    journey = closed(cases)
    checking(journey, V05={"result": "faulty", "reason": "证据之间有矛盾。"})()
    return act(journey, "archive")


@satisfies("G4s", "G4v")
def test_sealing_after_the_veto_was_put_right(cases) -> Act:
    journey = closed(cases)
    checking(journey, V05={"result": "faulty", "reason": "证据之间有矛盾。"})()
    checking(journey)()
    assert list(SelfCheck.objects.values_list("round", "vetoes")) == [(1, 1), (2, 0)]
    return act(journey, "archive")


@satisfies("G4v")
def test_a_veto_of_the_software_that_a_person_explains_away(cases) -> Act:
    """Both values stay: what the software found, and why it does not stand."""
    journey = closed(cases)
    document = journey.case.documents.filter(code="CFDW").first()
    document.data["organ"]["seal_text"] = "别的印章"
    document.save()
    play(journey.check_dossier())
    assert SelfCheck.objects.get().vetoes == 1
    journey.case.__dict__.pop("_prescore", None)
    checking(journey, V15={"result": "in_order", "reason": "原件加盖的是本机关印章。"})()
    line = SelfCheck.objects.latest("round").lines.get(code="V15")
    assert (line.automatic, line.given, line.is_overridden) == ("faulty", "in_order", True)
    return act(journey, "archive")
