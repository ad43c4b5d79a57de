"""Forms of mentoring."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper

from .forms_people import RegisterForm
from .lessons import lessons
from .models import Officer, StepDecision, Street

TOPICS = (
    ("filing", _("Filing")),
    ("inspection", _("On-site inspection")),
    ("interview", _("Interviews")),
    ("evidence", _("Evidence")),
    ("law", _("Application of the law")),
    ("discretion", _("Discretion")),
    ("notice", _("Notice and hearing")),
    ("document", _("Documents and wording")),
    ("execution", _("Execution and closing")),
    ("dossier", _("Dossier")),
)


class GroupForm(RegisterForm):
    """Liaison and streets of a group."""

    submit = _("Change the group")
    liaison = forms.ModelChoiceField(label=_("Liaison"), queryset=Officer.objects.none())
    streets = forms.ModelMultipleChoiceField(
        label=_("Streets"),
        queryset=Street.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three. Whoever gives a street to this group gets one of this group's back."),
    )

    def prepare(self) -> None:
        people = Officer.objects.filter(kind=Officer.Kind.LIAISON, active=True).select_related("street", "organ")
        self.fields["liaison"].queryset = people
        self.initial = {
            "liaison": self.subject.liaison_id,
            "streets": list(self.subject.streets.values_list("pk", flat=True)),
        }

    def inputs(self) -> dict[str, Any]:
        """Streets as a list."""
        data = super().inputs()
        return {**data, "streets": list(data["streets"])}


class VisitForm(RegisterForm):
    """A day on site."""

    submit = _("Log the visit")
    happened_on = forms.DateField(label=_("Day"))
    done = forms.CharField(label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    taught = forms.CharField(
        label=_("What was taught"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=TOPICS, required=False, widget=forms.CheckboxSelectMultiple
    )
    lesson = forms.ChoiceField(
        label=_("Training topic"),
        required=False,
        help_text=_("Where what was taught takes up a topic of a case commentary; the log then links to it."),
    )
    case_reference = forms.CharField(
        label=_("Case guided"),
        max_length=20,
        required=False,
        help_text=_("Its reference, where a case was talked through."),
    )
    late_reason = forms.CharField(
        label=_("Reason for a late entry"), max_length=300, required=False, help_text=_("Only where it is asked for.")
    )

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())
        self.fields["lesson"].choices = [("", "—"), *((one.key, one.label) for one in lessons())]


class ProposeForm(RegisterForm):
    """The step proposed and why."""

    submit = _("Send the proposal to the director")
    step = forms.ChoiceField(label=_("Step"), choices=Street.AutonomyStep.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The criteria are kept with the proposal as they stand now; say why where one is not met."),
    )


class DecideForm(RegisterForm):
    """The director's word."""

    submit = _("Decide")
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (StepDecision.Status.APPROVED, _("Approve")),
            (StepDecision.Status.REFUSED, _("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    effective_from = forms.DateField(
        label=_("In force from"),
        required=False,
        help_text=_("Today where left empty. Cases opened before keep their crew."),
    )
    opinion = forms.CharField(label=_("Opinion"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
