"""How a check of the table is scored by itself: a function over the record that yields faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cases.guide.record import Record
from cases.legality.registry import Pair

NO_DECISION = Pair("本案没有作出行政处罚决定，不涉及。", "No penalty was decided: does not apply.")


@dataclass(frozen=True)
class Fault:
    """One fault: what is wrong, and the points it costs (0: what the check takes for each)."""

    what: Pair
    points: Decimal = Decimal(0)


class Undecided(Exception):
    """The software has no record to judge by: a person must. Never counts as in order."""

    def __init__(self, zh: str, en: str) -> None:
        self.why = Pair(zh, en)
        super().__init__(zh)


Scorer = Callable[[Record], Iterable[Fault | Pair]]
Applies = Callable[[Record], bool]


@dataclass(frozen=True)
class Automatic:
    """A check's own scoring: its function, the rules of law it asks again, points for each fault, when it applies."""

    code: str
    score: Scorer
    rules: tuple[str, ...]
    each: Decimal
    applies: Applies | None
    otherwise: Pair
    by_hand: bool = False

    def faults(self, record: Record) -> Iterator[Fault]:
        """The faults found; a bare sentence costs what each fault costs."""
        for found in self.score(record):
            yield found if isinstance(found, Fault) and found.points else Fault(_words(found), self.each)


def _words(found: Fault | Pair) -> Pair:
    return found.what if isinstance(found, Fault) else found


AUTOMATIC: dict[str, Automatic] = {}


def automatic(
    code: str,
    *,
    each: str = "99",
    rules: tuple[str, ...] = (),
    when: Applies | None = None,
    otherwise: Pair = NO_DECISION,
    by_hand: bool = False,
) -> Callable[[Scorer], Scorer]:
    """Register how a check is scored. `each`: points per fault, at most the check's own; `otherwise`: why it does not apply.

    `by_hand`: nothing is on record to judge by, so wherever it applies a person must.
    """

    def register(score: Scorer) -> Scorer:
        if code in AUTOMATIC:
            raise ValueError(f"check {code} is registered twice")
        AUTOMATIC[code] = Automatic(code, score, rules, Decimal(each), when, otherwise, by_hand)
        return score

    return register


def fault(zh: str, en: str, points: str = "0", /, **values: object) -> Fault:
    """A fault with its values filled in."""
    return Fault(Pair(zh, en).format(**values), Decimal(points))
