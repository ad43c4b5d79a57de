"""Forms of the register of people. Each hands its fields to the verb of the same act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper
from gongshu_enforcement.administration.forms import DoorForm

from .models import Absence, Certificate, Officer, Organ, Street
from .scans import check_scan


class RegisterForm(DoorForm):
    """A form of an act on the register; `subject` is what the act is on."""

    def __init__(self, data: Any = None, files: Any = None, *, subject: Any, user: Any, **options: Any) -> None:
        super().__init__(data, files=files, **options)
        self.subject, self.user = subject, user
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values."""


class ParticularsForm(RegisterForm):
    """Who somebody is and where they belong."""

    name = forms.CharField(label=_("Name"), max_length=50)
    kind = forms.ChoiceField(label=_("Kind"), choices=Officer.Kind.choices)
    street = forms.ModelChoiceField(label=_("Street"), queryset=Street.objects.all(), required=False)
    unit = forms.ModelChoiceField(
        label=_("Organ"),
        queryset=Organ.objects.all(),
        required=False,
        help_text=_("A person belongs to a street or to an organ, not to both."),
    )
    desk = forms.ChoiceField(
        label=_("Review desk"),
        choices=[("", "—"), *Officer.Desk.choices],
        required=False,
        help_text=_("Only for a review desk."),
    )
    position = forms.CharField(label=_("Position"), max_length=50, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    account = forms.CharField(
        label=_("Account"),
        max_length=150,
        required=False,
        help_text=_(
            "The name they sign in with, where they have one. Their grants follow from kind and unit by themselves."
        ),
    )
    trains = forms.BooleanField(label=_("Member of the training team"), required=False)


class EnrolForm(ParticularsForm):
    """A new person."""

    submit = _("Enter the person")


class EditForm(ParticularsForm):
    """Particulars as they stand, to be changed."""

    submit = _("Save")

    def prepare(self) -> None:
        person = self.subject
        self.initial = {
            **{name: getattr(person, name) for name in ("name", "kind", "desk", "position", "phone", "trains")},
            "street": person.street_id,
            "unit": person.organ_id,
            "account": person.user.username if person.user_id else "",
        }
        if person.user_id:
            self.fields["account"].disabled = True


class AccountForm(RegisterForm):
    """The name that somebody signs in with."""

    submit = _("Make the account")
    account = forms.CharField(
        label=_("Account"),
        max_length=150,
        help_text=_("Letters, digits and . - _ as in officer.shiqiao. The first password is made and shown once."),
    )


class PasswordForm(RegisterForm):
    """Why somebody needs a new password."""

    submit = _("Make a new password")
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The new password is shown once; the old one ends at once.")
    )


class EndForm(RegisterForm):
    """The last day and why."""

    submit = _("Take out of the register")
    ended_on = forms.DateField(label=_("Left on"), help_text=_("Their grants end at once; what they did stays valid."))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class ReasonForm(RegisterForm):
    """Just a reason."""

    submit = _("Take back into the register")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class CertificateForm(RegisterForm):
    """A certificate with its term and scan."""

    submit = _("Enter the certificate")
    kind = forms.ChoiceField(label=_("Kind"), choices=Certificate.Kind.choices)
    number = forms.CharField(
        label=_("Certificate number"), max_length=40, widget=forms.TextInput(attrs={"data-code": ""})
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=60)
    valid_from = forms.DateField(label=_("Valid from"))
    valid_to = forms.DateField(
        label=_("Valid to"), help_text=_("A renewal is a new certificate; the old one covers its own days.")
    )
    scan = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF, JPEG or PNG, at most 10 MB."))

    def clean_scan(self) -> Any:
        """A file that is what it says."""
        scan = self.cleaned_data.get("scan")
        return check_scan(scan) if scan else None


class EndCertificateForm(RegisterForm):
    """Which certificate ends, from when, why."""

    submit = _("End the certificate")
    certificate = forms.ModelChoiceField(label=_("Certificate"), queryset=Certificate.objects.none())
    ended_on = forms.DateField(
        label=_("Ended on"),
        help_text=_("The first day without it. Acts of earlier days stay valid; new ones are refused."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        self.fields["certificate"].queryset = Certificate.objects.filter(officer=self.subject, ended_on=None)


class AbsenceForm(RegisterForm):
    """Who stands in, from when until when."""

    submit = _("Name the deputy")
    deputy = forms.ModelChoiceField(
        label=_("Deputy"),
        queryset=Officer.objects.none(),
        help_text=_("Speaks in this person's name at the desk of review; never on a case they handle themselves."),
    )
    starts_on = forms.DateField(label=_("From"), help_text=_("The first day of absence, today or later."))
    ends_on = forms.DateField(label=_("Until"), help_text=_("The last day, included."))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        person = self.subject
        same = Q(street=person.street_id) & Q(organ=person.organ_id)
        kinds = Officer.REVIEWS | {Officer.Kind.OFFICER}
        people = Officer.objects.filter(same, active=True, user__isnull=False, kind__in=kinds).exclude(pk=person.pk)
        self.fields["deputy"].queryset = people.select_related("street", "organ")


class CallOffForm(RegisterForm):
    """Which absence ends today."""

    submit = _("End the absence today")
    absence = forms.ModelChoiceField(label=_("Absence"), queryset=Absence.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        rows = Absence.objects.filter(person=self.subject, called_off_on=None, ends_on__gte=timekeeper.today())
        self.fields["absence"].queryset = rows.select_related("person", "deputy")


class PeopleFilter(forms.Form):
    """Which people the list shows."""

    q = forms.CharField(label=_("Name, position, certificate"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    certificate = forms.ChoiceField(
        label=_("Certificate"),
        required=False,
        choices=[
            ("", _("All")),
            ("valid", _("Valid enforcement certificate")),
            ("ending", _("Ends soon")),
            ("none", _("Officer without a valid one")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Active")), ("left", _("Left")), ("absent", _("Absent today")), ("trains", _("Training team"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *Officer.Kind.choices]
        streets = [(f"s{pk}", name) for pk, name in Street.objects.values_list("pk", "name")]
        organs = [(f"o{pk}", name) for pk, name in Organ.objects.values_list("pk", "short_name")]
        self.fields["unit"].choices = [("", _("All")), *organs, *streets]

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class SheetForm(forms.Form):
    """A sheet of people to look at before it is taken in."""

    sheet = forms.FileField(
        label=_("Sheet (XLSX)"), help_text=_("Fill in the template; nothing is saved before you confirm.")
    )
