"""Rules of the order to correct and its re-check (责令改正、整改复查, 处罚法 28(1)): the party has the time it was given."""

from __future__ import annotations

from collections.abc import Iterator

from .registry import Facts, Problem, problem, rule


@rule(
    "B9a",
    zh="整改期限不早于责令之日",
    en="The time to correct does not end before the order",
    articles="处罚法28(1)；安全法65(1)",
    gates=("order_rectification",),
    covers=("B9",),
)
def term_lies_ahead(facts: Facts) -> Iterator[Problem]:
    """Corrected at once, or within a time: nobody can obey an order whose day is past."""
    for row in facts.content("problems", ()):
        if row["due_on"] < facts.on:
            yield problem(
                "整改期限 {due} 早于责令之日 {day}。",
                "The day to correct by, {due}, lies before the order, {day}.",
                "限期改正的，填写之后的日期；立即改正的，填写责令当日。",
                "Set a later day; where it is to be corrected at once, the day of the order itself.",
                at="problems",
                due=row["due_on"].isoformat(),
                day=facts.on.isoformat(),
            )


@rule(
    "B9b",
    zh="复查不早于责令；责令改正送达且期限届满后方可认定未改正",
    en="A re-check follows its order; “not corrected” is found after the service, once the time is over",
    articles="处罚法28(1)、40",
    gates=("recheck_rectification",),
    covers=("B9",),
)
def rechecked_after_the_term(facts: Facts) -> Iterator[Problem]:
    """A party that has corrected may have it confirmed any day; that it has not shows only when its time is over."""
    order = facts.inputs["order"]
    if facts.on < order.ordered_on:
        yield problem(
            "复查日期早于责令改正之日 {day}。",
            "The re-check lies before the order, {day}.",
            "核对日期。",
            "Check the date.",
            at="happened_on",
            day=order.ordered_on.isoformat(),
        )
        return
    if facts.inputs["passed"]:
        return
    served_on = order.served_on
    if served_on is None or facts.on < served_on:
        yield problem(
            "责令改正的文书在复查之日尚未送达，不能认定未改正。",
            "On that day the order had not been served: it can't have been disobeyed.",
            "先送达并登记，期限届满后再复查；当事人已经改正的，登记复查合格。",
            "Serve it and record the service, then re-check after its day; where all is corrected, say so.",
            at="order",
        )
    elif not order.is_over(facts.on):
        yield problem(
            "整改期限 {day} 届满，届满前不能认定未改正。",
            "The time to correct runs to the end of {day}; before, nothing is overdue.",
            "期限届满后再复查；当事人已经改正的，登记复查合格。",
            "Re-check after that day; where all is corrected, say so.",
            at="happened_on",
            day=order.due_on.isoformat(),
        )
