"""Rules of execution and closing (执行、结案)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import ending, execution
from cases.ending import Ground
from cases.models import Payment

from .registry import Facts, Problem, problem, rule


@rule(
    "G1",
    zh="执行完毕或者依法终结执行方可结案",
    en="A case closes when its decision is executed, or the execution has lawfully ended",
    articles="处罚法66、67；行政强制法40、53、58；结案审批表",
    gates=("submit_closure",),
)
def executed(facts: Facts) -> Iterator[Problem]:
    """The fine as it stands and a surcharge that was decided are paid, or a ground why no more will come is on file."""
    ground = facts.content("ended_ground") or ""
    if not ending.money_is_due(facts.case):
        if ground:
            yield _nothing_is_owed()
        return
    if not ground:
        yield _unpaid(facts.case)
        return
    if not str(facts.content("ended_reason") or "").strip():
        yield problem(
            "没有写明终结执行的理由。",
            "The reason why the execution ended is missing.",
            "写明事实和依据的材料。",
            "State the facts and the papers they rest on.",
            at="ended_reason",
        )
    yield from _ground_holds(facts, ground)


def _nothing_is_owed() -> Problem:
    return problem(
        "罚款已经缴清或者不再缴纳，不属于终结执行。",
        "Nothing is owed any more: the execution did not end short of it.",
        "不填写终结执行的情形。",
        "Leave the ground empty.",
        at="ended_ground",
    )


def _unpaid(case: Any) -> Problem:
    return problem(
        "尚有 {owed} 元未缴清。",
        "{owed} yuan have not been paid.",
        "登记缴款凭证；逾期不缴的，催告、加处罚款、申请法院强制执行；依法终结执行的，写明情形和理由。",
        "Record the payment voucher; where nothing comes, remind, decide a surcharge, ask the court; where the execution"
        " has lawfully ended, give ground and reason.",
        owed=execution.owed(case),
    )


def _ground_holds(facts: Facts, ground: str) -> Iterator[Problem]:
    """What the file can show of a ground, it must show; the rest is for the written reason, which the desks read."""
    case = facts.case
    if ending.at_the_court(case):
        yield problem(
            "法院尚未就强制执行申请作出处理。",
            "The court has not answered the application yet.",
            "登记法院的处理结果后再结案。",
            "Record the result at the court first.",
            at="ended_ground",
        )
    elif ground not in Ground.values:
        yield problem(
            "没有这种终结执行的情形。",
            "There is no such ground.",
            "从所列情形中选择。",
            "Choose one of the grounds.",
            at="ended_ground",
        )
    elif ground == Ground.WOUND_UP and not case.party.is_unit:
        yield problem(
            "当事人是公民，不适用法人或者其他组织终止的情形。",
            "The party is a person, not a unit that could end.",
            "核对终结执行的情形。",
            "Check the ground.",
            at="ended_ground",
        )
    elif ground == Ground.COURT and not ending.court_gave_nothing(case):
        yield problem(
            "没有登记法院不予受理、不予执行或者终结执行的结果。",
            "No refusal and no end of the enforcement by the court is on file.",
            "先登记法院的处理结果。",
            "Record the result at the court first.",
            at="ended_ground",
        )
    elif ground == Ground.TIME_OVER and not ending.court_time_is_over(case, facts.on):
        yield problem(
            "申请法院强制执行的期限尚未届满。",
            "The time to ask the court is not over.",
            "在期限内催告并申请法院强制执行。",
            "Remind the party and ask the court while there is time.",
            at="ended_ground",
        )


@rule(
    "P02",
    zh="责令改正的须复查",
    en="Every order to correct is re-checked",
    articles="安全法65；案卷评查P02",
    gates=("submit_closure",),
)
def rectification_checked(facts: Facts) -> Iterator[Problem]:
    """An order nobody came back for is a scored fault."""
    for order in facts.case.rectifications.all():
        if order.passed is None:
            yield problem(
                "{day} 的责令整改尚未复查。",
                "The order of {day} has not been re-checked.",
                "记录整改复查。",
                "Record the re-check.",
                day=order.ordered_on.isoformat(),
            )


@rule(
    "F1",
    zh="缴款日不早于决定送达（公告）日；金额不超过应缴数",
    en="Payment after service, not above what is owed",
    articles="处罚法67(3)、72",
    gates=("record_payment",),
)
def payment_fits(facts: Facts) -> Iterator[Problem]:
    """Payments add up to the fine; what goes to a surcharge is recorded apart."""
    known_on = execution.known_on(facts.case)
    if known_on and facts.on < known_on:
        yield problem(
            "缴款日早于决定书送达（公告）日 {day}。",
            "The payment lies before the decision was served or put on public notice, {day}.",
            "核对日期。",
            "Check the date.",
            at="happened_on",
            day=known_on.isoformat(),
        )
    towards_fine = facts.inputs.get("towards", Payment.Towards.FINE) == Payment.Towards.FINE
    rest = execution.unpaid(facts.case) if towards_fine else execution.surcharge_owed(facts.case)
    if facts.inputs["amount"] > rest:
        yield problem(
            "缴款超过尚未缴清的 {rest} 元。",
            "The payment is above the {rest} yuan that are still owed.",
            "核对金额和缴款用途（罚款或者加处罚款）。",
            "Check the amount, and whether it goes to the fine or the surcharge.",
            at="amount",
            rest=rest,
        )
