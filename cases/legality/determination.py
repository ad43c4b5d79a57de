"""Rules of determination (确定案由): a finding with evidence for every violation."""

from __future__ import annotations

from collections.abc import Iterator

from .registry import Facts, Problem, problem, rule


def findings(facts: Facts) -> dict[int, dict]:
    """The findings now submitted, by violation id."""
    return {int(row["id"]): row for row in facts.content("violations", ())}


@rule(
    "D40",
    zh="逐项认定，事实清楚、证据确实",
    en="Every violation gets a finding with facts and evidence",
    articles="处罚法40、57",
    gates=("submit_determination",),
)
def every_violation_found(facts: Facts) -> Iterator[Problem]:
    """Unclear facts or thin evidence: no penalty."""
    given = findings(facts)
    for violation in facts.case.violations.select_related("item"):
        row = given.get(violation.pk, {})
        if row.get("finding") not in ("established", "not_established"):
            yield problem(
                "{code} 没有认定结论。",
                "{code} has no finding.",
                "选择成立或不成立。",
                "Choose one.",
                code=violation.item.code,
            )
        elif row["finding"] == "established" and not (row.get("found_facts") and row.get("evidence")):
            yield problem(
                "{code} 认定成立，但缺少认定事实或证据。",
                "{code} is established, but facts or evidence are missing.",
                "写明认定的事实和证明它的证据。",
                "State the facts found and the evidence for them.",
                code=violation.item.code,
            )


@rule(
    "D50",
    zh="“逾期不改正”“拒不改正”须以责令改正未履行为前提",
    en="An overdue finding needs an order that was not obeyed",
    articles="各案由前提条件",
    gates=("submit_determination",),
)
def overdue_needs_order(facts: Facts) -> Iterator[Problem]:
    """Some offences can't be fined at first finding; the overdue tier rests on a failed re-check."""
    given = findings(facts)
    for violation in facts.case.violations.select_related("item"):
        row = given.get(violation.pk, {})
        if not row.get("is_overdue") or row.get("finding") != "established":
            continue
        if not any(order.passed is False for order in facts.case.rectifications.all()):
            yield problem(
                "{code} 认定为逾期未改正，但没有复查不合格的记录。",
                "{code} is found overdue, but no re-check shows that.",
                "先记录整改复查。",
                "Record the re-check first.",
                code=violation.item.code,
            )
