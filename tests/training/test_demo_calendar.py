"""The demonstration's trainings: through the door, once, and nothing closed after its last day."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cases.demo.setting import at
from gongshu_enforcement import ledger
from gongshu_enforcement.models import LedgerEvent, Origin
from training import demo_calendar
from training.calendar import hours
from training.models import Attendance, EventFile, TeamMember, TrainingEvent

pytestmark = pytest.mark.django_db

LAST = date(2026, 5, 29)


@pytest.fixture(autouse=True)
def made(clock) -> int:
    clock.set(date(2026, 6, 1))
    return demo_calendar.make(LAST)


def test_some_months_of_events_with_everything_on_them(made):
    assert made > 50
    states = Counter(TrainingEvent.objects.values_list("state", flat=True))
    assert states["held"] > 8
    assert states["cancelled"] == 1
    assert TrainingEvent.objects.filter(postponed_from__isnull=False).count() == 1
    over = TrainingEvent.objects.filter(state="planned", ends_at__lt=at(LAST))
    assert over.count() == 1, "one waits for its minutes"
    assert not TrainingEvent.objects.filter(state="held", closed_at__gt=at(LAST, 20)).exists()
    assert set(EventFile.objects.values_list("kind", flat=True)) == {"material", "photo"}
    assert set(Attendance.objects.values_list("how", flat=True)) == {"code", "hand"}
    members = hours.given(TeamMember.objects.all())
    assert any(member.hours_given > 0 for member in members)
    assert {"counsel", "expert", "third_party", "justice", "legal"} == {member.part for member in members}
    assert any(row.done > 0 for row in hours.rows(hours.asked_of(None), 2026))


def test_it_is_made_once_and_its_chains_bear_the_mark():
    before = LedgerEvent.objects.count()
    assert demo_calendar.make(LAST) == 0
    assert LedgerEvent.objects.count() == before
    events = LedgerEvent.objects.filter(action__in=("add_team_member", "plan_event", "create_event", "hold_event"))
    assert set(events.values_list("origin", flat=True)) == {Origin.DEMO}
    assert not list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq")))
