"""Dealing with a matter anew after its decision fell (重新调查处理)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.models import Remedy

from .base import DatedForm
from .officers import OfficerField, certified, handlers_of, with_labels
from .remedies import RemedyField


class ReopenForm(DatedForm):
    """The deputy director orders a new round and names its officers."""

    submit_label = gettext_lazy("Reopen")
    places = {"officers": "second_officer"}

    remedy = RemedyField(queryset=Remedy.objects.none(), label=gettext_lazy("What took the decision away"))
    reason = forms.CharField(
        label=gettext_lazy("What is to be done anew"),
        widget=forms.Textarea,
        max_length=200,
        help_text=gettext_lazy("The new round begins at filing, with numbers, clock and dossier of its own."),
    )
    first_officer = OfficerField(label=gettext_lazy("Lead officer"))
    second_officer = OfficerField(
        label=gettext_lazy("Second officer"),
        help_text=gettext_lazy("Two officers with valid certificates act together (CF 42(1))."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = gettext_lazy("Reopened on")
        fallen = self.case.remedies.filter(result__in=Remedy.LEAVES_NOTHING)
        self.fields["remedy"].queryset = fallen
        self.initial.setdefault("remedy", fallen.values_list("pk", flat=True).last())
        street = self.case.street if self.case.handling_unit == "street" else None
        choice = with_labels(certified(street, None if street else self.case.organ, self.fields["happened_on"].initial))
        before = [officer.pk for officer in handlers_of(self.case)]
        for position, name in enumerate(("first_officer", "second_officer")):
            self.fields[name].queryset = choice
            self.fields[name].initial = before[position] if len(before) > position else None

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["officers"] = [data.pop("first_officer"), data.pop("second_officer")]
        return data
