"""Working days from chinesecalendar, and from the loaded notice for years it does not cover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache as remembered

import chinese_calendar
from chinese_calendar.constants import holidays
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from .models import CalendarDay

COVERED_FROM = 2004
COVERED_UNTIL = max(holidays).year
# A notice may name days of the December before; from here on what was loaded goes before the library.
LOADED_FROM = date(COVERED_UNTIL, 12, 1)
CACHE_KEY = "calendar-days"
ONE = timedelta(days=1)

Loaded = dict[date, bool]


class CalendarNotCovered(LookupError):
    """A day lies in a year whose holidays are not known yet; nothing is guessed."""

    message = _("The working-day calendar does not cover %(year)s yet. Load the State Council's notice for that year.")

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"working days of {day.year} are not known yet")


class _Calendar:
    """One reading of the calendar: what was loaded is fetched once, and only where a day needs it."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None

    def is_working_day(self, day: date) -> bool:
        if day < LOADED_FROM:
            return _by_library(day)
        known = self._days().get(day)
        if known is not None:
            return known
        if day.year <= COVERED_UNTIL:
            return _by_library(day)
        if not _has_year(self._days(), day.year):
            self._loaded = loaded_days(fresh=True)  # another process may have loaded it just now
            if not _has_year(self._days(), day.year):
                raise CalendarNotCovered(day)
            return self.is_working_day(day)
        return day.weekday() < 5

    def _days(self) -> Loaded:
        if self._loaded is None:
            self._loaded = loaded_days()
        return self._loaded


@remembered
def _by_library(day: date) -> bool:
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError as gap:
        raise CalendarNotCovered(day) from gap


def _has_year(days: Loaded, year: int) -> bool:
    return any(day.year == year for day in days)


def loaded_days(*, fresh: bool = False) -> Loaded:
    """Every day entered from a notice, and whether offices work on it; one small query, kept for five minutes."""
    found = None if fresh else cache.get(CACHE_KEY)
    if found is None:
        found = dict(CalendarDay.objects.values_list("day", "is_working"))
        cache.set(CACHE_KEY, found, 300)
    return found


@receiver([post_save, post_delete], sender=CalendarDay)
def forget(**kwargs: object) -> None:
    """A changed calendar is read anew, also by whoever reads between the change and its commit."""
    cache.delete(CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))


def is_working_day(day: date) -> bool:
    """Whether offices work that day. Raises CalendarNotCovered for a year nobody has loaded."""
    return _Calendar().is_working_day(day)


def add_working_days(start: date, n: int) -> date:
    """The n-th working day after `start`; the first day is not counted (处罚法 85)."""
    calendar, day = _Calendar(), start
    for _number in range(n):
        day += ONE
        while not calendar.is_working_day(day):
            day += ONE
    return day


def subtract_working_days(end: date, n: int) -> date:
    """The last working day that has `n` working days after it, up to and including `end`.

    For what must be done n working days before something else, say telling the party of the hearing (处罚法 64(2)).
    """
    calendar, day = _Calendar(), end + ONE
    for _number in range(n + 1):
        day -= ONE
        while not calendar.is_working_day(day):
            day -= ONE
    return day


def add_calendar_days(start: date, n: int) -> date:
    """The n-th calendar day after `start`; the first day is not counted."""
    return start + timedelta(days=n)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    calendar = _Calendar()
    return sum(calendar.is_working_day(day) for day in _days_after(start, end))


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))


def covers(year: int) -> bool:
    """Whether the calendar knows the year."""
    return COVERED_FROM <= year <= COVERED_UNTIL or _has_year(loaded_days(), year)
