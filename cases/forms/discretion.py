"""Submitting the discretion: penalty or none, tier, fine and reasons, per violation (裁量)."""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import discretion
from cases.models import Violation

from .base import of
from .closing import money
from .drafts import SubmitForm, ViolationForm

PENALTY = "penalty"


def yuan(amount: Decimal | None) -> str:
    """¥20,000"""
    return "" if amount is None else f"¥{amount:,.2f}".removesuffix(".00")


class ProposalRow(ViolationForm):
    """The proposal on one violation. The three questions of CF 33 come first and answer whether there is a penalty."""

    no_penalty = forms.ChoiceField(
        label=gettext_lazy("Does one of the three grounds of CF 33 apply?"),
        choices=[(PENALTY, gettext_lazy("None applies: a penalty is proposed")), *Violation.NoPenaltyReason.choices],
        widget=forms.RadioSelect,
    )
    tier = forms.ChoiceField(label=gettext_lazy("Discretion tier"), required=False, widget=forms.RadioSelect)
    fine = money(gettext_lazy("Proposed fine"), required=False)
    with_warning = of(Violation, "with_warning", required=False)
    further_penalty = of(
        Violation,
        "further_penalty",
        required=False,
        help_text=gettext_lazy(
            "Suspension of business and the like belong to the organ, and the party may ask for a hearing (CF 63)."
        ),
    )
    further_penalty_text = of(Violation, "further_penalty_text", required=False)
    factors = of(
        Violation,
        "factors",
        required=False,
        help_text=gettext_lazy("Fault, means, harm, remedy, repetition: what puts the case into this tier (CF 32–34)."),
    )
    departure_reason = of(
        Violation,
        "departure_reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where the fine lies outside the tier; every reviewer sees it."),
    )
    mitigation_reason = of(
        Violation,
        "mitigation_reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Below the statutory minimum only with a ground of CF 32."),
    )

    def prepare(self) -> None:
        self.advice = discretion.recommend(self.violation)
        self.similar = _spread(discretion.similar_cases(self.violation))
        self.fields["factors"].initial = self.violation.factors
        tiers = self.advice.tiers
        if tiers:
            self.fields["tier"].choices = [(tier.tier, _tier_label(tier)) for tier in tiers]
            usual = next((tier for tier in tiers if tier.tier == "normal"), tiers[0])
            self.fields["tier"].initial = usual.tier
            self.fields["fine"].initial = format(usual.recommended, "f")
            self.fields["fine"].help_text = _("Statutory range %(low)s–%(high)s.") % {
                "low": yuan(self.advice.minimum),
                "high": yuan(self.advice.maximum),
            }
            self.fields["tier"].widget.attrs["data-fills"] = f"violation-{self.violation.pk}-fine"
            self.fields["tier"].widget.attrs["data-amounts"] = " ".join(
                f"{tier.tier}:{tier.recommended:f}" for tier in tiers
            )
        else:
            del self.fields["tier"]
        if self.advice.minimum is None:
            self.fields["fine"].help_text = _("No fine is possible at this stage.")
        if not self.advice.minimum:
            del self.fields["mitigation_reason"]
        if not self.violation.item.warning_possible:
            del self.fields["with_warning"]
        if "no_penalty" not in self.content and self.content.get("proposal"):
            self.content = {**self.content, "no_penalty": self.content.get("no_penalty_reason") or PENALTY}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("no_penalty") != PENALTY:
            return data
        if "tier" in self.fields and "tier" in data and not data["tier"]:
            self.add_error("tier", _("Choose the tier."))
        if data.get("further_penalty") and not data.get("further_penalty_text"):
            self.add_error("further_penalty_text", _("Say what exactly: which business, from when, until when."))
        if self.advice.minimum is not None and "fine" in data and data["fine"] is None:
            self.add_error("fine", _("Enter the fine in yuan."))
        return data

    def value(self) -> dict[str, Any]:
        return self._content(super().value())

    def raw(self) -> dict[str, Any]:
        return self._content(super().raw())

    def _content(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row as the chain approves it: proposal and ground instead of the one question."""
        answer = row.pop("no_penalty", "") or ""
        punished = answer == PENALTY
        row["proposal"] = "penalty" if punished else ("no_penalty" if answer else "")
        row["no_penalty_reason"] = "" if punished else answer
        if answer and not punished:
            row |= {"fine": None, "tier": "", "with_warning": False, "further_penalty": "", "further_penalty_text": ""}
        return row


def _tier_label(tier: discretion.TierRange) -> str:
    derived = _(" (derived, not published)") if tier.derived else ""
    return _("%(name)s: %(low)s–%(high)s, middle %(middle)s%(derived)s") % {
        "name": tier.label,
        "low": yuan(tier.minimum),
        "high": yuan(tier.maximum),
        "middle": yuan(tier.recommended),
        "derived": derived,
    }


def _spread(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """How like cases ended: number, lowest, middle, highest."""
    fines = sorted(row["decided_fine"] for row in rows)
    if not fines:
        return None
    return {"count": len(fines), "low": yuan(fines[0]), "middle": yuan(median(fines)), "high": yuan(fines[-1])}


class SubmitDiscretionForm(SubmitForm):
    """A proposal for every violation that stands."""

    page = "cases/forms/discretion.html"
    submit_label = gettext_lazy("Submit for review")
    row_class = ProposalRow

    def prepare(self) -> None:
        super().prepare()
        case = self.case
        self.cap = None
        if case.handling_unit == "street" and case.agreement is not None:
            self.cap = case.agreement.cap_for(case.target)
        self.threshold = discretion.hearing_threshold(case)

    def violations(self) -> list[Violation]:
        return [row for row in super().violations() if row.finding == Violation.Finding.ESTABLISHED]

    @property
    def total(self) -> Decimal:
        """The fines as they stand in the form."""
        return sum((_amount(row) for row in self.fixed_rows), Decimal(0))

    @property
    def over_cap(self) -> bool:
        """Whether the total is above what the street may decide."""
        return self.cap is not None and self.total > self.cap

    @property
    def with_hearing(self) -> bool:
        """Whether the party may ask for a hearing at this total."""
        return discretion.needs_hearing(self.case, self.total)


def _amount(row: ProposalRow) -> Decimal:
    if row["no_penalty"].value() not in (None, "", PENALTY):
        return Decimal(0)
    try:
        return Decimal(str(row["fine"].value() or 0))
    except ArithmeticError:
        return Decimal(0)
