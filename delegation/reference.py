"""Load the reference data that ships with the product: organs, streets, catalogues, items, tiers, legal settings.

Rows already in the database are the bureau's and stay as they are; only `overwrite` writes the files over them.
A row with an error is named by file, line and code, and then nothing at all is loaded.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from gongshu_enforcement.models import LegalSetting

from .grants import ensure_groups, keep_up
from .models import Catalogue, CatalogueVersion, DiscretionFactor, DiscretionTier, Item, Organ, Street
from .models.item import RANGE_FIELDS

Row = dict[str, str]
MONEY = tuple(f"{name}_{end}" for name in RANGE_FIELDS for end in ("min", "max"))
BY_ACT = frozenset({"status", "valid_from", "published_on"})  # of a version that is there already, acts alone say these
FLAGS = ("rectify_first", "suspension_when_overdue", "suspension_when_serious", "warning_possible")


class BadReferenceData(Exception):
    """Rows that cannot be loaded, one message each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass
class Report:
    """How many rows of each kind were created, updated, kept as they are, or kept although the file differs."""

    counts: dict[str, Counter] = field(default_factory=dict)
    grants: int = 0

    def note(self, kind: str, outcome: str) -> None:
        """Count one row."""
        self.counts.setdefault(kind, Counter())[outcome] += 1

    def total(self, kind: str) -> int:
        """Rows of a kind in the files."""
        return sum(self.counts.get(kind, Counter()).values())

    @property
    def changed(self) -> int:
        """Rows written."""
        return sum(counter["created"] + counter["updated"] for counter in self.counts.values())

    def lines(self) -> Iterator[str]:
        """One line a kind, for the command line."""
        for kind, counter in self.counts.items():
            parts = ", ".join(f"{outcome} {counter[outcome]}" for outcome in sorted(counter))
            yield f"{kind}: {self.total(kind)} ({parts})"
        yield f"grants changed: {self.grants}"


@transaction.atomic
def load(folder: Path, *, overwrite: bool = False) -> Report:
    """Load every file of the folder in one transaction. Raises BadReferenceData naming the rows at fault."""
    loader = _Loader(folder, overwrite)
    loader.run()
    if loader.problems:
        raise BadReferenceData(loader.problems)
    loader.report.grants = ensure_groups() + keep_up()
    return loader.report


class _Loader:
    """One run: reads the files in order of dependence and collects what is wrong with them."""

    def __init__(self, folder: Path, overwrite: bool) -> None:
        self.folder = folder
        self.overwrite = overwrite
        self.report = Report()
        self.problems: list[str] = []

    def run(self) -> None:
        """Organs before catalogues, catalogues before items, items before tiers."""
        self._load("organs.csv", "organs", Organ, ("code",), _organ)
        self._load("streets.csv", "streets", Street, ("code",), _street)
        organs = {organ.code: organ for organ in Organ.objects.all()}
        self._load("catalogues.csv", "catalogues", Catalogue, ("code",), lambda row: _catalogue(row, organs))
        catalogues = {catalogue.code: catalogue for catalogue in Catalogue.objects.all()}
        self._load(
            "catalogues.csv",
            "versions",
            CatalogueVersion,
            ("catalogue", "label"),
            lambda row: _version(row, catalogues),
            once=BY_ACT,
        )
        versions = self._versions()
        for catalogue, file in (("safety", "items_safety.csv"), ("fire", "items_fire.csv")):
            version = versions.get(catalogue)
            if version is not None:
                self._load(file, "items", Item, ("version", "code"), lambda row, version=version: _item(row, version))
        items = {
            item.code: item for item in Item.objects.filter(version__in=versions.values()).select_related("version")
        }
        key = ("item", "target", "stage", "alternative", "tier", "valid_from")
        self._load("discretion_tiers.csv", "tiers", DiscretionTier, key, lambda row: _tier(row, items), bulk=True)
        self._load(
            "discretion_factors.csv", "factors", DiscretionFactor, ("code", "organ", "valid_from"), _factor, bulk=True
        )
        self._load(
            "legal_settings.csv", "legal settings", LegalSetting, ("code", "organ", "valid_from"), _legal_setting
        )

    def _versions(self) -> dict[str, CatalogueVersion]:
        labels = {row["code"]: row["label"] for _line, row in self._rows("catalogues.csv")}
        found = CatalogueVersion.objects.filter(label__in=labels.values()).select_related("catalogue")
        return {v.catalogue.code: v for v in found if labels.get(v.catalogue.code) == v.label}

    def _load(
        self,
        file: str,
        kind: str,
        model: type[models.Model],
        key: tuple[str, ...],
        parse: Callable[[Row], dict[str, Any]],
        *,
        bulk: bool = False,
        once: frozenset[str] = frozenset(),
    ) -> None:
        """Create missing rows, keep or overwrite the others. `bulk`: no queries a row, the database checks instead.

        `once`: columns that the file says for a new row only.
        """
        protected = _protected(model)
        existing = {_key_of(instance, key): instance for instance in model._default_manager.all()}
        seen: set[tuple[Any, ...]] = set()
        new: list[models.Model] = []
        for line, row in self._rows(file):
            try:
                values = parse(row)
                place = tuple(_plain(values[part]) for part in key)
                if place in seen:
                    raise ValueError("the same row comes twice")
                seen.add(place)
                if place in existing:
                    kept = {name: value for name, value in values.items() if name not in once}
                    self.report.note(kind, self._keep_or_update(existing[place], kept))
                    continue
                instance = model(**values)
                instance.clean_fields(exclude=protected)
                if bulk:
                    new.append(instance)
                else:
                    instance.full_clean(exclude=protected, validate_unique=False)
                    instance.save()
                self.report.note(kind, "created")
            except (ValidationError, ValueError, InvalidOperation, KeyError, TypeError) as error:
                self.problems.append(f"{file} line {line} ({row.get('code', '?')}): {_reason(error)}")
        if not self.problems:
            model._default_manager.bulk_create(new)

    def _keep_or_update(self, known: models.Model, values: dict[str, Any]) -> str:
        differing = {name: value for name, value in values.items() if getattr(known, name) != value}
        if not differing:
            return "unchanged"
        if not self.overwrite:
            return "kept"
        for name, value in differing.items():
            setattr(known, name, value)
        protected = _protected(known)
        known.full_clean(exclude=protected, validate_unique=False)
        known.save()
        return "updated"

    def _rows(self, file: str) -> Iterator[tuple[int, Row]]:
        with (self.folder / file).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            for row in reader:
                yield reader.line_num, {name: (value or "").strip() for name, value in row.items() if name}


def _protected(model: type[models.Model] | models.Model) -> list[str]:
    """State columns, which even cleaning may not set again."""
    return [column.name for column in model._meta.fields if getattr(column, "protected", False)]


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _key_of(instance: models.Model, key: Iterable[str]) -> tuple[Any, ...]:
    return tuple(getattr(instance, instance._meta.get_field(name).attname) for name in key)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{name}: {' '.join(texts)}" for name, texts in _by_field(error))
    return f"{type(error).__name__}: {error}"


def _by_field(error: ValidationError) -> list[tuple[str, list[str]]]:
    return list(error.message_dict.items()) if hasattr(error, "error_dict") else [("row", error.messages)]


# --- One parser a file: text of a row → values of the model -----------------------------------------------------------


def _flag(text: str) -> bool:
    if text not in {"Y", "N"}:
        raise ValueError(f"expected Y or N, got {text!r}")
    return text == "Y"


def _yuan(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _organ(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {name: text for name, text in row.items() if name not in {"to_confirm", "source"}}
    values["to_confirm"] = row["to_confirm"].split("|") if row["to_confirm"] else []
    unknown = set(values["to_confirm"]) - {column.name for column in Organ._meta.fields}
    if unknown:
        raise ValueError(f"to_confirm names unknown fields {sorted(unknown)}")
    return values


def _street(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("code", "name", "pinyin", "autonomy_step")}


def _catalogue(row: Row, organs: dict[str, Organ]) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"], "organ": organs[row["organ"]]}


def _version(row: Row, catalogues: dict[str, Catalogue]) -> dict[str, Any]:
    return {
        "catalogue": catalogues[row["code"]],
        "label": row["label"],
        "status": CatalogueVersion.Status.PUBLISHED,
        "valid_from": date.fromisoformat(row["valid_from"]),
        "published_on": date.fromisoformat(row["valid_from"]),
        "source_note": row["source_note"],
    }


def _item(row: Row, version: CatalogueVersion) -> dict[str, Any]:
    values: dict[str, Any] = dict(row)
    values.update({name: _yuan(row[name]) for name in MONEY})
    values.update({name: _flag(row[name]) for name in FLAGS})
    values["weight"] = Decimal(row["weight"])
    values["limitation_years"] = int(row["limitation_years"])
    values["other_provisions"] = row["other_provisions"].replace("|", "\n")
    values["version"] = version
    return values


def _tier(row: Row, items: dict[str, Item]) -> dict[str, Any]:
    low, high = _yuan(row["fine_min"]), _yuan(row["fine_max"])
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        raise ValueError(f"the range {row['fine_min']!r} to {row['fine_max']!r} is none")
    item = items[row["code"]]
    return {
        "item": item,
        "valid_from": item.version.valid_from,
        "target": row["target"],
        "stage": row["stage"],
        "alternative": _flag(row["alternative"]),
        "tier": row["tier"],
        "fine_min": low,
        "fine_max": high,
        "min_inclusive": _flag(row["min_inclusive"]),
        "condition": row["condition"],
        "source": row["source"],
        "derived": _flag(row["derived"]),
    }


def _factor(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = dict(row)
    values.update({name: _flag(row[name]) for name in ("mandatory", "needs_evidence", "to_confirm")})
    values["step"] = int(row["step"])
    values["valid_from"] = date.fromisoformat(row["valid_from"])
    values["valid_to"] = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    return values


def _legal_setting(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = dict(row)
    values["valid_from"] = date.fromisoformat(row["valid_from"])
    values["to_confirm"] = _flag(row["to_confirm"])
    return values
