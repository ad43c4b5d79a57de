"""Reads on catalogue versions: which one counts, what one replaces, and what its publication would mean for streets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from gongshu_enforcement.models import LedgerEvent

from .catalogue_sheet import Difference, difference
from .models import Agreement, Catalogue, CatalogueVersion, Item
from .tier_tables import places_of


def version_on(catalogue: Catalogue, on: date) -> CatalogueVersion | None:
    """The version of a catalogue that counts on a day."""
    return catalogue.versions.in_force_on(on).order_by("-valid_from").first()


def newest(catalogue: Catalogue) -> CatalogueVersion | None:
    """The published version that no other takes the place of: the one a new version follows."""
    return catalogue.versions.filter(status=CatalogueVersion.Status.PUBLISHED).order_by("-valid_from").first()


def all_versions(*, drafts: bool) -> list[Catalogue]:
    """Every catalogue with its versions, newest first, drafts before all; three queries."""
    catalogues = list(Catalogue.objects.select_related("organ"))
    by_catalogue: dict[int, list[CatalogueVersion]] = {catalogue.pk: [] for catalogue in catalogues}
    rows = CatalogueVersion.objects.annotate(
        item_count=Count("items", distinct=True), agreement_count=Count("agreements", distinct=True)
    )
    for version in rows.order_by("-valid_from", "-pk"):
        if drafts or not version.is_draft:
            by_catalogue[version.catalogue_id].append(version)
    for catalogue in catalogues:
        catalogue.shown = sorted(by_catalogue[catalogue.pk], key=lambda version: not version.is_draft)
    return catalogues


def relied_on_since(day: date) -> bool:
    """Whether anything was done in a case on the day or later."""
    return LedgerEvent.objects.filter(chain__startswith="case:", happened_on__gte=day).exists()


@dataclass
class Consequences:
    """What the publication of a draft would mean."""

    before: CatalogueVersion | None
    difference: Difference
    touched: list[tuple[Agreement, list[str]]] = field(default_factory=list)
    not_delegated: list[Item] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)

    @property
    def needs_word(self) -> bool:
        """Whether an agreement lists a code that goes, or whose offence is worded differently now."""
        return bool(self.touched)


def consequences(version: CatalogueVersion, on: date) -> Consequences:
    """Against the version it would follow: items, agreements that run on or begin after the day, tables to be derived."""
    before = newest(version.catalogue)
    after = list(version.items.order_by("code"))
    old = list(before.items.all()) if before else []
    found = Consequences(before, difference(old, after))
    risky = {item.code for item in found.difference.removed}
    risky |= {change.item.code for change in found.difference.changed if change.renamed}
    held: set[str] = set()
    for agreement in _running(version.catalogue, on):
        codes = {item.code for item in agreement.items.all()}
        held |= codes
        if codes & risky:
            found.touched.append((agreement, sorted(codes & risky)))
    found.not_delegated = [item for item in after if item.code not in held]
    found.derived = _to_derive(version, old)
    return found


def _running(catalogue: Catalogue, on: date) -> Iterable[Agreement]:
    rows = Agreement.objects.filter(version__catalogue=catalogue, valid_to__gte=on).exclude(
        status=Agreement.Status.DRAFT
    )
    rows = rows.filter(Q(revoked_on=None) | Q(revoked_on__gt=on))
    return rows.select_related("street").prefetch_related("items").order_by("street__code")


def _to_derive(version: CatalogueVersion, old: list[Item]) -> list[str]:
    """Codes with a range that is new, so that its table is derived until the published one is imported."""
    known = {item.code: dict(places_of(item)) for item in old}
    codes = []
    for item in version.items.prefetch_related("tiers").order_by("code"):
        own = {tier.range for tier in item.tiers.all()}
        ranges = dict(places_of(item))
        if any(place not in own and known.get(item.code, {}).get(place) != law for place, law in ranges.items()):
            codes.append(item.code)
    return codes
