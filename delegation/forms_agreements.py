"""Forms of an agreement's life. Each hands its fields to the verb of the same act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper

from . import agreement_texts
from .forms_people import RegisterForm
from .models import Agreement, CatalogueVersion, Item, Organ, Street
from .scans import check_scan

Status = Agreement.Status


def long_text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    """A text of some length."""
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), **options)


def late_reason() -> forms.CharField:
    """Asked for where an act is recorded long after its day."""
    return forms.CharField(
        label=_("Reason for a late entry"), max_length=300, required=False, help_text=_("Only where it is asked for.")
    )


class VersionField(forms.ModelChoiceField):
    """Catalogue versions that are published."""

    def label_from_instance(self, version: CatalogueVersion) -> str:
        """Catalogue and label."""
        return f"{version.catalogue.name} · {version.label}"


class ItemsField(forms.ModelMultipleChoiceField):
    """Items by code and offence."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, item: Item) -> str:
        """Code and offence."""
        return f"{item.code} {item.title}"


class TextForm(RegisterForm):
    """What a letter of delegation says (处罚法 20(2))."""

    number = forms.CharField(label=_("Number of the agreement"), max_length=60)
    valid_from = forms.DateField(label=_("Term begins"))
    valid_to = forms.DateField(label=_("Term ends"), help_text=_("Both days count."))
    cap_unit = forms.DecimalField(label=_("Cap for units (yuan)"), max_digits=12, decimal_places=2, min_value=1)
    cap_individual = forms.DecimalField(
        label=_("Cap for individuals (yuan)"), max_digits=12, decimal_places=2, min_value=1
    )
    area = forms.CharField(
        label=_("Area"), max_length=200, required=False, help_text=_("Where left empty: the street's own area.")
    )
    legal_basis = long_text(
        _("Legal basis beside the law"),
        required=False,
        help_text=_(
            "The law, regulation or rule that lets the organ delegate (CF 20(1)). Articles 20 and 21 are named by themselves."
        ),
    )
    powers = long_text(_("Powers"), 4, required=False)
    supervision = long_text(_("Supervision"), required=False)
    liability = long_text(_("Liability"), required=False, help_text=_("The organ bears the consequences (CF 20(3))."))
    transition_rule = forms.ChoiceField(
        label=_("Open cases at the end"),
        choices=Agreement.TransitionRule.choices,
        widget=forms.RadioSelect,
        help_text=_("What is proposed when the term ends; it is asked and decided for each case."),
    )


class DraftForm(TextForm):
    """A new draft of the organ; the whole version is delegated until items are taken out on the draft."""

    submit = _("Save the draft")
    field_order = ("street", "version", "number")
    street = forms.ModelChoiceField(label=_("Street"), queryset=Street.objects.all())
    version = VersionField(
        label=_("Catalogue version"),
        queryset=CatalogueVersion.objects.none(),
        help_text=_("All of its items; take out on the draft what the street doesn't get."),
    )

    def prepare(self) -> None:
        organ: Organ = self.subject
        published = CatalogueVersion.objects.filter(
            catalogue__organ=organ, status=CatalogueVersion.Status.PUBLISHED
        ).select_related("catalogue")
        self.fields["version"].queryset = published
        begins = timekeeper.today() + timedelta(days=1)
        self.initial = {
            "version": published.first(),
            "valid_from": begins,
            "cap_unit": 50_000,
            "cap_individual": 20_000,
            "legal_basis": agreement_texts.basis_of(organ),
            "powers": agreement_texts.POWERS,
            "supervision": agreement_texts.SUPERVISION,
            "liability": agreement_texts.LIABILITY,
            "transition_rule": Agreement.TransitionRule.FINISH,
        }


class EditForm(TextForm):
    """The draft as it stands, to be changed."""

    submit = _("Save the draft")
    items = ItemsField(
        label=_("Items"),
        queryset=Item.objects.none(),
        required=False,
        help_text=_("What is ticked, the street takes over."),
    )

    def prepare(self) -> None:
        agreement: Agreement = self.subject
        self.fields["items"].queryset = agreement.version.items.order_by("code")
        self.initial = {name: getattr(agreement, name) for name in TextForm.base_fields if name != "request_key"}
        self.initial["items"] = list(agreement.items.values_list("pk", flat=True))

    def inputs(self) -> dict[str, Any]:
        """Items as a list."""
        data = super().inputs()
        return {**data, "items": list(data["items"])}


class SignForm(RegisterForm):
    """Who signed for each side, and when."""

    submit = _("Record the signatures and freeze the letter")
    happened_on = forms.DateField(label=_("Signed by both on"))
    signed_for_organ = forms.CharField(label=_("Signed for the organ by"), max_length=50)
    signed_for_street = forms.CharField(label=_("Signed for the street by"), max_length=50)
    scan = forms.FileField(
        label=_("Scan of the signed letter"), required=False, help_text=_("PDF, JPEG or PNG, at most 10 MB.")
    )
    late_reason = late_reason()

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())

    def clean_scan(self) -> Any:
        """A file that is what it says."""
        scan = self.cleaned_data.get("scan")
        return check_scan(scan) if scan else None


class RecordForm(RegisterForm):
    """Day and number of the record at the justice bureau."""

    submit = _("Save")
    happened_on = forms.DateField(label=_("Recorded on"))
    recording_number = forms.CharField(label=_("Recording number"), max_length=60)
    late_reason = late_reason()

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())


class PublishForm(RegisterForm):
    """Day and place of publication; this system's public page shows it in any case."""

    submit = _("Publish")
    happened_on = forms.DateField(label=_("Published on"))
    publication_url = forms.URLField(
        label=_("Published at"),
        required=False,
        assume_scheme="https",
        help_text=_("An address elsewhere, where there is one. The public page of this system shows it in any case."),
    )
    late_reason = late_reason()

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())


class SuspendForm(RegisterForm):
    """From when, and why."""

    submit = _("Suspend the agreement")
    starts_on = forms.DateField(
        label=_("Suspended from"),
        help_text=_("From this day the street opens no case. What becomes of open ones is asked next, case by case."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The public page shows it."))

    def prepare(self) -> None:
        self.initial.setdefault("starts_on", timekeeper.today())


class ResumeForm(RegisterForm):
    """From when the street may act again, and why."""

    submit = _("Resume")
    resumed_on = forms.DateField(label=_("Power again from"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def prepare(self) -> None:
        self.initial.setdefault("resumed_on", timekeeper.today())


class RevokeForm(RegisterForm):
    """From when, and why."""

    submit = _("Revoke the agreement")
    revoked_on = forms.DateField(
        label=_("Revoked from"),
        help_text=_("From this day the street has no power. What becomes of open cases is asked next, case by case."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The public page shows it."))

    def prepare(self) -> None:
        self.initial.setdefault("revoked_on", timekeeper.today())


class RenewForm(RegisterForm):
    """The successor's number and term; everything else is copied into its draft."""

    submit = _("Make the draft")
    number = forms.CharField(label=_("Number of the new agreement"), max_length=60)
    version = VersionField(
        label=_("Catalogue version"),
        queryset=CatalogueVersion.objects.none(),
        help_text=_("Of another version the items with the same codes are taken over."),
    )
    valid_from = forms.DateField(label=_("Term begins"))
    valid_to = forms.DateField(label=_("Term ends"), help_text=_("Both days count."))

    def prepare(self) -> None:
        agreement: Agreement = self.subject
        published = CatalogueVersion.objects.filter(
            catalogue=agreement.version.catalogue, status=CatalogueVersion.Status.PUBLISHED
        ).select_related("catalogue")
        self.fields["version"].queryset = published
        begins = max(agreement.last_day, timekeeper.today()) + timedelta(days=1)
        self.initial = {"version": published.first(), "valid_from": begins}


class AgreementFilter(forms.Form):
    """Which agreements the list shows."""

    q = forms.CharField(label=_("Number, street"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Status.choices])
    organ = forms.ChoiceField(label=_("Organ"), required=False, choices=[("", _("All")), *Organ.Code.choices])

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
