"""Rules of the clocks: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from cases.models import Evidence, PassedLimit
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import LegalSetting
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, submitting

pytestmark = pytest.mark.django_db

COMMISSION = {
    "institution": "杭州某检测技术有限公司（演示）",
    "letter": "委托书〔2026〕1号",
    "basis": "检测防爆电气是否合格。",
}


@way
def at(cases: Any, stage: str = "interview", **options: Any) -> Any:
    """A journey at a stage."""
    return cases.journey_of(cases.walk(cases.open(**options), stage))


def commission(journey: Any, **options: Any) -> Act:
    """Commissioning an appraisal."""
    return act(journey, "begin_appraisal", **COMMISSION, **options)


@way
def out(cases: Any, stage: str = "interview") -> Any:
    """A journey whose appraisal is out."""
    journey = at(cases, stage)
    commission(journey)()
    return journey


def opinion(journey: Any, kind: str = "expert") -> Evidence:
    """A piece of evidence on file."""
    return Evidence.objects.create(
        case=journey.case,
        kind=kind,
        title="检测报告",
        proves="防爆电气不合格",
        made_on=timekeeper.today(),
        added_by=journey.officers[0].user,
        added_at=timekeeper.now(),
    )


@breaks("C17c")
def test_an_appraisal_stops_nothing_where_the_rule_of_the_day_counts_its_time(cases) -> Act:
    LegalSetting.objects.filter(code="decision_pauses_for_appraisal").update(value="false")
    return commission(at(cases))


@breaks("C17c")
def test_nothing_is_stopped_after_the_limit(cases) -> Act:
    journey = at(cases)
    journey._not_before(journey.case.decision_due_on + timedelta(days=1))
    return commission(journey)


@breaks("C17c")
def test_a_second_appraisal_waits_for_the_first(cases) -> Act:
    return commission(out(cases))


@satisfies("C17c")
def test_an_appraisal_within_the_limit(cases) -> Act:
    return commission(at(cases))


@breaks("C17d")
def test_no_result_without_the_opinion_on_file(cases) -> Act:
    journey = out(cases)
    return act(journey, "end_appraisal", result="不合格", evidence=opinion(journey, "documentary"))


@breaks("C17d")
def test_no_result_before_the_commission(cases) -> Act:
    journey = out(cases)
    journey.case.suspensions.update(since=journey.at.date() + timedelta(days=1))
    return act(journey, "end_appraisal", result="不合格", evidence=opinion(journey))


@breaks("C17d")
def test_no_result_where_nothing_is_out(cases) -> Act:
    journey = at(cases)
    return act(journey, "end_appraisal", result="不合格", evidence=opinion(journey))


@satisfies("C17d")
def test_a_result_with_its_opinion(cases) -> Act:
    journey = out(cases)
    return act(journey, "end_appraisal", result="不合格", evidence=opinion(journey))


@way
def ready_to_decide(cases: Any) -> Any:
    """The party was told and heard; the decision is next."""
    return cases.journey_of(cases.walk(cases.open(fines=[Decimal(3000)]), "notice", "ready"))


@breaks("C17e")
def test_no_penalty_while_an_appraisal_is_out(cases) -> Act:
    journey = ready_to_decide(cases)
    commission(journey)()
    return submitting(journey)


@satisfies("C17e")
def test_a_penalty_once_nothing_is_out(cases) -> Act:
    return submitting(ready_to_decide(cases))


def passed(journey: Any, **values: Any) -> PassedLimit:
    """A limit that passed, on file."""
    return PassedLimit.objects.create(
        case=journey.case, code="filing", due_on=date(2026, 3, 10), noted_on=date(2026, 3, 11), **values
    )


@breaks("G5a")
def test_an_explanation_stays(cases) -> Act:
    journey = at(cases)
    row = passed(journey, explained_on=date(2026, 3, 12), explanation="已经说明。")
    return act(journey, "explain_passed_limit", passed=row, explanation="再说一次。")


@satisfies("G5a")
def test_a_limit_is_explained(cases) -> Act:
    journey = at(cases)
    return act(journey, "explain_passed_limit", passed=passed(journey), explanation="人员病假，已补办。")


def test_the_journey_of_these_tests_plays_on(cases) -> None:
    """What is commissioned and answered on the way leaves the case as it was."""
    journey = out(cases)
    act(journey, "end_appraisal", result="不合格", evidence=opinion(journey))()
    play(journey.go("determination"))
    assert journey.case.stage == "determination"
