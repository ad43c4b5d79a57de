"""Preservation of evidence (先行登记保存, 处罚法 56): approval, notice with list, disposal within 7 working days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .approvals import boxes
from .common import day, handlers, moment, of_case, party, sheet
from .registry import builds

ITEM_FIELDS = ("name", "model", "origin", "quality", "unit", "price", "quantity", "remark")
GROUNDS = {"lost": "证据可能灭失。", "hard": "证据以后难以取得。"}
KEEPING = {"on_site": "就地保存", "by_organ": "由执法人员另行保存"}
WAYS = {
    "return": "解除先行登记保存，将上述证据退还当事人。",
    "copy": "采取记录、复制、拍照、录像等证据保全措施后，将上述证据退还当事人。",
    "appraise": "将上述证据送交鉴定。",
    "seize": "对上述证据依法予以查封、扣押。",
    "transfer": "将上述证据随案移送有权处理的机关。",
    "confiscate": "上述证据拟随行政处罚决定依法予以没收，在决定作出前继续封存。",
}


def rows_of(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The list of things as printed; what nobody filled in is “”."""
    return [{name: str(item.get(name, "")) for name in ITEM_FIELDS} for item in items]


def _storage(content: dict[str, Any]) -> str:
    return f"{KEEPING[content['keeping']]}，地点：{content['place']}，保存人：{content['keeper']}"


@builds("XBSP")
def approval(case: Any, *, submission: Any) -> dict[str, Any]:
    """Approval of preservation by the head of the organ (先行登记保存证据审批表)."""
    content = submission.content
    urgent = "情况紧急。" if content.get("urgent") else ""
    return {
        **of_case(case),
        "approvals": boxes(case, submission, "建议对上述证据先行登记保存。"),
        "summary": case.facts,
        "items": rows_of(content["items"]),
        "reason": f"{urgent}{GROUNDS[content['ground']]}{content['opinion']}",
        "storage": _storage(content),
    }


@builds("XBTZ")
def notice(case: Any, *, submission: Any, kept: Any) -> dict[str, Any]:
    """Notice of preservation with its list (先行登记保存证据通知书), and when to come for the disposal."""
    content = submission.content
    return {
        **sheet(case, kept.preserved_on),
        "party": party(case.party, kept.preserved_on),
        "suspicion": case.cause,
        "storage": _storage(content),
        "appear_on": moment(datetime.fromisoformat(content["appear_at"]))[:10],
        "appear_at": content["appear_place"],
        "items": rows_of(content["items"]),
        "officers": handlers(case, kept.preserved_on),
        "refusal": "",
    }


@builds("XBCS")
def disposal_approval(case: Any, *, submission: Any, kept: Any) -> dict[str, Any]:
    """Approval of the disposal by the head of the organ (先行登记保存证据处理审批表)."""
    return {
        **of_case(case),
        "approvals": boxes(case, submission),
        "summary": case.facts,
        "registered_on": day(kept.preserved_on),
        "notice_number": kept.notice.number if kept.notice else "",
        "items": rows_of(kept.approval.content["items"]),
        "disposal": _disposal(submission.content),
    }


@builds("XBCL")
def disposal(case: Any, *, submission: Any, kept: Any) -> dict[str, Any]:
    """Decision on preserved evidence (先行登记保存证据处理决定书)."""
    return {
        **sheet(case),
        "party": party(case.party),
        "registered_on": day(kept.preserved_on),
        "notice_number": kept.notice.number if kept.notice else "",
        "items": rows_of(kept.approval.content["items"]),
        "disposal": _disposal(submission.content),
    }


def _disposal(content: dict[str, Any]) -> str:
    return f"{WAYS[content['way']]}\n{content['disposal_text']}"
