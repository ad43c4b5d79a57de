"""What the pages of the calendar read: events a person may see, months and weeks, who was there, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from delegation.models import Officer
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import CalendarNotCovered, is_working_day
from training import permits
from training.models import Attendance, Commentary, EvaluationRound, EventKind, TrainingEvent
from training.quarters import Quarter

from . import invited

ONE = timedelta(days=1)


def visible(user: Any, *, mine: bool = False) -> QuerySet[TrainingEvent]:
    """The events that exist for the person: all for those who read all, else those they are invited to or were at."""
    person = officer_of(user)
    if permits.reads_all_trainings(user) and not mine:
        return TrainingEvent.objects.all()
    if person is None:
        return TrainingEvent.objects.none()
    present = Attendance.objects.filter(event=OuterRef("pk"), officer=person)
    return TrainingEvent.objects.filter(invited.events_of(person) | Q(Exists(present)))


def between(events: QuerySet[TrainingEvent], first: date, last: date) -> QuerySet[TrainingEvent]:
    """Those that touch these days, both included."""
    begin = datetime.combine(first, time.min, SHANGHAI)
    return events.filter(starts_at__lt=datetime.combine(last + ONE, time.min, SHANGHAI), ends_at__gte=begin)


@dataclass
class Day:
    """One day of the calendar."""

    day: date
    inside: bool
    works: bool | None
    is_today: bool
    events: list[TrainingEvent] = field(default_factory=list)


def days(events: Iterable[TrainingEvent], first: date, last: date, month: int | None = None) -> list[Day]:
    """Every day between with its events; `month`: the others lie outside."""
    today = timekeeper.today()
    found = [Day(day, month is None or day.month == month, _works(day), day == today) for day in _between(first, last)]
    by_day = {one.day: one for one in found}
    for event in events:
        for day in _between(_local(event.starts_at), _local(event.ends_at)):
            if day in by_day:
                by_day[day].events.append(event)
    return found


def weeks_of_month(year: int, month: int) -> tuple[date, date]:
    """Monday before the first day and Sunday after the last."""
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - ONE
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _local(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def _works(day: date) -> bool | None:
    try:
        return is_working_day(day)
    except CalendarNotCovered:  # shown as unknown, never guessed
        return None


# --- One event --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """One person on the list of an event: there, or invited and not there."""

    person: Officer
    attendance: Attendance | None


def present(event: TrainingEvent, streets: frozenset[int] | None, own: Officer | None) -> list[Seen]:
    """Who was there, as far as the person may read it: of their streets, and themself."""
    rows = event.attendance.select_related("officer__street", "officer__organ", "street", "recorded_by")
    if streets is not None:
        rows = rows.filter(Q(street__in=streets) | Q(officer=own))
    return [Seen(row.officer, row) for row in rows]


def missing(event: TrainingEvent, streets: frozenset[int] | None, own: Officer | None) -> list[Seen]:
    """Who is invited and not recorded as present, as far as the person may read it."""
    people = invited.people_of(event).exclude(pk__in=event.attendance.values("officer"))
    if streets is not None:
        people = people.filter(Q(street__in=streets) | Q(pk=own.pk if own else None))
    return [Seen(person, None) for person in people]


def month_of(event: TrainingEvent) -> tuple[int, int]:
    """The month an event is for: of its period, else of its day."""
    if event.period and "-" in event.period:
        year, month = event.period.split("-")
        return int(year), int(month)
    day = _local(event.starts_at)
    return day.year, day.month


def subject_of(event: TrainingEvent, user: Any) -> Commentary | EvaluationRound | None:
    """The commentary or the evaluation that the event is about, where the person may open it."""
    if event.kind == EventKind.COMMENTARY:
        year, month = month_of(event)
        found = Commentary.objects.filter(year=year, month=month).first()
        return found if found and (found.is_held or permits.comments(user)) else None
    if event.kind == EventKind.EVALUATION:
        quarter = Quarter.of(_local(event.starts_at))
        if "Q" in event.period:
            quarter = Quarter.parse(event.period)
        return EvaluationRound.objects.filter(year=quarter.before.year, number=quarter.before.number).first()
    return None


def event_of(commentary: Commentary, user: Any) -> TrainingEvent | None:
    """The event of a month's commentary, where it exists for the person."""
    of_month = visible(user).filter(kind=EventKind.COMMENTARY, period=str(commentary))
    return of_month.exclude(state=TrainingEvent.State.CANCELLED).first()


def to_close() -> QuerySet[TrainingEvent]:
    """Events that are over and have no minutes yet."""
    return TrainingEvent.objects.filter(state=TrainingEvent.State.PLANNED, ends_at__lt=timekeeper.now())


def waiting(user: Any) -> QuerySet[TrainingEvent]:
    """The events that wait for the organisers' minutes; nothing waits for others."""
    return to_close() if permits.organises(user) else TrainingEvent.objects.none()


def with_count(events: QuerySet[TrainingEvent]) -> QuerySet[TrainingEvent]:
    """With the number of those present."""
    return events.annotate(present=Count("attendance"))


def attended_by(person: Officer, year: int) -> QuerySet[Attendance]:
    """Where a person was in a year."""
    rows = Attendance.objects.filter(officer=person, event__starts_at__year=year)
    return rows.select_related("event").order_by("-event__starts_at", "-pk")


def coming(person: Officer, most: int = 20) -> list[TrainingEvent]:
    """What the person is invited to next."""
    found = TrainingEvent.objects.filter(invited.events_of(person), ends_at__gte=timekeeper.now())
    return list(found.exclude(state=TrainingEvent.State.CANCELLED).order_by("starts_at", "pk")[:most])
