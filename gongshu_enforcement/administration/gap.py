"""The calendar's gap: the next year whose holidays nobody has entered, once it begins to matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any

from django.core.cache import cache

from gongshu_enforcement import navigation, timekeeper, working_days

from .permits import is_administrator

AHEAD = timedelta(days=92)  # the notice appears in the last quarter of the year before
REACH = timedelta(days=200)  # what runs longer is counted in calendar days and months
DESKS = ("recheck_*", "accept_*", "final_*", "chief_*")
KEPT = "calendar-reach"

_reach: Callable[[], date | None] = lambda: None  # noqa: E731


def use_reach(last_limit: Callable[[], date | None]) -> None:
    """Let the floor above say on which day the last running limit ends."""
    global _reach
    _reach = last_limit


def missing_year() -> int | None:
    """The first year not known that is less than three months away, or that a running limit reaches into."""
    today = timekeeper.today()
    first = _first_unknown(today, today + REACH)
    if first is None:
        return None
    if date(first, 1, 1) <= today + AHEAD:
        return first
    last = last_limit_on()
    return first if last is not None and last.year >= first else None


def _first_unknown(start: date, end: date) -> int | None:
    return next((year for year in range(start.year, end.year + 1) if not working_days.covers(year)), None)


def last_limit_on() -> date | None:
    """The day on which the last running limit ends; asked of the database every five minutes at most."""
    kept = cache.get(KEPT)
    if kept is None:
        kept = (_reach(),)
        cache.set(KEPT, kept, 300)
    return kept[0]


def for_person(user: Any) -> int | None:
    """The missing year, for the administrator and the desks; None for everybody else."""
    if user is None or not (is_administrator(user) or _at_a_desk(user)):
        return None
    return missing_year()


def _at_a_desk(user: Any) -> bool:
    held = navigation.grants_of(user)
    return any(fnmatchcase(name, pattern) for name in held for pattern in DESKS)
