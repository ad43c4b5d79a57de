"""The fixed rhythm: a year ahead, on working days alone, each period once, and nothing guessed."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from gongshu_enforcement import working_days
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import CalendarDay, LedgerEvent
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import is_working_day
from training.calendar import planning
from training.models import TrainingEvent, TrainingRhythm

from .events import client
from .made import act

pytestmark = pytest.mark.django_db

START = date(2025, 1, 6)  # the year ahead ends in 2026, which the calendar covers


def local(event: TrainingEvent) -> date:
    return event.starts_at.astimezone(SHANGHAI).date()


def test_the_four_kinds_come_by_themselves_a_year_ahead(clock):
    clock.set(START)
    assert planning.plan().gaps == []
    found = Counter(TrainingEvent.objects.values_list("kind", flat=True))
    assert found == {"experience": 12, "commentary": 12, "evaluation": 4, "contest": 1}
    for event in TrainingEvent.objects.all():
        assert is_working_day(local(event)), event.period
        assert START <= local(event) <= date(2026, 1, 6)
    meeting = TrainingEvent.objects.get(kind="experience", period="2025-10")
    assert local(meeting) == date(2025, 10, 14), "the fifth working day after the National Day holidays"
    assert {one.kind for one in meeting.kinds.all()} == {"officer", "auxiliary", "head", "counsel", "liaison"}


def test_planning_twice_changes_nothing(clock):
    clock.set(START)
    made = planning.plan().made
    before = LedgerEvent.objects.count()
    assert (made, planning.plan().made) == (29, 0)
    assert LedgerEvent.objects.count() == before
    clock.set(date(2025, 2, 10))
    known = set(TrainingEvent.objects.values_list("pk", flat=True))
    planning.plan()
    new = TrainingEvent.objects.exclude(pk__in=known).values_list("kind", "period")
    rest = {("commentary", "2026-01"), ("evaluation", "2026Q1"), ("experience", "2026-02")}
    assert set(new) == {("experience", "2026-01"), *rest}, "one month later the year ahead is one month longer"


def test_a_cancelled_event_does_not_come_again(clock):
    clock.set(START)
    planning.plan()
    event = TrainingEvent.objects.get(period="2025-03", kind="experience")
    act("cancel_event", event, "legal", reason="防汛（演示）")
    assert planning.plan().made == 0


def test_a_year_not_loaded_is_left_out_and_said(clock):
    unknown = working_days.COVERED_UNTIL + 1
    clock.set(date(unknown - 1, 6, 1))
    assert planning.plan().gaps == [unknown]
    assert not TrainingEvent.objects.filter(starts_at__year=unknown).exists()
    page = client("legal").get("/training/calendar/")
    assert page.context["gap"] == unknown
    assert f"{unknown}" in page.content.decode()
    out, said = StringIO(), StringIO()
    call_command("plan_trainings", stdout=out, stderr=said)
    assert out.getvalue().strip() == "0 events"
    assert str(unknown) in said.getvalue()


def test_a_year_just_loaded_is_planned(clock):
    unknown = working_days.COVERED_UNTIL + 1
    clock.set(date(unknown - 1, 6, 1))
    planning.plan()
    CalendarDay.objects.create(day=date(unknown, 1, 1), is_working=False, name="元旦", source="演示")
    found = planning.plan()
    assert (found.gaps, found.made > 0) == ([], True)
    first = TrainingEvent.objects.get(kind="experience", period=f"{unknown}-01")
    assert is_working_day(local(first))


def test_without_beat_the_first_look_of_a_day_plans(clock, settings):
    clock.set(START)
    settings.NOTE_LIMITS_ON_DESK = True
    client("officer.shiqiao").get("/training/calendar/")
    assert TrainingEvent.objects.count() == 29


def test_a_changed_rhythm_moves_what_nobody_has_touched(clock):
    clock.set(START)
    planning.plan()
    rhythm = TrainingRhythm.objects.get(kind="experience")
    own = rhythm.events.get(period="2025-04")
    inputs = {"title": "专题（演示）", "hours": own.hours, "kinds": ["officer"]}
    act("edit_event", own, "legal", **inputs)
    new = {"working_day": -1, "begins": time(9), "ends": time(12), "hours": Decimal(3), "kinds": ["officer"]}
    act("set_rhythm", rhythm, "legal", **new)
    moved = rhythm.events.get(period="2025-05")
    assert (local(moved), moved.hours, moved.sequence) == (date(2025, 5, 30), Decimal(3), 1)
    assert [one.kind for one in moved.kinds.all()] == ["officer"]
    assert local(rhythm.events.get(period="2025-04")).day < 15, "changed by hand: it stays"
    assert LedgerEvent.objects.filter(chain=f"trainingevent:{moved.pk}", action="set_rhythm").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"ends": time(8)}, "ends"), ({"hours": Decimal(5)}, "hours"), ({"working_day": 0}, "working_day")],
)
def test_an_impossible_rhythm_is_refused_beside_its_field(change, field):
    rhythm = TrainingRhythm.objects.get(kind="experience")
    inputs = {"working_day": 5, "begins": time(14), "ends": time(16), "hours": Decimal(2), "kinds": ["officer"]}
    with pytest.raises(ActionRefused) as caught:
        act("set_rhythm", rhythm, "legal", **{**inputs, **change})
    assert [one.field for one in caught.value.findings] == [field]


@given(
    frequency=st.sampled_from(["monthly", "quarterly", "yearly"]),
    month=st.integers(1, 12),
    working_day=st.integers(-15, 15).filter(bool),
    year=st.integers(2010, 2025),
)
def test_every_occurrence_is_a_working_day_of_its_month(frequency, month, working_day, year):
    month = {"monthly": 0, "quarterly": month % 3 + 1, "yearly": month}[frequency]
    rhythm = TrainingRhythm(frequency=frequency, month=month, working_day=working_day)
    found = list(planning.slots(rhythm, date(year, 1, 1), date(year, 12, 31)))
    assert len(found) == {"monthly": 12, "quarterly": 4, "yearly": 1}[frequency]
    assert len({one.period for one in found}) == len(found)
    for slot in found:
        day = planning.day_of(rhythm, slot)
        assert (day.year, day.month) == (slot.year, slot.month)
        assert is_working_day(day)
