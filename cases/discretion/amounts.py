"""The arithmetic of discretion: spans, the place within a tier, the recommended amount. Nothing here reads a database.

The way, as the page explains it: no circumstance of its own stands for the normal tier, and there for its middle. A
circumstance that acts on the tier moves one tier, once in each direction; every further one, and every circumstance that
acts on the place, moves the place by its step. The amount at that place is rounded to a hundred yuan and stays in the
tier and within the statutory range. So one more lenient circumstance never raises it, one more heavy one never lowers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

MITIGATED, LENIENT, NORMAL, SEVERE = TIERS = ("mitigated", "lenient", "normal", "severe")
HUNDRED = Decimal(100)
MIDDLE = Decimal(50)
GRIDS = (HUNDRED, Decimal(10), Decimal(1), Decimal("0.01"))  # a tier too narrow for hundreds takes the next finer one


@dataclass(frozen=True)
class Span:
    """Amounts from minimum to maximum, in yuan; each end belongs to it or not."""

    minimum: Decimal
    maximum: Decimal
    includes_minimum: bool = True
    includes_maximum: bool = True

    def contains(self, fine: Decimal) -> bool:
        """Whether an amount lies in it."""
        above = fine >= self.minimum if self.includes_minimum else fine > self.minimum
        return above and (fine <= self.maximum if self.includes_maximum else fine < self.maximum)

    def within(self, other: Span) -> Span:
        """What of it lies in the other one; its minimum may then lie above its maximum, and it holds nothing."""
        low, high = max(self.minimum, other.minimum), min(self.maximum, other.maximum)
        return Span(
            low,
            high,
            all(one.includes_minimum for one in (self, other) if one.minimum == low),
            all(one.includes_maximum for one in (self, other) if one.maximum == high),
        )

    def share(self, fine: Decimal) -> Decimal:
        """Where an amount lies in it: 0 at the minimum, 1 at the maximum."""
        width = self.maximum - self.minimum
        return (fine - self.minimum) / width if width > 0 else Decimal(0)

    def at(self, share: Decimal) -> Decimal | None:
        """The rounded amount at a share of it; None where it holds no amount of yuan and fen at all."""
        exact = self.minimum + share * (self.maximum - self.minimum)
        for grid in GRIDS:
            low, high = self._ends(grid)
            if low <= high:
                rounded = (exact / grid).quantize(Decimal(1), rounding=ROUND_HALF_UP) * grid
                return min(max(rounded, low), high)
        return None

    def _ends(self, grid: Decimal) -> tuple[Decimal, Decimal]:
        low = (self.minimum / grid).quantize(Decimal(1), rounding=ROUND_CEILING) * grid
        high = (self.maximum / grid).quantize(Decimal(1), rounding=ROUND_FLOOR) * grid
        if low == self.minimum and not self.includes_minimum:
            low += grid
        if high == self.maximum and not self.includes_maximum:
            high -= grid
        return low, high


@dataclass(frozen=True)
class Weight:
    """What a circumstance does: kind mitigate, lenient or heavy; effect tier or place; step in hundredths of the tier."""

    code: str
    kind: str
    effect: str
    step: int

    @property
    def lightens(self) -> bool:
        """Whether it makes the fine lighter."""
        return self.kind != "heavy"


@dataclass(frozen=True)
class Judgement:
    """What the circumstances come to: the tier they lead to, tiers open without a reason, the place within a tier.

    `moves`: by how many hundredths each moves the place; those that decided the tier move it no further.
    """

    tier: str
    open_tiers: frozenset[str]
    place: Decimal
    moves: tuple[tuple[str, int], ...]
    deciding: tuple[str, ...]


def judge(weights: Iterable[Weight]) -> Judgement:
    """Weigh the circumstances; their order does not matter."""
    held = sorted(weights, key=lambda one: (one.step, one.code), reverse=True)
    lighter = [one for one in held if one.lightens and one.effect == "tier"]
    heavier = [one for one in held if not one.lightens and one.effect == "tier"]
    deciding = [*lighter[:1], *heavier[:1]]
    moves = tuple((one.code, -one.step if one.lightens else one.step) for one in held if one not in deciding)
    tier = TIERS[TIERS.index(NORMAL) - bool(lighter) + bool(heavier)]
    mitigates = any(one.kind == "mitigate" for one in held) and not heavier
    return Judgement(
        tier,
        frozenset({tier, MITIGATED} if mitigates else {tier}),
        min(max(MIDDLE + sum(step for _code, step in moves), Decimal(0)), HUNDRED),
        moves,
        tuple(one.code for one in deciding),
    )


def nearest(tier: str, available: Sequence[str]) -> str:
    """The tier itself, or the nearest one that the table has; of two as near, the milder. “” where there is none."""
    here = TIERS.index(tier)
    return min(available, key=lambda one: (abs(TIERS.index(one) - here), TIERS.index(one)), default="")
