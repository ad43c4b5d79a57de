"""Rules of discretion (裁量): statutory range, tier and reasons, the street's cap, what belongs to the organ.

The grounds for no penalty stand in no_penalty.py, the circumstances in circumstances.py, competing and newer law in
applicable_law.py; what they all read of the act is gathered here, once for each act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cases import discretion
from cases.models import FurtherPenalty, Violation

from .registry import Facts, Problem, problem, rule

MITIGATE = "mitigate"
ORDERED_ZH = {FurtherPenalty.SUSPENSION: "责令停产停业整顿", FurtherPenalty.STOP_USE: "责令停止使用"}
ORDERED_EN = {FurtherPenalty.SUSPENSION: "a suspension of business", FurtherPenalty.STOP_USE: "a stop of use"}
TIERS_ZH = {"mitigated": "减轻", "lenient": "从轻", "normal": "一般", "severe": "从重"}


@dataclass
class Proposed:
    """One violation that stands, with the row submitted on it."""

    violation: Violation
    row: dict[str, Any]
    picked: list[discretion.Chosen] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The item's code."""
        return self.violation.item.code

    @property
    def punished(self) -> bool:
        """Whether a penalty is proposed."""
        return self.row.get("proposal") == Violation.Proposal.PENALTY

    @property
    def penal(self) -> bool:
        """Whether the row punishes: the rows of a decision no longer say so."""
        return self.row.get("proposal", Violation.Proposal.PENALTY) == Violation.Proposal.PENALTY

    @property
    def fine(self) -> Decimal:
        """The fine proposed, in yuan."""
        return fine_of(self.row)

    @property
    def tier(self) -> str:
        """The tier chosen."""
        return str(self.row.get("tier") or "")

    @property
    def advice(self) -> discretion.Advice:
        """What the calculator says with these circumstances."""
        return discretion.recommend(self.violation, self.picked)

    @property
    def ordered(self) -> str:
        """The further penalty that the law orders at this stage, “” where it orders none."""
        return self.violation.item.ordered_when_overdue(self.violation.case.target, self.violation.is_overdue)

    @property
    def answers(self) -> discretion.Answers:
        """What was answered on the grounds for no penalty."""
        return discretion.Answers.of(self.row.get("questions"))

    def at(self, name: str) -> str:
        """The field of the form in which something is to be mended."""
        return f"violation-{self.violation.pk}-{name}"


def proposals(facts: Facts) -> dict[int, dict]:
    """The proposals now submitted, by violation id."""
    return {int(row["id"]): row for row in facts.content("violations", ())}


def fine_of(row: dict) -> Decimal:
    """The fine of one submitted row, in yuan."""
    return Decimal(str(row.get("fine") or 0))


def adds_a_kind(row: dict, allowed: Any) -> bool:
    """Whether a row brings a warning or a further penalty that the notice or conclusion it must keep to does not have."""
    if row.get("with_warning") and not (allowed and allowed.with_warning):
        return True
    further = row.get("further_penalty") or ""
    return bool(further) and not (allowed and allowed.further_penalty == further)


def yuan(amount: Decimal) -> str:
    """An amount in a sentence that says 元 itself: 20,000"""
    return f"{amount:,.2f}".removesuffix(".00")


def established(facts: Facts) -> list[Violation]:
    """The violations that stand, with item and tiers; read once for all rules of an act."""
    kept = facts.__dict__.get("established")
    if kept is None:
        rows = facts.case.violations.select_related("item__version")
        rows = rows.prefetch_related("item__tiers") if facts.gate == "submit_discretion" else rows
        kept = facts.__dict__["established"] = [row for row in rows if row.finding == Violation.Finding.ESTABLISHED]
    return kept


def factors_of(facts: Facts) -> dict:
    """The circumstances that hold for the case, by code; read once for all rules of an act."""
    kept = facts.__dict__.get("factors")
    if kept is None:
        kept = facts.__dict__["factors"] = discretion.known(facts.case)
    return kept


def proposed(facts: Facts) -> list[Proposed]:
    """The violations that stand and have a row, with the circumstances chosen."""
    given = proposals(facts)
    return [
        Proposed(violation, row, discretion.chosen(row, factors_of(facts)) if discretion.rows_of(row) else [])
        for violation in established(facts)
        if (row := given.get(violation.pk)) is not None
    ]


@rule(
    "V07a",
    zh="每项违法行为只列一行，且只处理认定成立、已拟处罚的",
    en="One row per violation, and only for violations that stand",
    articles="处罚法5(2)、29、57",
    gates=("submit_determination", "submit_discretion", "submit_notice"),
    invariants=(3, 7),
)
def rows_fit(facts: Facts) -> Iterator[Problem]:
    """A row twice would count its fine twice; a fine on what was not established has no basis."""
    rows = list(facts.content("violations", ()))
    ids = [int(row["id"]) for row in rows]
    standing = facts.case.violations.all()
    if facts.gate != "submit_determination":
        standing = standing.filter(finding="established")
    if facts.gate == "submit_notice":
        standing = standing.filter(proposal="penalty")
    if len(set(ids)) < len(ids) or not set(ids) <= set(standing.values_list("pk", flat=True)):
        yield problem(
            "所列违法行为重复，或不属于本案可处理的违法行为。",
            "A violation is listed twice, or is none that can be dealt with here.",
            "刷新页面后重新填写。",
            "Reload the page and fill it in again.",
        )
    if facts.content("outcome") == "penalty" and not any(map(_has_content, rows)):
        yield problem(
            "拟作出处罚，但没有任何处罚内容。",
            "A penalty without any content.",
            "填写罚款、警告或法律规定的其他处罚，或改为不予处罚。",
            "Enter the fine, the warning or what else the law asks for, or decide on no penalty.",
        )


def _has_content(row: dict) -> bool:
    """Whether a row punishes with anything at all; which kinds the law knows here is for V07, V07b and C3b."""
    return bool(fine_of(row) or row.get("with_warning") or row.get("further_penalty"))


@rule(
    "V07",
    zh="罚款须在法定幅度内",
    en="The fine lies within the statutory range",
    articles="处罚法4、32、34、76；各案由罚则",
    gates=("submit_discretion", "submit_notice"),
    covers=("C13",),
    invariants=(3,),
)
def within_range(facts: Facts) -> Iterator[Problem]:
    """Range of the item's stage and target; below the minimum only with a circumstance of 处罚法 32 and its reason."""
    for one in proposed(facts):
        if not one.penal:
            continue
        fine, span, code = one.fine, one.violation.fine_range(), one.code
        if fine < 0:
            yield problem(
                "{code} 罚款不能为负数。",
                "{code}: a fine is never negative.",
                "填写法定幅度内的金额。",
                "Enter an amount within the range.",
                at=one.at("fine"),
                code=code,
            )
        elif span is None:
            if fine:
                yield problem(
                    "{code} 在该情形下不得罚款。",
                    "{code} carries no fine at this stage.",
                    "先责令限期改正；逾期未改正的再处罚。",
                    "Order the correction first; a fine follows only where it is not obeyed.",
                    at=one.at("fine"),
                    code=code,
                )
            elif not _stands_without_a_fine(one):
                yield problem(
                    "{code} 拟处罚，但没有法律在该情形下规定的处罚内容。",
                    "{code}: a penalty without anything the law knows at this stage.",
                    "须先责令改正的，逾期未改正再处罚；否则选定不予处罚的理由，或者终止办理。",
                    "Punish once an order was not obeyed; else propose no penalty with its ground, or end the case.",
                    at=one.at("fine"),
                    code=code,
                )
        elif fine > span.maximum:
            yield problem(
                "{code} 罚款 {fine} 元超过法定上限 {most} 元。",
                "{code}: {fine} yuan is above the maximum of {most} yuan.",
                "不得超过法定上限。",
                "Stay within the range.",
                at=one.at("fine"),
                code=code,
                fine=yuan(fine),
                most=yuan(span.maximum),
            )
        elif fine < span.minimum and not (_may_mitigate(one) or (fine == 0 and _ordered_alone(one))):
            yield problem(
                "{code} 罚款 {fine} 元低于法定下限 {least} 元。",
                "{code}: {fine} yuan is below the minimum of {least} yuan.",
                "减轻处罚须选定处罚法第三十二条（或第三十条、第三十一条）的情节并写明理由。",
                "Below the minimum, choose a circumstance of CF 32 (or 30, 31) and give the reason.",
                at=one.at("fine"),
                code=code,
                fine=yuan(fine),
                least=yuan(span.minimum),
            )
        elif fine == 0 and not _stands_without_a_fine(one):
            yield problem(
                "{code} 拟处罚但罚款为零。",
                "{code}: a penalty with a fine of zero.",
                "填写罚款金额，或改为不予处罚并写明理由。",
                "Enter the fine, or propose no penalty with its reason.",
                at=one.at("fine"),
                code=code,
            )


def _stands_without_a_fine(one: Proposed) -> bool:
    """A warning, or what the law orders without a fine beside it; whether it may warn is for V07b."""
    return bool(one.row.get("with_warning")) or _ordered_alone(one)


def _ordered_alone(one: Proposed) -> bool:
    """Whether the row contains what the law orders, and the law asks for no fine beside it."""
    alone = one.violation.item.may_order_alone(one.violation.case.target, one.violation.is_overdue)
    return alone and one.row.get("further_penalty") == one.ordered


def _may_mitigate(one: Proposed) -> bool:
    """Whether the reason is given and a circumstance that mitigates is chosen: in this row, or at discretion before."""
    settled = {"factors": one.violation.circumstances}
    codes = {str(row.get("code")) for row in discretion.rows_of(one.row) or discretion.rows_of(settled)}
    reason = one.row.get("mitigation_reason") or one.violation.mitigation_reason
    known = {chosen.factor.code: chosen.factor.kind for chosen in one.picked}
    return bool(reason) and any(known.get(code, _kind(one, code)) == MITIGATE for code in codes)


def _kind(one: Proposed, code: str) -> str:
    """The kind of a circumstance settled at discretion, which the rows of a decision no longer name."""
    held = discretion.known(one.violation.case)
    return held[code].kind if code in held else ""


@rule(
    "V07b",
    zh="警告须有罚则规定；须先责令改正的，逾期未改正方可警告",
    en="A warning only where the item's provision knows it, and after the order it asks for",
    articles="处罚法4、38(1)；消防法60、63、67；各案由罚则",
    gates=("submit_discretion", "submit_notice"),
    invariants=(3,),
)
def warning_has_its_basis(facts: Facts) -> Iterator[Problem]:
    """消防法 60 warns individuals alone, 67 the persons responsible and only after an order was not obeyed."""
    target = facts.case.target
    for one in proposed(facts):
        overdue = one.violation.is_overdue
        if not (one.penal and one.row.get("with_warning")) or one.violation.item.may_warn(target, overdue):
            continue
        if one.violation.item.may_warn(target, True):
            yield problem(
                "{code} 须先责令限期改正，逾期未改正的才可给予警告，本案没有认定逾期。",
                "{code}: a warning only after an order to correct was not obeyed; no such finding was made.",
                "去掉警告；复查仍未改正的，重新认定后再提出；已改正的，不予处罚须有法定理由，或者终止办理。",
                "Leave it out; find it overdue after a failed re-check, or propose no penalty with its ground.",
                at=one.at("with_warning"),
                code=one.code,
            )
        else:
            yield problem(
                "{code} 的罚则没有对该类当事人的警告。",
                "{code}: its provision knows no warning for this kind of party.",
                "去掉警告；应当警告直接责任人员的，对其另行立案。",
                "Leave it out; where the persons responsible are to be warned, open a case against them.",
                at=one.at("with_warning"),
                code=one.code,
            )


@rule(
    "A7",
    zh="罚款不得超过街道的委托限额",
    en="The fine stays within the street's cap",
    articles="处罚法20(1)(2)；委托协议限额",
    gates=("submit_discretion", "submit_notice"),
    invariants=(4,),
)
def within_cap(facts: Facts) -> Iterator[Problem]:
    """The total drives the cap; above it the organ decides."""
    cap = discretion.street_cap(facts.case)
    if cap is None:
        return
    total = sum(
        (fine_of(row) for row in proposals(facts).values() if row.get("proposal", "penalty") == "penalty"), Decimal(0)
    )
    if not discretion.within_street_cap(facts.case, total):
        yield problem(
            "罚款合计 {total} 元超过街道限额 {cap} 元。",
            "The total of {total} yuan is above the street's cap of {cap} yuan.",
            "请将案件移交委托机关办理（“移交区局”）。",
            "Hand the case over to the organ (“Hand over”).",
            at="hand_over",
            total=yuan(total),
            cap=yuan(cap),
        )


@rule(
    "C3",
    zh="逾期档涉及停产停业、停止使用的，由委托机关办理",
    en="Tiers with suspension of business or a stop of use belong to the organ",
    articles="处罚法20(1)、63(1)；消防法66；委托协议",
    gates=("submit_discretion",),
    invariants=(4,),
)
def suspension_to_organ(facts: Facts) -> Iterator[Problem]:
    """Most overdue tiers carry 停产停业, a hearing matter; the delegation covers fines and warnings alone."""
    if not facts.street_handles:
        return
    for one in proposed(facts):
        item = one.violation.item
        suspended = one.violation.is_overdue and item.suspension_when_overdue
        ordered = FurtherPenalty.SUSPENSION if suspended else one.ordered
        if one.punished and ordered:
            yield problem(
                "{code} 逾期未改正须{ordered}，超出街道权限。",
                "{code}: the overdue tier carries {ordered_en}, beyond the street's power.",
                "请将案件移交委托机关办理（“移交区局”）。",
                "Hand the case over to the organ (“Hand over”).",
                at="hand_over",
                code=one.code,
                ordered=ORDERED_ZH[ordered],
                ordered_en=ORDERED_EN[ordered],
            )


@rule(
    "C3b",
    zh="逾期未改正须责令停产停业整顿或者停止使用的，拟处罚须列入",
    en="Where the law orders a suspension or a stop of use once overdue, the penalty contains it",
    articles="安全法94(1)、97、101、102、103(2)、104、105；消防法66；各案由罚则",
    gates=("submit_discretion", "submit_notice"),
    covers=("C3",),
)
def suspension_contained(facts: Facts) -> Iterator[Problem]:
    """A fine alone would leave out what the article orders, and with it the hearing; the street hands over (C3)."""
    if facts.street_handles:
        return
    for one in proposed(facts):
        if not (one.penal and one.ordered):
            continue
        if one.row.get("further_penalty") == one.ordered or _may_mitigate(one):
            continue
        yield problem(
            "{code} 逾期未改正，依照{provision}应当{ordered}，拟处罚没有列入。",
            "{code}: not corrected in time, its provision orders {ordered_en}; the penalty leaves it out.",
            "列入{ordered}并写明内容；具有减轻情节的，选定情节并写明理由；没有告知过的，退回裁量环节重新告知。",
            "Add it with its content, or choose what mitigates and say why; never noticed, it goes back to discretion.",
            at=one.at("further_penalty"),
            code=one.code,
            ordered=ORDERED_ZH[one.ordered],
            ordered_en=ORDERED_EN[one.ordered],
            provision=one.violation.item.penalty_provision_for(facts.case.target),
        )


@rule(
    "C3c",
    zh="责令停止使用须有罚则规定",
    en="A stop of use only where the item's provision orders it",
    articles="处罚法4、63(1)(4)；消防法66",
    gates=("submit_discretion", "submit_notice"),
    covers=("C3",),
)
def stop_of_use_has_its_basis(facts: Facts) -> Iterator[Problem]:
    """It gives no right to a hearing, so that it never stands in for the suspension of a business, which does."""
    for one in proposed(facts):
        chosen = one.penal and one.row.get("further_penalty") == FurtherPenalty.STOP_USE
        if chosen and one.ordered != FurtherPenalty.STOP_USE:
            yield problem(
                "{code} 的罚则在该情形下没有责令停止使用。",
                "{code}: its provision orders no stop of use at this stage.",
                "去掉该种处罚；罚则规定停产停业的，改选停产停业。",
                "Leave it out; where its provision knows a suspension of business, choose that.",
                at=one.at("further_penalty"),
                code=one.code,
            )


@rule(
    "L03",
    zh="选定裁量阶次；偏离裁量建议须说明理由",
    en="A tier is chosen; departing from the recommendation needs a reason",
    articles="处罚法5(2)、34；裁量基准（推导，待核实）",
    gates=("submit_discretion",),
)
def departure_has_reason(facts: Facts) -> Iterator[Problem]:
    """The circumstances lead to a tier; another tier, or a fine outside the chosen one, is shown to every reviewer."""
    for one in proposed(facts):
        if not one.punished or one.row.get("departure_reason"):
            continue
        advice = one.advice
        span, leads = advice.tier(one.tier), advice.tier(advice.suggested)
        if leads is None or not advice.departs(one.tier, one.fine):
            continue
        if not one.tier:
            yield problem(
                "{code} 没有选择裁量阶次。",
                "{code}: no tier is chosen.",
                "选择适用的裁量阶次。",
                "Choose the tier that applies.",
                at=one.at("tier"),
                code=one.code,
            )
        elif span is not None and not span.contains(one.fine):
            yield problem(
                "{code} 罚款 {fine} 元不在所选阶次 {low}–{high} 元内。",
                "{code}: {fine} yuan lies outside the chosen tier, {low}–{high} yuan.",
                "改选阶次，或写明偏离理由。",
                "Choose another tier, or give the reason for departing.",
                at=one.at("departure_reason"),
                code=one.code,
                fine=yuan(one.fine),
                low=yuan(span.minimum),
                high=yuan(span.maximum),
            )
        else:
            yield problem(
                "{code} 所选阶次与情节不符：按所列情节应适用“{tier}”（{low}–{high} 元）。",
                "{code}: the circumstances lead to another tier, {low}–{high} yuan.",
                "补充情节及证据，改选阶次，或写明偏离理由。",
                "Add the circumstance with its evidence, choose that tier, or give the reason for departing.",
                at=one.at("departure_reason"),
                code=one.code,
                tier=TIERS_ZH[leads.tier],
                low=yuan(leads.minimum),
                high=yuan(leads.maximum),
            )


@rule(
    "L05",
    zh="同类案件同等对待",
    en="Like cases get like fines",
    articles="处罚法5(2)",
    gates=("submit_discretion",),
    severity="warn",
)
def like_cases_alike(facts: Facts) -> Iterator[Problem]:
    """A fine below or above every closed case of the same item, stage, target and tier is for people to look at."""
    fined = [one for one in proposed(facts) if one.punished and one.fine and one.tier]
    for one in fined:
        one.violation.case = facts.case
    likes = discretion.like_cases([one.violation for one in fined])
    for one in fined:
        spread = discretion.spread_of(discretion.of_tier(likes[one.violation.pk], one.tier))
        if discretion.enough(spread, one.violation) and not spread.contains(one.fine):
            yield problem(
                "{code} 罚款 {fine} 元不在 {count} 件同类案件的 {low}–{high} 元之间（中位数 {middle} 元）。",
                "{code}: {fine} yuan lies outside {low}–{high} yuan of {count} like cases (middle {middle} yuan).",
                "核对与同类案件的不同之处，并在意见中说明。",
                "Compare with them, and say in the opinion what is different here.",
                code=one.code,
                fine=yuan(one.fine),
                count=spread.count,
                low=yuan(spread.lowest),
                high=yuan(spread.highest),
                middle=yuan(spread.middle),
            )
