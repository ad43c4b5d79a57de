"""Who is invited to an event: the people of the streets and kinds named, single people, and its speakers.

Streets and kinds together mean these kinds in these streets; one of both alone means all of it.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from delegation.models import Officer
from training.models import InvitedKind, TrainingEvent


def full(events: QuerySet[TrainingEvent]) -> QuerySet[TrainingEvent]:
    """With everything that says who is invited read ahead."""
    return events.select_related("rhythm").prefetch_related(
        "streets", "kinds", "people__street", "people__organ", "speakers__officer__street", "speakers__officer__organ"
    )


def is_invited(event: TrainingEvent, person: Officer | None) -> bool:
    """Whether the person is invited, or speaks."""
    if person is None or not person.active:
        return False
    if any(one.pk == person.pk for one in event.people.all()):
        return True
    return _by_group(event, person) or speaks(event, person)


def speaks(event: TrainingEvent, person: Officer) -> bool:
    """Whether the person is one of the speakers."""
    return any(one.officer_id == person.pk for one in event.speakers.all())


def _by_group(event: TrainingEvent, person: Officer) -> bool:
    streets, kinds = {one.pk for one in event.streets.all()}, {one.kind for one in event.kinds.all()}
    if not streets and not kinds:
        return False
    return (not streets or person.street_id in streets) and (not kinds or person.kind in kinds)


def events_of(person: Officer) -> Q:
    """A filter for the events the person is invited to or speaks at; the same rule as `is_invited`."""
    event = OuterRef("pk")
    streets = TrainingEvent.streets.through.objects.filter(trainingevent=event)
    kinds = InvitedKind.objects.filter(event=event)
    single = TrainingEvent.people.through.objects.filter(trainingevent=event, officer=person.pk)
    speaker = TrainingEvent.speakers.through.objects.filter(trainingevent=event, teammember__officer=person.pk)
    its_kind = Q(Exists(kinds.filter(kind=person.kind)))
    found = Q(Exists(single)) | Q(Exists(speaker)) | (~Q(Exists(streets)) & its_kind)
    if person.street_id:
        own = Q(Exists(streets.filter(street=person.street_id)))
        found |= own & (its_kind | ~Q(Exists(kinds)))
    return found


def people_of(event: TrainingEvent) -> QuerySet[Officer]:
    """Everybody invited, without the speakers, in the order of their units."""
    streets, kinds = [one.pk for one in event.streets.all()], [one.kind for one in event.kinds.all()]
    found = Q(pk__in=[one.pk for one in event.people.all()])
    if streets or kinds:
        group = Q()
        if streets:
            group &= Q(street__in=streets)
        if kinds:
            group &= Q(kind__in=kinds)
        found |= group
    return Officer.objects.filter(found, active=True).select_related("street", "organ")
