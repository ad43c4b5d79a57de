"""The matrix of facts and proofs as the evidence tab shows it: empty cells too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cases.legality.determination import MUST_BE_PROVED
from cases.models import EvidenceLink

Element = EvidenceLink.Element


@dataclass(frozen=True)
class Cell:
    """One fact of a violation and what proves it; `needed` where no penalty stands without."""

    label: str
    proofs: list[str]
    needed: bool


@dataclass(frozen=True)
class Row:
    """One violation with its facts."""

    item: Any
    cells: list[Cell]


def matrix_of(case: Any) -> list[Row]:
    """A row per violation, a cell per fact; two queries."""
    found: dict[tuple[int, str], list[str]] = {}
    links = EvidenceLink.objects.filter(violation__case=case).exclude(evidence__withdrawn_at__isnull=False)
    for link in links.select_related("evidence", "document"):
        found.setdefault((link.violation_id, link.element), []).append(link.proof.title)
    return [
        Row(
            violation.item,
            [
                Cell(element.label, found.get((violation.pk, element.value), []), element in MUST_BE_PROVED)
                for element in Element
            ],
        )
        for violation in case.violations.all()
    ]
