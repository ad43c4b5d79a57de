"""Two blind forms of one dossier: where they differ, whether an arbiter decides, and what comes of it.

Agreed: of each check the mean of the two deductions, so that the points are the mean of the two forms' points. Arbitrated:
on the checks on which they differ the arbiter's word, on the others theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cases.guide.checks import FULL, checks
from gongshu_enforcement import legal_settings
from training.models import Fault, Mark, MarkLine

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Pairing:
    """One check on both forms."""

    code: str
    first: MarkLine
    second: MarkLine

    @property
    def differs(self) -> bool:
        """Whether the two say something else of it."""
        return self.first.verdict != self.second.verdict

    @property
    def is_veto(self) -> bool:
        """Whether it is one of the vetoes."""
        return self.first.is_veto


def pair(first: Mark, second: Mark) -> list[Pairing]:
    """The two forms check by check, in the table's order."""
    ours, theirs = ({line.code: line for line in mark.lines.all()} for mark in (first, second))
    return [Pairing(code, ours[code], theirs[code]) for code in checks() if code in ours and code in theirs]


def needs_arbiter(first: Mark, second: Mark, pairs: Iterable[Pairing]) -> bool:
    """Whether they lie too far apart in points, or differ on a veto."""
    apart = abs(first.score - second.score)
    return apart > legal_settings.value("evaluation_difference") or any(one.is_veto and one.differs for one in pairs)


def agreed(pairs: Iterable[Pairing]) -> list[Fault]:
    """The faults of a dossier on which nobody had to decide."""
    return [fault for one in pairs if (fault := _mean(one))]


def arbitrated(pairs: Iterable[Pairing], words: dict[str, MarkLine]) -> list[Fault]:
    """The faults where an arbiter spoke on every check on which the two differ."""
    found = []
    for one in pairs:
        if not one.differs:
            fault = _mean(one)
        elif words[one.code].verdict[0]:
            line = words[one.code]
            fault = _fault(one, line.deduction, Fault.Found.ARBITER, line.reason)
        else:
            fault = None
        if fault:
            found.append(fault)
    return found


def points(faults: Iterable[Fault]) -> Decimal:
    """What is left of a hundred."""
    return max(Decimal(0), FULL - sum((fault.deduction for fault in faults), Decimal(0)))


def vetoes(faults: Iterable[Fault]) -> int:
    """How many vetoes stand."""
    return sum(fault.is_veto for fault in faults)


def _mean(one: Pairing) -> Fault | None:
    lines = [line for line in (one.first, one.second) if line.verdict[0]]
    if not lines:
        return None
    lost = sum((line.deduction for line in lines), Decimal(0)) / 2
    found = Fault.Found.BOTH if len(lines) == 2 else Fault.Found.ONE
    reasons = dict.fromkeys(line.reason for line in lines if line.reason)
    return _fault(one, lost.quantize(CENT, ROUND_HALF_UP), found, "；".join(reasons))


def _fault(one: Pairing, lost: Decimal, found: str, reason: str) -> Fault:
    return Fault(code=one.code, is_veto=one.is_veto, deduction=lost, found=found, reason=reason)
