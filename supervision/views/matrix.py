"""The delegation matrix on a page, a tab per organ."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegation.models import Organ
from gongshu_enforcement import timekeeper
from supervision.access import may_see_league
from supervision.matrix import matrix


@require_safe
def delegation_matrix(request: HttpRequest) -> HttpResponse:
    """Streets × items: delegated or not, cases of the year, coverage."""
    if not may_see_league(request.user):
        raise PermissionDenied
    today = timekeeper.today()
    organs = list(Organ.objects.all())
    organ = next((one for one in organs if one.code == request.GET.get("organ")), organs[0])
    columns, lines = matrix(organ, today)
    context = {
        "today": today,
        "organ": organ,
        "tabs": [(one.short_name, f"?organ={one.code}", one == organ) for one in organs],
        "columns": columns,
        "lines": lines,
        "cases": sum(column.cases for column in columns),
        "in_force": sum(column.in_force for column in columns),
        "unused": sum(line.total == 0 for line in lines),
    }
    return render(request, "supervision/matrix.html", context)
