"""`manage.py league`: the contract others build on."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from .made import made

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def run(*arguments: str, **options) -> str:
    out = StringIO()
    call_command("league", *arguments, stdout=out, **options)
    return out.getvalue()


def test_json_of_a_month():
    made("shiqiao", filed=date(2026, 3, 2), decision_after=4, closed_after=6)
    made("shiqiao", filed=date(2026, 3, 3), unit="organ")
    found = json.loads(run("2026-03", format="json"))
    assert found["period"] == "2026-03"
    assert len(found["streets"]) == 18
    row = next(one for one in found["streets"] if one["street"] == "石桥街道")
    expected = {"filed": 1, "decided": 1, "closed": 1, "in_hand": 0, "returned": 0, "median_days": 4, "no_penalty": 0}
    assert expected.items() <= row.items()
    assert row["median_days_to_closing"] == 6
    assert found["total"]["filed"] == 2
    assert found["total"]["filed_by_streets"] == 1
    assert found["total"]["street_share"] == 50.0
    assert found["organ"]["filed"] == 1


def test_json_of_a_year_without_cases():
    found = json.loads(run("--year", "2025", "--format", "json"))
    assert found["period"] == "2025"
    assert found["total"]["filed"] == 0
    assert found["total"]["street_share"] is None


def test_the_table_lines_up_and_names_the_share():
    made("shiqiao")
    lines = run("2026-03").splitlines()
    assert any("石桥街道" in line for line in lines)
    assert lines[-1].endswith("1 / 1 = 100.0 %")


@pytest.mark.parametrize(
    "arguments", [("2026-13",), ("soon",), (), ("2026-03", "--year", "2026"), ("--year", "2026-03")]
)
def test_a_bad_period_is_an_error(arguments):
    with pytest.raises(CommandError):
        run(*arguments)
