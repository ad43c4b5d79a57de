"""The live advice beside the discretion form: the same parts of the page, worked out from what is chosen now."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases import access
from cases.forms.discretion import Total
from cases.forms.discretion_row import PENALTY, ProposalRow, Surroundings, amount_in


@require_safe
def advice(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What the calculator says of one violation with the answers, circumstances, tier and fine sent; changes nothing."""
    case = access.case_or_404(request.user, ref)
    rows = case.violations.select_related("item__version__catalogue__organ").prefetch_related("item__tiers")
    violation = get_object_or_404(rows, pk=pk)
    around = Surroundings.of(case, request.user, [violation])
    row = ProposalRow(request.GET, violation=violation, content={}, around=around)
    row.others = _fines_of_others(request.GET, row.prefix)
    return render(
        request, "cases/forms/discretion_live.html", {"row": row, "case": case, "total": Total(case, [row], row.others)}
    )


def _fines_of_others(sent: QueryDict, own: str) -> Decimal:
    """What the other violations of the form come to; a row without a penalty or with no amount counts nothing."""
    total = Decimal(0)
    for name in sent:
        row = name.removesuffix("-fine")
        if row in (name, own) or sent.get(f"{row}-no_penalty", PENALTY) != PENALTY:
            continue
        total += amount_in(sent[name]) or 0
    return total
