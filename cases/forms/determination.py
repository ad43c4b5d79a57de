"""Submitting the determination: a finding with facts and evidence for every violation (确定案由)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, HandlingUnit, Violation

from .base import RowForm, of
from .drafts import SubmitForm, ViolationForm
from .items import ItemField, items_for


class FindingRow(ViolationForm):
    """What was found on one violation."""

    finding = forms.ChoiceField(
        label=gettext_lazy("Finding"), choices=Violation.Finding.choices, widget=forms.RadioSelect
    )
    found_facts = of(Violation, "found_facts", required=False)
    evidence = of(
        Violation,
        "evidence",
        required=False,
        help_text=gettext_lazy("Each fact with the evidence that proves it (CF 40)."),
    )
    is_overdue = of(
        Violation,
        "is_overdue",
        required=False,
        help_text=gettext_lazy("Needs a re-check that found the order not obeyed."),
    )
    rests_on = forms.ChoiceField(
        label=gettext_lazy("Order that was not obeyed"),
        required=False,
        help_text=gettext_lazy("Where not corrected in time: the problem of the order that was about this violation."),
    )

    provision = forms.ChoiceField(
        label=gettext_lazy("Provision violated"),
        required=False,
        help_text=gettext_lazy("Cite article, paragraph and item exactly; the decision prints it."),
    )
    alternative_range = of(Violation, "alternative_range", required=False)

    def prepare(self) -> None:
        violation, case = self.violation, self.violation.case
        self.fields["provision"].choices = [(citation(text), text) for text in violation.item.provision_choices]
        self.fields["provision"].initial = violation.violated_provision
        if violation.item.alt_basis:
            self.fields["alternative_range"].label = violation.item.alt_basis
            self.fields["alternative_range"].initial = violation.alternative_range
        else:
            del self.fields["alternative_range"]
        self.fields["finding"].initial = violation.finding or None
        self.fields["found_facts"].initial = violation.found_facts or violation.facts or case.facts
        self.fields["evidence"].initial = violation.evidence or proofs(case)
        self.fields["is_overdue"].initial = violation.is_overdue
        self._offer_orders(case)

    def _offer_orders(self, case: Case) -> None:
        """Asked only where there are several violations: a single one leaves no doubt what was to be corrected."""
        disobeyed = dict.fromkeys(case.disobeyed()) if case.violations.count() > 1 else ()
        if not disobeyed:
            del self.fields["rests_on"]
            return
        self.fields["rests_on"].choices = [("", _("— none —")), *((text, text) for text in disobeyed)]

    def offer_items(self, items: list[Any]) -> None:
        """Offer the other items the finding may change to."""
        others = [item for item in items if item.pk != self.violation.item_id]
        self.fields["item"] = ItemField(
            others,
            empty=gettext_lazy("Keep the item"),
            label=gettext_lazy("Change the item to"),
            required=False,
            help_text=gettext_lazy("Not delegated: hand the case over. Of the other organ: propose to transfer it."),
        )
        if self.content.get("item"):
            self.fields["item"].initial = self.content["item"]

    def value(self) -> dict[str, Any]:
        row = super().value()
        item = row.pop("item", None)
        return {**row, "item": item.pk} if item is not None else row

    def raw(self) -> dict[str, Any]:
        row = super().raw()
        item = row.pop("item", None)
        return {**row, "item": getattr(item, "pk", item)} if item else row


def citation(text: str) -> str:
    """A provision as it is printed, without the closing remark on when it applies."""
    return re.sub("（[^（）]*）$", "", text)


def proofs(case: Any) -> str:
    """The evidence there is, numbered, as a first text; Chinese, as it is printed."""
    lines = [f"现场检查记录（{row.happened_on:%Y-%m-%d}）" for row in case.inspections.all()]
    lines += [f"{row.name}的询问笔录（{row.happened_on:%Y-%m-%d}）" for row in case.interviews.all()]
    lines += [f"{row.title}（{row.proves}）" for row in case.evidence.filter(withdrawn_at=None)]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


class SubmitDeterminationForm(SubmitForm):
    """A finding for every violation."""

    submit_label = gettext_lazy("Submit for review")
    row_class = FindingRow

    def build_fixed_rows(self) -> list[RowForm]:
        rows = super().build_fixed_rows()
        case = self.case
        by_street = case.handling_unit == HandlingUnit.STREET
        items = items_for(case.street, [case.organ], case.statutory_day(), by_street=by_street)
        fitting = [
            item for item in items if item.subject in ("both", case.target) or item.fine_range(case.target, True)
        ]
        for row in rows:
            row.offer_items(fitting)
        return rows

    def cross_check(self) -> None:
        seen: set[int] = set()
        for row in self.fixed_rows:
            item = row.cleaned_data.get("item")
            pk = item.pk if item else row.violation.item_id
            if pk in seen:
                row.add_error("item", _("This item already stands in the case."))
            seen.add(pk)
