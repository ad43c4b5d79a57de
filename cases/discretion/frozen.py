"""What is kept of the advice with a submission: amounts and words, so that reviewers read it as the officers saw it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cases.models import Case, Violation

from .calculator import recommend
from .factors import Chosen, chosen, evidence_of, known, rows_of


def with_advice(case: Case, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The submitted rows, each with what the calculator says of it now under “advice”."""
    with_factors = any(map(rows_of, rows))
    held = known(case) if with_factors else {}
    evidence = evidence_of(case) if with_factors else {}
    wanted = case.violations.select_related("item").prefetch_related("item__tiers")
    violations = {violation.pk: violation for violation in wanted}
    for violation in violations.values():
        violation.case = case
    return [{**row, "advice": _kept(violations.get(int(row["id"])), row, chosen(row, held), evidence)} for row in rows]


def _kept(
    violation: Violation | None, row: dict[str, Any], picked: list[Chosen], evidence: Mapping[str, str]
) -> dict[str, Any]:
    if violation is None or row.get("proposal") != Violation.Proposal.PENALTY:
        return {}
    advice = recommend(violation, picked)
    tier = str(row.get("tier") or "")
    span, law = advice.tier(tier), advice.law
    return {
        "minimum": law and law.minimum,
        "maximum": law and law.maximum,
        "tier_minimum": span and span.minimum,
        "tier_maximum": span and span.maximum,
        "derived": span is not None and span.derived,
        "leads_to": advice.suggested,
        "recommended": advice.recommended_in(tier) if tier in advice.open_tiers else advice.recommended,
        "place": advice.judgement.place,
        "departs": advice.departs(tier, Decimal(str(row.get("fine") or 0))),
        "circumstances": [_shown(one, evidence) for one in picked],
    }


def _shown(one: Chosen, evidence: Mapping[str, str]) -> dict[str, Any]:
    """A circumstance in words, as it read on the day."""
    shown_by = [evidence[reference] for reference in one.evidence if reference in evidence]
    return {"title": one.factor.title, "article": one.factor.article, "evidence": shown_by, "note": one.note}
