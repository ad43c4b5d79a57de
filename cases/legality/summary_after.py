"""Rules of what follows a decision on site: money collected there, the report, the organ's check (处罚法 52, 67–71)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cases.models import OnSiteDecision, ReviewDecision, SummaryCorrection
from cases.stages import Stage
from gongshu_enforcement import legal_settings

from .registry import Facts, Problem, problem, rule
from .summary import ON_SITE, fines

Collection = OnSiteDecision.Collection


def made_on_site(facts: Facts) -> OnSiteDecision | None:
    """The on-site decision of the case; None in the ordinary procedure."""
    return facts.case.on_site if facts.case.is_summary else None


@rule(
    "F3",
    zh="当场收缴罚款限于法定情形",
    en="Money is collected on the spot only in the law's cases",
    articles="处罚法67(2)、68、69",
    gates=ON_SITE,
    covers=("F2", "F3"),
)
def may_be_collected(facts: Facts) -> Iterator[Problem]:
    """Up to a hundred yuan; or hard to collect later; or, where banks are hard to reach, when the party asks."""
    way, total = facts.inputs["collection"], sum(fines(facts), Decimal(0))
    limit = legal_settings.value("onspot_collection_limit", on=facts.on, organ=facts.inputs["organ"].code)
    if way == Collection.SMALL and total > limit:
        yield problem(
            "罚款 {total} 元超过 {limit} 元，不属于可以当场收缴的小额罚款。",
            "{total} yuan is above {limit} yuan and no small amount to collect on the spot.",
            "改为到银行缴纳；事后难以执行的写明理由。",
            "Have it paid at the bank; where it is hard to collect later, give that ground.",
            at="collection",
            total=total,
            limit=limit,
        )
    if way in (Collection.HARD, Collection.REMOTE) and not facts.inputs["collection_reason"]:
        yield problem(
            "没有写明当场收缴的理由。",
            "The ground for collecting on the spot has no reason.",
            "写明为何事后难以执行，或者当事人因何提出当场缴纳。",
            "Say why it is hard to collect later, or why the party asked for it.",
            at="collection_reason",
        )
    if way != Collection.BANK and not total:
        yield problem(
            "没有罚款，无须收缴。",
            "There is no fine to collect.",
            "选择到银行缴纳。",
            "Choose payment at the bank.",
            at="collection",
        )


@rule(
    "F4",
    zh="当场收缴须出具专用票据",
    en="Money collected on the spot needs the fiscal receipt",
    articles="处罚法70",
    gates=ON_SITE,
    covers=("F4",),
)
def receipt_given(facts: Facts) -> Iterator[Problem]:
    """Without it the party may refuse to pay; and no receipt without money taken."""
    collected = facts.inputs["collection"] != Collection.BANK
    if collected != bool(facts.inputs["receipt_number"]):
        yield problem(
            "当场收缴罚款须填写专用票据号码；到银行缴纳的不填。",
            "Collected on the spot, the receipt's number is needed; paid at the bank, there is none.",
            "填写财政部门统一制发的专用票据号码，或者清空。",
            "Enter the number of the fiscal receipt, or clear it.",
            at="receipt_number",
        )


@rule(
    "F4a",
    zh="当场收缴的罚款先交机关、再缴银行",
    en="Collected money goes to the organ first, then to the bank",
    articles="处罚法71",
    gates=("hand_in_fine", "bank_fine"),
    covers=("F4",),
)
def in_this_order(facts: Facts) -> Iterator[Problem]:
    """Collected, handed in, paid in: no day lies before the one before it."""
    made = made_on_site(facts)
    if made is None:
        return
    before = made.decided_on if facts.gate == "hand_in_fine" else made.handed_in_on
    if before is not None and facts.on < before:
        yield problem(
            "日期早于前一环节的 {day}。",
            "The day lies before the step before it, {day}.",
            "核对日期。",
            "Check the day.",
            at="happened_on",
            day=before.isoformat(),
        )


@rule(
    "F4b",
    zh="当场收缴的罚款缴付银行后方可结案",
    en="Collected money is at the bank before the case is closed",
    articles="处罚法71",
    gates=("submit_closure",),
    covers=("F4",),
)
def money_is_at_the_bank(facts: Facts) -> Iterator[Problem]:
    """No officer keeps a fine."""
    made = made_on_site(facts)
    if made is not None and made.collected and made.banked_on is None:
        yield problem(
            "当场收缴的罚款尚未缴付银行。",
            "The money collected on the spot has not been paid in at the bank.",
            "登记交至行政机关和缴付银行的日期。",
            "Record the days it was handed in and paid in.",
        )


@rule(
    "F4w",
    zh="当场收缴的罚款两个工作日内交机关，机关两个工作日内缴银行",
    en="Two working days to the organ, two more to the bank",
    articles="处罚法71、85",
    gates=("hand_in_fine", "bank_fine", "submit_closure"),
    severity="warn",
    covers=("F4",),
)
def money_in_time(facts: Facts) -> Iterator[Problem]:
    """A late day stays in the record; it does not undo the payment."""
    made = made_on_site(facts)
    if made is None or not made.collected:
        return
    steps = [(made.hand_in_due_on, made.handed_in_on)]
    if made.bank_due_on is not None:
        steps.append((made.bank_due_on, made.banked_on))
    for due, done in steps:
        if (done or facts.on) > due:
            yield problem(
                "当场收缴的罚款应于 {day} 前交付。",
                "The money collected on the spot was due by {day}.",
                "立即交付并说明原因。",
                "Hand it over at once and say why it is late.",
                at="happened_on",
                day=due.isoformat(),
            )


@rule(
    "D5",
    zh="当场处罚决定报备后方可结案",
    en="A decision made on site is reported to the organ before the case is closed",
    articles="处罚法52(3)",
    gates=("submit_closure",),
    covers=("D5",),
)
def reported(facts: Facts) -> Iterator[Problem]:
    """The organ checks afterwards what it has been told of."""
    made = made_on_site(facts)
    if made is not None and made.reported_on is None:
        yield problem(
            "当场处罚决定尚未报备，期限为 {day}。",
            "The decision has not been reported to the organ; it is due by {day}.",
            "先办理“报备当场处罚决定”。",
            "Report it first.",
            day=made.report_due_on.isoformat(),
        )


@rule(
    "D5w",
    zh="当场处罚决定须在期限内报备",
    en="A decision made on site is reported in time",
    articles="处罚法52(3)；期限待核实",
    gates=("report_summary", "submit_closure"),
    severity="warn",
    covers=("D5",),
)
def reported_in_time(facts: Facts) -> Iterator[Problem]:
    """The law says no number; the setting follows the old guidance and is to be confirmed."""
    made = made_on_site(facts)
    if made is not None and (made.reported_on or facts.on) > made.report_due_on:
        yield problem(
            "报备期限为 {day}，已超过。",
            "The report was due by {day}.",
            "尽快报备并说明原因。",
            "Report it soon and say why it is late.",
            at="report_note",
            day=made.report_due_on.isoformat(),
        )


@rule(
    "D6",
    zh="机关事后审核发现的问题须先更正",
    en="What the organ's check found is put right before the case is closed",
    articles="处罚法75(2)、52(3)",
    gates=("submit_closure",),
    covers=("D5",),
)
def finding_corrected(facts: Facts) -> Iterator[Problem]:
    """A return of the check afterwards opens a correction; without one the check is not asked for again."""
    if made_on_site(facts) is None:
        return
    returns = ReviewDecision.objects.filter(
        submission__case=facts.case, submission__stage=Stage.CLOSURE, verdict=ReviewDecision.Verdict.RETURN
    )
    last = returns.order_by("-pk").first()
    if last is not None and not SummaryCorrection.objects.filter(finding=last).exists():
        yield problem(
            "审核发现的问题“{finding}”尚未更正。",
            "The finding “{finding}” has not been put right.",
            "先办理“记录更正”，写明更正了什么、如何告知当事人。",
            "Record the correction first: what was put right, and how the party was told.",
            finding=last.opinion[:30],
        )
