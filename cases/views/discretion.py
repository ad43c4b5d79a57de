"""The live advice beside the discretion form: the same parts of the page, worked out from what is chosen now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases import access
from cases.forms.discretion import ProposalRow, Surroundings
from cases.models import Violation


@require_safe
def advice(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What the calculator says of one violation with the answers, circumstances, tier and fine sent; changes nothing."""
    case = access.case_or_404(request.user, ref)
    rows = case.violations.select_related("item__version__catalogue__organ").prefetch_related("item__tiers")
    violation = get_object_or_404(rows, pk=pk, finding=Violation.Finding.ESTABLISHED)
    violation.case = case
    row = ProposalRow(request.GET, violation=violation, content={}, around=Surroundings.of(case, request.user))
    return render(request, "cases/forms/discretion_live.html", {"row": row, "case": case})
