"""Working days, checked by hand against the State Council's notices for 2024–2026."""

from __future__ import annotations

from datetime import date

import pytest

from gongshu_enforcement.models import CalendarDay
from gongshu_enforcement.working_days import (
    COVERED_UNTIL,
    CalendarNotCovered,
    add_calendar_days,
    add_working_days,
    covers,
    is_working_day,
    working_days_between,
)

pytestmark = pytest.mark.django_db

BEYOND = COVERED_UNTIL + 5  # a year no release of the library covers for long


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        # 2026-04-30 is a Thursday; 1–5 May are off, Saturday 9 May is worked for it.
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        # Friday before the National Day holiday of 2025 (1–8 October; Sunday 28 September and Saturday 11 October worked).
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        # Friday 2026-02-13 before Spring Festival (15–23 February; Saturdays 14 and 28 February worked).
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        # An ordinary Friday.
        (date(2026, 3, 13), 5, date(2026, 3, 20)),
        # Served on a Saturday: counting begins on Monday.
        (date(2026, 3, 14), 5, date(2026, 3, 20)),
        (date(2026, 3, 16), 0, date(2026, 3, 16)),
    ],
)
def test_the_first_day_is_not_counted_and_holidays_are_left_out(start, n, end):
    assert add_working_days(start, n) == end


def test_between_counts_the_last_day_and_not_the_first():
    assert working_days_between(date(2026, 3, 13), date(2026, 3, 20)) == 5
    assert working_days_between(date(2026, 3, 20), date(2026, 3, 13)) == -5
    assert working_days_between(date(2026, 3, 13), date(2026, 3, 13)) == 0
    assert working_days_between(date(2026, 4, 30), date(2026, 5, 5)) == 0


@pytest.mark.parametrize("start", [date(2025, 9, 26), date(2026, 2, 13), date(2026, 3, 13)])
@pytest.mark.parametrize("n", range(8))
def test_adding_and_counting_agree(start, n):
    assert working_days_between(start, add_working_days(start, n)) == n


def test_calendar_days_run_through_holidays():
    assert add_calendar_days(date(2026, 4, 30), 15) == date(2026, 5, 15)


def test_a_year_nobody_has_loaded_raises():
    assert not covers(BEYOND)
    with pytest.raises(CalendarNotCovered):
        is_working_day(date(BEYOND, 1, 4))
    with pytest.raises(CalendarNotCovered):
        add_working_days(date(COVERED_UNTIL, 12, 30), 300)


def test_before_the_library_begins_it_raises_too():
    with pytest.raises(CalendarNotCovered):
        is_working_day(date(2003, 5, 1))


def test_a_loaded_notice_is_used():
    """The notice lists days off and worked weekends; every other day is what its weekday says."""
    first = date(BEYOND, 1, 1)
    CalendarDay.objects.create(day=first, is_working=False, source="notice")
    weekend = next(day for day in (date(BEYOND, 1, n) for n in range(2, 9)) if day.weekday() == 5)
    CalendarDay.objects.create(day=weekend, is_working=True, source="notice")
    assert covers(BEYOND)
    assert not is_working_day(first)
    assert is_working_day(weekend)
    weekdays = [date(BEYOND, 2, n) for n in range(1, 8)]
    assert [is_working_day(day) for day in weekdays] == [day.weekday() < 5 for day in weekdays]
    assert not covers(BEYOND + 1)
