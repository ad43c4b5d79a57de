"""Forms of a station's check, and of a street itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
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


class StreetForm(RegisterForm):
    """Name and address of a street as they stand."""

    submit = _("Save")
    name = forms.CharField(
        label=_("Name of the street"), max_length=30, help_text=_("In full, as on the seal: 某某街道.")
    )
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)

    def prepare(self) -> None:
        self.initial = {name: getattr(self.subject, name) for name in ("name", "address", "phone")}


class NewStreetForm(StreetForm):
    """A street that is to take over power."""

    submit = _("Enter the street")
    field_order = ("name", "division_code", "pinyin")
    division_code = forms.CharField(
        label=_("Division code"),
        max_length=12,
        validators=[RegexValidator(r"^\d{9}(\d{3})?$", _("A division code has nine or twelve digits."))],
        help_text=_("From the list of the Bureau of Statistics; it stands in no document number."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-code": ""}),
    )
    pinyin = forms.SlugField(
        label=_("Pinyin"), max_length=30, help_text=_("Small letters without tones, as in shiqiao; it never changes.")
    )

    def prepare(self) -> None:
        """Nothing stands yet."""
