"""Training hours (学时): what a year asks of whom, what was attended, what is missing; hours that the team gave.

Only events held count. What is asked is a dated setting by kind of person; the values are to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from delegation.models import Officer, Street
from gongshu_enforcement import legal_settings, timekeeper
from training.models import Attendance, TeamMember, TrainingEvent

Kind = Officer.Kind
SETTINGS = {
    Kind.OFFICER: "training_hours_officer",
    Kind.LIAISON: "training_hours_officer",
    Kind.HEAD: "training_hours_reviewer",
    Kind.COUNSEL: "training_hours_reviewer",
    Kind.AUXILIARY: "training_hours_auxiliary",
}
FIRST_YEAR = 2022  # the settings hold from July 2021
NONE = Decimal(0)
HELD = Q(event__state=TrainingEvent.State.HELD)


def required(year: int) -> dict[str, Decimal]:
    """Hours asked of each kind of person in a year, by the values in force on its last day or today."""
    on = min(date(year, 12, 31), timekeeper.today())
    values = legal_settings.several(set(SETTINGS.values()), on=on)
    return {kind: Decimal(values[code]) for kind, code in SETTINGS.items()}


def to_confirm(year: int) -> bool:
    """Whether one of the values is still to be confirmed."""
    on = min(date(year, 12, 31), timekeeper.today())
    return any(legal_settings.setting(code, on=on)["to_confirm"] for code in set(SETTINGS.values()))


@dataclass(frozen=True)
class Row:
    """One person's year."""

    person: Officer
    asked: Decimal
    done: Decimal
    year: int
    today: date

    @property
    def missing(self) -> Decimal:
        """Hours still missing; never below nothing."""
        return max(self.asked - self.done, NONE)

    @property
    def share(self) -> Decimal:
        """What would be due by today if the hours were spread evenly over the year."""
        first, after = date(self.year, 1, 1), date(self.year + 1, 1, 1)
        gone = min(max((self.today - first).days + 1, 0), (after - first).days)
        return self.asked * gone / (after - first).days

    @property
    def state(self) -> str:
        """Green: all there, or not behind. Amber: behind. Red: less than half of what is due by now, or the year is over."""
        if not self.asked:
            return "none"
        if not self.missing or (self.done >= self.share and self.today.year <= self.year):
            return "green"
        return "red" if self.today.year > self.year or self.done * 2 < self.share else "amber"

    @property
    def text(self) -> str:
        """What the light says."""
        if not self.asked:
            return _("none asked")
        if not self.missing:
            return _("all attended")
        return _("%(hours)s hours missing") % {"hours": plain(self.missing)}

    @property
    def note(self) -> str:
        """What would be due by now."""
        if not self.asked or not self.missing:
            return ""
        return _("Spread over the year, %(hours)s hours would be due by today.") % {"hours": plain(self.share)}


def plain(hours: Decimal) -> str:
    """Hours with at most one place behind the point."""
    rounded = hours.quantize(Decimal("0.1"))
    return f"{rounded:f}".removesuffix(".0")


def attended(year: int, people: Iterable[int] | None = None) -> dict[int, Decimal]:
    """Hours of the events held in a year, by person; one query."""
    found = Attendance.objects.filter(HELD, event__starts_at__year=year)
    if people is not None:
        found = found.filter(officer__in=people)
    rows = found.order_by().values("officer").annotate(hours=Sum("event__hours"))
    return {row["officer"]: row["hours"] for row in rows}


def rows(people: QuerySet[Officer], year: int) -> list[Row]:
    """The year of these people."""
    today, asked, done = timekeeper.today(), required(year), attended(year)
    return [
        Row(person, asked.get(person.kind, NONE), done.get(person.pk, NONE), year, today)
        for person in people.select_related("street", "organ")
    ]


def row_of(person: Officer, year: int) -> Row:
    """One person's year."""
    done = attended(year, [person.pk]).get(person.pk, NONE)
    return Row(person, required(year).get(person.kind, NONE), done, year, timekeeper.today())


def asked_of(streets: Iterable[int] | None) -> QuerySet[Officer]:
    """The active people of whom hours are asked: of these streets, or of all units."""
    found = Officer.objects.filter(active=True, kind__in=list(SETTINGS))
    if streets is not None:
        found = found.filter(street__in=streets)
    return found.order_by(F("street__code").asc(nulls_last=True), "kind", "pk")


@dataclass
class StreetHours:
    """A street: how many people, what is asked of them together, what is missing."""

    street: Street
    rows: list[Row] = field(default_factory=list)

    @property
    def asked(self) -> Decimal:
        """Hours asked of all together."""
        return sum((row.asked for row in self.rows), NONE)

    @property
    def done(self) -> Decimal:
        """Hours attended, each person's counted up to what is asked of them."""
        return sum((min(row.done, row.asked) for row in self.rows), NONE)

    @property
    def missing(self) -> Decimal:
        """Hours missing of all together."""
        return sum((row.missing for row in self.rows), NONE)

    @property
    def short(self) -> int:
        """People with hours missing."""
        return sum(bool(row.missing) for row in self.rows)

    @property
    def state(self) -> str:
        """Red where one in four is red, amber where anybody is behind."""
        states = [row.state for row in self.rows]
        if states.count("red") * 4 >= len(states) and "red" in states:
            return "red"
        return "amber" if {"red", "amber"} & set(states) else "green" if states else "none"

    @property
    def text(self) -> str:
        """What the light says."""
        if not self.missing:
            return _("all attended")
        return _("%(hours)s hours missing") % {"hours": plain(self.missing)}


def by_street(found: Iterable[Row]) -> list[StreetHours]:
    """The rows of people of streets, under their streets."""
    streets: dict[int, StreetHours] = {}
    for row in found:
        if row.person.street_id:
            place = streets.setdefault(row.person.street_id, StreetHours(row.person.street))
            place.rows.append(row)
    return list(streets.values())


def given(members: QuerySet[TeamMember]) -> QuerySet[TeamMember]:
    """With the events held and the hours given, computed from those events."""
    held = Q(events__state=TrainingEvent.State.HELD)
    nothing: Any = Value(NONE, output_field=DecimalField(max_digits=7, decimal_places=1))
    return members.select_related("officer__street", "officer__organ").annotate(
        events_held=Count("events", filter=held, distinct=True),
        hours_given=Coalesce(Sum("events__hours", filter=held), nothing),
    )
