"""Rules of the right to a hearing (听证, 处罚法 63–65): when it is due, asked for in time, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cases import deliberation
from gongshu_enforcement import timekeeper

from .discretion import proposals
from .notice import without_penalty
from .registry import Facts, Problem, problem, rule


def hearing_of(facts: Facts) -> Any:
    """The hearing of the notice that counts, if one was asked for."""
    return getattr(facts.notice, "hearing", None) if facts.notice else None


# --- When it is due ---------------------------------------------------------------------------------------------------


@rule(
    "C3a",
    zh="责令停产停业、吊销许可证件等处罚由委托机关办理",
    en="Suspension, closure, revocation and the like belong to the organ",
    articles="处罚法20、63(1)(2)至(5)；委托协议",
    gates=("submit_discretion",),
    covers=("C3",),
    invariants=(4,),
)
def heavy_penalty_to_organ(facts: Facts) -> Iterator[Problem]:
    """The delegation covers fines and warnings; a hearing matter of another kind is handed over."""
    if not facts.street_handles:
        return
    kinds = {pk for pk, row in proposals(facts).items() if row.get("further_penalty")}
    for violation in facts.case.violations.select_related("item") if kinds else ():
        if violation.pk in kinds:
            yield problem(
                "{code} 拟给予停产停业、停止使用、吊销许可证件等处罚，超出街道权限。",
                "{code}: a suspension, stop of use, revocation or the like is beyond the street's power.",
                "请将案件移交委托机关办理（“移交区局”）。",
                "Hand the case over to the organ (“Hand over”).",
                at="hand_over",
                code=violation.item.code,
            )


@rule(
    "C4",
    zh="达到听证标准的须告知听证权利",
    en="From the threshold the right to a hearing is noticed",
    articles="处罚法63(1)；听证标准为设置值（待核实）",
    gates=("submit_notice",),
    covers=("C3", "C4"),
    invariants=(2,),
)
def hearing_was_noticed(facts: Facts) -> Iterator[Problem]:
    """Sum of the fines against the figure for this organ and target, or a penalty of another heavy kind."""
    notice = facts.notice
    if without_penalty(facts) or notice is None or notice.with_hearing:
        return
    if deliberation.hearing_due(facts.case, notice.total_fine):
        yield problem(
            "拟罚款合计 {total} 元已达听证标准，但没有告知听证权利。",
            "The fines of {total} yuan reach the threshold, but the right to a hearing was not noticed.",
            "退回裁量环节，重新签发告知书和听证告知书。",
            "Go back to discretion and issue both notices anew.",
            total=notice.total_fine,
        )


@rule(
    "C5a",
    zh="要求听证须在告知后五个工作日内",
    en="A hearing is asked for within five working days",
    articles="处罚法63、64(1)、85",
    gates=("request_hearing", "withdraw_hearing"),
    covers=("C5",),
)
def asked_in_time(facts: Facts) -> Iterator[Problem]:
    """From the service of the hearing notice; a request is withdrawn after it was made."""
    notice, hearing = facts.notice, hearing_of(facts)
    if notice is None or notice.served_on is None:
        return
    if facts.gate == "withdraw_hearing":
        if hearing is not None and facts.on < hearing.requested_on:
            yield _not_in_time(
                "撤回早于要求听证之日。", "The withdrawal lies before the request.", hearing.requested_on
            )
        return
    if not notice.with_hearing:
        yield problem(
            "本案未达听证标准，没有告知听证权利。",
            "No hearing is due in this case.",
            "当事人的意见作为陈述申辩记录。",
            "Record what the party says as its defence.",
        )
    elif notice.hearing_due_on is None:
        yield problem(
            "听证告知书尚未送达。",
            "The hearing notice has not been served.",
            "先登记送达。",
            "Record its service first.",
        )
    elif facts.on > notice.hearing_due_on:
        yield _not_in_time("超过要求听证的期限。", "The period for asking is over.", notice.hearing_due_on)


def _not_in_time(zh: str, en: str, day: date) -> Problem:
    return problem(
        f"{zh[:-1]}（{{day}}）。",
        f"{en[:-1]} ({{day}}).",
        "核对日期；逾期的意见作为陈述申辩记录。",
        "Check the day; what comes later is recorded as a defence.",
        at="happened_on",
        day=day.isoformat(),
    )


@rule(
    "C5b",
    zh="放弃听证须在听证告知书送达之后",
    en="The hearing is waived after the service of the hearing notice",
    articles="处罚法63(1)、64(1)",
    gates=("waive_defence",),
    covers=("C4", "C5"),
)
def told_before_giving_it_up(facts: Facts) -> Iterator[Problem]:
    """The advance notice only says that a hearing notice follows: nobody gives up a right of which they were not told."""
    notice = facts.notice
    if notice is None or notice.served_on is None or not notice.with_hearing or not facts.content("hearing_too", True):
        return
    told_on = deliberation.hearing_told_on(notice)
    if told_on is None:
        yield problem(
            "听证告知书尚未送达，当事人还不能放弃听证。",
            "The hearing notice has not been served: the party can't give up the hearing yet.",
            "先登记听证告知书的送达；或者只登记放弃陈述申辩。",
            "Record the service of the hearing notice first, or only the waiver of the defence.",
            at="hearing_too",
        )
    elif facts.on < told_on:
        yield problem(
            "放弃听证早于听证告知书送达日 {day}。",
            "The hearing is waived before the service of the hearing notice, {day}.",
            "核对日期；公告期间当事人到场的，先登记直接送达；或者只登记放弃陈述申辩。",
            "Check the day; if the party came during a public notice, record the direct service first. Or record only the "
            "waiver of the defence.",
            at="hearing_too",
            day=told_on.isoformat(),
        )


@rule(
    "C5",
    zh="听证期限届满、放弃或听证结束后方可决定",
    en="The hearing period is over, waived, or the hearing was held",
    articles="处罚法63、64(1)、85",
    gates=("submit_notice",),
    covers=("C5",),
    invariants=(2,),
)
def hearing_over(facts: Facts) -> Iterator[Problem]:
    """Five working days from the service of the notice; a hearing asked for is held, given up or withdrawn."""
    notice = facts.notice
    if without_penalty(facts) or notice is None or not notice.with_hearing or notice.served_on is None:
        return
    hearing = hearing_of(facts)
    if hearing is not None and not hearing.is_settled:
        yield problem(
            "当事人已申请听证，尚未举行。",
            "The party asked for a hearing, which has not been held.",
            "组织听证并记录，或登记当事人撤回。",
            "Hold and record it, or record its withdrawal.",
        )
    if hearing is not None:
        return
    if notice.hearing_due_on is None:
        yield problem(
            "听证告知书尚未送达。",
            "The hearing notice has not been served.",
            "先登记送达。",
            "Record its service first.",
        )
    elif timekeeper.today() <= notice.hearing_due_on and deliberation.hearing_given_up_on(notice) is None:
        yield problem(
            "申请听证的期限到 {day} 届满。",
            "A hearing may be asked for until {day}.",
            "期满后送审，或由当事人书面放弃。",
            "Submit after that day, or have the party waive it in writing.",
            day=notice.hearing_due_on.isoformat(),
        )


# --- What rests on it -------------------------------------------------------------------------------------------------


@rule(
    "C8",
    zh="听证结束后根据听证笔录作出决定",
    en="After a hearing the decision rests on its record",
    articles="处罚法65",
    gates=("submit_notice",),
    covers=("C8",),
    invariants=(2,),
)
def decision_rests_on_the_record(facts: Facts) -> Iterator[Problem]:
    """Record and report are there, and the draft says how it rests on them."""
    hearing = hearing_of(facts)
    if without_penalty(facts) or hearing is None or hearing.held_on is None:
        return
    if hearing.reported_on is None:
        yield problem(
            "听证已举行，尚未制作听证报告。",
            "The hearing was held, but there is no report on it.",
            "由主持人提出听证报告。",
            "Have the chair report first.",
        )
    elif not facts.content("hearing_basis"):
        yield problem(
            "没有写明决定如何根据听证笔录和听证报告作出。",
            "The draft does not say how it rests on the hearing's record and report.",
            "写明听证笔录认定的事实、证据和对听证意见的采纳情况。",
            "Say which facts and evidence the record bears out, and what of the party's words is accepted.",
            at="hearing_basis",
        )


RECORDS = ("XWBL", "KYBL", "CYQZ", "JCJL")  # interview, inquest, samples, inspection: the papers that prove


@rule(
    "C8a",
    zh="未经听证质证的证据不得作为决定依据",
    en="Nothing outside the hearing's record carries the decision",
    articles="处罚法45、64(7)、65",
    gates=("submit_notice",),
    covers=("C8",),
)
def nothing_outside_the_record(facts: Facts) -> Iterator[Problem]:
    """Evidence and records that came in after the hearing were not put to the party there."""
    hearing = hearing_of(facts)
    if without_penalty(facts) or hearing is None or hearing.held_on is None:
        return
    later = facts.case.evidence.filter(added_at__gt=hearing.ended_at, withdrawn_at=None).order_by("pk")
    for piece in later:
        yield problem(
            "证据“{title}”在听证后取得，未经质证。",
            "The evidence “{title}” came in after the hearing and was not examined there.",
            "撤下该证据；确需采用的，退回重新认定、告知和听证。",
            "Withdraw it; where it is needed, go back, find anew, notice anew and hear again.",
            at="evidence",
            title=piece.title,
        )
    for paper in _records_since(facts, hearing.ended_at):
        yield problem(
            "《{title}》（{day}）在听证后制作，未经质证。",
            "“{title}” of {day} was made after the hearing and was not examined there.",
            "告知当事人该记录并听取意见，记录陈述申辩；作为处罚依据的，送审后退回，重新认定、告知和听证。",
            "Put it to the party and record what it says as a defence; where the penalty rests on it, have the draft "
            "returned, find anew, notice anew and hear again.",
            at="evidence",
            title=paper.title,
            day=paper.issued_on.isoformat(),
        )


def _records_since(facts: Facts, moment: datetime) -> list[Any]:
    """The records made after a moment on which the party has not been heard since; they can't be withdrawn as evidence can."""
    papers = facts.case.documents.filter(status="issued", corrects=None, issued_at__gt=moment)
    made = list(papers.filter(code__in=RECORDS).order_by("pk"))
    if not made:
        return []
    last_said = max((row.made_on for row in facts.notice.defences.all()), default=None)
    heard_at = max((paper.issued_at for paper in papers.filter(code="CSSB")), default=None)
    if last_said is None or heard_at is None:
        return made
    return [paper for paper in made if last_said < paper.issued_on or heard_at < paper.issued_at]
