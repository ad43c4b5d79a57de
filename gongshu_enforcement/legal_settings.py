"""Dated legal settings: the value in force on a day, so that a change never reaches back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from . import timekeeper
from .models import LegalSetting

CACHE_KEY = "legal-settings"
Rows = dict[tuple[str, str], list[dict[str, Any]]]

_TRUE, _FALSE = ("1", "true", "y", "yes"), ("0", "false", "n", "no")
_CONVERT = {
    "int": int,
    "decimal": Decimal,
    "text": str,
    "bool": lambda text: text.strip().lower() in _TRUE,
}


class SettingMissing(LookupError):
    """No value of this legal setting is in force on the day asked for."""


def read(value_type: str, text: str) -> Any:
    """A value as somebody typed it. Raises ValueError with a sentence where it is not of the type."""
    text = text.strip().replace(",", "").replace("，", "") if value_type in ("int", "decimal") else text.strip()
    if not text:
        raise ValueError(_("The value is empty."))
    if value_type == "bool" and text.lower() not in (*_TRUE, *_FALSE):
        raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text})
    try:
        found = _CONVERT[value_type](text)
    except (ValueError, InvalidOperation) as error:
        raise ValueError(_("“%(text)s” is not a number of this kind.") % {"text": text}) from error
    if isinstance(found, Decimal) and not found.is_finite():
        raise ValueError(_("“%(text)s” is not a number of this kind.") % {"text": text})
    return found


def spell(value: Any) -> str:
    """A value as it is kept: plain, without separators."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def value(code: str, *, on: date | None = None, organ: str = "") -> Any:
    """The value of a setting on a day (default today); an organ's own value goes before the common one.

    Raises SettingMissing where none is in force: a legal limit is never guessed.
    """
    return of_row(setting(code, on=on, organ=organ))


def several(codes: Iterable[str], *, on: date | None = None, organ: str = "") -> dict[str, Any]:
    """The values of several settings on a day, for one reading of the table."""
    rows, day = _rows(), on or timekeeper.today()
    return {code: of_row(_in_force(rows, code, day, organ)) for code in codes}


def setting(code: str, *, on: date | None = None, organ: str = "") -> dict[str, Any]:
    """The whole row in force, with source and to_confirm mark."""
    return _in_force(_rows(), code, on or timekeeper.today(), organ)


def of_row(row: dict[str, Any]) -> Any:
    """The value of a row in its type."""
    return _CONVERT[row["value_type"]](row["value"])


def _in_force(rows: Rows, code: str, on: date, organ: str) -> dict[str, Any]:
    for wanted in dict.fromkeys((organ, "")):
        begun = [row for row in rows.get((code, wanted), ()) if row["valid_from"] <= on]
        if begun:
            return begun[-1]
    raise SettingMissing(f"{code} ({organ or 'common'}) on {on}")


def _rows() -> Rows:
    found = cache.get(CACHE_KEY)
    if found is None:
        found = {}
        for row in LegalSetting.objects.order_by("valid_from").values():
            found.setdefault((row["code"], row["organ"]), []).append(row)
        cache.set(CACHE_KEY, found, 300)
    return found


@receiver([post_save, post_delete], sender=LegalSetting)
def forget(**kwargs: object) -> None:
    """A changed setting is read anew, also by whoever reads between the change and its commit."""
    cache.delete(CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
