"""Dated legal settings: the value in force on a day, so that a change never reaches back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from . import timekeeper
from .models import LegalSetting

CACHE_KEY = "legal-settings"
_CONVERT = {
    "int": int,
    "decimal": Decimal,
    "text": str,
    "bool": lambda text: text.strip().lower() in {"1", "true", "y", "yes"},
}


class SettingMissing(LookupError):
    """No value of this legal setting is in force on the day asked for."""


def value(code: str, *, on: date | None = None, organ: str = "") -> Any:
    """The value of a setting on a day (default today); an organ's own value goes before the common one.

    Raises SettingMissing where none is in force: a legal limit is never guessed.
    """
    row = setting(code, on=on, organ=organ)
    return _CONVERT[row["value_type"]](row["value"])


def setting(code: str, *, on: date | None = None, organ: str = "") -> dict[str, Any]:
    """The whole row in force, with source and to_confirm mark."""
    on = on or timekeeper.today()
    for wanted in dict.fromkeys((organ, "")):
        rows = [row for row in _rows().get((code, wanted), ()) if row["valid_from"] <= on]
        if rows:
            return rows[-1]
    raise SettingMissing(f"{code} ({organ or 'common'}) on {on}")


def _rows() -> dict[tuple[str, str], list[dict[str, Any]]]:
    found = cache.get(CACHE_KEY)
    if found is None:
        found = {}
        for row in LegalSetting.objects.order_by("valid_from").values():
            found.setdefault((row["code"], row["organ"]), []).append(row)
        cache.set(CACHE_KEY, found, 300)
    return found


@receiver([post_save, post_delete], sender=LegalSetting)
def forget(**kwargs: object) -> None:
    """A changed setting is read anew."""
    cache.delete(CACHE_KEY)
