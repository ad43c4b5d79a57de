"""Mentoring (帮扶): who mentors whom, the liaison's days on site, and the steps from 参与办 to 自主办."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation import criteria, services
from delegation.lessons import lessons
from delegation.models import LiaisonVisit, MentoringGroup, Officer, StepDecision, Street
from delegation.permits import LIAISON, STEP_DIRECTOR, officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.administration.permits import ADMINISTRATOR
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._register import refusing

Status = StepDecision.Status


@door.action(
    permission=ADMINISTRATOR,
    subject=MentoringGroup,
    label=_("Change liaison or streets"),
    form="delegation.forms_mentoring.GroupForm",
    group="mentoring",
)
def change_group(
    group: MentoringGroup, *, acting_user: User, liaison: Officer, streets: list[Street]
) -> MentoringGroup:
    """Give a group another liaison or other streets; who stops mentoring a street stops reading it, at once."""
    with refusing("M1"):
        if set(streets) != set(group.streets.all()):
            services.set_group_streets(group, streets=streets)
        if liaison.pk != group.liaison_id:
            group.liaison = services.assign_liaison(group, liaison=liaison).liaison
    return group


@door.action(
    permission=LIAISON,
    subject=Street,
    label=_("Log a visit"),
    form="delegation.forms_mentoring.VisitForm",
    group="mentoring",
    dated=True,
)
def log_visit(
    street: Street,
    *,
    acting_user: User,
    happened_on: date,
    done: str,
    taught: str = "",
    topics: list[str] | None = None,
    case_reference: str = "",
    lesson: str = "",
) -> LiaisonVisit:
    """A day of the liaison in the street: what was done, what was taught, which case was guided (驻点帮扶日志)."""
    if lesson and lesson not in {one.key for one in lessons()}:
        raise ActionRefused.because(
            "M2", _("There is no such topic of a training."), remedy=_("Choose one of the list."), field="lesson"
        )
    visit = LiaisonVisit(
        street=street,
        liaison=officer_of(acting_user),
        on=happened_on,
        done=done,
        taught=taught,
        topics=list(topics or ()),
        case_reference=case_reference.strip(),
        lesson=lesson,
    )
    with refusing("M2", on="happened_on", __all__="happened_on"):
        visit.full_clean()
    visit.save()
    return visit


@door.action(
    permission=LIAISON,
    subject=Street,
    label=_("Propose another step"),
    form="delegation.forms_mentoring.ProposeForm",
    group="mentoring",
)
def propose_step(street: Street, *, acting_user: User, step: str, reason: str) -> StepDecision:
    """Propose that the street goes on (or back) a step; the criteria are kept as they stand now."""
    now = street.step_on(timekeeper.today())
    if step == now:
        raise ActionRefused.because("M3", _("The street is at this step already."), field="step")
    if street.steps.filter(status=Status.PROPOSED).exists():
        raise ActionRefused.because(
            "M3", _("A proposal is waiting for the director."), remedy=_("Wait for the decision on it."), field="step"
        )
    return StepDecision.objects.create(
        street=street,
        step=step,
        step_before=now,
        reason=reason,
        figures=[row.as_dict() for row in criteria.of_street(street, step)],
        proposed_on=timekeeper.today(),
        proposed_by=acting_user,
    )


def _has_proposal(street: Any, user: User) -> bool:
    return isinstance(street, Street) and street.steps.filter(status=Status.PROPOSED).exists()


@door.action(
    permission=STEP_DIRECTOR,
    subject=Street,
    label=_("Decide on the proposed step"),
    form="delegation.forms_mentoring.DecideForm",
    group="mentoring",
    available=_has_proposal,
)
def decide_step(
    street: Street, *, acting_user: User, verdict: str, opinion: str, effective_from: date | None = None
) -> StepDecision:
    """Approve the step from a day on, or refuse it. Cases opened before that day keep the crew they have."""
    proposal = street.steps.filter(status=Status.PROPOSED).first()
    if proposal is None:
        raise ActionRefused.because("M4", _("No proposal is waiting."), remedy=_("The liaison proposes a step first."))
    today = timekeeper.today()
    proposal.decided_on, proposal.decided_by, proposal.opinion = today, acting_user, opinion
    if verdict == Status.REFUSED:
        proposal.status = Status.REFUSED
    else:
        begins = effective_from or today
        if begins < today:
            raise ActionRefused.because(
                "M4",
                _("A step never reaches back: cases were opened under the one before."),
                remedy=_("Choose today or a later day."),
                field="effective_from",
            )
        proposal.status, proposal.effective_from = Status.APPROVED, begins
    proposal.save()
    street.autonomy_step = street.step_on(today)
    street.save(update_fields=["autonomy_step"])
    return proposal
