"""Rules of notice and decision (告知、决定): told and heard first, never heavier, in time."""

from __future__ import annotations

from collections.abc import Iterator

from gongshu_enforcement import legal_settings, timekeeper

from .discretion import fine_of, proposals
from .registry import Facts, Problem, problem, rule


@rule(
    "E0",
    zh="文书生成 PDF 后方可送达",
    en="Service requires the rendered document",
    articles="文书签发规则",
    gates=("serve",),
)
def rendered_before_service(facts: Facts) -> Iterator[Problem]:
    """What is served is the frozen document, whose hash is in the ledger. Demo papers are rendered when first asked for."""
    document = facts.inputs["document"]
    if not document.is_rendered and document.origin != "demo":
        yield problem(
            "《{title}》的 PDF 尚未生成。",
            "The PDF of “{title}” has not been rendered yet.",
            "稍候刷新页面，生成后再登记送达。",
            "Reload in a moment and record the service then.",
            at="document",
            title=document.title,
        )
    if facts.on < document.issued_on:
        yield problem(
            "送达日期早于签发日期 {day}。",
            "The day of service lies before the issue, {day}.",
            "核对日期。",
            "Check the date.",
            at="happened_on",
            day=document.issued_on.isoformat(),
        )


@rule(
    "E4",
    zh="电子送达须有当事人签署的确认书",
    en="Electronic service needs signed consent",
    articles="处罚法61(2)",
    gates=("serve",),
)
def electronic_needs_consent(facts: Facts) -> Iterator[Problem]:
    """Only where the party agreed and signed."""
    if facts.inputs.get("method") == "electronic" and not facts.case.party.electronic_service:
        yield problem(
            "当事人没有签署同意电子送达的确认书。",
            "The party has not signed consent to electronic service.",
            "改用其他送达方式，或先办理送达地址确认。",
            "Serve another way, or have the confirmation signed first.",
            at="method",
        )


@rule(
    "C1",
    zh="决定前须告知并送达",
    en="No decision without a served notice",
    articles="处罚法44、62",
    gates=("submit_notice",),
)
def notice_served(facts: Facts) -> Iterator[Problem]:
    """A penalty without notice can't stand."""
    if _no_penalty(facts):
        return
    notice = facts.case.standing_notice()
    if notice is None:
        yield problem(
            "尚未签发行政处罚告知书。", "No advance notice has been issued.", "先签发告知书。", "Issue it first."
        )
    elif notice.served_on is None:
        yield problem(
            "告知书尚未送达。", "The notice has not been served.", "先登记送达。", "Record its service first."
        )


@rule(
    "C2",
    zh="陈述申辩期限届满或书面放弃后方可决定",
    en="The defence period is over, or waived in writing",
    articles="处罚法44、45、62；期限为设置值",
    gates=("submit_notice",),
)
def defence_over(facts: Facts) -> Iterator[Problem]:
    """The law fixes no number; the setting follows the five working days of 处罚法 64."""
    notice = facts.case.standing_notice()
    if _no_penalty(facts) or notice is None or notice.served_on is None or notice.waived_on:
        return
    if notice.defence_due_on and timekeeper.today() <= notice.defence_due_on:
        yield problem(
            "陈述申辩期限到 {day} 届满。",
            "The period for a defence runs until {day}.",
            "期满后送审，或由当事人书面放弃。",
            "Submit after that day, or have the party waive it in writing.",
            day=notice.defence_due_on.isoformat(),
        )


@rule(
    "C2b",
    zh="陈述申辩须逐条复核答复",
    en="Every point of the defence is answered",
    articles="处罚法45(1)",
    gates=("submit_notice",),
)
def defence_answered(facts: Facts) -> Iterator[Problem]:
    """Heard, checked, answered."""
    notice = facts.case.standing_notice()
    if notice is None:
        return
    for defence in notice.defences.all():
        if not defence.answer:
            yield problem(
                "陈述申辩“{point}”尚未答复。",
                "The point “{point}” has not been answered.",
                "填写复核意见和采纳情况。",
                "Write the answer and whether it is accepted.",
                point=defence.point[:20],
            )


@rule(
    "C5",
    zh="听证期限届满、放弃或听证结束后方可决定",
    en="The hearing period is over, waived, or the hearing was held",
    articles="处罚法63、64(1)、85",
    gates=("submit_notice",),
)
def hearing_over(facts: Facts) -> Iterator[Problem]:
    """Five working days from the service of the notice; a hearing asked for is held or withdrawn."""
    notice = facts.case.standing_notice()
    if _no_penalty(facts) or notice is None or not notice.with_hearing or notice.served_on is None:
        return
    hearing = getattr(notice, "hearing", None)
    if hearing is not None and not hearing.is_settled:
        yield problem(
            "当事人已申请听证，尚未举行。",
            "The party asked for a hearing, which has not been held.",
            "组织听证并记录，或登记当事人撤回。",
            "Hold and record it, or record its withdrawal.",
        )
    elif hearing is None and not notice.waived_on and notice.hearing_due_on is None:
        yield problem(
            "听证告知书尚未送达。",
            "The hearing notice has not been served.",
            "先登记送达。",
            "Record its service first.",
        )
    elif hearing is None and not notice.waived_on and timekeeper.today() <= notice.hearing_due_on:
        yield problem(
            "申请听证的期限到 {day} 届满。",
            "A hearing may be asked for until {day}.",
            "期满后送审，或由当事人书面放弃。",
            "Submit after that day, or have the party waive it in writing.",
            day=notice.hearing_due_on.isoformat(),
        )


@rule(
    "C6",
    zh="听证七个工作日前通知，主持人不得是办案人员",
    en="Hearing: seven working days' notice, chair not an investigator",
    articles="处罚法64(2)(4)、85",
    gates=("hold_hearing",),
)
def hearing_conduct(facts: Facts) -> Iterator[Problem]:
    """The chair never handled the case."""
    from cases.clock import add_working_days

    chair = facts.inputs["chair"]
    if facts.case.handlers.filter(officer=chair).exists():
        yield problem(
            "听证主持人不得是本案办案人员。",
            "The chair must not have handled the case.",
            "更换主持人。",
            "Choose another chair.",
            at="chair",
        )
    announced = facts.inputs["announced_on"]
    earliest = add_working_days(announced, legal_settings.value("hearing_notice_working_days", on=announced))
    if facts.on < earliest:
        yield problem(
            "{announced} 通知的，最早可在 {day} 举行。",
            "Announced on {announced}, it may be held on {day} at the earliest.",
            "改期举行。",
            "Hold it later.",
            at="happened_on",
            announced=announced.isoformat(),
            day=earliest.isoformat(),
        )


@rule(
    "V13",
    zh="决定的罚款不得高于告知的罚款",
    en="The fine decided is never above the fine noticed",
    articles="处罚法45(2)",
    gates=("submit_notice",),
)
def not_heavier(facts: Facts) -> Iterator[Problem]:
    """Heavier, or new facts: back to discretion and a new notice."""
    notice = facts.case.standing_notice()
    if notice is None or _no_penalty(facts):
        return
    noticed = {item.violation_id: item.fine for item in notice.items.all()}
    for violation_id, row in proposals(facts).items():
        fine = fine_of(row)
        if fine > noticed.get(violation_id, 0):
            yield problem(
                "拟决定罚款 {fine} 元高于告知的 {noticed} 元。",
                "A fine of {fine} yuan is above the {noticed} yuan noticed.",
                "降低金额；确需加重的退回裁量并重新告知。",
                "Lower it; a heavier one goes back to discretion and is noticed anew.",
                fine=fine,
                noticed=noticed.get(violation_id, 0),
            )


@rule(
    "C17",
    zh="办案期限九十日",
    en="Decision within ninety days of filing",
    articles="处罚法60",
    gates=("submit_notice", "approve"),
)
def in_time(facts: Facts) -> Iterator[Problem]:
    """The limit as extended, still running on the day of the decision; a later one is open to attack."""
    if facts.gate == "approve" and (facts.subject.kind, facts.subject.stage) != ("stage", "notice"):
        return
    due = facts.case.decision_due_on
    if due is not None and timekeeper.today() > due:
        yield problem(
            "办案期限已于 {day} 届满。",
            "The limit for the decision passed on {day}.",
            "须有期限内批准的延期；否则终止或不予处罚并追责。",
            "It needs an extension approved before that day.",
            day=due.isoformat(),
        )


def _no_penalty(facts: Facts) -> bool:
    return facts.content("outcome", facts.case.outcome) in ("no_penalty", "not_established")
