"""Rules of the clocks: what may stop the limit for the decision, what ends the stop, what must be explained (处罚法 60)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .notice import without_penalty
from .registry import Facts, Problem, problem, rule

APPRAISAL = "appraisal"


def open_appraisal(facts: Facts) -> Any:
    """The appraisal whose result is not there yet, if any."""
    return facts.case.suspensions.filter(reason=APPRAISAL, until=None).first()


@rule(
    "C17c",
    zh="鉴定期间不计入办案期限须有依据且期限尚未届满",
    en="An appraisal stops the limit only where a rule says so, and before the limit has passed",
    articles="处罚法60；不计入期间待核实",
    gates=("begin_appraisal",),
    covers=("C17",),
    invariants=(8,),
)
def appraisal_may_stop(facts: Facts) -> Iterator[Problem]:
    """The setting of the day of filing, the limit as it stands, and no second appraisal beside the first."""
    from cases import clock, suspending

    case = facts.case
    if case.filed_on is None or case.decision_due_on is None:
        return
    if not suspending.counts_not(case, APPRAISAL):
        yield problem(
            "按立案之日适用的规定，鉴定期间计入办案期限。",
            "By the rule of the day of filing, the time of an appraisal counts in the limit.",
            "不登记中止；鉴定意见取得后作为证据登记。",
            "Don't record a stop; add the expert opinion as evidence when it is there.",
        )
    elif facts.on > clock.decision_deadline(case):
        yield problem(
            "办案期限已于 {day} 届满，不能再中止。",
            "The limit passed on {day}; nothing can stop it any more.",
            "核对委托日期；期限届满后依法处理并说明原因。",
            "Check the day of the commission; after the limit, deal with the case as the law allows and say why.",
            at="happened_on",
            day=clock.decision_deadline(case).isoformat(),
        )
    elif open_appraisal(facts) is not None:
        yield problem(
            "已有一项鉴定尚未取得结果。",
            "An appraisal is still without its result.",
            "先登记该鉴定的结果。",
            "Record its result first.",
        )


@rule(
    "C17d",
    zh="鉴定期间以取得鉴定意见之日为止，鉴定意见入证据",
    en="An appraisal ends on the day of its result, and the expert opinion is on file",
    articles="处罚法46、60；不计入期间待核实",
    gates=("end_appraisal",),
    covers=("C17",),
    invariants=(8,),
)
def appraisal_has_ended(facts: Facts) -> Iterator[Problem]:
    """An expert opinion is one of the eight kinds of evidence; without it the stop would rest on nothing."""
    waiting, evidence = open_appraisal(facts), facts.inputs.get("evidence")
    if waiting is None:
        yield problem("没有等待结果的鉴定。", "No appraisal waits for its result.", "刷新页面。", "Reload the page.")
        return
    if facts.on < waiting.since:
        yield problem(
            "结果日期早于委托之日 {day}。",
            "The result lies before the commission of {day}.",
            "请核对日期。",
            "Check the date.",
            at="happened_on",
            day=waiting.since.isoformat(),
        )
    if evidence is None or evidence.kind != "expert" or evidence.withdrawn_at is not None:
        yield problem(
            "没有选择鉴定意见证据。",
            "No expert opinion on file was chosen.",
            "先将鉴定意见作为“鉴定意见”类证据登记，再选择它。",
            "Add the opinion as evidence of the kind “Expert opinion” first, then choose it.",
            at="evidence",
        )


@rule(
    "C17e",
    zh="鉴定未出结果前不得作出处罚决定",
    en="No penalty before a commissioned appraisal has its result",
    articles="处罚法40、57",
    gates=("submit_notice",),
    covers=("C17",),
)
def no_penalty_before_the_result(facts: Facts) -> Iterator[Problem]:
    """Facts that are still being examined are not found; the limit stands still meanwhile."""
    waiting = None if without_penalty(facts) else open_appraisal(facts)
    if waiting is not None:
        yield problem(
            "{who} 的鉴定尚未出结果。",
            "The appraisal by {who} has no result yet.",
            "取得鉴定意见并登记结果后再送审。",
            "Record its result, then submit.",
            who=waiting.institution,
        )


@rule(
    "G5a",
    zh="逾期须说明原因一次，说明后不再更改",
    en="A limit that passed is explained once, and the explanation stays",
    articles="办案规程·期限",
    gates=("explain_passed_limit",),
)
def explained_once(facts: Facts) -> Iterator[Problem]:
    """The explanation is part of the record; a second one would hide the first."""
    passed = facts.inputs.get("passed")
    if passed is not None and passed.explained_on is not None:
        yield problem(
            "该逾期事项已于 {day} 说明。",
            "This limit was explained on {day} already.",
            "选择尚未说明的逾期事项。",
            "Choose a limit that has no explanation yet.",
            at="passed",
            day=passed.explained_on.isoformat(),
        )
