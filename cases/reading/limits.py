"""A legal limit as the limit light draws it: colour, the days in words, due day, what it is for, article."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import clock
from cases.models import Case
from gongshu_enforcement import timekeeper

# Beyond this many calendar days nobody counts in working days, and a list of 100 rows need not either.
COUNT_WORKING_DAYS_WITHIN = 14


def light_of(limit: clock.Limit | None) -> dict[str, Any]:
    """A running limit of a case, with its article."""
    if limit is None:
        return no_limit()
    if limit.paused:
        return {**no_limit(), "text": _standing_still(limit.pause.since), "note": limit.title, "article": limit.article}
    if limit.due_on is None:
        return {**no_limit(), "text": _("Not counted: calendar missing"), "note": limit.title, "article": limit.article}
    return drawn(limit.due_on, limit.title, limit.article, limit.code)


def stored_light(case: Case) -> dict[str, Any]:
    """The nearest limit as kept on the case: what a row of a list shows, without a query."""
    kept = clock.kept(case)
    if kept is not None:
        code, due_on = kept
        return drawn(due_on, clock.TITLES.get(code, ""), code=code)
    if case.next_limit_code:
        text = _("Not counted: calendar missing")
        return {**no_limit(), "text": text, "note": clock.TITLES.get(case.next_limit_code, "")}
    if case.decision_paused_on and case.is_before_decision:
        return {**no_limit(), "text": _standing_still(case.decision_paused_on), "note": clock.TITLES["decision"]}
    return no_limit()


def _standing_still(since: date) -> str:
    return _("Standing still since %(day)s") % {"day": since.isoformat()}


def drawn(due_on: date, title: Any = "", article: str = "", code: str = "") -> dict[str, Any]:
    """The values of `{% limit_light %}` for a due day; `code`: the kind, some of which warn earlier."""
    return {
        "state": clock.light(due_on, code),
        "text": days_in_words(due_on),
        "due": due_on,
        "note": title,
        "article": article,
    }


def no_limit() -> dict[str, Any]:
    """Nothing runs."""
    return {"state": "none", "text": _("No limit running"), "due": None, "note": "", "article": ""}


def days_in_words(due_on: date) -> str:
    """How far a due day is away, in working days where it is near."""
    days = (due_on - timekeeper.today()).days
    if days == 0:
        return _("Due today")
    working = clock.working_days_left(due_on) if abs(days) <= COUNT_WORKING_DAYS_WITHIN else None
    if days < 0:
        if working:
            return ngettext("%(n)s working day late", "%(n)s working days late", -working) % {"n": -working}
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    if working:
        return ngettext("%(n)s working day left", "%(n)s working days left", working) % {"n": working}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def passed_of(case: Case) -> list[dict[str, Any]]:
    """The limits that passed on a case, with what became of each; those that ask for words come first."""
    found = sorted(case.passed_limits.all(), key=lambda row: (not row.is_open, row.due_on, row.pk))
    return [{"row": row, "title": clock.TITLES.get(row.code, row.code)} for row in found]
