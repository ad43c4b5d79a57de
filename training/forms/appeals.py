"""Forms of an objection and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RowForm
from cases.guide import checks
from training.models import AppealPoint, Fault

from .base import TrainingForm


class ObjectionRow(RowForm):
    """One fault; left empty it is accepted."""

    argument = forms.CharField(label=_("Why it does not hold"), max_length=300, required=False)

    def __init__(self, *args: Any, fault: Fault, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fault, self.check = fault, checks.checks()[fault.code]


class AppealForm(TrainingForm):
    """The faults of the dossier, each with room for an objection."""

    page = "training/evaluation/appeal.html"
    submit = _("Raise the objection")
    text = forms.CharField(
        label=_("Grounds in general"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def build_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        return [ObjectionRow(data, prefix=f"point-{one.code}", fault=one) for one in self.subject.faults.all()]

    def inputs(self) -> dict[str, Any]:
        """The faults objected to."""
        points = [{"code": row.check.code, "argument": row.cleaned_data["argument"].strip()} for row in self.fixed_rows]
        return {"points": [one for one in points if one["argument"]], "text": self.cleaned_data["text"]}


class AnswerRow(RowForm):
    """One fault objected to: it stands, stands with fewer points, or falls."""

    stands = forms.TypedChoiceField(
        label=_("The fault"),
        choices=[("yes", _("stands")), ("no", _("falls"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    deduction = forms.DecimalField(label=_("Points off"), max_digits=5, decimal_places=2, min_value=0, required=False)

    def __init__(self, *args: Any, point: AppealPoint, **options: Any) -> None:
        super().__init__(*args, **options)
        self.point, self.check = point, checks.checks()[point.code]
        self.fields["deduction"].initial = point.before
        if point.is_veto:
            del self.fields["deduction"]


class AnswerForm(TrainingForm):
    """The answer to each point, and in general."""

    page = "training/evaluation/answer.html"
    submit = _("Answer the objection")
    opinion = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def build_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        appeal = getattr(self.subject, "appeal", None)
        points = appeal.points.all() if appeal else ()
        return [AnswerRow(data, prefix=f"point-{one.code}", point=one) for one in points]

    def inputs(self) -> dict[str, Any]:
        """Each point with whether it stands and its points."""
        answers = [
            {
                "code": row.point.code,
                "stands": row.cleaned_data["stands"],
                "deduction": str(row.cleaned_data.get("deduction") or 0),
            }
            for row in self.fixed_rows
        ]
        return {"answers": answers, "opinion": self.cleaned_data["opinion"]}
