"""What is held against the party and what it costs: the pieces that notices and decisions are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases import deliberation
from cases.documents.format import chinese_date, figure_amount, full_amount

from .common import WORDING, day, documents, lines, money, of_case, you

Charge = tuple[str, Decimal, bool, str]  # offence, fine in yuan, with a warning, further penalty in words

FURTHER = {
    "suspension": "责令停产停业",
    "closure": "责令关闭",
    "restriction": "限制开展生产经营活动或者从业",
    "revocation": "吊销许可证件",
    "downgrade": "降低资质等级",
    "confiscation": "没收违法所得、没收非法财物",
    "stop_use": "责令停止使用",
}

TIERS = {"mitigated": "减轻", "lenient": "从轻", "normal": "一般", "severe": "从重"}


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


def discretion(row: Any, *, internal: bool = False) -> str:
    """Circumstances → tier → reason (处罚法 34). A tier that is only derived, not published, is named without figures.

    `internal`: each reason is called what it is, as the head of the organ reads it; the party reads the reason alone.
    """
    if not row.tier:
        return ""
    circumstances = f"综合考虑{row.factors.rstrip('。')}，" if row.factors else ""
    case = row.case
    table = row.item.tiers_for(case.target, row.is_overdue, on=case.statutory_day(), alternative=row.alternative_range)
    tier = next((one for one in table if one.tier == row.tier), None)
    span = ""
    if tier is not None and not tier.derived and tier.fine_max is not None:
        span = f"，对应罚款幅度为{figure_amount(tier.fine_min)}至{figure_amount(tier.fine_max)}"
    told = (("减轻处罚的理由", row.mitigation_reason), ("偏离裁量建议的理由", row.departure_reason))
    reasons = "".join(f"{f'{what}：' if internal else ''}{reason.rstrip('。')}。" for what, reason in told if reason)
    return f"{circumstances}适用{TIERS.get(row.tier, row.tier)}阶次{span}。{reasons}"


def evidence(case: Any) -> list[str]:
    """What proves the facts: the officers' own words at determination, else every record and piece of evidence."""
    rows = [row for row in case.violations.order_by("pk") if row.finding != "not_established"]
    stated = [line.rstrip("。；") for row in rows for line in lines(row.evidence)]
    return list(dict.fromkeys(stated)) or records(case) + pieces(case)


def records(case: Any) -> list[str]:
    """Inspection and interview records, as lines of evidence."""
    visits = [f"{chinese_date(row.happened_on)}《现场检查记录》1份，证明现场检查情况" for row in case.inspections.all()]
    talks = [f"{chinese_date(row.happened_on)}对{row.name}的《询问笔录》1份" for row in case.interviews.all()]
    return visits + talks


def pieces(case: Any) -> list[str]:
    """Evidence that was not withdrawn, as lines."""
    pieces = case.evidence.filter(withdrawn_at=None).order_by("pk")
    return [
        f"{one.title}{'（复制件，与原件核对无异）' if one.is_copy else ''}，证明{one.proves.rstrip('。')}"
        for one in pieces
    ]


def penalties(charged: list[Charge]) -> dict[str, Any]:
    """Lines, total and whether a sum is stated, from one charge each."""
    if len(charged) == 1:
        _title, fine, warned, further = charged[0]
        texts = [*(["警告"] if warned else []), *_fine_and_further(fine, further)]
    else:
        texts = [f"对{title}的行为，{_kinds(*kinds)}" for title, *kinds in charged if any(kinds)]
    total = sum((fine for _title, fine, _warned, _further in charged), Decimal(0))
    return {
        "penalties": texts,
        "total_fine": money(total) if total else "",
        "sum_stated": sum(1 for _title, fine, _warned, _further in charged if fine) > 1,
    }


def _fine_and_further(fine: Decimal, further: str) -> list[str]:
    return [*([f"处人民币{full_amount(fine)}的罚款"] if fine else []), *([further] if further else [])]


def _kinds(fine: Decimal, warned: bool, further: str) -> str:
    return "，并".join([*(["给予警告"] if warned else []), *_fine_and_further(fine, further)])


def further_penalty(row: Any) -> str:
    """A penalty beside fine and warning in words (处罚法 9), “” where there is none."""
    if not row.further_penalty:
        return ""
    content = row.further_penalty_text.rstrip("。")
    return f"{FURTHER[row.further_penalty]}{f'（{content}）' if content else ''}"


def decided_fines(case: Any) -> list[Charge]:
    """What was decided for each violation punished."""
    rows = case.violations.filter(finding="established", proposal="penalty").select_related("item").order_by("pk")
    return [(row.item.title, row.decided_fine or Decimal(0), row.with_warning, further_penalty(row)) for row in rows]


def noticed_fines(notice: Any) -> list[Charge]:
    """What was announced for each violation."""
    rows = notice.items.select_related("violation__item").order_by("pk")
    return [(row.violation.item.title, row.fine, row.with_warning, further_penalty(row)) for row in rows]


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
        {"point": sentence(row.point), "answer": sentence(row.answer), "adopted": bool(row.accepted)} for row in rows
    ]


def sentence(words: str) -> str:
    """A typed text closed with a full stop."""
    stripped = words.strip()
    return stripped if not stripped or stripped[-1] in "。！？；" else f"{stripped}。"


def defence_text(notice: Any, whom: str) -> str:
    """What became of the right to be heard: used, waived in writing, or lapsed; `whom` names the party.

    The right to a hearing only where it was given up or lapsed: of a hearing asked for `hearing_text` tells.
    """
    if notice is None:
        return ""
    made = notice.defences.order_by("pk").first()
    if made is not None:
        return f"{whom}于{chinese_date(made.made_on)}提出了陈述、申辩意见。"
    hearing, given_up = deliberation.hearing_of(notice), deliberation.hearing_given_up_on(notice) is not None
    lapsed = notice.with_hearing and hearing is None and not given_up
    if notice.waived_on:
        rights = waived_rights(hearing_too=given_up and hearing is None)
        return f"{whom}于{chinese_date(notice.waived_on)}书面明确放弃{rights}{'，在规定期限内未要求听证' if lapsed else ''}。"
    apart = "另行" if hearing is not None and hearing.held_on else ""  # at the hearing the party could speak too
    return f"{whom}在规定期限内未{apart}提出陈述、申辩意见{'，也未要求听证' if lapsed else ''}。"


def waived_rights(*, hearing_too: bool) -> str:
    """The rights that a written waiver gives up."""
    return "陈述、申辩和要求听证的权利" if hearing_too else "陈述、申辩的权利"


def hearing_text(notice: Any, whom: str) -> str:
    """What became of a hearing, “” where none was asked for; `whom` names the party."""
    hearing = getattr(notice, "hearing", None) if notice else None
    if hearing is None:
        return ""
    if hearing.held_on:
        return f"应{whom}要求，本机关于{chinese_date(hearing.held_on)}依法举行了听证。{sentence(hearing.opinion)}"
    if hearing.absent_on:
        return (
            f"应{whom}要求，本机关定于{chinese_date(hearing.absent_on)}举行听证，{whom}无正当理由拒不出席或者未经许可中途退出，"
            "视为放弃听证权利。"
        )
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


def charges(case: Any, fines: list[Charge], on: Any) -> dict[str, Any]:
    """Sheet, case, party, violations, evidence and penalties together (schema.Charges); `on`: the day the paper bears."""
    return {**of_case(case, on), "violations": violations(case), "evidence": evidence(case), **penalties(fines)}
