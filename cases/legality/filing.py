"""Rules of filing (立案): delegation, party, limitation, no second case for the same act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import limitation
from cases.models import Case
from cases.stages import Stage
from delegation.models import Item
from delegation.selectors import agreement_for, delegates

from .registry import Facts, Problem, problem, rule

OPENING = ("open_case", "decide_on_site")  # acts that open a case: what they say is in their inputs


def _opening(facts: Facts) -> tuple[Any, Any, list[Any], bool]:
    """Street, organ, items and whether the street handles: from the form when opening, else from the case."""
    if facts.gate in OPENING:
        street_handles = facts.inputs["handling_unit"] == "street"
        return facts.subject, facts.inputs["organ"], [row["item"] for row in facts.inputs["violations"]], street_handles
    items = [row["item"] for row in facts.inputs.get("violations", ())] if facts.gate == "edit_case" else None
    if items is None:
        items = [violation.item for violation in facts.case.violations.select_related("item__version")]
    return facts.case.street, facts.case.organ, items, facts.street_handles


@rule(
    "A1",
    zh="案由须在委托事项内，委托书须在有效期内",
    en="The item is delegated to the street and the agreement is in force",
    articles="处罚法20(1)(2)",
    gates=(*OPENING, "edit_case", "submit_filing"),
    invariants=(4,),
)
def delegated_and_in_force(facts: Facts) -> Iterator[Problem]:
    """A case opens only with items of an agreement in force for that street on that day."""
    street, organ, items, street_handles = _opening(facts)
    if not street_handles:
        return
    agreement = agreement_for(street, organ, facts.on)
    if agreement is None:
        yield problem(
            "{street}在 {day} 没有与{organ}生效的委托协议。",
            "{street} has no agreement in force with {organ} on {day}.",
            "请移交委托机关，或先办理委托协议。",
            "Leave the case to the organ, or conclude an agreement first.",
            at="items",
            street=street.name,
            organ=organ.name,
            day=facts.on.isoformat(),
        )
        return
    for item in items:
        if not delegates(agreement, item):
            yield problem(
                "{code} {title} 不在委托事项内。",
                "{code} {title} is not among the delegated items.",
                "改选委托事项，或移交委托机关。",
                "Choose a delegated item, or hand the matter to the organ.",
                at="items",
                code=item.code,
                title=item.title,
            )


@rule(
    "C15V",
    zh="案由须为当日有效目录版本中的事项",
    en="The item is of the catalogue version in force that day",
    articles="处罚法37；委托协议",
    gates=(*OPENING, "edit_case", "submit_filing", "approve"),
    covers=("C15",),
)
def of_the_version_in_force(facts: Facts) -> Iterator[Problem]:
    """A case keeps the law of the day it is filed; until then a newer version takes the older one's place."""
    if facts.gate == "approve":
        if (facts.subject.kind, facts.subject.stage) != ("stage", Stage.FILING):
            return
        proposal = facts.subject.content.get("proposal")
    else:
        proposal = facts.content("proposal")
    if proposal == "not_file":
        return
    _street, _organ, items, _street_handles = _opening(facts)
    opening = facts.gate in OPENING
    for item in items:
        held = item.version.in_force_on(facts.on) if opening else facts.case.may_rest_on(item.version, facts.on)
        if not held:
            yield problem(
                "{code} 属于目录版本“{label}”，该版本在 {day} 不是有效版本。",
                "{code} is of the catalogue version “{label}”, which is not in force on {day}.",
                "退回承办人（或在立案阶段修改案件信息），改选当日有效版本中的案由。",
                "Edit the particulars and take the item of the version in force; in review, return the submission for it.",
                at="items",
                code=item.code,
                label=item.version.label,
                day=facts.on.isoformat(),
            )


@rule(
    "A5",
    zh="一案只涉一个委托机关的事项",
    en="One case holds items of one organ",
    articles="处罚法20；安全法115；消防法70",
    gates=(*OPENING, "edit_case"),
)
def one_organ(facts: Facts) -> Iterator[Problem]:
    """Safety items belong to the emergency bureau, fire items to the fire body."""
    _street, organ, items, _street_handles = _opening(facts)
    for item in items:
        if item.version.catalogue.organ_id != organ.pk:
            yield problem(
                "{code} 不属于{organ}的职权。",
                "{code} is not within the powers of {organ}.",
                "不同机关的事项请分别立案。",
                "Open a case of its own for the other organ's item.",
                at="items",
                code=item.code,
                organ=organ.name,
            )


@rule(
    "B0",
    zh="案由适用的对象须与当事人相符",
    en="The item applies to this kind of party",
    articles="处罚法40",
    gates=(*OPENING, "edit_case"),
)
def item_fits_party(facts: Facts) -> Iterator[Problem]:
    """An item against units is no basis against an individual, nor the other way round."""
    kind = facts.inputs["party"]["kind"]
    _street, _organ, items, _street_handles = _opening(facts)
    for item in items:
        if item.subject not in ("both", kind) and item.fine_range(kind, True) is None:
            yield problem(
                "{code} 不适用于该类当事人。",
                "{code} does not apply to this kind of party.",
                "核对当事人类型；单位与责任人员分别立案并关联。",
                "Check the kind of party; a unit and its manager are two linked cases.",
                at="items",
                code=item.code,
            )


@rule(
    "B1",
    zh="未超过处罚时效",
    en="Within the limitation period",
    articles="处罚法36",
    gates=("open_case", "submit_filing"),
)
def within_limitation(facts: Facts) -> Iterator[Problem]:
    """Counted from the act, or from its end where it went on; longer where life or health was concerned and harm done.

    Whether that is so is said, with its grounds, when the filing is submitted: the opening waits for it.
    """
    opening = facts.gate == "open_case"
    ended = facts.inputs.get("act_ended_on") if opening else facts.case.act_ended_on
    if ended is None or facts.content("proposal") == "not_file":
        return
    if not opening and facts.case.reopens_id:  # found in time: the first round says when
        return
    harm = opening or bool(facts.content("harm_done"))
    if harm and not opening and not str(facts.content("harm_grounds") or "").strip():
        yield problem(
            "没有写明涉及公民生命健康安全、造成危害后果的事实和证据。",
            "What harm was done to life or health, and what shows it, is not stated.",
            "写明事实和证据；没有危害后果的，不适用较长的时效。",
            "State the facts and the evidence; without harm the longer period does not count.",
            at="harm_grounds",
        )
    _street, organ, items, _street_handles = _opening(facts)
    years = limitation.years(items, on=facts.on, organ=organ.code, harm=harm)
    if facts.on > limitation.last_day(ended, years):
        yield problem(
            "违法行为终了于 {day}，已超过 {years} 年。",
            "The act ended on {day}, more than {years} years ago.",
            "核对行为终了之日；涉及公民生命健康安全且有危害后果的，注明并说明理由；已超时效的不予立案。",
            "Check the day; where life or health was concerned and harm done, say so with the grounds. Beyond the limitation"
            " no case is filed.",
            at="act_ended_on",
            day=ended.isoformat(),
            years=years,
        )


@rule(
    "C14",
    zh="同一违法行为不得重复立案、重复罚款",
    en="One act is not fined twice",
    articles="处罚法29",
    gates=(*OPENING, "submit_filing", "submit_determination", "approve"),
    invariants=(14,),
)
def no_second_case(facts: Facts) -> Iterator[Problem]:
    """Same party, same item, same day of discovery: the other case must be dealt with first.

    Asked again at the determination, which may find another item than the one filed; rounds of one matter are one case.
    """
    party = facts.inputs["party"] if facts.gate in OPENING else None
    kind = party["kind"] if party else facts.case.party.kind
    code_field = "credit_code" if kind == "unit" else "id_number"
    code = party[code_field] if party else getattr(facts.case.party, code_field)
    found_on = facts.inputs["found_on"] if party else facts.case.found_on
    items = _pursued(facts)
    if not code or not items:
        return
    others = Case.objects.filter(
        **{f"party__{code_field}": code}, found_on=found_on, violations__item__code__in=items
    ).exclude(stage__in=(Stage.NOT_FILED, Stage.TERMINATED))
    if party is None:
        others = others.exclude(pk__in=facts.case.rounds())
    other = others.first()
    if other is not None:
        yield problem(
            "同一当事人同一天发现的同一违法行为已有案件 {reference}。",
            "There is already case {reference} on the same act of the same party.",
            "在原案中处理，或核对发现日期；确属同一行为的，本案不予立案、认定不成立或者终止。",
            "Deal with it in that case, or check the day of discovery; where it is one act, don't file it, don't find it"
            " established, or ask for the termination.",
            at="items",
            reference=other.reference,
        )


def _pursued(facts: Facts) -> list[str]:
    """The codes of the items that the act would go on to punish."""
    if facts.gate in ("submit_determination", "approve"):
        return _established(facts)
    if facts.content("proposal") == "not_file":
        return []
    _street, _organ, items, _street_handles = _opening(facts)
    return [item.code for item in items]


def _established(facts: Facts) -> list[str]:
    """The codes of the items a determination finds established, each as it would be changed."""
    rows = facts.content("violations", ())
    if facts.gate == "approve":
        if (facts.subject.kind, facts.subject.stage) != ("stage", Stage.DETERMINATION):
            return []
        rows = facts.subject.content["violations"]
    found = {int(row["id"]): row.get("item") for row in rows if row.get("finding") == "established"}
    held = dict(facts.case.violations.values_list("pk", "item"))
    pks = [int(item or held[pk]) for pk, item in found.items() if pk in held]
    return list(Item.objects.filter(pk__in=pks).values_list("code", flat=True))


@rule(
    "F0",
    zh="立案材料：来源、基本情况、当事人信息齐全",
    en="Filing needs facts, source and the party's particulars",
    articles="处罚法54(2)；立案审批表",
    gates=("submit_filing",),
)
def filing_is_complete(facts: Facts) -> Iterator[Problem]:
    """The filing form's fields are filled."""
    case = facts.case
    missing = []
    if not case.facts.strip():
        missing.append(("案件基本情况", "facts"))
    if not case.party.address:
        missing.append(("当事人地址", "address"))
    if case.party.is_unit and not case.party.representative:
        missing.append(("法定代表人（负责人）", "legal representative"))
    for zh, en in missing:
        yield problem(
            "缺少：{what}。",
            "Missing: {what_en}.",
            "在案件信息中补充。",
            "Add it to the case's particulars.",
            what=zh,
            what_en=en,
        )
    if not facts.content("opinion"):
        yield problem("缺少承办人意见。", "The officers' opinion is missing.", "填写意见。", "Write it.", at="opinion")


@rule(
    "A14",
    zh="检查发现的案件须有现场检查记录",
    en="A case found on inspection has its record",
    articles="安全法68；处罚法55",
    gates=("submit_filing",),
)
def inspection_recorded(facts: Facts) -> Iterator[Problem]:
    """Source and material fit each other."""
    if facts.case.source in ("inspection", "cross", "grid") and not facts.case.inspections.exists():
        yield problem(
            "案件来源为检查，但没有现场检查记录。",
            "The case comes from an inspection, but there is no record of one.",
            "先记录现场检查。网格员线索须由两名执法人员核实。",
            "Record the inspection first; a grid worker's lead must be verified by two officers.",
        )


@rule(
    "F05",
    zh="立案后须在期限内报批",
    en="File in good time",
    articles="处罚法54(2)；期限待核实",
    severity="warn",
    gates=("submit_filing",),
    covers=("B2", "B3"),
)
def filing_in_time(facts: Facts) -> Iterator[Problem]:
    """“及时立案” has no number in the law; the setting is an internal one."""
    from cases import clock

    for limit in clock.limits(facts.case):
        if limit.code == "filing" and limit.light == "red":
            yield problem(
                "已超过内部立案期限 {day}。",
                "The internal limit for filing passed on {day}.",
                "尽快送审并说明原因。",
                "Submit soon and say why it is late.",
                day=limit.due_on.isoformat(),
            )
