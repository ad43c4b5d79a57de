"""Orders to correct, their re-check, and the address for service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Party, Recheck, RectificationItem, RectificationOrder

from .base import DatedForm, RowForm, RowSection, of
from .officers import OfficersForm
from .rows import section


class ProblemRow(RowForm):
    """One problem and its day."""

    problem = of(RectificationItem, "problem", widget=forms.Textarea(attrs={"rows": 2}))
    due_on = of(RectificationItem, "due_on")


class RectificationForm(OfficersForm, DatedForm):
    """An order to correct each problem by its day (责令限期整改)."""

    submit_label = _("Issue the order")
    fieldsets = [(_("The order"), ["happened_on", "first_officer", "second_officer", "late_reason"])]

    def build_sections(self) -> Iterable[RowSection]:
        hint = _(
            "Each problem on its own, so that the re-check can answer each. What has an earlier day goes into an order of"
            " its own: “not corrected” waits for the last day."
        )
        yield section(self, "problems", ProblemRow, _("Problems to be corrected"), _("Add a problem"), hint=hint)


class OrderField(forms.ModelChoiceField):
    """The case's orders that nobody has found fulfilled."""

    def label_from_instance(self, order: RectificationOrder) -> str:
        """Day and first problem."""
        first = order.items.first()
        return f"{order.ordered_on:%Y-%m-%d} · {first.problem[:40] if first else ''}"


class RecheckForm(OfficersForm, DatedForm):
    """What the officers found when they came back (整改复查)."""

    submit_label = _("Record the re-check")
    from_query = ("order",)

    order = OrderField(queryset=RectificationOrder.objects.none(), label=_("Order to correct"))
    passed = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("Everything corrected")), ("no", _("Not, or not all, corrected"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "“Not corrected” opens the overdue range of an item; it can be found once the order was served and its last"
            " day is over."
        ),
    )
    findings = of(Recheck, "findings")

    fieldsets = [
        (_("Re-check"), ["order", "happened_on", "passed", "findings"]),
        (_("Officers"), ["first_officer", "second_officer", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        orders = self.case.rectifications.prefetch_related("items", "rechecks")
        open_ids = [order.pk for order in orders if not order.passed]
        self.fields["order"].queryset = self.case.rectifications.filter(pk__in=open_ids)
        self.fields["order"].initial = open_ids[0] if len(open_ids) == 1 else None


class AddressForm(DatedForm):
    """The confirmation of the address for service (送达地址确认书)."""

    submit_label = _("Record the confirmation")

    service_address = of(Party, "service_address", required=True)
    service_recipient = of(Party, "service_recipient", required=True)
    service_phone = of(Party, "service_phone", required=False)
    electronic_service = of(
        Party,
        "electronic_service",
        required=False,
        help_text=_("Mail address, phone or account, only where the party signed its consent (CF 61(2))."),
    )

    def prepare(self) -> None:
        super().prepare()
        party = self.case.party
        defaults: dict[str, Any] = {
            "service_address": party.service_address or party.address,
            "service_recipient": party.service_recipient or party.representative or party.name,
            "service_phone": party.service_phone or party.phone,
            "electronic_service": party.electronic_service,
        }
        for name, value in defaults.items():
            self.fields[name].initial = value[: self.fields[name].max_length]
