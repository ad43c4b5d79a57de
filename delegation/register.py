"""Reads of people, organisation and mentoring, query-lean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from gongshu_enforcement import legal_settings
from gongshu_enforcement.working_days import CalendarNotCovered, is_working_day

from .models import Absence, Certificate, LiaisonVisit, MentoringGroup, Officer, Organ, Street
from .selectors import with_valid_certificate

CERTIFICATE_STEPS = (
    "certificate_reminder_days",
    "certificate_reminder_second_days",
    "certificate_reminder_last_days",
)
HELPERS = (Officer.Kind.AUXILIARY, Officer.Kind.GRID, Officer.Kind.THIRD_PARTY)


def reminder_days(on: date) -> int:
    """How many days before its end a certificate is reminded of."""
    return legal_settings.value("certificate_reminder_days", on=on)


def certificate_steps(on: date) -> tuple[int, ...]:
    """How many days before the end the three reminders come, the earliest first; none where nobody has set them."""
    try:
        values = legal_settings.several(CERTIFICATE_STEPS, on=on)
    except legal_settings.SettingMissing:
        return ()
    return tuple(sorted((values[code] for code in CERTIFICATE_STEPS), reverse=True))


def ending_certificates(on: date) -> QuerySet[Certificate]:
    """Certificates of active people that end soon and have no successor of the same kind."""
    last = on + timedelta(days=reminder_days(on))
    renewed = Certificate.objects.filter(
        officer=OuterRef("officer"), kind=OuterRef("kind"), valid_to__gt=last, ended_on=None
    )
    ending = Certificate.objects.filter(officer__active=True, valid_to__range=(on, last), ended_on=None)
    return (
        ending.exclude(Exists(renewed)).select_related("officer__street", "officer__organ").order_by("valid_to", "pk")
    )


def people(form: object, on: date) -> QuerySet[Officer]:
    """The people the filter asks for, with certificates and running absences read ahead."""
    found = Officer.objects.filter(active=form.chosen("state") != "left").select_related("street", "organ")
    for word in form.chosen("q").split():
        found = found.filter(
            Q(name__icontains=word) | Q(position__icontains=word) | Q(certificates__number__icontains=word)
        ).distinct()
    if form.chosen("kind"):
        found = found.filter(kind=form.chosen("kind"))
    unit = form.chosen("unit")
    if unit:
        found = found.filter(**{"street_id" if unit[0] == "s" else "organ_id": int(unit[1:])})
    if form.chosen("state") == "absent":
        found = found.filter(absences__in=Absence.objects.running_on(on))
    if form.chosen("state") == "trains":
        found = found.filter(Q(trains=True) | Q(kind=Officer.Kind.TRAINER))
    match form.chosen("certificate"):
        case "valid":
            found = with_valid_certificate(found, on)
        case "ending":
            found = found.filter(pk__in=ending_certificates(on).values("officer"))
        case "none":
            able = with_valid_certificate(Officer.objects.all(), on).values("pk")
            found = found.filter(kind=Officer.Kind.OFFICER).exclude(pk__in=able)
    running = Prefetch("absences", Absence.objects.running_on(on).select_related("deputy"), to_attr="away")
    return found.prefetch_related("certificates", running).order_by(
        F("organ__code").asc(nulls_last=True), F("street__code").asc(nulls_last=True), "pk"
    )


# --- “1+18+N” ---------------------------------------------------------------------------------------------------------


@dataclass
class Squad:
    """One street on the organisation map: its squad, its helpers, who covers it."""

    street: Street
    officers: list[Officer] = field(default_factory=list)
    reviewers: list[Officer] = field(default_factory=list)
    helpers: list[Officer] = field(default_factory=list)
    group: MentoringGroup | None = None
    step: str = ""

    @property
    def helper_counts(self) -> list[tuple[str, int]]:
        """How many of each kind of helper."""
        return [
            (str(Officer.Kind(kind).label), n)
            for kind in HELPERS
            if (n := sum(one.kind == kind for one in self.helpers))
        ]


@dataclass
class Organisation:
    """1: the district's team; 18: the squads, by mentoring group; N: the helpers."""

    teams: list[tuple[Organ, list[tuple[str, list[Officer]]]]]
    groups: list[tuple[MentoringGroup | None, list[Squad]]]
    outside: list[Officer]

    @property
    def squads(self) -> list[Squad]:
        """All squads."""
        return [squad for _group, squads in self.groups for squad in squads]

    @property
    def helpers(self) -> int:
        """N."""
        return sum(len(squad.helpers) for squad in self.squads) + len(self.outside)


def organisation(on: date) -> Organisation:
    """Everybody active, in their place, and who covers for them today; six queries."""
    running = Prefetch("absences", Absence.objects.running_on(on).select_related("deputy"), to_attr="away")
    people = Officer.objects.filter(active=True).select_related("street", "organ").prefetch_related(running)
    everybody = list(people.order_by("pk"))
    squads = {
        street.pk: Squad(street, step=str(Street.AutonomyStep(street.step_on(on)).label))
        for street in Street.objects.prefetch_related("steps")
    }
    teams: dict[int, dict[str, list[Officer]]] = {}
    outside = []
    for person in everybody:
        if person.street_id:
            _place(squads[person.street_id], person)
        elif person.organ_id and person.kind not in HELPERS:
            teams.setdefault(person.organ_id, {}).setdefault(str(person.get_kind_display()), []).append(person)
        elif person.kind != Officer.Kind.ADMIN:
            outside.append(person)
    groups = []
    placed: set[int] = set()
    for group in MentoringGroup.objects.select_related("liaison").prefetch_related("streets"):
        of_group = [squads[street.pk] for street in group.streets.all()]
        for squad in of_group:
            squad.group = group
            placed.add(squad.street.pk)
        groups.append((group, of_group))
    left = [squad for pk, squad in squads.items() if pk not in placed]
    if left:
        groups.append((None, left))
    organs = [(organ, list(teams.get(organ.pk, {}).items())) for organ in Organ.objects.all()]
    return Organisation(organs, groups, outside)


def _place(squad: Squad, person: Officer) -> None:
    if person.kind == Officer.Kind.OFFICER:
        squad.officers.append(person)
    elif person.kind in (Officer.Kind.HEAD, Officer.Kind.COUNSEL):
        squad.reviewers.append(person)
    else:
        squad.helpers.append(person)


# --- The liaison's days on site ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Week:
    """One week of a liaison: the working days on site, and how many it should be."""

    monday: date
    days: int
    wanted: int
    over: bool
    left: int = 0

    @property
    def short(self) -> bool:
        """Too few days in a week that is over."""
        return self.over and self.days < self.wanted

    @property
    def pressing(self) -> bool:
        """Too few days so far, and no working day may be left out any more."""
        return not self.over and self.days < self.wanted and self.days + self.left <= self.wanted

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


def weeks_of(liaisons: Iterable[int], on: date, count: int = 4) -> dict[int, list[Week]]:
    """The last weeks of each liaison, this one first; a day counts once, in whichever of their streets it was.

    A week with fewer working days than the setting asks counts accordingly (长假): all of its working days are asked.
    """
    monday = on - timedelta(days=on.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(count)]
    rows = LiaisonVisit.objects.filter(liaison__in=list(liaisons), on__range=(mondays[-1], on))
    been: dict[int, set[date]] = {}
    for liaison, day in rows.values_list("liaison_id", "on"):
        been.setdefault(liaison, set()).add(day)
    asked = legal_settings.value("liaison_visit_days_per_week", on=on)
    working = {start: _working_days(start) for start in mondays}
    return {
        liaison: [
            Week(
                start,
                len(been.get(liaison, set()) & working[start]),
                min(asked, len(working[start])),
                start + timedelta(days=6) < on or not _left(working[start], on),
                len({day for day in working[start] if day >= on} - been.get(liaison, set())),
            )
            for start in mondays
        ]
        for liaison in liaisons
    }


def _working_days(monday: date) -> set[date]:
    days = (monday + timedelta(days=offset) for offset in range(7))
    return {day for day in days if _works(day)}


def _works(day: date) -> bool:
    try:
        return is_working_day(day)
    except CalendarNotCovered:  # shown, not decided by: an unknown year counts by the weekday
        return day.weekday() < 5


def _left(working: set[date], on: date) -> bool:
    return any(day >= on for day in working)
