"""The training calendar (培训日程): events planned by hand, changed, postponed, cancelled, held with their minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from delegation.models import Officer, Organ, Street
from delegation.scans import kept
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from gongshu_enforcement.uploads import preview
from training.models import EventFile, InvitedKind, TeamMember, TrainingEvent
from training.permits import ORGANISER

State = TrainingEvent.State
FARTHEST = timedelta(days=400)  # from today; a later or earlier year is a slip of the pen
HOURS_A_DAY = 8  # most training hours of one day


def _planned(event: TrainingEvent, user: User) -> bool:
    return event.is_planned


def _begun(event: TrainingEvent, user: User) -> bool:
    return event.is_planned and event.starts_at <= timekeeper.now()


def _still_planned(event: TrainingEvent) -> None:
    if not event.is_planned:
        raise ActionRefused.because("E2", _("This event has been held or cancelled; its record stays as it is."))


@door.action(
    permission=ORGANISER,
    subject=Organ,
    label=_("Plan an event"),
    form="training.forms.events.CreateForm",
    group="calendar",
    opens=True,
)
def create_event(
    organ: Organ,
    *,
    acting_user: User,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    hours: Decimal | None = None,
    title: str = "",
    topics: list[str] | None = None,
    place: str = "",
    speakers: Iterable[TeamMember] = (),
    streets: Iterable[Street] = (),
    kinds: list[str] | None = None,
    people: Iterable[Officer] = (),
) -> TrainingEvent:
    """An event that does not come by itself: on-site teaching, observation, shadowing, a course, or another meeting."""
    event = TrainingEvent(
        kind=kind,
        title=title,
        topics=topics or [],
        place=place,
        created_by=acting_user,
        touched=True,
        changed_at=timekeeper.now(),
    )
    _set_times(event, starts_at, ends_at, hours)
    _check_invited(streets, kinds or [], people)
    event.save()
    _set_people(event, speakers, streets, kinds or [], people)
    return event


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Change the event"),
    form="training.forms.events.EditForm",
    group="calendar",
    available=_planned,
)
def edit_event(
    event: TrainingEvent,
    *,
    acting_user: User,
    hours: Decimal,
    title: str = "",
    topics: list[str] | None = None,
    place: str = "",
    speakers: Iterable[TeamMember] = (),
    streets: Iterable[Street] = (),
    kinds: list[str] | None = None,
    people: Iterable[Officer] = (),
) -> TrainingEvent:
    """Topics, place, speakers, invited; another day is an act of its own, with its reason."""
    _still_planned(event)
    check_hours(hours, event.starts_at, event.ends_at)
    _check_invited(streets, kinds or [], people)
    event.title, event.topics, event.place, event.hours = title, topics or [], place, hours
    _touch(event)
    event.save()
    event.kinds.all().delete()
    _set_people(event, speakers, streets, kinds or [], people)
    return event


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Postpone"),
    form="training.forms.events.PostponeForm",
    group="calendar",
    available=lambda event, user: event.is_planned and not event.attendance.exists(),
)
def postpone_event(
    event: TrainingEvent, *, acting_user: User, starts_at: datetime, ends_at: datetime, reason: str
) -> TrainingEvent:
    """Another day or time, with the reason; calendars of those invited follow."""
    _still_planned(event)
    if event.attendance.exists():
        raise ActionRefused.because(
            "E2", _("People have signed in already."), remedy=_("Close it with its minutes, or strike them out first.")
        )
    if starts_at == event.starts_at and ends_at == event.ends_at:
        raise ActionRefused.because("E4", _("This is the time it has now."), field="starts_at")
    before = event.starts_at
    _set_times(event, starts_at, ends_at, None if event.hours > _most(starts_at, ends_at) else event.hours)
    event.postponed_from, event.reason = before, reason
    _touch(event)
    event.save()
    return event


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Cancel"),
    form="training.forms.events.CancelForm",
    group="calendar",
    danger=True,
    available=_planned,
)
def cancel_event(event: TrainingEvent, *, acting_user: User, reason: str) -> TrainingEvent:
    """It does not take place; the reason stays, and nobody gets hours."""
    _still_planned(event)
    event.state, event.reason = State.CANCELLED, reason
    _touch(event)
    event.save()
    return event


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Add files"),
    form="training.forms.events.FilesForm",
    group="calendar",
    available=lambda event, user: event.state != State.CANCELLED,
)
def add_event_files(event: TrainingEvent, *, acting_user: User, kind: str, files: list[Any]) -> list[EventFile]:
    """Materials before or after, photos afterwards; each with its hash."""
    if event.state == State.CANCELLED:
        raise ActionRefused.because("E2", _("A cancelled event takes no files."))
    rows = [_keep(event, acting_user, kind, file) for file in files]
    event.ledger_notes = {"sha256": [row.sha256 for row in rows]}
    return rows


def _keep(event: TrainingEvent, user: User, kind: str, file: Any) -> EventFile:
    row = EventFile(event=event, kind=kind, name=file.name[:200], content_type=file.content_type, size=file.size)
    row.added_by, row.added_at, row.sha256 = user, timekeeper.now(), kept(file)
    small = preview(file)
    if small is not None:
        row.preview = ContentFile(small, name="preview.jpg")
    row.file = file
    row.save()
    return row


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Write the minutes and close"),
    form="training.forms.events.HoldForm",
    group="calendar",
    available=_begun,
)
def hold_event(event: TrainingEvent, *, acting_user: User, minutes: str) -> TrainingEvent:
    """It took place: with minutes and somebody present it is closed, and from then on its hours count."""
    _still_planned(event)
    if event.starts_at > timekeeper.now():
        raise ActionRefused.because("E5", _("It has not begun yet."), remedy=_("Close it afterwards."))
    if not minutes.strip():
        raise ActionRefused.because("E5", _("Without minutes it is not closed."), field="minutes")
    present = event.attendance.count()
    if not present:
        raise ActionRefused.because(
            "E5",
            _("Nobody is recorded as present."),
            remedy=_("Sign in by hand who was there, or cancel the event with the reason."),
        )
    event.state, event.minutes = State.HELD, minutes
    event.closed_by, event.closed_at = acting_user, timekeeper.now()
    _touch(event)
    event.save()
    event.ledger_notes = {"present": present, "hours": event.hours}
    return event


# --- What they share --------------------------------------------------------------------------------------------------


def _touch(event: TrainingEvent) -> None:
    """From now on the rhythm leaves it alone; calendars see a newer one."""
    event.touched, event.sequence, event.changed_at = True, event.sequence + 1, timekeeper.now()


def _set_times(event: TrainingEvent, starts_at: datetime, ends_at: datetime, hours: Decimal | None) -> None:
    if ends_at <= starts_at:
        raise ActionRefused.because("E4", _("It ends before it begins."), field="ends_at")
    if abs(starts_at - timekeeper.now()) > FARTHEST:
        raise ActionRefused.because("E4", _("This day lies too far away. Check the year."), field="starts_at")
    if hours is None:
        hours = _most(starts_at, ends_at)
        if _day(starts_at) != _day(ends_at):
            raise ActionRefused.because(
                "E4", _("For more than one day, say how many training hours it counts."), field="hours"
            )
    check_hours(hours, starts_at, ends_at)
    event.starts_at, event.ends_at, event.hours = starts_at, ends_at, hours


def _most(starts_at: datetime, ends_at: datetime) -> Decimal:
    """The most hours it may count: its length, and eight a day."""
    days = (_day(ends_at) - _day(starts_at)).days + 1
    length = Decimal((ends_at - starts_at).total_seconds()) / 3600
    return min(length, Decimal(HOURS_A_DAY * days)).quantize(Decimal("0.1"))


def _day(at: datetime) -> date:
    return at.astimezone(timekeeper.SHANGHAI).date()


def check_hours(hours: Decimal, starts_at: datetime, ends_at: datetime) -> None:
    """Refuse more hours than the event lasts, or than its days may count."""
    most = _most(starts_at, ends_at)
    if not 0 < hours <= most:
        raise ActionRefused.because(
            "E4",
            _("An event of this length counts %(most)s hours at most.") % {"most": most},
            remedy=_("No more than it lasts, and eight hours a day."),
            field="hours",
        )


def _check_invited(streets: Iterable[Street], kinds: list[str], people: Iterable[Officer]) -> None:
    if not (list(streets) or kinds or list(people)):
        raise ActionRefused.because(
            "E4",
            _("Nobody is invited."),
            remedy=_("Choose streets, kinds of people, or single people."),
            field="streets",
        )


def _set_people(
    event: TrainingEvent,
    speakers: Iterable[TeamMember],
    streets: Iterable[Street],
    kinds: list[str],
    people: Iterable[Officer],
) -> None:
    event.speakers.set(speakers)
    event.streets.set(streets)
    event.people.set(people)
    invite_kinds(event, kinds)


def invite_kinds(event: TrainingEvent, kinds: Iterable[str]) -> None:
    """Invite kinds of people; within an act."""
    InvitedKind.objects.bulk_create(InvitedKind(event=event, kind=kind) for kind in dict.fromkeys(kinds))
