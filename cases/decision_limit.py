"""The limit for the decision (办案期限, 处罚法 60): how long, until when as things stand, and the days that do not count.

The case keeps two days: `decision_due_on`, moved on by every suspension that has ended and by extensions, and
`decision_paused_on` while it stands still.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.working_days import add_calendar_days


def decision_due(filed_on: date, organ: str = "") -> date:
    """The day by which the decision must be made: filing + 90 calendar days (处罚法 60), as the setting of that day says."""
    return add_calendar_days(filed_on, legal_settings.value("case_limit_days", on=filed_on, organ=organ))


def decision_deadline(case: Any) -> date | None:
    """The day the decision is due as things stand today: each day on which the limit stands still moves it on."""
    if case.decision_due_on is None or case.decision_paused_on is None:
        return case.decision_due_on
    return case.decision_due_on + timedelta(days=uncounted_so_far(case) - uncounted_and_over(case))


def extended_at_most(case: Any) -> date:
    """The last day to which the limit may be extended: the maximum from filing, and the days that did not count."""
    most = legal_settings.value("case_limit_max_days", on=case.filed_on, organ=case.organ.code)
    return add_calendar_days(case.filed_on, most + uncounted_so_far(case))


def extend_decision(case: Any, until: date) -> None:
    """Set the day the decision is due; while the limit stands still, what has not counted yet moves it on later."""
    standing = uncounted_so_far(case) - uncounted_and_over(case) if case.decision_paused_on else 0
    case.decision_due_on = until - timedelta(days=standing)


def uncounted_so_far(case: Any) -> int:
    """Calendar days that have not counted in the limit for the decision until today."""
    spans = ((row.since, row.until or max(row.since, timekeeper.today())) for row in case.suspensions.all())
    return uncounted_days(spans)


def uncounted_and_over(case: Any) -> int:
    """The same for suspensions that have ended: `decision_due_on` has moved on by these already."""
    return uncounted_days((row.since, row.until) for row in case.suspensions.all() if row.until is not None)


def uncounted_days(spans: Iterable[tuple[date, date]]) -> int:
    """Calendar days within the spans (since, until), the first day not counted; where two overlap they count once."""
    total, reached = 0, date.min
    for since, until in sorted(spans):
        total += max((until - max(since, reached)).days, 0)
        reached = max(reached, until)
    return total


def open_pauses(case: Any) -> list[Any]:
    """The suspensions that have not ended, oldest first."""
    found = [row for row in case.suspensions.all() if row.until is None]  # reads rows fetched ahead
    return sorted(found, key=lambda row: (row.since, row.pk))
