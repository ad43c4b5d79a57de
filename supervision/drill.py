"""Where a number leads: the case list with its filters, or the cases a figure of the display counts.

The only place that knows the names of those filters.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from .league import Period

OPEN = "open"  # the list's word for every stage before the end


def cases(*, stage: str = "", street: int | None = None, light: str = "", filed: Period | None = None) -> str:
    """The case list. `stage`: one of them or OPEN; `light`: late or near; `filed`: the period of filing."""
    days = {"filed_after": filed.first, "filed_before": filed.last} if filed else {}
    return reverse("case_list") + _query(stage=stage, street=street, light=light, **days)


def figure(name: str, period: Period | str, *, street: str = "", organ: str = "") -> str:
    """The cases that one figure of the display counts; `street`: its code."""
    return reverse("league_cases") + _query(figure=name, period=str(period), street=street, organ=organ)


def returned(period: Period, reason: str) -> str:
    """The cases returned in review for one reason."""
    return reverse("league_cases") + _query(figure="returned", period=str(period), reason=reason)


def at_desk(code: str) -> str:
    """The open cases that wait at one desk."""
    return reverse("leader_cases") + _query(desk=code)


def at_limit(code: str, light: str) -> str:
    """The open cases past one kind of limit (light: late), or close to it (near)."""
    return reverse("leader_cases") + _query(limit=code, light=light)


def _query(**filters: str | int | date | None) -> str:
    chosen = {name: str(value) for name, value in filters.items() if value not in (None, "")}
    return f"?{urlencode(chosen)}" if chosen else ""
