"""The setting of the demonstration: its year, its people, its one password."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from delegation.demo_people import create_demo_people
from delegation.models import Agreement, Item, Street
from delegation.reference import load
from gongshu_enforcement import working_days
from gongshu_enforcement.accounts import DEMO_PASSWORD as PASSWORD
from gongshu_enforcement.models import User
from gongshu_enforcement.working_days import is_working_day

MONTHS_BEHIND = 6
LAST_DAY = (12, 18)  # periods that start on it still end in a year the calendar covers


def demo_year(today: date) -> int:
    """The newest year the working-day calendar covers and that has at least six months behind it on `today`."""
    year = today.year
    while not working_days.covers(year) or (today.year == year and today.month <= MONTHS_BEHIND):
        year -= 1
    return year


def last_day(today: date) -> date:
    """The last working day of the demonstration: before `today`, and before the end of the demo year."""
    day = min(today - timedelta(days=1), date(demo_year(today), *LAST_DAY))
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_back(day: date, n: int) -> date:
    """The n-th working day before a day."""
    while n:
        day -= timedelta(days=1)
        n -= is_working_day(day)
    return day


def ensure_reference() -> None:
    """Load organs, streets, catalogues and legal settings where they are missing."""
    if not Item.objects.exists() or not Street.objects.exists():
        load(Path(settings.BASE_DIR, "data"))


def ensure_people(year: int) -> None:
    """Make the demo people and their agreements (three years from the demo year on) where they are missing."""
    complete = User.objects.filter(username="officer.shiqiao").exists() and Agreement.objects.exists()
    if not complete:
        create_demo_people(valid_from=date(year, 1, 1), valid_to=date(year + 2, 12, 31), password=PASSWORD)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Hangzhou."""
    from gongshu_enforcement.timekeeper import SHANGHAI

    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
