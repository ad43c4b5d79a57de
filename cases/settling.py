"""Open cases when the delegation ends or pauses: what is asked of each, and what may go on (处罚法 20).

Asked are the cases that the street handles and that no decision has been made in; what was decided is executed to the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, HandlingUnit, HandOver, TermDecision
from cases.stages import BEFORE_DECISION
from delegation import terms
from delegation.models import Agreement, Suspension
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
    return (said is not None and said.choice == FINISH) or Successors([case]).covers(case, on)


class Successors:
    """Other agreements that may carry open cases on, by the codes of their items, of whatever catalogue version.

    For any number of cases three queries, and none for none.
    """

    def __init__(self, cases: Collection[Case]) -> None:
        self._codes = {case.pk: {row.item.code for row in case.violations.all()} for case in cases}
        streets = {case.street_id for case in cases}
        public = Agreement.objects.public().filter(street__in=streets).prefetch_related("suspensions")
        self._agreements = list(public) if cases else []
        pairs = Agreement.items.through.objects.filter(
            agreement__in=self._agreements, item__code__in=set().union(*self._codes.values())
        )
        self._pairs = set(pairs.values_list("agreement_id", "item__code")) if self._agreements else set()

    def covers(self, case: Case, on: date) -> bool:
        """Whether an agreement in force on the day delegates every item of the case to the street."""
        return any(
            all((one.pk, code) in self._pairs for code in self._codes[case.pk])
            for one in self._agreements
            if (one.street_id, one.organ_id) == (case.street_id, case.organ_id) and one.in_force_on(on)
        )


def proposed(case: Case) -> str:
    """The answer that the agreement itself suggests, where it can be given."""
    ended_on = end_for(case.agreement) if case.agreement else None
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
    pauses = Suspension.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), agreement=OuterRef("pk"))
    near = Q(valid_to__lt=on + timedelta(days=last)) | Q(revoked_on__isnull=False) | Q(Exists(pauses))
    asked = list(_without_word(open_cases(agreements.filter(near).values("pk")), on, last))
    successors = Successors([case for case, _end in asked])
    counts: dict[int, int] = {}
    for case, end in asked:
        if not successors.covers(case, max(on, end)):
            counts[case.agreement_id] = counts.get(case.agreement_id, 0) + 1
    return counts


def _without_word(cases: Iterable[Case], on: date, within: int) -> Iterator[tuple[Case, date]]:
    for case in cases:
        end = end_for(case.agreement, on, within)
        if end is not None and word(case, end) is None:
            yield case, end


def questions(agreement: Agreement, on: date) -> list[dict[str, Any]]:
    """The cases on the page that asks: the end it is about, what was said, what may be answered."""
    cases = list(open_cases([agreement]))
    successors = Successors(cases)
    return [_question(case, end_for(case.agreement, on), on, successors) for case in cases]


def _question(case: Case, ended_on: date | None, on: date, successors: Successors) -> dict[str, Any]:
    said = word(case, ended_on) if ended_on else None
    continues = bool(ended_on) and successors.covers(case, max(on, ended_on))
    return {
        "case": case,
        "ended_on": ended_on,
        "word": said,
        "may_finish": bool(ended_on and case.filed_on and case.filed_on < ended_on),
        "continues": continues,
        "asked": ended_on is not None and said is None and not continues,
        "proposed": proposed(case),
    }
