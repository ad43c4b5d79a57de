"""Papers of compulsory measures (行政强制): approval, sealing and seizing with its list, stops of a supply."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from cases.documents.format import chinese_date, chinese_time

from .approvals import boxes
from .common import day, handlers, moment, of_case
from .registry import builds

VERBS = {"seal": "查封", "seize": "扣押"}
OUTCOMES = {
    "lift": "解除查封、扣押，退还当事人",
    "confiscate": "对非法财物依法予以没收",
    "destroy": "依法予以销毁",
    "transfer": "随案移送司法机关",
}
SUPPLIES = {"power": "供电", "explosives": "供应民用爆炸物品"}
FIELDS = ("name", "specification", "unit", "quantity", "remark")


def _things(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: str(row.get(name) or "") for name in FIELDS} for row in items]


def _named(items: list[dict[str, Any]]) -> str:
    return "、".join(f"{row['name']}{row['quantity']}{row['unit']}" for row in _things(items))


@builds("QZSP")
def approval(case: Any, *, submission: Any) -> dict[str, Any]:
    """Approval of a compulsory measure by the head of the organ (行政强制审批表, 强制法 18)."""
    return {
        **of_case(case),
        "approvals": boxes(case, submission),
        "summary": case.facts,
        **(_supply if submission.kind == "supply" else _seizure)(case, submission.content),
    }


def _supply(case: Any, content: dict[str, Any]) -> dict[str, str]:
    at = moment(datetime.fromisoformat(content["stop_at"]))
    return {
        "sort": f"通知{content['supplier']}停止{SUPPLIES[content['what']]}",
        "matter": f"对当事人停止{SUPPLIES[content['what']]}，强制其履行停产停业等决定",
        "reason": content["hazard"],
        "basis": "《中华人民共和国安全生产法》第七十条",
        "term": f"自{chinese_time(at)}起",
    }


def _seizure(case: Any, content: dict[str, Any]) -> dict[str, str]:
    if content["act"] == "begin":
        verb = VERBS[content["manner"]]
        return {
            "sort": verb,
            "matter": f"{verb}{_named(content['items'])}，保管地点：{content['place']}",
            "reason": content["reason"],
            "basis": content["basis"],
            "term": f"自批准之日起至{chinese_date(content['ends_on'])}",
        }
    row = case.seizures.get(pk=content["seizure"])
    verb, things = VERBS[row.way], _named(row.items)
    if content["act"] == "extend":
        return {
            "sort": f"延长{verb}期限",
            "matter": f"延长对{things}的{verb}期限",
            "reason": content["reason"],
            "basis": "《中华人民共和国行政强制法》第二十五条",
            "term": f"延长至{chinese_date(content['extended_to'])}",
        }
    return {
        "sort": f"{verb}处理",
        "matter": f"对已{verb}的{things}：{OUTCOMES[content['outcome']]}",
        "reason": content["disposal_text"],
        "basis": content["basis"],
        "term": "",
    }


def _of_seizure(case: Any, row: Any, on: date | None = None) -> dict[str, Any]:
    return {
        **of_case(case, on),
        "verb": VERBS[row.way],
        "number_of_decision": row.decision.number if row.decision else "",
        "decided_on": day(row.begun_on),
        "items": _things(row.items),
    }


@builds("CFKY")
def seizure(case: Any, *, seizure: Any) -> dict[str, Any]:
    """Decision to seal or seize (查封扣押决定书, 强制法 24)."""
    return {
        **_of_seizure(case, seizure, seizure.begun_on),
        "problem": seizure.reason.rstrip("。"),
        "basis": seizure.basis,
        "start": day(seizure.begun_on),
        "end": day(seizure.until),
        "place": seizure.place,
    }


@builds("CKQD")
def seized_things(case: Any, *, seizure: Any) -> dict[str, Any]:
    """The list delivered with the decision (查封扣押清单)."""
    data = _of_seizure(case, seizure, seizure.begun_on)
    return {**data, "officers": handlers(case, seizure.begun_on)}


@builds("CKYQ")
def seizure_extended(case: Any, *, seizure: Any, reason: str) -> dict[str, Any]:
    """Decision to extend (延长查封扣押期限决定书, 强制法 25)."""
    return {**_of_seizure(case, seizure), "reason": reason.rstrip("。"), "until": day(seizure.until)}


@builds("CKCL")
def seizure_disposed(case: Any, *, seizure: Any, basis: str) -> dict[str, Any]:
    """Decision on what was sealed or seized (查封扣押处理决定书, 强制法 27, 28)."""
    return {
        **_of_seizure(case, seizure),
        "basis": basis,
        "outcome": OUTCOMES[seizure.outcome],
        "details": seizure.disposal_text,
    }


def _of_supply(case: Any, stop: Any) -> dict[str, Any]:
    order = stop.order
    return {
        **of_case(case),
        "supply": SUPPLIES[stop.what],
        "supplier": stop.supplier,
        "order_number": order.document.number if order.document else "",
        "ordered_on": day(order.ordered_on),
    }


@builds("TGTZ", "TGJD")
def supply_stopped(case: Any, *, stop: Any) -> dict[str, Any]:
    """Decision for the party and notice for the supplier (停止供电决定书、通知书, 安全法 70)."""
    return {**_of_supply(case, stop), "hazard": stop.hazard.rstrip("。"), "stop_at": moment(stop.stop_at)}


@builds("HFGD")
def supply_restored(case: Any, *, stop: Any) -> dict[str, Any]:
    """Notice to restore the supply (恢复供电通知书, 安全法 70(2))."""
    return {
        **_of_supply(case, stop),
        "notice_number": stop.notice.number if stop.notice else "",
        "stopped_on": moment(stop.stop_at)[:10],
        "performed_on": day(stop.performed_on),
        "restored_at": moment(stop.restored_at),
    }
