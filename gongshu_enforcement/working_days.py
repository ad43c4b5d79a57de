"""Working days from chinesecalendar, and from the loaded notice for years it does not cover."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays
from django.utils.translation import gettext_lazy as _

from .models import CalendarDay

COVERED_UNTIL = max(holidays).year


class CalendarNotCovered(LookupError):
    """A day lies in a year whose holidays are not known yet; nothing is guessed."""

    message = _("The working-day calendar does not cover %(year)s yet. Load the State Council's notice for that year.")

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"working days of {day.year} are not known yet")


def is_working_day(day: date) -> bool:
    """Whether offices work that day. Raises CalendarNotCovered for a year nobody has loaded."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return _loaded_day(day)


def _loaded_day(day: date) -> bool:
    found = CalendarDay.objects.filter(day=day).values_list("is_working", flat=True).first()
    if found is not None:
        return found
    if not CalendarDay.objects.filter(day__year=day.year).exists():
        raise CalendarNotCovered(day)
    return day.weekday() < 5


def add_working_days(start: date, n: int) -> date:
    """The n-th working day after `start`; the first day is not counted (处罚法 85)."""
    day = start
    for _step in range(n):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def add_calendar_days(start: date, n: int) -> date:
    """The n-th calendar day after `start`; the first day is not counted."""
    return start + timedelta(days=n)


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))


def covers(year: int) -> bool:
    """Whether the calendar knows the year."""
    return 2004 <= year <= COVERED_UNTIL or CalendarDay.objects.filter(day__year=year).exists()
