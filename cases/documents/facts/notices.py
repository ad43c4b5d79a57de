"""Before the decision: advance notice, right to a hearing, statement and defence."""

from __future__ import annotations

from typing import Any

from cases.models import Speaker
from gongshu_enforcement import legal_settings, timekeeper

from .charges import answered_points, charges, notice_reference, noticed_fines, sentence, waived_rights
from .common import day, handlers, of_case, people
from .registry import builds


@builds("CFGZ")
def advance_notice(case: Any, *, notice: Any) -> dict[str, Any]:
    """Advance notice (行政处罚告知书, 处罚法 44, 45)."""
    days = legal_settings.value("defence_working_days", on=notice.issued_on, organ=case.organ.code)
    return {
        **charges(case, noticed_fines(notice), notice.issued_on),
        "defence_days": int(days),
        "hearing_due": notice.with_hearing,
    }


@builds("TZGZ")
def hearing_notice(case: Any, *, notice: Any) -> dict[str, Any]:
    """Notice of the right to a hearing (行政处罚听证告知书, 处罚法 63, 64)."""
    return charges(case, noticed_fines(notice), notice.issued_on)


@builds("CSSB")
def defence_record(
    case: Any, *, notice: Any, officers: Any = None, waiver: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Record of statement and defence (当事人陈述申辩笔录), or of the waiver: `waiver` has signed_by and on."""
    rows = list(notice.defences.order_by("pk"))
    newest = [row for row in rows if row.made_on == rows[-1].made_on] if rows else []
    on = waiver["on"] if waiver else newest[-1].made_on
    who = people(officers, on) if officers else handlers(case, on)
    speaker = waiver["signed_by"] if waiver else newest[-1].speaker
    return {
        **of_case(case, on),
        "start": day(on),
        "end": "",
        "place": "",
        "speaker": _speaker(case.party, speaker, "" if waiver else _authority(newest[-1])),
        "officers": who,
        "recorder": who[-1],
        "shown": False,
        "notice": notice_reference(notice),
        "statement": _waiver(case, notice) if waiver else _statement(newest),
        "refusal": "",
    }


def _authority(defence: Any) -> str:
    return f"委托代理人（{defence.authority}）" if defence.speaker_role == Speaker.AGENT else ""


def _speaker(party: Any, name: str, agent: str) -> dict[str, str]:
    head = party.kind == "unit" and name == party.representative
    return {
        "name": name,
        "gender": "",
        "position": agent or (party.representative_title if head else ""),
        "work_unit": party.name if party.kind == "unit" else party.employer,
        "phone": party.phone,
        "address": party.address,
        "postcode": party.postcode,
    }


def _statement(rows: list[Any]) -> str:
    head = "（当事人提交书面陈述、申辩意见）\n" if rows and rows[-1].in_writing else ""
    return head + "\n".join(f"{place}.{sentence(row.point)}" for place, row in enumerate(rows, 1))


def _waiver(case: Any, notice: Any) -> str:
    rights = waived_rights(hearing_too=notice.hearing_waived_on is not None)
    whom = "我单位" if case.party.kind == "unit" else "本人"
    return f"{whom}已收到上述告知书，知悉拟作出的行政处罚内容及事实、理由、依据，明确放弃{rights}。"


@builds("CSFH")
def defence_opinion(case: Any, *, notice: Any) -> dict[str, Any]:
    """Opinion on the defence (陈述申辩复核意见书): each point answered."""
    on = timekeeper.today()
    points = answered_points(notice)
    adopted = sum(1 for point in points if point["adopted"])
    entry = {"desk": "", "opinion": "已逐点复核。", "signers": handlers(case, on), "date": day(on)}
    return {
        **of_case(case),
        "approvals": [{"label": "复核人意见", "entries": [entry]}, {"label": "负责人意见", "entries": []}],
        "notice": notice_reference(notice),
        "points": points,
        "conclusion": f"当事人提出意见{len(points)}点，采纳{adopted}点，不予采纳{len(points) - adopted}点。",
    }
