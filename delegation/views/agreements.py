"""Agreements within the house: the list, one agreement with the acts of its life, its letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation import letters, selectors, terms
from delegation.forms_agreements import AgreementFilter
from delegation.models import Agreement, Organ
from delegation.permits import AGREEMENT_KEEPER
from delegation.views.register import acts_on
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent

PDF = "application/pdf"
MAIN = ("sign_agreement", "record_agreement", "publish_agreement", "resume_agreement")


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """All agreements, drafts included, and what waits for somebody."""
    today = timekeeper.today()
    form = AgreementFilter(request.GET)
    found = [(one, one.standing_on(today)) for one in selectors.agreements(form.chosen("q"), form.chosen("organ"))]
    state = form.chosen("state")
    context = {
        "form": form,
        "today": today,
        "rows": [(one, one.state_on(today), standing) for one, standing in found if state in ("", standing)],
        "alerts": terms.alerts_for(request.user),
        "drafting": [
            (organ, reverse("register_act", args=["draft_agreement", organ.pk]))
            for organ in Organ.objects.all()
            if AGREEMENT_KEEPER.allows(organ, organ, request.user)
        ],
    }
    return render(request, "delegation/agreements.html", context)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Items, powers, term, caps, supervision and life of one agreement; the acts that are open now."""
    found = selectors.agreement_detail(pk)
    if found is None:
        raise Http404
    today = timekeeper.today()
    keeps = AGREEMENT_KEEPER.allows(found, found, request.user)
    acts = acts_on(found, request.user, "agreement")
    main = {reverse("register_act", args=[code, pk]) for code in MAIN}
    reminder = next(iter(terms.ending(Agreement.objects.filter(pk=pk), today)), None)
    context = {
        "agreement": found,
        "today": today,
        "in_force": found.in_force_on(today),
        "standing": found.standing_on(today),
        "state": found.state_on(today),
        "items": list(found.items.all()),
        "events": life(found),
        "entries": _entries(found),
        "keeps": keeps,
        "main": [act for act in acts if act[1] in main],
        "acts": [act for act in acts if act[1] not in main],
        "reminder": reminder,
        "waiting": next(iter(terms.waiting(Agreement.objects.filter(pk=pk), today)), None),
        "letter": getattr(found, "letter", None),
        "renewals": list(found.renewals.all()),
        "crumbs": [(_("Delegation"), reverse("delegation")), (_("Agreements"), reverse("agreements"))],
        "officers": list(selectors.officers_of(found.street, today)),
    }
    return render(request, "delegation/agreement.html", context)


def life(found: Agreement) -> list[dict[str, Any]]:
    """What happened to the agreement, oldest first."""
    signed = " · ".join(filter(None, (found.signed_for_organ, found.signed_for_street)))
    events: list[tuple[date | None, str, Any]] = [
        (found.signed_on, _("Signed by both"), signed),
        (found.recorded_on, _("Recorded with the justice bureau"), found.recording_number),
        (found.published_on, _("Made public"), found.publication_url),
        (found.valid_from, _("Term begins"), ""),
        *((pause.starts_on, _("Suspended"), pause.reason) for pause in found.suspensions.all()),
        *((pause.ends_on, _("Resumed"), "") for pause in found.suspensions.all()),
        (found.revoked_on, _("Revoked"), found.status_reason),
        (found.valid_to if found.revoked_on is None else None, _("Term ends"), ""),
    ]
    dated = [event for event in events if event[0] is not None]
    return [{"at": day, "title": title, "text": text} for day, title, text in sorted(dated, key=lambda event: event[0])]


def _entries(found: Agreement) -> list[dict[str, Any]]:
    rows = LedgerEvent.objects.filter(chain=ledger.chain_of(found)).order_by("-seq")[:50]
    return [
        {
            "at": row.recorded_at,
            "title": ACTIONS[row.action].label if row.action in ACTIONS else row.action,
            "who": row.actor_name,
            "text": str(row.inputs.get("reason") or row.inputs.get("recording_number") or ""),
        }
        for row in rows
    ]


@require_safe
def agreement_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of delegation as it was signed; none of a draft."""
    return letter_file(get_object_or_404(Agreement, pk=pk))


def letter_file(found: Agreement) -> HttpResponse:
    """The PDF of a letter, made now where it was not made yet; never other bytes than those whose hash was taken."""
    try:
        letter = letters.ensure_rendered(found)
    except ActionRefused as refused:
        raise Http404(found.pk) from refused
    try:
        data = letters.content(letter)
    except (OSError, ValueError) as altered:
        raise Http404(found.pk) from altered
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="WTS-{found.pk}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
