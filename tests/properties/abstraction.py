"""What two states of a case must share to be taken for one: everything a rule of the door could tell apart.

Days and rounds are left out, so that the states are finite; limits count as running or over, amounts by their class.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cases import deliberation, review
from cases.models import Case, Submission
from cases.stages import Stage
from gongshu_enforcement import legal_settings

Key = tuple[Any, ...]


NOTHING: Key = ("nothing",)


def key(case: Case | None, today: date) -> Key:
    """The abstract state of a case on a day; before there is one, nothing."""
    if case is None:
        return NOTHING
    return (
        case.stage,
        case.outcome,
        case.procedure,
        case.handling_unit,
        case.is_decided,
        case.is_sealed,
        _submissions(case),
        _records(case),
        _violations(case),
        _notice(case, today),
        _served(case),
        _limits(case, today),
        _power(case, today),
        _execution(case),
        _preserved(case, today),
        _remedies(case),
        _papers(case),
        _measures(case, today),
    )


def _submissions(case: Case) -> Key:
    return tuple(_submission(case, row) for row in case.submissions.filter(status__in=Submission.OPEN).order_by("-pk"))


def _submission(case: Case, open_one: Submission) -> Key:
    fines = tuple(_fine_class(case, row, Decimal(str(row.get("fine") or 0))) for row in _rows(open_one))
    named = ("proposal", "outcome", "act", "way", "to_police", "ended_ground")
    extra = tuple(str(open_one.content.get(name, "")) for name in named)
    names = ("finding", "is_overdue", "with_warning", "further_penalty")
    findings = tuple(tuple(row.get(name) or "" for name in names) for row in _rows(open_one))
    desks = review.pending_desks(open_one)
    return open_one.kind, open_one.status, desks, open_one.submitted_by_id, fines, extra, findings


def _rows(submission: Any) -> list[dict[str, Any]]:
    return submission.content.get("violations", [])


def _records(case: Case) -> Key:
    order = case.rectifications.last()
    return (
        case.inspections.exists(),
        order and order.passed,
        order is not None,
        case.interviews.exists(),
        case.evidence.filter(withdrawn_at=None).exists(),
    )


def _violations(case: Case) -> Key:
    return tuple(
        (
            row.finding,
            row.is_overdue,
            row.proposal,
            row.with_warning,
            row.further_penalty,
            _fine_class(case, {"id": row.pk}, row.proposed_fine),
            _fine_class(case, {"id": row.pk}, row.decided_fine),
        )
        for row in case.violations.all()
    )


def _fine_class(case: Case, row: dict[str, Any], fine: Decimal | None) -> Key:
    """Where an amount lies: the range of its item, the street's cap, the thresholds of hearing and discussion."""
    if fine is None:
        return ()
    violation = next(one for one in case.violations.all() if one.pk == int(row["id"]))
    span = violation.fine_range()
    edges = [Decimal(0)]
    if span is not None:
        edges += [span.minimum, span.maximum]
    if case.agreement is not None:
        edges.append(case.agreement.cap_for(case.target))
    target = "unit" if case.party.is_unit else "individual"
    for code in ("hearing_threshold", "collective_discussion"):
        edges.append(legal_settings.value(f"{code}_{target}", on=case.filed_on, organ=case.organ.code))
    return tuple((fine > edge) - (fine < edge) for edge in edges)


def _notice(case: Case, today: date) -> Key:
    notice = case.standing_notice()
    if notice is None or case.stage not in (Stage.NOTICE, Stage.CLOSURE):
        return (case.notices.exists(),)
    hearing = getattr(notice, "hearing", None)
    session = hearing.session() if hearing is not None else None
    discussion = deliberation.standing_discussion(notice)
    return (
        notice.served_on is not None,
        notice.with_hearing,
        notice.waived_on is not None,
        notice.hearing_waived_on is not None,
        _over(notice.defence_due_on, today),
        _over(notice.hearing_due_on, today),
        tuple(bool(row.answer) for row in notice.defences.all()),
        hearing
        and (
            hearing.withdrawn_on is not None,
            hearing.absent_on is not None,
            hearing.held_on is not None,
            hearing.reported_on is not None,
            session is not None and session.served_on is not None,
            session is not None,
        ),
        deliberation.passed_review(notice) is not None,
        discussion is not None
        and tuple((row.fine > told) - (row.fine < told) for row, told in _pairs(notice, discussion)),
    )


def _pairs(notice: Any, discussion: Any) -> list[tuple[Any, Decimal]]:
    told = {row.violation_id: row.fine for row in notice.items.all()}
    return [(row, told.get(row.violation_id, Decimal(0))) for row in discussion.penalties.all()]


def _over(due: date | None, today: date) -> bool | None:
    return None if due is None else today > due


def _served(case: Case) -> Key:
    waiting = case.documents.filter(needs_service=True, status="issued", services=None)
    return tuple(sorted(waiting.values_list("code", flat=True)))


def _limits(case: Case, today: date) -> Key:
    extended = case.submissions.filter(kind="extension", status="approved").exists()
    return _over(case.decision_due_on, today) if not case.is_decided else None, extended


def _power(case: Case, today: date) -> Key:
    agreement = case.agreement
    certified = sum(1 for row in case.current_handlers() if row.officer.certificate_on(today))
    in_force = agreement is not None and agreement.in_force_on(today)
    said = case.term_decisions.last() if agreement is not None and not in_force else None
    rule = said.choice if said else ""
    people = tuple(sorted(row.officer_id for row in case.current_handlers()))
    return in_force, rule, certified, people, case.pending_hand_over() is not None and case.pending_hand_over().reason


def _execution(case: Case) -> Key:
    paid = sum(row.amount for row in case.payments.all())
    owed = case.total_fine or 0
    made = getattr(case, "on_site", None) if case.is_summary else None
    reported = made is not None and made.reported_on is not None
    return (paid > owed) - (paid < owed), bool(paid), reported, case.self_checks.exists()


def _remedies(case: Case) -> Key:
    rows = list(case.remedies.all())
    results = tuple(sorted({row.result for row in rows if row.result}))
    return any(row.is_pending for row in rows), results, hasattr(case, "reopened_as")


def _preserved(case: Case, today: date) -> Key:
    kept = case.preservations.last()
    return () if kept is None else (kept.is_pending, today > kept.due_on, kept.way)


def _papers(case: Case) -> Key:
    asked = case.paper_corrections.filter(granted=None).exists()
    newest = case.documents.filter(status="issued").order_by("pk").last()
    corrected = newest is not None and newest.corrects_id is not None
    return asked, corrected


def _measures(case: Case, today: date) -> Key:
    order, seized, stop = case.on_site_measures.last(), case.seizures.last(), case.supply_stops.last()
    return (
        order and order.kind,
        seized and (not seized.is_pending, today > seized.until),
        stop is not None,
    )
