"""Inquest, samples, measures on the spot."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Inquest, OnSiteMeasure, Sampling

from .base import DatedForm, RowForm, RowSection, of
from .officers import OfficersForm
from .rows import section
from .times import TimedForm


class InquestForm(TimedForm):
    """An inquest of the scene (勘验笔录)."""

    submit_label = _("Record the inquest")

    place = of(Inquest, "place")
    weather = of(Inquest, "weather")
    party_present = of(Inquest, "party_present", help_text=_("Name and position."))
    party_phone = of(Inquest, "party_phone", required=False)
    invited = of(Inquest, "invited", required=False)
    certificates_shown = of(
        Inquest, "certificates_shown", required=False, label=_("The officers showed their certificates")
    )
    findings = of(
        Inquest, "findings", help_text=_("Position, measures, state of things, as they were; no conclusions of law.")
    )
    sketch = of(Inquest, "sketch", required=False, help_text=_("The sheets themselves are added as evidence."))
    refused_to_sign = of(Inquest, "refused_to_sign", required=False)

    fieldsets = [
        (_("When and where"), ["happened_on", "start_time", "end_time", "place", "weather"]),
        (_("Who was there"), ["party_present", "party_phone", "invited", "certificates_shown"]),
        (_("What the inquest found"), ["findings", "sketch", "refused_to_sign"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["place"].initial = self.case.place or self.case.party.address
        self.fields["party_phone"].initial = self.case.party.phone


class SampleRow(RowForm):
    """One sample."""

    name = forms.CharField(label=_("name of the thing"), max_length=80)
    specification = forms.CharField(label=_("type or specification, batch"), max_length=80, required=False)
    quantity = forms.CharField(label=_("quantity and unit"), max_length=30)


class SamplingForm(TimedForm):
    """Samples taken (抽样取证凭证)."""

    submit_label = _("Record the samples")

    place = of(Sampling, "place")
    contact_name = of(Sampling, "contact_name")
    contact_phone = of(Sampling, "contact_phone", required=False)
    refused_to_sign = of(Sampling, "refused_to_sign", required=False)

    fieldsets = [
        (_("When and where"), ["happened_on", "start_time", "end_time", "place"]),
        (_("On site"), ["contact_name", "contact_phone", "refused_to_sign"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["place"].initial = self.case.place or self.case.party.address
        self.fields["contact_name"].initial = self.case.party.representative
        self.fields["contact_phone"].initial = self.case.party.phone

    def build_sections(self) -> Iterable[RowSection]:
        yield section(self, "items", SampleRow, _("Samples"), _("Add a sample"))


class DangerRow(RowForm):
    """One danger found, and the provision it offends."""

    text = forms.CharField(label=_("danger found"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    provision = forms.CharField(label=_("provision"), max_length=200, required=False)


class OnSiteMeasureForm(OfficersForm, DatedForm):
    """A decision on measures on the spot (现场处理措施决定书)."""

    submit_label = _("Issue the decision")

    kind = of(OnSiteMeasure, "kind", widget=forms.RadioSelect)
    danger = of(
        OnSiteMeasure,
        "danger",
        required=False,
        help_text=_("Only for a stop: why safety can't be guaranteed before or while the danger is removed."),
    )
    measures = of(OnSiteMeasure, "measures", help_text=_("One measure a line, as it is to be carried out."))
    refused_to_sign = of(OnSiteMeasure, "refused_to_sign", required=False)

    fieldsets = [
        (_("The decision"), ["happened_on", "kind", "danger", "measures", "refused_to_sign"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["kind"].choices = [pair for pair in self.fields["kind"].choices if pair[0]]

    def build_sections(self) -> Iterable[RowSection]:
        yield section(self, "problems", DangerRow, _("Dangers found"), _("Add a danger"))
