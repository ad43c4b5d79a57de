"""The fixed rhythm turned into events: a year ahead, on working days alone, each period once.

Run by Celery beat once a day, by `manage.py plan_trainings`, and without a broker by the first look at the calendar of a
day. Running twice changes nothing. A month whose working days nobody has loaded is left out and reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.cache import cache

from gongshu_enforcement import door, timekeeper, working_days
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import CalendarNotCovered, is_working_day
from training.models import TrainingEvent, TrainingRhythm

AHEAD = timedelta(days=365)
A_DAY = 24 * 3600  # seconds
Frequency = TrainingRhythm.Frequency


@dataclass(frozen=True)
class Slot:
    """One occurrence: the period it is for, and the month it falls into."""

    period: str
    year: int
    month: int


def slots(rhythm: TrainingRhythm, first: date, last: date) -> Iterator[Slot]:
    """The occurrences whose month lies between two days."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        slot = slot_of(rhythm, year, month)
        if slot is not None:
            yield slot
        year, month = year + month // 12, month % 12 + 1


def slot_of(rhythm: TrainingRhythm, year: int, month: int) -> Slot | None:
    """The occurrence in a month; None where the rhythm has none there."""
    if rhythm.frequency == Frequency.MONTHLY:
        return Slot(f"{year}-{month:02d}", year, month)
    if rhythm.frequency == Frequency.QUARTERLY:
        return Slot(f"{year}Q{(month + 2) // 3}", year, month) if (month - 1) % 3 + 1 == rhythm.month else None
    return Slot(str(year), year, month) if month == rhythm.month else None


def day_of(rhythm: TrainingRhythm, slot: Slot) -> date:
    """The day of an occurrence: the n-th working day from the start or the end of its month, or the nearest to it.

    Raises CalendarNotCovered where the year's working days are not known.
    """
    working = [day for day in _days(slot.year, slot.month) if is_working_day(day)]
    if not working:
        raise CalendarNotCovered(date(slot.year, slot.month, 1))
    place = rhythm.working_day - 1 if rhythm.working_day > 0 else len(working) + rhythm.working_day
    return working[min(max(place, 0), len(working) - 1)]


def _days(year: int, month: int) -> Iterator[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += timedelta(days=1)


def times(rhythm: TrainingRhythm, day: date) -> tuple[datetime, datetime]:
    """Beginning and end on a day."""
    return (datetime.combine(day, rhythm.begins, SHANGHAI), datetime.combine(day, rhythm.ends, SHANGHAI))


@dataclass
class Planned:
    """What a run made, and the years it could not look into."""

    made: int
    gaps: list[int]


def plan(today: date | None = None) -> Planned:
    """Make what is missing of the year ahead."""
    today = today or timekeeper.today()
    made, gaps = 0, set()
    known = set(TrainingEvent.objects.exclude(rhythm=None).values_list("rhythm_id", "period"))
    for rhythm in TrainingRhythm.objects.all():
        for slot in slots(rhythm, today, today + AHEAD):
            if (rhythm.pk, slot.period) in known:
                continue
            try:
                day = day_of(rhythm, slot)
            except CalendarNotCovered:
                gaps.add(slot.year)
                continue
            if today <= day <= today + AHEAD:
                made += _make(rhythm, slot)
    return Planned(made, sorted(gaps))


def _make(rhythm: TrainingRhythm, slot: Slot) -> bool:
    """One event through the door; another process may have been there just now."""
    try:
        door.perform("plan_event", rhythm, acting_user=None, period=slot.period, year=slot.year, month=slot.month)
    except ActionRefused:
        return False
    return True


def gap(today: date) -> int | None:
    """The first year of the year ahead whose working days are not loaded; nothing is planned there."""
    years = range(today.year, (today + AHEAD).year + 1)
    return next((year for year in years if not working_days.covers(year)), None)


def plan_once_a_day() -> None:
    """For installations without beat: the first look at the calendar of a day plans, the others find it done."""
    if settings.NOTE_LIMITS_ON_DESK and cache.add(f"trainings-planned:{timekeeper.today()}", True, A_DAY):
        plan()
