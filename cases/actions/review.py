"""The words of the desks: agree, return, designate a reviewer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases import access, review
from cases.models import DesignatedReviewer, ReviewDecision, Submission
from cases.models.review import ReturnReason
from cases.stages import BACK_TO, SIX_STAGES, Stage
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._approval import take_effect
from ._case import new_round, note, submission_action
from .notice import supersede_notice

Status = Submission.Status
Verdict = ReviewDecision.Verdict


def _due(submission: Submission, user: User) -> bool:
    return review.desk_for(submission, user) is not None


def _speak(submission: Submission, user: User, verdict: str, opinion: str, **extra: str) -> ReviewDecision:
    desk = review.desk_for(submission, user)
    if desk is None:
        raise door.NotPermitted("review")
    absent = review.absent_at(submission, desk, user)
    decision = ReviewDecision.objects.create(
        submission=submission,
        level=submission.status,
        desk=desk,
        verdict=verdict,
        reviewer=user,
        on_behalf_of=absent,
        reviewer_title=_title(user),
        opinion=opinion,
        decided_at=timekeeper.now(),
        **extra,
    )
    review.words(submission).append(decision)
    return decision


def _said_by(decision: ReviewDecision) -> dict[str, str]:
    """Desk, and for a deputy the absent person, for the ledger."""
    absent = decision.on_behalf_of
    return {"desk": decision.desk} | ({"on_behalf_of": absent.name} if absent else {})


def _title(user: User) -> str:
    officer = getattr(user, "officer", None)
    return f"{officer.unit_name} {officer.position}".strip()[:80] if officer else ""


@submission_action(
    permission=access.REVIEWER,
    label=_("Agree"),
    form="cases.forms.review.ApproveForm",
    group="review",
    available=_due,
)
def approve(submission: Submission, *, acting_user: User, opinion: str) -> Submission:
    """Agree at the desk that is due; with the last desk the submission takes effect (处罚法 57)."""
    decision = _speak(submission, acting_user, Verdict.APPROVE, opinion)
    before = submission.status
    approved = review.advance(submission)
    if submission.status != before:
        submission.level_since = timekeeper.now()
    if approved:
        submission.ended_at = timekeeper.now()
    submission.save(update_fields=["status", "level_since", "ended_at"])
    note(submission.case, submission=submission.pk, **_said_by(decision), status=submission.status)
    if approved:
        take_effect(submission, acting_user)
    return submission


@submission_action(
    permission=access.REVIEWER,
    label=_("Return"),
    form="cases.forms.review.ReturnForm",
    group="review",
    danger=True,
    available=_due,
)
def return_back(
    submission: Submission, *, acting_user: User, opinion: str, reason_code: str, return_to: str = ""
) -> Submission:
    """Return with a reason, to this stage or an earlier one; a new draft round begins there (退回).

    Later approvals lapse by that: each stage must be submitted again. A served notice is superseded when the case
    goes back to discretion or before.
    """
    case = submission.case
    target = return_to or submission.stage
    _check_target(submission, target, reason_code)
    decision = _speak(submission, acting_user, Verdict.RETURN, opinion, reason_code=reason_code, return_to=target)
    submission.give_back()
    submission.ended_at, submission.end_reason = timekeeper.now(), opinion[:300]
    submission.save()
    content = submission.content if target == submission.stage else _last_content(submission, target)
    if target != submission.stage:
        getattr(case, BACK_TO[Stage(target)])()
    if SIX_STAGES.index(Stage(target)) <= SIX_STAGES.index(Stage.DISCRETION):
        supersede_notice(case, acting_user)
    kind = submission.kind if target == submission.stage else Submission.Kind.STAGE
    if not case.submissions.filter(kind=kind, stage=target, status=Status.DRAFT).exists():
        new_round(case, kind, target, content)
    note(case, submission=submission.pk, **_said_by(decision), returned_to=target)
    return submission


def _check_target(submission: Submission, target: str, reason_code: str) -> None:
    if reason_code not in ReturnReason.values:
        raise ActionRefused.because("REASON", _("Choose the reason for the return."), field="reason_code")
    stages = return_targets(submission)
    if target not in stages:
        raise ActionRefused.because(
            "RETURN_TO", _("It can only go back to this stage or an earlier one."), field="return_to"
        )


def return_targets(submission: Submission) -> list[Stage]:
    """The stages a submission may go back to, the present one first; filing, once approved, stands."""
    here = SIX_STAGES.index(Stage(submission.stage))
    if submission.kind != Submission.Kind.STAGE or submission.case.is_decided:
        return [Stage(submission.stage)]
    return [stage for stage in reversed(SIX_STAGES[: here + 1]) if stage == submission.stage or stage in BACK_TO]


def _last_content(submission: Submission, stage: str) -> dict:
    earlier = submission.case.submissions.filter(kind=Submission.Kind.STAGE, stage=stage).order_by("-pk").first()
    return earlier.content if earlier else {}


@submission_action(
    permission=access.ACCEPTING_DESK,
    label=_("Designate an initial reviewer"),
    form="cases.forms.review.DesignateForm",
    group="review",
    available=lambda submission, user: submission.status == Status.INITIAL,
)
def designate_reviewer(submission: Submission, *, acting_user: User, reviewer: User, reason: str) -> DesignatedReviewer:
    """Name an initial reviewer where the street has nobody free (指定初审人); the level is never skipped."""
    if review.handled(submission.case, reviewer):
        raise ActionRefused.because(
            "HANDLED", _("This person has handled the case and can't review it."), field="reviewer"
        )
    return DesignatedReviewer.objects.create(
        submission=submission, reviewer=reviewer, designated_by=acting_user, reason=reason
    )
