"""Forms of catalogue versions: a sheet with its name, the day of publication, the reason of a withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.administration.forms import DoorForm

from . import catalogue_sheet

SALT = "catalogue"
KEPT_SECONDS = 24 * 3600


class SheetForm(DoorForm):
    """A sheet of items; once read it stays with the form, so that nobody has to choose it again."""

    label = forms.CharField(
        label=_("Name of the version"),
        max_length=60,
        help_text=_("As people will find it, e.g. by year or by the number of the decision."),
    )
    source_note = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Who issued the list, with number and day; it stands on the page of the version."),
    )
    sheet = forms.FileField(
        label=_("Sheet (XLSX)"),
        required=False,
        help_text=_("Begin from an export: all its columns are needed. Nothing is saved before you confirm."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files=files, **options)
        self.rows: list[dict[str, Any]] = []

    def clean(self) -> dict[str, Any]:
        """Read the sheet chosen now, else the one that was chosen before."""
        data = super().clean() or self.cleaned_data
        try:
            self.rows = self._rows(data)
        except ValidationError as error:
            self.add_error("sheet", error)
        return data

    def _rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        if data.get("sheet"):
            return catalogue_sheet.read(data["sheet"])
        if not data.get("kept"):
            raise ValidationError(_("Choose a sheet."))
        try:
            return signing.loads(data["kept"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise ValidationError(_("The preview is too old or was changed. Choose the sheet again.")) from error

    def keep(self, fingerprint: str) -> str:
        """Let the rows, and what stands for their preview, come back with the form; returns the rows as kept."""
        self.data = self.data.copy()
        self.data["kept"], self.data["seen"] = kept(self.rows), fingerprint
        return self.data["kept"]

    def inputs(self) -> dict[str, Any]:
        """Name and source, as typed."""
        return {name: self.cleaned_data[name] for name in ("label", "source_note")}


def kept(rows: list[dict[str, Any]]) -> str:
    """The rows in a form that comes back unchanged."""
    return signing.dumps(rows, salt=SALT, compress=True)


def unkept(text: str) -> list[dict[str, Any]] | None:
    """The rows of `kept`; None where they are too old or were changed."""
    try:
        return signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None


class PublishForm(DoorForm):
    """From which day, and that the agreements touched were looked at."""

    submit = _("Publish")
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_(
            "Cases filed before that day keep the version of their day; the version before ends the day before."
        ),
    )
    aware = forms.BooleanField(
        label=_("The agreements named here are dealt with"),
        required=False,
        help_text=_(
            "They list codes that are dropped or worded differently; for another offence a new agreement is needed."
        ),
    )

    def __init__(self, data: Any = None, *, asks: bool = True, **options: Any) -> None:
        super().__init__(data, **options)
        if not asks:
            del self.fields["aware"]


class ReasonForm(DoorForm):
    """Why a version is taken back or a draft is thrown away."""

    submit = _("Confirm")
    reason = forms.CharField(label=_("Reason"), max_length=300)
