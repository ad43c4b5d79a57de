"""The self-check as a sheet of the dossier (案卷自查表): from what was kept, nothing is scored again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.documents.facts.common import case_facts, day, sheet
from cases.models import Case, SelfCheck, SelfCheckLine

from .checks import FULL, GROUPS, checks, grade

TITLE = "案卷自查表"
WORDS = {"in_order": "无问题", "faulty": "有问题", "not_applicable": "不涉及", "": "—"}


def facts_of(case: Case, form: SelfCheck) -> dict[str, Any]:
    """What the sheet prints: both values of every check, the sum, the grade, who filled it in and when."""
    lines = {line.code: line for line in form.lines.all()}
    groups = [
        {
            "name": pair.zh,
            "rows": [
                _row(lines[check.code]) for check in checks().values() if check.group == name and check.code in lines
            ],
        }
        for name, pair in GROUPS.items()
    ]
    return {
        **sheet(case, form.filled_on),
        "title": TITLE,
        "case": case_facts(case),
        "number": case.number,
        "party": case.party.name,
        "groups": groups,
        "score": _figure(form.score),
        "full": _figure(FULL),
        "vetoes": str(form.vetoes),
        "counted": "0" if form.vetoes else _figure(form.score),
        "grade": grade(form.score, form.vetoes, form.filled_on).zh,
        "filled_by": form.filled_by.display_name,
        "filled_on": day(form.filled_on),
        "round": str(form.round),
    }


def _row(line: SelfCheckLine) -> dict[str, str]:
    check = checks()[line.code]
    return {
        "code": line.code,
        "text": check.text.zh,
        "points": "否决" if line.is_veto else _figure(line.points),
        "found": WORDS[line.automatic],
        "found_lost": _lost(line.automatic, line.automatic_deduction, line.is_veto),
        "found_reason": line.automatic_reason if line.automatic == "faulty" else "",
        "given": WORDS[line.given],
        "given_lost": _lost(line.given, line.given_deduction, line.is_veto),
        "reason": line.reason,
        "gained": _gained(line),
    }


def _gained(line: SelfCheckLine) -> str:
    if line.is_veto:
        return "否决" if line.result == "faulty" else ""
    return _figure(line.points - line.deduction)


def _lost(result: str, points: Decimal, veto: bool) -> str:
    return f"−{_figure(points)}" if result == "faulty" and not veto else ""


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"
