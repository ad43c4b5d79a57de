"""Grounds for no penalty (处罚法 30, 31, 33): asked before any fine, and given effect."""

from __future__ import annotations

from collections.abc import Iterator

from cases.discretion.no_penalty import GROUNDS, capacities_by_age
from cases.models import Violation
from cases.stages import Outcome, Stage

from .discretion import Proposed, established, proposals, proposed
from .registry import Facts, Problem, problem, rule

GATE = ("submit_discretion",)
REASONS = dict(Violation.NoPenaltyReason.choices)
GROUNDS_ZH = {
    "minor": "违法行为轻微并及时改正，没有造成危害后果",
    "first": "初次违法且危害后果轻微并及时改正",
    "no_fault": "当事人有证据足以证明没有主观过错",
    "under_age": "不满十四周岁",
    "incapable": "不能辨认或者不能控制自己行为",
}
QUESTIONS_ZH = {
    "minor": "是否轻微",
    "corrected": "是否及时改正",
    "harm": "危害后果",
    "first": "是否初次违法",
    "no_fault": "当事人是否证明没有主观过错",
    "capacity": "年龄和责任能力",
    "reason": "所答的依据",
}
QUESTIONS_EN = {
    "minor": "whether it is minor",
    "corrected": "whether it was corrected in time",
    "harm": "the harm",
    "first": "whether it is the first time",
    "no_fault": "whether the party proved that it was not at fault",
    "capacity": "age and capacity",
    "reason": "what the answers rest on",
}


@rule(
    "C12",
    zh="逐项提出处理建议；不予处罚须有法定理由",
    en="Every violation gets a proposal; no penalty needs a ground of the law",
    articles="处罚法30、31、33、57(1)",
    gates=GATE,
    covers=("C11", "C12"),
)
def no_penalty_reason(facts: Facts) -> Iterator[Problem]:
    """Penalty, or no penalty with one of the grounds."""
    given = proposals(facts)
    for violation in established(facts):
        row = given.get(violation.pk)
        at = f"violation-{violation.pk}-no_penalty"
        if row is None or row.get("proposal") not in Violation.Proposal.values:
            yield problem(
                "{code} 没有处理建议。",
                "{code} has no proposal.",
                "选择处罚或不予处罚。",
                "Choose one.",
                at=at,
                code=violation.item.code,
            )
        elif row["proposal"] == "no_penalty" and row.get("no_penalty_reason") not in REASONS:
            yield problem(
                "{code} 不予处罚，但没有选择理由。",
                "{code}: no penalty, but no ground chosen.",
                "选择处罚法第三十三条（或第三十条、第三十一条）的一种情形。",
                "Choose one of the grounds of CF 33 (or 30, 31).",
                at=at,
                code=violation.item.code,
            )


@rule(
    "C12a",
    zh="罚款之前须先查明有无不予处罚的情形",
    en="Before any fine, the grounds for no penalty are asked for",
    articles="处罚法30、31、33",
    gates=GATE,
    covers=("C12",),
)
def questions_answered(facts: Facts) -> Iterator[Problem]:
    """Minor, corrected, harm, first time, fault; for a person age and capacity; and what the answers rest on."""
    for one in proposed(facts):
        for name in one.answers.missing(facts.case.target):
            yield problem(
                "{code} 未回答：{asked}。",
                "{code}: no answer on {asked_en}.",
                "逐项回答不予处罚的问题，并写明依据。",
                "Answer each question on no penalty, and say what the answers rest on.",
                at=one.at(name),
                code=one.code,
                asked=QUESTIONS_ZH[name],
                asked_en=QUESTIONS_EN[name],
            )
        if _contradicts_age(one, facts):
            yield problem(
                "{code} 所答年龄与当事人出生日期不符。",
                "{code}: the answer on age does not fit the party's date of birth.",
                "按当事人身份证件核对年龄后重新选择。",
                "Check the age by the party's document and choose again.",
                at=one.at("capacity"),
                code=one.code,
            )


def _contradicts_age(one: Proposed, facts: Facts) -> bool:
    possible = capacities_by_age(facts.case)
    return bool(possible and one.answers.capacity) and one.answers.capacity not in possible


@rule(
    "C12b",
    zh="依法不予处罚的，不得处罚",
    en="What the law forbids to punish is not punished",
    articles="处罚法30、31、33(1)(2)",
    gates=GATE,
    covers=("C12",),
)
def forbidden_to_punish(facts: Facts) -> Iterator[Problem]:
    """Minor, corrected in time and without harm; no fault proved; under fourteen; without capacity."""
    for one in proposed(facts):
        for ground in one.answers.forbidding if one.punished else ():
            yield problem(
                "{code} 所答符合“{ground}”（{article}），不予处罚。",
                "{code}: by the answers no penalty is allowed ({article}).",
                "改为不予处罚；所答有误的，更正并写明依据。",
                "Propose no penalty; if an answer is wrong, correct it and say what it rests on.",
                at=one.at("no_penalty"),
                code=one.code,
                ground=GROUNDS_ZH[ground.code],
                article=ground.article,
            )


@rule(
    "C12c",
    zh="可以不予处罚而处罚的，须说明理由",
    en="Punishing where the penalty may be waived needs a reason",
    articles="处罚法33(1)",
    gates=GATE,
    covers=("C12",),
)
def waiver_weighed(facts: Facts) -> Iterator[Problem]:
    """First time, slight harm, corrected in time: the choice is the officers', the reason is everybody's to read."""
    for one in proposed(facts):
        if one.punished and one.answers.may_waive and not one.answers.why_punished:
            yield problem(
                "{code} 初次违法、危害后果轻微并及时改正，可以不予处罚；拟处罚但没有说明理由。",
                "{code}: first time, slight harm, corrected in time: the penalty may be waived, and no reason says why not.",
                "改为不予处罚，或写明仍须处罚的理由。",
                "Propose no penalty, or say why a penalty is needed all the same.",
                at=one.at("why_punished"),
                code=one.code,
            )


@rule(
    "C12d",
    zh="不予处罚的理由须与查明的情形一致",
    en="The ground for no penalty is one that the answers make out",
    articles="处罚法30、31、33、57(1)",
    gates=GATE,
    covers=("C12",),
)
def ground_made_out(facts: Facts) -> Iterator[Problem]:
    """No waiver without its conditions: first time, slight harm, corrected in time are all of them needed."""
    for one in proposed(facts):
        reason = one.row.get("no_penalty_reason")
        if one.punished or reason not in GROUNDS:
            continue
        if reason not in {ground.code for ground in one.answers.grounds()}:
            yield problem(
                "{code} 以“{ground}”不予处罚，但所答不具备该情形。",
                "{code}: the answers do not make out the ground chosen.",
                "改选与所答一致的理由，或拟处罚；所答有误的，更正并写明依据。",
                "Choose the ground the answers make out, or propose a penalty; correct a wrong answer.",
                at=one.at("no_penalty"),
                code=one.code,
                ground=GROUNDS_ZH[reason],
            )


@rule(
    "C12e",
    zh="不予处罚的，须对当事人进行教育并记录",
    en="Who is not punished is educated, and how is recorded",
    articles="处罚法30、31、33(3)",
    gates=GATE,
    covers=("C12",),
)
def educated(facts: Facts) -> Iterator[Problem]:
    """Education goes with every decision not to punish; of a child or somebody without capacity the guardian is told."""
    for one in proposed(facts):
        if one.row.get("proposal") == Violation.Proposal.NO_PENALTY and not one.row.get("education"):
            yield problem(
                "{code} 不予处罚，但没有记录对当事人的教育。",
                "{code}: no penalty, and nothing says how the party was educated.",
                "写明教育的内容；依第三十条、第三十一条不予处罚的，写明责令监护人的内容。",
                "Say how; under CF 30 or 31, what the guardian was ordered to do.",
                at=one.at("education"),
                code=one.code,
            )


@rule(
    "C12f",
    zh="不予处罚决定须有裁量环节批准的理由和教育记录；违法事实不能成立须经认定",
    en="A decision not to punish rests on what determination and discretion settled",
    articles="处罚法30、31、33、57(1)(2)(3)",
    gates=("approve",),
    covers=("C12",),
)
def settled_before_the_decision(facts: Facts) -> Iterator[Problem]:
    """The decision prints ground, provision and education: a change of mind at notice goes back to where they are settled.

    Asked of the desks, not at submission: by returning the draft a desk opens that way, on a late day too.
    """
    if (facts.subject.kind, facts.subject.stage) != ("stage", Stage.NOTICE):
        return
    outcome = facts.subject.content.get("outcome")
    if outcome == Outcome.NOT_ESTABLISHED:
        yield from _still_standing(facts)
    elif outcome == Outcome.NO_PENALTY:
        yield from _without_ground(facts)


def _still_standing(facts: Facts) -> Iterator[Problem]:
    for violation in established(facts):
        yield problem(
            "{code} 已认定成立，不能以违法事实不能成立决定不予处罚。",
            "{code} was found established; it can't be decided as not established.",
            "退回确定案由环节（“退回”），重新认定后再决定。",
            "Return it to determination (“Return”), where the finding is made anew.",
            code=violation.item.code,
        )


def _without_ground(facts: Facts) -> Iterator[Problem]:
    standing = established(facts)
    if not standing:
        yield problem(
            "没有认定成立的违法行为，不予处罚没有对应的理由。",
            "Nothing was found established, so that no ground can be named.",
            "退回本环节（“退回”），改为违法事实不能成立。",
            "Return it to this stage (“Return”) and decide that nothing is established.",
        )
    for violation in standing:
        waived = violation.proposal == Violation.Proposal.NO_PENALTY and violation.no_penalty_reason in REASONS
        if not (waived and violation.education):
            yield problem(
                "{code} 没有在裁量环节批准的不予处罚理由和教育记录。",
                "{code}: no ground for no penalty and no education were approved at discretion.",
                "退回裁量环节（“退回”），选定法定理由、记录对当事人的教育，批准后再决定。",
                "Return it to discretion (“Return”), where the ground and the education are settled first.",
                code=violation.item.code,
            )
