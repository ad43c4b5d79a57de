"""Rules of execution and closing (执行、结案)."""

from __future__ import annotations

from collections.abc import Iterator

from cases import execution
from cases.models import CourtApplication, Payment

from .registry import Facts, Problem, problem, rule

ENDED = (CourtApplication.Result.ENFORCED, CourtApplication.Result.ENDED)


@rule(
    "G1",
    zh="执行完毕方可结案",
    en="A case closes when its decision is executed",
    articles="处罚法66、67；结案审批表",
    gates=("submit_closure",),
)
def executed(facts: Facts) -> Iterator[Problem]:
    """The fine as it stands and a surcharge that was decided are paid, or the court has ended its enforcement."""
    case = facts.case
    if not case.total_fine or execution.is_settled(case) or case.court_applications.filter(result__in=ENDED).exists():
        return
    yield problem(
        "尚有 {owed} 元未缴清。",
        "{owed} yuan have not been paid.",
        "登记缴款凭证；逾期不缴的，催告、加处罚款、申请法院强制执行终结后结案。",
        "Record the payment voucher; where nothing comes, remind, decide a surcharge, and close once the court has ended it.",
        owed=execution.owed(case),
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
