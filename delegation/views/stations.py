"""Stations: which street has what, and what one street lacks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from delegation.models import Street
from delegation.permits import officer_of
from delegation.readiness import readiness
from delegation.views.register import acts_on, registrar
from gongshu_enforcement import timekeeper
from gongshu_enforcement.administration.permits import is_administrator


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """All streets × checks."""
    today = timekeeper.today()
    streets = list(Street.objects.all())
    found = readiness(streets, today)
    context = {
        "today": today,
        "rows": [(street, found[street.pk]) for street in streets],
        "headings": found[streets[0].pk] if streets else [],
        "ready": sum(all(check.met for check in checks) for checks in found.values()),
        "short": sum(any(not check.met for check in checks) for checks in found.values()),
        "unlawful": sum(any(check.legal and not check.met for check in checks) for checks in found.values()),
        "soon": sum(any(check.soon for check in checks) for checks in found.values()),
        "enter_url": _enter_url(request),
    }
    return render(request, "delegation/stations/list.html", context)


def _enter_url(request: HttpRequest) -> str:
    """Where a street is entered; empty for whoever may not."""
    organ = registrar() if is_administrator(request.user) else None
    return reverse("register_act", args=["enter_street", organ.pk]) if organ else ""


@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """One station: the checks of today, and every record behind them."""
    street = get_object_or_404(Street, code=code)
    today = timekeeper.today()
    checks = readiness([street], today)[street.pk]
    context = {
        "street": street,
        "today": today,
        "checks": checks,
        "missing": [check for check in checks if not check.met],
        "soon": [check for check in checks if check.soon],
        "records": street.station.all()[:100],
        "acts": acts_on(street, request.user, "station"),
        "may_see_scans": request.user.is_staff or officer_of(request.user) is not None,
    }
    return render(request, "delegation/stations/station.html", context)
