"""The record of an on-site inspection (现场检查)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Inspection

from .base import of
from .times import TimedForm


class InspectionForm(TimedForm):
    """Plan, notice and record are issued from it (JCFA, XCTZ, JCJL)."""

    submit_label = _("Record the inspection")

    place = of(Inspection, "place")
    scope = of(Inspection, "scope", widget=forms.Textarea(attrs={"rows": 3}))
    method = of(Inspection, "method", help_text=_("Say, looking at the premises and at papers, asking people."))
    contact_name = of(Inspection, "contact_name")
    contact_title = of(Inspection, "contact_title", label=_("Position on site"), required=False)
    contact_phone = of(Inspection, "contact_phone", required=False)
    certificates_shown = of(
        Inspection,
        "certificates_shown",
        required=False,
        label=_("The officers showed their certificates"),
        help_text=_("CF 55(1), Work Safety Law 67(2)."),
    )
    findings = of(Inspection, "findings", help_text=_("Place, time, extent, item by item; no conclusions of law."))
    refused_to_sign = of(
        Inspection,
        "refused_to_sign",
        required=False,
        help_text=_("Only where somebody refused; two officers sign then."),
    )
    task_source = of(Inspection, "task_source", help_text=_("Say, the yearly inspection plan, a report, a lead."))
    basis = of(Inspection, "basis", help_text=_("The provision the inspection rests on."))
    approved_by = of(Inspection, "approved_by", help_text=_("Who approved the inspection plan."))
    approved_on = of(Inspection, "approved_on")
    industry = of(Inspection, "industry", required=False)

    fieldsets = [
        (_("When and where"), ["happened_on", "start_time", "end_time", "place"]),
        (_("On site"), ["contact_name", "contact_title", "contact_phone", "certificates_shown"]),
        (_("What was inspected and found"), ["scope", "method", "findings", "refused_to_sign"]),
        (_("The plan"), ["task_source", "basis", "approved_by", "approved_on", "industry"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].initial = self.case.found_on
        self.fields["approved_on"].initial = self.case.found_on
        self.fields["place"].initial = self.case.place or self.case.party.address
        self.fields["contact_name"].initial = self.case.party.representative
        self.fields["contact_phone"].initial = self.case.party.phone
        self.fields["findings"].initial = self.case.facts
        safety = self.case.organ.code == "emergency"
        self.fields["basis"].initial = (
            "《中华人民共和国安全生产法》第六十五条" if safety else "《中华人民共和国消防法》第五十三条"
        )
        self.fields["method"].initial = "现场查看、查阅资料、询问有关人员"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        approved, day = data.get("approved_on"), data.get("happened_on")
        if approved and day and approved > day:
            self.add_error("approved_on", _("The plan is approved before the inspection."))
        return data
