"""Report, handling submission and decision: what was found and what follows from it."""

from __future__ import annotations

from typing import Any

from gongshu_enforcement import timekeeper

from .approvals import boxes
from .charges import (
    answered_points,
    charges,
    correction,
    decided_fines,
    defence_text,
    evidence,
    hearing_text,
    investigation,
    notice_reference,
    pieces,
    records,
    rectification,
    sentence,
    violations,
)
from .common import handlers, of_case, text, you
from .reasons import reasoning, standing
from .registry import builds

# 处罚法 33: why there is no penalty, and the provision; {you} is the party addressed.
NO_PENALTY = {
    "minor": (
        "{you}的违法行为轻微并及时改正，没有造成危害后果。",
        "《中华人民共和国行政处罚法》第三十三条第一款、第五十七条第一款第二项",
    ),
    "first": (
        "{you}初次违法且危害后果轻微并及时改正。",
        "《中华人民共和国行政处罚法》第三十三条第一款、第五十七条第一款第二项",
    ),
    "no_fault": ("{you}有证据足以证明没有主观过错。", "《中华人民共和国行政处罚法》第三十三条第二款"),
    "under_age": ("{you}实施违法行为时不满十四周岁。", "《中华人民共和国行政处罚法》第三十条"),
    "incapable": (
        "{you}在不能辨认或者不能控制自己行为时实施违法行为。",
        "《中华人民共和国行政处罚法》第三十一条",
    ),
}
NOT_ESTABLISHED = ("经调查，上述违法事实不能成立。", "《中华人民共和国行政处罚法》第五十七条第一款第三项")


@builds("DCBG")
def report(case: Any, *, submission: Any) -> dict[str, Any]:
    """Investigation report (案件调查终结报告), at the end of determination."""
    on = timekeeper.today()
    interview = case.submissions.filter(kind="stage", stage="interview", status="approved").order_by("pk").last()
    summary = text(interview.content.get("summary")) if interview else ""
    return {
        **of_case(case),
        "violations": violations(case, established_only=False),
        "evidence": evidence(case) or records(case) + pieces(case),
        "investigation": summary or "\n".join(records(case)),
        "rectification": rectification(case),
        "discretion": "裁量情节和阶次在裁量环节逐项提出。",
        "proposal": text(submission.content.get("opinion")),
        "officers": handlers(case, on),
        "head": _head(case, submission),
    }


def _head(case: Any, submission: Any) -> dict[str, str]:
    """The head of the handling unit: the street's reviewer, or the first desk of the organ's own case."""
    entries = [entry for box in boxes(case, submission)[1:] for entry in box["entries"]]
    if not entries:
        return {"name": "", "opinion": "", "date": ""}
    first = entries[0]
    return {"name": first["signers"][0]["name"], "opinion": first["opinion"], "date": first["date"]}


@builds("AJCP")
def handling(case: Any, *, submission: Any) -> dict[str, Any]:
    """Case handling submission (案件处理呈批表): what the head of the organ decides on (处罚法 57)."""
    notice = case.standing_notice()
    punished = case.outcome == "penalty"
    held = charges(case, decided_fines(case) if punished else [], case.decided_on)
    if not punished:
        held["penalties"] = ["不予行政处罚"]
    points = "".join(f"\n{point['point']}复核：{point['answer']}" for point in answered_points(notice))
    return {
        **held,
        "verdict": "应当给予行政处罚" if punished else "依法不予行政处罚",
        "defence": defence_text(notice, "当事人") + hearing_text(notice, "当事人") + points,
        "discretion": "\n".join(filter(None, map(reasoning, standing(case)))),
        "approvals": boxes(case, submission),
    }


@builds("CFDW", "CFGR")
def decision(case: Any, *, submission: Any = None) -> dict[str, Any]:
    """Penalty decision (行政处罚决定书): the six items of 处罚法 59(1), in the organ's name."""
    notice = case.standing_notice()
    return {
        **charges(case, decided_fines(case), case.decided_on),
        "investigation": investigation(case),
        "notice": notice_reference(notice),
        "defence": {"text": defence_text(notice, you(case.party)), "points": answered_points(notice)},
        "hearing_text": hearing_text(notice, you(case.party)),
        "correction": correction(case),
    }


@builds("BYCF")
def no_penalty(case: Any, *, submission: Any = None) -> dict[str, Any]:
    """Decision not to punish (不予行政处罚决定书): the ground, the provision, the education (处罚法 33(3))."""
    established = case.outcome != "not_established"
    grounds = _grounds(case) if established else [NOT_ESTABLISHED]
    return {
        **of_case(case, case.decided_on),
        "violations": violations(case, established_only=established),
        "evidence": evidence(case),
        "investigation": investigation(case),
        "reason": "".join(dict.fromkeys(reason.format(you=you(case.party)) for reason, _basis in grounds)),
        "basis": "、".join(dict.fromkeys(basis for _reason, basis in grounds)),
        "education": _education(case) if established else "",
    }


def _grounds(case: Any) -> list[tuple[str, str]]:
    codes = [row.no_penalty_reason for row in case.violations.order_by("pk") if row.finding != "not_established"]
    return [NO_PENALTY[code] for code in dict.fromkeys(codes) if code in NO_PENALTY]


def _education(case: Any) -> str:
    provisions = list(dict.fromkeys(row["violated_provision"] for row in violations(case)))
    given = "".join(sentence(row.education) for row in standing(case) if row.education)
    return f"{given}今后应当严格遵守{'、'.join(provisions)}的规定，防止再次发生同类违法行为。"
