"""The form of a station's check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper

from .forms_people import RegisterForm
from .models import StationRecord
from .scans import check_scan


class StationForm(RegisterForm):
    """What was found at the station."""

    submit = _("Record the check")
    kind = forms.ChoiceField(label=_("What"), choices=StationRecord.Kind.choices)
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=0,
        max_value=10_000,
        help_text=_("Rooms, vehicles, sets, persons; 0: no longer there."),
    )
    evidence = forms.CharField(
        label=_("Shown by"),
        max_length=300,
        help_text=_("Where it is and how that is shown: address, list, approval with its number."),
    )
    checked_on = forms.DateField(label=_("Checked on"))
    good_until = forms.DateField(
        label=_("Good until"), required=False, help_text=_("Where it has to be checked again.")
    )
    scan = forms.FileField(label=_("Scan or photo"), required=False, help_text=_("PDF, JPEG or PNG, at most 10 MB."))

    def prepare(self) -> None:
        self.initial.setdefault("checked_on", timekeeper.today())

    def clean_scan(self) -> Any:
        """A file that is what it says."""
        scan = self.cleaned_data.get("scan")
        return check_scan(scan) if scan else None
