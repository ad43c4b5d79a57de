"""Scoring a dossier: what the software finds for each check, and what the form comes to (documents.md 2.3).

100 minus the deductions, no check below zero; what does not apply costs nothing; a veto makes the dossier unfit and the
sum of the rest is still shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.legality.registry import Pair
from cases.models import Case, SelfCheckLine
from cases.stages import Outcome

from .automatic import AUTOMATIC, Undecided
from .checks import FULL, Check, checks
from .record import Record

Result = SelfCheckLine.Result
IN_ORDER = Pair("系统核对无问题。", "The software found nothing wrong.")
BY_HAND = Pair("由承办人判断。", "For a person to judge.")


@dataclass(frozen=True)
class Found:
    """What the software found for one check; `result` is empty where a person must say."""

    check: Check
    result: str
    deduction: Decimal
    reason: Pair


def prescore(case: Case) -> dict[str, Found]:
    """The automatic value of every check; read once per reading of the case."""
    kept = case.__dict__.get("_prescore")
    if kept is None:
        record = Record(case)
        kept = case.__dict__["_prescore"] = {code: score_one(check, record) for code, check in checks().items()}
    return kept


def score_one(check: Check, record: Record) -> Found:
    """What the software finds for one check."""
    own = AUTOMATIC.get(check.code)
    if own is None:
        return Found(check, "", Decimal(0), BY_HAND)
    if own.applies is not None and not own.applies(record):
        return Found(check, Result.NOT_APPLICABLE.value, Decimal(0), own.otherwise)
    try:
        faults = list(own.faults(record))
    except Undecided as undecided:
        return Found(check, "", Decimal(0), undecided.why)
    if not faults:
        return Found(check, Result.IN_ORDER.value, Decimal(0), IN_ORDER)
    lost = min(check.points, sum((fault.points for fault in faults), Decimal(0)))
    told = list(dict.fromkeys((fault.what.zh, fault.what.en) for fault in faults))
    reason = Pair("".join(zh for zh, _en in told), " ".join(en for _zh, en in told))
    return Found(check, Result.FAULTY.value, lost, reason)


def left_to_people(case: Case) -> list[str]:
    """The checks of a case that the software leaves to a person, as far as the table says; nothing is scored for it."""
    punished = case.is_decided and case.outcome == Outcome.PENALTY
    return [code for code in checks() if (own := AUTOMATIC.get(code)) is None or (own.by_hand and punished)]


@dataclass(frozen=True)
class Sum:
    """What a form comes to."""

    score: Decimal
    vetoes: int


def line(found: Found, answer: dict[str, Any] | None) -> SelfCheckLine:
    """One line of the form: the software's value and the person's, where they gave one."""
    answer = answer or {}
    return SelfCheckLine(
        code=found.check.code,
        points=found.check.points,
        is_veto=found.check.veto,
        automatic=found.result,
        automatic_deduction=found.deduction,
        automatic_reason=found.reason.zh,
        automatic_reason_en=found.reason.en,
        given=answer.get("result", ""),
        given_deduction=Decimal(answer.get("deduction") or 0),
        reason=answer.get("reason", ""),
    )


def add_up(lines: Iterable[SelfCheckLine]) -> Sum:
    """Score out of 100 and vetoes standing."""
    rows = list(lines)
    lost = sum((row.deduction for row in rows if not row.is_veto), Decimal(0))
    return Sum(max(Decimal(0), FULL - lost), sum(row.is_veto and row.result == Result.FAULTY for row in rows))
