"""What a training changed (培训成效): returns in review and points off in evaluations, before and after, per topic.

Counted over all streets; no unit and no person is named. A return counts by its day, a dossier by the day its case was
closed. The days before and after are the same number; while those after are still running, the figures say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate

from cases.models import ReviewDecision
from gongshu_enforcement import timekeeper
from training.evaluation.results import FEW, final_in
from training.models import Commentary, FollowUp
from training.topics import CHECKS, REASONS

DAYS = 90  # before a training, and after it
TENTH = Decimal("0.1")


@dataclass
class Side:
    """The days before a training, or those after it."""

    first: date
    last: date
    words: int = 0
    returns: int = 0
    dossiers: int = 0
    lost: Decimal = field(default_factory=Decimal)

    def holds(self, day: date) -> bool:
        """Whether a day lies on this side."""
        return self.first <= day <= self.last

    @property
    def returned(self) -> Decimal | None:
        """Returns for the topic's reasons per hundred words in review."""
        return (Decimal(100) * self.returns / self.words).quantize(TENTH, ROUND_HALF_UP) if self.words else None

    @property
    def points(self) -> Decimal | None:
        """Points off for the topic's checks per dossier evaluated."""
        return (self.lost / self.dossiers).quantize(Decimal("0.01"), ROUND_HALF_UP) if self.dossiers else None

    @property
    def few(self) -> bool:
        """Whether the points rest on very few dossiers."""
        return 0 < self.dossiers < FEW


@dataclass
class Effect:
    """One training on a topic with both sides."""

    point: FollowUp
    before: Side
    after: Side
    running: bool


def effects() -> list[Effect]:
    """Every topic that a training took up, newest first; four queries, whatever their number."""
    taught = FollowUp.objects.filter(
        kind=FollowUp.Kind.TOPIC, state=FollowUp.State.DONE, commentary__state=Commentary.State.HELD
    )
    found = [_sides(point) for point in taught.select_related("commentary").order_by("-done_on", "-pk")]
    if found:
        _count_returns(found)
        _count_points(found)
    return found


def _sides(point: FollowUp) -> Effect:
    day, today = point.done_on, timekeeper.today()
    end = day + timedelta(days=DAYS)
    before = Side(day - timedelta(days=DAYS), day - timedelta(days=1))
    return Effect(point, before, Side(day + timedelta(days=1), min(end, today)), running=today < end)


def _span(found: Iterable[Effect]) -> tuple[date, date]:
    return min(one.before.first for one in found), max(one.after.last for one in found)


def _count_returns(found: list[Effect]) -> None:
    first, last = _span(found)
    rows: Any = (
        ReviewDecision.objects.annotate(day=TruncDate("decided_at", tzinfo=timekeeper.SHANGHAI))
        .filter(day__range=(first, last))
        .order_by()
        .values_list("day", "verdict", "reason_code")
        .annotate(count=Count("pk"))
    )
    for day, verdict, reason, count in rows:
        for one in found:
            for side in (one.before, one.after):
                if side.holds(day):
                    side.words += count
                    back = verdict == ReviewDecision.Verdict.RETURN and reason in REASONS[one.point.topic]
                    side.returns += count if back else 0


def _count_points(found: list[Effect]) -> None:
    first, last = _span(found)
    dossiers = final_in(first, timekeeper.today()).filter(drawn_case__closed_on__range=(first, last))
    for dossier in dossiers.select_related("drawn_case").prefetch_related("faults"):
        for one in found:
            for side in (one.before, one.after):
                if side.holds(dossier.drawn_case.closed_on):
                    codes = CHECKS[one.point.topic]
                    side.dossiers += 1
                    side.lost += sum((row.deduction for row in dossier.faults.all() if row.code in codes), Decimal(0))
