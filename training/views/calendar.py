"""The training calendar: a month or a week, the rhythm behind it, the year as a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import access
from delegation.models import Organ
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from training import permits
from training.calendar import invited, planning, reading, sheets
from training.forms.events import MonthFilter
from training.models import TrainingRhythm

from .acting import acts_on

WEEK = timedelta(days=7)
YEARS = range(2020, 2100)


@require_safe
def training_calendar(request: HttpRequest) -> HttpResponse:
    """A month as a grid, a week as a list; on phones always a list. Only what the person may see."""
    planning.plan_once_a_day()
    today, form = timekeeper.today(), MonthFilter(request.GET)
    by_week = request.GET.get("view") == "week"
    at = _day(request.GET.get("day"), today)
    if by_week:
        first = at - timedelta(days=at.weekday())
        last, month = first + timedelta(days=6), None
        before, after = first - WEEK, first + WEEK
    else:
        first, last = reading.weeks_of_month(at.year, at.month)
        month = at.month
        before, after = at.replace(day=1) - timedelta(days=1), at.replace(day=28) + timedelta(days=4)
    events = reading.visible(request.user, mine=form.chosen("whose") == "mine")
    if form.chosen("kind"):
        events = events.filter(kind=form.chosen("kind"))
    days = reading.days(reading.between(events, first, last), first, last, month)
    organises = permits.organises(request.user)
    context = {
        "form": form,
        "by_week": by_week,
        "at": at,
        "first": first,
        "last": last,
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
        "days": days if by_week else [one for one in days if one.inside and (one.events or one.is_today)],
        "before": _link(request, before),
        "after": _link(request, after),
        "now": _link(request, today),
        "month_url": _link(request, at, view="month"),
        "week_url": _link(request, today if (at.year, at.month) == (today.year, today.month) else at, view="week"),
        "gap": planning.gap(today),
        "organises": organises,
        "xlsx_url": f"{reverse('calendar_xlsx')}?year={at.year}",
        "to_close": list(reading.to_close()[:10]) if organises else [],
        "acts": _bureau_acts(request.user, "create_event") if organises else [],
    }
    return render(request, "training/calendar/month.html", context)


def _day(written: str | None, today: date) -> date:
    try:
        found = date.fromisoformat(written or "")
    except ValueError:
        return today
    return found if found.year in YEARS else today


def _link(request: HttpRequest, day: date, **more: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name in ("kind", "whose", "view") and value}
    return f"?{urlencode({**kept, 'day': day.isoformat(), **more})}"


def _bureau_acts(user: Any, *codes: str) -> list[dict[str, Any]]:
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    return [one for one in acts_on(bureau, user) if one["code"] in codes]


@require_safe
def calendar_xlsx(request: HttpRequest) -> HttpResponse:
    """The events of a year that the person may see."""
    year = _day(f"{request.GET.get('year', '')}-01-01", timekeeper.today()).year
    events = reading.visible(request.user).filter(starts_at__year=year)
    response = HttpResponse(sheets.events(reading.with_count(invited.full(events))), content_type=sheets.TYPE)
    response["Content-Disposition"] = f'attachment; filename="trainings-{year}.xlsx"'
    return response


@require_safe
def training_rhythm(request: HttpRequest) -> HttpResponse:
    """What comes by itself: kind, how often, on which working day, who is invited, and the next dates."""
    if not access.holds_anywhere(request.user, "view") and officer_of(request.user) is None:
        raise PermissionDenied
    today = timekeeper.today()
    rows = [
        {"rhythm": rhythm, "kinds": _kinds(rhythm), "next": _next(rhythm, today), "acts": acts_on(rhythm, request.user)}
        for rhythm in TrainingRhythm.objects.prefetch_related("events")
    ]
    return render(request, "training/calendar/rhythm.html", {"rows": rows, "gap": planning.gap(today)})


def _kinds(rhythm: TrainingRhythm) -> list[str]:
    from delegation.models import Officer

    return [str(label) for code, label in Officer.Kind.choices if code in rhythm.kinds]


def _next(rhythm: TrainingRhythm, today: date) -> list[Any]:
    coming = (one for one in rhythm.events.all() if one.is_planned and one.starts_at.date() >= today)
    return sorted(coming, key=lambda one: one.starts_at)[:3]


def year_of(request: HttpRequest, first: int) -> int:
    """The year asked for; this one without; 404 for one that has no values."""
    written = request.GET.get("year", "")
    if not written:
        return timekeeper.today().year
    if not (written.isascii() and written.isdigit() and first <= int(written) <= timekeeper.today().year):
        raise Http404(written)
    return int(written)
