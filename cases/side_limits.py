"""The limits that rows beside the case set: orders to correct, preserved evidence, notices of hearing, transfers.

Each part is a query of (kind, start, due day); the clock reads them all as one. A due day of None is counted from the
start. A new kind is one more part here and one more row in `limit_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Max, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from cases.models import (
    Case,
    Document,
    HandlingUnit,
    HearingSession,
    Preservation,
    Publication,
    RectificationOrder,
    Seizure,
    Submission,
)
from cases.stages import BEFORE_DECISION, Stage
from delegation.models import Organ
from gongshu_enforcement.timekeeper import SHANGHAI

NO_DAY = Cast(Value(None), DateField())


def rows(case: Any) -> list[tuple[str, date, date | None]]:
    """Kind, start and due day of what runs beside the case; one query, and none where nothing can run."""
    first, *others = _parts(case) or [None]
    if first is None:
        return []
    return list(first.union(*others, all=True) if others else first)


def _parts(case: Any) -> list[QuerySet]:
    return [
        *_corrections(case),
        *_preserved(case),
        *_seized(case),
        *_to_the_police(case),
        *_hearing_notice(case),
        *_published(case),
    ]


def _corrections(case: Any) -> Iterator[QuerySet]:
    """Orders to correct that nobody has re-checked yet."""
    if case.is_open:
        orders = RectificationOrder.objects.filter(case=case, rechecks=None)
        yield _rows("rectification", orders, F("ordered_on"), Max("items__due_on"))


def _preserved(case: Any) -> Iterator[QuerySet]:
    """Preserved evidence nobody has disposed of; a case does not end before it."""
    if case.is_open:
        yield _rows("preservation", Preservation.objects.filter(case=case, disposed_on=None), F("preserved_on"))


def _seized(case: Any) -> Iterator[QuerySet]:
    """What is sealed or seized and not yet decided about; only the organ's own cases have it (强制法 17(1))."""
    if case.is_open and case.handling_unit == HandlingUnit.ORGAN:
        yield _rows("seizure", Seizure.objects.filter(case=case, ended_on=None), F("begun_on"), F("until"))


def _to_the_police(case: Any) -> Iterator[QuerySet]:
    """A transfer that waits for the head of the organ, or that is approved and not handed over."""
    if case.stage in BEFORE_DECISION and case.decided_on is None:
        with_the_head = Submission.objects.filter(
            case=case, kind=Submission.Kind.TRANSFER, status=Submission.Status.FINAL, content__to_police=True
        )
        yield _rows("police_transfer", with_the_head, TruncDate("level_since", tzinfo=SHANGHAI))
    elif case.stage == Stage.TRANSFERRED:
        letters = Document.objects.filter(
            case=case,
            code="YSS",
            status=Document.Status.ISSUED,
            services=None,
            case__transfers__to_police=True,
            case__transfers__taken_back_on=None,
        )
        yield _rows("police_hand_over", letters, TruncDate("issued_at", tzinfo=SHANGHAI))


def _hearing_notice(case: Any) -> Iterator[QuerySet]:
    """The notice of a hearing, to be served some working days before its day."""
    if case.stage == Stage.NOTICE and case.decided_on is None:
        hearing = {"hearing__notice__case": case, "hearing__notice__superseded_on": None}
        ended = {f"hearing__{name}": None for name in ("withdrawn_on", "absent_on", "held_on")}
        sessions = HearingSession.objects.filter(served_on=None, dropped_on=None, **hearing, **ended)
        yield _rows("hearing_notice", sessions, F("announced_on"), TruncDate("starts_at", tzinfo=SHANGHAI))


def _published(case: Any) -> Iterator[QuerySet]:
    """A penalty that nobody has published yet, and a publication whose decision fell."""
    if not case.is_punished:
        return
    if must_be_published(case):
        waiting = Case.objects.filter(pk=case.pk, publications=None).exclude(decided_on=None)
        yield _rows("publication", waiting, F("decided_on"))
    falls = Publication.objects.filter(case=case, withdrawn_on=None).exclude(withdraw_since=None)
    yield _rows("withdraw_publication", falls, F("withdraw_since"))


def must_be_published(case: Any) -> bool:
    """Whether the law asks for it: a penalty of a unit by the work-safety regulator (安全法 78(2))."""
    return case.is_punished and case.organ.code == Organ.Code.EMERGENCY and case.party.is_unit


def _rows(code: str, found: QuerySet, start: Any, due: Any = NO_DAY) -> QuerySet:
    named = found.order_by().annotate(kind_of_limit=Value(code, output_field=CharField()), begins=start, ends=due)
    return named.values_list("kind_of_limit", "begins", "ends")
