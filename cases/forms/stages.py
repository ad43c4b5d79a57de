"""Submitting filing, the investigation, and the closing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import ending, limitation
from cases.ending import Ground
from gongshu_enforcement import timekeeper

from .drafts import SubmitForm


class SubmitFilingForm(SubmitForm):
    """To file, or not to file with the reason (立案)."""

    submit_label = gettext_lazy("Submit for review")

    proposal = forms.ChoiceField(
        label=gettext_lazy("Proposal"),
        choices=[("file", gettext_lazy("File the case")), ("not_file", gettext_lazy("Do not file"))],
        initial="file",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for not filing"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    harm_done = forms.BooleanField(
        label=gettext_lazy("Life or health was concerned, and harm was done"),
        required=False,
        help_text=gettext_lazy("The usual limitation is over; only then does the longer one count (CF 36(1))."),
    )
    harm_grounds = forms.CharField(
        label=gettext_lazy("What harm was done, and what shows it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        super().prepare()
        if not self._usual_limitation_is_over():
            del self.fields["harm_done"], self.fields["harm_grounds"]

    def _usual_limitation_is_over(self) -> bool:
        """Asked only where it matters: nearly every act is found within the usual years."""
        case, today = self.case, timekeeper.today()
        if case.act_ended_on is None or case.reopens_id:
            return False
        items = [row.item for row in case.violations.select_related("item")]
        years = limitation.years(items, on=today, organ=case.organ.code, harm=False)
        return today > limitation.last_day(case.act_ended_on, years)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("proposal") == "not_file" and not data.get("reason"):
            self.add_error("reason", _("Say why the case is not filed."))
        if data.get("harm_done") and not data.get("harm_grounds"):
            self.add_error("harm_grounds", _("State the harm and its evidence."))
        if data.get("harm_grounds") and not data.get("harm_done"):
            self.add_error("harm_done", _("Tick it, or leave the grounds empty."))
        return data

    def checklist_inputs(self) -> dict[str, Any]:
        if self._finished:
            return super().checklist_inputs()
        return {name: self.content.get(name, "") for name in ("opinion", "harm_done", "harm_grounds")}


class SubmitInterviewForm(SubmitForm):
    """Records and evidence are complete (笔录)."""

    page = "cases/forms/submit_interview.html"
    submit_label = gettext_lazy("Submit for review")

    summary = forms.CharField(
        label=gettext_lazy("Summary of the investigation"),
        widget=forms.Textarea,
        max_length=8000,
        help_text=gettext_lazy("What was done, what the evidence proves, what the party says."),
    )


class SubmitClosureForm(SubmitForm):
    """The closing report (结案)."""

    page = "cases/forms/submit_closure.html"
    submit_label = gettext_lazy("Submit for review")

    execution = forms.CharField(
        label=gettext_lazy("How the decision was carried out"), widget=forms.Textarea, max_length=4000
    )
    ended_ground = forms.ChoiceField(
        label=gettext_lazy("Ended without all of the money"),
        choices=[("", "---------"), *Ground.choices],
        required=False,
        help_text=gettext_lazy("Only where no more will come; what the file can show of it is checked."),
    )
    ended_reason = forms.CharField(
        label=gettext_lazy("Why the execution ended"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("The facts and the papers they rest on; printed on the closing form."),
    )

    def prepare(self) -> None:
        super().prepare()
        if "execution" not in self.content:
            self.fields["execution"].initial = self._suggestion()
        if not ending.money_is_due(self.case):
            del self.fields["ended_ground"], self.fields["ended_reason"]
        elif "ended_ground" not in self.content:
            self.fields["ended_ground"].initial = ending.likely_ground(self.case, timekeeper.today())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ended_reason") and not data.get("ended_ground"):
            self.add_error("ended_ground", _("Choose the ground, or leave the reason empty."))
        return data

    def _suggestion(self) -> str:
        """A first sentence from the payments; Chinese, as it is printed."""
        payments = list(self.case.payments.all())
        if not self.case.total_fine:
            return "本案不涉及罚款。" if self.case.outcome != "penalty" else ""
        if not payments:
            return ""
        paid = sum((payment.amount for payment in payments), Decimal(0))
        last = payments[-1]
        return f"当事人于{last.paid_on.year}年{last.paid_on.month}月{last.paid_on.day}日缴纳罚款，累计{paid.normalize():f}元，凭证号{last.voucher}。"
