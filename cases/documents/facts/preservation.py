"""Preservation of evidence (先行登记保存, 处罚法 56): approval, notice with list, disposal within 7 working days."""

from __future__ import annotations

from typing import Any

from .approvals import boxes
from .common import day, moment, of_case, party, people, sheet
from .registry import builds

ITEM_FIELDS = ("name", "model", "origin", "quality", "unit", "price", "quantity", "remark")


def _items(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(item.get(name, "")) for name in ITEM_FIELDS} for item in items]


@builds("XBSP")
def approval(case: Any, *, submission: Any, items: list[dict], reason: str, storage: str) -> dict[str, Any]:
    """Approval of preservation by the head of the organ (先行登记保存证据审批表)."""
    return {
        **of_case(case),
        "approvals": boxes(case, submission),
        "summary": case.facts,
        "items": _items(items),
        "reason": reason,
        "storage": storage,
    }


@builds("XBTZ")
def notice(
    case: Any, *, on: Any, officers: Any, items: list[dict], storage: str, appear_at: Any, place: str, refusal: str = ""
) -> dict[str, Any]:
    """Notice of preservation with its list (先行登记保存证据通知书); `appear_at`: the moment to come for the disposal."""
    return {
        **sheet(case, on),
        "party": party(case.party, on),
        "suspicion": case.cause,
        "storage": storage,
        "appear_on": moment(appear_at)[:10],
        "appear_at": place,
        "items": _items(items),
        "officers": people(officers, on),
        "refusal": refusal,
    }


@builds("XBCL")
def disposal(case: Any, *, registered_on: Any, notice_number: str, items: list[dict], disposal: str) -> dict[str, Any]:
    """Decision on preserved evidence (先行登记保存证据处理决定书)."""
    return {
        **sheet(case),
        "party": party(case.party),
        "registered_on": day(registered_on),
        "notice_number": notice_number,
        "items": _items(items),
        "disposal": disposal,
    }
