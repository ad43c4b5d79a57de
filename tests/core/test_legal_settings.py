"""Legal settings take effect on their day and never reach back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongshu_enforcement import legal_settings
from gongshu_enforcement.legal_settings import SettingMissing
from gongshu_enforcement.models import LegalSetting

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def add(code: str, value: str, valid_from: date, *, organ: str = "", value_type: str = "int") -> LegalSetting:
    return LegalSetting.objects.create(
        code=code, organ=organ, title_zh=code, value=value, value_type=value_type, valid_from=valid_from
    )


def test_each_day_has_the_value_then_in_force():
    add("x", "90", date(2020, 1, 1))
    add("x", "60", date(2026, 2, 1))
    assert legal_settings.value("x", on=date(2026, 1, 31)) == 90
    assert legal_settings.value("x", on=date(2026, 2, 1)) == 60


def test_the_day_is_today_unless_another_is_asked_for(clock):
    add("x", "1", date(2020, 1, 1))
    add("x", "2", date(2026, 6, 1))
    assert legal_settings.value("x") == 1
    clock.set(date(2026, 6, 1))
    assert legal_settings.value("x") == 2


def test_an_organs_own_value_goes_before_the_common_one():
    add("x", "1", date(2020, 1, 1))
    add("x", "2", date(2021, 1, 1), organ="fire")
    assert legal_settings.value("x", organ="fire") == 2
    assert legal_settings.value("x", organ="emergency") == 1
    assert legal_settings.value("x", organ="fire", on=date(2020, 6, 1)) == 1


def test_before_the_first_value_nothing_is_guessed():
    add("x", "1", date(2026, 1, 1))
    with pytest.raises(SettingMissing):
        legal_settings.value("x", on=date(2025, 12, 31))
    with pytest.raises(SettingMissing):
        legal_settings.value("no such setting")


def test_a_change_is_seen_at_once():
    row = add("x", "1", date(2020, 1, 1))
    assert legal_settings.value("x") == 1
    row.value = "2"
    row.save()
    assert legal_settings.value("x") == 2
    row.delete()
    with pytest.raises(SettingMissing):
        legal_settings.value("x")


@pytest.mark.parametrize(
    ("value_type", "text", "value"),
    [
        ("int", "5", 5),
        ("decimal", "3.5", Decimal("3.5")),
        ("bool", "true", True),
        ("bool", "0", False),
        ("text", "5", "5"),
    ],
)
def test_values_come_in_their_type(value_type, text, value):
    add("x", text, date(2020, 1, 1), value_type=value_type)
    assert legal_settings.value("x") == value


def test_every_setting_the_code_asks_for_is_there():
    """A code misspelt in a verb would only show when the verb is used."""
    import re
    from pathlib import Path

    from django.conf import settings

    asked = set()
    for app in ("cases", "delegation", "supervision", "training", "gongshu_enforcement"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            asked |= set(re.findall(r'legal_settings\.(?:value|setting)\(\s*"(\w+)"', path.read_text()))
    assert asked
    assert asked - set(LegalSetting.objects.values_list("code", flat=True)) == set()


# --- A change takes effect from its day, and older cases keep theirs -------------------------------------------------

CHANGE = date(2026, 4, 20)


def change(code: str, value: str, *, organ: str = "") -> None:
    """What the administrator enters: a new value from the day of the change on."""
    known = LegalSetting.objects.filter(code=code).first()
    add(code, value, CHANGE, organ=organ, value_type=known.value_type)


def two_cases(cases, clock, until: str, **options):
    """The same case before the change, and again after it, each brought as far."""
    old = cases.walk(cases.open(**options), until)
    clock.set(CHANGE)
    new = cases.walk(cases.open(start=CHANGE, **options), until)
    return old, new


def test_the_limit_of_a_case_is_that_of_its_filing_day(cases, clock):
    change("case_limit_days", "180")
    old, new = two_cases(cases, clock, "interview")
    assert old.filed_on < CHANGE <= new.filed_on
    assert (old.decision_due_on - old.filed_on).days == 90
    assert (new.decision_due_on - new.filed_on).days == 180


def test_the_hearing_threshold_is_that_of_the_filing_day(cases, clock):
    """A fine of 30,000 needs no hearing in the old case, even where its notice comes after the change."""
    from cases.journey import play

    change("hearing_threshold_unit", "30000")
    old = cases.walk(cases.open(unit="organ", fines=[Decimal(30_000)], waive=False), "notice")
    journey = cases.journey_of(old)
    journey._not_before(CHANGE)
    play(journey.issue_notice())
    assert old.filed_on < CHANGE <= journey.case.standing_notice().issued_on
    assert not journey.case.standing_notice().with_hearing
    clock.set(CHANGE)
    new = cases.walk(cases.open(unit="organ", fines=[Decimal(30_000)], waive=False, start=CHANGE), "notice")
    later = cases.journey_of(new)
    play(later.issue_notice())
    assert new.filed_on >= CHANGE and later.case.standing_notice().with_hearing


def test_the_threshold_itself_belongs_to_it_until_the_day_that_changes(cases, clock):
    from cases.journey import play

    change("hearing_threshold_inclusive", "false")
    seen = []
    for start in (None, CHANGE):
        if start:
            clock.set(start)
        case = cases.walk(cases.open(fines=[Decimal(50_000)], waive=False, unit="organ", start=start), "notice")
        journey = cases.journey_of(case)
        play(journey.issue_notice())
        seen.append(journey.case.standing_notice().with_hearing)
    assert seen == [True, False]


def test_the_defence_period_is_that_of_the_day_of_service(cases, clock):
    from cases.journey import play
    from gongshu_enforcement.working_days import add_working_days

    change("defence_working_days", "3")
    seen = []
    for start in (None, CHANGE):
        if start:
            clock.set(start)
        journey = cases.journey_of(cases.walk(cases.open(waive=False, start=start), "notice"))
        play(journey.issue_notice())
        play(journey.serve_issued())
        seen.append(journey.case.standing_notice())
    old, new = seen
    assert old.served_on < CHANGE <= new.served_on
    assert old.defence_due_on == add_working_days(old.served_on, 5)
    assert new.defence_due_on == add_working_days(new.served_on, 3)


def test_the_days_to_pay_are_those_of_the_day_of_the_decision(cases, clock):
    from cases import clock as legal

    change("pay_days", "30")
    old, new = two_cases(cases, clock, "closure")
    days = [(legal.limit_of(case, "payment").due_on - case.decision_served_on).days for case in (old, new)]
    assert old.decided_on < CHANGE <= new.decided_on
    assert days == [15, 30]


def test_the_days_to_archive_are_those_of_the_closing_day(cases, clock):
    from cases import clock as legal

    change("archive_days", "60")
    old, new = two_cases(cases, clock, "closed")
    days = [(legal.limit_of(case, "archive").due_on - case.closed_on).days for case in (old, new)]
    assert old.closed_on < CHANGE <= new.closed_on
    assert days == [30, 60]
