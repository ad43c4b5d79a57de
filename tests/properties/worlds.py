"""The worlds of the exhaustive walk: which moves are tried on which case. Each is walked until nothing new appears.

All families at once would be more states than anybody can count, so each world joins those that touch each other.
"""

from __future__ import annotations

from decimal import Decimal

from .moves import Table


def table(
    *families: str,
    fines: tuple[str, ...] = ("20000",),
    items: tuple[str, ...] = ("AQ-02",),
    unit: str = "street",
    individual: bool = False,
) -> Table:
    """A table of moves; fines in yuan."""
    return Table(frozenset(families), tuple(Decimal(fine) for fine in fines), items, unit, individual)


WORLDS: dict[str, Table] = {
    "chain": table("openings", "chain", "late", "hostile"),
    "orders": table("orders", "late", items=("AQ-32",), fines=("40000",)),
    "amounts": table("amounts", "late", fines=("20000", "49999.99", "50000", "50000.01")),
    "range": table("amounts", "orders", items=("XF-01",), fines=("5000", "50000")),
    "person": table("amounts", "late", items=("AQ-12",), individual=True, fines=("19999.99", "20000")),
    "two items": table("amounts", items=("AQ-02", "AQ-25"), fines=("20000", "30000")),
    "heavy": table("heavy", "late", unit="organ", fines=("60000",)),
    "fire": table("chain", "amounts", "late", items=("XF-01",), fines=("5000",)),
    "sideways": table("sideways", "late"),
    "power": table("power", "late"),
    "officers": table("officers"),
    "preserved": table("preserve", "late"),
    "remedies": table("remedies"),
    "papers": table("papers"),
    "measured": table("measures", unit="organ"),
    "seized": table("seizures", unit="organ"),
    "on site": table("on site", "hostile", "late", fines=("3000", "3000.01", "0")),
    "on site, a person": table("on site", "hostile", items=("XF-11",), individual=True, fines=("200", "200.01")),
}
# Those small enough for every run of the tests.
SMALL = ("on site", "on site, a person")
