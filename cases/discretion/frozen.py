"""What is kept of the advice with a submission: numbers and codes, so that reviewers read it as the officers saw it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.models import Case, Violation

from .calculator import recommend
from .factors import chosen, known, rows_of


def with_advice(case: Case, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The submitted rows, each with what the calculator says of it now under “advice”."""
    held = known(case) if any(rows_of(row) for row in rows) else {}
    wanted = case.violations.select_related("item").prefetch_related("item__tiers")
    violations = {violation.pk: violation for violation in wanted}
    return [{**row, "advice": _kept(violations.get(int(row["id"])), row, held)} for row in rows]


def _kept(violation: Violation | None, row: dict[str, Any], held: dict) -> dict[str, Any]:
    if violation is None or row.get("proposal") != Violation.Proposal.PENALTY:
        return {}
    advice = recommend(violation, chosen(row, held))
    tier = str(row.get("tier") or "")
    span, law = advice.tier(tier), advice.law
    return {
        "minimum": law and law.minimum,
        "maximum": law and law.maximum,
        "tier_minimum": span and span.minimum,
        "tier_maximum": span and span.maximum,
        "derived": span is not None and span.derived,
        "leads_to": advice.suggested,
        "recommended": advice.recommended_in(tier) if span else advice.recommended,
        "place": advice.judgement.place,
        "departs": advice.departs(tier, Decimal(str(row.get("fine") or 0))),
    }
