"""Rules of the investigation: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


@way
def at_interview(cases: Any, desk: str = "", **options: Any) -> Any:
    """A filed case."""
    return cases.journey_of(cases.walk(cases.open(**options), "interview", desk))


def interviewing(journey: Any, **changes: Any) -> Act:
    """An interview with questions and answers."""
    usual = {
        "answers": [{"question": "问？", "answer": "答。"}],
        "name": "甲",
        "gender": "男",
        "age": 40,
        "place": "询问室",
        "started_at": journey.at - timedelta(minutes=40),
        "ended_at": journey.at - timedelta(minutes=5),
        "officers": journey.officers,
        "certificates_shown": True,
        "rights_told": True,
    }
    return act(journey, "record_interview", **{**usual, **changes})


@breaks("B4")
def test_certificates_are_shown(cases) -> Act:
    return interviewing(at_interview(cases), certificates_shown=False)


@breaks("F03")
def test_rights_are_told(cases) -> Act:
    return interviewing(at_interview(cases), rights_told=False)


@breaks("F03b")
def test_nobody_is_at_two_places(cases) -> Act:
    journey = at_interview(cases)
    interviewing(journey)()
    return interviewing(journey)


@satisfies("B4", "F03", "F03b")
def test_an_interview_is_recorded(cases) -> Act:
    return interviewing(at_interview(cases))


def submitting(journey: Any) -> Act:
    """Submitting the investigation."""
    return act(journey, "submit_interview", summary="完成。", opinion="建议。")


@breaks("B5")
def test_an_investigation_without_an_interview(cases) -> Act:
    return submitting(at_interview(cases))


@satisfies("B5")
def test_records_and_evidence_are_there(cases) -> Act:
    return submitting(at_interview(cases, "ready"))


def adding(journey: Any, **changes: Any) -> Act:
    """A piece of evidence."""
    usual = {"kind": "audiovisual", "title": "监控录像", "proves": "现场情况", "made_on": journey.at.date()}
    return act(journey, "add_evidence", **usual | changes)


@breaks("B6")
def test_a_monitoring_record_that_nobody_reviewed(cases) -> Act:
    return adding(at_interview(cases), from_monitoring=True, monitoring_review=" ")


@satisfies("B6")
def test_a_monitoring_record_that_was_reviewed(cases) -> Act:
    return adding(at_interview(cases), from_monitoring=True, monitoring_review="设备、地点、记录均经审核（演示）。")
