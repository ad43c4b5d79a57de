"""The summary procedure (简易程序, 处罚法 51–53) through the one door: decided on site, reported, checked, closed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from cases.models import Case, SummaryCorrection
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from tests.walked import way

pytestmark = pytest.mark.django_db


@way
def on_site(cases: Any, fine: int = 3_000, **options: Any) -> Any:
    """A journey about to decide on the spot."""
    return cases.journey(fines=[Decimal(fine)], **options)


@way
def decided(cases: Any, **changes: Any) -> Any:
    """The decision has just been made and delivered."""
    journey = on_site(cases)
    play(journey.decide_on_site(**changes))
    return journey


def refused_by(part: Any) -> set[str]:
    with pytest.raises(ActionRefused) as refusal:
        play(part)
    return {finding.code for finding in refusal.value.findings if finding.blocks}


def test_from_the_spot_to_the_sealed_dossier(cases) -> None:
    journey = on_site(cases)
    play(journey.whole_on_site())
    case = Case.objects.get(pk=journey.case.pk)
    assert (case.procedure, case.stage, case.outcome, case.total_fine) == ("summary", "closed", "penalty", 3_000)
    assert case.filed_on == case.decided_on == case.decision_served_on
    assert case.archived_on is not None
    desks = [word.desk for word in case.submissions.get().decisions.all()]
    assert desks == ["legal"]


def test_it_has_a_series_of_its_own_without_gaps(cases) -> None:
    numbers = []
    for _number in range(2):
        journey = on_site(cases)
        play(journey.decide_on_site())
        numbers.append(journey.case.serial)
        decision = journey.case.documents.get(code="DCDW")
        assert decision.number == journey.case.number and "罚当" in decision.number
    assert numbers == [1, 2]
    ordinary = cases.walk(cases.open(), "interview")
    assert ordinary.serial == 1


def test_the_decision_says_reconsideration_first(cases) -> None:
    from cases.documents.issue import html

    page = html(decided(cases).case.documents.get(code="DCDW"))
    assert "应当自收到本决定书之日起六十日内先向" in page
    assert "第二十三条" in page


def test_one_yuan_above_the_limit_names_the_article(cases) -> None:
    with pytest.raises(ActionRefused) as refusal:
        play(on_site(cases, 3_001).decide_on_site())
    (finding,) = [finding for finding in refusal.value.findings if finding.blocks]
    assert (finding.code, finding.article) == ("D1", "处罚法51")


def test_it_is_reported_before_it_is_closed(cases) -> None:
    journey = decided(cases)
    play(journey.pay())
    assert refused_by(journey.submit()) == {"D5"}
    play(journey._record("report_summary", officers=None))
    play(journey.submit())


def test_the_check_afterwards_opens_a_correction(cases) -> None:
    journey = decided(cases)
    play(journey._record("report_summary", officers=None))
    play(journey.pay())
    play(journey.submit())
    play(journey.confirm())
    play(journey.give_back("document", "决定书地址有误。"))
    assert refused_by(journey.submit()) == {"D6"}
    play(journey._record("record_correction", officers=None, measure="已更正地址并书面告知当事人。"))
    assert SummaryCorrection.objects.filter(case=journey.case).count() == 1
    play(journey.submit())
    play(journey.approve())
    assert Case.objects.get(pk=journey.case.pk).stage == "closed"


def test_collected_money_goes_to_the_organ_and_then_to_the_bank(cases) -> None:
    journey = cases.journey(fines=[Decimal(100)])
    play(journey.decide_on_site(collection="small", receipt_number="演示0001"))
    assert journey.case.payments.get().amount == 100
    play(journey._record("report_summary", officers=None))
    assert refused_by(journey.submit()) == {"F4b"}
    play(journey._record("hand_in_fine", officers=None))
    play(journey._record("bank_fine", officers=None, bank_voucher="演示银行0001"))
    play(journey.submit())


def test_only_an_officer_who_stands_there_decides(cases, cast) -> None:
    journey = on_site(cases)
    journey.officers = list(journey.officers)
    third = next(person for person in journey.cast.officers if person not in journey.officers)
    part = journey.decide_on_site(officers=[journey.officers[1], third])
    with pytest.raises(NotPermitted):
        play(part)


def test_a_citizen_is_fined_two_hundred_at_most(cases) -> None:
    from tests.factories import IndividualFactory

    journey = cases.journey(item="XF-15", party=IndividualFactory(), fines=[Decimal(201)])
    assert "D1" in refused_by(journey.decide_on_site())
