"""The delegation matrix: which item each street may handle today, and how often it has (streets × items)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from cases.models import Case, Violation
from delegation.models import Agreement, Item, Organ, Street


@dataclass
class Column:
    """One street: its agreement of the organ and what it did with it."""

    street: Street
    agreement: Agreement | None = None
    in_force: bool = False
    state: str = ""
    items: frozenset[int] = frozenset()
    used: set[int] = field(default_factory=set)
    cases: int = 0

    @property
    def coverage(self) -> str:
        """Delegated items with at least one case, of all delegated."""
        return f"{len(self.used & self.items)}/{len(self.items)}"


@dataclass
class Cell:
    """One item in one street."""

    delegated: bool
    count: int


@dataclass
class Line:
    """One item: a cell a street, and the sum."""

    item: Item
    cells: list[Cell]

    @property
    def total(self) -> int:
        """Cases of the item in the whole district."""
        return sum(cell.count for cell in self.cells)

    @property
    def streets(self) -> int:
        """Streets that have handled it."""
        return sum(cell.count > 0 for cell in self.cells)


def matrix(organ: Organ, on: date) -> tuple[list[Column], list[Line]]:
    """Columns and lines of one organ's items for a day; cases of the year, handled by the street; six queries."""
    newest = _newest(organ, on)
    columns = [_column(street, newest.get(street.pk), on) for street in Street.objects.all()]
    counts = _counts(organ, on)
    shown = set().union(*(column.items for column in columns)) | {item for _street, item in counts}
    lines = []
    for item in Item.objects.filter(pk__in=shown).order_by("code"):
        cells = [Cell(item.pk in column.items, counts[column.street.pk, item.pk]) for column in columns]
        lines.append(Line(item, cells))
        for column, cell in zip(columns, cells, strict=True):
            if cell.count:
                column.used.add(item.pk)
    cases = _cases(organ, on)
    for column in columns:
        column.cases = cases.get(column.street.pk, 0)
    return columns, lines


def _newest(organ: Organ, on: date) -> dict[int, Agreement]:
    found: dict[int, Agreement] = {}
    rows = Agreement.objects.filter(organ=organ).prefetch_related("suspensions", "items").order_by("valid_from")
    for agreement in rows:
        kept = found.get(agreement.street_id)
        if kept is None or not kept.in_force_on(on):
            found[agreement.street_id] = agreement
    return found


def _column(street: Street, agreement: Agreement | None, on: date) -> Column:
    if agreement is None:
        return Column(street)
    in_force = agreement.in_force_on(on)
    items = frozenset(item.pk for item in agreement.items.all()) if in_force else frozenset()
    return Column(street, agreement, in_force, agreement.state_on(on), items)


def _filed(organ: Organ, on: date) -> dict[str, object]:
    return {"organ": organ, "opened_by_unit": "street", "filed_on__year": on.year, "filed_on__lte": on}


def _counts(organ: Organ, on: date) -> Counter[tuple[int, int]]:
    wanted = {f"case__{name}": value for name, value in _filed(organ, on).items()}
    rows = (
        Violation.objects.filter(**wanted)
        .order_by()
        .values("case__street", "item")
        .annotate(n=Count("case", distinct=True))
    )
    return Counter({(row["case__street"], row["item"]): row["n"] for row in rows})


def _cases(organ: Organ, on: date) -> dict[int, int]:
    rows = Case.objects.filter(**_filed(organ, on)).order_by().values("street").annotate(n=Count("pk"))
    return {row["street"]: row["n"] for row in rows}
