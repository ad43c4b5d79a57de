"""Training hours: of the streets and their people; of one person, with what comes; the person's calendar feed."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases import access
from delegation.models import Officer, Street
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from training import permits
from training.calendar import feed, hours, reading, sheets
from training.models import CalendarFeed
from training.models.attendance import new_token

from .calendar import year_of


@require_safe
def training_hours(request: HttpRequest) -> HttpResponse:
    """Who is missing how many hours: the streets, and the people of one of them (or of one's own)."""
    year, streets, rows = _rows(request)
    by_street = hours.by_street(rows)
    chosen = _street(request, by_street)
    shown = [row for row in rows if chosen is None or row.person.street_id == chosen.pk]
    if chosen is None and streets is None:  # hundreds of people: first the streets, then those of organs
        shown = [row for row in rows if not row.person.street_id]
    context = {
        "year": year,
        "years": [(one, f"?year={one}", one == year) for one in _years()],
        "xlsx_url": f"{reverse('hours_xlsx')}?year={year}",
        "streets": by_street if streets is None or len(streets) > 1 else [],
        "chosen": chosen,
        "rows": shown,
        "required": _required(year),
        "to_confirm": hours.to_confirm(year),
        "short": sum(bool(row.missing) for row in rows),
        "people": len(rows),
        "red": sum(row.state == "red" for row in rows),
    }
    return render(request, "training/calendar/hours.html", context)


@require_safe
def hours_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet, with everybody the person may read."""
    year, _streets, rows = _rows(request)
    response = HttpResponse(sheets.hours(year, hours.by_street(rows), rows), content_type=sheets.TYPE)
    response["Content-Disposition"] = f'attachment; filename="training-hours-{year}.xlsx"'
    return response


def _rows(request: HttpRequest) -> tuple[int, frozenset[int] | None, list[hours.Row]]:
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied
    year, streets = year_of(request, hours.FIRST_YEAR), permits.attendance_streets(request.user)
    people = hours.asked_of(streets)
    own = officer_of(request.user)
    if streets is not None and not streets and own:
        people = Officer.objects.filter(pk=own.pk)
    return year, streets, hours.rows(people, year)


def _years() -> range:
    this = timekeeper.today().year
    return range(max(hours.FIRST_YEAR, this - 2), this + 1)


def _street(request: HttpRequest, by_street: list[hours.StreetHours]) -> Street | None:
    wanted = request.GET.get("street", "")
    if not wanted:
        return None
    found = next((one.street for one in by_street if one.street.code == wanted), None)
    if found is None:
        raise Http404(wanted)
    return found


def _required(year: int) -> list[dict[str, Any]]:
    """What is asked, by kind of person."""
    return [{"kind": Officer.Kind(kind).label, "hours": value} for kind, value in hours.required(year).items()]


@require_safe
def my_training(request: HttpRequest) -> HttpResponse:
    """One's own year: hours, what comes, where one was; and the address for one's calendar program."""
    person = officer_of(request.user)
    context: dict[str, Any] = {"person": person, "own": True}
    if person is not None:
        row = CalendarFeed.objects.filter(user=request.user).first()
        address = reverse("calendar_feed", args=[row.token]) if row else ""
        context |= _year(request, person) | {
            "coming": reading.coming(person),
            "feed": row,
            "feed_url": request.build_absolute_uri(address) if row else "",
        }
    return render(request, "training/calendar/person.html", context)


@require_safe
def person_training(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's year, for those who read their street's attendance."""
    person = get_object_or_404(Officer.objects.select_related("street", "organ"), pk=pk)
    streets, own = permits.attendance_streets(request.user), officer_of(request.user)
    if not (streets is None or person.street_id in streets or (own and own.pk == person.pk)):
        raise Http404(pk)
    return render(request, "training/calendar/person.html", {"person": person, **_year(request, person)})


def _year(request: HttpRequest, person: Officer) -> dict[str, Any]:
    year = year_of(request, hours.FIRST_YEAR)
    return {
        "year": year,
        "hours": hours.row_of(person, year),
        "to_confirm": hours.to_confirm(year),
        "attended": list(reading.attended_by(person, year)),
    }


@require_POST
def renew_feed(request: HttpRequest) -> HttpResponse:
    """A new secret address; the old one answers no more."""
    if officer_of(request.user) is None:
        raise PermissionDenied
    values = {"token": new_token(), "made_at": timekeeper.now()}
    CalendarFeed.objects.update_or_create(user=request.user, defaults=values)
    messages.success(request, _("Here is your new calendar address. An old one no longer works."))
    return HttpResponseRedirect(f"{reverse('my_training')}#feed")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed for a calendar program, which can't sign in: whoever knows the address reads kinds, places and times."""
    refused = consume_or_429(request, action="calendar_feed", limit_get=True)
    if refused is not None:
        return refused
    found = CalendarFeed.objects.filter(token=token, user__is_active=True).select_related("user").first()
    person = Officer.objects.filter(user=found.user, active=True).first() if found else None
    if person is None:
        raise Http404
    with translation.override(found.user.language):
        body = feed.calendar(feed.events(person), request.get_host(), request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(body, content_type=feed.TYPE)
    response["Cache-Control"] = "private, max-age=300"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
