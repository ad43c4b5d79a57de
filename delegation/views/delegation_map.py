"""The delegation map: streets × catalogues."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.forms import MapFilter
from delegation.models import Catalogue
from delegation.readiness import Check, readiness
from gongshu_enforcement import navigation, timekeeper


@require_safe
def delegation_map(request: HttpRequest) -> HttpResponse:
    """What each street may do today, with whom, and what is missing."""
    today = timekeeper.today()
    form = MapFilter(request.GET)
    rows = selectors.delegation_map(today)
    lacking = {pk: [check for check in checks if not check.met] for pk, checks in _readiness(rows, today).items()}
    context = {
        "today": today,
        "form": form,
        "rows": [(row, lacking[row.street.pk]) for row in rows if _fits(row, form)],
        "catalogues": Catalogue.objects.select_related("organ"),
        "streets_total": len(rows),
        "streets_complete": sum(row.complete for row in rows),
        "streets_short": sum(row.short_of_officers for row in rows),
        "agreements_in_force": sum(cell.in_force for row in rows for cell in row.cells),
        "may_see_matrix": bool(navigation.grants_of(request.user)),
        "licensed_officers": selectors.licensed_officers(today).count(),
    }
    return render(request, "delegation/map.html", context)


def _readiness(rows: list[selectors.MapRow], today: date) -> dict[int, list[Check]]:
    return readiness([row.street for row in rows], today)


def _fits(row: selectors.MapRow, form: MapFilter) -> bool:
    words, state = form.chosen("q"), form.chosen("state")
    names = f"{row.street.name} {row.street.pinyin} {row.street.code} {row.liaison.name if row.liaison else ''}"
    return (
        words.strip().lower() in names
        and (not state or row.complete == (state == "complete"))
        and form.chosen("step") in ("", row.step)
        and form.chosen("group") in ("", str(row.group.number) if row.group else "-")
    )
