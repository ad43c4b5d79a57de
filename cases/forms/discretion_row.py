"""One violation of the discretion form: questions first, then circumstances, tier and fine (裁量)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import access, discretion
from cases.discretion import yuan as in_yuan
from cases.discretion.no_penalty import OF_PERSONS, YES_NO, capacities_by_age
from cases.discretion.similar import SHOWN, earlier_penalties
from cases.models import Case, HandlingUnit, Violation
from delegation.models import DiscretionFactor
from gongshu_enforcement.models import User

from .base import of
from .closing import money
from .discretion_fields import (
    ADVICE,
    FactorLine,
    QuestionFields,
    add_factor_fields,
    factors_from,
    factors_into,
    questions_from,
    questions_into,
)
from .drafts import ViolationForm

PENALTY = "penalty"
MOST = Decimal(10) ** 12


def yuan(amount: Decimal | None) -> str:
    """¥20,000"""
    return "" if amount is None else in_yuan(amount)


def amount_in(typed: Any) -> Decimal | None:
    """What somebody typed as yuan, nothing as zero; None where it is no amount that any fine could be."""
    try:
        amount = Decimal(str(typed or 0))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < MOST else None


@dataclass
class Surroundings:
    """What all rows of a form share, read once: circumstances that hold for the case, its evidence, cases beside it."""

    held: dict[str, DiscretionFactor]
    evidence: dict[str, str]
    units: dict[str, Violation]
    earlier: tuple[int, date | None]
    likes: dict[int, list[discretion.Like]]

    @classmethod
    def of(cls, case: Case, user: User, violations: Collection[Violation]) -> Surroundings:
        """Read for a case, its violations that stand, and a reader."""
        for violation in violations:
            violation.case = case
        return cls(
            discretion.known(case, target=case.target),
            discretion.evidence_of(case),
            discretion.units_beside(case),
            earlier_penalties(case),
            discretion.like_cases(violations, access.streets(user, f"view_{case.organ.code}")),
        )


@dataclass
class TierLine:
    """One tier as the page draws it: its radio button, span and recommendation."""

    button: Any
    span: discretion.TierRange
    recommended: Decimal
    leads: bool
    chosen: bool

    @property
    def plain(self) -> str:
        """The recommendation as a field takes it: 46000"""
        return f"{self.recommended:f}"


class ProposalRow(QuestionFields, ViolationForm):
    """The proposal on one violation. The questions come first; what they make out decides whether there is a penalty."""

    no_penalty = forms.ChoiceField(label=gettext_lazy("Proposal"), widget=forms.RadioSelect(attrs=ADVICE))
    education = of(
        Violation,
        "education",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed with every decision not to punish, and printed in it (CF 33(3))."),
    )
    tier = forms.ChoiceField(label=gettext_lazy("Discretion tier"), required=False, widget=forms.RadioSelect)
    fine = money(gettext_lazy("Proposed fine"), required=False)
    with_warning = of(Violation, "with_warning", required=False)
    departure_reason = of(
        Violation,
        "departure_reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Needed where the tier is not the one the circumstances lead to, or the fine lies outside the tier; every "
            "reviewer sees it."
        ),
    )
    mitigation_reason = of(
        Violation,
        "mitigation_reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Below the statutory minimum only with a circumstance of CF 30 to 32."),
    )
    further_penalty = of(
        Violation,
        "further_penalty",
        required=False,
        help_text=gettext_lazy(
            "These belong to the organ; on all but the stop of use the party may ask for a hearing (CF 63)."
        ),
    )
    further_penalty_text = of(Violation, "further_penalty_text", required=False)

    others = Decimal(0)  # the fines of the other violations, in yuan

    def __init__(self, *args: Any, around: Surroundings, **kwargs: Any) -> None:
        self.around = around
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.content = self.flat(self.content)
        add_factor_fields(self, self.around.held, self.around.evidence)
        self._ask()
        self.advice = discretion.recommend(self.violation, self._picked(), self.around.units)
        self._offer_tiers()
        violation, target = self.violation, self.violation.case.target
        ordered = violation.item.ordered_when_overdue(target, violation.is_overdue)
        if ordered and violation.case.handling_unit == HandlingUnit.ORGAN:
            self.fields["further_penalty"].initial = ordered
        if not ordered and not (self.advice.law and self.advice.law.minimum):
            del self.fields["mitigation_reason"]
        if not violation.item.may_warn(target, violation.is_overdue):
            del self.fields["with_warning"]

    def _ask(self) -> None:
        """The grounds that a party of this kind may have, and what the file says on the questions."""
        case = self.violation.case
        grounds = Violation.NoPenaltyReason.choices
        if case.target != "individual":
            del self.fields["capacity"]
            grounds = [pair for pair in grounds if pair[0] not in OF_PERSONS]
        else:
            self.fields["capacity"].initial = next(iter(capacities_by_age(case)), None)
        self.fields["no_penalty"].choices = [(PENALTY, _("A penalty is proposed")), *grounds]
        rechecks = [name for key, name in self.around.evidence.items() if key.startswith("recheck:")]
        self.fields["corrected"].help_text = rechecks[-1] if rechecks else _("No re-check is recorded yet.")
        count, last = self.around.earlier
        told = _("%(count)s earlier penalties of this party are on record, the last of %(day)s.")
        self.fields["first"].help_text = (
            told % {"count": count, "day": last.isoformat()} if count else _("No earlier penalty is on record here.")
        )

    def _offer_tiers(self) -> None:
        advice, fine, tiers = self.advice, self.fields["fine"], self.advice.tiers
        if advice.law is None:
            fine.help_text = _("No fine is possible at this stage.")
        else:
            told = {"low": yuan(advice.law.minimum), "high": yuan(advice.law.maximum)}
            fine.help_text = _("Statutory range %(low)s–%(high)s.") % told
        if not tiers:
            del self.fields["tier"]
            return
        field = self.fields["tier"]
        field.choices = [(tier.tier, tier.label) for tier in tiers]
        field.initial = advice.suggested
        fine.initial = format(self._first_fine(), "f")
        row = f"violation-{self.violation.pk}"
        field.widget.attrs |= ADVICE | {"data-fills": f"{row}-fine", "data-row": row}
        fine.widget.attrs |= ADVICE

    def _first_fine(self) -> Decimal:
        """The share of the linked unit's fine where it lies in the tier, else what is recommended."""
        linked, span = self.advice.linked, self.advice.tier(self.advice.suggested)
        if isinstance(linked, discretion.Linked) and span is not None and span.contains(linked.fine):
            return linked.fine
        return self.advice.recommended

    def _picked(self) -> list[discretion.Chosen]:
        """The circumstances as they stand in the form now."""
        if self.is_bound:
            ticked = [name for name in self.fields if name.startswith("factor_") and self.add_prefix(name) in self.data]
        else:
            ticked = [name for name in self.fields if name.startswith("factor_") and self.content.get(name)]
        return discretion.chosen(
            {"factors": [{"code": name.removeprefix("factor_")} for name in ticked]}, self.around.held
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("no_penalty") != PENALTY:
            return data
        if "tier" in self.fields and "tier" in data and not data["tier"]:
            self.add_error("tier", _("Choose the tier."))
        if data.get("further_penalty") and not data.get("further_penalty_text"):
            self.add_error("further_penalty_text", _("Say what exactly: which business, from when, until when."))
        if self.advice.law is not None and "fine" in data and data["fine"] is None:
            self.add_error("fine", _("Enter the fine in yuan."))
        return data

    # What is kept, and what the fields show of it
    def value(self) -> dict[str, Any]:
        return self._content(super().value())

    def raw(self) -> dict[str, Any]:
        return self._content(super().raw())

    def _content(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row as the chain approves it: answers and circumstances as structure, proposal and ground apart."""
        answer = row.pop("no_penalty", "") or ""
        punished = answer == PENALTY
        row |= {"questions": questions_from(row), "factors": factors_from(row)}
        row["proposal"] = "penalty" if punished else ("no_penalty" if answer else "")
        row["no_penalty_reason"] = "" if punished else answer
        if punished:
            row["education"] = ""
        elif answer:
            row |= {"fine": None, "tier": "", "with_warning": False, "factors": []}
            row |= {"further_penalty": "", "further_penalty_text": ""}
        return row

    def flat(self, content: dict[str, Any]) -> dict[str, Any]:
        shown = {**content, **questions_into(content.get("questions")), **factors_into(content.get("factors"))}
        if "no_penalty" not in content and content.get("proposal"):
            shown["no_penalty"] = content.get("no_penalty_reason") or PENALTY
        return shown

    # What the page draws
    @property
    def answers(self) -> discretion.Answers:
        """The answers as they stand in the form."""
        return discretion.Answers.of(questions_from({name: self._now(name) for name in QuestionFields.base_fields}))

    @property
    def all_answered(self) -> bool:
        """Whether every question has an answer; what they rest on may still come."""
        return not set(self.answers.missing(self.violation.case.target)) - {"reason"}

    def _now(self, name: str) -> Any:
        given = self[name].value() if name in self.fields else None
        return {"yes": True, "no": False}.get(given, given) if name in YES_NO else given

    @property
    def tier_now(self) -> str:
        """The tier as it stands in the form."""
        return str(self["tier"].value() or "") if "tier" in self.fields else ""

    @property
    def fine_now(self) -> Decimal | None:
        """The fine as it stands in the form; None where it is no amount."""
        return amount_in(self["fine"].value())

    @property
    def departs(self) -> bool:
        """Whether tier or fine as they stand need a reason."""
        fine = self.fine_now
        return fine is not None and bool(self.tier_now) and self.advice.departs(self.tier_now, fine)

    @property
    def chain(self) -> list[discretion.Step]:
        """The reasons for the tier as it stands in the form."""
        return self.advice.chain(self.tier_now, self.others)

    @property
    def tier_lines(self) -> list[TierLine]:
        """The tiers with their buttons."""
        if "tier" not in self.fields:
            return []
        return [
            TierLine(
                button,
                tier,
                self.advice.recommended_in(tier.tier),
                tier.tier == self.advice.suggested,
                tier.tier == self.tier_now,
            )
            for button, tier in zip(self["tier"], self.advice.tiers, strict=True)
        ]

    @property
    def factor_groups(self) -> list[dict[str, Any]]:
        """The circumstances in two groups: what lightens, what makes heavier."""
        lines = [
            FactorLine(factor, self[f"factor_{code}"], self[f"evidence_{code}"], self[f"note_{code}"])
            for code, factor in self.around.held.items()
            if f"factor_{code}" in self.fields
        ]
        lighter = [line for line in lines if line.factor.lightens]
        heavier = [line for line in lines if not line.factor.lightens]
        named = ((_("Circumstances that lighten"), lighter), (_("Circumstances that make it heavier"), heavier))
        return [
            {"legend": legend, "lines": of_kind, "open": any(line.tick.value() or line.errors for line in of_kind)}
            for legend, of_kind in named
        ]

    @property
    def likes_of_tier(self) -> list[discretion.Like]:
        """Like cases of the tier as it stands in the form."""
        codes = {one.factor.code for one in self.advice.chosen}
        return discretion.of_tier(self.around.likes.get(self.violation.pk, ()), self.tier_now, codes)

    @property
    def spread(self) -> discretion.Spread | None:
        """How the fines of those cases are spread."""
        return discretion.spread_of(self.likes_of_tier)

    @property
    def likes_shown(self) -> list[discretion.Like]:
        """The few that the page names."""
        return self.likes_of_tier[:SHOWN]

    @property
    def outside_the_spread(self) -> bool:
        """Whether the fine as it stands lies outside that of the like cases."""
        spread, fine = self.spread, self.fine_now
        return bool(fine) and discretion.enough(spread, self.violation) and not spread.contains(fine)
