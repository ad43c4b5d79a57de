"""Rules on circumstances of discretion (处罚法 30–32, 49): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.journey_discretion import answers, proofs, propose
from delegation.models import DiscretionFactor
from tests.factories import IndividualFactory

from .proof import Act, breaks, satisfies
from .steps import act
from .test_discretion import proposing

pytestmark = pytest.mark.django_db


def with_factors(cases: Any, *factors: dict[str, Any], item: str = "AQ-02", **changes: Any) -> Act:
    """Proposing with these circumstances; `evidence: True` stands for evidence of the case."""
    journey = cases.journey_of(cases.walk(cases.open(item=item), "discretion"))
    shown = proofs(journey.case)
    held = [one | {"evidence": shown if one.get("evidence") is True else one.get("evidence", [])} for one in factors]
    rows = [row | {"factors": held} | changes for row in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


def proved(code: str) -> dict[str, Any]:
    return {"code": code, "evidence": True}


# --- C13: known, fitting, proved --------------------------------------------------------------------------------------


@breaks("C13")
def test_a_circumstance_without_evidence(cases) -> Act:
    return with_factors(cases, {"code": "M321"})


@breaks("C13")
@pytest.mark.parametrize("reference", ["evidence:999999", "evidence:x", "recheck:1;--", "party:1", ""])
def test_evidence_that_is_not_in_the_case(cases, reference) -> Act:
    return with_factors(cases, {"code": "M321", "evidence": [reference]})


@breaks("C13")
def test_a_circumstance_nobody_knows(cases) -> Act:
    return with_factors(cases, proved("M321"), proved("X99"))


@breaks("C13")
def test_a_ground_for_no_penalty_is_no_circumstance_of_the_fine(cases) -> Act:
    return with_factors(cases, proved("M321"), proved("N332"))


@breaks("C13")
def test_a_circumstance_of_persons_alone(cases) -> Act:
    return with_factors(cases, proved("M321"), proved("M30"))


@breaks("C13")
def test_a_circumstance_that_had_ended_by_the_day_of_the_case(cases) -> Act:
    DiscretionFactor.objects.filter(code="M321").update(valid_to=date(2025, 12, 31))
    return with_factors(cases, proved("M321"), departure_reason="测试")


# --- C13a: “must be lenient” -------------------------------------------------------------------------------------------


@breaks("C13a")
def test_the_normal_tier_in_spite_of_a_circumstance_that_must_lighten(cases) -> Act:
    return with_factors(cases, proved("M322"), tier="normal", fine="40000", departure_reason="测试")


@satisfies("C13", "C13a", "C13b", "L03")
def test_a_heavy_circumstance_stands_against_it(cases) -> Act:
    return with_factors(cases, proved("M322"), proved("H05"), tier="normal", fine="40000")


def a_minor(cases: Any, *, chosen: bool) -> Act:
    party = IndividualFactory(born_on=date(2010, 1, 1), id_number="")
    case = cases.walk(cases.open(item="AQ-12", party=party, fines=[9_000]), "discretion")
    journey = cases.journey_of(case)
    violation = case.violations.get()
    row = propose(violation, None, proofs(case), questions=answers(case, capacity="minor"))
    if chosen:
        row["factors"] = [{"code": "M30", "evidence": proofs(case)}]
    return act(journey, "submit_discretion", violations=[row], opinion="建议。")


@breaks("C13a")
def test_fourteen_to_eighteen_must_be_lenient(cases) -> Act:
    return a_minor(cases, chosen=False)


@satisfies("C13a", "C12a")
def test_fourteen_to_eighteen_with_its_circumstance(cases) -> Act:
    return a_minor(cases, chosen=True)


# --- C13b: mitigated only below a minimum -----------------------------------------------------------------------------


@breaks("C13b")
def test_nothing_is_mitigated_where_the_law_sets_no_minimum(cases) -> Act:
    reasons = {"departure_reason": "测试", "mitigation_reason": "处罚法32"}
    return proposing(cases, tier="mitigated", fine="5000", **reasons)


@breaks("C13b")
def test_mitigated_but_at_the_minimum(cases) -> Act:
    reasons = {"departure_reason": "测试", "mitigation_reason": "处罚法32"}
    return proposing(cases, item="AQ-32", tier="mitigated", fine="30000", **reasons)


@breaks("V07")
def test_below_the_minimum_without_its_circumstance(cases) -> Act:
    reasons = {"departure_reason": "测试", "mitigation_reason": "情节轻微"}
    return proposing(cases, item="AQ-32", tier="mitigated", fine="29999", factors=[], **reasons)


@breaks("V07")
def test_below_the_minimum_without_the_reason(cases) -> Act:
    return proposing(cases, item="AQ-32", tier="mitigated", fine="29999")


@satisfies("V07", "C13", "C13a", "C13b", "L03")
def test_below_the_minimum_with_circumstance_and_reason(cases) -> Act:
    return proposing(cases, item="AQ-32", tier="mitigated", fine="29999", mitigation_reason="主动消除危害后果。")
