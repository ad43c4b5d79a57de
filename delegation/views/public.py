"""What the law makes public (处罚法 20(2)): every published agreement with its text, items and term. No sign-in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.models import Agreement, CatalogueVersion
from delegation.views.agreements import letter_file, life
from gongshu_enforcement import timekeeper

MARKED = (Agreement.Status.SUSPENDED, Agreement.Status.REVOKED)
OVER = (Agreement.Status.REVOKED, Agreement.Status.EXPIRED, Agreement.Status.RENEWED)


@dataclass
class PublicCatalogue:
    """A catalogue version with the agreements that delegate from it: those of today, and those that are over."""

    version: CatalogueVersion
    items: list = field(default_factory=list)
    agreements: list[tuple[Agreement, str, str]] = field(default_factory=list)


@login_not_required
@require_safe
def public_agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement that was published; suspended and revoked ones are marked, and those that are over come last."""
    today = timekeeper.today()
    catalogues: dict[int, PublicCatalogue] = {}
    for found in selectors.public_agreements().prefetch_related("version__items"):
        entry = catalogues.setdefault(found.version_id, PublicCatalogue(found.version, list(found.version.items.all())))
        entry.agreements.append((found, found.standing_on(today), found.state_on(today)))
    for entry in catalogues.values():
        entry.agreements.sort(key=lambda row: row[1] in OVER)
    return render(
        request, "delegation/public.html", {"today": today, "catalogues": list(catalogues.values()), "marked": MARKED}
    )


@login_not_required
@require_safe
def public_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """One published agreement: text, items, term, what became of it; its letter as PDF."""
    found = get_object_or_404(selectors.public_agreements().select_related("letter").prefetch_related("items"), pk=pk)
    today = timekeeper.today()
    context = {
        "agreement": found,
        "today": today,
        "standing": found.standing_on(today),
        "state": found.state_on(today),
        "marked": MARKED,
        "suspension": found.suspension_on(today),
        "items": sorted(found.items.all(), key=lambda item: item.code),
        "events": life(found),
        "letter": getattr(found, "letter", None),
        "crumbs": [(_("Delegation agreements"), reverse("public_agreements"))],
    }
    return render(request, "delegation/public_agreement.html", context)


@login_not_required
@require_safe
def public_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter of a published agreement."""
    return letter_file(get_object_or_404(Agreement.objects.public(), pk=pk))
