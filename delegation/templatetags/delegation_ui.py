"""How delegation pages write a fine range. `{% load delegation_ui %}`."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from delegation.models import DiscretionTier, Item
from gongshu_enforcement.templatetags.ui import EMPTY, yuan

register = template.Library()


@register.filter
def fine(item: Item, place: str) -> str:
    """The item's range at a place, e.g. `unit_first`: “up to ¥50,000” where the law sets no minimum, “—” for none."""
    found = item.own_range(place)
    return EMPTY if found is None else _written(found.minimum, found.maximum)


@register.filter
def tier_fine(tier: DiscretionTier) -> str:
    """The range of a discretion tier; “—” where the tier has none."""
    if tier.fine_min is None or tier.fine_max is None:
        return EMPTY
    return _written(tier.fine_min, tier.fine_max)


def _written(minimum: Decimal, maximum: Decimal) -> str:
    if minimum == 0:
        return _("up to %(amount)s") % {"amount": yuan(maximum)}
    return f"{yuan(minimum)}–{yuan(maximum)}"
