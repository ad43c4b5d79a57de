"""Weak spots (薄弱环节): which checks recur, by street and by officer, over the final results of a year."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from delegation.models import Officer
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from training import permits
from training.evaluation import results
from training.models import DrawnDossier, EvaluationRound

MOST = 10


@require_safe
def weak_spots(request: HttpRequest) -> HttpResponse:
    """Checks for everybody; each street's for those who read its cases; an officer's for themself, their head, the desk."""
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied
    year = _year(request)
    final = EvaluationRound.objects.filter(state=EvaluationRound.State.CLOSED)
    dossiers = list(results.full(DrawnDossier.objects.filter(round__in=final.filter(year=year))))
    readable = [one for one in dossiers if access.may_read(request.user, one.drawn_case)]
    officers = results.by_officer(readable)
    context = {
        "year": year,
        "years": [(one, f"?year={one}", one == year) for one in _years(final, year)],
        "total": results.tally(dossiers),
        "weak": results.tally(dossiers).weakest(MOST),
        "streets": [(street, found, found.weakest()) for street, found in results.by_street(readable).items()],
        "officers": [
            (officer, found, found.weakest())
            for officer, found in officers.items()
            if _may_see_officer(request.user, officer)
        ],
    }
    return render(request, "training/evaluation/weak_spots.html", context)


def _years(final: QuerySet[EvaluationRound], chosen: int) -> list[int]:
    return sorted({*final.values_list("year", flat=True), chosen}, reverse=True)


def _year(request: HttpRequest) -> int:
    given = request.GET.get("year") or str(timekeeper.today().year)
    if not given.isdecimal() or not 2000 <= int(given) <= 2999:
        raise Http404(given)
    return int(given)


def _may_see_officer(user: Any, officer: Officer) -> bool:
    person = officer_of(user)
    if permits.conducts(user) or (person is not None and person.pk == officer.pk):
        return True
    heads = person is not None and person.kind == Officer.Kind.HEAD
    return heads and person.street_id is not None and person.street_id == officer.street_id
