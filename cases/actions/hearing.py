"""The hearing (听证, 处罚法 63–65): asked for, withdrawn, announced, put off, held, given up by absence, reported on.

The party's words are recorded by the handling officers; the legal section organises the hearing, because whoever
investigated neither chairs nor records it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, suspending
from cases.documents.issue import issue
from cases.models import Case, Hearing, HearingAgent, HearingSession, LimitSuspension
from cases.stages import Stage
from delegation.models import Officer
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new, withdraw_paper
from .notice import noticed, served_notice

HEARING = LimitSuspension.Reason.HEARING


def _hearing(case: Case) -> Hearing | None:
    notice = case.standing_notice()
    return getattr(notice, "hearing", None) if notice else None


def _waiting(case: Case, user: User) -> bool:
    """Whether a hearing was asked for and has neither been held nor given up."""
    hearing = _hearing(case)
    return noticed(case, user) and hearing is not None and not hearing.is_settled


def _unannounced(case: Case, user: User) -> bool:
    return _waiting(case, user) and _hearing(case).session() is None


def _announced(case: Case, user: User) -> bool:
    return _waiting(case, user) and _hearing(case).session() is not None


def _held_without_report(case: Case, user: User) -> bool:
    hearing = _hearing(case)
    return noticed(case, user) and hearing is not None and bool(hearing.held_on) and not hearing.reported_on


def _pending(case: Case) -> Hearing:
    hearing = getattr(served_notice(case), "hearing", None)
    if hearing is None or hearing.is_settled:
        raise ActionRefused.because(
            "C5",
            _("No hearing is waiting to be held."),
            remedy=_("Record the party's request first."),
            article="处罚法63、64",
        )
    return hearing


def _session(hearing: Hearing) -> HearingSession:
    session = hearing.session()
    if session is None:
        raise ActionRefused.because(
            "C6",
            _("The hearing has not been announced."),
            remedy=_("Announce its day and place first, and serve the notice of hearing."),
            article="处罚法64(2)",
        )
    return session


# --- The party asks, and thinks better of it --------------------------------------------------------------------------


@case_action(
    permission=access.HANDLER,
    label=_("Record a request for a hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.HearingRequestForm",
    dated=True,
    group="notice",
    available=lambda case, user: noticed(case, user) and case.standing_notice().with_hearing and _hearing(case) is None,
)
def request_hearing(
    case: Case, *, acting_user: User, happened_on: date, requested_by: str = "", in_writing: bool = True
) -> Hearing:
    """Record that the party asked for a hearing in time (要求听证, 处罚法 64(1))."""
    notice = served_notice(case)
    if hasattr(notice, "hearing"):
        raise ActionRefused.because("C5a", _("A hearing has been asked for already."), article="处罚法64(1)")
    hearing = save_new(
        Hearing(notice=notice, requested_on=happened_on, requested_by=requested_by, in_writing=in_writing)
    )
    if suspending.stops_for(case, HEARING, happened_on):
        suspending.begin(case, HEARING, happened_on, user=acting_user)
    return hearing


@case_action(
    permission=access.HANDLER,
    label=_("Record the withdrawal of the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.HearingWithdrawalForm",
    dated=True,
    group="notice",
    available=_waiting,
)
def withdraw_hearing(case: Case, *, acting_user: User, happened_on: date, withdrawn_by: str = "") -> Hearing:
    """Record that the party withdrew its request in writing (撤回听证要求)."""
    hearing = _pending(case)
    hearing.withdrawn_on, hearing.withdrawn_by = happened_on, withdrawn_by
    hearing.save(update_fields=["withdrawn_on", "withdrawn_by"])
    suspending.end(case, HEARING, happened_on, user=acting_user)
    session = hearing.session()
    if session is not None:
        _drop(session, "当事人撤回听证要求。")
    return hearing


# --- The legal section organises --------------------------------------------------------------------------------------


def _announce(case: Case, hearing: Hearing, user: User, *, members: list[Officer], **of_session: Any) -> HearingSession:
    session = save_new(HearingSession(hearing=hearing, announced_on=timekeeper.today(), **of_session))
    session.members.set(members)
    session.document = issue(case, "TZTZ", acting_user=user, session=session)
    session.save(update_fields=["document"])
    note(case, session=session.pk, starts_at=session.starts_at.isoformat())
    return session


def _drop(session: HearingSession, reason: str) -> None:
    session.dropped_on, session.dropped_reason = timekeeper.today(), reason[:200]
    session.save(update_fields=["dropped_on", "dropped_reason"])
    if session.document is not None and session.served_on is None:
        withdraw_paper(session.document)


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Announce the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.AnnounceHearingForm",
    group="hearing",
    available=_unannounced,
)
def announce_hearing(
    case: Case,
    *,
    acting_user: User,
    starts_at: datetime,
    place: str,
    chair: Officer,
    recorder: Officer,
    members: list[Officer] | None = None,
    is_public: bool = True,
    closed_reason: str = "",
    others_notified: str = "",
) -> HearingSession:
    """Set day, place and panel of the hearing and tell the party (听证会通知, 处罚法 64(2)–(4)); issues TZTZ."""
    hearing = _pending(case)
    if hearing.session() is not None:
        raise ActionRefused.because(
            "C6",
            _("The hearing has been announced already."),
            remedy=_("Put it off to another day where that is needed."),
            article="处罚法64(2)",
        )
    return _announce(
        case,
        hearing,
        acting_user,
        starts_at=starts_at,
        place=place,
        chair=chair,
        recorder=recorder,
        members=members or [],
        is_public=is_public,
        closed_reason="" if is_public else closed_reason,
        others_notified=others_notified,
    )


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Put the hearing off"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.RescheduleHearingForm",
    group="hearing",
    available=_announced,
)
def reschedule_hearing(
    case: Case,
    *,
    acting_user: User,
    reason: str,
    starts_at: datetime,
    place: str,
    chair: Officer,
    recorder: Officer,
    members: list[Officer] | None = None,
    is_public: bool = True,
    closed_reason: str = "",
    others_notified: str = "",
) -> HearingSession:
    """Set another day or another chair, with the reason (延期听证、更换主持人); the party is told anew, as early as before."""
    hearing = _pending(case)
    _drop(_session(hearing), reason)
    return _announce(
        case,
        hearing,
        acting_user,
        starts_at=starts_at,
        place=place,
        chair=chair,
        recorder=recorder,
        members=members or [],
        is_public=is_public,
        closed_reason="" if is_public else closed_reason,
        others_notified=others_notified,
    )


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.HoldHearingForm",
    dated=True,
    group="hearing",
    available=_announced,
)
def hold_hearing(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    started_at: datetime,
    ended_at: datetime,
    officers: list[Officer],
    attended_by: str,
    case_put: str,
    party_said: str,
    record: str,
    agents: list[dict[str, str]] | None = None,
    signed_by: str = "",
    refusal: str = "",
) -> Hearing:
    """Record the hearing as it was held (听证笔录, 处罚法 64(5)–(8)); `officers`: the investigators. Issues TZBL."""
    hearing = _pending(case)
    session = _session(hearing)
    hearing.held_on, hearing.started_at, hearing.ended_at = happened_on, started_at, ended_at
    hearing.attended_by, hearing.case_put, hearing.party_said = attended_by, case_put, party_said
    hearing.record, hearing.signed_by, hearing.refusal = record, signed_by, refusal
    for row in agents or ():
        save_new(HearingAgent(hearing=hearing, **row))
    hearing.investigators.set(officers)
    hearing.record_document = issue(case, "TZBL", acting_user=acting_user, hearing=hearing, session=session)
    hearing.save()
    suspending.end(case, HEARING, happened_on, user=acting_user)
    return hearing


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record that the party stayed away"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.AbsenceForm",
    dated=True,
    group="hearing",
    danger=True,
    available=_announced,
)
def record_absence(case: Case, *, acting_user: User, happened_on: date, absence: str) -> Hearing:
    """Absence without good reason, or leaving without leave, gives the hearing up (视为放弃听证, 处罚法 64(6)); issues TZBL."""
    hearing = _pending(case)
    session = _session(hearing)
    hearing.absent_on, hearing.absence = happened_on, absence
    hearing.record_document = issue(case, "TZBL", acting_user=acting_user, hearing=hearing, session=session)
    hearing.save(update_fields=["absent_on", "absence", "record_document"])
    suspending.end(case, HEARING, happened_on, user=acting_user)
    return hearing


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Report on the hearing"),
    stages=[Stage.NOTICE],
    form="cases.forms.hearing.HearingReportForm",
    group="hearing",
    available=_held_without_report,
)
def report_hearing(case: Case, *, acting_user: User, summary: str, opinion: str) -> Hearing:
    """The chair's report with an opinion, for the heads who decide (听证会报告, 处罚法 65); issues TZBG."""
    hearing = getattr(served_notice(case), "hearing", None)
    if hearing is None or hearing.held_on is None or hearing.reported_on is not None:
        raise ActionRefused.because(
            "C8",
            _("There is no hearing to report on."),
            remedy=_("Record the hearing first."),
            article="处罚法65",
        )
    hearing.reported_on, hearing.summary, hearing.opinion = timekeeper.today(), summary, opinion
    hearing.report_document = issue(case, "TZBG", acting_user=acting_user, hearing=hearing, session=hearing.session())
    hearing.save(update_fields=["reported_on", "summary", "opinion", "report_document"])
    return hearing
