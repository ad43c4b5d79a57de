"""Rules of the legal review (法制审核, 处罚法 58) and the collective discussion (集体讨论, 处罚法 57(2))."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cases import deliberation, taking_part
from cases.models import CollectiveDiscussion, LegalReview, LegalReviewPoint
from delegation.models import Officer
from gongshu_enforcement import legal_settings

from .discretion import adds_a_kind, fine_of
from .registry import Facts, Problem, problem, rule

DECIDES = ("submit_notice", "approve")
RECORDS = ("record_legal_review", "record_discussion")
TOGETHER = 2  # 负责人集体: one head alone discusses with nobody, and many an organ has no more than two


def is_deciding(facts: Facts) -> bool:
    """A draft that is submitted, or the last word on it; the desks in between may still return it."""
    if facts.gate == "submit_notice":
        return True
    submission = facts.subject
    return (submission.kind, submission.stage, submission.status) == ("stage", "notice", "final")


def _draft(facts: Facts, name: str, default: Any = None) -> Any:
    """A value of the decision's draft, submitted now or earlier."""
    return facts.content(name, default) if facts.gate == "submit_notice" else facts.subject.content.get(name, default)


def _punishes(facts: Facts) -> bool:
    return is_deciding(facts) and facts.notice is not None and _draft(facts, "outcome", facts.case.outcome) == "penalty"


# --- Before the decision ----------------------------------------------------------------------------------------------


@rule(
    "C10",
    zh="应当法制审核的，未经审核或审核未通过不得作出决定",
    en="Where a legal review is due, nothing is decided without its agreement",
    articles="处罚法58(1)",
    gates=(*DECIDES, "record_discussion"),
    covers=("C10",),
    invariants=(15,),
)
def reviewed_before(facts: Facts) -> Iterator[Problem]:
    """After a hearing, in complex or heavy cases, where several laws meet, in matters of public interest."""
    if facts.gate in DECIDES and not _punishes(facts):
        return
    notice = facts.notice
    if notice is None:
        return
    if deliberation.review_due(facts.case, notice) and deliberation.passed_review(notice) is None:
        last = max(notice.legal_reviews.all(), key=lambda row: row.pk, default=None)
        yield problem(
            "本案应当进行法制审核，{state}。",
            "This case needs a legal review: {state_en}.",
            "由法制审核人员在听取当事人意见之后审核并同意。",
            "Have it reviewed, and agreed to, after the party was heard.",
            **_state_of(last),
        )


def _state_of(last: LegalReview | None) -> dict[str, str]:
    if last is None:
        return {"state": "尚未审核", "state_en": "there is none yet"}
    if not last.passed:
        return {"state": "审核没有通过", "state_en": "the last one did not agree"}
    return {"state": "审核之后当事人又提出了意见", "state_en": "the party spoke again after the last one"}


@rule(
    "C9",
    zh="情节复杂或者重大违法行为，由行政机关负责人集体讨论决定",
    en="Complex or heavy cases are discussed by the heads of the organ together",
    articles="处罚法57(2)；金额标准为设置值（待核实）",
    gates=DECIDES,
    covers=("C9",),
    invariants=(15,),
)
def discussed_before(facts: Facts) -> Iterator[Problem]:
    """After a hearing, from the set amounts, with heavy kinds of penalty, and where somebody found it complex."""
    if not _punishes(facts) or not deliberation.discussion_due(facts.case, facts.notice):
        return
    if deliberation.standing_discussion(facts.notice) is None:
        yield problem(
            "本案应当由行政机关负责人集体讨论，听取当事人意见之后没有讨论记录。",
            "The heads of the organ must discuss this case; there is no record of it after the party was heard.",
            "组织集体讨论并记录；审核中发现的，退回承办人补办。",
            "Have it discussed and recorded; where it turned out during the review, return it for that.",
        )


@rule(
    "C9b",
    zh="决定不得重于集体讨论的结论",
    en="The decision is never heavier than what was concluded",
    articles="处罚法57(2)",
    gates=DECIDES,
    covers=("C9",),
    invariants=(15,),
)
def not_heavier_than_concluded(facts: Facts) -> Iterator[Problem]:
    """Penalty only where a penalty was concluded, each fine up to the one concluded, no kind of penalty beside it."""
    discussion = deliberation.standing_discussion(facts.notice) if _punishes(facts) else None
    if discussion is None:
        return
    if discussion.outcome != CollectiveDiscussion.Conclusion.PENALTY:
        yield problem(
            "集体讨论的结论不是给予行政处罚。",
            "The discussion did not conclude on a penalty.",
            "按结论办理；需要改变的，重新集体讨论。",
            "Follow the conclusion, or discuss it again.",
        )
        return
    concluded = {row.violation_id: row for row in discussion.penalties.all()}
    for row in _draft(facts, "violations", ()):
        most = concluded.get(int(row["id"]))
        if adds_a_kind(row, most):
            yield problem(
                "拟决定的警告或者其他处罚种类不在集体讨论的结论之内。",
                "A warning or another kind of penalty that was not concluded.",
                "去掉该种处罚；需要改变的，重新集体讨论。",
                "Leave it out, or discuss it again.",
            )
        if fine_of(row) > (most.fine if most else Decimal(0)):
            yield problem(
                "拟决定的处罚重于集体讨论的结论（罚款 {fine} 元）。",
                "Heavier than what was concluded (a fine of {fine} yuan).",
                "不超过结论；需要改变的，重新集体讨论。",
                "Stay within the conclusion, or discuss it again.",
                fine=most.fine if most else 0,
            )


# --- When and by whom -------------------------------------------------------------------------------------------------


@rule(
    "C10b",
    zh="法制审核、集体讨论须在听取当事人意见（听证）之后",
    en="Review and discussion come after the party was heard",
    articles="处罚法45、57、58、65",
    gates=RECORDS,
    covers=("C9", "C10"),
    invariants=(15,),
)
def after_the_party_was_heard(facts: Facts) -> Iterator[Problem]:
    """Periods over or waived, the hearing reported on; otherwise what is examined is not the whole case."""
    heard = deliberation.heard_on(facts.notice) if facts.notice else None
    if heard is None:
        yield problem(
            "告知尚未送达，或者听证尚未结束、没有听证报告。",
            "The notice is not served, or the hearing is not over or not reported on.",
            "送达、听证和报告完成后再审核、讨论。",
            "Review and discuss once service, hearing and report are done.",
        )
    elif facts.on < heard:
        yield problem(
            "当事人在 {day} 前仍可陈述申辩或要求听证。",
            "Until {day} the party may still speak or ask for a hearing.",
            "期限届满或书面放弃后再审核、讨论。",
            "Wait for the end of the periods, or a waiver in writing.",
            at="happened_on",
            day=heard.isoformat(),
        )


@rule(
    "C10a",
    zh="法制审核人员不得办理或者参加调查过本案；初次从事的须取得法律职业资格",
    en="The legal reviewer never handled or investigated the case; whoever starts holds the legal qualification",
    articles="处罚法58(1)(2)",
    gates=("record_legal_review",),
    covers=("C10",),
    invariants=(6,),
)
def reviewer_is_fit(facts: Facts) -> Iterator[Problem]:
    """The qualification is a certificate of the register; who has long done this says so, and it is recorded."""
    reviewer = facts.inputs["reviewer"]
    if reviewer.pk in taking_part.took_part(facts.case):
        yield problem(
            "{name} 办理过本案或者参加过调查，不能作法制审核。",
            "{name} has handled or investigated the case and can't review it.",
            "由其他法制审核人员审核。",
            "Have somebody else review it.",
            at="reviewer",
            name=reviewer.name,
        )
    qualified = reviewer.legal_qualification_on(facts.on) is not None
    if not qualified and not facts.inputs.get("is_experienced"):
        yield problem(
            "{name} 没有登记法律职业资格，也没有注明并非初次从事法制审核。",
            "{name} has no legal qualification on record, and is not said to have done this before.",
            "由取得资格的人员审核，或注明并非初次从事。",
            "Have somebody qualified review it, or state that it is not the first time.",
            at="reviewer",
            name=reviewer.name,
        )


@rule(
    "C10c",
    zh="法制审核须逐项审核，同意的各项均应符合",
    en="Every point is reviewed, and agreement means that each is in order",
    articles="处罚法58；法制审核意见书式样",
    gates=("record_legal_review",),
    covers=("C10",),
)
def every_point_reviewed(facts: Facts) -> Iterator[Problem]:
    """Power, facts, evidence, law, procedure, discretion, documents, transfer."""
    points = {row["point"]: row for row in facts.inputs.get("points", ())}
    missing = [str(label) for value, label in LegalReviewPoint.Point.choices if value not in points]
    if missing:
        yield problem(
            "有 {count} 个审核要点没有结论。",
            "{count} points have no result.",
            "逐项填写。",
            "Fill in each of them.",
            count=len(missing),
        )
    faulty = [row for row in points.values() if not row["fits"]]
    if facts.inputs.get("verdict") == LegalReview.Verdict.AGREE and faulty:
        yield problem(
            "有 {count} 个要点不符合，不能直接同意。",
            "{count} points are not in order; it can't simply be agreed to.",
            "选择修改后同意或者退回，改正后再次审核。",
            "Ask for the amendment or return it, and review it again.",
            at="verdict",
            count=len(faulty),
        )


@rule(
    "C9a",
    zh="集体讨论由机关主要负责人主持，负责人两人以上、人数足够，逐人发表意见",
    en="The head of the organ presides, two heads and enough people are present, each gives an opinion",
    articles="处罚法57(2)；最少人数为设置值（待核实）",
    gates=("record_discussion",),
    covers=("C9",),
    invariants=(15,),
)
def discussed_by_the_heads(facts: Facts) -> Iterator[Problem]:
    """Nobody who handled or investigated the case has a say; the handling officer reports and leaves the word to the others."""
    given, case = facts.inputs, facts.case
    presiding, opinions = given["presiding"], given.get("opinions", ())
    if presiding.kind != Officer.Kind.CHIEF or presiding.organ_id != case.organ_id:
        yield problem(
            "{name} 不是本机关主要负责人。",
            "{name} is not the head of this organ.",
            "由机关主要负责人主持集体讨论。",
            "Have the head of the organ preside.",
            at="presiding",
            name=presiding.name,
        )
    present = {row["officer"].pk for row in opinions if row.get("opinion")}
    fewest = legal_settings.value("collective_discussion_fewest", on=facts.on, organ=case.organ.code)
    if len(present) < fewest or presiding.pk not in present:
        yield problem(
            "发表意见的有 {count} 人，至少 {fewest} 人，且包括主持人。",
            "{count} people gave an opinion; at least {fewest} must, the one presiding among them.",
            "补记每个出席人员的意见。",
            "Record the opinion of each person present.",
            at="opinions",
            count=len(present),
            fewest=fewest,
        )
    yield from _heads_together(case, present)
    barred = taking_part.took_part(case)
    for row in opinions:
        if row["officer"].pk in barred:
            yield problem(
                "{name} 办理过本案或者参加过调查，不参加表决。",
                "{name} has handled or investigated the case and has no say here.",
                "承办、调查人员只作汇报，删去该行意见。",
                "Whoever handled or investigated only reports: leave this opinion out.",
                at="opinions",
                name=row["officer"].name,
            )


def _heads_together(case: Any, present: set[int]) -> Iterator[Problem]:
    """负责人集体讨论: clerks may be there and speak, but they are no heads."""
    heads = Officer.objects.filter(pk__in=present, organ=case.organ, kind__in=Officer.HEADS_OF_ORGAN).count()
    if heads < TOGETHER:
        yield problem(
            "发表意见的机关负责人只有 {count} 人，至少 {needed} 人；列席的其他人员不计入。",
            "{count} heads of the organ gave an opinion; at least {needed} must, others present don't count.",
            "由机关正职、副职负责人共同讨论并逐人发表意见；尚未登记的负责人，由管理员登记。",
            "Have the head and a deputy head discuss it; the administrator adds a head who is not on record.",
            at="opinions",
            count=heads,
            needed=TOGETHER,
        )


@rule(
    "C9d",
    zh="集体讨论的结论不得重于告知内容",
    en="What is concluded is never heavier than what was noticed",
    articles="处罚法44、45(2)",
    gates=("record_discussion",),
    covers=("C2", "C9"),
    invariants=(7,),
)
def concluded_within_the_notice(facts: Facts) -> Iterator[Problem]:
    """A heavier one goes back to discretion and is noticed anew."""
    told = {item.violation_id: item for item in facts.notice.items.all()} if facts.notice else {}
    for row in facts.inputs.get("penalties", ()):
        item = told.get(int(row["id"]))
        if adds_a_kind(row, item):
            yield problem(
                "结论中的警告或者其他处罚种类没有告知过。",
                "The conclusion has a warning or another kind of penalty that was never noticed.",
                "去掉该种处罚；确需给予的，退回裁量并重新告知。",
                "Leave it out; where it is needed, go back to discretion and notice it anew.",
                at="penalties",
            )
        if fine_of(row) > (item.fine if item else Decimal(0)):
            yield problem(
                "结论罚款 {fine} 元重于告知的 {noticed} 元。",
                "A fine of {fine} yuan is above the {noticed} yuan noticed.",
                "不超过告知金额；需要加重的，退回裁量并重新告知。",
                "Stay within the notice; a heavier one goes back to discretion and is noticed anew.",
                at="penalties",
                fine=fine_of(row),
                noticed=item.fine if item else 0,
            )
