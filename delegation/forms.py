"""Filter forms of the delegation pages; they only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Item, MentoringGroup, Street


class MapFilter(forms.Form):
    """Which streets the map shows."""

    q = forms.CharField(label=_("Street, liaison"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("complete", _("Everything in force")), ("missing", _("Something is missing"))],
    )
    step = forms.ChoiceField(label=_("Autonomy step"), required=False)
    group = forms.ChoiceField(label=_("Mentoring group"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", _("All")), *Street.AutonomyStep.choices]
        groups = MentoringGroup.objects.values_list("number", "name")
        self.fields["group"].choices = [("", _("All")), *((str(number), name) for number, name in groups)]

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class ItemFilter(forms.Form):
    """Which items the catalogue page shows."""

    q = forms.CharField(label=_("Code, offence, provision"), required=False)
    subject = forms.ChoiceField(label=_("Liable"), required=False)
    stage = forms.ChoiceField(
        label=_("Fine"),
        required=False,
        choices=[
            ("", _("All")),
            ("first", _("At first finding")),
            ("rectify", _("Only after overdue correction")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("All")), *Item.Subject.choices]

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
