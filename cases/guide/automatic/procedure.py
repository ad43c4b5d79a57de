"""Procedure (程序): filing, notice, defence, hearing, review, decision, service, execution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from cases import deliberation, execution, taking_part
from cases.guide.record import PENALTIES, Record, missing
from cases.legality.registry import Pair
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.working_days import working_days_between

from .base import Fault, Undecided, automatic, fault

ORDINARY = Pair("不是普通程序的处罚决定，不涉及。", "Not a penalty by the ordinary procedure.")
ORDER = {"initial": 0, "recheck": 1, "final": 2}


def _ordinary(r: Record) -> bool:
    return r.ordinary_penalty


# --- Vetoes -----------------------------------------------------------------------------------------------------------


@automatic("V08", rules=("C1",), when=lambda r: r.penalised)
def noticed_before(r: Record) -> Iterator[Fault | Pair]:
    """Served before the decision; on the spot: told."""
    if r.on_site:
        if not (r.on_site.told and r.on_site.rights_told):
            yield fault("当场处罚没有告知的记载。", "The decision on site does not say what the party was told.")
        return
    yield from r.ask_of_decision("C1")
    if r.notice and r.notice.served_on and r.notice.served_on > r.case.decided_on:
        yield fault("告知书送达晚于决定。", "The notice was served after the decision.")


@automatic("V09", rules=("C2", "C5"), when=_ordinary, otherwise=ORDINARY)
def periods_over(r: Record) -> Iterator[Pair]:
    """Over, or waived in writing, on the day of the decision."""
    yield from r.ask_of_decision("C2", "C5")


@automatic(
    "V10",
    rules=("C4", "C5", "C8"),
    when=lambda r: _ordinary(r) and _about_a_hearing(r),
    otherwise=Pair("不涉及听证。", "No hearing was due or asked for."),
)
def hearing_right(r: Record) -> Iterator[Pair]:
    """Noticed where it is due; a hearing asked for was held, and the decision rests on it."""
    yield from r.ask_of_decision("C4", "C5", "C8")


def _about_a_hearing(r: Record) -> bool:
    due = r.notice is not None and deliberation.hearing_due(r.case, r.notice.total_fine)
    return due or r.hearing is not None or (r.notice is not None and r.notice.with_hearing)


@automatic(
    "V11",
    rules=("C9", "C10"),
    when=lambda r: _ordinary(r) and _deliberated(r),
    otherwise=Pair("不属法定情形，不涉及。", "Neither review nor discussion was due."),
)
def deliberated_before(r: Record) -> Iterator[Fault | Pair]:
    """Done, in favour, and not after the decision."""
    yield from r.ask_of_decision("C9", "C10")
    days = [row.reviewed_on for row in r.notice.legal_reviews.all()]
    days += [row.held_on for row in r.notice.discussions.all()]
    if days and max(days) > r.case.decided_on:
        yield fault("法制审核或集体讨论晚于决定。", "Review or discussion came after the decision.")


def _deliberated(r: Record) -> bool:
    if r.notice is None:
        return False
    return deliberation.review_due(r.case, r.notice) or deliberation.discussion_due(r.case, r.notice)


@automatic("V12", rules=("B1", "C17"), when=lambda r: r.case.is_decided)
def in_time(r: Record) -> Iterator[Pair]:
    """Within the limit as extended, and within the limitation period."""
    filed = next((row.content for row in r.approved("filing")[-1:]), {})
    harm = {name: filed.get(name) for name in ("harm_done", "harm_grounds")}
    yield from r.ask("B1", "submit_filing", on=r.case.filed_on or r.case.opened_on, **harm)
    yield from r.ask_of_decision("C17")


@automatic("V13", rules=("V13",), when=_ordinary, otherwise=ORDINARY)
def not_heavier(r: Record) -> Iterator[Pair]:
    """Within what was noticed."""
    yield from r.ask_of_decision("V13")


# --- Scored -----------------------------------------------------------------------------------------------------------


@automatic("P01", rules=("F05", "O1"))
def filed_first(r: Record) -> Iterator[Fault]:
    """Interviews and notices after the filing; the filing in time."""
    case = r.case
    if not case.is_summary:
        days = [row.happened_on for row in case.interviews.all()]
        days += [row.issued_on for row in r.papers if row.code in ("XWTZ", "CFGZ")]
        for day in days:
            for message in r.ask("O1", "record_interview", on=day):
                yield Fault(message, Decimal(3))
    submitted = next((row.submitted_at for row in r.approved("filing")), None)
    if submitted is not None:
        for message in r.ask("F05", "submit_filing", on=submitted.astimezone(timekeeper.SHANGHAI).date()):
            yield Fault(message, Decimal(1))


@automatic(
    "P02",
    rules=("P02",),
    when=lambda r: bool(r.case.rectifications.all()),
    otherwise=Pair("没有责令改正，不涉及。", "There was no order to correct."),
)
def rechecked(r: Record) -> Iterator[Fault]:
    """Re-checked, by the day the limit allows."""
    for message in r.ask("P02", "submit_closure"):
        yield Fault(message, Decimal(3))
    for order in r.case.rectifications.all():
        first = min((row.rechecked_on for row in order.rechecks.all()), default=None)
        if first and first > order.due_on + timedelta(days=_days_to_recheck(order)):
            yield fault("责令整改的复查逾期。", "The re-check came late.", "1")


def _days_to_recheck(order: object) -> int:
    return legal_settings.value("recheck_days", on=order.due_on)


@automatic("P03", each="1", when=lambda r: r.case.is_decided and not r.case.is_summary, otherwise=ORDINARY)
def every_level_spoke(r: Record) -> Iterator[Fault]:
    """Report and submission are there, and no opinion is empty."""
    for code, name in (("DCBG", "案件调查终结报告"), ("AJCP", "案件处理呈批表")):
        if r.paper(code) is None:
            yield fault("缺少{name}。", "{name} is missing.", name=name)
    for submission in r.approved():
        for word in submission.decisions.all():
            if not word.opinion.strip():
                yield fault("审核意见空白。", "An opinion is empty.")


@automatic("P04", each="1", when=_ordinary, otherwise=ORDINARY)
def notice_is_complete(r: Record) -> Iterator[Fault]:
    """Penalty, facts, reasons, basis, rights and periods as printed."""
    paper = r.paper("CFGZ")
    if paper is None:
        yield fault("缺少行政处罚告知书。", "The advance notice is missing.", "4")
        return
    rows = paper.data.get("violations", [])
    asked = (
        (Pair("拟处罚内容", "the penalty"), paper.data.get("penalties")),
        (Pair("事实", "facts"), rows and all(row.get("facts") for row in rows)),
        (Pair("理由", "reasons"), rows and all(row.get("discretion") for row in rows)),
        (Pair("依据", "basis"), rows and all(row.get("penalty_provision") for row in rows)),
        (Pair("陈述申辩期限", "the period for the defence"), paper.data.get("defence_days")),
    )
    for name in missing(asked):
        yield fault("告知书缺少{zh}。", "The notice lacks {en}.", zh=name.zh, en=name.en)


@automatic("P05", each="0.5", when=_ordinary, otherwise=ORDINARY)
def notice_was_served(r: Record) -> Iterator[Fault]:
    """Manner, place, day, two officers, recipient."""
    paper = r.paper("CFGZ")
    rows = r.served(paper)
    if not rows:
        yield fault("告知书没有送达记录。", "The notice was never served.", "2")
    for row in rows:
        asked = (
            (Pair("送达方式", "manner"), row.method),
            (Pair("送达地点", "place"), row.place),
            (Pair("收件人", "recipient"), row.recipient),
            (Pair("两名送达人", "two officers"), len(row.officers.all()) >= 2),
        )
        for name in missing(asked):
            yield fault("送达回执缺少{zh}。", "The receipt lacks {en}.", zh=name.zh, en=name.en)


@automatic(
    "P06",
    rules=("C2b",),
    when=lambda r: bool(r.notice and r.notice.defences.all()),
    otherwise=Pair("当事人未提出，不涉及。", "The party said nothing."),
)
def defence_answered(r: Record) -> Iterator[Fault | Pair]:
    """Every point answered, and the answers printed in the decision."""
    yield from r.ask_of_decision("C2b")
    decision = r.paper("CFDW", "CFGR")
    printed = (decision.data.get("defence") or {}).get("points", []) if decision else []
    if decision and len(printed) < len(r.notice.defences.all()):
        yield fault("决定书没有逐条回应陈述申辩。", "The decision does not answer every point.")


@automatic(
    "P07",
    each="1",
    when=lambda r: bool(r.hearing and r.hearing.held_on),
    otherwise=Pair("未听证，不涉及。", "There was no hearing."),
)
def hearing_in_order(r: Record) -> Iterator[Fault]:
    """Called in time, led by somebody who took no part in the case, signed."""
    session = r.hearing.session()
    if session is None:
        yield fault("没有听证通知。", "There was no notice of hearing.")
        return
    day = session.starts_at.astimezone(timekeeper.SHANGHAI).date()
    days = legal_settings.value("hearing_notice_working_days", on=day, organ=r.case.organ.code)
    if session.served_on is None or working_days_between(session.served_on, day) < days:
        yield fault("听证通知没有提前送达。", "The notice of hearing was not served in time.")
    if taking_part.took_part(r.case).keys() & {session.chair_id, *(row.pk for row in session.members.all())}:
        yield fault("听证人员办理或者调查过本案。", "Somebody on the panel handled or investigated the case.")
    if not (r.hearing.signed_by or r.hearing.refusal):
        yield fault("听证笔录没有签名。", "The record of the hearing is not signed.")


@automatic(
    "P08",
    each="1",
    rules=("C10a",),
    when=lambda r: bool(r.notice) and deliberation.review_due(r.case, r.notice),
    otherwise=Pair("非法定情形，不涉及。", "No legal review was due."),
)
def review_is_sound(r: Record) -> Iterator[Fault | Pair]:
    """By somebody qualified, with an opinion, agreed to in the end."""
    rows = list(r.notice.legal_reviews.all())
    if not rows:
        yield fault("没有法制审核意见。", "There is no legal review.", "2")
    for row in rows:
        yield from r.ask(
            "C10a",
            "record_legal_review",
            on=row.reviewed_on,
            reviewer=row.reviewer,
            is_experienced=row.is_experienced,
        )
        if not row.opinion.strip():
            yield fault("法制审核意见空白。", "The opinion of the legal review is empty.")
    if rows and not rows[-1].passed:
        yield fault("法制审核意见没有落实。", "The legal review's demand was not met.")


@automatic(
    "P09",
    each="0.5",
    rules=("C9a",),
    when=lambda r: bool(r.notice) and deliberation.discussion_due(r.case, r.notice),
    otherwise=Pair("非情节复杂或重大，不涉及。", "No collective discussion was due."),
)
def discussion_is_complete(r: Record) -> Iterator[Fault | Pair]:
    """Enough people, the head presiding, each with an opinion, a conclusion."""
    rows = list(r.notice.discussions.all())
    if not rows:
        yield fault("没有集体讨论记录。", "There is no record of a discussion.", "2")
    for row in rows[-1:]:
        opinions = [{"officer": word.officer, "opinion": word.opinion} for word in row.opinions.all()]
        yield from r.ask("C9a", "record_discussion", on=row.held_on, presiding=row.presiding, opinions=opinions)
        if not row.conclusion.strip():
            yield fault("集体讨论没有结论。", "The discussion has no conclusion.")


@automatic(
    "P10",
    when=lambda r: bool(r.approved()),
    otherwise=Pair("没有送审，不涉及。", "Nothing was submitted."),
)
def reviewers_are_apart(r: Record) -> Iterator[Fault]:
    """Different people on every level, none of whom took part in the case, one level after the other."""
    barred = taking_part.users_of(r.case)
    for submission in r.approved():
        words = sorted(submission.decisions.all(), key=lambda row: ORDER[row.level])
        people = [row.reviewer_id for row in words] + [submission.submitted_by_id, submission.confirmed_by_id]
        if len(set(people)) < len(people) or barred & set(people[:-2]):
            yield fault("审核人员没有分离。", "The same person stands on two levels.")
        if any(a.level != b.level and a.decided_at > b.decided_at for a, b in pairwise(words)):
            yield fault("审核意见的先后次序颠倒。", "The opinions are not in order of time.")


@automatic("P11", rules=("E1",), when=lambda r: r.case.is_decided)
def decision_delivered(r: Record) -> Iterator[Fault | Pair]:
    """At once, or within the working days of 处罚法 61."""
    decision = r.paper(*PENALTIES, "BYCF")
    served = r.served(decision)
    if not served:
        yield fault("决定书没有送达记录。", "The decision was never served.")
    for row in served[:1]:
        yield from r.ask("E1", "serve", on=row.served_on, document=decision)


@automatic("P12", each="1", when=lambda r: r.penalised and execution.standing_fine(r.case) > 0)
def lawfully_executed(r: Record) -> Iterator[Fault | Pair]:
    """Vouchers, no more than the fine, collected money at the bank."""
    payments = list(r.case.payments.all())
    if any(not row.voucher for row in payments):
        yield fault("缴款没有票据号。", "A payment has no voucher.")
    most = max(r.case.total_fine, execution.standing_fine(r.case))  # a remedy may have made it heavier
    if sum(row.amount for row in payments) > most:
        yield fault("收缴超过罚款数额。", "More was collected than fined.")
    if not payments and r.closed:
        raise Undecided(
            "没有缴款记录，由承办人核对执行情况。", "No payment on record: a person must look at the execution."
        )
    first = min((row.paid_on for row in payments), default=None)
    known_on = execution.known_on(r.case)
    if first and known_on and first < known_on:
        yield fault("缴款早于决定书送达。", "Paid before the decision was served.")
