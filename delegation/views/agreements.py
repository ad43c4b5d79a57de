"""One agreement, and the public list of those in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.models import Agreement, CatalogueVersion
from gongshu_enforcement import timekeeper


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Items, powers, term, caps, supervision and life of one agreement."""
    found = selectors.agreement_detail(pk)
    if found is None:
        raise Http404
    today = timekeeper.today()
    context = {
        "agreement": found,
        "today": today,
        "in_force": found.in_force_on(today),
        "state": found.state_on(today),
        "items": list(found.items.all()),
        "events": _life(found),
        "crumbs": [(_("Delegation"), reverse("delegation"))],
        "officers": list(selectors.officers_of(found.street, today)),
    }
    return render(request, "delegation/agreement.html", context)


def _life(found: Agreement) -> list[dict]:
    """What happened to the agreement, oldest first."""
    events = [
        (found.signed_on, _("Signed"), ""),
        (found.recorded_on, _("Recorded with the justice bureau"), found.recording_number),
        (found.published_on, _("Published"), found.publication_url),
        (found.valid_from, _("Term begins"), ""),
        *((pause.starts_on, _("Suspended"), pause.reason) for pause in found.suspensions.all()),
        *((pause.ends_on, _("Resumed"), "") for pause in found.suspensions.all()),
        (found.revoked_on, _("Revoked"), found.status_reason),
        (found.valid_to if found.revoked_on is None else None, _("Term ends"), found.get_transition_rule_display()),
    ]
    dated = [event for event in events if event[0] is not None]
    return [{"at": day, "title": title, "text": text} for day, title, text in sorted(dated, key=lambda event: event[0])]


@dataclass
class PublicCatalogue:
    """A catalogue version with the agreements that delegate from it."""

    version: CatalogueVersion
    items: list = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)


@login_not_required
@require_safe
def public_agreements(request: HttpRequest) -> HttpResponse:
    """What the law makes public (处罚法 20(2)): agreements in force, their items, powers and term. No sign-in."""
    today = timekeeper.today()
    catalogues: dict[int, PublicCatalogue] = {}
    for found in selectors.public_agreements(today).prefetch_related("version__items", "items"):
        entry = catalogues.setdefault(found.version_id, PublicCatalogue(found.version, list(found.version.items.all())))
        entry.agreements.append(found)
    return render(request, "delegation/public.html", {"today": today, "catalogues": list(catalogues.values())})
