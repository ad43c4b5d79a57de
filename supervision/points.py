"""Points of dossier evaluations, averaged by the weight of the items (个性赋分): x = Σ w·points / Σ w.

A weight weighs a dossier inside the average: a hard item shapes it more, and one more easy case adds nothing. Weights of
the catalogue version that the case keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse

from delegation.models import Street
from training.evaluation.results import FEW, final_in
from training.models import DrawnDossier

TENTH = Decimal("0.1")
ONE = Decimal(1)


@dataclass
class Points:
    """The dossiers of one street and their average."""

    dossiers: int = 0
    weights: Decimal = Decimal(0)
    weighed: Decimal = Decimal(0)

    def add(self, dossier: DrawnDossier) -> None:
        """Count a settled dossier with the weight of its item."""
        weight = weight_of(dossier)
        self.dossiers += 1
        self.weights += weight
        self.weighed += weight * (dossier.counted or Decimal(0))

    @property
    def mean(self) -> Decimal | None:
        """The weighed mean, one decimal; None without a dossier."""
        return (self.weighed / self.weights).quantize(TENTH, ROUND_HALF_UP) if self.weights else None

    @property
    def few(self) -> bool:
        """Whether the mean rests on very few dossiers."""
        return 0 < self.dossiers < FEW


def weight_of(dossier: DrawnDossier) -> Decimal:
    """The weight of the item that the dossier was drawn for, in the version its case keeps."""
    items = (row.item for row in dossier.drawn_case.violations.all())
    return next((item.weight for item in items if item.code == dossier.item_code), ONE)


def by_street(first: date, last: date, *, organ: str = "", street: Street | None = None) -> dict[int, Points]:
    """Per street id: the evaluations that became final in the period; three queries."""
    found: dict[int, Points] = {}
    for dossier in _read(final_in(first, last, organ=organ, street=street)):
        found.setdefault(dossier.street_id, Points()).add(dossier)
    return found


def _read(dossiers: Any) -> Iterable[DrawnDossier]:
    return dossiers.select_related("drawn_case").prefetch_related("drawn_case__violations__item")


def for_criteria(street: Street, on: date) -> dict[str, Any]:
    """For the criteria of the street's autonomy step: this year's points and where they can be looked at."""
    points = by_street(date(on.year, 1, 1), on, street=street).get(street.pk)
    if points is None:
        return {}
    return {"points": points.mean, "dossiers": points.dossiers, "points_url": reverse("evaluations")}
