"""Like cases (同类案件): how closed cases on the same item, stage, target and tier ended, so that like gets like."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median, quantiles
from typing import Any

from django.db.models import Count, Max, Q, Window
from django.db.models.functions import RowNumber

from cases.models import Case, Violation
from cases.stages import Outcome, Stage
from gongshu_enforcement import legal_settings

MOST = 200  # the newest ones; older fines belong to older tables
SHOWN = 8


@dataclass(frozen=True)
class Spread:
    """How the fines of like cases are spread, in yuan."""

    count: int
    lowest: Decimal
    lower_quartile: Decimal
    middle: Decimal
    upper_quartile: Decimal
    highest: Decimal

    def contains(self, fine: Decimal) -> bool:
        """Whether a fine lies between the lowest and the highest."""
        return self.lowest <= fine <= self.highest


@dataclass(frozen=True)
class Like:
    """One like case: nothing of its party, and its reference only for people who may read it."""

    decided_on: date
    tier: str
    fine: Decimal
    factors: tuple[str, ...]
    reference: str = ""
    shared: tuple[str, ...] = ()


Range = tuple[str, bool, bool]  # code of the item, not corrected in time, the item's other range


def like_cases(violations: Collection[Violation], readable: Collection[int] = ()) -> dict[int, list[Like]]:
    """Closed cases with a penalty on the same item, stage, range and target, newest first, by violation; one query.

    `violations`: of one case. `readable`: streets on which the reader may open cases.
    """
    if not violations:
        return {}
    case, wanted = next(iter(violations)).case, {row.pk: _range_of(row) for row in violations}
    found: dict[Range, list[Like]] = {}
    for code, overdue, other, tier, fine, circumstances, decided_on, street, reference in _closed(
        case, wanted.values()
    ):
        codes = tuple(str(one.get("code")) for one in circumstances if isinstance(one, dict))
        like = Like(decided_on, tier, fine, codes, reference if street in readable else "")
        found.setdefault((code, overdue, other), []).append(like)
    return {pk: found.get(range_, []) for pk, range_ in wanted.items()}


def _range_of(violation: Violation) -> Range:
    return violation.item.code, violation.is_overdue, violation.alternative_range


def _closed(case: Case, ranges: Iterable[Range]) -> Iterable[tuple[Any, ...]]:
    """The newest violations punished in closed cases, so many of each range."""
    same_range = Q()
    for code, overdue, other in set(ranges):
        same_range |= Q(item__code=code, is_overdue=overdue, alternative_range=other)
    newest = Window(
        RowNumber(),
        partition_by=["item__code", "is_overdue", "alternative_range"],
        order_by=["-case__decided_on", "-pk"],
    )
    rows = Violation.objects.filter(
        same_range,
        case__party__kind=case.target,
        case__organ_id=case.organ_id,
        case__stage=Stage.CLOSED,
        case__outcome=Outcome.PENALTY,
        case__procedure=case.procedure,
        decided_fine__gt=0,
    ).exclude(case_id=case.pk)
    columns = ("item__code", "is_overdue", "alternative_range", "tier", "decided_fine", "circumstances")
    shown = rows.annotate(place=newest).filter(place__lte=MOST).order_by("-case__decided_on", "-pk")
    return shown.values_list(*columns, "case__decided_on", "case__street_id", "case__reference")


def of_tier(likes: Iterable[Like], tier: str, picked: Collection[str] = ()) -> list[Like]:
    """Those of the same tier with what they share of the circumstances picked, those that share most first."""
    same = [
        replace(one, shared=tuple(code for code in one.factors if code in picked)) for one in likes if one.tier == tier
    ]
    return sorted(same, key=lambda one: -len(one.shared))


def spread_of(likes: Iterable[Like]) -> Spread | None:
    """Count, lowest, quartiles, middle, highest; None where there is no like case."""
    fines = sorted(one.fine for one in likes)
    if not fines:
        return None
    lower, upper = fines[0], fines[-1]
    if len(fines) > 1:
        lower, _middle, upper = quantiles(fines, n=4, method="inclusive")
    return Spread(len(fines), fines[0], lower, median(fines), upper, fines[-1])


def enough(spread: Spread | None, violation: Violation) -> bool:
    """Whether there are enough like cases for a comparison to say something."""
    case = violation.case
    fewest = legal_settings.value("similar_cases_fewest", on=case.statutory_day(), organ=case.organ.code)
    return spread is not None and spread.count >= fewest


def earlier_penalties(case: Case) -> tuple[int, date | None]:
    """How many penalties of this party are on record with the organ in any street, and the day of the last one.

    A number and a day, nothing more: whether it is the first violation is asked on every proposal (处罚法 33(1)).
    """
    column = "credit_code" if case.party.is_unit else "id_number"
    code = getattr(case.party, column)
    if not code:
        return 0, None
    decided = Case.objects.filter(
        **{f"party__{column}": code}, organ_id=case.organ_id, outcome=Outcome.PENALTY, decided_on__isnull=False
    ).exclude(pk=case.pk)
    told = decided.aggregate(count=Count("pk"), last=Max("decided_on"))
    return told["count"], told["last"]
