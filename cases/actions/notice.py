"""Notice and decision: the advance notice, service of any document, waiver and defence."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import access, clock, deliberation, suspending
from cases.documents.issue import issue, sha256
from cases.models import (
    Case,
    Defence,
    Document,
    HearingSession,
    LimitSuspension,
    Notice,
    NoticeItem,
    Reminder,
    Service,
    ServiceMethod,
    Speaker,
    SurchargeDecision,
)
from cases.stages import SIX_STAGES, Outcome, Stage
from delegation.models import Officer
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._approval import DECISION_CODES
from ._case import case_action, note, save_new, withdraw_paper


def undecided(case: Case, user: User) -> bool:
    """Whether a penalty is proposed, not decided, and nothing is under review."""
    return not case.is_decided and case.open_submission() is None and case.outcome == Outcome.PENALTY


def noticed(case: Case, user: User) -> bool:
    """Whether the party has been told of the proposed penalty."""
    notice = case.standing_notice()
    return undecided(case, user) and notice is not None and notice.served_on is not None


def served_notice(case: Case) -> Notice:
    """The notice that counts, once served. Raises ActionRefused before that."""
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
    available=lambda case, user: undecided(case, user) and case.standing_notice() is None,
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
            issued_on=timekeeper.today(),
            **deliberation.due_at_issue(case, total),
        )
    )
    for violation in deliberation.penalised(case):
        NoticeItem.objects.create(
            notice=notice,
            violation=violation,
            fine=violation.proposed_fine or 0,
            with_warning=violation.with_warning,
            further_penalty=violation.further_penalty,
            further_penalty_text=violation.further_penalty_text,
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
    available=lambda case, user: to_serve(case).exists(),
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
    proof: UploadedFile | None = None,
) -> Service:
    """Record the service of an issued document (送达, 处罚法 61): periods start, and a served decision opens execution.

    A public notice counts from its end (民诉法 95). Whoever is reached before it is served on that day, so one more
    service is recorded then, and everything runs from the earlier day.
    """
    if document.case_id != case.pk or document.status != Document.Status.ISSUED:
        raise ActionRefused.because("DOCUMENT", _("This document can't be served."), field="document")
    if not _may_come_beside(document.services.order_by("pk").last(), method, happened_on):
        raise ActionRefused.because(
            "SERVED",
            _("The service of this document is already recorded."),
            remedy=_("Only a service that reaches the party before the end of a public notice is recorded beside it."),
            article="民诉法95",
            field="document",
        )
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
    if proof is not None:
        _keep_proof(service, proof)
    _start_periods(case, document, effective_on)
    note(case, document=document.pk, effective_on=effective_on.isoformat())
    return service


def _may_come_beside(earlier: Service | None, method: str, happened_on: date) -> bool:
    """Whether a service is the first of its paper, or reached the party before the end of the public notice (公告)."""
    if earlier is None:
        return True
    by_notice = earlier.method == ServiceMethod.PUBLIC
    return by_notice and method != ServiceMethod.PUBLIC and happened_on < earlier.effective_on


def _keep_proof(service: Service, proof: UploadedFile) -> None:
    """The slip, photo or screen that proves the service, with its hash in the ledger."""
    data = proof.read()
    suffix = proof.name.rsplit(".", 1)[-1].lower()[:5]
    service.proof.save(f"{service.case.reference}/{service.pk}.{suffix}", ContentFile(data), save=False)
    service.proof_sha256 = sha256(data)
    service.save(update_fields=["proof", "proof_sha256"])
    note(service.case, proof=service.proof_sha256)


def supersede_notice(case: Case, user: User | None = None) -> None:
    """The case went back: what the party was told no longer counts, and papers not served yet never will be.

    A hearing that was still to come falls with its notice, and the limit for the decision runs on.
    """
    for notice in case.notices.filter(superseded_on=None):
        notice.superseded_on = timekeeper.today()
        notice.save(update_fields=["superseded_on"])
    suspending.end(case, LimitSuspension.Reason.HEARING, timekeeper.today(), user=user)
    waiting = case.documents.filter(
        code__in=("CFGZ", "TZGZ", "TZTZ"), needs_service=True, status=Document.Status.ISSUED, services=None
    )
    for paper in waiting:
        withdraw_paper(paper)


def unserved(case: Case):
    """Issued documents that need service and have none yet."""
    return case.documents.filter(needs_service=True, status=Document.Status.ISSUED, services=None)


def to_serve(case: Case):
    """What may be served: what is unserved, and papers whose public notice still runs, should the party turn up."""
    reached = Service.objects.filter(case=case).exclude(method=ServiceMethod.PUBLIC).values("document")
    published = case.services.filter(effective_on__gt=timekeeper.today()).exclude(document__in=reached)
    papers = case.documents.filter(needs_service=True, status=Document.Status.ISSUED)
    return papers.filter(Q(services=None) | Q(pk__in=published.values("document")))


def _start_periods(case: Case, document: Document, effective_on: date) -> None:
    if document.code == "CFGZ":
        _start_defence(case, document, effective_on)
    elif document.code == "TZGZ":
        _start_hearing_request(case, document, effective_on)
    elif document.code == "TZTZ":
        HearingSession.objects.filter(document=document).update(served_on=effective_on)
    elif document.code in ("CJCG", "QZCG"):
        Reminder.objects.filter(document=document).update(served_on=effective_on)
    elif document.code == "JCFK":
        SurchargeDecision.objects.filter(document=document).update(served_on=effective_on)
    elif document.code in DECISION_CODES and case.is_decided:
        _start_execution(case, effective_on)


def _start_execution(case: Case, effective_on: date) -> None:
    """A served decision opens execution; the party reached before the end of a public notice brings its day forward."""
    if case.stage == Stage.NOTICE:
        case.decision_served_on = effective_on
        case.begin_execution()
    elif effective_on < case.decision_served_on:
        case.decision_served_on = effective_on


def _start_defence(case: Case, document: Document, effective_on: date) -> None:
    notice = case.notices.filter(superseded_on=None, document=document).first()
    if notice is not None:
        days = legal_settings.value("defence_working_days", on=effective_on, organ=case.organ.code)
        notice.served_on = effective_on
        notice.defence_due_on = clock.add_working_days(effective_on, days)
        notice.save(update_fields=["served_on", "defence_due_on"])


def _start_hearing_request(case: Case, document: Document, effective_on: date) -> None:
    notice = case.notices.filter(superseded_on=None, hearing_document=document).first()
    if notice is not None:
        days = legal_settings.value("hearing_request_working_days", on=effective_on, organ=case.organ.code)
        notice.hearing_due_on = clock.add_working_days(effective_on, days)
        notice.save(update_fields=["hearing_due_on"])


@case_action(
    permission=access.HANDLER,
    label=_("Record a waiver of defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.WaiverForm",
    dated=True,
    group="notice",
    available=lambda case, user: noticed(case, user) and case.standing_notice().waived_on is None,
)
def waive_defence(
    case: Case, *, acting_user: User, happened_on: date, signed_by: str, hearing_too: bool = True
) -> Notice:
    """Record that the party waived its defence in writing (放弃陈述申辩), and with `hearing_too` the hearing."""
    notice = served_notice(case)
    notice.waived_on, notice.waived_by = happened_on, signed_by
    if notice.with_hearing and hearing_too:
        notice.hearing_waived_on = happened_on
    notice.save(update_fields=["waived_on", "waived_by", "hearing_waived_on"])
    issue(case, "CSSB", acting_user=acting_user, notice=notice, waiver={"signed_by": signed_by, "on": happened_on})
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Record a defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.DefenceForm",
    dated=True,
    group="notice",
    available=noticed,
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
    speaker_role: str = Speaker.PARTY,
    authority: str = "",
) -> Notice:
    """Record the party's statement and defence point by point (陈述申辩, 处罚法 45); issues CSSB."""
    notice = served_notice(case)
    for row in points:
        save_new(
            Defence(
                notice=notice,
                made_on=happened_on,
                speaker=speaker,
                speaker_role=speaker_role,
                authority=authority,
                in_writing=in_writing,
                point=row["point"],
            )
        )
    issue(case, "CSSB", acting_user=acting_user, notice=notice, officers=officers)
    return notice


@case_action(
    permission=access.HANDLER,
    label=_("Answer the defence"),
    stages=[Stage.NOTICE],
    form="cases.forms.notice.AnswerDefenceForm",
    group="notice",
    available=lambda case, user: noticed(case, user) and case.standing_notice().defences.filter(answer="").exists(),
)
def answer_defence(case: Case, *, acting_user: User, answers: list[dict]) -> Notice:
    """Answer each point after checking it (复核): [{id, answer, accepted}]; issues CSFH."""
    notice = served_notice(case)
    for row in answers:
        defence = notice.defences.get(pk=row["id"])
        defence.answer, defence.accepted = row["answer"], row["accepted"]
        defence.save(update_fields=["answer", "accepted"])
    issue(case, "CSFH", acting_user=acting_user, notice=notice)
    return notice
