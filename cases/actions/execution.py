"""Execution when the party does not simply pay (执行): deferral and instalments, reminder, surcharge, court."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, execution
from cases.documents.issue import issue
from cases.models import Case, CourtApplication, Reminder, Submission, SurchargeDecision
from cases.stages import Stage
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new
from .submitting import _submit

Kind = Submission.Kind


def _unpaid(case: Case, user: User) -> bool:
    return bool(case.total_fine) and case.open_submission() is None and execution.unpaid(case) > 0


def _not_at_court(case: Case, user: User) -> bool:
    return _unpaid(case, user) and not case.court_applications.filter(ended_on=None).exists()


@case_action(
    permission=access.HANDLER,
    label=_("Ask for a deferral of the payment"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.DeferralForm",
    group="execution",
    available=_not_at_court,
)
def request_deferral(
    case: Case,
    *,
    acting_user: User,
    applied_on: date,
    hardship: str,
    opinion: str,
    until: date | None = None,
    instalments: list[dict[str, Any]] | None = None,
) -> Submission:
    """Submit the party's application to pay later, or in parts (延期、分期缴纳罚款, 处罚法 66(2)).

    Either `until`, or `instalments`: [{due_on, amount}] in yuan. Approval issues YQSP and YQPZ and moves the last day.
    """
    rows = [{"due_on": row["due_on"], "amount": format(row["amount"], "f")} for row in instalments or []]
    content = {
        "applied_on": applied_on,
        "hardship": hardship,
        "until": None if rows else until,
        "instalments": rows,
        "amount": format(execution.unpaid(case), "f"),
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.DEFERRAL, content, None)


@case_action(
    permission=access.HANDLER,
    label=_("Remind the party in writing"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.ReminderForm",
    group="execution",
    available=_not_at_court,
)
def remind(case: Case, *, acting_user: User, kind: str, pay_by: date) -> Reminder:
    """Issue a written reminder (催告, 行政强制法 35, 54): CJCG before a surcharge is decided, QZCG before the court is asked."""
    today = timekeeper.today()
    reminder = save_new(
        Reminder(
            case=case,
            kind=kind,
            issued_on=today,
            pay_by=pay_by,
            fine=execution.late_on(case, today),
            surcharge=execution.surcharge_enforceable(case, today),
        )
    )
    code = "QZCG" if kind == Reminder.Kind.COURT else "CJCG"
    reminder.document = issue(case, code, acting_user=acting_user, reminder=reminder)
    reminder.save(update_fields=["document"])
    return reminder


def _reminder(case: Case, reminder: Reminder) -> Reminder:
    if reminder.case_id != case.pk or reminder.served_on is None:
        raise ActionRefused.because(
            "REMINDER",
            _("This reminder has not been served."),
            remedy=_("Record its service first."),
            article="行政强制法35、36",
            field="reminder",
        )
    return reminder


@case_action(
    permission=access.HANDLER,
    label=_("Record what the party says to a reminder"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.StatementForm",
    dated=True,
    group="execution",
    available=lambda case, user: case.reminders.exclude(served_on=None).filter(statement="").exists(),
)
def record_statement(
    case: Case, *, acting_user: User, happened_on: date, reminder: Reminder, statement: str
) -> Reminder:
    """Record the party's statement and defence after a reminder (行政强制法 36)."""
    reminder = _reminder(case, reminder)
    reminder.statement, reminder.stated_on = statement, happened_on
    reminder.save(update_fields=["statement", "stated_on"])
    return reminder


@case_action(
    permission=access.HANDLER,
    label=_("Answer what the party said to a reminder"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.AnswerForm",
    group="execution",
    available=lambda case, user: case.reminders.exclude(statement="").filter(answer="").exists(),
)
def answer_reminder(case: Case, *, acting_user: User, reminder: Reminder, answer: str, accepted: bool) -> Reminder:
    """Check the party's reasons and answer them; what holds is accepted (行政强制法 36)."""
    reminder = _reminder(case, reminder)
    reminder.answer, reminder.accepted = answer, accepted
    reminder.save(update_fields=["answer", "accepted"])
    return reminder


@case_action(
    permission=access.HANDLER,
    label=_("Decide on the surcharge"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.SurchargeForm",
    group="execution",
    danger=True,
    available=lambda case, user: _not_at_court(case, user) and execution.surcharge(case, timekeeper.today()).amount > 0,
)
def decide_surcharge(case: Case, *, acting_user: User) -> SurchargeDecision:
    """Fix the surcharge up to today (加处罚款, 处罚法 72(1)(1)); its amount is calculated, nobody types it."""
    counted = execution.surcharge(case, timekeeper.today())
    decision = save_new(
        SurchargeDecision(
            case=case, decided_on=counted.until, until=counted.until, days=counted.days, amount=counted.amount
        )
    )
    decision.document = issue(case, "JCFK", acting_user=acting_user, surcharge=decision)
    decision.save(update_fields=["document"])
    note(case, amount=str(counted.amount), days=counted.days)
    return decision


@case_action(
    permission=access.ACCEPTING_DESK,
    label=_("Apply to the court"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.CourtForm",
    group="execution",
    danger=True,
    available=_not_at_court,
)
def apply_court(case: Case, *, acting_user: User, views: str, assets: str) -> CourtApplication:
    """Ask the people's court to enforce the decision (申请强制执行, 行政强制法 53–55); issues QZSQ."""
    today = timekeeper.today()
    application = save_new(
        CourtApplication(
            case=case,
            applied_on=today,
            court=case.organ.court,
            fine=execution.unpaid(case),
            surcharge=execution.surcharge_enforceable(case, today),
            views=views,
            assets=assets,
        )
    )
    application.document = issue(case, "QZSQ", acting_user=acting_user, application=application)
    application.save(update_fields=["document"])
    return application


@case_action(
    permission=access.ACCEPTING_DESK,
    label=_("Record the result at the court"),
    stages=[Stage.CLOSURE],
    form="cases.forms.execution.CourtResultForm",
    dated=True,
    group="execution",
    available=lambda case, user: case.court_applications.filter(ended_on=None).exists(),
)
def record_court_result(
    case: Case, *, acting_user: User, happened_on: date, result: str, result_text: str
) -> CourtApplication:
    """Record how the court ended it: enforced, ended, or not admitted (行政强制法 56–58)."""
    application = case.court_applications.get(ended_on=None)
    application.result, application.result_text, application.ended_on = result, result_text, happened_on
    application.save(update_fields=["result", "result_text", "ended_on"])
    return application
