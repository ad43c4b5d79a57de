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
from typing import Any

from django.db.models import Q

from cases import access, execution
from cases.models import Case, Recheck, ReviewDecision, Serial, Submission
from cases.stages import SIX_STAGES, Stage
from delegation.models import Officer
from gongshu_enforcement import door, ledger, legal_settings
from gongshu_enforcement.models import LedgerEvent, User
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days

DESKS = {"emergency": {"enforcement", "legal"}, "fire": {"legal"}}
NEXT = dict(zip(SIX_STAGES, (*SIX_STAGES[1:], Stage.CLOSED), strict=True))


def day(moment: datetime) -> date:
    """The day of a moment in Hangzhou."""
    return moment.astimezone(SHANGHAI).date()


def events(case: Case) -> list[LedgerEvent]:
    """The case's chain, read once for each reading of the case."""
    if "chain" not in case.__dict__:
        case.__dict__["chain"] = list(LedgerEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq"))
    return case.__dict__["chain"]


def filing_comes_first(case: Case) -> None:
    """1 · 处罚法 54(2): no decision without an approved filing; nothing but inspection and correction lies before it."""
    if case.decided_on and case.procedure == "ordinary":
        filing = case.submissions.get(kind="stage", stage="filing", status="approved")
        assert_signed_by_the_chain(filing)
        assert day(filing.ended_at) == case.filed_on <= case.decided_on
    urgent = case.filed_on is None or any(row.preserved_on < case.filed_on for row in case.preservations.all())
    assert not urgent or all(row.urgent for row in case.preservations.all())
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
    if case.procedure == "summary":
        told_and_heard_on_site(case)
        return
    notice = case.notices.filter(superseded_on=None).latest("pk")
    assert notice.served_on is not None
    assert notice.served_on <= case.decided_on
    assert notice.document.services.exists()
    if notice.waived_on:
        assert notice.served_on <= notice.waived_on <= case.decided_on
    else:
        assert case.decided_on > notice.defence_due_on
    if notice.with_hearing:
        assert_hearing_offered(case, notice)
    assert all(defence.answer for defence in notice.defences.all())
    figure = legal_settings.value(f"hearing_threshold_{target(case)}", on=case.filed_on, organ=case.organ.code)
    assert notice.with_hearing or notice.total_fine < figure, "a large fine without the right to a hearing"


def assert_hearing_offered(case: Case, notice: Any) -> None:
    """The hearing notice was served; then a hearing was asked for, given up in writing, or the period passed."""
    told_on = min(notice.hearing_document.services.values_list("effective_on", flat=True))
    hearing = getattr(notice, "hearing", None)
    if hearing is not None:
        assert_heard(case, hearing)
    elif notice.hearing_waived_on:
        assert told_on <= notice.hearing_waived_on <= case.decided_on
    else:
        assert case.decided_on > notice.hearing_due_on


def assert_heard(case: Case, hearing: Any) -> None:
    """A hearing that was asked for was given up, or called seven working days ahead by people who never handled it."""
    assert (hearing.withdrawn_on or hearing.absent_on or hearing.held_on) <= case.decided_on
    if hearing.withdrawn_on:
        return
    session = hearing.session()
    assert add_working_days(session.served_on, 7) <= day(session.starts_at)
    handlers = set(case.handlers.values_list("officer_id", flat=True))
    assert not handlers & {session.chair_id, *(member.pk for member in session.members.all())}
    if hearing.held_on:
        assert hearing.record and hearing.reported_on and hearing.reported_on <= case.decided_on
        assert approved(case, "notice").content.get("hearing_basis"), "the decision does not rest on the record"


def told_and_heard_on_site(case: Case) -> None:
    """处罚法 44, 45, 51, 52: within the limits, certificates shown, told, heard, decided and delivered on the spot."""
    made = case.on_site
    limit = legal_settings.value(f"summary_limit_{target(case)}", on=case.decided_on)
    assert case.total_fine <= limit
    assert made.certificates_shown and made.told and made.rights_told and made.waiver_checked
    assert made.heard in ("none", "made")
    assert made.heard == "none" or (made.defence and made.answer)
    assert made.clear_reason.strip()
    assert day(made.found_at) == made.decided_on == case.decided_on
    assert made.document.services.exists()
    assert made.received == "signed" or made.refusal


def target(case: Case) -> str:
    """Whom the thresholds mean."""
    return "unit" if case.party.kind == "unit" else "individual"


def fine_within_the_range(case: Case) -> None:
    """3 · 处罚法 4, 32: each fine within its item's range for stage and target; below it only with a reason."""
    for row in case.violations.select_related("item", "case__party"):
        if row.with_warning:
            assert row.item.warning_possible, "a warning that the item does not know"
            assert row.is_overdue or not row.item.rectify_first, "a warning before any order was disobeyed"
            assert target(case) == "individual" or "警告（个人）" not in row.item.penalty_kinds
        if row.proposal == "penalty" and row.is_overdue and row.item.suspension_when_overdue:
            spared = target(case) == "individual" or row.mitigation_reason
            assert spared or row.further_penalty == "suspension", "overdue, and no suspension"
        if row.proposal == "penalty" and row.is_overdue and row.item.code == "XF-14":
            assert row.mitigation_reason or row.further_penalty == "stop_use", "overdue, and no stop of use"
        if row.decided_fine is None:
            continue
        span = row.fine_range()
        assert row.decided_fine >= 0
        assert row.finding == "established"
        assert row.decided_fine <= (span.maximum if span else 0)
        if row.is_overdue and case.procedure == "ordinary":
            rechecks = [recheck for order in case.rectifications.all() for recheck in order.rechecks.all()]
            assert any(map(shows_it_overdue, rechecks)), "overdue without an order that was not obeyed"
        if span and row.decided_fine < span.minimum:
            assert row.mitigation_reason or "mitigation_reason" in str(approved(case, "notice").content)
    if case.decided_on:
        fines = [row.decided_fine or Decimal(0) for row in case.violations.all()]
        assert case.total_fine == sum(fines)
        assert case.outcome == "penalty" or case.total_fine == 0


def shows_it_overdue(recheck: Recheck) -> bool:
    """Not corrected, seen after the order was served and its last day had passed."""
    served = recheck.order.document.services.first()
    last_day = max(item.due_on for item in recheck.order.items.all())
    return not recheck.passed and served is not None and served.effective_on <= last_day < recheck.rechecked_on


def within_the_delegation(case: Case) -> None:
    """4 · 处罚法 20: a street decides up to its cap, on delegated items, under an agreement in force."""
    if case.opened_by_unit == "street":
        assert case.agreement is not None
        assert case.agreement.valid_from <= case.opened_on <= case.agreement.valid_to
    if case.handling_unit != "street":
        return
    assert_power_lasted(case)
    if case.decided_on:
        assert not case.violations.exclude(further_penalty="").exists(), "a heavy penalty by a street"
        assert case.total_fine <= case.agreement.cap_for(case.party.kind)
        in_force = case.agreement.in_force_on(case.decided_on)
        assert in_force or case.term_decisions.filter(choice="finish").exists()
    for row in case.violations.all():
        assert case.agreement.items.filter(pk=row.item_id).exists()


WITHOUT_POWER = {"approve", "confirm", "edit_case", "issue_notice", "record_interview", "add_evidence"}


def assert_power_lasted(case: Case) -> None:
    """Once the agreement has ended without leave to finish, the street does nothing more but hand over."""
    agreement = case.agreement
    if case.is_decided or agreement is None or case.term_decisions.filter(choice="finish").exists():
        return
    for event in events(case):
        after = not agreement.in_force_on(day(event.recorded_at))
        assert not after or not (event.action in WITHOUT_POWER or event.action.startswith("submit_")), event


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
    for notice in case.notices.all():
        legal = set(notice.legal_reviews.values_list("reviewer__user_id", flat=True))
        assert not legal & handlers


def who_withdrew_stays_away(case: Case) -> None:
    """6b · 处罚法 43: no decision before a request for recusal is answered; whoever has withdrawn handles nothing more."""
    assert not case.is_decided or not case.recusals.filter(status="pending").exists()
    handling = case.handlers.filter(until=None).values("officer")
    assert not case.recusals.filter(status="granted", officer__in=handling).exists()


def never_heavier_than_noticed(case: Case) -> None:
    """7 · 处罚法 45(2): what is decided is no more than what the party was told last, item by item."""
    if case.decided_on and case.outcome == "penalty" and case.procedure == "ordinary":
        notice = case.notices.filter(superseded_on=None).latest("pk")
        told = {row.violation_id: row.fine for row in notice.items.all()}
        assert case.total_fine <= notice.total_fine
        for row in case.violations.exclude(decided_fine=None):
            assert row.decided_fine <= told.get(row.pk, 0)
    assert_no_penalty_for_speaking(case)


def assert_no_penalty_for_speaking(case: Case) -> None:
    """After a defence the next notice is no heavier, unless a determination was approved in between."""
    for earlier, later in pairwise(case.notices.order_by("pk")):
        between = (earlier.document.issued_at, later.document.issued_at)
        anew = case.submissions.filter(stage="determination", status="approved", ended_at__range=between)
        if earlier.defences.exists() and not anew.exists():
            assert later.total_fine <= earlier.total_fine, "heavier after a defence"


def decided_in_time(case: Case) -> None:
    """8 · 处罚法 60: within ninety days of filing, as extended before the limit and up to the maximum."""
    if case.filed_on is None or case.procedure == "summary":
        return
    due = case.filed_on + timedelta(days=legal_settings.value("case_limit_days", on=case.filed_on))
    most = case.filed_on + timedelta(days=legal_settings.value("case_limit_max_days", on=case.filed_on))
    for extension in case.submissions.filter(kind="extension", status="approved").order_by("ended_at"):
        assert day(extension.ended_at) <= due + sum_uncounted(case)
        due = date.fromisoformat(extension.content["extended_to"])
    assert due <= case.decision_due_on <= min(due, most) + sum_uncounted(case)
    if case.outcome == "penalty" and case.decided_on:
        assert case.decided_on <= case.decision_due_on


def sum_uncounted(case: Case) -> timedelta:
    """Days of appraisal and hearing, which do not count; these cases have no two at once."""
    return sum(((row.until or row.since) - row.since for row in case.suspensions.all()), timedelta())


def numbers_without_gap(case: Case) -> None:
    """10 · 文书编号: serials run 1, 2, 3 … per organ, year and series; repeats of a document carry -1, -2."""
    for series in Serial.objects.filter(series__in=("case", "summary")):
        procedure = "summary" if series.series == "summary" else "ordinary"
        taken = Case.objects.filter(organ__code=series.organ, year=series.year, procedure=procedure)
        taken = taken.exclude(serial=None)
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


# One person decides, at once: 处罚法 56; 强制法 18(1); 安全生产法 70(1).
ALONE = {"preservation": "final", "measure": "final", "supply": "chief"}


def assert_signed_by_the_chain(submission: Submission) -> None:
    """Every level that is due has agreed on an approved submission."""
    agreed = set(submission.decisions.filter(verdict="approve").values_list("desk", flat=True))
    assert not submission.decisions.filter(verdict="return").exists()
    if submission.case.procedure == "summary":  # the organ's legal desk looks at it afterwards
        assert agreed == {"legal"}
        return
    if submission.kind in ALONE:
        assert agreed == {ALONE[submission.kind]}
        assert submission.kind == "preservation" or handled_by_organ_at(submission)  # 强制法 17(1): never delegated
        return
    organ = submission.case.organ.code
    final = "chief" if submission.kind == "transfer" and submission.content.get("to_police") else "final"
    assert agreed >= DESKS[organ] | {final}
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
    assert_closed_under_review(case)


CHANGES_WHAT_IS_REVIEWED = {
    "edit_case",
    "record_inspection",
    "order_rectification",
    "recheck_rectification",
    "record_interview",
    "add_evidence",
    "withdraw_evidence",
    "issue_notice",
    "record_defence",
    "answer_defence",
}


def assert_closed_under_review(case: Case) -> None:
    """Nothing that is submitted changes before the submission has ended."""
    changes = [event for event in events(case) if event.action in CHANGES_WHAT_IS_REVIEWED]
    for submission in case.submissions.exclude(submitted_at=None):
        for event in changes:
            over = submission.ended_at is not None and event.recorded_at >= submission.ended_at
            assert event.recorded_at <= submission.submitted_at or over, f"{event} under review"


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
    if case.procedure == "ordinary":  # on site the party gets the paper that was filled in there
        for service in case.services.select_related("document"):
            assert service.document.is_rendered or service.document.origin == "demo", "served before it was rendered"
    if case.archived_on:
        parts = (case.documents.count(), case.services.count(), case.payments.count(), case.evidence.count())
        sealings = [event.seq for event in events(case) if event.action == "archive"]
        now["sealed", case.pk] = ledger.digest((case.stage, case.facts, case.total_fine, parts, sealings))
    mine = {key for key, owner in memory.items() if owner.startswith(f"{case.pk}:")}
    assert mine <= now.keys(), "something that was issued is gone"
    for key, value in now.items():
        assert memory.setdefault(key, f"{case.pk}:{value}") == f"{case.pk}:{value}", key


def the_ledger_says_so(case: Case, acts: int) -> None:
    """12 · 账目: the stage is what the events say, each step is a lawful one, one event an act, and the chain verifies."""
    chain = events(case)
    assert list(ledger.verify(chain)) == []
    assert len(chain) == acts
    assert chain[0].action == "reopen" if case.reopens_id else chain[0].action in ("open_case", "decide_on_site")
    assert chain[-1].to_state == case.stage
    for before, after in pairwise(chain):
        assert after.from_state == before.to_state
        assert after.recorded_at >= before.recorded_at
        if after.from_state != after.to_state:
            assert is_lawful(after), f"{after}: {after.from_state} → {after.to_state}"


def nothing_after_the_decision(case: Case) -> None:
    """12b · 处罚法 57, 62: what was decided is not terminated or transferred, nor noticed once more."""
    if case.decided_on is None:
        return
    assert case.stage not in (Stage.TERMINATED, Stage.TRANSFERRED)
    standing = case.notices.filter(superseded_on=None).last()
    assert standing is None or standing.issued_on <= case.decided_on


def no_penalty_has_its_ground(case: Case) -> None:
    """12d · 处罚法 33, 57(1): what is not punished was found not to stand, or has its ground and the education on record."""
    if not case.is_decided or case.outcome not in ("no_penalty", "not_established"):
        return
    standing = case.violations.filter(finding="established")
    assert standing.exists() == (case.outcome == "no_penalty"), "the outcome does not fit the findings"
    for row in standing:
        assert row.proposal == "no_penalty" and row.no_penalty_reason and row.education, "no penalty without a ground"


def closed_when_executed(case: Case) -> None:
    """12c · 处罚法 66, 67; 行政强制法 40: what is closed is paid, or brought in by the court, or ended for a stated reason."""
    if case.stage != Stage.CLOSED or not case.total_fine:
        return
    if any(row.result in ("annulled", "anew", "void") for row in case.remedies.all()):
        return
    changed = [row.changed_fine for row in case.remedies.all() if row.changed_fine is not None]
    owed = min([case.total_fine, *changed])
    paid = sum(row.amount for row in case.payments.all())
    if paid >= owed or case.court_applications.filter(result="enforced").exists():
        return
    content = approved(case, "closure").content
    assert content.get("ended_ground") and content["ended_reason"].strip(), "closed with money unpaid"


def one_act_one_case(case: Case) -> None:
    """14 · 处罚法 29: one act of one party is no second case while the first stands, so it is never fined twice.

    A case dealt with anew is one whose decision a remedy took away: nothing is owed under the first any more.
    """
    if case.reopens is not None:
        assert any(row.result in ("annulled", "anew", "void") for row in case.reopens.remedies.all())
        assert execution.owed(case.reopens) == 0
    code = (
        {"party__credit_code": case.party.credit_code}
        if case.party.is_unit
        else {"party__id_number": case.party.id_number}
    )
    items = set(case.violations.values_list("item__code", flat=True))
    others = Case.objects.filter(found_on=case.found_on, **code).exclude(pk__in=rounds_of(case))
    for other in others.exclude(stage__in=(Stage.NOT_FILED, Stage.TERMINATED, Stage.TRANSFERRED)):
        assert not items & set(other.violations.values_list("item__code", flat=True)), other


def rounds_of(case: Case) -> set[int]:
    """The cases that deal with one matter, one after the other."""
    found, before = {case.pk}, set()
    while found != before:
        before = set(found)
        linked = Case.objects.filter(Q(pk__in=before) | Q(reopens__in=before)).values_list("pk", "reopens")
        found |= {pk for row in linked for pk in row if pk}
    return found


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
            # Whoever keeps an agreement says what its end means for its cases, without reading them.
            of_the_agreement = entry.permission.name == "agreement_keeper"
            if entry.subject is Case and not entry.opens and not of_the_agreement:
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
    who_withdrew_stays_away,
    never_heavier_than_noticed,
    decided_in_time,
    numbers_without_gap,
    what_is_approved_was_reviewed,
    nothing_after_the_decision,
    no_penalty_has_its_ground,
    closed_when_executed,
    one_act_one_case,
    reviewed_and_discussed,
)

__all__ = ["PLAIN", "nothing_issued_changes", "outsiders_read_nothing", "the_ledger_says_so"]
