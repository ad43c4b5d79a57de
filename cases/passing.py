"""The daily look at the limits: what has passed is noted on its case, through the door (逾期).

With a broker, Celery beat asks once an hour; without one, the first desk of a day does. `manage.py note_passed_limits`
does it by hand. Running twice changes nothing: a limit is noted once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from cases import clock
from cases.models import Case
from delegation import grants, terms
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import CalendarYear

log = logging.getLogger(__name__)
A_DAY = 24 * 3600  # seconds
# What the clock reads of the execution, so that many cases cost no more queries than one.
COUNTED_FROM = ("payments", "remedies", "deferrals__instalments", "surcharges", "court_applications")
DAYS_AFTER_ENTRY = 7  # a year just entered is looked through for so long, so that a day without service loses nothing


def note_all() -> int:
    """Note every limit that has passed, and count again what had no day for want of a calendar; how many cases changed."""
    return sum(_act(code, case) for code, case in _due())


def _due() -> Iterator[tuple[str, Case]]:
    for case in list(_uncounted()):
        nearest = clock.nearest(case)
        counted = (nearest.code, nearest.due_on) if nearest else ("", None)
        if counted != (case.next_limit_code, case.next_limit_on):
            yield "recount_limits", case
    for case in list(_late()):
        noted = {(row.code, row.due_on) for row in case.passed_limits.all()}
        if any((limit.code, limit.due_on) not in noted for limit in clock.passed(case)):
            yield "note_passed_limits", case


def _late() -> QuerySet[Case]:
    """Cases whose nearest limit is over; every other limit that is over lies on one of them."""
    late = Case.objects.filter(next_limit_on__lt=timekeeper.today())
    return late.select_related("organ", "party").prefetch_related("passed_limits", *COUNTED_FROM).order_by("pk")


def _uncounted() -> QuerySet[Case]:
    """Cases whose nearest limit lay in a year that nobody had entered; every case for a week after a year was.

    Beside a limit with a day there may have been an earlier one without.
    """
    running = Case.objects.exclude(next_limit_code="").select_related("organ", "party")
    lately = timekeeper.today() - timedelta(days=DAYS_AFTER_ENTRY)
    if CalendarYear.objects.filter(loaded_on__gte=lately).exists():
        return running.prefetch_related("suspensions", *COUNTED_FROM)
    return running.filter(next_limit_on=None)


def _act(code: str, case: Case) -> bool:
    """One case through the door; another process may have been there just now."""
    try:
        door.perform(code, case, acting_user=None)
    except ActionRefused:
        return False
    except Exception:
        log.exception("%s failed on case %s", code, case.pk)  # the others are still looked at
        return False
    return True


def note_once_a_day() -> None:
    """For installations without beat: the first page of a day that asks does the work, the others find it done."""
    if settings.NOTE_LIMITS_ON_DESK and cache.add(f"limits-noted:{timekeeper.today()}", True, A_DAY):
        grants.keep_up()
        terms.keep_up()
        note_all()
