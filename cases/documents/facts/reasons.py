"""Why a violation is punished as proposed, or not at all: what the head of the organ reads before deciding (处罚法 57)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.discretion import Answers
from cases.documents.format import figure_amount

from .charges import discretion, sentence

GROUNDS = {
    "minor": "违法行为轻微并及时改正，没有造成危害后果",
    "first": "初次违法且危害后果轻微并及时改正",
    "no_fault": "当事人有证据足以证明没有主观过错",
    "under_age": "不满十四周岁",
    "incapable": "在不能辨认或者不能控制自己行为时实施违法行为",
}


def standing(case: Any) -> list[Any]:
    """The violations that stand, or of which nothing is found yet."""
    return [row for row in case.violations.select_related("item").order_by("pk") if row.finding != "not_established"]


def reasoning(row: Any) -> str:
    """No penalty: its ground. Penalty: no ground forbids it, circumstances, tier, what was recommended and proposed."""
    answers = Answers.of(row.questions)
    if row.proposal == "no_penalty":
        return sentence(f"{GROUNDS.get(row.no_penalty_reason, '')}，依法不予处罚。{answers.reason}")
    return f"{_weighed(answers)}{discretion(row, internal=True)}{_figures(row)}"


def _weighed(answers: Answers) -> str:
    """What became of the grounds for no penalty."""
    if not answers.reason:
        return ""
    if answers.may_waive:
        return f"初次违法、危害后果轻微并及时改正，可以不予处罚；仍予处罚的理由：{sentence(answers.why_punished)}"
    return f"经审查，不具有依法不予处罚的情形：{sentence(answers.reason)}"


def _figures(row: Any) -> str:
    if row.recommended_fine is None or row.proposed_fine is None:
        return ""
    told = (
        f"裁量建议{figure_amount(row.recommended_fine)}，裁量环节拟处{figure_amount(row.proposed_fine or Decimal(0))}"
    )
    return f"{told}，偏离裁量建议。" if row.departure_reason else f"{told}。"
