"""The self-check form (一表): a row for each check of the table, the automatic ones scored already."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.guide import checks, scoring
from cases.models import SelfCheckLine
from gongshu_enforcement.errors import Finding

from .base import ActionForm, RowForm, of

Result = SelfCheckLine.Result


class CheckRow(RowForm):
    """One check: what the software found stands beside what the person enters."""

    result = forms.ChoiceField(label=gettext_lazy("Result"), required=False)
    deduction = forms.DecimalField(
        label=gettext_lazy("Points off"), max_digits=4, decimal_places=1, min_value=0, required=False
    )
    reason = of(SelfCheckLine, "reason", required=False)

    def __init__(self, *args: Any, found: scoring.Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.check = found, found.check
        blank = gettext_lazy("— as the software found —") if found.result else gettext_lazy("— choose —")
        self.fields["result"].choices = [("", blank), *Result.choices]
        if self.check.veto:
            del self.fields["deduction"]

    @property
    def state(self) -> str:
        """The software's value in words."""
        return str(Result(self.found.result).label) if self.found.result else ""

    @property
    def is_open(self) -> bool:
        """Whether the fields show at once: the software can't judge, or somebody typed or erred here."""
        return not self.found.result or self.found.result == Result.FAULTY or (self.is_bound and self.has_changed())

    def value(self) -> dict[str, Any]:
        """The answer as the verb takes it; `result` empty where the software's value stands."""
        given = super().value()
        lost = given.get("deduction") or Decimal(0)
        return {"code": self.check.code, "result": given["result"], "deduction": str(lost), "reason": given["reason"]}


class SelfCheckForm(ActionForm):
    """Every check of the table, under its groups."""

    page = "cases/forms/self_check.html"
    submit_label = gettext_lazy("Keep the self-check")

    def build_fixed_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        found = scoring.prescore(self.case)
        return [CheckRow(data, prefix=f"check-{code}", found=one) for code, one in found.items()]

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        rows = [row.value() for row in self.fixed_rows]
        data["answers"] = [row for row in rows if row["result"]]
        return data

    def place_of(self, finding: Finding) -> tuple[forms.Form | None, str]:
        """A rule names its check and field: check-V03-reason."""
        parts = finding.field.split("-")
        rows = {row.check.code: row for row in self.fixed_rows}
        if parts[0] != "check" or parts[1] not in rows:
            return super().place_of(finding)
        return rows[parts[1]], parts[2]

    # What the page draws
    def groups(self) -> list[tuple[str, list[CheckRow]]]:
        """The rows under the table's groups."""
        return [
            (str(label), [row for row in self.fixed_rows if row.check.group == group])
            for group, label in checks.GROUPS.items()
        ]

    def so_far(self) -> dict[str, Any]:
        """The sum with what is known now, and how many checks still wait for a person."""
        given = {row.check.code: row.value() for row in self.fixed_rows if row.is_bound and row.is_valid()}
        lines = [scoring.line(row.found, given.get(row.check.code)) for row in self.fixed_rows]
        total = scoring.add_up(lines)
        return {
            "score": total.score,
            "vetoes": total.vetoes,
            "waiting": sum(not line.result for line in lines),
            "grade": checks.grade(total.score, total.vetoes),
        }
