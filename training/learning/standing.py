"""Where officers stand on the learning path (成长路径), counted from what is on record: nothing of it is typed.

Thresholds are dated settings. Cases count once they are closed, for those who handled them at their end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Handler
from cases.stages import Stage
from delegation.criteria import Criterion
from delegation.models import Certificate, Officer
from gongshu_enforcement import legal_settings, timekeeper
from training.calendar import hours as calendar_hours
from training.evaluation import results
from training.models import DrawnDossier, EvaluationRound, LearningStep, Paper

Step = LearningStep.Step
ORDER = list(Step.values)
# What each step asks: measure → setting that holds its threshold.
CRITERIA: dict[str, dict[str, str]] = {
    Step.OBSERVE: {},
    Step.ASSIST: {"exams": "learn_assist_exams", "hours": "learn_assist_hours"},
    Step.GUIDED: {"cases": "learn_guided_cases", "exams": "learn_guided_exams", "hours": "learn_guided_hours"},
    Step.INDEPENDENT: {
        "cases": "learn_independent_cases",
        "led": "learn_independent_led",
        "exams": "learn_independent_exams",
        "points": "learn_independent_points",
        "hours": "learn_independent_hours",
    },
}
SETTINGS = tuple(dict.fromkeys(code for asked in CRITERIA.values() for code in asked.values()))


@dataclass
class Standing:
    """One officer: the step of today, and every measure."""

    officer: Officer
    step: str
    cases: int = 0
    led: int = 0
    exams: int = 0
    points: Decimal | None = None
    dossiers: int = 0
    hours: Decimal = Decimal(0)
    certificate: Certificate | None = None
    proposal: LearningStep | None = None

    @property
    def label(self) -> str:
        """The step in words."""
        return str(Step(self.step).label)

    @property
    def following(self) -> str:
        """The step after this one; empty at the end of the path."""
        place = ORDER.index(self.step) + 1
        return ORDER[place] if place < len(ORDER) else ""


def on_the_path() -> QuerySet[Officer]:
    """The street officers who are in the register, with what a standing reads of them."""
    return (
        Officer.objects.filter(kind=Officer.Kind.OFFICER, street__isnull=False, active=True)
        .select_related("street")
        .prefetch_related("certificates", Prefetch("learning_steps", LearningStep.objects.select_related("decided_by")))
    )


def hours_given(officers: Collection[Officer], year: int) -> dict[int, Decimal]:
    """Hours of trainings held that each attended in a year, by officer's key."""
    attended = calendar_hours.attended(year, [one.pk for one in officers])
    return {one.pk: attended.get(one.pk, Decimal(0)) for one in officers}


def step_on(officer: Officer, day: date) -> str:
    """The step in force on a day: the last approved one that had begun; whoever never had one observes."""
    begun = [
        row
        for row in officer.learning_steps.all()
        if row.state == LearningStep.State.APPROVED and row.effective_from and row.effective_from <= day
    ]
    return max(begun, key=lambda row: (row.effective_from, row.pk)).step if begun else Step.OBSERVE


def standings(officers: Iterable[Officer], on: date | None = None) -> list[Standing]:
    """The standing of each, in their order; a fixed number of queries, however many they are."""
    on = on or timekeeper.today()
    people = list(officers)
    taken, passed, marked = _cases(people), _exams(people), _points(people)
    hours = hours_given(people, on.year)
    found = []
    for one in people:
        cases, led = taken.get(one.pk, (0, 0))
        tally = marked.get(one.pk)
        proposals = [row for row in one.learning_steps.all() if row.state == LearningStep.State.PROPOSED]
        found.append(
            Standing(
                officer=one,
                step=step_on(one, on),
                cases=cases,
                led=led,
                exams=passed.get(one.pk, 0),
                points=tally.mean if tally else None,
                dossiers=tally.dossiers if tally else 0,
                hours=hours[one.pk],
                certificate=one.certificate_on(on),
                proposal=proposals[0] if proposals else None,
            )
        )
    return found


def _cases(people: list[Officer]) -> dict[int, tuple[int, int]]:
    """Closed cases handled to their end: how many, and how many as the lead."""
    to_the_end = Q(until=None) | Q(until__gte=F("case__closed_on"))
    rows: Any = (
        Handler.objects.filter(to_the_end, officer__in=people, case__stage=Stage.CLOSED)
        .order_by()
        .values("officer")
        .annotate(taken=Count("case", distinct=True), led=Count("case", distinct=True, filter=Q(is_lead=True)))
        .values_list("officer", "taken", "led")
    )
    return {officer: (cases, led) for officer, cases, led in rows}


def _exams(people: list[Officer]) -> dict[int, int]:
    rows: Any = (
        Paper.objects.filter(officer__in=people, passed=True)
        .order_by()
        .values("officer")
        .annotate(passed_exams=Count("exam", distinct=True))
        .values_list("officer", "passed_exams")
    )
    return dict(rows)


def _points(people: list[Officer]) -> dict[int, results.Tally]:
    """Mean of the final dossier evaluations of cases they handled."""
    dossiers = DrawnDossier.objects.filter(
        round__state=EvaluationRound.State.CLOSED, drawn_case__handlers__officer__in=people
    ).distinct()
    return {officer.pk: tally for officer, tally in results.by_officer(results.full(dossiers)).items()}


def thresholds(on: date | None = None) -> dict[str, Any]:
    """The thresholds of every step on a day; one query."""
    return legal_settings.several(SETTINGS, on=on or timekeeper.today())


def criteria(standing: Standing, step: str, values: dict[str, Any]) -> list[Criterion]:
    """What a step asks and how the officer stands: fulfilled or missing, one line a measure."""
    found = []
    if step != Step.OBSERVE:
        kept = standing.certificate
        said = f"{kept.number}（{kept.valid_to:%Y-%m-%d}）" if kept else _("none")
        found.append(Criterion(_("Valid enforcement certificate"), _("valid today"), said, kept is not None))
    for measure, code in CRITERIA[step].items():
        value = getattr(standing, measure)
        met = value is not None and value >= values[code]
        found.append(Criterion(_names()[measure], f"≥ {values[code]}", _told(value), met))
    return found


def _told(value: Decimal | int | None) -> str:
    if value is None:
        return "—"
    return calendar_hours.plain(value) if isinstance(value, Decimal) else str(value)


def _names() -> dict[str, str]:
    return {
        "cases": _("Closed cases taken part in"),
        "led": _("of these as lead officer"),
        "exams": _("Exams passed"),
        "points": _("Points in dossier evaluations, mean"),
        "hours": _("Hours of training this year"),
    }
