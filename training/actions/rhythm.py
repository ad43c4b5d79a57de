"""The fixed rhythm (固定节奏): one occurrence planned by the software, and the rhythm itself changed by the organisers."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from delegation.actions._register import refusing
from delegation.permits import SYSTEM
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.calendar import planning
from training.models import TrainingEvent, TrainingRhythm
from training.permits import ORGANISER

from .events import check_hours, invite_kinds


@door.action(
    permission=SYSTEM, subject=TrainingRhythm, label=_("Plan by the rhythm"), group="calendar", opens=True, system=True
)
def plan_event(
    rhythm: TrainingRhythm, *, acting_user: User | None, period: str, year: int, month: int
) -> TrainingEvent:
    """One occurrence of the rhythm, on its working day; a period has one event, cancelled or not."""
    if rhythm.events.filter(period=period).exists():
        raise ActionRefused.because("E3", _("This period has its event already."))
    begins, ends = planning.times(rhythm, planning.day_of(rhythm, planning.Slot(period, year, month)))
    event = TrainingEvent.objects.create(
        kind=rhythm.kind,
        place=rhythm.place,
        starts_at=begins,
        ends_at=ends,
        hours=rhythm.hours,
        rhythm=rhythm,
        period=period,
        changed_at=timekeeper.now(),
    )
    invite_kinds(event, rhythm.kinds)
    return event


@door.action(
    permission=ORGANISER,
    subject=TrainingRhythm,
    label=_("Change the rhythm"),
    form="training.forms.events.RhythmForm",
    group="calendar",
)
def set_rhythm(
    rhythm: TrainingRhythm,
    *,
    acting_user: User,
    working_day: int,
    begins: time,
    ends: time,
    hours: Decimal,
    place: str = "",
    kinds: list[str],
    month: int = 0,
) -> TrainingRhythm:
    """Another day, time or place from now on. Coming events that nobody has touched move along; the others stay."""
    rhythm.working_day, rhythm.begins, rhythm.ends, rhythm.month = working_day, begins, ends, month
    rhythm.place, rhythm.kinds, rhythm.hours = place, kinds, hours
    if begins >= ends:
        raise ActionRefused.because("E4", _("It ends before it begins."), field="ends")
    check_hours(hours, *(datetime.combine(date(2000, 1, 3), at, timekeeper.SHANGHAI) for at in (begins, ends)))
    with refusing("E4"):
        rhythm.full_clean()
    rhythm.save()
    coming = rhythm.events.filter(state=TrainingEvent.State.PLANNED, touched=False, starts_at__gt=timekeeper.now())
    moved = [event.pk for event in coming if _follow(rhythm, event, acting_user)]
    rhythm.ledger_notes = {"moved": moved}
    return rhythm


def _follow(rhythm: TrainingRhythm, event: TrainingEvent, user: User) -> bool:
    """Bring an untouched event to what the rhythm says now; a month it no longer falls into keeps its event."""
    slot = _slot_in_period(rhythm, event)
    begins, ends = planning.times(rhythm, planning.day_of(rhythm, slot))
    if begins <= timekeeper.now():
        return False
    event.starts_at, event.ends_at, event.hours, event.place = begins, ends, rhythm.hours, rhythm.place
    event.sequence, event.changed_at = event.sequence + 1, timekeeper.now()
    event.save()
    event.kinds.all().delete()
    invite_kinds(event, rhythm.kinds)
    ledger.append(event, "set_rhythm", actor=user, inputs={"on": rhythm, "begins": begins, "ends": ends})
    return True


def _slot_in_period(rhythm: TrainingRhythm, event: TrainingEvent) -> planning.Slot:
    """The month of the event's period by the rhythm as it is now."""
    year = int(event.period[:4])
    if rhythm.frequency == TrainingRhythm.Frequency.QUARTERLY:
        return planning.Slot(event.period, year, (int(event.period[-1]) - 1) * 3 + rhythm.month)
    month = rhythm.month if rhythm.frequency == TrainingRhythm.Frequency.YEARLY else int(event.period[-2:])
    return planning.Slot(event.period, year, month)
