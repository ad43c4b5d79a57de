"""Writing and submitting the rounds of each stage; the second officer's confirmation; recall."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, discretion, review
from cases.models import Case, Submission
from cases.stages import BEFORE_DECISION, SIX_STAGES, UNDER_INVESTIGATION, Outcome, Stage
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, StaleContent
from gongshu_enforcement.models import User

from ._case import case_action, draft_of, new_round, note, snapshot, submission_action

Kind = Submission.Kind
Status = Submission.Status
DECISIONS = (Outcome.PENALTY, Outcome.NO_PENALTY, Outcome.NOT_ESTABLISHED)


@case_action(permission=access.HANDLER, label=_("Save the draft"), stages=SIX_STAGES, group="draft")
def save_draft(
    case: Case, *, acting_user: User, content: dict[str, Any], base_version: int, kind: str = Kind.STAGE
) -> Submission:
    """Keep what an officer has written so far.

    Raises StaleContent where somebody else saved since `base_version` (0: nothing saved yet) was read.
    """
    draft = draft_of(case, kind, case.stage)
    if draft is None:
        draft = new_round(case, kind, case.stage)
    elif draft.content_version != base_version and draft.content_saved_by_id not in (None, acting_user.pk):
        raise StaleContent(draft)
    _write(draft, content, acting_user)
    note(case, content_hash=ledger.digest(content))
    return draft


def _write(draft: Submission, content: dict[str, Any], user: User) -> None:
    draft.content = ledger.canonical(content)
    draft.content_version += 1
    draft.content_saved_by = user
    draft.save(update_fields=["content", "content_version", "content_saved_by"])


def _submit(case: Case, user: User, kind: str, content: dict[str, Any], base_version: int | None) -> Submission:
    draft = draft_of(case, kind, case.stage) or new_round(case, kind, case.stage)
    stale = base_version is not None and base_version != draft.content_version
    if stale and draft.content_saved_by_id not in (None, user.pk):
        raise StaleContent(draft)
    _write(draft, content, user)
    draft.snapshot = snapshot(case, draft.content)
    draft.content_hash = ledger.digest(draft.snapshot)
    draft.submitted_by, draft.submitted_at = user, timekeeper.now()
    draft.level_since = timekeeper.now()
    draft.submit()
    draft.save()
    note(case, submission=draft.pk, round=draft.round, content_hash=draft.content_hash)
    return draft


def _stage_action(stage: Stage, label: Any, form: str, **options: Any):
    return case_action(
        permission=access.HANDLER,
        label=label,
        stages=[stage],
        form=form,
        group="submit",
        available=lambda case, user: case.open_submission() is None and case.pending_hand_over() is None,
        **options,
    )


@_stage_action(Stage.FILING, _("Submit the filing"), "cases.forms.submitting.SubmitFilingForm")
def submit_filing(
    case: Case,
    *,
    acting_user: User,
    proposal: str,
    opinion: str,
    reason: str = "",
    harm_done: bool = False,
    harm_grounds: str = "",
    base_version: int | None = None,
) -> Submission:
    """Submit filing (立案): to file, or not to file with the reason.

    `harm_done`: life or health was concerned and harm done, on these grounds; the longer limitation counts (处罚法 36(1)).
    """
    content = {"proposal": proposal, "opinion": opinion, "reason": reason}
    if harm_done:
        content |= {"harm_done": True, "harm_grounds": harm_grounds}
    return _submit(case, acting_user, Kind.STAGE, content, base_version)


@_stage_action(Stage.INTERVIEW, _("Submit the investigation"), "cases.forms.submitting.SubmitInterviewForm")
def submit_interview(
    case: Case, *, acting_user: User, summary: str, opinion: str, base_version: int | None = None
) -> Submission:
    """Submit records and evidence (笔录) as complete."""
    return _submit(case, acting_user, Kind.STAGE, {"summary": summary, "opinion": opinion}, base_version)


@_stage_action(Stage.DETERMINATION, _("Submit the determination"), "cases.forms.submitting.SubmitDeterminationForm")
def submit_determination(
    case: Case, *, acting_user: User, violations: list[dict[str, Any]], opinion: str, base_version: int | None = None
) -> Submission:
    """Submit findings per violation (确定案由): [{id, finding, found_facts, evidence, is_overdue, rests_on?, provision?, …}].

    `rests_on`: one of `case.disobeyed()`, which an overdue finding names where there are several violations.
    """
    return _submit(case, acting_user, Kind.STAGE, {"violations": violations, "opinion": opinion}, base_version)


@_stage_action(Stage.DISCRETION, _("Submit the discretion"), "cases.forms.submitting.SubmitDiscretionForm")
def submit_discretion(
    case: Case, *, acting_user: User, violations: list[dict[str, Any]], opinion: str, base_version: int | None = None
) -> Submission:
    """Submit a proposal per violation (裁量): [{id, questions, proposal, tier, factors, fine, with_warning, …reasons}], yuan.

    `questions`: the answers on the grounds for no penalty (处罚法 33). `factors`: circumstances [{code, evidence, note}].
    What the calculator advised is kept with each row, as it stood when it was submitted.
    """
    content = {"violations": discretion.with_advice(case, violations), "opinion": opinion}
    return _submit(case, acting_user, Kind.STAGE, content, base_version)


@case_action(
    permission=access.HANDLER,
    label=_("Submit the decision"),
    stages=[Stage.NOTICE],
    form="cases.forms.submitting.SubmitNoticeForm",
    group="submit",
    available=lambda case, user: (
        not case.is_decided and case.open_submission() is None and not case.pending_hand_over()
    ),
)
def submit_notice(
    case: Case,
    *,
    acting_user: User,
    outcome: str,
    violations: list[dict[str, Any]],
    opinion: str,
    hearing_basis: str = "",
    base_version: int | None = None,
) -> Submission:
    """Submit the decision draft (告知后处理呈批): outcome, penalty per violation [{id, fine, with_warning,
    further_penalty}] in yuan; after a hearing how it rests on the record and report (处罚法 65).
    """
    if case.is_decided:
        raise ActionRefused.because("DECIDED", _("The decision has already been made."))
    if outcome not in DECISIONS:
        raise ActionRefused.because("OUTCOME", _("Choose what is decided."), article="处罚法57(1)", field="outcome")
    content = {"outcome": outcome, "violations": violations, "opinion": opinion}
    if hearing_basis:
        content["hearing_basis"] = hearing_basis
    return _submit(case, acting_user, Kind.STAGE, content, base_version)


@_stage_action(Stage.CLOSURE, _("Submit the closing"), "cases.forms.submitting.SubmitClosureForm")
def submit_closure(
    case: Case,
    *,
    acting_user: User,
    execution: str,
    opinion: str,
    ended_ground: str = "",
    ended_reason: str = "",
    base_version: int | None = None,
) -> Submission:
    """Submit the closing report (结案); where money stays unpaid, on which ground the execution ended, and why."""
    content = {"execution": execution, "opinion": opinion}
    if ended_ground:
        content |= {"ended_ground": ended_ground, "ended_reason": ended_reason}
    return _submit(case, acting_user, Kind.STAGE, content, base_version)


def _free(case: Case, user: User) -> bool:
    return case.is_before_decision and case.open_submission() is None and case.pending_hand_over() is None


@case_action(
    permission=access.HANDLER,
    label=_("Ask for an extension"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.submitting.ExtensionForm",
    group="sideways",
    available=_free,
)
def request_extension(case: Case, *, acting_user: User, extended_to: date, reason: str) -> Submission:
    """Submit an extension of the limit for the decision (案件延期, 处罚法 60)."""
    return _submit(case, acting_user, Kind.EXTENSION, {"extended_to": extended_to, "opinion": reason}, None)


@case_action(
    permission=access.HANDLER,
    label=_("Propose to terminate"),
    stages=BEFORE_DECISION,
    form="cases.forms.submitting.TerminationForm",
    group="sideways",
    danger=True,
    available=_free,
)
def request_termination(case: Case, *, acting_user: User, reason: str) -> Submission:
    """Submit the termination of the case (终止、撤案)."""
    return _submit(case, acting_user, Kind.TERMINATION, {"opinion": reason}, None)


@case_action(
    permission=access.HANDLER,
    label=_("Propose to transfer"),
    stages=BEFORE_DECISION,
    form="cases.forms.submitting.TransferForm",
    group="sideways",
    danger=True,
    available=_free,
)
def request_transfer(case: Case, *, acting_user: User, receiver: str, to_police: bool, reason: str) -> Submission:
    """Submit a transfer to another agency or, on suspicion of a crime, to the police (移送, 处罚法 27)."""
    content = {"receiver": receiver, "to_police": to_police, "opinion": reason}
    return _submit(case, acting_user, Kind.TRANSFER, content, None)


def _expect(submission: Submission, *statuses: str) -> None:
    if submission.status not in statuses:
        raise ActionRefused.because(
            "STATUS",
            _("This submission is at “%(status)s” already.") % {"status": submission.get_status_display()},
            remedy=_("Reload the page: somebody may have acted meanwhile."),
        )


@submission_action(
    permission=access.OTHER_HANDLER,
    label=_("Confirm as second officer"),
    form="cases.forms.review.ConfirmForm",
    group="review",
    available=lambda submission, user: submission.status == Status.CONFIRMING,
)
def confirm(submission: Submission, *, acting_user: User, opinion: str = "") -> Submission:
    """The other handling officer confirms the same content; it goes to the first level (处罚法 42)."""
    _expect(submission, Status.CONFIRMING)
    now = snapshot(submission.case, submission.content)
    if ledger.digest(now) != submission.content_hash:
        raise ActionRefused.because(
            "HASH",
            _("The case has changed since it was submitted."),
            remedy=_("Have the submitter recall it and submit again."),
        )
    submission.confirmed_by, submission.confirmed_at = acting_user, timekeeper.now()
    submission.level_since = timekeeper.now()
    review.begin(submission)
    submission.save(update_fields=["status", "confirmed_by", "confirmed_at", "level_since"])
    note(submission.case, submission=submission.pk, status=submission.status)
    return submission


@submission_action(
    permission=access.SUBMITTER,
    label=_("Recall"),
    form="cases.forms.review.RecallForm",
    group="review",
    danger=True,
    available=lambda submission, user: submission.is_open and not _acted_at_level(submission),
)
def recall(submission: Submission, *, acting_user: User, reason: str = "") -> Submission:
    """Take a submission back while nobody has acted at its level; a new draft carries everything over (撤回)."""
    _expect(submission, *Submission.OPEN)
    if _acted_at_level(submission):
        raise ActionRefused.because(
            "ACTED",
            _("Somebody has already acted at this level."),
            remedy=_("Wait for the decision, or ask the reviewer to return it."),
        )
    submission.recall()
    submission.ended_at, submission.end_reason = timekeeper.now(), reason[:300]
    submission.save()
    new_round(submission.case, submission.kind, submission.stage, submission.content)
    note(submission.case, submission=submission.pk)
    return submission


def _acted_at_level(submission: Submission) -> bool:
    return submission.decisions.filter(level=submission.status).exists()
