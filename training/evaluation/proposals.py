"""What the software proposes for each check of a drawn dossier: taken once, on the day of the draw."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.guide import scoring
from cases.guide.checks import checks
from cases.legality.registry import Pair
from cases.models import Case
from training.models import DrawnDossier


def take(case: Case) -> dict[str, dict[str, Any]]:
    """The automatic value of every check, to be kept with the draw."""
    return {
        code: {
            "result": found.result,
            "deduction": str(found.deduction),
            "reason": found.reason.zh,
            "reason_en": found.reason.en,
        }
        for code, found in scoring.prescore(case).items()
    }


def of(dossier: DrawnDossier) -> dict[str, scoring.Found]:
    """The kept values, as the form and the rules read them."""
    return {code: _found(code, dossier.proposal(code)) for code in checks()}


def _found(code: str, kept: dict[str, Any]) -> scoring.Found:
    reason = Pair(kept["reason"], kept["reason_en"])
    return scoring.Found(checks()[code], kept["result"], Decimal(kept["deduction"]), reason)
