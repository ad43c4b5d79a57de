"""Rules of the hearing itself (处罚法 64): told early enough, a neutral panel, in public, agents, a signed record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cases import taking_part
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days

from .hearing import hearing_of
from .registry import Facts, Problem, problem, rule

SETS_A_DAY = ("announce_hearing", "reschedule_hearing")
ON_THE_DAY = ("hold_hearing", "record_absence")


def session_of(facts: Facts) -> Any:
    """The day now set for the hearing, if any."""
    hearing = hearing_of(facts)
    return hearing.session() if hearing is not None else None


# --- Announced --------------------------------------------------------------------------------------------------------


@rule(
    "C6",
    zh="听证七个工作日前通知当事人",
    en="The party is told of the hearing seven working days before",
    articles="处罚法64(2)、85",
    gates=(*SETS_A_DAY, *ON_THE_DAY),
    covers=("C6",),
    invariants=(2,),
)
def told_early_enough(facts: Facts) -> Iterator[Problem]:
    """Counted from the service of the notice of hearing; a day is set so that it can still be served in time."""
    if facts.gate in SETS_A_DAY:
        told_on, held_on, at = timekeeper.today(), _day_of(facts.inputs["starts_at"]), "starts_at"
    else:
        session = session_of(facts)
        if session is None:
            return  # the verb says so
        told_on, held_on, at = session.served_on, facts.on, "happened_on"
    if told_on is None:
        yield problem(
            "听证会通知书尚未送达。",
            "The notice of hearing has not been served.",
            "先送达；七个工作日后方可举行。",
            "Serve it first; the hearing may be held seven working days later.",
            at=at,
        )
        return
    days = legal_settings.value("hearing_notice_working_days", on=told_on, organ=facts.case.organ.code)
    earliest = add_working_days(told_on, days)
    if held_on < earliest:
        yield problem(
            "{told} 通知的，最早可在 {day} 举行。",
            "Told on {told}, the hearing may be held on {day} at the earliest.",
            "改期举行。",
            "Set a later day.",
            at=at,
            told=told_on.isoformat(),
            day=earliest.isoformat(),
        )


def _day_of(moment: Any) -> date:
    return moment.astimezone(SHANGHAI).date()


@rule(
    "C7",
    zh="主持人、听证员、记录员不得是本案办案、调查人员，主持人不得审核过本案",
    en="Whoever sits on the panel never handled or investigated the case, and the chair never reviewed it",
    articles="处罚法64(4)；办案规程·人员分离",
    gates=(*SETS_A_DAY, *ON_THE_DAY),
    covers=("C7",),
    invariants=(2,),
)
def panel_is_neutral(facts: Facts) -> Iterator[Problem]:
    """Asked again on the day: somebody may have joined the case meanwhile."""
    panel = _panel(facts)
    barred = taking_part.took_part(facts.case)
    for at, officer in panel:
        if officer.pk in barred:
            yield problem(
                "{name} 办理过本案或者参加过调查，不得参加听证组织。",
                "{name} has handled or investigated the case and can't sit on the panel.",
                "更换人员；已通知的，改期并重新通知。",
                "Choose somebody else; once announced, put the hearing off and tell the party anew.",
                at=at,
                name=officer.name,
            )
    if len({officer.pk for _at, officer in panel}) < len(panel):
        yield problem(
            "主持人、听证员、记录员须为不同人员。",
            "Chair, members and recorder are different people.",
            "更换重复的人员。",
            "Choose different people.",
            at="recorder",
        )
    for at, officer in panel[:1]:
        if _reviewed(facts.case, officer):
            yield problem(
                "{name} 审核过本案，不得主持听证。",
                "{name} has reviewed the case and can't chair the hearing.",
                "指定没有参与调查和审核的人员主持。",
                "Name somebody who neither investigated nor reviewed.",
                at=at,
                name=officer.name,
            )


def _panel(facts: Facts) -> list[tuple[str, Any]]:
    """The chair first, each with the field that names them."""
    if facts.gate in SETS_A_DAY:
        given = facts.inputs
        members = [("members", officer) for officer in given.get("members") or ()]
        return [("chair", given["chair"]), *members, ("recorder", given["recorder"])]
    session = session_of(facts)
    if session is None:
        return []
    return [("", session.chair), *(("", officer) for officer in session.members.all()), ("", session.recorder)]


def _reviewed(case: Any, officer: Any) -> bool:
    from cases.models import ReviewDecision

    return (
        officer.user_id is not None
        and ReviewDecision.objects.filter(submission__case=case, reviewer=officer.user_id).exists()
    )


@rule(
    "C7a",
    zh="听证公开举行，依法保密的除外",
    en="The hearing is public, unless secrecy or privacy forbids it",
    articles="处罚法64(3)",
    gates=SETS_A_DAY,
    covers=("C7",),
)
def public_unless_secret(facts: Facts) -> Iterator[Problem]:
    """Three reasons only."""
    if not facts.inputs.get("is_public", True) and not facts.inputs.get("closed_reason"):
        yield problem(
            "不公开举行，但没有写明理由。",
            "Closed to the public, but no reason is given.",
            "选择国家秘密、商业秘密或者个人隐私，否则公开举行。",
            "Choose state secrets, trade secrets or privacy; otherwise hold it in public.",
            at="closed_reason",
        )


# --- Held -------------------------------------------------------------------------------------------------------------


@rule(
    "C6a",
    zh="按通知的日期举行听证",
    en="The hearing is held on the day announced",
    articles="处罚法64(2)",
    gates=ON_THE_DAY,
    covers=("C6",),
)
def on_the_day_announced(facts: Facts) -> Iterator[Problem]:
    """Another day is announced first; nobody is absent from a hearing of which they were not told."""
    session = session_of(facts)
    if session is not None and facts.on != _day_of(session.starts_at):
        yield problem(
            "通知的听证日期是 {day}。",
            "The hearing was announced for {day}.",
            "核对日期；改期的先发新的通知书。",
            "Check the day; another day needs a new notice first.",
            at="happened_on",
            day=_day_of(session.starts_at).isoformat(),
        )


@rule(
    "C7b",
    zh="代理人一至二人，须有书面授权",
    en="One or two agents, with written authority",
    articles="处罚法64(5)",
    gates=("hold_hearing",),
    covers=("C7",),
)
def agents_with_authority(facts: Facts) -> Iterator[Problem]:
    """The number is the law's; the authority goes into the dossier."""
    agents = facts.inputs.get("agents") or ()
    most = legal_settings.value("hearing_agents_most", on=facts.on, organ=facts.case.organ.code)
    if len(agents) > most:
        yield problem(
            "代理人 {count} 人，最多 {most} 人。",
            "There are {count} agents; {most} are allowed.",
            "由当事人确定其中的代理人。",
            "Let the party say who of them acts.",
            at="agents",
            count=len(agents),
            most=most,
        )
    for agent in agents:
        if not agent.get("authority"):
            yield problem(
                "代理人 {name} 没有写明授权。",
                "No authority is named for {name}.",
                "写明授权委托书的日期和权限。",
                "Name the letter of authority and its scope.",
                at="agents",
                name=agent.get("name", ""),
            )


@rule(
    "C7c",
    zh="听证笔录须签名，拒签由主持人注明",
    en="The record is signed, or the chair notes the refusal",
    articles="处罚法64(8)",
    gates=("hold_hearing",),
    covers=("C7",),
)
def record_is_signed(facts: Facts) -> Iterator[Problem]:
    """The party or its agent checks it first."""
    if not facts.inputs.get("signed_by") and not facts.inputs.get("refusal"):
        yield problem(
            "听证笔录既没有签名，也没有注明拒签。",
            "The record is neither signed nor is a refusal noted.",
            "填写签名的当事人或代理人；拒签的，由主持人注明情况。",
            "Enter who signed; where signing was refused, have the chair note it.",
            at="signed_by",
        )
