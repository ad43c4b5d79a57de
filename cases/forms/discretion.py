"""Submitting the discretion: one proposal for each violation that stands, and what they come to together (裁量)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy

from cases import discretion
from cases.models import Case, Violation
from gongshu_enforcement.errors import Finding

from .base import RowForm
from .discretion_row import PENALTY, ProposalRow, Surroundings, yuan
from .drafts import SubmitForm

__all__ = ["ProposalRow", "SubmitDiscretionForm", "Surroundings", "Total", "yuan"]


class SubmitDiscretionForm(SubmitForm):
    """A proposal for every violation that stands."""

    page = "cases/forms/discretion.html"
    submit_label = gettext_lazy("Submit for review")

    def prepare(self) -> None:
        super().prepare()
        self._standing = self._established()
        self.row_class = partial(ProposalRow, around=Surroundings.of(self.case, self.user, self._standing))
        self.cap = discretion.street_cap(self.case)
        self.threshold = discretion.hearing_threshold(self.case)

    def violations(self) -> list[Violation]:
        return self._standing

    def build_fixed_rows(self) -> list[RowForm]:
        rows = super().build_fixed_rows()
        total = sum(map(_amount, rows), Decimal(0))
        for row in rows:
            row.others = total - _amount(row)
        return rows

    def _established(self) -> list[Violation]:
        rows = self.case.violations.select_related("item__version__catalogue__organ").prefetch_related("item__tiers")
        return [row for row in rows if row.finding == Violation.Finding.ESTABLISHED]

    def place_of(self, finding: Finding) -> tuple[forms.Form | None, str]:
        """Rules name the row's field; it stands beside that."""
        name = finding.field
        for row in self.fixed_rows:
            if name.startswith(f"{row.prefix}-"):
                return self._field_of(row, name.removeprefix(f"{row.prefix}-"))
        return super().place_of(finding)

    def _field_of(self, row: RowForm, name: str) -> tuple[forms.Form | None, str]:
        return (row, name) if name in row.fields else (None, "")

    @property
    def total(self) -> Decimal:
        """The fines as they stand in the form."""
        return Total(self.case, self.fixed_rows).amount

    @property
    def over_cap(self) -> bool:
        """Whether the total is above what the street may decide."""
        return Total(self.case, self.fixed_rows).over_cap

    @property
    def with_hearing(self) -> bool:
        """Whether the party may ask for a hearing at this total."""
        return Total(self.case, self.fixed_rows).with_hearing


@dataclass
class Total:
    """What the rows of a form come to, and what that makes due; `others`: fines that stand in no row, in yuan."""

    case: Case
    rows: list[ProposalRow]
    others: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        """The sum in yuan."""
        return sum(map(_amount, self.rows), self.others)

    @property
    def over_cap(self) -> bool:
        """Whether it is above what the street may decide."""
        return not discretion.within_street_cap(self.case, self.amount)

    @property
    def with_hearing(self) -> bool:
        """Whether the party may ask for a hearing."""
        return discretion.needs_hearing(self.case, self.amount)


def _amount(row: ProposalRow) -> Decimal:
    if row["no_penalty"].value() not in (None, "", PENALTY):
        return Decimal(0)
    return row.fine_now or Decimal(0)
