"""The display of the streets (月度晾晒): counts and days of a month or a year. Pure statistics, no pages.

What may be shown, and what not: no fine amount in any form, no score, no rank, no lowest number of cases (处罚法 74(3);
国发〔2021〕26号; 国办发〔2024〕54号). Streets stand in the order of their codes. Counted by the date of the act: decisions
by the day they were made, several penalties in one decision as one case.

A case belongs to the unit that opened it, also after it was handed over to the organ.
"""

from __future__ import annotations

import re
import statistics
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case, HandlingUnit, HandOver, ReviewDecision
from cases.stages import Outcome, Stage
from delegation.models import Organ, Street
from gongshu_enforcement import timekeeper

FIRST_YEAR, LAST_YEAR = 2000, 2999
FEW = 3  # a median of fewer cases says little and is marked (样本不足)

# The organs' own cases: a row of the total, never one among the streets.
OWN = None


class BadPeriod(ValueError):
    """The text names neither a month (2026-10) nor a year (2026)."""

    message = _("Not a period: write a month as 2026-10 or a year as 2026.")

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"not a period: {text!r}; write a month as 2026-10 or a year as 2026")


@dataclass(frozen=True)
class Period:
    """A calendar month or year; both ends included."""

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """“2026-10” or “2026”. Raises BadPeriod."""
        found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text.strip(), re.ASCII)
        if found is None:
            raise BadPeriod(text)
        year, month = int(found[1]), int(found[2]) if found[2] else None
        if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= (month or 1) <= 12 or month == 0:
            raise BadPeriod(text)
        return cls(year, month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def days(self, column: str) -> Q:
        """A filter: the date column lies in the period."""
        return Q(**{f"{column}__range": (self.first, self.last)})

    def moments(self, column: str) -> Q:
        """A filter: the moment, read in Hangzhou, lies in the period."""
        begin = datetime.combine(self.first, time(), timekeeper.SHANGHAI)
        end = datetime.combine(self.last + timedelta(days=1), time(), timekeeper.SHANGHAI)
        return Q(**{f"{column}__gte": begin, f"{column}__lt": end})


@dataclass
class Figures:
    """What is counted for one unit. Days are calendar days; `…_days` maps a duration to the number of cases."""

    filed: int = 0
    decided: int = 0
    no_penalty: int = 0
    closed: int = 0
    in_hand: int = 0
    returned: int = 0
    handed_over: int = 0
    decision_days: Counter[int] = field(default_factory=Counter)
    closing_days: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Figures)))

    @property
    def median_days(self) -> int | float | None:
        """Median days from filing to decision of the cases decided; None without any."""
        return median(self.decision_days)

    @property
    def median_days_to_closing(self) -> int | float | None:
        """Median days from filing to closing of the cases closed; None without any."""
        return median(self.closing_days)

    @property
    def few_decided(self) -> bool:
        """Whether the median of decisions rests on fewer than three cases."""
        return 0 < self.decision_days.total() < FEW

    @property
    def few_closed(self) -> bool:
        """Whether the median of closings rests on fewer than three cases."""
        return 0 < self.closing_days.total() < FEW

    def as_dict(self) -> dict[str, int | float | None]:
        """Plain numbers for JSON."""
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS = (
    "filed",
    "decided",
    "no_penalty",
    "closed",
    "in_hand",
    "returned",
    "handed_over",
    "median_days",
    "median_days_to_closing",
)
LABELS = {
    "filed": _("Filed"),
    "decided": _("Decided"),
    "no_penalty": _("Without penalty"),
    "closed": _("Closed"),
    "in_hand": _("In hand"),
    "returned": _("Returned"),
    "handed_over": _("Handed over"),
    "median_days": _("Days to decision"),
    "median_days_to_closing": _("Days to closing"),
}


@dataclass
class StreetRow:
    """One street and its figures."""

    street: Street
    figures: Figures


@dataclass
class League:
    """The figures of one period: 18 streets, the organs' own cases, and everything together."""

    period: Period
    as_of: date
    rows: list[StreetRow]
    own: Figures

    @property
    def streets(self) -> Figures:
        """All streets together."""
        return sum((row.figures for row in self.rows), Figures())

    @property
    def total(self) -> Figures:
        """Streets and organs together."""
        return self.streets + self.own

    @property
    def street_share(self) -> Decimal | None:
        """Percent of the cases filed that streets filed, one decimal; None without any case."""
        return percent(self.streets.filed, self.total.filed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is to be shown."""
        return not any(self.total.as_dict().values())

    def as_dict(self) -> dict:
        """The contract of `manage.py league --format json`."""
        share = self.street_share
        return {
            "period": str(self.period),
            "as_of": self.as_of.isoformat(),
            "streets": [
                {"code": row.street.code, "street": row.street.name, **row.figures.as_dict()} for row in self.rows
            ],
            "organ": self.own.as_dict(),
            "total": {
                **self.total.as_dict(),
                "filed_by_streets": self.streets.filed,
                "filed_by_organ": self.own.filed,
                "street_share": None if share is None else float(share),
            },
        }


@dataclass
class MonthPoint:
    """One month of the year's course."""

    period: Period
    figures: Figures


def median(days: Counter[int]) -> int | float | None:
    """The median of a distribution; a whole number where it is one."""
    if not days:
        return None
    middle = statistics.median(days.elements())
    return int(middle) if middle == int(middle) else middle


def percent(part: int, whole: int) -> Decimal | None:
    """Part of the whole in percent, one decimal, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def league(period: Period, *, organ: str = "", street: Street | None = None) -> League:
    """The figures of a period; of one organ's cases or one street alone where given. Seven queries, always.

    `in_hand` stands at the end of the period, or today while the period lasts.
    """
    as_of = min(period.last, timekeeper.today())
    streets = [street] if street else list(Street.objects.all())
    found: dict[int | None, Figures] = {one.pk: Figures() for one in streets} | {OWN: Figures()}
    for key, name, count, days in _counts(period, as_of, organ, street):
        figures = found[key]
        setattr(figures, name, getattr(figures, name) + count)
        if days is not None:
            distribution = figures.decision_days if name == "decided" else figures.closing_days
            distribution[days] += count
    return League(period, as_of, [StreetRow(one, found[one.pk]) for one in streets], found[OWN])


def counted(name: str, period: Period, as_of: date) -> Q:
    """Which cases a figure counts: the one definition for the table and for the list behind each number.

    Returns are counted as often as a case came back; here every such case stands once.
    """
    match name:
        case "filed":
            return period.days("filed_on")
        case "decided":
            return period.days("decided_on")
        case "no_penalty":
            return period.days("decided_on") & Q(outcome__in=(Outcome.NO_PENALTY, Outcome.NOT_ESTABLISHED))
        case "closed":
            return period.days("closed_on") & Q(stage=Stage.CLOSED)
        case "in_hand":
            return Q(opened_on__lte=as_of) & (Q(closed_on=None) | Q(closed_on__gt=as_of))
        case "returned":
            return Q(pk__in=returns(period).values("submission__case"))
        case "handed_over":
            return Q(pk__in=_hand_overs(period).values("case"))
    raise ValueError(f"no figure {name!r}")


def returns(period: Period) -> QuerySet[ReviewDecision]:
    """Every return in review in the period, at whatever level."""
    return ReviewDecision.objects.filter(period.moments("decided_at"), verdict=ReviewDecision.Verdict.RETURN)


def _hand_overs(period: Period) -> QuerySet[HandOver]:
    return HandOver.objects.filter(period.days("answered_on"), status=HandOver.Status.ACCEPTED)


def _counts(
    period: Period, as_of: date, organ: str, street: Street | None
) -> Iterator[tuple[int | None, str, int, int | None]]:
    """Unit, figure, count and, for decisions and closings, the days they took."""
    cases = {
        name: of_unit(Case.objects.filter(counted(name, period, as_of)), organ=organ, street=street)
        for name in ("filed", "in_hand", "decided", "closed")
    }
    for name in ("filed", "in_hand"):
        for row in _grouped(cases[name]):
            yield _unit(row), name, row["count"], None
    for row in _grouped(cases["decided"], "filed_on", "decided_on", "outcome"):
        yield _unit(row), "decided", row["count"], _days(row["filed_on"], row["decided_on"])
        if row["outcome"] in (Outcome.NO_PENALTY, Outcome.NOT_ESTABLISHED):
            yield _unit(row), "no_penalty", row["count"], None
    for row in _grouped(cases["closed"], "filed_on", "closed_on"):
        yield _unit(row), "closed", row["count"], _days(row["filed_on"], row["closed_on"])
    prefix = "submission__case__"
    for row in _grouped(of_unit(returns(period), prefix, organ=organ, street=street), prefix=prefix):
        yield _unit(row, prefix), "returned", row["count"], None
    prefix = "case__"
    for row in _grouped(of_unit(_hand_overs(period), prefix, organ=organ, street=street), prefix=prefix):
        yield _unit(row, prefix), "handed_over", row["count"], None


def of_unit(queryset: QuerySet, prefix: str = "", *, organ: str = "", street: Street | None = None) -> QuerySet:
    """Cut to one organ's cases, or to those one street opened; `prefix` leads to the case.

    A case that deals anew with an annulled decision counts nowhere: the first one is counted.
    """
    queryset = queryset.filter(**{f"{prefix}reopens": None})
    if organ:
        queryset = queryset.filter(**{f"{prefix}organ__code": organ})
    if street:
        queryset = queryset.filter(**{f"{prefix}street": street, f"{prefix}opened_by_unit": HandlingUnit.STREET})
    return queryset


def _grouped(queryset: QuerySet, *columns: str, prefix: str = "") -> QuerySet:
    keys = (f"{prefix}street_id", f"{prefix}opened_by_unit", *columns)
    return queryset.order_by().values(*keys).annotate(count=Count("pk"))


def _unit(row: dict, prefix: str = "") -> int | None:
    return row[f"{prefix}street_id"] if row[f"{prefix}opened_by_unit"] == HandlingUnit.STREET else OWN


def _days(start: date | None, end: date) -> int | None:
    return None if start is None else (end - start).days


def course(year: int, *, organ: str = "", street: Street | None = None) -> list[MonthPoint]:
    """Filed, decided, closed and the medians of each month up to this one; three queries."""
    period = Period(year)
    months = {number: Figures() for number in range(1, last_month(year) + 1)}
    cases = of_unit(Case.objects.all(), organ=organ, street=street)
    for day, count in _per_day(cases.filter(period.days("filed_on")), "filed_on"):
        _month(months, day).filed += count
    for start, day, count in _per_day(cases.filter(period.days("decided_on")), "filed_on", "decided_on"):
        figures = _month(months, day)
        figures.decided += count
        if start:
            figures.decision_days[(day - start).days] += count
    closed = cases.filter(period.days("closed_on"), stage=Stage.CLOSED)
    for start, day, count in _per_day(closed, "filed_on", "closed_on"):
        figures = _month(months, day)
        figures.closed += count
        if start:
            figures.closing_days[(day - start).days] += count
    return [MonthPoint(Period(year, number), figures) for number, figures in sorted(months.items())]


def _per_day(queryset: QuerySet, *columns: str) -> Iterable[tuple]:
    return queryset.order_by().values_list(*columns).annotate(count=Count("pk"))


def _month(months: dict[int, Figures], day: date) -> Figures:
    return months.setdefault(day.month, Figures())


def last_month(year: int) -> int:
    """The number of the year's last month that has begun; 0 for a year to come."""
    today = timekeeper.today()
    if year == today.year:
        return today.month
    return 12 if year < today.year else 0


def years() -> list[int]:
    """The years anything can be shown for, newest first: from the first filing to this year."""
    first = Case.objects.filter(filed_on__isnull=False).order_by("filed_on").values_list("filed_on", flat=True).first()
    today = timekeeper.today()
    return list(range(today.year, (min(first, today) if first else today).year - 1, -1))


def organs() -> list[tuple[str, str]]:
    """Code and label of the organs, for the choice of one."""
    return list(Organ.Code.choices)
