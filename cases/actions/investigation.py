"""Inspection, rectification, interviews, evidence: what the officers record before they conclude."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents.issue import issue
from cases.models import (
    Case,
    Document,
    Evidence,
    EvidenceLink,
    Inspection,
    Interview,
    InterviewAnswer,
    QuestionSet,
    Recheck,
    RectificationItem,
    RectificationOrder,
)
from cases.stages import BEFORE_DECISION, SIX_STAGES, UNDER_INVESTIGATION
from delegation.models import Officer
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new
from ._files import take_file


@case_action(
    permission=access.HANDLER,
    label=_("Record an inspection"),
    stages=BEFORE_DECISION,
    form="cases.forms.investigation.InspectionForm",
    dated=True,
    group="records",
)
def record_inspection(
    case: Case, *, acting_user: User, happened_on: date, officers: list[Officer], **fields: Any
) -> Inspection:
    """Record an on-site inspection (现场检查) with its plan and notice; issues JCFA, XCTZ and JCJL (安全法 67, 68)."""
    inspection = save_new(Inspection(case=case, happened_on=happened_on, **fields))
    inspection.officers.set(officers)
    for code in ("JCFA", "XCTZ", "JCJL"):
        issue(case, code, acting_user=acting_user, inspection=inspection)
    return inspection


@case_action(
    permission=access.HANDLER,
    label=_("Order a rectification"),
    stages=BEFORE_DECISION,
    form="cases.forms.investigation.RectificationForm",
    dated=True,
    group="records",
)
def order_rectification(
    case: Case, *, acting_user: User, happened_on: date, officers: list[Officer], problems: list[dict[str, Any]]
) -> RectificationOrder:
    """Order the party to correct each problem by its day (责令限期整改, 处罚法 28(1)); issues ZLZG."""
    order = save_new(RectificationOrder(case=case, ordered_on=happened_on))
    order.officers.set(officers)
    for row in problems:
        save_new(RectificationItem(order=order, problem=row["problem"], due_on=row["due_on"]))
    order.document = issue(case, "ZLZG", acting_user=acting_user, order=order)
    order.save(update_fields=["document"])
    return order


@case_action(
    permission=access.HANDLER,
    label=_("Re-check a rectification"),
    stages=SIX_STAGES,
    form="cases.forms.investigation.RecheckForm",
    dated=True,
    group="records",
    available=lambda case, user: any(not order.passed for order in case.rectifications.all()),
)
def recheck_rectification(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    officers: list[Officer],
    order: RectificationOrder,
    passed: bool,
    findings: str,
) -> Recheck:
    """Record what the re-check found, item by item (整改复查); issues FCYJ."""
    recheck = save_new(Recheck(order=order, rechecked_on=happened_on, passed=passed, findings=findings))
    recheck.officers.set(officers)
    recheck.document = issue(case, "FCYJ", acting_user=acting_user, recheck=recheck)
    recheck.save(update_fields=["document"])
    return recheck


@case_action(
    permission=access.HANDLER,
    label=_("Confirm the address for service"),
    stages=SIX_STAGES,
    form="cases.forms.investigation.AddressForm",
    dated=True,
    group="records",
)
def confirm_address(case: Case, *, acting_user: User, happened_on: date, **fields: Any) -> Case:
    """Record the party's address for service and, where signed, its consent to electronic service (SDDZ, 处罚法 61)."""
    for name, value in fields.items():
        setattr(case.party, name, value)
    case.party.address_confirmed_on = happened_on
    case.party.save()
    issue(case, "SDDZ", acting_user=acting_user)
    return case


@case_action(
    permission=access.HANDLER,
    label=_("Summon to an interview"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.investigation.SummonsForm",
    group="records",
)
def summon_interview(
    case: Case, *, acting_user: User, name: str, at: datetime, place: str, bring: str, matter: str
) -> Any:
    """Issue a notice of interview (询问通知书, XWTZ)."""
    summons = {"name": name, "at": at, "place": place, "bring": bring, "matter": matter}
    return issue(case, "XWTZ", acting_user=acting_user, summons=summons)


@case_action(
    permission=access.HANDLER,
    label=_("Record an interview"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.investigation.InterviewForm",
    dated=True,
    group="records",
)
def record_interview(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    officers: list[Officer],
    answers: list[dict[str, str]],
    **fields: Any,
) -> Interview:
    """Record questions and answers (询问笔录, XWBL); the first officer asks, the second records (处罚法 42, 55)."""
    interview = save_new(
        Interview(
            case=case,
            sequence=case.interviews.filter(name=fields["name"]).count() + 1,
            happened_on=happened_on,
            interviewer=officers[0],
            recorder=officers[1],
            **fields,
        )
    )
    for row in answers:
        save_new(InterviewAnswer(interview=interview, **row))
    interview.document = issue(case, "XWBL", acting_user=acting_user, interview=interview)
    interview.save(update_fields=["document"])
    return interview


@case_action(
    permission=access.HANDLER,
    label=_("Add evidence"),
    stages=BEFORE_DECISION,
    form="cases.forms.investigation.EvidenceForm",
    group="records",
)
def add_evidence(case: Case, *, acting_user: User, file: UploadedFile | None = None, **fields: Any) -> Evidence:
    """Add a piece of evidence (证据, 处罚法 46); a file's SHA-256 and SM3 are taken as it arrives."""
    evidence = Evidence(case=case, added_by=acting_user, added_at=timekeeper.now(), **fields)
    if file is not None:
        take_file(evidence, file)
    save_new(evidence)
    note(case, sha256=evidence.sha256, sm3=evidence.sm3)
    return evidence


@case_action(
    permission=access.HANDLER,
    label=_("Say what proves what"),
    stages=BEFORE_DECISION[1:],
    form="cases.forms.matrix.MatrixForm",
    group="records",
    available=lambda case, user: case.evidence.filter(withdrawn_at=None).exists() or case.interviews.exists(),
)
def link_evidence(case: Case, *, acting_user: User, cells: list[dict[str, Any]]) -> Case:
    """Fill the matrix of facts and proofs anew: [{violation, element, evidence: [ids], documents: [ids]}] (处罚法 40, 46)."""
    EvidenceLink.objects.filter(violation__case=case).delete()
    violations = {row.pk: row for row in case.violations.all()}
    pieces = {row.pk: row for row in case.evidence.filter(withdrawn_at=None)}
    papers = {row.pk: row for row in case.documents.filter(status=Document.Status.ISSUED)}
    for cell in cells:
        place = {"violation": violations[cell["violation"]], "element": cell["element"]}
        for pk in cell["evidence"]:
            EvidenceLink.objects.create(**place, evidence=pieces[pk])
        for pk in cell["documents"]:
            EvidenceLink.objects.create(**place, document=papers[pk])
    return case


@case_action(
    permission=access.HANDLER,
    label=_("Withdraw evidence"),
    stages=BEFORE_DECISION,
    form="cases.forms.investigation.WithdrawEvidenceForm",
    group="records",
    danger=True,
    available=lambda case, user: case.evidence.filter(withdrawn_at=None).exists(),
)
def withdraw_evidence(case: Case, *, acting_user: User, evidence: Evidence, reason: str) -> Evidence:
    """Withdraw a piece of evidence with a reason; the file and its hashes stay."""
    if evidence.withdrawn_at is not None:
        raise ActionRefused.because("WITHDRAWN", _("This evidence is withdrawn already."), field="evidence")
    evidence.withdrawn_at = timekeeper.now()
    evidence.withdrawn_reason = reason[:200]
    evidence.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    return evidence


@case_action(
    permission=access.HANDLER,
    label=_("Keep questions for the next interviews"),
    form="cases.forms.interview.KeepQuestionsForm",
    group="records",
    available=lambda case, user: bool(case.interviews.all()),
)
def keep_questions(
    case: Case, *, acting_user: User, interview: Interview, title: str, item_code: str = ""
) -> QuestionSet:
    """Keep the questions of an interview as a set of the street (询问提纲); a set of that name is replaced."""
    kept, _created = QuestionSet.objects.update_or_create(
        street=case.street,
        title=title,
        defaults={
            "item_code": item_code,
            "questions": list(interview.answers.values_list("question", flat=True)),
            "kept_by": acting_user,
            "kept_on": timekeeper.today(),
        },
    )
    return kept
