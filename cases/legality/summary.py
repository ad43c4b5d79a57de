"""Rules of a decision on site (简易程序, 处罚法 51–52): within the law's limit, beyond doubt, told, heard, delivered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cases.discretion.no_penalty import age_on, capacities_at
from delegation.models import FineRange
from delegation.selectors import agreement_for
from gongshu_enforcement import legal_settings

from .discretion import yuan
from .registry import Facts, Problem, problem, rule

ON_SITE = ("decide_on_site",)


def fines(facts: Facts) -> list[Decimal]:
    """The fine of each violation in the form, in yuan."""
    return [Decimal(row["fine"] or 0) for row in facts.inputs["violations"]]


@rule(
    "D1",
    zh="当场处罚的罚款不得超过法定限额",
    en="A fine decided on site stays within the law's limit",
    articles="处罚法51",
    gates=ON_SITE,
    covers=("D1",),
    invariants=(2,),
)
def within_the_limit(facts: Facts) -> Iterator[Problem]:
    """Two hundred yuan for a citizen, three thousand for a unit, both inclusive (以下); everything in one decision counts."""
    kind, organ = facts.inputs["party"]["kind"], facts.inputs["organ"]
    limit = legal_settings.value(f"summary_limit_{kind}", on=facts.on, organ=organ.code)
    total = sum(fines(facts), Decimal(0))
    if total > limit:
        unit = kind == "unit"
        zh, en = ("法人或者其他组织", "a unit") if unit else ("公民", "a citizen")
        yield problem(
            "罚款 {total} 元超过当场处罚的限额：对{whom}为 {limit} 元以下。",
            "A fine of {total} yuan is above the limit for decisions on site: up to {limit} yuan for {who}.",
            "改按普通程序：先立案，再调查、告知、决定。",
            "Use the ordinary procedure: file the case first.",
            at="fine",
            total=total,
            limit=limit,
            whom=zh,
            who=en,
        )


@rule(
    "D1a",
    zh="当场处罚须有法定依据：种类和幅度与案由一致",
    en="A decision on site has its legal basis: kind and amount as the item allows",
    articles="处罚法4、51；各案由罚则",
    gates=ON_SITE,
    covers=("D1",),
    invariants=(3,),
)
def as_the_item_allows(facts: Facts) -> Iterator[Problem]:
    """Within the item's range for target and stage; nothing below its minimum, for mitigation needs an investigation."""
    target = facts.inputs["party"]["kind"]
    for row in facts.inputs["violations"]:
        item, fine, warned = row["item"], Decimal(row["fine"] or 0), bool(row.get("with_warning"))
        overdue = bool(row.get("is_overdue"))
        span = item.fine_range(target, overdue)
        if fine and not _fits(fine, span):
            yield problem(
                "{code} 在该情形下的罚款幅度为{span_zh}，{fine} 元不在其内。",
                "{code}: the range here is {span_en}; {fine} yuan lies outside it.",
                "按法定幅度处罚；需要减轻处罚或者先责令改正的，改按普通程序。",
                "Stay within it; mitigation, or an order to correct first, needs the ordinary procedure.",
                at="fine",
                code=item.code,
                fine=fine,
                span_zh=f" {span.minimum:f}–{span.maximum:f} 元" if span else "：不得罚款",
                span_en=f"{span.minimum:f}–{span.maximum:f} yuan" if span else "no fine at all",
            )
        if warned and not item.may_warn(target, overdue):
            yield problem(
                "{code} 的罚则在该情形下没有对该类当事人的警告。",
                "The provision of {code} knows no warning for this kind of party here.",
                "去掉警告，或改选有警告的案由；须先责令改正的，责令改正，逾期未改正的再给予警告。",
                "Leave it out, or choose an item that has one; where an order to correct comes first, give that order.",
                at="with_warning",
                code=item.code,
            )
        if not fine and not warned:
            yield problem(
                "{code} 没有任何处罚内容。",
                "{code}: neither a fine nor a warning.",
                "填写罚款或者警告；不需要处罚的不要当场作出决定。",
                "Enter a fine or a warning; without either there is nothing to decide.",
                at="fine",
                code=item.code,
            )


def _fits(fine: Decimal, span: FineRange | None) -> bool:
    return span is not None and span.minimum <= fine <= span.maximum


@rule(
    "D1b",
    zh="当场处罚的违法事实须确凿",
    en="A decision on site rests on facts beyond doubt",
    articles="处罚法40、51",
    gates=ON_SITE,
    covers=("D1",),
    invariants=(2,),
)
def facts_beyond_doubt(facts: Facts) -> Iterator[Problem]:
    """What was seen, what proves it, and why nothing has to be investigated; an overdue act names its order."""
    for name, zh, en in (
        ("facts", "违法事实", "the facts"),
        ("evidence", "证据", "the evidence"),
        ("clear_reason", "事实确凿、处罚适当的理由", "why the facts are clear and the penalty fits"),
    ):
        if not str(facts.inputs[name]).strip():
            yield problem(
                "没有写明{what_zh}。",
                "Missing: {what_en}.",
                "写明；事实需要调查的，改按普通程序。",
                "Write it; where facts must be investigated, use the ordinary procedure.",
                at=name,
                what_zh=zh,
                what_en=en,
            )
    for row in facts.inputs["violations"]:
        if not row.get("is_overdue"):
            continue
        if not facts.inputs["order_reference"]:
            yield problem(
                "以逾期未改正处罚，但没有写明责令改正的文书。",
                "Punished as not corrected in time, but no order to correct is named.",
                "写明责令限期改正文书的文号和日期。",
                "Name the order's number and day.",
                at="order_reference",
            )
        if row["item"].suspension_when_overdue or row["item"].stops_use_when_overdue:
            yield problem(
                "{code} 逾期未改正须责令停产停业整顿或者停止使用，不能当场决定。",
                "{code}: not corrected in time it carries a suspension or a stop of use, never decided on site.",
                "改按普通程序，移交委托机关办理。",
                "Use the ordinary procedure; the organ decides.",
                at="is_overdue",
                code=row["item"].code,
            )


@rule(
    "D1c",
    zh="当场处罚不得超过街道的委托限额",
    en="A fine decided on site stays within the street's cap",
    articles="处罚法20(1)(2)；委托协议限额",
    gates=ON_SITE,
    covers=("A7",),
    invariants=(4,),
)
def within_the_street_cap(facts: Facts) -> Iterator[Problem]:
    """The law's limit is the same everywhere; an agreement may grant less."""
    if facts.inputs["handling_unit"] != "street":
        return
    agreement = agreement_for(facts.subject, facts.inputs["organ"], facts.on)
    total = sum(fines(facts), Decimal(0))
    if agreement is not None and total > agreement.cap_for(facts.inputs["party"]["kind"]):
        yield problem(
            "罚款 {total} 元超过街道限额 {cap} 元。",
            "A fine of {total} yuan is above the street's cap of {cap} yuan.",
            "由委托机关办理。",
            "Leave it to the organ.",
            at="fine",
            total=total,
            cap=agreement.cap_for(facts.inputs["party"]["kind"]),
        )


@rule(
    "D1d",
    zh="处罚前须核对有无不予处罚的情形",
    en="Before any penalty: does a ground for none apply?",
    articles="处罚法33",
    gates=ON_SITE,
    covers=("C12",),
)
def waiver_considered(facts: Facts) -> Iterator[Problem]:
    """Minor and corrected: must not be punished. First time, slight, corrected: need not be. No fault: must not be."""
    if not facts.inputs["waiver_checked"]:
        yield problem(
            "没有核对是否属于不予处罚的情形。",
            "Nobody has checked whether the law asks for no penalty here.",
            "逐项核对；属于轻微并及时改正、初次违法且及时改正或者没有过错的，不予处罚，只作教育。",
            "Check the three grounds; where one applies, educate and do not punish.",
            at="waiver_checked",
        )


@rule(
    "D1f",
    zh="不满十四周岁的不予处罚；已满十四周岁不满十八周岁的，当场处罚也应当从轻",
    en="Nobody under fourteen is punished; from fourteen to seventeen a decision on site is lenient too",
    articles="处罚法30、51",
    gates=ON_SITE,
    covers=("C12", "C13"),
)
def age_considered(facts: Facts) -> Iterator[Problem]:
    """The date of birth says it, ticked or not; mitigating below a minimum needs an investigation (D1a)."""
    capacity = _usual_capacity(facts)
    if capacity == "child":
        yield problem(
            "当事人不满十四周岁，不予行政处罚。",
            "The party is under fourteen: no penalty.",
            "不作处罚决定，责令监护人加以管教；需要书面不予处罚决定的，按普通程序立案。",
            "Decide on none and have the guardian see to it; for a written decision not to punish, file the case.",
            at="id_number",
        )
    for row in facts.inputs["violations"] if capacity == "minor" else ():
        most = _lenient_most(row, facts)
        if most is not None and Decimal(row["fine"] or 0) > most:
            yield problem(
                "当事人已满十四周岁不满十八周岁，应当从轻或者减轻；{code} 罚款 {fine} 元高于从轻阶次的 {most} 元。",
                "The party is between fourteen and eighteen; {code}: {fine} yuan is above the lenient {most} yuan.",
                "在从轻阶次内罚款，有警告的也可只给予警告；需要减轻或者有从重情节的，按普通程序立案。",
                "Stay within the lenient tier, or warn; to mitigate, or where something makes it heavier, file the case.",
                at="fine",
                code=row["item"].code,
                fine=yuan(Decimal(row["fine"])),
                most=yuan(most),
            )


def _usual_capacity(facts: Facts) -> str:
    """What the party's age says of its capacity; nothing for a unit, and where nothing tells the age."""
    party = facts.inputs["party"]
    if party["kind"] == "unit":
        return ""
    age = age_on(facts.inputs["found_on"], party.get("born_on"), party.get("id_number") or "")
    return next(iter(capacities_at(age)), "")


def _lenient_most(row: dict[str, Any], facts: Facts) -> Decimal | None:
    """The highest fine of the item's lenient tier for a person; None where the table has none."""
    tiers = row["item"].tiers_for("individual", bool(row.get("is_overdue")), on=facts.on)
    return next((tier.fine_max for tier in tiers if tier.tier == "lenient"), None)


@rule(
    "D1e",
    zh="处罚同时责令改正",
    en="A penalty comes with an order to correct",
    articles="处罚法28(1)",
    gates=ON_SITE,
    covers=("B9",),
)
def told_to_correct(facts: Facts) -> Iterator[Problem]:
    """Corrected while the officers looked on, or ordered by a day that is still to come."""
    by = facts.inputs["correct_by"]
    if not facts.inputs["corrected"] and (by is None or by < facts.on):
        yield problem(
            "没有责令改正，或者期限早于今天。",
            "No order to correct, or one whose day is past.",
            "当场改正的勾选；否则写明改正期限。",
            "Tick that it was corrected on the spot, or set the day.",
            at="correct_by",
        )


@rule(
    "D2",
    zh="当场处罚须出示执法证件",
    en="Certificates are shown before a decision on site",
    articles="处罚法52(1)、42(1)",
    gates=ON_SITE,
    covers=("D2", "D4"),
    invariants=(2,),
)
def certificates_shown(facts: Facts) -> Iterator[Problem]:
    """The first thing the law asks of an officer on the spot."""
    if not facts.inputs["certificates_shown"]:
        yield problem(
            "没有记录已出示执法证件。",
            "The record does not say that certificates were shown.",
            "两名执法人员出示证件后勾选。",
            "Both officers show theirs; then tick it.",
            at="certificates_shown",
        )


@rule(
    "D2a",
    zh="当场决定前须口头告知内容、事实、理由、依据和权利",
    en="Before deciding, the party is told penalty, facts, reasons, basis and its rights",
    articles="处罚法44、62",
    gates=ON_SITE,
    covers=("C1", "D2"),
    invariants=(2,),
)
def told_before(facts: Facts) -> Iterator[Problem]:
    """The summary procedure shortens the way, not the right to know: without it no decision may be made."""
    for name in ("told", "rights_told"):
        if not facts.inputs[name]:
            yield problem(
                "没有记录已告知拟处罚内容及事实、理由、依据，或者没有告知权利。",
                "The record does not say that the party was told what is intended and why, and its rights.",
                "当面告知后勾选。",
                "Tell the party; then tick it.",
                at=name,
            )


@rule(
    "D2b",
    zh="当事人的陈述申辩须记录并答复",
    en="What the party says is recorded and answered",
    articles="处罚法45(1)、62",
    gates=ON_SITE,
    covers=("C2", "D2"),
    invariants=(2,),
)
def heard_and_answered(facts: Facts) -> Iterator[Problem]:
    """Either the party had nothing to say, or its words and the answer stand in the record."""
    heard = facts.inputs["heard"]
    complete = heard == "none" or (heard == "made" and facts.inputs["defence"] and facts.inputs["answer"])
    if not complete:
        yield problem(
            "没有记录当事人的陈述申辩，或者没有答复。",
            "The party's statement is not recorded, or not answered.",
            "选择当事人有无陈述申辩；有的写明内容、复核意见和是否采纳。",
            "Say whether the party spoke; if it did, write what it said and the answer.",
            at="defence" if heard == "made" and not facts.inputs["defence"] else "answer" if heard else "heard",
        )


@rule(
    "D2c",
    zh="决定书须当场交付，拒绝签收的注明",
    en="The decision is delivered at once; a refusal to sign is noted",
    articles="处罚法52(1)",
    gates=ON_SITE,
    covers=("D2", "E1"),
    invariants=(2,),
)
def delivered_at_once(facts: Facts) -> Iterator[Problem]:
    """Signed for, or refused with the reason written on the decision."""
    received = facts.inputs["received"]
    if not received or (received == "refused" and not facts.inputs["refusal"]):
        yield problem(
            "没有记录决定书的交付，或者没有注明拒绝签收的情况。",
            "The delivery is not recorded, or the refusal to sign is not noted.",
            "选择签收情况；拒绝签收的写明情况，印在决定书上。",
            "Say whether the party signs; where it refuses, note how: it is printed on the decision.",
            at="refusal" if received else "received",
        )


@rule(
    "D2d",
    zh="当场发现、当场决定",
    en="Found and decided on the spot",
    articles="处罚法51、52",
    gates=ON_SITE,
    covers=("D2",),
    invariants=(2,),
)
def on_the_spot(facts: Facts) -> Iterator[Problem]:
    """What was found on another day is no decision on site any more."""
    if facts.inputs["found_on"] != facts.on:
        yield problem(
            "违法行为不是今天发现的。",
            "The violation was not found today.",
            "当场处罚只适用于当场发现的违法行为；其他的按普通程序立案。",
            "Decisions on site are for what is found there and then; use the ordinary procedure.",
            at="found_on",
        )


@rule(
    "D3",
    zh="当场处罚决定须告知先行申请行政复议",
    en="The decision says that reconsideration comes before court",
    articles="行政复议法23(1)(1)、23(2)、24；处罚法52(2)",
    gates=ON_SITE,
    covers=("D3",),
)
def reconsideration_can_be_named(facts: Facts) -> Iterator[Problem]:
    """The sentence is printed on every decision made on site; it needs the body and the court it names."""
    organ = facts.inputs["organ"]
    if not (organ.review_body and organ.court):
        yield problem(
            "{organ}没有维护行政复议机关或者管辖法院，决定书无法告知救济途径。",
            "No reconsideration body or court is on record for {organ}: the decision can't name the remedy.",
            "由系统管理员在机关信息中补充。",
            "Have the administrator add them to the organ's particulars.",
            organ=organ.name,
        )
