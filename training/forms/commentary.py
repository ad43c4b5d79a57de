"""Forms of the case commentary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.guide.checks import GROUPS, by_group
from delegation.forms_mentoring import TOPICS
from delegation.models import Street
from gongshu_enforcement import timekeeper
from training.commentary import picking
from training.models import CommentedCase, FollowUp, Remark

from .base import TrainingForm


class OpenForm(TrainingForm):
    """When and where."""

    submit = _("Prepare the commentary")
    planned_on = forms.DateField(label=_("Planned for"), help_text=_("One commentary a month."))
    place = forms.CharField(label=_("Place"), max_length=80, required=False)


class PickForm(TrainingForm):
    """What the rules propose, and one case by hand."""

    submit = _("Take these cases")
    proposed = forms.MultipleChoiceField(
        label=_("Proposed by the rules"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reference = forms.CharField(
        label=_("One by hand"), max_length=20, required=False, help_text=_("The reference of a closed case.")
    )
    why = forms.CharField(label=_("Why this case"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["proposed"].choices = [
            (one.case.reference, f"{one.case.reference} {one.case.title}（{picking.LABELS[one.rule]}：{one.why}）")
            for one in picking.proposals(self.user, timekeeper.today())
        ]
        if not self.fields["proposed"].choices:
            self.fields["proposed"].help_text = _("The rules find nothing in the last two months.")

    def clean(self) -> dict[str, Any]:
        """A case picked by hand has its reason."""
        data = super().clean() or self.cleaned_data
        if data.get("reference") and not (data.get("why") or "").strip():
            self.add_error("why", _("Say why this case is worth talking about."))
        return data


def _checks() -> list[Any]:
    groups = [
        (str(GROUPS[group]), [(check.code, f"{check.code} {check.text}") for check in found])
        for group, found in by_group().items()
    ]
    return [("", _("the case as a whole")), *groups]


class RemarkForm(TrainingForm):
    """One remark on one case."""

    submit = _("Add the remark")
    picked = forms.ModelChoiceField(label=_("Case"), queryset=CommentedCase.objects.none())
    check = forms.ChoiceField(label=_("Check"), required=False)
    kind = forms.ChoiceField(label=_("Rating"), choices=Remark.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What is said"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        found = self.subject.picked.select_related("about_case__party").prefetch_related("about_case__violations__item")
        self.fields["picked"].queryset = found
        self.fields["check"].choices = _checks()


class PointForm(TrainingForm):
    """A point to follow: a task with street and day, or a topic."""

    submit = _("Set the point")
    kind = forms.ChoiceField(label=_("Becomes"), choices=FollowUp.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("What is to be done"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    remark = forms.ModelChoiceField(
        label=_("Because of the remark"), queryset=Remark.objects.none(), required=False, empty_label=_("none")
    )
    street = forms.ModelChoiceField(
        label=_("Street"), queryset=Street.objects.all(), required=False, help_text=_("For a task.")
    )
    due_on = forms.DateField(label=_("Due on"), required=False, help_text=_("For a task."))
    topic = forms.ChoiceField(
        label=_("Topic"), choices=[("", "—"), *TOPICS], required=False, help_text=_("For a topic of a training.")
    )

    def prepare(self) -> None:
        found = Remark.objects.filter(picked__commentary=self.subject, kind=Remark.Kind.FAULT)
        self.fields["remark"].queryset = found


class HoldForm(TrainingForm):
    """Day and minutes."""

    submit = _("Record the meeting")
    note = _("From now on the streets see the remarks, and points are tasks and topics. The record can't be changed.")
    happened_on = forms.DateField(label=_("Held on"))
    minutes = forms.CharField(label=_("Minutes"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    late_reason = forms.CharField(
        label=_("Reason for a late entry"), max_length=300, required=False, help_text=_("Only where it is asked for.")
    )

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())


class ReportForm(TrainingForm):
    """What the street did."""

    submit = _("Report")
    report = forms.CharField(label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class JudgeForm(TrainingForm):
    """Done, or back."""

    submit = _("Decide")
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(FollowUp.State.DONE, _("Done")), (FollowUp.State.OPEN, _("Back to the street"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What is missing"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class TaughtForm(TrainingForm):
    """When the topic was taught, and how."""

    submit = _("Record the training")
    happened_on = forms.DateField(label=_("Day"))
    report = forms.CharField(label=_("What was taught"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    late_reason = forms.CharField(
        label=_("Reason for a late entry"), max_length=300, required=False, help_text=_("Only where it is asked for.")
    )

    def prepare(self) -> None:
        self.initial.setdefault("happened_on", timekeeper.today())
