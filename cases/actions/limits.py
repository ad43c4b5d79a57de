"""The clocks of a case: an appraisal stops the limit for the decision; limits that passed are noted and explained."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, clock, suspending
from cases.documents.issue import issue
from cases.models import Case, Evidence, LimitSuspension, PassedLimit
from cases.stages import UNDER_INVESTIGATION
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note

APPRAISAL = LimitSuspension.Reason.APPRAISAL


def _out(case: Case) -> bool:
    return case.suspensions.filter(reason=APPRAISAL, until=None).exists()


@case_action(
    permission=access.HANDLER,
    label=_("Commission an appraisal"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.limits.BeginAppraisalForm",
    dated=True,
    group="limits",
    available=lambda case, user: case.is_before_decision and not _out(case),
)
def begin_appraisal(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    institution: str,
    basis: str,
    letter: str = "",
    items: list[dict[str, Any]] | None = None,
    report_by: date | None = None,
) -> LimitSuspension:
    """Give something to an institution to examine (委托鉴定、检测、检验); its time does not count in the limit (处罚法 60).

    Without a `letter` that was written elsewhere the commission JDWT is issued, for `items`: [{name, model, quantity, remark}].
    """
    row = suspending.begin(
        case,
        APPRAISAL,
        happened_on,
        user=acting_user,
        institution=institution,
        letter=letter,
        basis=basis,
        items=items or [],
        report_by=report_by,
    )
    if not letter:
        paper = issue(case, "JDWT", acting_user=acting_user, commission=row)
        row.letter = f"《{paper.title}》{paper.number}"
        row.save(update_fields=["letter"])
    return row


@case_action(
    permission=access.HANDLER,
    label=_("Record the result of the appraisal"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.limits.EndAppraisalForm",
    dated=True,
    group="limits",
    available=lambda case, user: _out(case),
)
def end_appraisal(
    case: Case, *, acting_user: User, happened_on: date, result: str, evidence: Evidence | None = None
) -> LimitSuspension | None:
    """The result is there (收到鉴定意见): the limit runs on, and its day has moved by the time that did not count."""
    row = suspending.end(case, APPRAISAL, happened_on, user=acting_user, result=result, evidence=evidence)
    note(case, decision_due_on=case.decision_due_on.isoformat())
    return row


# --- Limits that passed -----------------------------------------------------------------------------------------------


@case_action(permission=access.SYSTEM, label=_("A limit has passed"), system=True)
def note_passed_limits(case: Case, *, acting_user: None) -> list[PassedLimit]:
    """Note each limit of the case whose day is over, once (逾期); the officers are asked to explain it."""
    known = set(case.passed_limits.values_list("code", "due_on"))
    found = [limit for limit in clock.passed(case) if (limit.code, limit.due_on) not in known]
    if not found:
        raise ActionRefused.because("NOTED", _("No limit has passed that is not noted already."))
    note(case, passed=[{"code": limit.code, "due_on": limit.due_on.isoformat()} for limit in found])
    today = timekeeper.today()
    return [
        PassedLimit.objects.create(case=case, code=limit.code, due_on=limit.due_on, noted_on=today) for limit in found
    ]


@case_action(permission=access.SYSTEM, label=_("Limits counted anew"), system=True)
def recount_limits(case: Case, *, acting_user: None) -> Case:
    """Count again what could not be counted before its year was in the calendar; the door keeps the nearest limit."""
    return case


@case_action(
    permission=access.HANDLER,
    label=_("Explain a limit that passed"),
    form="cases.forms.limits.ExplainLimitForm",
    group="limits",
    available=lambda case, user: case.passed_limits.filter(explained_on=None).exists(),
)
def explain_passed_limit(case: Case, *, acting_user: User, passed: PassedLimit, explanation: str) -> PassedLimit:
    """Say why a limit passed and what is done about it (逾期说明); the limit itself stays red until the act is done."""
    passed.explained_on, passed.explained_by = timekeeper.today(), acting_user
    passed.explanation = explanation.strip()
    passed.save(update_fields=["explained_on", "explained_by", "explanation"])
    note(case, limit=passed.code, due_on=passed.due_on.isoformat(), text=passed.explanation)
    return passed
