"""Results of evaluations: per street, per check, per officer. A dossier counts once, for the street that closed it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Prefetch, QuerySet

from cases.guide.checks import Check, checks
from cases.models import Handler, Violation
from delegation.models import Officer, Street
from training.models import DrawnDossier, EvaluationRound, Seat

TENTH = Decimal("0.1")
FEW = 3  # a mean of fewer dossiers says little and is marked


@dataclass
class Tally:
    """What the dossiers of one unit come to."""

    dossiers: int = 0
    points: Decimal = Decimal(0)
    unfit: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    lost: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, dossier: DrawnDossier) -> None:
        """Count a settled dossier."""
        self.dossiers += 1
        self.points += dossier.counted or Decimal(0)
        self.unfit += bool(dossier.vetoes)
        for fault in dossier.faults.all():
            self.faults[fault.code] += 1
            self.lost[fault.code] += fault.deduction

    @property
    def mean(self) -> Decimal | None:
        """Mean of the points that count, one decimal; None without a dossier."""
        if not self.dossiers:
            return None
        return (self.points / self.dossiers).quantize(TENTH, ROUND_HALF_UP)

    @property
    def few(self) -> bool:
        """Whether the mean rests on very few dossiers."""
        return 0 < self.dossiers < FEW

    def weakest(self, most: int = 3) -> list[Weak]:
        """The checks that count against the unit most often, then by points."""
        order = sorted(self.faults, key=lambda code: (-self.faults[code], -self.lost[code], code))
        return [Weak(checks()[code], self.faults[code], self.lost[code]) for code in order[:most]]


@dataclass(frozen=True)
class Weak:
    """A check that recurs: in how many dossiers, with how many points in all."""

    check: Check
    dossiers: int
    lost: Decimal


def full(dossiers: QuerySet[DrawnDossier]) -> QuerySet[DrawnDossier]:
    """With everything a list shows of them, in a fixed number of queries."""
    return dossiers.select_related(
        "round", "street", "drawn_case__party", "drawn_case__organ", "drawn_case__street", "appeal"
    ).prefetch_related(
        "faults",
        Prefetch("seats", Seat.objects.select_related("officer__street", "street", "mark")),
        Prefetch("drawn_case__violations", Violation.objects.select_related("item")),
        Prefetch("drawn_case__handlers", Handler.objects.select_related("officer__street", "officer__organ")),
    )


def tally(dossiers: Iterable[DrawnDossier]) -> Tally:
    """All together."""
    total = Tally()
    for dossier in dossiers:
        if dossier.is_settled:
            total.add(dossier)
    return total


def by_street(dossiers: Iterable[DrawnDossier]) -> dict[Street, Tally]:
    """Street by street, in the order of their codes."""
    found: dict[Street, Tally] = {}
    for dossier in sorted(dossiers, key=lambda one: one.street.code):
        if dossier.is_settled:
            found.setdefault(dossier.street, Tally()).add(dossier)
    return found


def by_officer(dossiers: Iterable[DrawnDossier]) -> dict[Officer, Tally]:
    """Officer by officer: a dossier stands with each of the officers who handled it at its end."""
    found: dict[Officer, Tally] = {}
    for dossier in dossiers:
        if dossier.is_settled:
            for handler in dossier.drawn_case.current_handlers():
                found.setdefault(handler.officer, Tally()).add(dossier)
    return dict(sorted(found.items(), key=lambda row: (row[0].street_id or 0, row[0].pk)))


def final_in(first: date, last: date, *, organ: str = "", street: Street | None = None) -> QuerySet[DrawnDossier]:
    """The dossiers whose results became final in a period: each lies in one period of a kind alone."""
    found = DrawnDossier.objects.filter(
        round__state=EvaluationRound.State.CLOSED, round__closed_on__range=(first, last)
    )
    if organ:
        found = found.filter(drawn_case__organ__code=organ)
    return found.filter(street=street) if street else found


def for_display(first: date, last: date, *, organ: str = "") -> dict[int, Tally]:
    """Per street id: what became final in the period. Two queries."""
    found: dict[int, Tally] = {}
    for dossier in final_in(first, last, organ=organ).prefetch_related("faults"):
        found.setdefault(dossier.street_id, Tally()).add(dossier)
    return found
