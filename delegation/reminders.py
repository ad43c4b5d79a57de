"""What a person's own desk reminds them of: certificates that end, days on site, a station that lacks something.

The officer sees their own certificate, the head those of the street, the liaison the weeks; the administrator and the
director see which liaisons were on site too seldom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from gongshu_enforcement import timekeeper
from gongshu_enforcement.administration.permits import is_administrator

from . import register
from .models import Certificate, MentoringGroup, Officer
from .permits import officer_of
from .readiness import Check, readiness

LIGHTS = ("none", "amber", "amber", "red")  # before the first reminder, after each of the three
Kind = Officer.Kind


@dataclass(frozen=True)
class CertificateEnd:
    """A certificate that ends soon, or that ran out and has no successor."""

    certificate: Certificate
    own: bool
    days_left: int
    light: str

    @property
    def over(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left < 0


@dataclass(frozen=True)
class OnSite:
    """A liaison with too few working days on site, last week or in what is left of this one."""

    group: MentoringGroup
    own: bool
    weeks: Sequence[register.Week]

    @property
    def this(self) -> register.Week:
        """The running week."""
        return self.weeks[0]

    @property
    def last(self) -> register.Week:
        """The week before."""
        return self.weeks[1]


@dataclass
class Reminders:
    """Everything for one desk."""

    certificates: list[CertificateEnd] = field(default_factory=list)
    on_site: list[OnSite] = field(default_factory=list)
    station: list[Check] = field(default_factory=list)
    street: Any = None

    def __bool__(self) -> bool:
        return bool(self.certificates or self.on_site or self.station)


def for_desk(user: Any) -> Reminders:
    """What the person should know today; for an officer one query, for a head six, for nobody in the register none."""
    person = officer_of(user)
    if person is None:
        return Reminders()
    today = timekeeper.today()
    found = Reminders(certificates=certificates(person, today), on_site=on_site(user, person, today))
    if person.kind == Kind.HEAD and person.street_id:
        checks = readiness([person.street], today)[person.street_id]
        found.street = person.street
        found.station = [check for check in checks if not check.met or check.soon]
    return found


def certificates(person: Officer, on: date) -> list[CertificateEnd]:
    """The person's own certificates that end soon or ran out; for a head also those of the street's people."""
    steps = register.certificate_steps(on)
    if not steps:
        return []
    whose = Q(officer=person)
    if person.kind == Kind.HEAD and person.street_id:
        whose |= Q(officer__street=person.street_id)
    rows = Certificate.objects.filter(whose, officer__active=True).select_related("officer")
    newest: dict[tuple[int, str], Certificate] = {}
    for row in rows:
        kept = newest.get((row.officer_id, row.kind))
        if kept is None or row.last_day > kept.last_day:
            newest[row.officer_id, row.kind] = row
    ends = [_end(row, person, on, steps) for row in newest.values()]
    return sorted((end for end in ends if end.light != "none"), key=lambda end: (not end.own, end.days_left))


def _end(row: Certificate, person: Officer, on: date, steps: tuple[int, ...]) -> CertificateEnd:
    left = (row.last_day - on).days
    light = "red" if left < 0 else LIGHTS[sum(left <= step for step in steps)]
    return CertificateEnd(row, row.officer_id == person.pk, left, light)


def on_site(user: Any, person: Officer, on: date) -> list[OnSite]:
    """A liaison's own weeks; for the administrator and the director every liaison with too few days."""
    if person.kind == Kind.LIAISON:
        groups = MentoringGroup.objects.filter(liaison=person)
    elif person.kind == Kind.DIRECTOR or is_administrator(user):
        groups = MentoringGroup.objects.filter(liaison__isnull=False)
    else:
        return []
    found = list(groups.select_related("liaison"))
    weeks = register.weeks_of({group.liaison_id for group in found}, on, count=2)
    rows = [OnSite(group, group.liaison_id == person.pk, weeks[group.liaison_id]) for group in found]
    return [row for row in rows if row.last.short or row.this.short or row.this.pressing]
