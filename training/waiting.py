"""What of the trainings waits for a person, counted by one query for the whole navigation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import CharField, QuerySet, Value

from delegation.permits import officer_of

from .calendar import reading as calendar
from .commentary import reading as commentary
from .evaluation import seats
from .models import Paper

SEATS, TASKS, EVENTS, PAPERS = "seats", "tasks", "events", "papers"


def badge(kind: str) -> Callable[[Any], int]:
    """How many of a kind wait, for the navigation."""
    return lambda user: _counted(user)[kind]


def _counted(user: Any) -> Counter[str]:
    """Kept on the user object, which lives as long as the request."""
    if not hasattr(user, "_trainings_waiting"):
        first, *others = (_named(kind, found) for kind, found in _parts(user))
        rows = first.union(*others, all=True) if others else first
        user._trainings_waiting = Counter(kind for kind, _key in rows)
    return user._trainings_waiting


def _parts(user: Any) -> Iterator[tuple[str, QuerySet]]:
    yield SEATS, seats.waiting(user)
    yield TASKS, commentary.waiting(user)
    yield EVENTS, calendar.waiting(user)
    yield PAPERS, Paper.objects.filter(officer=officer_of(user), handed_in_at=None)


def _named(kind: str, found: QuerySet) -> QuerySet:
    return found.order_by().annotate(waits=Value(kind, output_field=CharField())).values_list("waits", "pk")
