"""Open cases when the delegation ends or pauses: what is asked of each, and what may go on (处罚法 20).

Asked are the cases that the street handles and that no decision has been made in; what was decided is executed to the end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, HandlingUnit, HandOver, TermDecision
from cases.stages import BEFORE_DECISION
from delegation import terms
from delegation.models import Agreement
from delegation.selectors import agreement_for
from gongshu_enforcement import timekeeper

ARTICLE = "处罚法20"
FINISH = TermDecision.Choice.FINISH


def can_be_asked(case: Case) -> bool:
    """Whether the question makes sense: the street handles it, nothing is decided, no hand-over waits."""
    by_street = case.handling_unit == HandlingUnit.STREET and case.agreement is not None
    return by_street and not case.is_decided and case.pending_hand_over() is None


def end_for(agreement: Agreement, on: date | None = None, within: int | None = None) -> date | None:
    """The first day without power, past or set, or less than `within` days ahead (none: the earliest reminder)."""
    on = on or timekeeper.today()
    end = agreement.next_end(on)
    if end is None or end <= on:
        return end
    if within is None:
        within = max(terms.reminder_days(on), default=0)
    set_by_act = end == agreement.revoked_on or end <= agreement.last_day
    return end if set_by_act or end <= on + timedelta(days=within) else None


def word(case: Case, ended_on: date) -> TermDecision | None:
    """The last decision on this case about an end of the power; reads ahead where it was prefetched."""
    rows = [row for row in case.term_decisions.all() if row.ended_on == ended_on]
    return rows[-1] if rows else None


def may_finish(case: Case, on: date) -> bool:
    """Whether a street may go on though the agreement is not in force: a successor runs, or it was told to finish."""
    ended_on = case.agreement.power_ended_on(on)
    if ended_on is None:
        return False
    said = word(case, ended_on)
    return (said is not None and said.choice == FINISH) or has_successor(case, on)


def has_successor(case: Case, on: date) -> bool:
    """Whether another agreement in force delegates every item of the case to the street."""
    successor = agreement_for(case.street, case.organ, on)
    if successor is None:
        return False
    items = {violation.item_id for violation in case.violations.all()}
    return items <= {item.pk for item in successor.items.all()}


def proposed(case: Case) -> str:
    """The answer that the agreement itself suggests, where it can be given."""
    ended_on = end_for(case.agreement)
    if ended_on is None or not case.filed_on or case.filed_on >= ended_on:
        return TermDecision.Choice.HAND_OVER
    return case.agreement.transition_rule


def open_cases(agreements: QuerySet[Agreement] | list[Agreement]) -> QuerySet[Case]:
    """The cases that would be asked about, with what the question reads."""
    waiting = HandOver.objects.filter(case=OuterRef("pk"), status=HandOver.Status.PENDING)
    found = Case.objects.filter(
        agreement__in=agreements, handling_unit=HandlingUnit.STREET, stage__in=BEFORE_DECISION, decided_on=None
    )
    return (
        found.filter(~Exists(waiting))
        .select_related("agreement", "street", "organ", "party")
        .prefetch_related("agreement__suspensions", "term_decisions", "violations__item")
        .order_by("agreement_id", "pk")
    )


def undecided(agreements: QuerySet[Agreement], on: date) -> dict[int, int]:
    """How many open cases wait for a word, by agreement: its power has ended, its end is set, or the last reminder is due."""
    last = min(terms.reminder_days(on), default=0)
    near = (
        Q(valid_to__lt=on + timedelta(days=last))
        | Q(revoked_on__isnull=False)
        | Q(suspensions__ends_on__isnull=True, first_suspended_on__isnull=False)
    )
    counts: dict[int, int] = {}
    for case in open_cases(agreements.filter(near).values("pk")):
        if needs_word(case, on, last):
            counts[case.agreement_id] = counts.get(case.agreement_id, 0) + 1
    return counts


def needs_word(case: Case, on: date, within: int | None = None) -> date | None:
    """The end of the power that nobody has yet said anything about for this case."""
    ended_on = end_for(case.agreement, on, within)
    if ended_on is None or word(case, ended_on) is not None or has_successor(case, max(on, ended_on)):
        return None
    return ended_on


def question(case: Case, on: date) -> dict[str, Any]:
    """One case on the page that asks: the end it is about, what was said, what may be answered."""
    ended_on = end_for(case.agreement, on)
    return {
        "case": case,
        "ended_on": ended_on,
        "word": word(case, ended_on) if ended_on else None,
        "may_finish": bool(ended_on and case.filed_on and case.filed_on < ended_on),
        "continues": bool(ended_on) and has_successor(case, max(on, ended_on)),
        "proposed": proposed(case),
    }
