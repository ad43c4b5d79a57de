"""The two catalogues of items, and one item."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.forms import ItemFilter
from delegation.models import CatalogueVersion, DiscretionTier, Item
from delegation.models.item import Stage, Target
from gongshu_enforcement import timekeeper
from gongshu_enforcement.administration.permits import is_administrator


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Items of one catalogue version, searchable; without a choice the safety version in force today."""
    today = timekeeper.today()
    versions = list(
        CatalogueVersion.objects.exclude(status=CatalogueVersion.Status.DRAFT)
        .select_related("catalogue__organ")
        .order_by("-catalogue__code", "-valid_from")
    )
    version = _chosen(versions, request.GET.get("version", ""), today)
    form = ItemFilter(request.GET)
    found = selectors.catalogue_items(version.pk, form.chosen("q")) if version else []
    context = {
        "tabs": [(str(one), f"{reverse('items')}?version={one.pk}", one is version) for one in versions],
        "version": version,
        "state": version.state_on(today) if version and not version.in_force_on(today) else "",
        "form": form,
        "items": [item for item in found if _fits(item, form)],
    }
    return render(request, "delegation/items.html", context)


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: fines per target and stage, provisions, conditions, discretion tiers."""
    found = get_object_or_404(Item.objects.select_related("version__catalogue"), pk=pk)
    if found.version.is_draft and not is_administrator(request.user):
        raise Http404(pk)
    tiers = sorted(_in_force_or_coming(list(found.tiers.all())), key=_tier_order)
    crumbs = [
        (_("Delegation"), reverse("delegation")),
        (_("Catalogues"), f"{reverse('items')}?version={found.version_id}"),
    ]
    today = timekeeper.today()
    same = Item.objects.filter(code=found.code, version__catalogue=found.version.catalogue_id).exclude(pk=pk)
    others = same.exclude(version__status=CatalogueVersion.Status.DRAFT).select_related("version")
    context = {
        "item": found,
        "tiers": tiers,
        "today": today,
        "crumbs": crumbs,
        "state": "" if found.version.in_force_on(today) else found.version.state_on(today),
        "others": [(other, other.version.state_on(today)) for other in others.order_by("-version__valid_from")],
    }
    return render(request, "delegation/item.html", context)


def _in_force_or_coming(tiers: list[DiscretionTier]) -> list[DiscretionTier]:
    """Of each range the table that holds today, and those that have yet to begin."""
    today, begun = timekeeper.today(), {}
    for tier in tiers:
        if tier.valid_from <= today:
            begun[tier.range] = max(tier.valid_from, begun.get(tier.range, tier.valid_from))
    return [tier for tier in tiers if tier.valid_from > today or tier.valid_from == begun[tier.range]]


def _tier_order(tier: DiscretionTier) -> tuple:
    place = (Target.values.index(tier.target), Stage.values.index(tier.stage), tier.alternative)
    return (*place, tier.valid_from, tier.rank)


def _chosen(versions: list[CatalogueVersion], wanted: str, today: date) -> CatalogueVersion | None:
    """The version asked for, else the first that counts today, else the first there is."""
    asked = [version for version in versions if str(version.pk) == wanted]
    held = [version for version in versions if version.in_force_on(today)]
    return next(iter([*asked, *held, *versions]), None)


def _fits(item: Item, form: ItemFilter) -> bool:
    stage = form.chosen("stage")
    return form.chosen("subject") in ("", item.subject) and (not stage or item.rectify_first == (stage == "rectify"))
