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
