"""Execution: reminder, surcharge, deferral and instalments, application to the court (执行文书)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import cn2an

from cases import execution
from cases.models import Reminder
from delegation.models import Officer
from gongshu_enforcement import legal_settings

from .approvals import boxes
from .common import day, documents, handlers, money, of_case
from .registry import builds

DECISIONS = ("CFDW", "CFGR", "DCDW", "DCGR")


def _decided(case: Any) -> dict[str, Any]:
    """The decision as the papers of its execution name it."""
    paper = (documents(case, *DECISIONS) or [None])[-1]
    percent = legal_settings.value("surcharge_daily_percent", on=case.decided_on, organ=case.organ.code)
    return {
        **of_case(case),
        "decision_title": paper.title.split("（")[0].split("(")[0] if paper else "行政处罚决定书",
        "decision_number": paper.number if paper else "",
        "decided_on": day(case.decided_on),
        "served_on": day(case.decision_served_on),
        "fine": money(case.total_fine),
        "daily_percent": cn2an.an2cn(format(percent.normalize(), "f")),
    }


@builds("CJCG")
def reminder_to_pay(case: Any, *, reminder: Any) -> dict[str, Any]:
    """Reminder to pay the fine (缴纳罚款催告书), before a surcharge is decided."""
    return {
        **_decided(case),
        "due_on": day(execution.last_due_before(case, reminder.issued_on)),
        "pay_by": day(reminder.pay_by),
        "unpaid": money(reminder.fine),
    }


@builds("JCFK")
def surcharge(case: Any, *, surcharge: Any) -> dict[str, Any]:
    """Decision on the surcharge (加处罚款决定书)."""
    return {
        **_decided(case),
        "due_on": day(execution.last_due_before(case, surcharge.until)),
        "unpaid": money(execution.late_on(case, surcharge.until)),
        "until": day(surcharge.until),
        "days": str(surcharge.days),
        "amount": money(surcharge.amount),
    }


def _plan(total: Decimal, rows: list[tuple[date, Decimal]]) -> list[dict[str, str]]:
    """Each part with what is left after it."""
    parts, left = [], total
    for due_on, amount in rows:
        left -= amount
        parts.append({"due_on": day(due_on), "amount": money(amount), "left": money(left)})
    return parts


@builds("YQSP")
def deferral_approval(case: Any, *, submission: Any) -> dict[str, Any]:
    """Approval of a deferral or of instalments (延期（分期）缴纳罚款审批表)."""
    content, decided = submission.content, _decided(case)
    total = Decimal(content["amount"])
    rows = [(date.fromisoformat(row["due_on"]), Decimal(row["amount"])) for row in content["instalments"]]
    if content["until"]:
        rows = [(date.fromisoformat(content["until"]), total)]
    return {
        **of_case(case),
        "approvals": boxes(case, submission),
        "decision_number": decided["decision_number"],
        "violation": case.facts,
        "penalty": f"罚款{decided['fine']}元，尚未缴纳{content['amount']}元。",
        "applied_on": content["applied_on"],
        "reason": content["hardship"],
        "plan": _plan(total, rows),
    }


@builds("YQPZ")
def deferral_grant(case: Any, *, deferral: Any) -> dict[str, Any]:
    """The grant handed to the party, by which the bank takes the money (延期（分期）缴纳罚款批准书)."""
    rows = [(row.due_on, row.amount) for row in deferral.instalments.all()]
    return {
        **_decided(case),
        "amount": money(deferral.amount),
        "until": day(deferral.until),
        "parts": _plan(deferral.amount, rows),
    }


@builds("QZCG")
def reminder_before_court(case: Any, *, reminder: Any) -> dict[str, Any]:
    """Reminder before the court is asked (行政强制执行事先催告书, 行政强制法 54)."""
    return {
        **_decided(case),
        "pay_by": day(reminder.pay_by),
        "unpaid": money(reminder.fine),
        "surcharge": money(reminder.surcharge),
        "total": money(reminder.fine + reminder.surcharge),
    }


@builds("QZSQ")
def court_application(case: Any, *, application: Any) -> dict[str, Any]:
    """Application to the court with the list of what goes with it (强制执行申请书, 行政强制法 55)."""
    reminder = execution.last_reminder(case, Reminder.Kind.COURT)
    head = Officer.objects.filter(organ=case.organ, kind=Officer.Kind.CHIEF, active=True).first()
    decided = _decided(case)
    attachments = [
        f"{decided['decision_title']}（{decided['decision_number']}）及其送达回执",
        "作出决定的事实、理由和依据的材料",
        "当事人的意见及行政机关催告情况（催告书及送达回执）",
        "申请强制执行标的情况",
    ]
    return {
        **decided,
        "signed_by": head.name if head else "",
        "court": application.court,
        "unpaid": money(application.fine),
        "surcharge": money(application.surcharge),
        "total": money(application.fine + application.surcharge),
        "reminder_number": reminder.document.number if reminder and reminder.document else "",
        "reminded_on": day(reminder.served_on) if reminder else "",
        "views": application.views,
        "target": application.assets,
        "attachments": attachments,
        "officers": handlers(case, application.applied_on),
    }
