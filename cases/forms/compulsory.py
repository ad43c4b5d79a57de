"""Compulsory measures: sealing and seizing, stopping a supply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import OnSiteMeasure, Seizure, SupplyStop
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.timekeeper import SHANGHAI

from .base import ActionForm, RowForm, RowSection, of
from .drafts import opinion_field
from .rows import section
from .sideways import area


class SeizedRow(RowForm):
    """One thing on the list (查封扣押清单)."""

    name = forms.CharField(label=gettext_lazy("name of the thing"), max_length=80)
    specification = forms.CharField(label=gettext_lazy("type, specification or address"), max_length=80, required=False)
    quantity = forms.CharField(label=gettext_lazy("quantity or area"), max_length=20)
    unit = forms.CharField(label=gettext_lazy("unit of count"), max_length=10)
    remark = forms.CharField(label=gettext_lazy("remark"), max_length=100, required=False)

    def has_changed(self) -> bool:
        """A row carried over from a returned request counts as filled in."""
        return bool(self.initial) or super().has_changed()


class Asking(ActionForm):
    """A request that was returned comes back with what it said."""

    submit_label = gettext_lazy("Ask for approval")
    kind = "measure"
    act = ""

    def prepare(self) -> None:
        from cases.actions._case import draft_of

        super().prepare()
        draft = draft_of(self.case, self.kind, self.case.stage)
        content = draft.content if draft else {}
        self.content: dict[str, Any] = content if content.get("act", "") == self.act else {}
        self.initial |= {name: value for name, value in self.content.items() if name in self.fields}


class SeizureForm(Asking):
    """What is to be sealed or seized, why, on what provision, until when."""

    act = "begin"
    tail = ("place", "ends_on", "opinion")
    tail_legend = gettext_lazy("Keeping, period, opinion")

    manner = of(Seizure, "way", widget=forms.RadioSelect)
    reason = of(Seizure, "reason")
    basis = of(
        Seizure,
        "basis",
        help_text=gettext_lazy("A statute or regulation; without one there is no measure (Compulsion Law 10)."),
    )
    place = of(Seizure, "place")
    ends_on = of(Seizure, "until")
    opinion = opinion_field()

    def prepare(self) -> None:
        super().prepare()
        self.fields["manner"].choices = [pair for pair in self.fields["manner"].choices if pair[0]]
        if self.case.organ.code == "emergency":
            self.fields["basis"].initial = "《中华人民共和国安全生产法》第六十五条第一款第四项"
        days = legal_settings.value("seizure_days", on=timekeeper.today(), organ=self.case.organ.code)
        self.fields["ends_on"].help_text = _("At most %(days)s days from the decision.") % {"days": days}
        self.fields["ends_on"].initial = timekeeper.today() + timedelta(days=days)

    def build_sections(self) -> Iterable[RowSection]:
        hint = gettext_lazy("Only what has to do with the case; never what a family needs to live.")
        legend, add = gettext_lazy("Premises, equipment, things"), gettext_lazy("Add a thing")
        yield section(self, "items", SeizedRow, legend, add, hint=hint, initial=self.content.get("items"))


class SeizureField(forms.ModelChoiceField):
    """What is sealed or seized and not decided on."""

    def label_from_instance(self, row: Seizure) -> str:
        """Day, things, end of the period."""
        things = "、".join(item["name"] for item in row.items)
        return _("%(day)s · %(things)s · until %(until)s") % {
            "day": row.begun_on.isoformat(),
            "things": things[:40],
            "until": row.until.isoformat(),
        }


class AboutSeizure(Asking):
    """For acts on one of the case's seizures."""

    seizure = SeizureField(queryset=Seizure.objects.none(), label=gettext_lazy("Sealing or seizure"))

    def prepare(self) -> None:
        super().prepare()
        pending = self.case.seizures.filter(ended_on=None)
        self.fields["seizure"].queryset = pending
        if len(pending) == 1:
            self.fields["seizure"].initial = pending[0].pk


class ExtendSeizureForm(AboutSeizure):
    """More time, once (强制法 25)."""

    act = "extend"

    extended_to = forms.DateField(label=gettext_lazy("Extended until"))
    reason = area(gettext_lazy("Why the case is complex"))
    opinion = opinion_field()


class DisposeSeizureForm(AboutSeizure):
    """What becomes of it (强制法 27, 28)."""

    act = "dispose"

    outcome = of(Seizure, "outcome", widget=forms.RadioSelect, required=True)
    basis = forms.CharField(
        label=gettext_lazy("provision it rests on"),
        max_length=200,
        initial="《中华人民共和国行政强制法》第二十七条、第二十八条",
    )
    disposal_text = of(Seizure, "disposal_text", required=True)
    opinion = opinion_field()

    def prepare(self) -> None:
        super().prepare()
        for name in ("outcome", "disposal_text"):
            self.fields[name].required = True
        self.fields["outcome"].choices = [pair for pair in self.fields["outcome"].choices if pair[0]]


class StopOrderField(forms.ModelChoiceField):
    """The orders to stop that the party defies."""

    def label_from_instance(self, row: OnSiteMeasure) -> str:
        """Number and day."""
        return f"{row.document.number if row.document else ''} · {row.ordered_on.isoformat()}"


class SupplyStopForm(Asking):
    """Power or explosives are to be cut off (安全法 70)."""

    kind = "supply"
    places = {"stop_at": "stop_time"}

    order = StopOrderField(queryset=OnSiteMeasure.objects.none(), label=gettext_lazy("Order to stop that is defied"))
    what = of(SupplyStop, "what", widget=forms.RadioSelect)
    supplier = of(SupplyStop, "supplier")
    hazard = of(SupplyStop, "hazard", help_text=gettext_lazy("How the order is defied, and what accident threatens."))
    stop_on = forms.DateField(label=gettext_lazy("Supply stops on"))
    stop_time = forms.TimeField(label=gettext_lazy("At"))
    urgent = forms.BooleanField(
        label=gettext_lazy("Safety is in urgent danger: no notice of 24 hours"),
        required=False,
        help_text=gettext_lazy("Work Safety Law 70(2)"),
    )
    opinion = opinion_field()

    def prepare(self) -> None:
        super().prepare()
        orders = self.case.on_site_measures.filter(kind="stop").select_related("document")
        self.fields["order"].queryset = orders
        if len(orders) == 1:
            self.fields["order"].initial = orders[0].pk
        self.fields["what"].choices = [pair for pair in self.fields["what"].choices if pair[0]]
        if self.content:
            at = datetime.fromisoformat(self.content["stop_at"]).astimezone(SHANGHAI)
            self.initial |= {"stop_on": at.date(), "stop_time": at.time()}

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["stop_at"] = datetime.combine(data.pop("stop_on"), data.pop("stop_time"), SHANGHAI)
        return data


class StopField(forms.ModelChoiceField):
    """Supplies that are cut off."""

    def label_from_instance(self, row: SupplyStop) -> str:
        """Supply, supplier, since when."""
        return f"{row.get_what_display()} · {row.supplier} · {row.stop_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


class RestoreForm(ActionForm):
    """The party obeyed; the supplier is told to restore."""

    submit_label = gettext_lazy("Issue the notice")

    stop = StopField(queryset=SupplyStop.objects.none(), label=gettext_lazy("Supply cut off"))
    performed_on = forms.DateField(label=gettext_lazy("Order obeyed on"))
    restore_on = forms.DateField(label=gettext_lazy("Supply restored from"))
    restore_time = forms.TimeField(label=gettext_lazy("At"))

    def prepare(self) -> None:
        super().prepare()
        open_ones = self.case.supply_stops.filter(restored_at=None)
        self.fields["stop"].queryset = open_ones
        if len(open_ones) == 1:
            self.fields["stop"].initial = open_ones[0].pk
        self.fields["performed_on"].initial = self.fields["restore_on"].initial = timekeeper.today()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("performed_on") and data["performed_on"] > timekeeper.today():
            self.add_error("performed_on", _("This day lies in the future."))
        return data

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["restored_at"] = datetime.combine(data.pop("restore_on"), data.pop("restore_time"), SHANGHAI)
        return data
