"""What every form of training shares: subject and person, rows that the subject fixes, refusals beside their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.forms.base import PlainTextMixin, RowForm, as_text
from delegation.forms_people import RegisterForm
from gongshu_enforcement.errors import ActionRefused


class TrainingForm(PlainTextMixin, RegisterForm):
    """The base. `page` is the template that draws it."""

    page = "training/act.html"
    note: Any = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fixed_rows: list[RowForm] = list(self.build_rows())

    def build_rows(self) -> Iterable[RowForm]:
        """Rows that the subject fixes, say one per check."""
        return ()

    def is_valid(self) -> bool:
        """Whether the form and every row of it are right."""
        return all([super().is_valid(), *(row.is_valid() for row in self.fixed_rows)])

    def row_of(self, name: str) -> forms.Form | None:
        """The row that shows a field a rule names (check-V03-reason)."""
        return next((row for row in self.fixed_rows if row.prefix and name.startswith(f"{row.prefix}-")), None)

    def add_refusal(self, refusal: ActionRefused) -> None:
        """Put each finding beside its field, in the form or in a row, or at the top."""
        for finding in refusal.findings:
            row = self.row_of(finding.field)
            name = finding.field.removeprefix(f"{row.prefix}-") if row else finding.field
            place = row or self
            if name in place.fields and not place.fields[name].widget.is_hidden:
                place.add_error(name, as_text(finding))
            else:
                self.refused.append(finding)
