"""The limitation of penalties (处罚时效, 处罚法 36): within how many years of an act, or of its end, it may be punished."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta

from delegation.models import Item
from gongshu_enforcement import legal_settings


def last_day(ended: date, years: int) -> date:
    """The last day on which an act that ended on a day may still be dealt with."""
    return ended + relativedelta(years=years)


def years(items: Iterable[Item], *, on: date, organ: str, harm: bool) -> int:
    """The years that count for all of these items together; `harm`: life or health was concerned, and harm done."""
    code = "limitation_years_harm" if harm else "limitation_years"
    common = legal_settings.value(code, on=on, organ=organ)
    return min((_of_item(item, common) for item in items), default=common)


def _of_item(item: Item, common: int) -> int:
    """An item whose number differs from the usual one has it from another law (法律另有规定的除外)."""
    usual = Item._meta.get_field("limitation_years").default
    return common if item.limitation_years == usual else item.limitation_years
