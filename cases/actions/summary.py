"""The summary procedure (简易程序, 处罚法 51–53): decide on site, report it, hand the money in, put findings right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases import access, clock, discretion, numbering
from cases.documents.issue import issue
from cases.legality import at_the_door
from cases.models import (
    Case,
    Document,
    Evidence,
    EvidenceKind,
    HandlingUnit,
    OnSiteDecision,
    Party,
    Payment,
    Procedure,
    RectificationItem,
    RectificationOrder,
    ReviewDecision,
    Service,
    ServiceMethod,
    SummaryCorrection,
    Violation,
)
from cases.stages import Outcome, Stage
from delegation.models import Officer, Organ, Street
from delegation.selectors import agreement_for
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from gongshu_enforcement.timekeeper import SHANGHAI

from ._case import add_handlers, case_action, note, save_new

REFUSED = "当事人拒绝签收，已在决定书上注明"
COLLECTED = "当场收缴（行政处罚法第六十八条、第六十九条）"


@door.action(
    permission=access.OPENER,
    subject=Street,
    label=_("Decide on site"),
    form="cases.forms.summary.OnSiteForm",
    rules=at_the_door,
    opens=True,
)
def decide_on_site(
    street: Street,
    *,
    acting_user: User,
    organ: Organ,
    handling_unit: str,
    party: dict[str, Any],
    violations: list[dict[str, Any]],
    officers: list[Officer],
    source: str,
    found_on: date,
    found_time: time,
    place: str,
    facts: str,
    evidence: str,
    photos: Iterable[UploadedFile] = (),
    correct_by: date | None = None,
    **told: Any,
) -> Case:
    """Decide on the spot (当场处罚): one act opens the case, makes the numbered decision and delivers it.

    `violations`: [{item, fine, with_warning, is_overdue}], yuan; `told`: the columns of OnSiteDecision. Raises
    ActionRefused above the limits of 处罚法 51, without oral notice and defence (44, 45), two officers (42) or delivery (52).
    """
    _must_act_themselves(acting_user, organ, handling_unit, street, officers)
    now = timekeeper.now()
    case = _open(street, acting_user, organ, handling_unit, party, source, found_on, place, facts)
    _add_violations(case, violations, facts, evidence, told["clear_reason"])
    add_handlers(case, officers)
    _add_photos(case, acting_user, photos, place)
    made = save_new(
        OnSiteDecision(case=case, found_at=datetime.combine(found_on, found_time, SHANGHAI), decided_at=now, **told)
    )
    made.officers.set(officers)
    order = _order_to_correct(case, officers, correct_by)
    _decide(case)
    if order is not None:
        order.document = issue(case, "ZLZG", acting_user=acting_user, order=order)
        order.save(update_fields=["document"])
        _deliver(case, made, order.document)
    made.document = issue(case, "DCDW" if case.party.is_unit else "DCGR", acting_user=acting_user, made=made)
    made.save(update_fields=["document"])
    _deliver(case, made, made.document)
    if made.collected:
        _record_collection(case, made)
    return case


def _must_act_themselves(user: User, organ: Organ, unit: str, street: Street, officers: list[Officer]) -> None:
    """Whoever decides stands there: one of the two officers, with the power of the unit they act for."""
    desk = "own" if unit == HandlingUnit.ORGAN else "handle"
    if street.pk not in access.streets(user, f"{desk}_{organ.code}"):
        raise door.NotPermitted("decide_on_site")
    if user.pk not in {officer.user_id for officer in officers}:
        raise door.NotPermitted("decide_on_site is for the officers on site")


def _open(
    street: Street,
    user: User,
    organ: Organ,
    unit: str,
    party: dict[str, Any],
    source: str,
    found_on: date,
    place: str,
    facts: str,
) -> Case:
    today = timekeeper.today()
    return save_new(
        Case(
            reference=numbering.next_reference(today.year),
            organ=organ,
            street=street,
            agreement=agreement_for(street, organ, today) if unit == HandlingUnit.STREET else None,
            handling_unit=unit,
            opened_by_unit=unit,
            procedure=Procedure.SUMMARY,
            party=save_new(Party(**party)),
            source=source,
            found_on=found_on,
            act_ended_on=found_on,
            place=place,
            facts=facts,
            opened_on=today,
            opened_by=user,
            origin=timekeeper.origin(),
        )
    )


def _add_violations(case: Case, rows: list[dict[str, Any]], facts: str, evidence: str, reason: str) -> None:
    for row in rows:
        fine = Decimal(row["fine"] or 0)
        violation = Violation(
            case=case,
            item=row["item"],
            is_overdue=bool(row.get("is_overdue")),
            finding=Violation.Finding.ESTABLISHED,
            found_facts=facts,
            evidence=evidence,
            factors=reason,
            proposal=Violation.Proposal.PENALTY,
            with_warning=bool(row.get("with_warning")),
            proposed_fine=fine,
            decided_fine=fine,
        )
        violation.tier = next((tier.tier for tier in discretion.tiers_of(violation) if tier.contains(fine)), "")
        save_new(violation)


def _add_photos(case: Case, user: User, photos: Iterable[UploadedFile], place: str) -> None:
    """Pictures taken on the spot, each with its hashes (处罚法 46, 47)."""
    who = "、".join(handler.officer.name for handler in case.current_handlers())[:80]
    for number, file in enumerate(photos, start=1):
        data = file.read()
        file.seek(0)
        save_new(
            Evidence(
                case=case,
                kind=EvidenceKind.AUDIOVISUAL,
                title=f"现场照片{number}",
                proves="当场发现的违法事实",
                made_by=who,
                made_on=timekeeper.today(),
                place=place,
                file=file,
                original_name=file.name[:200],
                content_type=(getattr(file, "content_type", "") or "")[:80],
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                sm3=ledger.sm3(data),
                added_by=user,
                added_at=timekeeper.now(),
            )
        )


def _order_to_correct(case: Case, officers: list[Officer], correct_by: date | None) -> RectificationOrder | None:
    """The order that goes with every penalty, where correcting on the spot was not possible (处罚法 28(1))."""
    if correct_by is None:
        return None
    order = save_new(RectificationOrder(case=case, ordered_on=timekeeper.today()))
    order.officers.set(officers)
    for violation in case.violations.select_related("item"):
        save_new(RectificationItem(order=order, problem=violation.item.title, due_on=correct_by))
    return order


def _decide(case: Case) -> None:
    today = timekeeper.today()
    numbering.take_summary_serial(case, today.year)
    case.filed_on = case.decided_on = case.decision_served_on = today
    case.decision_due_on = clock.decision_due(today, case.organ.code)
    case.outcome = Outcome.PENALTY
    case.total_fine = sum((row.decided_fine or Decimal(0) for row in case.violations.all()), Decimal(0))
    case.decide_at_once()


def _deliver(case: Case, made: OnSiteDecision, document: Document) -> None:
    """Handed over at once; a refusal to sign is noted on the paper and does not undo the delivery (处罚法 52(1))."""
    refused = made.received == OnSiteDecision.Received.REFUSED
    service = save_new(
        Service(
            case=case,
            document=document,
            method=ServiceMethod.DIRECT,
            served_on=case.decided_on,
            effective_on=case.decided_on,
            place=case.place,
            recipient=(case.party.representative or case.party.name)[:50],
            note=f"当场交付。{REFUSED}：{made.refusal}" if refused else "当场交付",
        )
    )
    service.officers.set(made.officers.all())


def _record_collection(case: Case, made: OnSiteDecision) -> None:
    save_new(
        Payment(
            case=case,
            paid_on=case.decided_on,
            amount=case.total_fine,
            voucher=made.receipt_number,
            note=COLLECTED,
        )
    )


def _of_summary(case: Case) -> bool:
    return case.is_summary and case.open_submission() is None


@case_action(
    permission=access.HANDLER,
    label=_("Report the on-site decision"),
    stages=[Stage.CLOSURE],
    form="cases.forms.summary.ReportForm",
    group="execution",
    available=lambda case, user: _of_summary(case) and case.on_site.reported_on is None,
)
def report_summary(case: Case, *, acting_user: User, report_note: str = "") -> OnSiteDecision:
    """Report the decision to the organ for its record (备案, 处罚法 52(3)); with that the organ's check can begin."""
    made = _made(case)
    if made.reported_on is not None:
        raise ActionRefused.because("REPORTED", _("This decision has already been reported."))
    made.reported_on, made.reported_by = timekeeper.today(), acting_user
    made.report_note = report_note
    made.save(update_fields=["reported_on", "reported_by", "report_note"])
    return made


def _made(case: Case) -> OnSiteDecision:
    """The on-site decision of the case; other cases have none."""
    made = OnSiteDecision.objects.filter(case=case).first()
    if made is None:
        raise ActionRefused.because(
            "PROCEDURE", _("This case follows the ordinary procedure."), remedy=_("Reload the page.")
        )
    made.case = case
    return made


@case_action(
    permission=access.HANDLER,
    label=_("Hand collected money in to the organ"),
    stages=[Stage.CLOSURE],
    form="cases.forms.summary.HandInForm",
    dated=True,
    group="execution",
    available=lambda case, user: _of_summary(case) and case.on_site.collected and case.on_site.handed_in_on is None,
)
def hand_in_fine(case: Case, *, acting_user: User, happened_on: date) -> OnSiteDecision:
    """Record that the officers handed the money to the organ, within two working days (处罚法 71)."""
    made = _made(case)
    made.handed_in_on = happened_on
    made.save(update_fields=["handed_in_on"])
    return made


@case_action(
    permission=access.HANDLER,
    label=_("Record the payment at the bank"),
    stages=[Stage.CLOSURE],
    form="cases.forms.summary.BankForm",
    dated=True,
    group="execution",
    available=lambda case, user: (
        _of_summary(case) and case.on_site.handed_in_on is not None and case.on_site.banked_on is None
    ),
)
def bank_fine(case: Case, *, acting_user: User, happened_on: date, bank_voucher: str) -> OnSiteDecision:
    """Record that the organ paid the collected money in at the named bank, within two working days (处罚法 71)."""
    made = _made(case)
    made.banked_on, made.bank_voucher = happened_on, bank_voucher
    made.save(update_fields=["banked_on", "bank_voucher"])
    return made


def finding_to_correct(case: Case) -> ReviewDecision | None:
    """The organ's finding that no correction answers yet: the last return of the check afterwards."""
    returns = ReviewDecision.objects.filter(
        submission__case=case, submission__stage=Stage.CLOSURE, verdict=ReviewDecision.Verdict.RETURN
    )
    last = returns.order_by("-pk").first()
    return None if last is None or SummaryCorrection.objects.filter(finding=last).exists() else last


@case_action(
    permission=access.HANDLER,
    label=_("Record a correction"),
    stages=[Stage.CLOSURE],
    form="cases.forms.summary.CorrectionForm",
    dated=True,
    group="execution",
    available=lambda case, user: _of_summary(case) and finding_to_correct(case) is not None,
)
def record_correction(case: Case, *, acting_user: User, happened_on: date, measure: str) -> SummaryCorrection:
    """Record what was put right after the organ's check found something; then the check is asked for again (更正)."""
    finding = finding_to_correct(case)
    if finding is None:
        raise ActionRefused.because("D6", _("The organ has found nothing that waits for a correction."))
    note(case, finding=finding.pk)
    return save_new(
        SummaryCorrection(
            case=case, finding=finding, measure=measure, corrected_on=happened_on, recorded_by=acting_user
        )
    )
