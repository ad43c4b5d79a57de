"""Rules of determination (确定案由): a finding with evidence for every violation."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import EvidenceLink
from delegation.models import Item
from delegation.selectors import delegates

from .registry import Facts, Pair, Problem, problem, rule

MUST_BE_PROVED = {
    EvidenceLink.Element.SUBJECT: Pair("违法主体", "who did it"),
    EvidenceLink.Element.ACT: Pair("违法行为", "what was done or left undone"),
    EvidenceLink.Element.TIME_PLACE: Pair("时间、地点", "when and where"),
}


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
    "A1b",
    zh="变更后的案由须属本机关职权；街道办理的须在委托事项内",
    en="A changed item is the organ's, and delegated where the street handles the case",
    articles="处罚法20(1)(2)、22",
    gates=("submit_determination",),
    invariants=(4,),
)
def changed_item_fits(facts: Facts) -> Iterator[Problem]:
    """Not delegated: hand over; the other organ's: transfer; one item stands once in a case."""

    given = findings(facts)
    kept = {row.pk: row.item_id for row in facts.case.violations.all()}
    after = [int(given.get(pk, {}).get("item") or item) for pk, item in kept.items()]
    if len(set(after)) < len(after):
        yield problem("同一案由在本案中只列一次。", "One item stands only once in a case.", "合并认定。", "Merge them.")
    for item in Item.objects.filter(pk__in=set(after) - set(kept.values())).select_related("version__catalogue"):
        if item.version.catalogue.organ_id != facts.case.organ_id:
            yield problem(
                "{code} 不属于本机关职权。",
                "{code} is not within the organ's powers.",
                "请移送有管辖权的机关。",
                "Transfer the case to the agency that has it.",
                code=item.code,
            )
        elif not facts.case.may_rest_on(item.version, facts.case.statutory_day()):
            yield problem(
                "{code} 属于目录版本“{label}”，立案当日有效的不是该版本。",
                "{code} of “{label}” is not of the version in force on the day of filing.",
                "改选立案当日有效版本中的案由。",
                "Choose the item of the version in force on that day.",
                at="items",
                code=item.code,
                label=item.version.label,
            )
        elif facts.street_handles and facts.case.agreement and not delegates(facts.case.agreement, item):
            yield problem(
                "{code} 不在委托事项内。",
                "{code} is not among the delegated items.",
                "请将案件移交委托机关办理。",
                "Hand the case over to the delegating organ.",
                at="hand_over",
                code=item.code,
            )


@rule(
    "D50",
    zh="“逾期不改正”“拒不改正”须以责令改正未履行为前提",
    en="An overdue finding needs an order that was not obeyed",
    articles="各案由前提条件",
    gates=("submit_determination",),
    invariants=(3,),
)
def overdue_needs_order(facts: Facts) -> Iterator[Problem]:
    """Some offences can't be fined at first finding; the overdue tier rests on a failed re-check."""
    given, violations = findings(facts), facts.case.violations.select_related("item")
    overdue = [row for row in violations if _found_overdue(given.get(row.pk, {}))]
    disobeyed = facts.case.disobeyed() if overdue else []
    for violation in overdue:
        if not disobeyed:
            yield problem(
                "{code} 认定为逾期未改正，但没有责令改正在期限内送达、期限届满后复查不合格的记录。",
                "{code} is found overdue, but no order was served in time and found disobeyed by a re-check after its day.",
                "先送达责令改正的文书，期限届满后复查并记录；期限届满后才送达的，重新责令改正，或者不认定逾期。",
                "Serve the order and re-check after its day; where it was served too late, order anew, or don't find it overdue.",
                code=violation.item.code,
            )
        elif len(violations) > 1 and given[violation.pk].get("rests_on") not in disobeyed:
            # An order about one violation says nothing about another: the finding names the problem it rests on.
            yield problem(
                "{code} 认定为逾期未改正，但没有写明是哪一项责令改正没有履行。",
                "{code} is found overdue, but which order to correct was not obeyed is not said.",
                "选择针对该违法行为、复查不合格的责令改正事项；没有责令改正过的，先责令改正并复查，或者不认定逾期。",
                "Choose the problem that was about it; without one, order and re-check first, or don't find it overdue.",
                at=f"violation-{violation.pk}-rests_on",
                code=violation.item.code,
            )


def _found_overdue(row: dict) -> bool:
    return bool(row.get("is_overdue")) and row.get("finding") == "established"


@rule(
    "F04",
    zh="每项违法行为的主体、行为、时间地点均须有证据",
    en="Who, what, when and where of each violation are proved",
    articles="处罚法40、46；案卷评查F04",
    gates=("submit_determination",),
    severity="warn",
)
def every_fact_is_proved(facts: Facts) -> Iterator[Problem]:
    """An empty cell of the matrix may only mean that nobody filled it in; reviewers see it all the same."""
    given = findings(facts)
    for violation in facts.case.violations.select_related("item"):
        if given.get(violation.pk, {}).get("finding") != "established":
            continue
        links = violation.evidence_links.exclude(evidence__withdrawn_at__isnull=False)
        proved = set(links.values_list("element", flat=True))
        missing = [element for element in MUST_BE_PROVED if element not in proved]
        if missing:
            yield problem(
                "{code} 尚未指明证据的事实：{facts_zh}。",
                "{code}: no proof is named for: {facts_en}.",
                "在“证据”页填写证据与待证事实对应表。",
                "Fill in the matrix of facts and proofs on the evidence tab.",
                at="evidence",
                code=violation.item.code,
                facts_zh="、".join(MUST_BE_PROVED[element].zh for element in missing),
                facts_en=", ".join(MUST_BE_PROVED[element].en for element in missing),
            )
