"""Rules of discretion (裁量): statutory range, reasons, the street's cap, what belongs to the organ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .registry import Facts, Problem, problem, rule


def proposals(facts: Facts) -> dict[int, dict]:
    """The proposals now submitted, by violation id."""
    return {int(row["id"]): row for row in facts.content("violations", ())}


def fine_of(row: dict) -> Decimal:
    """The fine of one submitted row, in yuan."""
    return Decimal(str(row.get("fine") or 0))


def established(facts: Facts) -> list:
    """The violations that stand."""
    return [row for row in facts.case.violations.select_related("item") if row.finding == "established"]


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
    if facts.content("outcome") == "penalty" and not any(fine_of(row) or row.get("with_warning") for row in rows):
        yield problem(
            "拟作出处罚，但没有任何处罚内容。",
            "A penalty without any fine or warning.",
            "填写罚款或警告，或改为不予处罚。",
            "Enter the fine or warning, or decide on no penalty.",
        )


@rule(
    "V07",
    zh="罚款须在法定幅度内",
    en="The fine lies within the statutory range",
    articles="处罚法4、34、76；各案由罚则",
    gates=("submit_discretion", "submit_notice"),
    invariants=(3,),
)
def within_range(facts: Facts) -> Iterator[Problem]:
    """Range of the item's stage and target; below the minimum only with a reason of 处罚法 32."""
    given = proposals(facts)
    for violation in established(facts):
        row = given.get(violation.pk)
        if row is None or row.get("proposal", "penalty") != "penalty":
            continue
        fine, span, code = fine_of(row), violation.fine_range(), violation.item.code
        if fine < 0:
            yield problem(
                "{code} 罚款不能为负数。",
                "{code}: a fine is never negative.",
                "核对金额。",
                "Check the amount.",
                code=code,
            )
        elif span is None:
            if fine:
                yield problem(
                    "{code} 在该情形下不得罚款。",
                    "{code} carries no fine at this stage.",
                    "先责令限期改正；逾期未改正的再处罚。",
                    "Order the correction first; a fine follows only where it is not obeyed.",
                    code=code,
                )
        elif fine > span.maximum:
            yield problem(
                "{code} 罚款 {fine} 元超过法定上限 {most} 元。",
                "{code}: {fine} yuan is above the maximum of {most} yuan.",
                "不得超过法定上限。",
                "Stay within the range.",
                code=code,
                fine=fine,
                most=span.maximum,
            )
        elif fine < span.minimum and not (row.get("mitigation_reason") or violation.mitigation_reason):
            yield problem(
                "{code} 罚款 {fine} 元低于法定下限 {least} 元。",
                "{code}: {fine} yuan is below the minimum of {least} yuan.",
                "减轻处罚须写明处罚法第三十二条的情形。",
                "Below the minimum a reason of CF 32 must be given.",
                code=code,
                fine=fine,
                least=span.minimum,
            )
        elif fine == 0 and not row.get("with_warning") and not violation.item.warning_possible:
            yield problem(
                "{code} 拟处罚但罚款为零。",
                "{code}: a penalty with a fine of zero.",
                "填写罚款金额，或改为不予处罚并写明理由。",
                "Enter the fine, or propose no penalty with its reason.",
                code=code,
            )


@rule(
    "C12",
    zh="不予处罚须有处罚法第33条的理由",
    en="No penalty needs a reason of CF 33",
    articles="处罚法33",
    gates=("submit_discretion",),
)
def no_penalty_reason(facts: Facts) -> Iterator[Problem]:
    """Three separate reasons."""
    given = proposals(facts)
    for violation in established(facts):
        row = given.get(violation.pk)
        if row is None or not row.get("proposal"):
            yield problem(
                "{code} 没有处理建议。",
                "{code} has no proposal.",
                "选择处罚或不予处罚。",
                "Choose one.",
                code=violation.item.code,
            )
        elif row["proposal"] == "no_penalty" and not row.get("no_penalty_reason"):
            yield problem(
                "{code} 不予处罚，但没有选择理由。",
                "{code}: no penalty, but no reason chosen.",
                "选择处罚法第三十三条的一种情形。",
                "Choose one of the three of CF 33.",
                code=violation.item.code,
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
    agreement = facts.case.agreement
    if not facts.street_handles or agreement is None:
        return
    total = sum(
        (fine_of(row) for row in proposals(facts).values() if row.get("proposal", "penalty") == "penalty"), Decimal(0)
    )
    cap = agreement.cap_for(facts.case.target)
    if total > cap:
        yield problem(
            "罚款合计 {total} 元超过街道限额 {cap} 元。",
            "The total of {total} yuan is above the street's cap of {cap} yuan.",
            "请将案件移交委托机关办理（“移交区局”）。",
            "Hand the case over to the organ (“Hand over”).",
            at="hand_over",
            total=total,
            cap=cap,
        )


@rule(
    "C3",
    zh="逾期档涉及停产停业的，由委托机关办理",
    en="Tiers with suspension of business belong to the organ",
    articles="处罚法63(1)(4)",
    gates=("submit_discretion",),
)
def suspension_to_organ(facts: Facts) -> Iterator[Problem]:
    """Most overdue tiers carry 停产停业, a hearing matter."""
    given = proposals(facts)
    for violation in established(facts):
        row = given.get(violation.pk, {})
        penal = row.get("proposal") == "penalty"
        if facts.street_handles and penal and violation.is_overdue and violation.item.suspension_when_overdue:
            yield problem(
                "{code} 逾期未改正须责令停产停业，超出街道权限。",
                "{code}: the overdue tier carries a suspension of business, beyond the street's power.",
                "请将案件移交委托机关办理（“移交区局”）。",
                "Hand the case over to the organ (“Hand over”).",
                at="hand_over",
                code=violation.item.code,
            )


@rule(
    "L03",
    zh="偏离裁量建议须说明理由",
    en="Departing from the recommended tier needs a reason",
    articles="处罚法34；裁量基准（推导，待核实）",
    gates=("submit_discretion",),
)
def departure_has_reason(facts: Facts) -> Iterator[Problem]:
    """Like cases get like fines; a departure is shown to every reviewer."""
    from cases.discretion import tier_range

    given = proposals(facts)
    for violation in established(facts):
        row = given.get(violation.pk, {})
        if row.get("proposal") != "penalty" or row.get("departure_reason") or not row.get("tier"):
            continue
        span = tier_range(violation, row["tier"])
        fine = fine_of(row)
        if span is not None and not span.contains(fine):
            yield problem(
                "{code} 罚款 {fine} 元不在所选阶次 {low}–{high} 元内。",
                "{code}: {fine} yuan lies outside the chosen tier, {low}–{high} yuan.",
                "改选阶次，或写明偏离理由。",
                "Choose another tier, or give the reason for departing.",
                code=violation.item.code,
                fine=fine,
                low=span.minimum,
                high=span.maximum,
            )
