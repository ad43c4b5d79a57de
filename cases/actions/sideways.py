"""The side ways: hand-over to the organ, take-back of a transfer, recusal, replacing an officer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases import access, settling
from cases.models import Case, HandlingUnit, HandOver, Recusal, Submission, TermDecision
from cases.stages import BEFORE_DECISION, SIX_STAGES, Stage
from delegation.models import Officer
from delegation.permits import AGREEMENT_KEEPER
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import add_handlers, case_action, draft_of, new_round, note, save_new
from .notice import supersede_notice


def _can_hand_over(case: Case, user: User) -> bool:
    return case.handling_unit == HandlingUnit.STREET and not case.is_decided and case.pending_hand_over() is None


@case_action(
    permission=access.HANDLER_OR_REVIEWER,
    label=_("Hand over to the organ"),
    stages=BEFORE_DECISION,
    form="cases.forms.sideways.HandOverForm",
    group="sideways",
    available=_can_hand_over,
)
def hand_over(case: Case, *, acting_user: User, reason: str, text: str) -> HandOver:
    """Ask the organ to take the case (移交区局): over the cap, outside the delegation, suspension, recusal, complexity."""
    return save_new(
        HandOver(case=case, reason=reason, text=text, requested_by=acting_user, requested_on=timekeeper.today())
    )


def _is_asked(case: Case, user: User) -> bool:
    return settling.can_be_asked(case) and settling.end_for(case.agreement) is not None


@case_action(
    permission=AGREEMENT_KEEPER,
    label=_("Decide what becomes of it after the delegation"),
    stages=BEFORE_DECISION,
    form="cases.forms.sideways.SettleForm",
    group="sideways",
    available=_is_asked,
)
def settle_delegation(case: Case, *, acting_user: User, choice: str, reason: str) -> TermDecision:
    """The delegation ends or pauses: the street finishes the case under the old term, or the organ takes it over."""
    if not settling.can_be_asked(case):
        raise ActionRefused.because(
            "W3",
            _("The street does not handle this case, or it waits for the organ already."),
            remedy=_("Nothing needs to be decided."),
            article=settling.ARTICLE,
        )
    ended_on = settling.end_for(case.agreement)
    if ended_on is None:
        raise ActionRefused.because(
            "W3",
            _("The agreement %(number)s gives power, and no end of it is near.") % {"number": case.agreement.number},
            remedy=_("This is asked when it is suspended, revoked or runs out."),
            article=settling.ARTICLE,
        )
    if choice == TermDecision.Choice.FINISH and not (case.filed_on and case.filed_on < ended_on):
        raise ActionRefused.because(
            "W3",
            _("The case was not filed before the power ended on %(day)s: there is nothing to finish.")
            % {"day": ended_on},
            remedy=_("Hand it to the organ, which files it itself."),
            article=settling.ARTICLE,
            field="choice",
        )
    if choice == TermDecision.Choice.HAND_OVER:
        asked = {"requested_by": acting_user, "requested_on": timekeeper.today()}
        save_new(HandOver(case=case, reason=HandOver.Reason.NOT_DELEGATED, text=reason, **asked))
    note(case, agreement=case.agreement.number, ended_on=ended_on)
    return save_new(
        TermDecision(
            case=case,
            agreement=case.agreement,
            ended_on=ended_on,
            choice=choice,
            reason=reason,
            decided_by=acting_user,
            decided_on=timekeeper.today(),
        )
    )


def _waiting(case: Case, user: User) -> bool:
    return case.pending_hand_over() is not None


def _answer(case: Case, user: User, status: str, text: str) -> HandOver:
    waiting = case.pending_hand_over()
    waiting.status, waiting.answer = status, text
    waiting.answered_by, waiting.answered_on = user, timekeeper.today()
    waiting.save()
    return waiting


@case_action(
    permission=access.ACCEPTING_DESK,
    label=_("Accept the case"),
    stages=BEFORE_DECISION,
    form="cases.forms.sideways.AcceptHandOverForm",
    group="sideways",
    available=_waiting,
)
def accept_hand_over(case: Case, *, acting_user: User, officers: list[Officer], text: str = "") -> HandOver:
    """Take the case: the organ handles it, with new officers; what is under review is void, the stage is kept."""
    if len(officers) < 2 or len({officer.pk for officer in officers}) < 2:
        raise ActionRefused.because("A8", _("Choose two different officers."), article="处罚法42(1)", field="officers")
    answered = _answer(case, acting_user, HandOver.Status.ACCEPTED, text)
    case.handling_unit = HandlingUnit.ORGAN
    case.handlers.filter(until=None).update(until=timekeeper.today())
    add_handlers(case, officers, reason=answered.get_reason_display())
    for submission in case.submissions.filter(status__in=Submission.OPEN):
        _void(case, submission, "hand_over")
    return answered


def _void(case: Case, submission: Submission, reason: str) -> None:
    """End an overtaken submission; what was written goes on in a new draft."""
    submission.make_void()
    submission.ended_at, submission.end_reason = timekeeper.now(), reason
    submission.save()
    if draft_of(case, submission.kind, submission.stage) is None:
        new_round(case, submission.kind, submission.stage, submission.content)


@case_action(
    permission=access.ACCEPTING_DESK,
    label=_("Refuse the hand-over"),
    stages=BEFORE_DECISION,
    form="cases.forms.sideways.RefuseHandOverForm",
    group="sideways",
    danger=True,
    available=lambda case, user: _waiting(case, user) and case.pending_hand_over().reason == "complexity",
)
def refuse_hand_over(case: Case, *, acting_user: User, text: str) -> HandOver:
    """Give it back; only where the reason was complexity."""
    return _answer(case, acting_user, HandOver.Status.REFUSED, text)


@case_action(
    permission=access.HANDLER,
    label=_("Take the case back"),
    stages=[Stage.TRANSFERRED],
    form="cases.forms.sideways.TakeBackForm",
    group="sideways",
)
def take_back(case: Case, *, acting_user: User, reason: str) -> Case:
    """The receiver declined the transfer; the case goes on at determination (退回移送)."""
    transfer = case.transfers.order_by("-pk").first()
    if case.filed_on is None:
        raise ActionRefused.because(
            "O1",
            _("The case was transferred before it was filed."),
            remedy=_("Open a new case."),
            article="处罚法54(2)",
        )
    transfer.taken_back_on, transfer.taken_back_reason = timekeeper.today(), reason
    transfer.save()
    case.outcome, case.closed_on = "", None
    supersede_notice(case, acting_user)
    case.take_back()
    return case


@case_action(
    permission=access.HANDLER,
    label=_("Ask for a recusal"),
    stages=BEFORE_DECISION,
    form="cases.forms.sideways.RecusalForm",
    group="sideways",
)
def ask_recusal(case: Case, *, acting_user: User, officer: Officer, asked_by: str, reason: str) -> Recusal:
    """Record that the party or the officer asks for recusal (回避, 处罚法 43); the investigation goes on."""
    return save_new(Recusal(case=case, officer=officer, asked_by=asked_by, reason=reason, asked_on=timekeeper.today()))


@case_action(
    permission=access.ORGAN_DIRECTOR,
    label=_("Decide on the recusal"),
    stages=SIX_STAGES,
    form="cases.forms.sideways.DecideRecusalForm",
    group="sideways",
    available=lambda case, user: case.recusals.filter(status="pending").exists(),
)
def decide_recusal(
    case: Case, *, acting_user: User, recusal: Recusal, granted: bool, decision: str, officer: Officer | None = None
) -> Recusal:
    """Grant it, with a replacement where the officer still handles the case, or refuse it with the reason (处罚法 43(3))."""
    if recusal.status != Recusal.Status.PENDING:
        raise ActionRefused.because("DECIDED", _("This request has already been decided."), field="recusal")
    recusal.status = Recusal.Status.GRANTED if granted else Recusal.Status.REFUSED
    recusal.decision, recusal.decided_by, recusal.decided_on = decision, acting_user, timekeeper.today()
    recusal.save()
    if granted and case.handlers.filter(officer=recusal.officer, until=None).exists():
        if officer is None:
            raise ActionRefused.because(
                "A8", _("Name the officer who takes over."), article="处罚法42(1)", field="officer"
            )
        _replace(case, recusal.officer, officer, decision)
    return recusal


def _replace(case: Case, old: Officer, new: Officer, reason: str) -> None:
    row = case.handlers.filter(officer=old, until=None).first()
    if row is None:
        raise ActionRefused.because("HANDLER", _("This officer does not handle the case."), field="officer")
    if case.handlers.filter(officer=new, until=None).exists():
        raise ActionRefused.because("A8", _("Choose two different officers."), article="处罚法42(1)", field="officer")
    row.until, row.reason = timekeeper.today(), reason[:200]
    row.save()
    case.forget_handlers()
    case.handlers.create(officer=new, is_lead=row.is_lead, since=timekeeper.today(), reason=reason[:200])
    submission = case.open_submission()
    if submission is not None and submission.status == Submission.Status.CONFIRMING:
        # Neither could go on: the submitter may be gone, and the content names the old officer.
        _void(case, submission, "officer replaced")
    note(case, left=old.pk, joined=new.pk)


@case_action(
    permission=access.OFFICER_MANAGER,
    label=_("Replace an officer"),
    stages=SIX_STAGES,
    form="cases.forms.sideways.ReplaceOfficerForm",
    group="sideways",
)
def replace_officer(case: Case, *, acting_user: User, leaving: Officer, officer: Officer, reason: str) -> Case:
    """Replace a handling officer (leave, certificate ended); past acts stay valid."""
    _replace(case, leaving, officer, reason)
    return case
