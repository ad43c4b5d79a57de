"""The hearing, the legal review and the collective discussion, through the one door (处罚法 57, 58, 63–65)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import deliberation
from cases.journey import play
from cases.models import Case
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

pytestmark = pytest.mark.django_db


@way
def heavy(cases: Any, fine: int = 60_000, **options: Any) -> Any:
    """The journey of a case of the organ's own, its notice served."""
    case = cases.open(unit="organ", fines=[Decimal(fine)], waive=False, **options)
    case = cases.walk(case, "notice")
    journey = cases.journey_of(case)
    play(journey.issue_notice())
    play(journey.serve_issued())
    return journey


def refused_by(part: Any) -> set[str]:
    """The rules that refuse a part of a journey."""
    with pytest.raises(ActionRefused) as refusal:
        play(part)
    return {finding.code for finding in refusal.value.findings if finding.blocks}


def after_the_periods(journey: Any) -> None:
    """Let every period of the notice pass."""
    notice = journey.case.standing_notice()
    last = max(day for day in (notice.defence_due_on, notice.hearing_due_on) if day)
    journey._not_before(add_working_days(last, 1))


def codes(case: Case) -> set[str]:
    """The documents issued in a case."""
    return set(case.documents.filter(status="issued").values_list("code", flat=True))


def test_a_hearing_from_the_request_to_the_decision(cases) -> None:
    journey = heavy(cases)
    play(journey.hear())
    after_the_periods(journey)
    assert "C10" in refused_by(journey.submit())
    play(journey.deliberate())
    play(journey.submit())
    play(journey.approve())
    play(journey.go())
    case = Case.objects.get(pk=journey.case.pk)
    assert (case.stage, case.total_fine) == ("closed", Decimal(60_000))
    assert {"TZGZ", "TZTZ", "TZBL", "TZBG", "FZSH", "JTTL", "CFDW"} <= codes(case)
    decision = case.documents.get(code="CFDW")
    assert "举行了听证" in decision.data["hearing_text"]


def test_below_the_thresholds_nothing_more_is_asked(cases) -> None:
    case = cases.walk(cases.open(unit="organ", fines=[Decimal(49_999)]), "closed")
    assert not codes(case) & {"TZGZ", "FZSH", "JTTL"}


def test_exactly_fifty_thousand_needs_the_hearing_notice_and_the_discussion(cases) -> None:
    case = cases.walk(cases.open(fines=[Decimal(50_000)]), "closed")
    assert {"TZGZ", "FZSH", "JTTL"} <= codes(case)


def test_twenty_thousand_on_a_person_needs_them_too(cases) -> None:
    from tests.factories import IndividualFactory

    case = cases.open(item="AQ-12", fines=[Decimal(20_000)], party=IndividualFactory())
    notice = cases.walk(case, "notice", "ready").standing_notice()
    assert notice.with_hearing and notice.with_discussion


def test_the_party_withdraws_and_the_case_goes_on(cases) -> None:
    journey = heavy(cases)
    play(journey.ask_for_hearing())
    play(journey.announce_hearing())
    play(journey._record("withdraw_hearing", officers=None, withdrawn_by="甲"))
    case = journey.case
    hearing = case.standing_notice().hearing
    assert hearing.is_settled and hearing.session() is None
    assert case.documents.get(code="TZTZ").status == "void"
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())


def test_staying_away_gives_the_hearing_up(cases) -> None:
    journey = heavy(cases)
    play(journey.ask_for_hearing())
    play(journey.announce_hearing())
    play(journey.serve_issued("TZTZ"))
    session = journey.case.standing_notice().hearing.session()
    journey.at = max(journey.at, session.starts_at + timedelta(hours=1))
    play(
        journey._act("record_absence", journey.cast.legal, journey.case, absence="当事人接到通知后无正当理由没有到场。")
    )
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())
    assert "TZBL" in codes(journey.case)


def test_a_hearing_put_off_is_announced_anew(cases) -> None:
    journey = heavy(cases)
    play(journey.ask_for_hearing())
    play(journey.announce_hearing())
    play(journey.serve_issued("TZTZ"))
    later = journey.session()
    play(journey._act("reschedule_hearing", journey.cast.legal, journey.case, reason="主持人另有公务。", **later))
    hearing = journey.case.standing_notice().hearing
    assert hearing.sessions.count() == 2 and hearing.session().served_on is None
    play(journey.serve_issued("TZTZ"))
    play(journey.hold_hearing())


def test_the_legal_section_sees_what_waits_for_it(cases, cast) -> None:
    from cases import next_step, selectors

    journey = heavy(cases)
    legal = cast["legal"]

    def waiting() -> str | None:
        for person in (legal,):
            person.__dict__.pop("_todo", None)
        with timekeeper.frozen(journey.at):
            case = Case.objects.get(pk=journey.case.pk)
            listed = case.pk in selectors.todo(legal).case_ids
            rows = selectors.with_step_facts(Case.objects.filter(pk=case.pk))
            step = next_step.to_deliberate(rows.get())
            assert listed == (step is not None)
            return step.action if step else None

    assert waiting() is None
    play(journey.ask_for_hearing())
    assert waiting() == "announce_hearing"
    play(journey.announce_hearing())
    play(journey.serve_issued("TZTZ"))
    assert waiting() == "hold_hearing"
    play(journey.hold_hearing())
    assert waiting() == "report_hearing"
    play(journey.report_hearing())
    after_the_periods(journey)
    assert waiting() == "record_legal_review"
    play(journey.review_legally())
    assert waiting() == "record_discussion"
    play(journey.discuss())
    assert waiting() is None


def test_a_review_before_the_last_word_of_the_party_counts_for_nothing(cases) -> None:
    journey = heavy(cases)
    after_the_periods(journey)
    play(journey.review_legally())
    notice = journey.case.standing_notice()
    assert deliberation.passed_review(notice) is not None
    journey.story.defence = [("请求从轻。", "不予采纳。", False)]
    play(journey.defend())
    assert deliberation.passed_review(journey.case.standing_notice()) is None
