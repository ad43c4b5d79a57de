"""The hearing: asked for, withdrawn, held (听证)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Hearing
from delegation.models import Officer

from .base import DatedForm, of
from .officers import OfficerField, with_labels


class HearingRequestForm(DatedForm):
    """The party asks for a hearing."""

    submit_label = _("Record the request")

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = _("Asked for on")
        self.fields["happened_on"].help_text = _("Within five working days from the service of the notice (CF 64(1)).")


class HearingWithdrawalForm(DatedForm):
    """The party withdraws its request."""

    submit_label = _("Record the withdrawal")

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = _("Withdrawn on")


class HearingForm(DatedForm):
    """The hearing held; the chair never handled the case (CF 64(4))."""

    submit_label = _("Record the hearing")

    announced_on = forms.DateField(
        label=_("Announced on"), help_text=_("Place and time are announced seven working days before (CF 64(2)).")
    )
    chair = OfficerField(label=_("Chair"), help_text=_("Nobody who ever handled the case."))
    record = of(Hearing, "record", required=True)
    opinion = of(Hearing, "opinion", required=True)

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = _("Held on")
        for name in ("record", "opinion"):
            self.fields[name].required = True
        handled = self.case.handlers.values("officer")
        people = Officer.objects.filter(organ=self.case.organ, active=True).exclude(pk__in=handled)
        people = people.exclude(kind__in=(*Officer.NEVER_AN_OFFICER, Officer.Kind.ADMIN))
        self.fields["chair"].queryset = with_labels(set(people.values_list("pk", flat=True)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("announced_on") and data.get("happened_on") and data["announced_on"] > data["happened_on"]:
            self.add_error("announced_on", _("It is announced before it is held."))
        return data
