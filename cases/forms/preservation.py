"""Asking to preserve evidence, and to dispose of it (先行登记保存, 处罚法 56)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Preservation, PreservedItem
from gongshu_enforcement import timekeeper
from gongshu_enforcement.timekeeper import SHANGHAI

from .base import ActionForm, RowForm, RowSection, of
from .drafts import opinion_field
from .rows import AtLeastOne


class ItemRow(RowForm):
    """One thing on the list."""

    name = of(PreservedItem, "name")
    quantity = of(PreservedItem, "quantity", min_value=0)
    unit = of(PreservedItem, "unit", help_text=gettext_lazy("Piece, set, volume …"))
    quality = of(PreservedItem, "quality", help_text=gettext_lazy("As found: new, used, damaged …"))
    model = of(PreservedItem, "model", required=False)
    origin = of(PreservedItem, "origin", required=False)
    price = of(PreservedItem, "price", required=False)
    remark = of(PreservedItem, "remark", required=False)

    def has_changed(self) -> bool:
        """A row carried over from a returned request counts as filled in."""
        return bool(self.initial) or super().has_changed()

    def clean_quantity(self) -> Any:
        """More than nothing."""
        quantity = self.cleaned_data["quantity"]
        if quantity is not None and quantity <= 0:
            raise forms.ValidationError(_("The quantity must be more than zero."))
        return quantity


class AboutEvidence(ActionForm):
    """A request that was returned comes back with what it said."""

    kind = "preservation"
    act = ""

    def prepare(self) -> None:
        from cases.actions._case import draft_of

        super().prepare()
        draft = draft_of(self.case, self.kind, self.case.stage)
        content = draft.content if draft else {}
        self.content: dict[str, Any] = content if content.get("act") == self.act else {}
        self.initial |= {name: value for name, value in self.content.items() if name in self.fields}


class PreservationForm(AboutEvidence):
    """What is to be registered and kept, why, where and by whom."""

    act = "preserve"
    submit_label = gettext_lazy("Ask for approval")
    places = {"appear_at": "appear_on"}
    tail = ("keeping", "place", "keeper", "appear_on", "appear_time", "appear_place")
    tail_legend = gettext_lazy("Keeping and disposal")

    ground = of(Preservation, "ground", widget=forms.RadioSelect)
    reason = of(
        Preservation,
        "reason",
        help_text=gettext_lazy(
            "Why it may be lost or hard to obtain later; the deputy director decides at once (CF 56)."
        ),
    )
    urgent = of(Preservation, "urgent", required=False)
    keeping = of(Preservation, "keeping", widget=forms.RadioSelect)
    place = of(Preservation, "place")
    keeper = of(Preservation, "keeper")
    appear_on = forms.DateField(label=gettext_lazy("The party comes on"))
    appear_time = forms.TimeField(label=gettext_lazy("At"))
    appear_place = forms.CharField(label=gettext_lazy("Where to"), max_length=200)

    def prepare(self) -> None:
        super().prepare()
        for name in ("ground", "keeping"):
            self.fields[name].choices = [pair for pair in self.fields[name].choices if pair[0]]
        if self.content.get("opinion"):
            self.initial["reason"] = self.content["opinion"]
        if self.content.get("appear_at"):
            at = datetime.fromisoformat(self.content["appear_at"]).astimezone(SHANGHAI)
            self.initial |= {"appear_on": at.date(), "appear_time": at.time()}
        if self.case.filed_on is not None:
            del self.fields["urgent"]
        else:
            self.fields["urgent"].help_text = _("Before filing evidence is preserved only where it is urgent.")
        probe = Preservation(preserved_on=timekeeper.today())
        self.fields["appear_on"].help_text = _("The disposal must be decided by %(day)s if approved today.") % {
            "day": probe.due_on.isoformat()
        }

    def build_sections(self) -> Iterable[RowSection]:
        initial = self.content.get("items", [])
        factory = forms.formset_factory(
            ItemRow, formset=AtLeastOne, extra=1 if initial else 3, can_delete=True, max_num=100, absolute_max=120
        )
        data = self.data if self.is_bound else None
        yield RowSection(
            "items",
            factory(data, prefix="items", initial=initial),
            gettext_lazy("Things to be kept"),
            gettext_lazy("Add a thing"),
            gettext_lazy("Each on its own line: what is not on the list was never preserved."),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("appear_on") and data["appear_on"] < timekeeper.today():
            self.add_error("appear_on", _("This day is past."))
        return data

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["appear_at"] = datetime.combine(data.pop("appear_on"), data.pop("appear_time"), SHANGHAI)
        data.setdefault("urgent", False)
        return data


class KeptField(forms.ModelChoiceField):
    """What is preserved and not disposed of."""

    def label_from_instance(self, kept: Preservation) -> str:
        """Day, things, limit."""
        things = "、".join(item.name for item in kept.items.all())
        return _("%(day)s · %(things)s · by %(due)s") % {
            "day": kept.preserved_on.isoformat(),
            "things": things[:40],
            "due": kept.due_on.isoformat(),
        }


class DisposalForm(AboutEvidence):
    """What becomes of it: decided by the head of the organ within seven working days."""

    act = "dispose"
    submit_label = gettext_lazy("Ask for approval")
    from_query = ("preservation",)

    preservation = KeptField(queryset=Preservation.objects.none(), label=gettext_lazy("Preserved evidence"))
    way = of(Preservation, "way", widget=forms.RadioSelect, required=True)
    disposal_text = of(
        Preservation,
        "disposal_text",
        required=True,
        help_text=gettext_lazy("Who receives what; for seizure or confiscation the provision that allows it."),
    )
    opinion = opinion_field()

    def prepare(self) -> None:
        super().prepare()
        pending = self.case.preservations.filter(disposed_on=None).prefetch_related("items")
        self.fields["preservation"].queryset = pending
        self.fields["way"].choices = [pair for pair in self.fields["way"].choices if pair[0]]
        for name in ("disposal_text", "way"):
            self.fields[name].required = True
        kept = list(pending)
        if len(kept) == 1:
            self.initial.setdefault("preservation", kept[0].pk)
        if any(row.is_overdue for row in kept):
            self.fields["way"].help_text = _("The seven working days have passed: the only way left is to release it.")
