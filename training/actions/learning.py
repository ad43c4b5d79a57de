"""The verbs of the learning path (成长路径): the liaison proposes an officer's step, the director decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.models import Officer
from delegation.permits import LIAISON, STEP_DIRECTOR
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.learning import standing
from training.models import LearningStep

State = LearningStep.State


def _walks(officer: Any, user: User) -> bool:
    return officer.kind == Officer.Kind.OFFICER and officer.active and officer.street_id is not None


def _proposed(officer: Any) -> LearningStep | None:
    return officer.learning_steps.filter(state=State.PROPOSED).first()


@door.action(
    permission=LIAISON,
    subject=Officer,
    label=_("Propose a step on the learning path"),
    form="training.forms.learning.ProposeForm",
    group="learning",
    available=lambda officer, user: _walks(officer, user) and _proposed(officer) is None,
)
def propose_learning_step(officer: Officer, *, acting_user: User, step: str, reason: str) -> LearningStep:
    """Propose that an officer goes on one step, or back; what is fulfilled and what is missing is kept as it stands."""
    if not _walks(officer, acting_user):
        raise ActionRefused.because("T15", _("Only officers of a street walk this path."))
    if _proposed(officer) is not None:
        raise ActionRefused.because("T15", _("A proposal is waiting for the director."), field="step")
    one = standing.standings(standing.on_the_path().filter(pk=officer.pk))[0]
    if step == one.step:
        raise ActionRefused.because("T15", _("The officer is at this step already."), field="step")
    if standing.ORDER.index(step) > standing.ORDER.index(one.step) + 1:
        raise ActionRefused.because(
            "T15", _("No step is left out."), remedy=_("Propose the next one first."), field="step"
        )
    if step != LearningStep.Step.OBSERVE and one.certificate is None:
        raise ActionRefused.because(
            "T15",
            _("The officer has no valid enforcement certificate today."),
            remedy=_("Enter the certificate in the register first; without it nobody handles a case."),
            article="处罚法42(1)",
            field="step",
        )
    return LearningStep.objects.create(
        officer=officer,
        step=step,
        step_before=one.step,
        reason=reason,
        figures=[row.as_dict() for row in standing.criteria(one, step, standing.thresholds())],
        proposed_on=timekeeper.today(),
        proposed_by=acting_user,
    )


@door.action(
    permission=STEP_DIRECTOR,
    subject=Officer,
    label=_("Decide on the officer's step"),
    form="training.forms.learning.DecideForm",
    group="learning",
    available=lambda officer, user: _proposed(officer) is not None,
)
def decide_learning_step(
    officer: Officer, *, acting_user: User, verdict: str, opinion: str, effective_from: date | None = None
) -> LearningStep:
    """Approve the step from a day on, or refuse it."""
    proposal = _proposed(officer)
    if proposal is None:
        raise ActionRefused.because("T16", _("No proposal is waiting."), remedy=_("The liaison proposes a step first."))
    today = timekeeper.today()
    begins = effective_from or today
    if verdict == State.APPROVED and begins < today:
        raise ActionRefused.because(
            "T16", _("A step never reaches back."), remedy=_("Choose today or a later day."), field="effective_from"
        )
    proposal.state, proposal.decided_on, proposal.decided_by = verdict, today, acting_user
    proposal.opinion = opinion
    proposal.effective_from = begins if verdict == State.APPROVED else None
    proposal.save()
    return proposal
