"""What becomes of the open cases of an agreement that ends or pauses: asked case by case, recorded on each case's chain.

The administrator reads no case here: its reference, stage and items are all that the question needs.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cases import access, settling
from cases.forms.base import check_text
from cases.models import TermDecision
from cases.reading.names import ActingNames
from delegation.models import Agreement
from delegation.permits import AGREEMENT_KEEPER
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted

LONGEST = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_cases(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, and what was answered; for the administrator and the organ's legal section."""
    agreement = Agreement.objects.select_related("organ", "street").filter(pk=pk).first()
    if agreement is None:
        raise Http404(pk)
    if not AGREEMENT_KEEPER.allows(agreement, agreement, request.user):
        raise PermissionDenied
    rows = _rows(agreement, request)
    if request.method == "POST":
        settled = _settle(request, rows)
        if settled and not any(row["refused"] for row in rows):
            return HttpResponseRedirect(reverse("agreement_cases", args=[pk]))
    context = {
        "agreement": agreement,
        "today": timekeeper.today(),
        "state": agreement.state_on(timekeeper.today()),
        "end": settling.end_for(agreement),
        "rows": rows,
        "choices": TermDecision.Choice.choices,
        "reason": request.POST.get("reason", ""),
        "key": uuid.uuid4().hex,
        "asked": any(row["asked"] for row in rows),
        "crumbs": [(_("Agreements"), reverse("agreements")), (agreement.number, agreement.get_absolute_url())],
        "handed_over": list(_answered(agreement)),
    }
    return render(request, "cases/agreement_cases.html", context)


def _rows(agreement: Agreement, request: HttpRequest) -> list[dict[str, Any]]:
    today = timekeeper.today()
    rows, asked = [], list(settling.questions(agreement, today))
    names = ActingNames(row["case"] for row in asked if row["word"])
    for row in asked:
        case = row["case"]
        chosen = request.POST.get(f"choice_{case.pk}", "")
        if row["word"]:
            row["word"].signed = names.of(case, row["word"].decided_by, row["word"].decided_on, "settle_delegation")
        rows.append(
            {
                **row,
                "chosen": chosen if chosen in TermDecision.Choice.values else "",
                "readable": access.may_read(request.user, case),
                "refused": [],
            }
        )
    return rows


def _answered(agreement: Agreement) -> Any:
    """The cases that were handed over on this page, the newest first."""
    handed = TermDecision.objects.filter(agreement=agreement, choice=TermDecision.Choice.HAND_OVER)
    rows = list(handed.select_related("case", "decided_by").order_by("-pk"))
    names = ActingNames(row.case for row in rows)
    for row in rows:
        row.signed = names.of(row.case, row.decided_by, row.decided_on, "settle_delegation")
    return rows


def _settle(request: HttpRequest, rows: list[dict[str, Any]]) -> int:
    """Each answered case through the door, in a transaction of its own; a refused one says why and stays asked."""
    reason = request.POST.get("reason", "").strip()
    chosen = [row for row in rows if row["chosen"] and row["asked"]]
    if not chosen:
        messages.error(request, _("Choose for at least one case."))
        return 0
    problem = _fault(reason)
    if problem:
        messages.error(request, problem)
        return 0
    key, settled = request.POST.get("request_key", "")[:40], 0
    for row in chosen:
        try:
            door.perform(
                "settle_delegation",
                row["case"],
                acting_user=request.user,
                request_key=f"{key}:{row['case'].pk}" if key else "",
                choice=row["chosen"],
                reason=reason,
            )
        except ActionRefused as refused:
            row["refused"] = refused.findings
        except NotPermitted as refused:
            raise PermissionDenied from refused
        else:
            settled += 1
    if settled:
        said = ngettext("Recorded on %(count)s case.", "Recorded on %(count)s cases.", settled)
        messages.success(request, said % {"count": settled})
    return settled


def _fault(reason: str) -> str:
    if not reason:
        return _("Give the reason: it goes onto each case.")
    if len(reason) > LONGEST:
        return _("The reason is too long.")
    try:
        check_text(reason)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
