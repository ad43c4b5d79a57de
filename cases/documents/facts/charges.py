"""What is held against the party and what it costs: report, notices, defence, decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.documents.format import chinese_date, figure_amount, full_amount
from gongshu_enforcement import legal_settings, timekeeper

from .approvals import boxes
from .common import WORDING, day, documents, handlers, lines, money, of_case, people, text, you
from .registry import builds

TIERS = {"mitigated": "减轻", "lenient": "从轻", "normal": "一般", "severe": "从重"}
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
}
NOT_ESTABLISHED = ("经调查，上述违法事实不能成立。", "《中华人民共和国行政处罚法》第五十七条第一款第三项")


# --- pieces


def violations(case: Any, *, established_only: bool = True) -> list[dict[str, Any]]:
    """The violations as findings stand; before any finding, all of them as alleged."""
    rows = list(case.violations.select_related("item").order_by("pk"))
    standing = [row for row in rows if row.finding != "not_established"]
    return [_violation(row) for row in (standing if established_only and standing else rows)]


def _violation(row: Any) -> dict[str, Any]:
    return {
        "title": row.item.title,
        "facts": row.found_facts or row.facts or row.case.facts,
        "violated_provision": row.violated_provision,
        "penalty_provision": row.item.penalty_provision_for(row.case.target),
        "discretion": discretion(row),
        "established": row.finding != "not_established",
    }


def discretion(row: Any) -> str:
    """Circumstances → tier → reason (处罚法 34). A tier that is only derived, not published, is named without figures."""
    if not row.tier:
        return ""
    circumstances = f"综合考虑{row.factors.rstrip('。')}，" if row.factors else ""
    tier = next(
        (
            one
            for one in row.item.tiers_for(row.case.target, row.is_overdue, alternative=row.alternative_range)
            if one.tier == row.tier
        ),
        None,
    )
    span = ""
    if tier is not None and not tier.derived and tier.fine_max is not None:
        span = f"，对应罚款幅度为{figure_amount(tier.fine_min)}至{figure_amount(tier.fine_max)}"
    reasons = "".join(f"{reason.rstrip('。')}。" for reason in (row.mitigation_reason, row.departure_reason) if reason)
    return f"{circumstances}适用{TIERS.get(row.tier, row.tier)}阶次{span}。{reasons}"


def evidence(case: Any) -> list[str]:
    """What proves the facts: the officers' own words at determination, else every record and piece of evidence."""
    rows = [row for row in case.violations.order_by("pk") if row.finding != "not_established"]
    stated = [line.rstrip("。；") for row in rows for line in lines(row.evidence)]
    return list(dict.fromkeys(stated)) or _records(case) + _pieces(case)


def _records(case: Any) -> list[str]:
    visits = [f"{chinese_date(row.happened_on)}《现场检查记录》1份，证明现场检查情况" for row in case.inspections.all()]
    talks = [f"{chinese_date(row.happened_on)}对{row.name}的《询问笔录》1份" for row in case.interviews.all()]
    return visits + talks


def _pieces(case: Any) -> list[str]:
    pieces = case.evidence.filter(withdrawn_at=None).order_by("pk")
    return [
        f"{one.title}{'（复制件，与原件核对无异）' if one.is_copy else ''}，证明{one.proves.rstrip('。')}"
        for one in pieces
    ]


def penalties(fines: list[tuple[str, Decimal, bool]]) -> dict[str, Any]:
    """Lines, total and whether a sum is stated, from (offence, fine in yuan, with a warning) each."""
    if len(fines) == 1:
        _title, fine, warned = fines[0]
        texts = [*(["警告"] if warned else []), *([f"处人民币{full_amount(fine)}的罚款"] if fine else [])]
    else:
        texts = [f"对{title}的行为，{_kinds(fine, warned)}" for title, fine, warned in fines if fine or warned]
    total = sum((fine for _title, fine, _warned in fines), Decimal(0))
    return {
        "penalties": texts,
        "total_fine": money(total) if total else "",
        "sum_stated": sum(1 for _title, fine, _warned in fines if fine) > 1,
    }


def _kinds(fine: Decimal, warned: bool) -> str:
    kinds = (["给予警告"] if warned else []) + ([f"处人民币{full_amount(fine)}的罚款"] if fine else [])
    return "，并".join(kinds)


def decided_fines(case: Any) -> list[tuple[str, Decimal, bool]]:
    """What was decided: (offence, fine in yuan, with a warning) for each violation punished."""
    rows = case.violations.filter(proposal="penalty").select_related("item").order_by("pk")
    return [(row.item.title, row.decided_fine or Decimal(0), row.with_warning) for row in rows]


def _noticed(notice: Any) -> list[tuple[str, Decimal, bool]]:
    rows = notice.items.select_related("violation__item").order_by("pk")
    return [(row.violation.item.title, row.fine, row.with_warning) for row in rows]


def notice_reference(notice: Any) -> dict[str, str]:
    """The advance notice as later papers name it (schema.NoticeRef); blanks where there is none."""
    paper = notice.document if notice else None
    return {
        "name": "行政处罚告知书",
        "number": paper.number if paper else "",
        "served_on": day(notice.served_on) if notice else "",
    }


def answered_points(notice: Any) -> list[dict[str, Any]]:
    """Every point of the defence with its answer (处罚法 45(1))."""
    rows = notice.defences.order_by("pk") if notice else ()
    return [
        {"point": _sentence(row.point), "answer": _sentence(row.answer), "adopted": bool(row.accepted)} for row in rows
    ]


def _sentence(words: str) -> str:
    stripped = words.strip()
    return stripped if not stripped or stripped[-1] in "。！？；" else f"{stripped}。"


def defence_text(notice: Any, whom: str) -> str:
    """What became of the right to be heard: used, waived in writing, or lapsed; `whom` names the party."""
    if notice is None:
        return ""
    made = notice.defences.order_by("pk").first()
    if made is not None:
        return f"{whom}于{chinese_date(made.made_on)}提出了陈述、申辩意见。"
    rights = "陈述、申辩和要求听证的权利" if notice.with_hearing else "陈述、申辩的权利"
    if notice.waived_on:
        return f"{whom}于{chinese_date(notice.waived_on)}书面明确放弃{rights}。"
    return f"{whom}在规定期限内未提出陈述、申辩意见{'，也未要求听证' if notice.with_hearing else ''}。"


def hearing_text(notice: Any, whom: str) -> str:
    """What became of a hearing, “” where none was asked for; `whom` names the party."""
    hearing = getattr(notice, "hearing", None) if notice else None
    if hearing is None:
        return ""
    if hearing.held_on:
        return f"应{whom}要求，本机关于{chinese_date(hearing.held_on)}依法举行了听证。{_sentence(hearing.opinion)}"
    if hearing.withdrawn_on:
        return f"{whom}曾要求听证，于{chinese_date(hearing.withdrawn_on)}撤回。"
    return ""


def correction(case: Any) -> str:
    """The order to correct that goes with every penalty (处罚法 28(1)), with the re-check where there was one."""
    orders = documents(case, "ZLZG")
    if not orders:
        return ""
    last = case.rectifications.order_by("pk").last()
    state = {True: "，经复查已整改完毕", False: "，经复查尚未整改完毕", None: ""}[last.passed if last else None]
    return f"责令{you(case.party)}改正上述违法行为（《责令限期整改指令书》文号：{orders[-1].number}{state}）。"


def investigation(case: Any) -> str:
    """How the case began, for the first paragraph of a decision."""
    matter = WORDING[case.organ.code]["matter"]
    found = "执法人员现场检查时" if case.source == "inspection" else ""
    return (
        f"{chinese_date(case.found_on)}，本机关{found}发现{you(case.party)}涉嫌存在{matter}，"
        f"于{chinese_date(case.filed_on)}立案调查。现已查明："
    )


def rectification(case: Any) -> str:
    """What the party has corrected so far."""
    texts = []
    for order in case.rectifications.order_by("pk"):
        state = {True: "经复查已整改完毕", False: "经复查尚未整改完毕", None: "尚未复查"}[order.passed]
        texts.append(f"{chinese_date(order.ordered_on)}责令限期整改，期限至{chinese_date(order.due_on)}，{state}。")
    return "\n".join(texts)


# --- documents


@builds("DCBG")
def report(case: Any, *, submission: Any) -> dict[str, Any]:
    """Investigation report (案件调查终结报告), at the end of determination."""
    on = timekeeper.today()
    interview = case.submissions.filter(kind="stage", stage="interview", status="approved").order_by("pk").last()
    summary = text(interview.content.get("summary")) if interview else ""
    return {
        **of_case(case),
        "violations": violations(case, established_only=False),
        "evidence": evidence(case) or _records(case) + _pieces(case),
        "investigation": summary or "\n".join(_records(case)),
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


def _charges(case: Any, fines: list[tuple[str, Decimal, bool]], on: Any) -> dict[str, Any]:
    return {**of_case(case, on), "violations": violations(case), "evidence": evidence(case), **penalties(fines)}


@builds("CFGZ")
def advance_notice(case: Any, *, notice: Any) -> dict[str, Any]:
    """Advance notice (行政处罚告知书, 处罚法 44, 45)."""
    days = legal_settings.value("defence_working_days", on=notice.issued_on, organ=case.organ.code)
    return {
        **_charges(case, _noticed(notice), notice.issued_on),
        "defence_days": int(days),
        "hearing_due": notice.with_hearing,
    }


@builds("TZGZ")
def hearing_notice(case: Any, *, notice: Any) -> dict[str, Any]:
    """Notice of the right to a hearing (行政处罚听证告知书, 处罚法 63, 64)."""
    return _charges(case, _noticed(notice), notice.issued_on)


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
        "speaker": _speaker(case.party, speaker),
        "officers": who,
        "recorder": who[-1],
        "shown": False,
        "notice": notice_reference(notice),
        "statement": _waiver(case, notice) if waiver else _statement(newest),
        "refusal": "",
    }


def _speaker(party: Any, name: str) -> dict[str, str]:
    head = party.kind == "unit" and name == party.representative
    return {
        "name": name,
        "gender": "",
        "position": party.representative_title if head else "",
        "work_unit": party.name if party.kind == "unit" else party.employer,
        "phone": party.phone,
        "address": party.address,
        "postcode": party.postcode,
    }


def _statement(rows: list[Any]) -> str:
    head = "（当事人提交书面陈述、申辩意见）\n" if rows and rows[-1].in_writing else ""
    return head + "\n".join(f"{place}.{_sentence(row.point)}" for place, row in enumerate(rows, 1))


def _waiver(case: Any, notice: Any) -> str:
    rights = "陈述、申辩和要求听证的权利" if notice.with_hearing else "陈述、申辩的权利"
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


@builds("AJCP")
def handling(case: Any, *, submission: Any) -> dict[str, Any]:
    """Case handling submission (案件处理呈批表): what the head of the organ decides on (处罚法 57)."""
    notice = case.standing_notice()
    punished = case.outcome == "penalty"
    charges = _charges(case, decided_fines(case) if punished else [], case.decided_on)
    if not punished:
        charges["penalties"] = ["不予行政处罚"]
    points = "".join(f"\n{point['point']}复核：{point['answer']}" for point in answered_points(notice))
    return {
        **charges,
        "verdict": "应当给予行政处罚" if punished else "依法不予行政处罚",
        "defence": defence_text(notice, "当事人") + hearing_text(notice, "当事人") + points,
        "discretion": "\n".join(row["discretion"] for row in charges["violations"] if row["discretion"]),
        "approvals": boxes(case, submission),
    }


@builds("CFDW", "CFGR")
def decision(case: Any, *, submission: Any = None) -> dict[str, Any]:
    """Penalty decision (行政处罚决定书): the six items of 处罚法 59(1), in the organ's name."""
    notice = case.standing_notice()
    return {
        **_charges(case, decided_fines(case), case.decided_on),
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
    return f"今后应当严格遵守{'、'.join(provisions)}的规定，防止再次发生同类违法行为。"


@builds("FZSH")
def legal_review(case: Any, *, review: dict[str, Any]) -> dict[str, Any]:
    """Legal review opinion (行政处罚法制审核意见书, 处罚法 58); `review` holds every fact beyond case and party."""
    return {**of_case(case), **review}
