"""Rules of execution (行政决定的执行): deferral, reminder, surcharge, the court; what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from cases import execution
from cases.models import Remedy, Reminder, Submission
from gongshu_enforcement.working_days import CalendarNotCovered, covers

from .registry import Facts, Problem, problem, rule

DEFERRAL = ("request_deferral",)
TO_ENFORCE = ("decide_surcharge", "apply_court")


@rule(
    "F5",
    zh="延期、分期须当事人申请并确有经济困难",
    en="A deferral needs the party's application and its hardship",
    articles="处罚法66(2)",
    gates=DEFERRAL,
)
def asked_for_in_hardship(facts: Facts) -> Iterator[Problem]:
    """The party asks, after it got the decision, and shows why it can't pay."""
    applied = facts.inputs["applied_on"]
    known_on = execution.known_on(facts.case)
    if not str(facts.inputs["hardship"]).strip():
        yield problem(
            "没有写明当事人的经济困难及证明。",
            "The party's economic hardship and its proof are missing.",
            "写明申请理由和证明材料。",
            "Give the reasons of the application and its proof.",
            at="hardship",
        )
    if applied > facts.on or (known_on and applied < known_on):
        yield problem(
            "申请日期须在决定书送达之后、今日之前。",
            "The application lies before the service of the decision or in the future.",
            "核对当事人提出申请的日期。",
            "Check the day on which the party applied.",
            at="applied_on",
        )


@rule(
    "F5a",
    zh="延期日期、分期金额须明确，合计等于未缴罚款",
    en="Day or parts are definite, and the parts make up what is unpaid",
    articles="处罚法66(2)；延期（分期）缴纳罚款批准书",
    gates=(*DEFERRAL, "approve"),
)
def definite_plan(facts: Facts) -> Iterator[Problem]:
    """One day, or parts on days of their own that add up to the unpaid fine; asked again before it is granted."""
    content = _asked(facts)
    if content is None:
        return
    rows = [(_day(row["due_on"]), Decimal(row["amount"])) for row in content.get("instalments") or []]
    if rows:
        yield from _parts(facts, rows)
    elif not _later(facts, _day(content.get("until"))):
        yield problem(
            "延期至的日期须晚于原缴款期限和今日。",
            "The new day must lie after the present last day and after today.",
            "填写延期至的日期，或者填写分期；审批中的，退回修改。",
            "Give the day, or the parts; if it is under review, return it.",
            at="until",
        )


def _asked(facts: Facts) -> dict[str, Any] | None:
    """What is asked for: the inputs, or what is being approved; None where that is something else."""
    if facts.gate != "approve":
        return facts.inputs
    return facts.subject.content if facts.subject.kind == Submission.Kind.DEFERRAL else None


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _later(facts: Facts, until: date | None) -> bool:
    return until is not None and until > facts.on and until > execution.first_due_on(facts.case)


def _parts(facts: Facts, rows: list[tuple[Any, Decimal]]) -> Iterator[Problem]:
    days, unpaid = [due_on for due_on, _amount in rows], execution.unpaid(facts.case)
    total = sum((amount for _due_on, amount in rows), Decimal(0))
    if len(rows) < 2 or days != sorted(set(days)) or min(days) <= facts.on:
        yield problem(
            "分期至少两期，各期日期依次递增且晚于今日。",
            "There are at least two parts, each on a later day than the one before, all after today.",
            "调整各期日期；审批中的，退回修改。",
            "Put the days right; if it is under review, return it.",
            at="instalments",
        )
    if total != unpaid:
        yield problem(
            "各期合计 {total} 元，与未缴罚款 {unpaid} 元不符。",
            "The parts make {total} yuan; {unpaid} yuan are unpaid.",
            "调整各期金额；审批中的，退回修改。",
            "Put the amounts right; if it is under review, return it.",
            at="instalments",
            total=total,
            unpaid=unpaid,
        )


@rule(
    "F8",
    zh="催告须载明履行期限，且罚款已逾期",
    en="A reminder names its term, and only for what is late",
    articles="行政强制法35、54",
    gates=("remind",),
)
def reminder_fits(facts: Facts) -> Iterator[Problem]:
    """Before the last day for paying there is nothing to remind of; the term lies ahead."""
    if execution.late_on(facts.case, facts.on) <= 0:
        yield problem(
            "罚款尚未到期，不得催告。",
            "Nothing is late yet.",
            "缴款期限届满后再催告。",
            "Wait until the last day for paying is over.",
        )
    if facts.inputs["pay_by"] <= facts.on:
        yield problem(
            "催告的履行期限须晚于今日。",
            "The term of the reminder must lie after today.",
            "填写合理的履行期限。",
            "Give a reasonable term.",
            at="pay_by",
        )


@rule(
    "F8a",
    zh="当事人对催告的陈述申辩须复核答复",
    en="What the party says to a reminder is checked and answered",
    articles="行政强制法36",
    gates=TO_ENFORCE,
    covers=("F8",),
)
def statement_answered(facts: Facts) -> Iterator[Problem]:
    """Nothing goes on over the head of a party that spoke."""
    for row in facts.case.reminders.all():
        if row.statement and not row.answer:
            yield problem(
                "当事人 {day} 的陈述申辩尚未答复。",
                "What the party said on {day} has no answer yet.",
                "复核并答复；理由成立的应当采纳。",
                "Check it and answer; accept what holds.",
                day=row.stated_on.isoformat(),
            )


@rule(
    "F8b",
    zh="加处罚款决定前须书面催告且期限届满",
    en="A written reminder was served and its term is over before the surcharge is decided",
    articles="行政强制法35、37",
    gates=("decide_surcharge",),
    covers=("F8",),
)
def reminded_before_the_surcharge(facts: Facts) -> Iterator[Problem]:
    """A surcharge is a way of enforcement; the party is reminded before."""
    reminder = execution.last_reminder(facts.case, Reminder.Kind.PAY)
    if reminder is None or reminder.served_on is None or facts.on <= max(reminder.pay_by, reminder.served_on):
        yield problem(
            "尚未催告，或者催告书未送达、催告期限未满。",
            "There is no reminder, or it is not served, or its term is not over.",
            "制作并送达缴纳罚款催告书，期限届满后再决定。",
            "Issue and serve the reminder, and wait for its term.",
        )
    elif reminder.pay_by <= reminder.served_on:
        yield problem(
            "催告书 {day} 送达，所载期限（{until}）当时已满，当事人没有履行的时间。",
            "The reminder was served on {day}, when its term ({until}) was over: the party had no time to pay.",
            "重新催告，期限晚于送达之日。",
            "Remind anew, with a term after its service.",
            day=reminder.served_on.isoformat(),
            until=reminder.pay_by.isoformat(),
        )


@rule(
    "F6",
    zh="逾期未缴才可加处罚款",
    en="A surcharge only for what is late",
    articles="处罚法72(1)(1)；行政强制法45",
    gates=("decide_surcharge",),
    invariants=(9,),
)
def something_is_late(facts: Facts) -> Iterator[Problem]:
    """Three percent a day of what is late, never above the fine; no more than was decided already."""
    counted = execution.surcharge(facts.case, facts.on)
    if counted.amount <= execution.surcharge_decided(facts.case):
        yield problem(
            "截至今日没有可以加处的罚款。",
            "Nothing can be added up to today.",
            "缴款期限届满且未缴清的，方可加处；加处总额不超过罚款。",
            "Wait until the fine is late; all surcharges together never exceed the fine.",
        )


@rule(
    "F7",
    zh="行政复议、行政诉讼期间不计算、不决定加处罚款",
    en="No surcharge during reconsideration or suit",
    articles="处罚法73(3)",
    gates=("decide_surcharge",),
    invariants=(9,),
)
def no_surcharge_during_a_remedy(facts: Facts) -> Iterator[Problem]:
    """Its days are not counted, and it is not decided meanwhile."""
    if execution.remedy_pending(facts.case, facts.on):
        yield problem(
            "当事人申请的行政复议或者提起的行政诉讼尚未终结。",
            "A reconsideration or a suit is pending.",
            "等复议决定或者裁判生效后再决定。",
            "Wait for its result.",
        )


@rule(
    "F9",
    zh="申请法院强制执行须在法定期限内",
    en="The court is asked within the three months after the periods for remedies",
    articles="行政强制法53；处罚法72(2)",
    gates=("apply_court",),
)
def within_the_window(facts: Facts) -> Iterator[Problem]:
    """After the periods for reconsideration and suit, within three months; from the end of a deferral where one was granted."""
    window = execution.court_window(facts.case)
    over, deferred = execution.remedies_over_on(facts.case), execution.deferred_until(facts.case)
    if over is not None and over < facts.on and not covers(over.year):
        raise CalendarNotCovered(over)
    if over is None or facts.on <= over:
        yield problem(
            "申请行政复议、提起行政诉讼的期限未满，或者复议、诉讼尚未终结。",
            "The periods for reconsideration and suit are not over, or one is pending.",
            "期限届满（{day}）后再申请。",
            "Wait until they are over ({day}).",
            day=over.isoformat() if over else "—",
        )
    elif deferred is not None and facts.on <= deferred:
        yield problem(
            "已批准延期、分期缴纳至 {day}，期限未满。",
            "Paying later or in parts was granted until {day}, which is not over.",
            "{day} 之后仍未缴清的，再申请。",
            "Ask after {day}, if it is not paid by then.",
            day=deferred.isoformat(),
        )
    elif window.closes is not None and facts.on > window.closes:
        yield problem(
            "申请法院强制执行的期限已于 {day} 届满。",
            "The time to ask the court ended on {day}.",
            "由委托机关研究处理；不得再申请。",
            "The organ decides what else can be done; the court can't be asked any more.",
            day=window.closes.isoformat(),
        )


@rule(
    "F9a",
    zh="催告书送达十个工作日后方可申请法院强制执行",
    en="Ten working days after the served reminder",
    articles="行政强制法54、69",
    gates=("apply_court",),
    covers=("F9",),
)
def reminded_before_the_court(facts: Facts) -> Iterator[Problem]:
    """The party gets a last chance in writing."""
    reminder = execution.last_reminder(facts.case, Reminder.Kind.COURT)
    if reminder is None or reminder.served_on is None:
        yield problem(
            "行政强制执行事先催告书尚未送达。",
            "The reminder before the court has not been served.",
            "制作并送达催告书，十个工作日后再申请。",
            "Issue and serve it, and wait ten working days.",
        )
    elif facts.on <= execution.reminded_until(facts.case, reminder):
        yield problem(
            "催告书 {day} 送达，未满十个工作日。",
            "The reminder was served on {day}; ten working days have not passed.",
            "等到 {until} 之后再申请。",
            "Wait until after {until}.",
            day=reminder.served_on.isoformat(),
            until=execution.reminded_until(facts.case, reminder).isoformat(),
        )
    elif reminder.fine < execution.unpaid(facts.case):
        yield problem(
            "催告的罚款 {reminded} 元少于申请执行的 {asked} 元。",
            "The party was reminded of {reminded} yuan; the court would be asked for {asked}.",
            "就全部未缴罚款重新催告，十个工作日后再申请。",
            "Remind of all that is unpaid, and wait ten working days.",
            reminded=reminder.fine,
            asked=execution.unpaid(facts.case),
        )


@rule(
    "F9b",
    zh="复议机关变更处罚决定的，由复议机关强制执行或者申请执行",
    en="A decision that a reconsideration changed is enforced by the body that changed it",
    articles="行政复议法78",
    gates=("apply_court",),
    covers=("F9", "F10"),
)
def changed_by_reconsideration(facts: Facts) -> Iterator[Problem]:
    """What stands is then the decision of the reconsideration."""
    for row in facts.case.remedies.all():
        if row.kind == Remedy.Kind.RECONSIDERATION and row.result == Remedy.Result.CHANGED:
            yield problem(
                "处罚决定已由 {body} 变更，应当由其强制执行或者申请人民法院强制执行。",
                "{body} changed the decision: enforcing it, or asking the court, is up to that body.",
                "把未履行的情况告知复议机关，由其申请；本案结案时写明终结执行的情形和理由。",
                "Tell that body that it was not obeyed; this case closes with ground and reason.",
                body=row.body,
            )


@rule(
    "F13",
    zh="申请强制执行的材料须齐备",
    en="The file of the application is complete",
    articles="行政强制法55",
    gates=("apply_court",),
)
def court_file_is_complete(facts: Facts) -> Iterator[Problem]:
    """Decision, the party's views, the reminder, what can be enforced upon."""
    for name, zh, en in (
        ("views", "当事人的意见", "what the party said"),
        ("assets", "申请执行的标的情况", "what can be enforced upon"),
    ):
        if not str(facts.inputs[name]).strip():
            yield problem(
                "申请材料缺少：{what_zh}。",
                "The file lacks {what_en}.",
                "补充填写。",
                "Fill it in.",
                at=name,
                what_zh=zh,
                what_en=en,
            )
