"""Rules of preserved evidence (先行登记保存, 处罚法 56): on the law's grounds, listed, disposed of in seven working days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import clock, review
from cases.models import Preservation, Submission
from cases.stages import Stage

from .registry import Facts, Problem, problem, rule

REQUEST = ("request_preservation",)
DISPOSAL = ("dispose_preservation",)
STAGES = (
    "submit_filing",
    "submit_interview",
    "submit_determination",
    "submit_discretion",
    "submit_notice",
    "submit_closure",
)
ENDINGS = ("submit_filing", "submit_notice", "submit_closure", "request_termination", "request_transfer")
ENDING_KINDS = (Submission.Kind.TERMINATION, Submission.Kind.TRANSFER)
ENDING_STAGES = (Stage.NOTICE, Stage.CLOSURE)
Way = Preservation.Way


def pending(case: Any) -> list[Preservation]:
    """What is preserved and not disposed of yet; read once per reading of the case."""
    kept = case.__dict__.get("_pending_preservations")
    if kept is None:
        kept = case.__dict__["_pending_preservations"] = list(case.preservations.filter(disposed_on=None))
    return kept


@rule(
    "B7",
    zh="先行登记保存逾期未处理的，应当解除并返还",
    en="Evidence kept beyond seven working days is released",
    articles="处罚法56、85",
    gates=STAGES,
    covers=("B7",),
)
def none_overdue(facts: Facts) -> Iterator[Problem]:
    """The measure has no basis any more; nothing goes on before it is lifted."""
    for row in pending(facts.case):
        if facts.on > row.due_on:
            yield problem(
                "{day} 先行登记保存的证据应于 {due} 前作出处理决定，已超过。",
                "The evidence preserved on {day} was to be disposed of by {due}.",
                "先办理“处理先行登记保存的证据”，解除并返还当事人。",
                "Release it first: dispose of it by returning it to the party.",
                day=row.preserved_on.isoformat(),
                due=row.due_on.isoformat(),
            )


@rule(
    "B7w",
    zh="先行登记保存七个工作日内处理",
    en="Preserved evidence is disposed of within seven working days",
    articles="处罚法56、85",
    gates=STAGES,
    severity="warn",
    covers=("B7",),
)
def soon_due(facts: Facts) -> Iterator[Problem]:
    """The alarm before the limit, while every way is still open."""
    for row in pending(facts.case):
        if facts.on <= row.due_on <= clock.amber_until():
            yield problem(
                "{day} 先行登记保存的证据须在 {due} 前作出处理决定。",
                "The evidence preserved on {day} must be disposed of by {due}.",
                "尽快办理处理审批；逾期只能解除并返还。",
                "Ask for the disposal soon; after that day it can only be released.",
                day=row.preserved_on.isoformat(),
                due=row.due_on.isoformat(),
            )


@rule(
    "B7a",
    zh="先行登记保存须有法定理由",
    en="Evidence is preserved on the law's grounds alone",
    articles="处罚法56",
    gates=REQUEST,
    covers=("B7",),
)
def ground_of_the_law(facts: Facts) -> Iterator[Problem]:
    """It may be lost, or hard to obtain later; and why."""
    if not (facts.inputs["ground"] in Preservation.Ground.values and str(facts.inputs["reason"]).strip()):
        yield problem(
            "没有写明证据可能灭失或者以后难以取得的理由。",
            "Neither of the law's two grounds is given with its reason.",
            "选择法定情形并写明理由。",
            "Choose the ground and give the reason.",
            at="reason",
        )


@rule(
    "B7b",
    zh="立案前只有情况紧急才可先行登记保存",
    en="Before filing only urgent evidence is preserved",
    articles="处罚法54、56",
    gates=REQUEST,
    covers=("B7",),
    invariants=(1,),
)
def urgent_before_filing(facts: Facts) -> Iterator[Problem]:
    """The investigation begins with filing; what would be lost meanwhile need not wait for it."""
    if facts.case.filed_on is None and not facts.inputs["urgent"]:
        yield problem(
            "本案尚未立案，且没有说明情况紧急。",
            "The case is not filed yet, and nothing says that it is urgent.",
            "勾选情况紧急并在理由中写明；不紧急的，立案后再办理。",
            "Tick that it is urgent and say why; otherwise file the case first.",
            at="urgent",
        )


@rule(
    "B7c",
    zh="先行登记保存须逐件登记名称、数量、状态和保存人",
    en="Every thing is listed with name, quantity, state and who keeps it",
    articles="处罚法56；先行登记保存证据清单",
    gates=REQUEST,
    covers=("B7",),
)
def listed(facts: Facts) -> Iterator[Problem]:
    """What is not on the list was never preserved."""
    rows = facts.inputs["items"]
    complete = rows and all(row["name"] and row["quality"] and row["unit"] and row["quantity"] for row in rows)
    if not (complete and facts.inputs["place"] and facts.inputs["keeper"]):
        yield problem(
            "清单不完整：每件须有名称、数量、单位和状态，并写明保存地点和保存人。",
            "The list is not complete: name, quantity, unit and state of each, the place and the keeper.",
            "补齐清单。",
            "Complete the list.",
            at="items" if not complete else "place" if not facts.inputs["place"] else "keeper",
        )


def _disposal(facts: Facts) -> tuple[Preservation | None, str]:
    """The preservation and the way, from the form or from the submission that is being approved."""
    if facts.gate == "approve":
        content = facts.subject.content if facts.subject.kind == "preservation" else {}
        row = next((one for one in pending(facts.case) if one.pk == content.get("preservation")), None)
        return row, content.get("way", "")
    return facts.inputs["preservation"], facts.inputs["way"]


@rule(
    "B7d",
    zh="逾期后只能解除并返还",
    en="After the seven working days the only way left is release",
    articles="处罚法56、85",
    gates=(*DISPOSAL, "approve"),
    covers=("B7",),
)
def released_when_late(facts: Facts) -> Iterator[Problem]:
    """Asked for in time and approved too late is too late; the decision counts."""
    row, way = _disposal(facts)
    if row is not None and way != Way.RETURN and facts.on > row.due_on:
        yield problem(
            "处理期限 {due} 已过，不能再“{way}”。",
            "The limit passed on {due}; “{way}” is not possible any more.",
            "解除登记保存，返还当事人；需要查封、扣押的，另行依法办理。",
            "Release it to the party; a seizure would need its own legal basis and procedure.",
            at="way",
            due=row.due_on.isoformat(),
            way=dict(Way.choices).get(way, way),
        )


@rule(
    "B7e",
    zh="处理决定须写明去向和依据",
    en="The disposal says where things go and on what basis",
    articles="处罚法56；行政强制法17、22",
    gates=DISPOSAL,
    covers=("B7",),
)
def disposal_explained(facts: Facts) -> Iterator[Problem]:
    """Who receives what; for seizure and confiscation the provision that allows it."""
    if not str(facts.inputs["disposal_text"]).strip():
        yield problem(
            "没有写明处理的具体内容。",
            "The details of the disposal are missing.",
            "写明返还何人、送交何处；查封、扣押或者没收的写明法律依据。",
            "Say who receives what; for seizure or confiscation name the provision.",
            at="disposal_text",
        )


@rule(
    "B7f",
    zh="案件了结前须处理登记保存的证据",
    en="Preserved evidence is disposed of before the case ends",
    articles="处罚法56",
    gates=(*ENDINGS, "approve"),
    covers=("B7",),
)
def disposed_before_the_end(facts: Facts) -> Iterator[Problem]:
    """Decision, termination, transfer, no filing: each would leave the things without a case to keep them for."""
    if not _ends(facts):
        return
    for row in pending(facts.case):
        is_late = facts.on > row.due_on
        if is_late and facts.gate in STAGES:
            continue  # B7 says so
        yield problem(
            "{day} 先行登记保存的证据尚未处理。",
            "The evidence preserved on {day} has not been disposed of.",
            *(RELEASE_FIRST if is_late else DISPOSE_FIRST),
            day=row.preserved_on.isoformat(),
        )


DISPOSE_FIRST = (
    "先办理处理审批：返还、鉴定、随案移送等；审核期间也可以办理。",
    "Dispose of it first, during a review too: return it, have it appraised, transfer it with the case.",
)
RELEASE_FIRST = (
    "七个工作日已过，先办理“处理先行登记保存的证据”，解除并返还当事人；审核期间也可以办理。",
    "The seven working days are over: release it to the party first, during a review too.",
)


def _ends(facts: Facts) -> bool:
    """Whether the case would end with this, or by the last word on what was submitted."""
    if facts.gate == "submit_filing":
        return facts.content("proposal") == "not_file"
    if facts.gate != "approve":
        return True
    submission = facts.subject
    if submission.kind == Submission.Kind.STAGE:
        unfiled = submission.stage == Stage.FILING and submission.content.get("proposal") == "not_file"
        ending = unfiled or submission.stage in ENDING_STAGES
    else:
        ending = submission.kind in ENDING_KINDS
    return ending and review.is_last_word(submission)


def is_possible(case: Any) -> bool:
    """Whether things may still be preserved: while the case is investigated, or before filing."""
    return not case.is_decided and case.stage in (Stage.FILING, Stage.INTERVIEW, Stage.DETERMINATION, Stage.DISCRETION)
