"""The delegation map: streets × catalogues."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.forms import MapFilter
from delegation.models import Catalogue
from gongshu_enforcement import timekeeper


@require_safe
def delegation_map(request: HttpRequest) -> HttpResponse:
    """What each street may do today, with whom, and what is missing."""
    today = timekeeper.today()
    form = MapFilter(request.GET)
    rows = selectors.delegation_map(today)
    context = {
        "today": today,
        "form": form,
        "rows": [row for row in rows if _fits(row, form)],
        "catalogues": Catalogue.objects.select_related("organ"),
        "streets_total": len(rows),
        "streets_complete": sum(row.complete for row in rows),
        "streets_short": sum(row.short_of_officers for row in rows),
        "agreements_in_force": sum(cell.in_force for row in rows for cell in row.cells),
        "licensed_officers": selectors.licensed_officers(today).count(),
    }
    return render(request, "delegation/map.html", context)


def _fits(row: selectors.MapRow, form: MapFilter) -> bool:
    words, state = form.chosen("q"), form.chosen("state")
    names = f"{row.street.name} {row.street.pinyin} {row.street.code} {row.liaison.name if row.liaison else ''}"
    return (
        words.strip().lower() in names
        and (not state or row.complete == (state == "complete"))
        and form.chosen("step") in ("", row.street.autonomy_step)
        and form.chosen("group") in ("", str(row.group.number) if row.group else "-")
    )
