"""Forms of the training team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegation.forms_mentoring import TOPICS
from delegation.models import Officer
from training.models import TeamMember

from .base import TrainingForm
from .people import NamesField


class EditMemberForm(TrainingForm):
    """Part, subjects, availability; of somebody from outside also where they come from."""

    submit = _("Save")
    part = forms.ChoiceField(label=_("Part in the team"), choices=TeamMember.Part.choices)
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple(attrs={"data-short": ""}),
        help_text=_("What they teach."),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=100, required=False)
    contact = forms.CharField(label=_("Contact"), max_length=60, required=False, help_text=_("Phone or e-mail."))
    availability = forms.CharField(
        label=_("Availability"), max_length=200, required=False, help_text=_("For example: Tuesday afternoons.")
    )

    def prepare(self) -> None:
        member = self.subject
        if not isinstance(member, TeamMember):
            return
        self.initial = {
            name: getattr(member, name) for name in ("part", "subjects", "organisation", "contact", "availability")
        }
        if member.officer_id:
            del self.fields["organisation"], self.fields["contact"]


class MemberForm(EditMemberForm):
    """Somebody new: by their name in the register, or from outside."""

    submit = _("Add to the team")
    note = _("Hours are not entered here: they are those of the events at which the person spoke and that were held.")
    officer = NamesField(
        label=_("Person of the register"),
        required=False,
        widget=forms.TextInput(),
        help_text=_("The name as the register has it; leave it empty for a person from outside."),
    )
    outside_name = forms.CharField(label=_("Name"), max_length=50, required=False)
    fieldsets = [
        (_("In the register"), ["officer"]),
        (_("Or from outside"), ["outside_name", "organisation", "contact"]),
        (_("In the team"), ["part", "subjects", "availability"]),
    ]

    def clean_officer(self) -> Officer | None:
        """One person, or nobody."""
        found = self.cleaned_data["officer"]
        if len(found) > 1:
            raise forms.ValidationError(_("One person at a time."))
        if found and TeamMember.objects.filter(officer=found[0]).exists():
            raise forms.ValidationError(_("This person is or was in the team: open their entry."))
        return found[0] if found else None


class LeaveForm(TrainingForm):
    """Why somebody leaves."""

    submit = _("Take out of the team")
    note = _("What they taught stays, with its hours.")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class BackForm(TrainingForm):
    """Why somebody comes back."""

    submit = _("Take back into the team")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class TeamSheetForm(forms.Form):
    """A sheet of members to look at before it is taken in."""

    sheet = forms.FileField(
        label=_("Sheet (XLSX)"), help_text=_("Fill in the template; nothing is saved before you confirm.")
    )


class TeamFilter(forms.Form):
    """Which members the list shows."""

    q = forms.CharField(label=_("Name, organisation"), required=False)
    part = forms.ChoiceField(
        label=_("Part in the team"), required=False, choices=[("", _("All")), *TeamMember.Part.choices]
    )
    subject = forms.ChoiceField(label=_("Subject"), required=False, choices=[("", _("All")), *TOPICS])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("In the team")), ("left", _("Left the team"))]
    )

    def chosen(self, name: str) -> Any:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
