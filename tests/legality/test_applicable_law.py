"""Which law applies (处罚法 29, 37): warnings that name the other provision or the lighter version."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cases import legality
from cases.models import Case
from delegation.models import CatalogueVersion, Item
from gongshu_enforcement import timekeeper
from tests.walked import way

pytestmark = pytest.mark.django_db


def warned(case: Case, code: str, gate: str = "submit_discretion") -> list[str]:
    """What one rule says of the case now."""
    case = Case.objects.get(pk=case.pk)
    return [str(found.message) for found in legality.findings_at(gate, case) if found.code == code]


@way
def at_discretion(cases: Any, item: str) -> Any:
    journey = cases.journey_of(cases.walk(cases.open(item=item), "discretion"))
    return journey.case


# --- C14c: one act, two provisions ------------------------------------------------------------------------------------


def test_a_blocked_exit_stands_in_both_laws(cases):
    told = warned(at_discretion(cases, "AQ-29"), "C14c")
    assert len(told) == 1 and "XF-05" in told[0]
    assert "50000" in told[0]  # both ranges are named


def test_from_the_fire_side_too(cases):
    told = " ".join(warned(at_discretion(cases, "XF-05"), "C14c"))
    assert "AQ-29" in told and "AQ-30" in told


def test_an_item_without_a_rival(cases):
    assert warned(at_discretion(cases, "AQ-02"), "C14c") == []


# --- C15: a newer, lighter law ----------------------------------------------------------------------------------------


def newer_version(case: Case, since: date, **changes: Any) -> Item:
    """The same item in a version of the catalogue that begins on a day."""
    item = case.violations.get().item
    version = CatalogueVersion.objects.create(
        catalogue=item.version.catalogue, label="新版", valid_from=since, status="published", source_note="测试"
    )
    item.pk, item.version = None, version
    for name, value in changes.items():
        setattr(item, name, value)
    item.save()
    return item


def test_a_lighter_range_since_the_act_is_named(cases):
    case = at_discretion(cases, "AQ-02")
    newer_version(case, timekeeper.today(), unit_first_max=50_000)
    told = warned(case, "C15")
    assert len(told) == 1 and "0–50000" in told[0] and "0–100000" in told[0]


def test_a_heavier_range_since_the_act_is_no_matter(cases):
    case = at_discretion(cases, "AQ-02")
    newer_version(case, timekeeper.today(), unit_first_max=200_000)
    assert warned(case, "C15") == []


def test_a_version_to_come_says_nothing_yet(cases):
    case = at_discretion(cases, "AQ-02")
    newer_version(case, timekeeper.today() + timedelta(days=1), unit_first_max=50_000)
    assert warned(case, "C15") == []


def test_an_offence_that_is_none_any_more_is_named(cases):
    case = at_discretion(cases, "AQ-02")
    newer_version(case, timekeeper.today(), code="AQ-99")
    assert len(warned(case, "C15")) == 1
