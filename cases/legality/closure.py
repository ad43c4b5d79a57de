"""Rules of execution and closing (执行、结案)."""

from __future__ import annotations

from collections.abc import Iterator

from cases.clock import is_paid

from .registry import Facts, Problem, problem, rule


@rule(
    "G1",
    zh="执行完毕方可结案",
    en="A case closes when its decision is executed",
    articles="处罚法66、67；结案审批表",
    gates=("submit_closure",),
)
def executed(facts: Facts) -> Iterator[Problem]:
    """The fine is paid, as far as the decision imposes one."""
    if facts.case.total_fine and not is_paid(facts.case):
        yield problem(
            "罚款尚未缴清。", "The fine has not been paid in full.", "登记缴款凭证。", "Record the payment voucher."
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
    zh="缴款日不早于决定送达日；金额不超过应缴数",
    en="Payment after service, not above what is owed",
    articles="处罚法67(3)、72",
    gates=("record_payment",),
)
def payment_fits(facts: Facts) -> Iterator[Problem]:
    """Payments add up to the fine; surcharge is recorded apart."""
    if facts.case.decision_served_on and facts.on < facts.case.decision_served_on:
        yield problem(
            "缴款日早于决定书送达日 {day}。",
            "The payment lies before the decision was served, {day}.",
            "核对日期。",
            "Check the date.",
            at="happened_on",
            day=facts.case.decision_served_on.isoformat(),
        )
    paid = sum(payment.amount for payment in facts.case.payments.all())
    if paid + facts.inputs["amount"] > (facts.case.total_fine or 0):
        yield problem(
            "累计缴款超过罚款 {fine} 元。",
            "Payments would exceed the fine of {fine} yuan.",
            "核对金额。",
            "Check the amount.",
            at="amount",
            fine=facts.case.total_fine or 0,
        )
