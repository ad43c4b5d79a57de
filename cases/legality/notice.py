"""Rules of notice and decision (告知、决定): told and heard first, never heavier, in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django.db.models import Q

from cases.models import EvidenceLink, Recheck
from gongshu_enforcement import timekeeper

from .discretion import adds_a_kind, fine_of, proposals
from .registry import Facts, Problem, problem, rule

BESIDE_THE_WORDS = re.compile(r"[\W_]+")  # white space and punctuation of either script


@rule(
    "C1",
    zh="决定前须告知并送达",
    en="No decision without a served notice",
    articles="处罚法44、62",
    gates=("submit_notice",),
    covers=("C1",),
    invariants=(2,),
)
def notice_served(facts: Facts) -> Iterator[Problem]:
    """A penalty without notice can't stand."""
    if without_penalty(facts):
        return
    notice = facts.notice
    if notice is None:
        yield problem(
            "尚未签发行政处罚告知书。", "No advance notice has been issued.", "先签发告知书。", "Issue it first."
        )
    elif notice.served_on is None:
        yield problem(
            "告知书尚未送达。", "The notice has not been served.", "先登记送达。", "Record its service first."
        )


@rule(
    "C2a",
    zh="放弃、申辩和听证要求须在告知书送达之后",
    en="Waiver, defence and request come after the service of the notice",
    articles="处罚法44、45、64(1)",
    gates=("waive_defence", "record_defence", "request_hearing"),
    covers=("C1", "C2"),
    invariants=(2,),
)
def after_the_service(facts: Facts) -> Iterator[Problem]:
    """Nobody gives up, or uses, a right of which they have not been told.

    A public notice is out before it counts as served: who reads it early is heard (处罚法 45), but gives up nothing.
    """
    notice = facts.notice
    if notice is None or notice.served_on is None or facts.on >= notice.served_on:
        return
    if facts.gate != "waive_defence" and _is_out(notice, facts.on):
        return
    yield problem(
        "日期早于告知书送达日 {day}。",
        "The day lies before the service of the notice, {day}.",
        "核对日期；公告期间当事人到场的，先登记直接送达，再登记放弃。",
        "Check the day; if the party came during a public notice, record the direct service first, then the waiver.",
        at="happened_on",
        day=notice.served_on.isoformat(),
    )


def _is_out(notice: Any, on: date) -> bool:
    """Whether the advance notice was handed out or posted by that day."""
    return any(row.served_on <= on for row in notice.document.services.all())


@rule(
    "C2",
    zh="陈述申辩期限届满或书面放弃后方可决定",
    en="The defence period is over, or waived in writing",
    articles="处罚法44、45、62；期限为设置值",
    gates=("submit_notice",),
    covers=("C2",),
    invariants=(2,),
)
def defence_over(facts: Facts) -> Iterator[Problem]:
    """The law fixes no number; the setting follows the five working days of 处罚法 64."""
    notice = facts.notice
    if without_penalty(facts) or notice is None or notice.served_on is None or notice.waived_on:
        return
    if notice.defence_due_on and timekeeper.today() <= notice.defence_due_on:
        yield problem(
            "陈述申辩期限到 {day} 届满。",
            "The period for a defence runs until {day}.",
            "期满后送审，或由当事人书面放弃。",
            "Submit after that day, or have the party waive it in writing.",
            day=notice.defence_due_on.isoformat(),
        )


@rule(
    "C2b",
    zh="陈述申辩须逐条复核答复",
    en="Every point of the defence is answered",
    articles="处罚法45(1)、62",
    gates=("submit_notice",),
    covers=("C2",),
    invariants=(2,),
)
def defence_answered(facts: Facts) -> Iterator[Problem]:
    """Heard, checked, answered."""
    for defence in facts.notice.defences.all() if facts.notice else ():
        if not defence.answer:
            yield problem(
                "陈述申辩“{point}”尚未答复。",
                "The point “{point}” has not been answered.",
                "填写复核意见和采纳情况。",
                "Write the answer and whether it is accepted.",
                point=defence.point[:20],
            )


@rule(
    "C2d",
    zh="代理人陈述申辩须有书面授权",
    en="An agent speaks with written authority",
    articles="处罚法45(1)",
    gates=("record_defence",),
    covers=("C2",),
)
def agent_has_authority(facts: Facts) -> Iterator[Problem]:
    """Who spoke, and by what authority, stands in the record."""
    if facts.inputs.get("speaker_role") == "agent" and not facts.inputs.get("authority"):
        yield problem(
            "由代理人陈述申辩，但没有写明授权。",
            "An agent spoke, but no authority is named.",
            "写明授权委托书的日期和权限，并收入案卷。",
            "Name the letter of authority and its scope, and add it to the dossier.",
            at="authority",
        )


@rule(
    "C2c",
    zh="不得因陈述申辩加重：无新的事实证据，重新告知不得更重",
    en="A defence never leads to a heavier notice, unless new facts were found",
    articles="处罚法45(2)、44",
    gates=("submit_discretion", "issue_notice"),
    covers=("C2",),
    invariants=(7,),
)
def no_heavier_notice_after_a_defence(facts: Facts) -> Iterator[Problem]:
    """Going back to discretion and telling the party more is a penalty for speaking, unless the facts are new."""
    earlier = _notice_answered(facts)
    if earlier is None:
        return
    told, anew = {item.violation_id: item for item in earlier.items.all()}, _found_anew(facts, earlier)
    for violation_id, row in _proposed(facts):
        if violation_id in anew:
            continue
        before, fine = told.get(violation_id), fine_of(row)
        allowed = before.fine if before else Decimal(0)
        if allowed and not fine:
            row = row | {"with_warning": False}  # a warning in the place of a fine is the lighter penalty
        if adds_a_kind(row, before):
            yield problem(
                "当事人已就 {day} 的告知陈述申辩，拟增加原告知没有的警告或者其他处罚种类。",
                "The party answered the notice of {day}; the proposal adds a warning or another kind of penalty to it.",
                "去掉该种处罚；确有新的事实的，补充证据并对应到该违法行为，退回确定案由重新认定事实。",
                "Leave it out; where facts are new, add and link what proves them, and go back to determination.",
                day=earlier.issued_on.isoformat(),
            )
        if fine > allowed:
            yield problem(
                "当事人已就 {day} 的告知陈述申辩，拟处罚重于原告知的 {noticed} 元。",
                "The party answered the notice of {day}; the proposal is heavier than its {noticed} yuan.",
                "不超过原告知的内容；确有新的事实的，补充证据并对应到该违法行为，退回确定案由重新认定事实。",
                "Stay within that notice; where facts are new, add and link what proves them, and go back to determination.",
                day=earlier.issued_on.isoformat(),
                noticed=allowed,
            )


def _notice_answered(facts: Facts) -> Any:
    """The last superseded notice to which the party gave a defence, or on which it was heard."""
    gone = facts.case.notices.exclude(superseded_on=None).select_related("hearing", "document")
    for notice in gone.prefetch_related("defences", "items").order_by("-pk"):
        hearing = getattr(notice, "hearing", None)
        if notice.defences.all() or (hearing is not None and hearing.held_on):
            return notice
    return None


def _found_anew(facts: Facts, earlier: Any) -> set[int]:
    """The violations of which a determination approved after that notice found other facts, on new evidence."""
    since = earlier.document.issued_at
    rounds = facts.case.submissions.filter(kind="stage", stage="determination", status="approved")
    contents = list(rounds.order_by("pk").values_list("ended_at", "content"))
    if not contents or contents[-1][0] <= since:
        return set()
    earlier_rounds = [content for ended_at, content in contents if ended_at <= since]
    before, now = _facts_of(earlier_rounds[-1] if earlier_rounds else {}), _facts_of(contents[-1][1])
    unknown = (False, "")
    changed = {pk for pk, found in now.items() if found != before.get(pk, unknown)}
    newly_overdue = {pk for pk in changed if now[pk][0] and not before.get(pk, unknown)[0]}
    proved = _proved_since(facts.case, since)
    return changed & (proved | newly_overdue if _disobeyed_since(facts.case, since) else proved)


def _facts_of(content: dict[str, Any]) -> dict[int, tuple[bool, str]]:
    """Whether overdue, and the facts found without white space and punctuation, by violation: a full stop is no new fact."""
    return {
        int(row["id"]): (bool(row.get("is_overdue")), _words(row.get("found_facts")))
        for row in content.get("violations", ())
    }


def _proved_since(case: Any, since: datetime) -> set[int]:
    """The violations that a piece or record of a later day is said to prove; a file that was there before is not new."""
    pieces, links = case.evidence.all(), EvidenceLink.objects.filter(violation__case=case)
    known = pieces.filter(added_at__lte=since).exclude(sha256="").values("sha256")
    new = pieces.filter(added_at__gt=since, withdrawn_at=None).exclude(sha256__in=known)
    return set(
        links.filter(Q(evidence__in=new) | Q(document__issued_at__gt=since)).values_list("violation_id", flat=True)
    )


def _disobeyed_since(case: Any, since: datetime) -> bool:
    """Whether a later re-check found an order not obeyed: its paper proves what is now found overdue."""
    return Recheck.objects.filter(order__case=case, passed=False, document__issued_at__gt=since).exists()


def _words(text: str | None) -> str:
    return BESIDE_THE_WORDS.sub("", normalize("NFKC", text or ""))


def _proposed(facts: Facts) -> Iterator[tuple[int, dict[str, Any]]]:
    """The penalties as now proposed, or as approved where the notice is about to be issued, by violation."""
    if facts.gate == "submit_discretion":
        yield from ((pk, row) for pk, row in proposals(facts).items() if row.get("proposal") == "penalty")
        return
    for violation in facts.case.violations.all():
        if violation.to_be_punished:
            kinds = {"with_warning": violation.with_warning, "further_penalty": violation.further_penalty}
            yield violation.pk, {"fine": violation.proposed_fine, **kinds}


@rule(
    "C16",
    zh="决定书六项内容齐备并盖印章",
    en="The decision has its six items and the seal",
    articles="处罚法59",
    gates=("submit_notice",),
    covers=("C16",),
)
def decision_is_complete(facts: Facts) -> Iterator[Problem]:
    """Party and address; facts and evidence; kind and basis; manner and term; review and suit; organ, date and seal."""
    if without_penalty(facts):
        return
    case, given = facts.case, proposals(facts)
    for violation in case.violations.select_related("item"):
        if violation.pk in given and not (violation.found_facts and violation.evidence):
            yield _lacks(f"{violation.item.code} 的违法事实或证据", f"facts or evidence of {violation.item.code}")
        if violation.pk in given and not violation.item.penalty_provision_for(case.target):
            yield _lacks(f"{violation.item.code} 的处罚依据", f"the penalty provision of {violation.item.code}")
    if not case.party.address:
        yield _lacks("当事人地址", "the party's address", at="party")
    organ = case.organ
    if not (organ.review_body and organ.court):
        yield _lacks("复议机关或者管辖法院", "the body for reconsideration or the court")
    if not (organ.name and organ.seal_text):
        yield _lacks("机关名称或者印章", "the organ's name or seal")
    if any(fine_of(row) for row in given.values()) and not (organ.bank_name and organ.bank_account):
        yield _lacks("缴款银行或者账号", "the bank or the account for payment")


def _lacks(zh: str, en: str, *, at: str = "") -> Problem:
    return problem(
        "决定书缺少{lacking}。",
        "The decision would lack {lacking_en}.",
        "补齐后送审；机关信息由管理员维护。",
        "Complete it first; the organ's own entries are kept by the administrator.",
        at=at,
        lacking=zh,
        lacking_en=en,
    )


@rule(
    "V13",
    zh="决定的处罚不得重于告知的处罚",
    en="What is decided is never heavier than what was noticed",
    articles="处罚法44、45(2)、62",
    gates=("submit_notice",),
    covers=("C2",),
    invariants=(7,),
)
def not_heavier(facts: Facts) -> Iterator[Problem]:
    """Heavier, or new facts: back to discretion and a new notice."""
    if facts.notice is None or without_penalty(facts):
        return
    noticed = {item.violation_id: item for item in facts.notice.items.all()}
    for violation_id, row in proposals(facts).items():
        told, fine = noticed.get(violation_id), fine_of(row)
        most = told.fine if told else Decimal(0)
        if fine > most:
            yield problem(
                "拟决定罚款 {fine} 元高于告知的 {noticed} 元。",
                "A fine of {fine} yuan is above the {noticed} yuan noticed.",
                "降低金额；确需加重的退回裁量并重新告知。",
                "Lower it; a heavier one goes back to discretion and is noticed anew.",
                fine=fine,
                noticed=most,
            )
        if adds_a_kind(row, told):
            yield problem(
                "拟决定的警告或其他处罚种类没有告知过。",
                "A warning or another kind of penalty that was never noticed.",
                "去掉该种处罚，或退回裁量并重新告知。",
                "Leave it out, or go back to discretion and notice it anew.",
            )


@rule(
    "C17",
    zh="九十日内作出处罚决定",
    en="A penalty is decided within ninety days of filing",
    articles="处罚法60",
    gates=("submit_notice", "approve"),
    covers=("C17",),
    invariants=(8,),
)
def in_time(facts: Facts) -> Iterator[Problem]:
    """The limit as extended, still running on the day of a penalty; a later one is open to attack.

    The article limits penalties alone: what the law leaves unpunished is said to the party on a later day too.
    """
    if facts.gate == "approve" and (facts.subject.kind, facts.subject.stage) != ("stage", "notice"):
        return
    if without_penalty(facts):
        return
    from cases import clock

    due = clock.decision_deadline(facts.case)
    if due is not None and timekeeper.today() > due:
        yield problem(
            "办案期限已于 {day} 届满。",
            "The limit for the decision passed on {day}.",
            "须有期限内批准的延期；否则不得再给予处罚：依法应当不予处罚的照此决定，其余提请终止，并追究责任。",
            "It needs an extension approved before that day. Without one nothing is punished any more: decide on no penalty "
            "where the law has a ground for it, else ask for the termination; somebody answers for the delay.",
            day=due.isoformat(),
        )


def without_penalty(facts: Facts) -> bool:
    """Whether the case now ends without a penalty: then nothing is noticed, heard or discussed first."""
    drafted = facts.subject.content if facts.gate == "approve" else facts.inputs
    return drafted.get("outcome", facts.case.outcome) in ("no_penalty", "not_established")
