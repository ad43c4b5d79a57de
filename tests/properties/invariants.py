"""The invariants of workflow.md, one function each, to hold in every reachable state of a case.

Each takes a case as it now is in the database and raises AssertionError where it does not hold. They are written from the
law and the table, not from the code they check: rows and ledger are read directly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from cases import access
from cases.models import Case, ReviewDecision, Serial, Submission
from cases.stages import SIX_STAGES, Stage
from delegation.models import Officer
from gongshu_enforcement import door, ledger, legal_settings
from gongshu_enforcement.models import LedgerEvent, User
from gongshu_enforcement.timekeeper import SHANGHAI

DESKS = {"emergency": {"enforcement", "legal"}, "fire": {"legal"}}
NEXT = dict(zip(SIX_STAGES, (*SIX_STAGES[1:], Stage.CLOSED), strict=True))


def day(moment: datetime) -> date:
    """The day of a moment in Hangzhou."""
    return moment.astimezone(SHANGHAI).date()


def events(case: Case) -> list[LedgerEvent]:
    """The case's chain."""
    return list(LedgerEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq"))


def filing_comes_first(case: Case) -> None:
    """1 · 处罚法 54(2): no decision without an approved filing; nothing but inspection and correction lies before it."""
    if case.decided_on:
        filing = case.submissions.get(kind="stage", stage="filing", status="approved")
        assert_signed_by_the_chain(filing)
        assert day(filing.ended_at) == case.filed_on <= case.decided_on
    if case.filed_on is None:
        assert case.serial is None
        assert not case.interviews.exists()
        assert not case.notices.exists()
        return
    later = [row.happened_on for row in case.interviews.all()]
    for notice in case.notices.all():
        later += [notice.issued_on, notice.served_on, notice.waived_on]
        later += [defence.made_on for defence in notice.defences.all()]
        hearing = getattr(notice, "hearing", None)
        later += [hearing.requested_on, hearing.withdrawn_on, hearing.held_on] if hearing else []
    later += [case.decided_on, case.decision_served_on, *(payment.paid_on for payment in case.payments.all())]
    assert all(case.filed_on <= on for on in later if on is not None), (case.filed_on, later)


def told_and_heard(case: Case) -> None:
    """2 · 处罚法 44, 45, 62–64: a penalty follows a served notice and the end, or the waiver, of defence and hearing."""
    if not case.decided_on or case.outcome != "penalty":
        return
    notice = case.notices.filter(superseded_on=None).latest("pk")
    assert notice.served_on is not None
    assert notice.served_on <= case.decided_on
    assert notice.document.services.exists()
    if notice.waived_on:
        assert notice.served_on <= notice.waived_on <= case.decided_on
        return
    assert case.decided_on > notice.defence_due_on
    if notice.with_hearing:
        hearing = getattr(notice, "hearing", None)
        if hearing is None:
            assert case.decided_on > notice.hearing_due_on
        else:
            assert (hearing.withdrawn_on or hearing.held_on) <= case.decided_on
    assert all(defence.answer for defence in notice.defences.all())


def fine_within_the_range(case: Case) -> None:
    """3 · 处罚法 4, 32: each fine within its item's range for stage and target; below it only with a reason."""
    for row in case.violations.select_related("item", "case__party"):
        if row.decided_fine is None:
            continue
        span = row.fine_range()
        assert row.decided_fine >= 0
        assert row.finding == "established"
        assert row.decided_fine <= (span.maximum if span else 0)
        if span and row.decided_fine < span.minimum:
            assert row.mitigation_reason or "mitigation_reason" in str(approved(case, "notice").content)
    if case.decided_on:
        fines = [row.decided_fine or Decimal(0) for row in case.violations.all()]
        assert case.total_fine == sum(fines)
        assert case.outcome == "penalty" or case.total_fine == 0


def within_the_delegation(case: Case) -> None:
    """4 · 处罚法 20: a street decides up to its cap, on delegated items, under an agreement in force."""
    if case.opened_by_unit == "street":
        assert case.agreement is not None
        assert case.agreement.valid_from <= case.opened_on <= case.agreement.valid_to
    if case.handling_unit != "street":
        return
    if case.decided_on:
        assert case.total_fine <= case.agreement.cap_for(case.party.kind)
        in_force = case.agreement.in_force_on(case.decided_on)
        assert in_force or case.agreement.transition_rule == "finish"
    for row in case.violations.all():
        assert case.agreement.items.filter(pk=row.item_id).exists()


def two_certified_officers(case: Case) -> None:
    """5 · 处罚法 42(1): each act of officers has two of them, certified that day; auxiliaries never count."""
    acts: list[tuple[date, set[Officer]]] = [
        (row.happened_on, set(row.officers.all())) for row in case.inspections.all()
    ]
    for order in case.rectifications.all():
        acts.append((order.ordered_on, set(order.officers.all())))
        acts += [(recheck.rechecked_on, set(recheck.officers.all())) for recheck in order.rechecks.all()]
    acts += [(row.served_on, set(row.officers.all())) for row in case.services.all()]
    acts += [(row.happened_on, {row.interviewer, row.recorder}) for row in case.interviews.all()]
    opening = min(case.handlers.values_list("since", flat=True))
    acts.append((case.opened_on, {row.officer for row in case.handlers.filter(since=opening)}))
    for on, officers in acts:
        certified = [officer for officer in officers if officer.certificate_on(on)]
        assert len(certified) >= 2, (on, officers)
        assert len(certified) == len(officers)
        assert not any(officer.kind in ("auxiliary", "grid") for officer in officers)


def all_different_people(case: Case) -> None:
    """6 · 人员分离: submitter, confirmer and every desk of a submission differ; no reviewer ever handled the case."""
    handlers = set(case.handlers.values_list("officer__user_id", flat=True))
    for submission in case.submissions.all():
        reviewers = list(submission.decisions.values_list("reviewer_id", flat=True))
        signed = [submission.submitted_by_id, submission.confirmed_by_id, *reviewers]
        signed = [person for person in signed if person]
        assert len(set(signed)) == len(signed)
        assert not set(reviewers) & handlers
        assert {submission.submitted_by_id, submission.confirmed_by_id} - {None} <= handlers


def never_heavier_than_noticed(case: Case) -> None:
    """7 · 处罚法 45(2): what is decided is no more than what the party was told last, item by item."""
    if case.decided_on and case.outcome == "penalty":
        notice = case.notices.filter(superseded_on=None).latest("pk")
        told = {row.violation_id: row.fine for row in notice.items.all()}
        assert case.total_fine <= notice.total_fine
        for row in case.violations.exclude(decided_fine=None):
            assert row.decided_fine <= told.get(row.pk, 0)


def decided_in_time(case: Case) -> None:
    """8 · 处罚法 60: within ninety days of filing, as extended before the limit and up to the maximum."""
    if case.filed_on is None:
        return
    due = case.filed_on + timedelta(days=legal_settings.value("case_limit_days", on=case.filed_on))
    most = case.filed_on + timedelta(days=legal_settings.value("case_limit_max_days", on=case.filed_on))
    for extension in case.submissions.filter(kind="extension", status="approved").order_by("ended_at"):
        assert day(extension.ended_at) <= due + sum_uncounted(case)
        due = date.fromisoformat(extension.content["extended_to"])
    assert due <= case.decision_due_on <= min(due, most) + sum_uncounted(case)
    assert case.decided_on is None or case.decided_on <= case.decision_due_on


def sum_uncounted(case: Case) -> timedelta:
    """Days of appraisal and hearing, which do not count; these cases have no two at once."""
    return sum(((row.until or row.since) - row.since for row in case.suspensions.all()), timedelta())


def numbers_without_gap(case: Case) -> None:
    """10 · 文书编号: serials run 1, 2, 3 … per organ, year and series; repeats of a document carry -1, -2."""
    for series in Serial.objects.filter(series="case"):
        taken = Case.objects.filter(organ__code=series.organ, year=series.year).exclude(serial=None)
        assert sorted(taken.values_list("serial", flat=True)) == list(range(1, series.last + 1))
    assert (case.serial is None) == (case.number == "") == (case.filed_on is None)
    seen: dict[str, int] = {}
    for document in case.documents.order_by("pk"):
        repeat = seen.get(document.code, 0)
        seen[document.code] = repeat + 1
        if document.number:
            tail = re.fullmatch(r".+〔\d{4}〕(\d+)(?:-(\d+))?号", document.number)
            assert tail, document.number
            assert int(tail[2] or 0) == repeat, document.number


def assert_signed_by_the_chain(submission: Submission) -> None:
    """Every level that is due has agreed on an approved submission."""
    agreed = set(submission.decisions.filter(verdict="approve").values_list("desk", flat=True))
    organ = submission.case.organ.code
    final = "chief" if submission.kind == "transfer" and submission.content.get("to_police") else "final"
    assert agreed >= DESKS[organ] | {final}
    assert not submission.decisions.filter(verdict="return").exists()
    if {"initial"} - agreed:  # only a case that the organ handled itself starts at the recheck
        assert handled_by_organ_at(submission)


def handled_by_organ_at(submission: Submission) -> bool:
    """Whether the organ handled the case when the submission was made."""
    return submission.snapshot["case"]["handling_unit"] == "organ"


def what_is_approved_was_reviewed(case: Case) -> None:
    """11a · 三级审核: an approved submission carries every signature, on the content as it was submitted."""
    for submission in case.submissions.filter(status="approved"):
        assert_signed_by_the_chain(submission)
        assert ledger.digest(submission.snapshot) == submission.content_hash
        assert submission.snapshot["content"] == submission.content


def nothing_issued_changes(case: Case, memory: dict[tuple[str, int], str]) -> None:
    """11b · 文书冻结: issued documents, approved submissions, spoken words and sealed dossiers stay as they were."""
    now: dict[tuple[str, int], str] = {}
    for document in case.documents.all():
        frozen = (document.code, document.number, document.data, document.template_version, document.issued_on)
        now["document", document.pk] = ledger.digest(frozen)
        assert document.data_hash == ledger.digest(
            {"code": document.code, "number": document.number, "data": document.data}
        )
    for row in case.submissions.exclude(status__in=("draft", *Submission.OPEN)):
        now["submission", row.pk] = ledger.digest((row.status, row.content, row.snapshot, row.content_hash))
    for word in ReviewDecision.objects.filter(submission__case=case):
        now["word", word.pk] = ledger.digest((word.desk, word.verdict, word.reviewer_id, word.opinion))
    if case.archived_on:
        parts = (case.documents.count(), case.services.count(), case.payments.count(), case.evidence.count())
        now["sealed", case.pk] = ledger.digest((case.stage, case.facts, case.total_fine, parts))
    mine = {key for key, owner in memory.items() if owner.startswith(f"{case.pk}:")}
    assert mine <= now.keys(), "something that was issued is gone"
    for key, value in now.items():
        assert memory.setdefault(key, f"{case.pk}:{value}") == f"{case.pk}:{value}", key


def the_ledger_says_so(case: Case, acts: int) -> None:
    """12 · 账目: the stage is what the events say, each step is a lawful one, one event an act, and the chain verifies."""
    chain = events(case)
    assert list(ledger.verify(chain)) == []
    assert len(chain) == acts
    assert chain[0].action == "open_case"
    assert chain[-1].to_state == case.stage
    for before, after in pairwise(chain):
        assert after.from_state == before.to_state
        assert after.recorded_at >= before.recorded_at
        if after.from_state != after.to_state:
            assert is_lawful(after), f"{after}: {after.from_state} → {after.to_state}"


def is_lawful(event: LedgerEvent) -> bool:
    """Whether the table of workflow.md knows this change of stage."""
    source, target = Stage(event.from_state), Stage(event.to_state)
    if event.action == "approve":
        onward = NEXT.get(source) == target and source != Stage.NOTICE
        return onward or target in (Stage.TERMINATED, Stage.TRANSFERRED) or (source, target) == ("filing", "not_filed")
    if event.action == "return_back":
        return SIX_STAGES.index(target) < SIX_STAGES.index(source) <= SIX_STAGES.index(Stage.NOTICE)
    if event.action == "serve":
        return (source, target) == (Stage.NOTICE, Stage.CLOSURE)
    return event.action == "take_back" and (source, target) == (Stage.TRANSFERRED, Stage.DETERMINATION)


def outsiders_read_nothing(case: Case, outsiders: list[User]) -> None:
    """13 · 按街道授权: without a grant on the case's street and organ nothing is read, and nothing may be done."""
    for user in outsiders:
        assert not access.may_read(user, case)
        assert case not in access.readable(user)
        for entry in door.ACTIONS.values():
            if entry.subject is Case and not entry.opens:
                assert not entry.permission.allows(case, case, user), (entry.code, user.username)


def reviewed_and_discussed(case: Case) -> None:
    """15 · 处罚法 57(2), 58: legal review and collective discussion, where due, lie before the decision, after the hearing."""
    if not case.decided_on or case.outcome != "penalty" or case.procedure != "ordinary":
        return
    notice = case.notices.filter(superseded_on=None).order_by("-pk").first()
    hearing = getattr(notice, "hearing", None)
    heard = hearing is not None and (hearing.held_on or hearing.absent_on)
    unit = "unit" if case.party.kind == "unit" else "individual"
    figure = legal_settings.value(f"collective_discussion_{unit}", on=case.filed_on, organ=case.organ.code)
    if not (heard or notice.total_fine >= figure or notice.with_discussion):
        return
    review = notice.legal_reviews.order_by("pk").last()
    discussion = notice.discussions.order_by("pk").last()
    assert review is not None and review.verdict == "agree", case
    assert discussion is not None, case
    assert review.reviewed_on <= discussion.held_on <= case.decided_on, case
    if heard:
        assert (hearing.reported_on or hearing.absent_on) <= review.reviewed_on, case
    concluded = {row.violation_id: row.fine for row in discussion.penalties.all()}
    for row in case.violations.filter(proposal="penalty"):
        assert (row.decided_fine or 0) <= concluded.get(row.pk, 0), case


def approved(case: Case, stage: str) -> Submission:
    """The submission by which a stage was left."""
    return case.submissions.filter(kind="stage", stage=stage, status="approved").latest("pk")


PLAIN: tuple[Callable[[Case], None], ...] = (
    filing_comes_first,
    told_and_heard,
    fine_within_the_range,
    within_the_delegation,
    two_certified_officers,
    all_different_people,
    never_heavier_than_noticed,
    decided_in_time,
    numbers_without_gap,
    what_is_approved_was_reviewed,
    reviewed_and_discussed,
)

__all__ = ["PLAIN", "nothing_issued_changes", "outsiders_read_nothing", "the_ledger_says_so"]
