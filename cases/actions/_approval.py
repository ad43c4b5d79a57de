"""What an approved submission does (workflow.md: “What an approved stage submission does”).

Called by `approve` inside its act; these are the only places, beside `serve` and `take_back`, that move a case on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from cases import clock, discretion, numbering
from cases.documents.issue import issue
from cases.models import Submission, Transfer, Violation
from cases.stages import Outcome, Stage
from delegation.models import Item
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._compelling import seize, stop_supply
from ._granting import grant
from ._preserving import carry_out

Effect = Callable[[Submission, User], None]


def take_effect(submission: Submission, user: User) -> None:
    """Carry out what was approved."""
    _EFFECTS[submission.kind, submission.stage if submission.kind == Submission.Kind.STAGE else ""](submission, user)


def _file(submission: Submission, user: User) -> None:
    case, today = submission.case, timekeeper.today()
    if submission.content["proposal"] == "not_file":
        case.decline_filing()
        case.closed_on = today
        issue(case, "LA", acting_user=user, submission=submission)
        return
    numbering.take_case_serial(case, today.year)
    case.filed_on = today
    case.decision_due_on = clock.decision_due(today, case.organ.code)
    case.file()
    issue(case, "LA", acting_user=user, submission=submission)


def _complete_evidence(submission: Submission, user: User) -> None:
    submission.case.complete_evidence()
    issue(submission.case, "ZJQD", acting_user=user)


def _determine(submission: Submission, user: User) -> None:
    case = submission.case
    for row in submission.content["violations"]:
        violation = case.violations.get(pk=row["id"])
        violation.finding = row["finding"]
        violation.found_facts = row.get("found_facts", "")
        violation.evidence = row.get("evidence", "")
        violation.is_overdue = bool(row.get("is_overdue"))
        violation.alternative_range = bool(row.get("alternative_range"))
        violation.provision = row.get("provision", "")
        if row.get("item"):
            violation.item = Item.objects.get(pk=row["item"])
        if violation.finding != Violation.Finding.ESTABLISHED:
            violation.forget_discretion()
        violation.save()
    stands = case.violations.filter(finding=Violation.Finding.ESTABLISHED).exists()
    case.outcome = "" if stands else Outcome.NOT_ESTABLISHED  # an earlier round may have found otherwise
    case.determine()
    issue(case, "DCBG", acting_user=user, submission=submission)


def _settle_discretion(submission: Submission, user: User) -> None:
    case = submission.case
    penal, with_factors = False, any(map(discretion.rows_of, submission.content["violations"]))
    held = discretion.known(case) if with_factors else {}
    for row in submission.content["violations"]:
        violation = case.violations.get(pk=row["id"])
        violation.proposal = row.get("proposal", "")
        violation.tier = row.get("tier", "")
        violation.circumstances = discretion.rows_of(row)
        violation.factors = discretion.in_words(discretion.chosen(row, held))
        violation.questions = row.get("questions") or {}
        advised = (row.get("advice") or {}).get("recommended")
        violation.recommended_fine = Decimal(advised) if advised else None
        violation.education = row.get("education", "")
        violation.no_penalty_reason = row.get("no_penalty_reason", "")
        violation.mitigation_reason = row.get("mitigation_reason", "")
        violation.departure_reason = row.get("departure_reason", "")
        punished = violation.proposal == Violation.Proposal.PENALTY
        violation.with_warning = punished and bool(row.get("with_warning"))
        violation.proposed_fine = Decimal(str(row.get("fine") or 0)) if punished else Decimal(0)
        violation.further_penalty = (row.get("further_penalty") or "") if punished else ""
        violation.further_penalty_text = (row.get("further_penalty_text") or "") if violation.further_penalty else ""
        violation.save()
        penal = penal or punished
    if penal:
        case.outcome = Outcome.PENALTY
    elif case.outcome != Outcome.NOT_ESTABLISHED:
        case.outcome = Outcome.NO_PENALTY
    case.settle_discretion()


def _decide(submission: Submission, user: User) -> None:
    case, content = submission.case, submission.content
    case.outcome = content["outcome"]
    case.decided_on = timekeeper.today()
    total = Decimal(0)
    if case.outcome == Outcome.PENALTY:
        for row in content["violations"]:
            violation = case.violations.get(pk=row["id"])
            violation.decided_fine = Decimal(str(row.get("fine") or 0))
            violation.with_warning = bool(row.get("with_warning"))
            violation.further_penalty = row.get("further_penalty") or ""
            violation.save()
            total += violation.decided_fine
    case.total_fine = total
    issue(case, "AJCP", acting_user=user, submission=submission)
    issue(case, decision_code(case), acting_user=user, submission=submission)
    if case.outcome == Outcome.PENALTY:
        issue(case, "XYXF", acting_user=user)  # handed over with the decision (两书同达)


def decision_code(case) -> str:
    """The document that carries the decision: CFDW or CFGR for a penalty, BYCF for none."""
    if case.outcome != Outcome.PENALTY:
        return "BYCF"
    return "CFDW" if case.party.is_unit else "CFGR"


DECISION_CODES = ("CFDW", "CFGR", "BYCF")


def _close(submission: Submission, user: User) -> None:
    case = submission.case
    case.close()
    case.closed_on = timekeeper.today()
    issue(case, "JASP", acting_user=user, submission=submission)
    issue(case, "SDHZ", acting_user=user)


def _extend(submission: Submission, user: User) -> None:
    issue(submission.case, "AJYQ", acting_user=user, submission=submission)  # names the limit as it was
    clock.extend_decision(submission.case, date.fromisoformat(submission.content["extended_to"]))


def _terminate(submission: Submission, user: User) -> None:
    case = submission.case
    case.terminate()
    case.outcome = Outcome.TERMINATED
    case.closed_on = timekeeper.today()
    issue(case, "ZZSP", acting_user=user, submission=submission)
    _void_others(submission)


def _transfer(submission: Submission, user: User) -> None:
    case, content = submission.case, submission.content
    transfer = Transfer.objects.create(
        case=case,
        receiver=content["receiver"],
        to_police=bool(content.get("to_police")),
        reason=content.get("opinion", ""),
        transferred_on=timekeeper.today(),
    )
    case.transfer()
    case.outcome = Outcome.TRANSFERRED
    case.closed_on = timekeeper.today()
    issue(case, "YSSP", acting_user=user, submission=submission, transfer=transfer)
    issue(case, "YSS", acting_user=user, submission=submission, transfer=transfer)
    _void_others(submission)


def _void_others(submission: Submission) -> None:
    others = submission.case.submissions.filter(status=Submission.Status.DRAFT).exclude(pk=submission.pk)
    for other in others:
        other.make_void()
        other.ended_at = timekeeper.now()
        other.save()


_EFFECTS: dict[tuple[str, str], Effect] = {
    (Submission.Kind.STAGE, Stage.FILING): _file,
    (Submission.Kind.STAGE, Stage.INTERVIEW): _complete_evidence,
    (Submission.Kind.STAGE, Stage.DETERMINATION): _determine,
    (Submission.Kind.STAGE, Stage.DISCRETION): _settle_discretion,
    (Submission.Kind.STAGE, Stage.NOTICE): _decide,
    (Submission.Kind.STAGE, Stage.CLOSURE): _close,
    (Submission.Kind.EXTENSION, ""): _extend,
    (Submission.Kind.TERMINATION, ""): _terminate,
    (Submission.Kind.TRANSFER, ""): _transfer,
    (Submission.Kind.PRESERVATION, ""): carry_out,
    (Submission.Kind.DEFERRAL, ""): grant,
    (Submission.Kind.MEASURE, ""): seize,
    (Submission.Kind.SUPPLY, ""): stop_supply,
}
