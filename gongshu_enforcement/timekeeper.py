"""The one clock. Everything that asks what time it is asks here; only demo data and tests may set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from .models import Origin

SHANGHAI = ZoneInfo("Asia/Shanghai")

_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)
_origin: ContextVar[str] = ContextVar("origin", default=Origin.LIVE)


def now() -> datetime:
    """The present moment, aware."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The day it is in Hangzhou: the law counts days there."""
    return now().astimezone(SHANGHAI).date()


def origin() -> str:
    """`live`, or `demo` while demo data is being made."""
    return _origin.get()


@contextmanager
def frozen(at: datetime | date, *, origin: str | None = None) -> Iterator[None]:
    """Set the clock to `at` (a date means ten in the morning) for demo data and tests."""
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, 10, 0, tzinfo=SHANGHAI)
    clock_token = _set_to.set(at)
    origin_token = _origin.set(origin or _origin.get())
    try:
        yield
    finally:
        _set_to.reset(clock_token)
        _origin.reset(origin_token)
