"""What other tests walked is put back as it was, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Case
from gongshu_enforcement import door
from gongshu_enforcement.models import LegalSetting
from tests import walked
from tests.conftest import Cases, Clock

pytestmark = pytest.mark.django_db
NOBODY_ELSES = {"street": "wenhui", "item": "AQ-03", "unit": "organ"}


@dataclass
class Gone:
    """A way to an end: every row of every table there, the journey, and how often the door was passed."""

    rows: dict[str, walked.Table]
    journey: Any
    acts: int


def everything() -> dict[str, walked.Table]:
    """Every row of every table."""
    return {table: walked._rows(table) for table in connection.introspection.table_names()}


def go(patches: pytest.MonkeyPatch, begin: Callable[[], Any] = lambda: None) -> Gone:
    """Go one way; afterwards the database is as before."""
    clock, acts, perform = Clock(), [], door._perform
    door._perform = lambda entry, *rest: (
        acts.append(entry.code) or perform(entry, *rest)
    )  # not by monkeypatch: it counts
    try:
        with transaction.atomic():
            begin()
            cases = Cases(clock, walked.Ways(patches))
            case = cases.walk(cases.open(**NOBODY_ELSES), "determination", "recheck")
            gone = Gone(everything(), cases._journeys[case.pk], len(acts))
            transaction.set_rollback(True)
    finally:
        door._perform = perform
        clock.close()
        walked.watch.test.clear()
    return gone


def test_put_back_is_row_by_row_what_was_walked(reference_data, monkeypatch) -> None:
    before = everything()
    first, second = go(monkeypatch), go(monkeypatch)
    assert second.acts == 0
    assert second.rows == first.rows != before
    assert {table for table, rows in first.rows.items() if rows != before[table]} >= {"cases_case", "cases_document"}
    assert second.journey is not first.journey
    for name in ("at", "_done"):
        assert getattr(second.journey, name) == getattr(first.journey, name)
    assert second.journey.case.number == first.journey.case.number


def test_a_test_that_changed_something_walks_for_itself(reference_data, monkeypatch) -> None:
    go(monkeypatch)
    assert go(monkeypatch, LegalSetting.objects.filter(code="hearing_threshold_unit").delete).acts


def test_so_does_one_that_patched_something(reference_data, monkeypatch) -> None:
    go(monkeypatch)
    monkeypatch.setattr(Case, "_patched_for_the_test", True, raising=False)
    assert go(monkeypatch).acts


def test_or_one_under_other_settings(reference_data, monkeypatch, settings) -> None:
    go(monkeypatch)
    settings.COURT_NAME = "something else"
    assert go(monkeypatch).acts
