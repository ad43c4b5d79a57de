"""Forms of the dossier evaluation."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RowForm
from cases.forms.self_check import CheckRow
from cases.guide import checks, scoring
from cases.models import SelfCheckLine
from delegation.models import Officer
from gongshu_enforcement import timekeeper
from training.evaluation import comparing, draw, proposals
from training.models import Mark, Seat
from training.quarters import BadQuarter, Quarter

from .base import TrainingForm

Result = SelfCheckLine.Result
LARGEST_SEED = 999_999


class DrawForm(TrainingForm):
    """Quarter, number, seed."""

    submit = _("Draw")
    quarter = forms.CharField(
        label=_("Quarter of the year"), max_length=6, help_text=_("Written as 2026Q3; it must be over.")
    )
    per_street = forms.IntegerField(label=_("Dossiers per street"), min_value=1, max_value=20, initial=2)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_(
            "The same seed draws the same sample, so anybody can check the draw. It is kept and can't be changed: take "
            "the one proposed, or one drawn before witnesses."
        ),
    )

    def prepare(self) -> None:
        self.initial.setdefault("quarter", str(Quarter.of(timekeeper.today()).before))
        self.initial.setdefault("seed", secrets.randbelow(LARGEST_SEED))

    def clean_quarter(self) -> str:
        """A quarter as it is written."""
        try:
            return str(Quarter.parse(self.cleaned_data["quarter"]))
        except BadQuarter as error:
            raise forms.ValidationError(BadQuarter.message) from error


class ProposalRow(CheckRow):
    """One check with the software's proposal."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["result"].label = _("Finding")


class MarkForm(TrainingForm):
    """Every check of the table with what the software proposes."""

    page = "training/evaluation/mark.html"
    submit = _("Hand in the form")
    opinion = forms.CharField(
        label=_("Overall opinion"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    confirmed = forms.BooleanField(
        label=_("I have read the dossier and confirm the software's value wherever I entered no other"),
        help_text=_(
            "Once handed in the form can't be changed. The other evaluator doesn't see it before theirs is in."
        ),
    )

    def build_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        return [
            ProposalRow(data, prefix=f"check-{code}", found=one) for code, one in proposals.of(self.subject).items()
        ]

    def inputs(self) -> dict[str, Any]:
        """The answers the evaluator gave; the other checks stand as proposed."""
        rows = [row.value() for row in self.fixed_rows]
        return {"answers": [row for row in rows if row["result"]], "opinion": self.cleaned_data["opinion"]}

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The rows under the table's groups."""
        return [
            (str(label), [row for row in self.fixed_rows if row.check.group == group])
            for group, label in checks.GROUPS.items()
        ]

    def proposed(self) -> dict[str, Any]:
        """What the proposals come to, and how many checks wait for a person."""
        lines = [scoring.line(row.found, None) for row in self.fixed_rows]
        total = scoring.add_up(lines)
        return {"score": total.score, "vetoes": total.vetoes, "waiting": sum(not line.result for line in lines)}


class WordRow(RowForm):
    """One check on which the two evaluators differ."""

    result = forms.ChoiceField(label=_("Finding"), required=False, choices=[("", _("— choose —")), *Result.choices])
    deduction = forms.DecimalField(label=_("Points off"), max_digits=4, decimal_places=1, min_value=0, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, pairing: comparing.Pairing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pairing, self.check = pairing, checks.checks()[pairing.code]
        if self.check.veto:
            del self.fields["deduction"]

    def value(self) -> dict[str, Any]:
        """The answer as the verb takes it."""
        given = super().value()
        lost = given.get("deduction") or Decimal(0)
        return {"code": self.check.code, "result": given["result"], "deduction": str(lost), "reason": given["reason"]}


class ArbiterForm(TrainingForm):
    """The checks on which the two evaluators differ; who they are is not said."""

    page = "training/evaluation/arbiter.html"
    submit = _("Decide")
    opinion = forms.CharField(
        label=_("Overall opinion"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def build_rows(self) -> Iterable[RowForm]:
        marks = list(
            Mark.objects.filter(seat__dossier=self.subject, seat__ended_on=None)
            .exclude(seat__part=Seat.Part.ARBITER)
            .order_by("seat__part")
            .prefetch_related("lines")
        )
        self.marks, data = marks, self.data if self.is_bound else None
        pairs = comparing.pair(*marks) if len(marks) == 2 else []
        return [WordRow(data, prefix=f"check-{one.code}", pairing=one) for one in pairs if one.differs]

    def inputs(self) -> dict[str, Any]:
        """The arbiter's word on each check."""
        rows = [row.value() for row in self.fixed_rows]
        return {"answers": [row for row in rows if row["result"]], "opinion": self.cleaned_data["opinion"]}


class ReplaceForm(TrainingForm):
    """Which seat, who takes it, why."""

    submit = _("Replace the evaluator")
    part = forms.ChoiceField(label=_("Seat"), choices=Seat.Part.choices)
    officer = forms.ModelChoiceField(
        label=_("Replaced by"),
        queryset=Officer.objects.none(),
        help_text=_("A certified officer of a street that neither the dossier nor another evaluator comes from."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        seats = [seat for seat in self.subject.seats.select_related("officer") if seat.ended_on is None]
        open_ones = [seat for seat in seats if not hasattr(seat, "mark")]
        taken = {self.subject.street_id, *(seat.street_id for seat in seats)}
        apart = draw.acted_on(self.subject.drawn_case)
        fit = [
            one.pk
            for one in draw.evaluators(timekeeper.today())
            if one.user_id not in apart and one.street_id not in taken
        ]
        self.fields["part"].choices = [
            (seat.part, f"{seat.get_part_display()}：{seat.officer.name}") for seat in open_ones
        ]
        self.fields["officer"].queryset = Officer.objects.filter(pk__in=fit).select_related("street", "organ")


class PublishForm(TrainingForm):
    """Nothing to fill in."""

    submit = _("Publish the results")
    note = _(
        "Every street sees points, faults and reasons of its own dossiers, not who evaluated them. Its head may object "
        "within the days the setting gives."
    )


class CloseForm(TrainingForm):
    """A summary for the report."""

    submit = _("Make the results final")
    note = _("Points can't change after this. They appear on the display of the streets for the month of today.")
    summary = forms.CharField(
        label=_("Summary for the report"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was done well, what recurs, what the streets are asked to do."),
    )
