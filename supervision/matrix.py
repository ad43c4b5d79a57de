"""The delegation matrix: which item each street may handle today, and how often it has (streets × items)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from cases.models import Case, Violation
from delegation.models import Agreement, CatalogueVersion, Item, Organ, Street


@dataclass
class Column:
    """One street: its agreement of the organ and what it did with it."""

    street: Street
    agreement: Agreement | None = None
    in_force: bool = False
    state: str = ""
    items: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)
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
    known = _items(organ, on)
    held = {code for code, item in known.items() if item.version.in_force_on(on)}
    columns = [_column(street, newest.get(street.pk), held, on) for street in Street.objects.all()]
    counts = _counts(organ, on)
    shown = set().union(*(column.items for column in columns)) | {code for _street, code in counts}
    lines = []
    for item in (known[code] for code in sorted(shown & known.keys())):
        cells = [Cell(item.code in column.items, counts[column.street.pk, item.code]) for column in columns]
        lines.append(Line(item, cells))
        for column, cell in zip(columns, cells, strict=True):
            if cell.count:
                column.used.add(item.code)
    cases = _cases(organ, on)
    for column in columns:
        column.cases = cases.get(column.street.pk, 0)
    return columns, lines


def _items(organ: Organ, on: date) -> dict[str, Item]:
    """One item a code: the one in force on the day, else the newest there was."""
    rows = Item.objects.filter(version__catalogue__organ=organ, version__valid_from__lte=on).select_related("version")
    published = rows.exclude(version__status=CatalogueVersion.Status.DRAFT)
    return {item.code: item for item in published.order_by("version__valid_from")}


def _newest(organ: Organ, on: date) -> dict[int, Agreement]:
    found: dict[int, Agreement] = {}
    rows = Agreement.objects.filter(organ=organ).prefetch_related("suspensions", "items").order_by("valid_from")
    for agreement in rows:
        kept = found.get(agreement.street_id)
        if kept is None or not kept.in_force_on(on):
            found[agreement.street_id] = agreement
    return found


def _column(street: Street, agreement: Agreement | None, held: set[str], on: date) -> Column:
    if agreement is None:
        return Column(street)
    in_force = agreement.in_force_on(on)
    delegated = {item.code for item in agreement.items.all()} & held if in_force else ()
    return Column(street, agreement, in_force, agreement.state_on(on), frozenset(delegated))


def _filed(organ: Organ, on: date) -> dict[str, object]:
    return {"organ": organ, "opened_by_unit": "street", "filed_on__year": on.year, "filed_on__lte": on}


def _counts(organ: Organ, on: date) -> Counter[tuple[int, str]]:
    wanted = {f"case__{name}": value for name, value in _filed(organ, on).items()}
    rows = (
        Violation.objects.filter(**wanted)
        .order_by()
        .values("case__street", "item__code")
        .annotate(n=Count("case", distinct=True))
    )
    return Counter({(row["case__street"], row["item__code"]): row["n"] for row in rows})


def _cases(organ: Organ, on: date) -> dict[int, int]:
    rows = Case.objects.filter(**_filed(organ, on)).order_by().values("street").annotate(n=Count("pk"))
    return {row["street"]: row["n"] for row in rows}
