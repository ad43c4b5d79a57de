"""The form filled in on site (当场处罚), and the short forms of what follows it (报备、缴付、更正)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import clock
from cases.models import OnSiteDecision, SummaryCorrection
from delegation.models import Item
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.errors import Finding

from .base import ActionForm, DatedForm, RowForm, RowSection, of
from .closing import money
from .evidence import ManyFilesField
from .filing import OpenCaseForm
from .items import ItemField, ViolationRows, grouped, items_for

Group = tuple[Any, list[str]]


class OnSiteRow(RowForm):
    """One violation with its penalty."""

    def __init__(self, *args: Any, items: list[Item], choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = ItemField(items, choices=choices, label=gettext_lazy("Item violated"))
        self.fields["fine"] = money(gettext_lazy("Fine"), required=False)
        self.fields["with_warning"] = forms.BooleanField(label=gettext_lazy("With a warning"), required=False)
        self.fields["is_overdue"] = forms.BooleanField(
            label=gettext_lazy("An earlier order to correct was not obeyed"), required=False
        )


def _violations(data: Any, items: list[Item]) -> ViolationRows:
    factory = forms.formset_factory(
        OnSiteRow, formset=ViolationRows, extra=1, can_delete=True, max_num=5, absolute_max=8
    )
    return factory(data, prefix="violations", form_kwargs={"items": items, "choices": grouped(items)})


class OnSiteForm(OpenCaseForm):
    """One form on the spot: who, what, told, heard, decided, delivered, paid. `subject` is the street."""

    page = "cases/new_on_site.html"
    submit_label = gettext_lazy("Decide and deliver")
    places = {**OpenCaseForm.places, "order_reference": "order_reference"}
    from_query = ()
    tail = ()
    linked_case = None
    act_ended_on = None

    found_time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}))
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What shows it: photos, papers seen, what the party said (CF 46)."),
    )
    photos = ManyFilesField(kinds=frozenset({"image"}), label=gettext_lazy("Photos"), required=False)
    certificates_shown = of(OnSiteDecision, "certificates_shown", required=False)
    told = of(OnSiteDecision, "told", required=False)
    rights_told = of(OnSiteDecision, "rights_told", required=False)
    heard = of(OnSiteDecision, "heard", widget=forms.RadioSelect)
    defence = of(OnSiteDecision, "defence", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    answer = of(OnSiteDecision, "answer", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    accepted = of(OnSiteDecision, "accepted", required=False)
    waiver_checked = of(OnSiteDecision, "waiver_checked", required=False)
    clear_reason = of(OnSiteDecision, "clear_reason", widget=forms.Textarea(attrs={"rows": 2}))
    corrected = of(OnSiteDecision, "corrected", required=False)
    correct_by = forms.DateField(label=gettext_lazy("To be corrected by"), required=False)
    order_reference = of(OnSiteDecision, "order_reference", required=False)
    collection = of(OnSiteDecision, "collection", widget=forms.RadioSelect)
    collection_reason = of(OnSiteDecision, "collection_reason", required=False)
    receipt_number = of(OnSiteDecision, "receipt_number", required=False)
    received = of(OnSiteDecision, "received", widget=forms.RadioSelect)
    refusal = of(OnSiteDecision, "refusal", required=False)

    after: tuple[Group, ...] = (
        (
            gettext_lazy("Told and heard, before deciding"),
            ["certificates_shown", "told", "rights_told", "heard", "defence", "answer", "accepted"],
        ),
        (
            gettext_lazy("Why decided on site"),
            ["clear_reason", "waiver_checked", "order_reference", "corrected", "correct_by"],
        ),
        (
            gettext_lazy("Payment and delivery"),
            ["collection", "collection_reason", "receipt_number", "received", "refusal", "second_officer"],
        ),
    )

    @property
    def fieldsets(self) -> list[Group]:
        """What stands above the violations."""
        where = ["found_on", "found_time", "place", "source", "facts", "evidence", "photos"]
        return [*self.party_fieldsets, (gettext_lazy("What was found"), where), (gettext_lazy("Catalogue"), ["organ"])]

    def prepare(self) -> None:
        super().prepare()
        now = timekeeper.now().astimezone(timekeeper.SHANGHAI)
        self.fields["found_time"].initial = now.strftime("%H:%M")
        self.fields["place"].required = True
        self.fields["heard"].choices = OnSiteDecision.Heard.choices
        self.fields["collection"].choices = OnSiteDecision.Collection.choices
        self.fields["received"].choices = OnSiteDecision.Received.choices
        self.fields["certificates_shown"].help_text = _("CF 42(1), 52(1): both officers show theirs.")
        self.fields["told"].help_text = _("Orally, before the decision (CF 44).")
        self.fields["defence"].help_text = _("Heard and checked; it never makes the penalty heavier (CF 45).")
        self.fields["receipt_number"].help_text = _("Only where money is collected on the spot (CF 70).")
        self.fields["collection_reason"].help_text = _("Needed unless it is paid at the bank or a small amount.")
        for name, when in (("defence", "made"), ("answer", "made"), ("accepted", "made")):
            self.fields[name].widget.attrs |= {"data-when": "heard", "data-when-value": when}
        self.fields["refusal"].widget.attrs |= {"data-when": "received", "data-when-value": "refused"}
        self.limits = {kind: legal_settings.value(f"summary_limit_{kind}") for kind in ("unit", "individual")}

    def after_groups(self) -> list[dict[str, Any]]:
        """What stands below the violations."""
        return [
            {"legend": legend, "fields": [self[name] for name in names if name in self.fields]}
            for legend, names in self.after
        ]

    def head_groups(self) -> list[dict[str, Any]]:
        below = {name for _legend, names in self.after for name in names}
        drawn = super().head_groups()
        kept = ({**group, "fields": [one for one in group["fields"] if one.name not in below]} for group in drawn)
        return [group for group in kept if group["fields"]]

    def build_sections(self) -> Iterable[RowSection]:
        items = items_for(self.subject, self.organs, timekeeper.today(), by_street=self.by_street)
        yield RowSection(
            "violations",
            _violations(self.data if self.is_bound else None, items),
            gettext_lazy("Violations and penalty"),
            gettext_lazy("Add a violation"),
            _("Up to %(unit)s yuan for a unit, %(citizen)s for a citizen in one decision, or a warning (CF 51).")
            % {"unit": self.limits["unit"], "citizen": self.limits["individual"]},
        )

    def place_of(self, finding: Finding) -> tuple[forms.Form | None, str]:
        """Findings on fine, warning and overdue stand beside the first violation."""
        if finding.field in ("fine", "with_warning", "is_overdue") and self.row_sections:
            return self.row_sections[0].formset.forms[0], finding.field
        return super().place_of(finding)

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish({**data, "linked_case": None})
        del data["linked_to"]
        data["photos"] = data.get("photos") or []
        if data["heard"] != OnSiteDecision.Heard.MADE:
            data |= {"defence": "", "answer": "", "accepted": False}
        if data["received"] != OnSiteDecision.Received.REFUSED:
            data["refusal"] = ""
        for row in data["violations"]:
            row["fine"] = row["fine"] or 0
        return data


class ReportForm(ActionForm):
    """Report the decision to the organ for its record (CF 52(3))."""

    submit_label = gettext_lazy("Report it")

    report_note = of(OnSiteDecision, "report_note", required=False)

    def prepare(self) -> None:
        super().prepare()
        if self.case.is_summary:
            limit = clock.limit_of(self.case, "report_summary")
            if limit and limit.due_on:
                due = limit.due_on.isoformat()
                self.fields["report_note"].help_text = _("Due by %(day)s; where it is late, say why.") % {"day": due}


class HandInForm(DatedForm):
    """The officers handed the money to the organ."""

    submit_label = gettext_lazy("Record it")

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = _("Handed in on")
        if self.case.is_summary:
            limit = clock.limit_of(self.case, "hand_in")
            if limit and limit.due_on:
                due = limit.due_on.isoformat()
                self.fields["happened_on"].help_text = _("Within two working days, by %(day)s (CF 71).") % {"day": due}


class BankForm(DatedForm):
    """The organ paid the money in at the bank."""

    submit_label = gettext_lazy("Record it")

    bank_voucher = of(OnSiteDecision, "bank_voucher", required=True)

    def prepare(self) -> None:
        super().prepare()
        self.fields["bank_voucher"].required = True
        self.fields["happened_on"].label = _("Paid in on")


class CorrectionForm(DatedForm):
    """What was put right after the organ's check."""

    submit_label = gettext_lazy("Record the correction")

    measure = of(SummaryCorrection, "measure")

    def prepare(self) -> None:
        from cases.actions.summary import finding_to_correct

        super().prepare()
        finding = finding_to_correct(self.case)
        self.fields["happened_on"].label = _("Corrected on")
        if finding is not None:
            self.fields["measure"].help_text = _("The organ's finding: %(finding)s") % {"finding": finding.opinion}
