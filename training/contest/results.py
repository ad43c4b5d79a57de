"""Points, total, ranking and prizes of a contest. Rules:

Written: the mean of the three members' scores, a paper nobody handed in counting 0. Judged rounds: the mean of the judges'
points; from five judges on, the highest and the lowest are left out. Total: the weighted sum. Equal totals are decided
by documents, then defence, then written; teams equal in all of them share a place, and the next place is left free.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from training.models import Contest, ContestRound, Entry, Paper, Team

CENT = Decimal("0.01")
DROP_FROM = 5  # judges
DECIDES = (ContestRound.Kind.DOCUMENTS, ContestRound.Kind.DEFENCE, ContestRound.Kind.WRITTEN)
PRIZES = {1: "一等奖", 2: "二等奖", 3: "三等奖"}
PRIZE_LABELS = {"一等奖": "First prize", "二等奖": "Second prize", "三等奖": "Third prize"}


def rounded(value: Decimal) -> Decimal:
    """Two places."""
    return value.quantize(CENT, ROUND_HALF_UP)


def mean_of(totals: Sequence[Decimal]) -> Decimal:
    """The mean that counts: without the highest and the lowest from five judges on."""
    if len(totals) >= DROP_FROM:
        totals = sorted(totals)[1:-1]
    return rounded(sum(totals, Decimal(0)) / len(totals)) if totals else Decimal("0.00")


def written_points(made: ContestRound, teams: Iterable[Team]) -> dict[int, Decimal]:
    """Per team the mean of its members' best scores; two queries with the members prefetched."""
    best: Any = Paper.objects.filter(exam=made.exam_id).exclude(handed_in_at=None).order_by().values("officer")
    scores = dict(best.annotate(best=Max("score")).values_list("officer", "best"))
    found = {}
    for team in teams:
        members = [scores.get(one.officer_id) or Decimal(0) for one in team.members.all()]
        found[team.pk] = rounded(sum(members, Decimal(0)) / len(members)) if members else Decimal("0.00")
    return found


def judged_points(entries: Iterable[Entry]) -> dict[int, Decimal]:
    """Per team the judges' mean; marks prefetched."""
    return {entry.team_id: mean_of([mark.total for mark in entry.marks.all()]) for entry in entries}


@dataclass
class Row:
    """A team with its points, total, place and prize."""

    team: Team
    points: dict[str, Decimal] = field(default_factory=dict)
    total: Decimal = Decimal("0.00")
    place: int = 0
    prize: str = ""

    @property
    def order(self) -> tuple[Decimal, ...]:
        """What decides the place, the best first."""
        return (-self.total, *(-self.points.get(kind, Decimal(0)) for kind in DECIDES))

    def cells(self, rounds: Iterable[ContestRound]) -> list[Decimal | None]:
        """The points round by round; None where a round isn't finished."""
        return [self.points.get(one.kind) for one in rounds]


def ranking(contest: Contest) -> list[Row]:
    """Every team by what is finished so far; a fixed number of queries."""
    rounds = list(contest.rounds.all())
    weights = {one.kind: one.weight for one in rounds}
    entries: dict[int, dict[str, Decimal]] = {}
    done = Entry.objects.filter(round__contest=contest, points__isnull=False).select_related("round")
    for entry in done:
        entries.setdefault(entry.team_id, {})[entry.round.kind] = entry.points
    rows = [
        Row(team, entries.get(team.pk, {}))
        for team in contest.teams.select_related("street").prefetch_related("members__officer")
    ]
    for row in rows:
        row.total = rounded(sum((weights[kind] * value / 100 for kind, value in row.points.items()), Decimal(0)))
    rows.sort(key=lambda row: (row.order, row.team.street.code))
    for number, row in enumerate(rows, start=1):
        same = number > 1 and rows[number - 2].order == row.order
        row.place = rows[number - 2].place if same else number
        row.prize = _prize(contest, row.place)
    return rows


def _prize(contest: Contest, place: int) -> str:
    last = 0
    for rank, count in ((1, contest.first_prizes), (2, contest.second_prizes), (3, contest.third_prizes)):
        last += count
        if place <= last:
            return PRIZES[rank]
    return ""


def as_published(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The ranking as it is published and kept."""
    return [
        {
            "team": row.team.pk,
            "street": row.team.street.name,
            "street_id": row.team.street_id,
            "members": [one.officer.name for one in row.team.members.all()],
            "points": {str(kind): str(value) for kind, value in row.points.items()},
            "total": str(row.total),
            "place": row.place,
            "prize": row.prize,
        }
        for row in rows
    ]


def rule() -> str:
    """How places are decided, in words."""
    return _(
        "Written: the mean of the three members' scores, a missing paper counts 0. Judged rounds: the mean of the "
        "judges' points; from five judges on, the highest and the lowest are left out. Equal totals are decided by "
        "documents, then defence, then the written exam; teams equal in all share a place, and the next one stays free."
    )
