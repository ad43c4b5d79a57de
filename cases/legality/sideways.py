"""Rules of the side ways: hand-over, extension, transfer, termination."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Recusal
from gongshu_enforcement import timekeeper

from .always import ACTS_OF_TWO
from .deliberation import DECIDES, is_deciding
from .registry import Facts, Problem, problem, rule


@rule(
    "H1",
    zh="街道承办的案件方可移交，决定前移交",
    en="A street hands over its own case, before the decision",
    articles="处罚法20；委托协议",
    gates=("hand_over",),
)
def hand_over_possible(facts: Facts) -> Iterator[Problem]:
    """Once decided, execution goes on with whoever decided."""
    if not facts.street_handles:
        yield problem(
            "本案已由委托机关办理。",
            "The organ already handles this case.",
            "由委托机关继续办理。",
            "The organ goes on with it.",
        )
    if facts.case.is_decided:
        yield problem(
            "决定已作出，不再移交。", "The decision has been made.", "继续执行。", "Go on with its execution."
        )
    if facts.case.pending_hand_over():
        yield problem(
            "已申请移交，等待答复。",
            "A hand-over is already waiting.",
            "等待区局答复。",
            "Wait for the organ's answer.",
        )


@rule(
    "H2",
    zh="只有“案情复杂”的移交可以退回",
    en="Only a hand-over for complexity may be refused",
    articles="处罚法20；委托协议",
    gates=("refuse_hand_over",),
)
def refuse_only_complexity(facts: Facts) -> Iterator[Problem]:
    """Over the cap or outside the delegation the street has no power: the organ must take the case."""
    hand_over = facts.case.pending_hand_over()
    if hand_over is not None and hand_over.reason != "complexity":
        yield problem(
            "该移交理由下街道无权继续办理，不能退回。",
            "For this reason the street has no power to go on; it can't be refused.",
            "请接收并指定承办人员。",
            "Accept it and name its officers.",
        )


@rule(
    "H3",
    zh="没有待答复的移交",
    en="There is a hand-over to answer",
    articles="办案规程·移交",
    gates=("accept_hand_over", "refuse_hand_over"),
)
def hand_over_waiting(facts: Facts) -> Iterator[Problem]:
    """An answer needs a question."""
    if facts.case.pending_hand_over() is None:
        yield problem("没有等待答复的移交申请。", "No hand-over is waiting.", "刷新页面。", "Reload the page.")


@rule(
    "C17b",
    zh="延期须在期限内申请，且不超过最长期限",
    en="An extension is asked for in time and stays within the maximum",
    articles="处罚法60；延长上限待核实",
    gates=("request_extension", "approve"),
    invariants=(8,),
)
def extension_fits(facts: Facts) -> Iterator[Problem]:
    """Asked for and approved before the limit, within the setting's maximum from filing."""
    from cases import clock

    case, until = facts.case, facts.inputs.get("extended_to")
    if facts.gate == "approve" and facts.subject.kind != "extension":
        return
    if case.filed_on is None or case.decision_due_on is None:
        yield problem("立案后方可延期。", "Only a filed case can be extended.", "先办理立案。", "File it first.")
        return
    due = clock.decision_deadline(case)
    if timekeeper.today() > due:
        yield problem(
            "期限已于 {day} 届满。",
            "The limit passed on {day}.",
            "届满后不能延期；终止或者依法处理。",
            "It can't be extended any more; terminate the case, or deal with it as the law allows.",
            day=due.isoformat(),
        )
    most = clock.extended_at_most(case)
    if until and not due < until <= most:
        yield problem(
            "延期应晚于 {due}，不超过 {most}。",
            "The new day must lie after {due} and not after {most}.",
            "改选日期。",
            "Choose another day.",
            at="extended_to",
            due=due.isoformat(),
            most=most.isoformat(),
        )


@rule(
    "R1",
    zh="接办人员不得审核过本案",
    en="A new officer has reviewed the case nowhere",
    articles="办案规程·人员分离",
    gates=("replace_officer", "accept_hand_over", "decide_recusal"),
    invariants=(6,),
)
def new_officer_is_free(facts: Facts) -> Iterator[Problem]:
    """Reviewers are never handlers."""
    from cases.models import ReviewDecision

    officers = facts.inputs.get("officers") or [facts.inputs.get("officer")]
    for officer in filter(None, officers):
        spoke = ReviewDecision.objects.filter(submission__case=facts.case, reviewer=officer.user_id).exists()
        if officer.user_id and spoke:
            yield problem(
                "{name} 审核过本案，不能承办。",
                "{name} has reviewed this case and can't handle it.",
                "另选人员。",
                "Choose somebody else.",
                at="officers",
                name=officer.name,
            )
        if officer.certificate_on(facts.on) is None:
            yield problem(
                "{name} 没有有效执法证。",
                "{name} holds no valid certificate.",
                "另选人员。",
                "Choose somebody else.",
                at="officers",
                name=officer.name,
            )


@rule(
    "A11",
    zh="回避申请作出决定之前，不作出处理决定",
    en="Nothing is decided while a request for recusal waits",
    articles="处罚法43",
    gates=DECIDES,
)
def recusal_is_decided_first(facts: Facts) -> Iterator[Problem]:
    """The investigation goes on meanwhile (43(3)); what it leads to must not rest on who should have withdrawn."""
    if not is_deciding(facts):
        return
    for recusal in facts.case.recusals.filter(status=Recusal.Status.PENDING).select_related("officer"):
        yield problem(
            "{day} 对 {name} 提出的回避申请尚未决定。",
            "The request of {day} that {name} withdraw has not been decided.",
            "由行政机关负责人先作出回避决定。",
            "The deputy director decides on the request first.",
            day=recusal.asked_on.isoformat(),
            name=recusal.officer.name,
        )


@rule(
    "A11a",
    zh="已决定回避的人员不再办理本案",
    en="Whoever has withdrawn takes no part in the case any more",
    articles="处罚法43",
    gates=(*ACTS_OF_TWO, "replace_officer", "accept_hand_over", "decide_recusal", "reopen"),
    covers=("A11",),
)
def withdrawn_officers_stay_away(facts: Facts) -> Iterator[Problem]:
    """Neither put back nor taken along, in any round of the matter: the reason for the recusal has not gone away.

    What was done before that day stands, and may still be recorded: until the decision the investigation goes on (43(3)).
    """
    officers = facts.inputs.get("officers") or [facts.inputs.get("officer")]
    withdrawn = Recusal.objects.filter(
        case__in=facts.case.rounds(), status=Recusal.Status.GRANTED, decided_on__lte=facts.on
    )
    for officer in {officer.pk: officer for officer in officers if officer}.values():
        if withdrawn.filter(officer=officer).exists():
            yield problem(
                "{name} 已决定回避，不得再办理本案。",
                "It was decided that {name} withdraws from this case.",
                "另选人员；人员不足的，移交委托机关办理。",
                "Choose somebody else; where too few are left, hand the case over to the organ.",
                at="officers",
                name=officer.name,
            )
