"""Discretion tables of a new catalogue version: those of the version before where the law is the same, else derived ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError

from .law_tables import check_within_law, gaps_in
from .models import CatalogueVersion, DiscretionTier, Item
from .models.item import FineRange, Stage, Target

Place = tuple[str, str, bool]  # target, stage, main or other range
Tier = DiscretionTier.Tier
SPLIT = ((Tier.LENIENT, Decimal("0.3")), (Tier.NORMAL, Decimal("0.7")), (Tier.SEVERE, Decimal(1)))
SOURCE = "按法定幅度 30%/40%/30% 推导"
CONDITIONS = {
    Tier.MITIGATED: "具有处罚法第三十二条应当减轻情形之一",
    Tier.LENIENT: "具有处罚法第三十二条应当从轻情形之一",
    Tier.NORMAL: "无从轻、减轻、从重情节",
    Tier.SEVERE: "具有从重情形",
}
NO_MINIMUM = "法定罚款无下限，不存在法定下限以下的减轻档"


def places_of(item: Item) -> Iterator[tuple[Place, FineRange]]:
    """Every range of an item that a table may divide."""
    for target in Target.values:
        for stage in Stage.values:
            law = item.own_range(f"{target}_{stage}")
            if law is None:
                continue
            yield (target, stage, False), law
            other = item.own_range("alt")
            if other is not None:
                yield (target, stage, True), other


def wrong_tables(version: CatalogueVersion) -> Iterator[tuple[Item, str]]:
    """Tables already entered for a draft's items that its ranges don't bear out."""
    for item in version.items.prefetch_related("tiers").order_by("code"):
        tables: dict[tuple, list[DiscretionTier]] = {}
        for tier in item.tiers.all():
            tier.item = item
            tables.setdefault((*tier.range, tier.valid_from), []).append(tier)
        for table in tables.values():
            wrong = _wrong(table)
            if wrong:
                yield item, wrong


def _wrong(table: list[DiscretionTier]) -> str:
    for tier in table:
        try:
            check_within_law(tier)
        except ValidationError as error:
            return " ".join(error.messages)
    return gaps_in(table)


def settle(version: CatalogueVersion, before: CatalogueVersion | None, begins: date) -> dict[str, int]:
    """Give every range of a version a table; tables entered for it stay. Returns how many were copied and derived."""
    old = {}
    if before is not None:
        old = {item.code: item for item in before.items.prefetch_related("tiers")}
    made, counts = [], {"copied": 0, "derived": 0}
    for item in version.items.prefetch_related("tiers"):
        held = {tier.range for tier in item.tiers.all()}
        for place, law in places_of(item):
            if place in held:
                continue
            copies = _copies(item, old.get(item.code), place, law, begins)
            counts["copied" if copies else "derived"] += 1
            made += copies or _derived(item, place, law, begins)
    DiscretionTier.objects.bulk_create(made)
    return counts


def _copies(item: Item, old: Item | None, place: Place, law: FineRange, begins: date) -> list[DiscretionTier]:
    """The table that held for the same range, and those still to come."""
    if old is None or dict(places_of(old)).get(place) != law:
        return []
    tiers = [tier for tier in old.tiers.all() if tier.range == place]
    days = {tier.valid_from for tier in tiers}
    held = max((day for day in days if day <= begins), default=min(days, default=begins))
    return [_copy(tier, item) for tier in tiers if tier.valid_from >= held]


def _copy(tier: DiscretionTier, item: Item) -> DiscretionTier:
    names = [one.attname for one in tier._meta.concrete_fields if one.attname not in ("id", "item_id")]
    return DiscretionTier(item=item, **{name: getattr(tier, name) for name in names})


def _derived(item: Item, place: Place, law: FineRange, begins: date) -> list[DiscretionTier]:
    """Placeholders that say so, until the published table is imported: lenient, normal, severe as 30/40/30."""
    target, stage, alternative = place

    def tier(name: str, low: Decimal | None, high: Decimal | None, inclusive: bool, condition: str) -> DiscretionTier:
        return DiscretionTier(
            item=item,
            target=target,
            stage=stage,
            alternative=alternative,
            tier=name,
            fine_min=low,
            fine_max=high,
            min_inclusive=inclusive,
            condition=condition,
            valid_from=begins,
            source=SOURCE,
            derived=True,
        )

    if law.minimum:
        rows = [tier(Tier.MITIGATED, Decimal(0), law.minimum, False, CONDITIONS[Tier.MITIGATED])]
    else:
        rows = [tier(Tier.MITIGATED, None, None, False, NO_MINIMUM)]
    below = law.minimum
    for name, share in SPLIT:
        above = _yuan(law.minimum + (law.maximum - law.minimum) * share)
        if above > below or name == Tier.LENIENT:
            rows.append(tier(name, below, above, name == Tier.LENIENT and law.minimum > 0, CONDITIONS[name]))
        below = above
    return rows


def _yuan(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
