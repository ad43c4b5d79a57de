"""Notice and decision: the advance notice, service of any document, defence, hearing."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from cases import access, clock, discretion
from cases.documents.issue import issue
from cases.models import Case, Defence, Document, Hearing, Notice, NoticeItem, Service, ServiceMethod
from cases.stages import SIX_STAGES, Outcome, Stage
from delegation.models import Officer
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._approval import DECISION_CODES
from ._case import case_action, note, save_new


def _undecided(case: Case, user: User) -> bool:
    return not case.is_decided and case.open_submission() is None and case.outcome == Outcome.PENALTY


def _noticed(case: Case, user: User) -> bool:
    notice = case.standing_notice()
    return _undecided(case, user) and notice is not None and notice.served_on is not None


def _standing(case: Case) -> Notice:
    notice = case.standing_notice()
    if notice is None or notice.served_on is None:
        raise ActionRefused.because(
            "C1",
            _("There is no served notice yet."),
            remedy=_("Issue the advance notice and record its service first."),
            article="处罚法44",
        )
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Issue the advance notice"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.IssueNoticeForm",
    group="notice",
    available=lambda case, user: _undecided(case, user) and case.standing_notice() is None,
)
def issue_notice(case: Case, *, acting_user: User) -> Notice:
    """Issue the advance notice (行政处罚告知书) of what discretion settled, and the hearing notice where due (63)."""
    if case.standing_notice() is not None:
        raise ActionRefused.because("NOTICE", _("A notice has already been issued."))
    total = case.proposed_total()
    notice = save_new(
        Notice(
            case=case,
            total_fine=total,
            with_hearing=discretion.needs_hearing(case, total),
            issued_on=timekeeper.today(),
        )
    )
    for violation in case.violations.filter(proposal="penalty"):
        NoticeItem.objects.create(
            notice=notice,
            violation=violation,
            fine=violation.proposed_fine or 0,
            with_warning=violation.with_warning,
        )
    notice.document = issue(case, "CFGZ", acting_user=acting_user, notice=notice)
    if notice.with_hearing:
        notice.hearing_document = issue(case, "TZGZ", acting_user=acting_user, notice=notice)
    notice.save()
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Record a service"),
    stages=(*SIX_STAGES, Stage.CLOSED, Stage.TRANSFERRED),
    form="cases.forms.notice.ServeForm",
    dated=True,
    group="notice",
    available=lambda case, user: unserved(case).exists(),
)
def serve(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    document: Document,
    method: str,
    place: str,
    recipient: str,
    officers: list[Officer],
    note_text: str = "",
) -> Service:
    """Record the service of an issued document (送达, 处罚法 61): periods start, and a served decision opens execution."""
    if document.case_id != case.pk or document.status != Document.Status.ISSUED:
        raise ActionRefused.because("DOCUMENT", _("This document can't be served."), field="document")
    if document.services.exists():
        raise ActionRefused.because("SERVED", _("The service of this document is already recorded."), field="document")
    effective_on = happened_on
    if method == ServiceMethod.PUBLIC:
        effective_on = clock.add_calendar_days(
            happened_on, legal_settings.value("public_notice_service_days", on=happened_on)
        )
    service = save_new(
        Service(
            case=case,
            document=document,
            method=method,
            served_on=happened_on,
            effective_on=effective_on,
            place=place,
            recipient=recipient,
            note=note_text,
        )
    )
    service.officers.set(officers)
    _start_periods(case, document, effective_on)
    note(case, document=document.pk, effective_on=effective_on.isoformat())
    return service


def unserved(case: Case):
    """Issued documents that need service and have none yet."""
    return case.documents.filter(needs_service=True, status=Document.Status.ISSUED, services=None)


def _start_periods(case: Case, document: Document, effective_on: date) -> None:
    notice = case.notices.filter(superseded_on=None, document=document).first()
    if notice is not None:
        days = legal_settings.value("defence_working_days", on=effective_on)
        notice.served_on = effective_on
        notice.defence_due_on = clock.add_working_days(effective_on, days)
        notice.save()
    hearing = case.notices.filter(superseded_on=None, hearing_document=document).first()
    if hearing is not None:
        days = legal_settings.value("hearing_request_working_days", on=effective_on)
        hearing.hearing_due_on = clock.add_working_days(effective_on, days)
        hearing.save()
    if document.code in DECISION_CODES and case.stage == Stage.NOTICE and case.is_decided:
        case.decision_served_on = effective_on
        case.begin_execution()


@case_action(
    permission=access.HANDLER,
    label=_("Record a waiver of defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.WaiverForm",
    dated=True,
    group="notice",
    available=lambda case, user: _noticed(case, user) and case.standing_notice().waived_on is None,
)
def waive_defence(case: Case, *, acting_user: User, happened_on: date, signed_by: str) -> Notice:
    """Record that the party waived defence (and hearing) in writing (放弃陈述申辩); the period ends with it."""
    notice = _standing(case)
    if happened_on < notice.served_on:
        raise ActionRefused.because(
            "C2", _("The waiver lies before the service of the notice."), article="处罚法44、45", field="happened_on"
        )
    notice.waived_on = happened_on
    notice.save(update_fields=["waived_on"])
    issue(case, "CSSB", acting_user=acting_user, notice=notice, waiver={"signed_by": signed_by, "on": happened_on})
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Record a defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.DefenceForm",
    dated=True,
    group="notice",
    available=_noticed,
)
def record_defence(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    officers: list[Officer],
    speaker: str,
    in_writing: bool,
    points: list[dict[str, str]],
) -> Notice:
    """Record the party's statement and defence point by point (陈述申辩, 处罚法 45); issues CSSB."""
    notice = _standing(case)
    for row in points:
        save_new(
            Defence(notice=notice, made_on=happened_on, speaker=speaker, in_writing=in_writing, point=row["point"])
        )
    issue(case, "CSSB", acting_user=acting_user, notice=notice, officers=officers)
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Answer the defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.AnswerDefenceForm",
    group="notice",
    available=lambda case, user: _noticed(case, user) and case.standing_notice().defences.filter(answer="").exists(),
)
def answer_defence(case: Case, *, acting_user: User, answers: list[dict]) -> Notice:
    """Answer each point after checking it (复核): [{id, answer, accepted}]; issues CSFH."""
    notice = _standing(case)
    for row in answers:
        defence = notice.defences.get(pk=row["id"])
        defence.answer, defence.accepted = row["answer"], row["accepted"]
        defence.save(update_fields=["answer", "accepted"])
    issue(case, "CSFH", acting_user=acting_user, notice=notice)
    return notice


def _pending_hearing(case: Case) -> Hearing:
    hearing = getattr(_standing(case), "hearing", None)
    if hearing is None or hearing.is_settled:
        raise ActionRefused.because(
            "C5",
            _("No hearing is waiting to be held."),
            remedy=_("Record the party's request first."),
            article="处罚法63、64",
        )
    return hearing


def _hearing_open(case: Case, user: User) -> bool:
    notice = case.standing_notice()
    hearing = getattr(notice, "hearing", None) if notice else None
    return hearing is not None and not hearing.is_settled


@case_action(
    permission=access.HANDLER,
    label=_("Record a request for a hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.HearingRequestForm",
    dated=True,
    group="notice",
    available=lambda case, user: (
        _noticed(case, user) and case.standing_notice().with_hearing and not hasattr(case.standing_notice(), "hearing")
    ),
)
def request_hearing(case: Case, *, acting_user: User, happened_on: date) -> Hearing:
    """Record that the party asked for a hearing in time (听证, 处罚法 64(1))."""
    notice = _standing(case)
    if not notice.with_hearing or (notice.hearing_due_on and happened_on > notice.hearing_due_on):
        raise ActionRefused.because(
            "C5",
            _("The period for asking for a hearing is over, or none is due."),
            article="处罚法63、64(1)",
            field="happened_on",
        )
    return save_new(Hearing(notice=notice, requested_on=happened_on))


@case_action(
    permission=access.HANDLER,
    label=_("Record the withdrawal of the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.HearingWithdrawalForm",
    dated=True,
    group="notice",
    available=_hearing_open,
)
def withdraw_hearing(case: Case, *, acting_user: User, happened_on: date) -> Hearing:
    """Record that the party withdrew its request."""
    hearing = _pending_hearing(case)
    hearing.withdrawn_on = happened_on
    hearing.save(update_fields=["withdrawn_on"])
    return hearing


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.HearingForm",
    dated=True,
    group="notice",
    available=_hearing_open,
)
def hold_hearing(
    case: Case, *, acting_user: User, happened_on: date, announced_on: date, chair: Officer, record: str, opinion: str
) -> Hearing:
    """Record the hearing held (听证, 处罚法 64): announced seven working days before, chair not an investigator."""
    hearing = _pending_hearing(case)
    hearing.announced_on, hearing.held_on = announced_on, happened_on
    hearing.chair, hearing.record, hearing.opinion = chair, record, opinion
    hearing.save()
    return hearing
