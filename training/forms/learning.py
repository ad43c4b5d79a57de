"""Forms of the learning path."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import LearningStep

from .base import TrainingForm


class ProposeForm(TrainingForm):
    """The step proposed and why."""

    submit = _("Send the proposal to the director")
    step = forms.ChoiceField(label=_("Step"), choices=LearningStep.Step.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What is fulfilled and what is missing is kept as it stands now; say why where something is missing."
        ),
    )


class DecideForm(TrainingForm):
    """The director's word."""

    submit = _("Decide")
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[(LearningStep.State.APPROVED, _("Approve")), (LearningStep.State.REFUSED, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    effective_from = forms.DateField(label=_("In force from"), required=False, help_text=_("Today where left empty."))
    opinion = forms.CharField(label=_("Opinion"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def prepare(self) -> None:
        proposal = self.subject.learning_steps.filter(state=LearningStep.State.PROPOSED).first()
        if proposal is None:
            return
        missing = [row["label"] for row in proposal.figures if row["met"] is False]
        said = "、".join(missing) if missing else str(_("nothing"))
        self.note = _("%(name)s: %(step)s. Missing when it was proposed: %(missing)s. Reason given: %(reason)s") % {
            "name": self.subject.name,
            "step": proposal.get_step_display(),
            "missing": said,
            "reason": proposal.reason,
        }
