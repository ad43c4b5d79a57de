"""The two catalogues of items."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegation import selectors
from delegation.forms import ItemFilter
from delegation.models import CatalogueVersion, Item


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """Items of one catalogue version, searchable; without a choice the newest published safety version."""
    versions = list(
        CatalogueVersion.objects.exclude(status=CatalogueVersion.Status.DRAFT)
        .select_related("catalogue__organ")
        .order_by("-catalogue__code", "-valid_from")
    )
    version = _chosen(versions, request.GET.get("version", ""))
    form = ItemFilter(request.GET)
    found = selectors.catalogue_items(version.pk, form.chosen("q")) if version else []
    context = {
        "versions": versions,
        "version": version,
        "form": form,
        "items": [item for item in found if _fits(item, form)],
    }
    return render(request, "delegation/items.html", context)


def _chosen(versions: list[CatalogueVersion], wanted: str) -> CatalogueVersion | None:
    return next((version for version in versions if str(version.pk) == wanted), versions[0] if versions else None)


def _fits(item: Item, form: ItemFilter) -> bool:
    stage = form.chosen("stage")
    return form.chosen("subject") in ("", item.subject) and (not stage or item.rectify_first == (stage == "rectify"))
