"""Who was present (签到): by the code on one's own phone, by hand with a reason, struck out where it was a mistake."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from delegation.models import Officer
from delegation.permits import officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.calendar import invited, sign_in
from training.models import Attendance, TrainingEvent
from training.permits import ORGANISER, PARTICIPANT

TWICE, UNINVITED, CLOSED, STALE = "E7", "E8", "E9", "E10"


def _begun(event: TrainingEvent, user: User) -> bool:
    return event.is_planned and sign_in.opens_at(event) <= timekeeper.now()


@door.action(permission=PARTICIPANT, subject=TrainingEvent, label=_("Sign in to the training"), group="calendar")
def sign_in_by_code(event: TrainingEvent, *, acting_user: User, token: str, as_guest: bool = False) -> Attendance:
    """The person's own phone opened the code: present once, within the window; uninvited as guest or not at all."""
    person = officer_of(acting_user)
    signed = sign_in.read(token)
    if signed is None or signed[0] != event.pk or not signed[1]:
        raise ActionRefused.because(
            STALE, _("This code is too old."), remedy=_("Scan the one that is on the screen now.")
        )
    if event.attendance.filter(officer=person).exists():
        raise ActionRefused.because(TWICE, _("You have signed in already."))
    if not sign_in.is_open(event):
        raise ActionRefused.because(
            CLOSED,
            _("Signing in is not open now."),
            remedy=_(
                "It opens shortly before the event and closes with its end; the organiser can sign you in by hand."
            ),
        )
    is_invited = invited.is_invited(event, person)
    if not is_invited and not as_guest:
        raise ActionRefused.because(
            UNINVITED,
            _("You are not on the list of those invited."),
            remedy=_("Join as a guest, or ask the organiser."),
        )
    return Attendance.objects.create(
        event=event,
        officer=person,
        street_id=person.street_id,
        how=Attendance.How.CODE,
        as_guest=not is_invited,
        at=timekeeper.now(),
        recorded_by=acting_user,
    )


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Sign in by hand"),
    form="training.forms.events.ByHandForm",
    group="calendar",
    available=_begun,
)
def sign_in_by_hand(
    event: TrainingEvent, *, acting_user: User, people: Iterable[Officer], reason: str
) -> list[Attendance]:
    """Those without a phone, or from the paper list, with the reason; who was not invited is a guest."""
    if not _begun(event, acting_user):
        raise ActionRefused.because(
            CLOSED,
            _("Signing in is not open now."),
            remedy=_("From shortly before it begins until it is closed with its minutes."),
        )
    there = set(event.attendance.values_list("officer_id", flat=True))
    listed = set(invited.people_of(event).values_list("pk", flat=True))
    listed |= set(event.speakers.values_list("officer", flat=True))
    new = {person.pk: person for person in people if person.pk not in there and person.active}
    if not new:
        raise ActionRefused.because(
            TWICE,
            _("Nobody new is chosen."),
            remedy=_("Choose who was there and is not on the list yet."),
            field="people",
        )
    return Attendance.objects.bulk_create(
        Attendance(
            event=event,
            officer=person,
            street_id=person.street_id,
            how=Attendance.How.HAND,
            as_guest=person.pk not in listed,
            at=timekeeper.now(),
            reason=reason,
            recorded_by=acting_user,
        )
        for person in new.values()
    )


@door.action(
    permission=ORGANISER,
    subject=TrainingEvent,
    label=_("Strike out an attendance"),
    form="training.forms.events.StrikeForm",
    group="calendar",
    available=lambda event, user: event.is_planned and event.attendance.exists(),
)
def strike_attendance(event: TrainingEvent, *, acting_user: User, attendance: Attendance, reason: str) -> TrainingEvent:
    """Somebody was recorded by mistake; the ledger keeps who and why."""
    if not event.is_planned or attendance.event_id != event.pk:
        raise ActionRefused.because("E2", _("This event has been held or cancelled; its record stays as it is."))
    event.ledger_notes = {"struck": attendance.officer, "signed_in_at": attendance.at}
    attendance.delete()
    return event
