"""Rules of remedies and publication (行政复议法 20, 23; 行政诉讼法 45, 46; 安全法 78, 113; 处罚法 48): each broken, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import clock, execution
from cases.journey import play
from cases.legality import RULES, findings_at
from cases.legality.registry import Facts
from cases.models import Case, Publication
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, at_notice

pytestmark = pytest.mark.django_db


@way
def decided(cases: Any, **options: Any) -> Any:
    """The decision is served and published."""
    return cases.journey_of(cases.walk(cases.open(**options), "closure"))


@way
def on_site(cases: Any) -> Any:
    """Decided on the spot."""
    journey = cases.journey(fines=[Decimal(1000)])
    play(journey.decide_on_site())
    return journey


def lodging(journey: Any, kind: str = "reconsideration", **changes: Any) -> Act:
    """The party lodges a remedy."""
    usual = {"kind": kind, "body": "拱墅区人民政府", "happened_on": journey.at.date()}
    return act(journey, "record_remedy", user=journey.cast.legal, **usual | changes)


def ending(journey: Any, result: str, **changes: Any) -> Act:
    """Its result comes in."""
    inputs = {"remedy": journey.case.remedies.get(result_on=None), "result": result, "result_text": "决定书（演示）。"}
    day = {"happened_on": journey.at.date()}
    return act(journey, "record_remedy_result", user=journey.cast.legal, **inputs | day | changes)


def publishing(journey: Any, **changes: Any) -> Act:
    """The penalty is published."""
    usual = {"place": "公示系统（演示）", "happened_on": journey.at.date()}
    return act(journey, "publish", **usual | changes)


@breaks("F10a")
def test_no_suit_before_the_reconsideration_of_a_decision_on_site(cases) -> Act:
    return lodging(on_site(cases), "suit")


@satisfies("F10a")
def test_a_suit_after_the_reconsideration(cases) -> Act:
    journey = on_site(cases)
    lodging(journey)()
    ending(journey, "upheld")()
    return lodging(journey, "suit")


@breaks("F10b")
def test_one_reconsideration_at_a_time(cases) -> Act:
    journey = decided(cases)
    lodging(journey)()
    return lodging(journey)


@breaks("F10b")
def test_no_remedy_before_the_decision_was_served(cases) -> Act:
    journey = decided(cases)
    return lodging(journey, happened_on=journey.case.decision_served_on - timedelta(days=1))


@satisfies("F10a", "F10b")
def test_a_remedy_is_recorded(cases) -> Act:
    return lodging(decided(cases))


def test_a_late_remedy_is_recorded_with_a_warning(cases) -> None:
    case = decided(cases).case
    day = execution.reconsideration_until(case) + timedelta(days=1)
    found = findings_at("record_remedy", case, inputs={"kind": "reconsideration", "happened_on": day})
    assert [finding.code for finding in found] == ["F10"] and not found[0].blocks


def test_no_surcharge_grows_while_it_is_pending(cases) -> None:
    journey = decided(cases, fines=[Decimal(20_000)])
    lodging(journey)()
    late = execution.first_due_on(journey.case) + timedelta(days=20)
    assert execution.surcharge(journey.case, late).amount == 0
    ending(journey, "upheld")()
    ended = journey.case.remedies.get().result_on
    assert execution.remedies_over_on(journey.case) == ended + timedelta(days=15)


@breaks("C19")
def test_nothing_is_published_before_the_decision(cases) -> Act:
    journey = decided(cases, item="XF-01")
    return publishing(journey, happened_on=journey.case.decided_on - timedelta(days=1))


@breaks("C19")
def test_what_was_annulled_is_not_published(cases) -> Act:
    journey = decided(cases, item="XF-01")
    lodging(journey)()
    ending(journey, "annulled")()
    return publishing(journey)


@satisfies("C19")
def test_a_penalty_is_published(cases) -> Act:
    return publishing(decided(cases, item="XF-01"))


@breaks("C20")
def test_a_withdrawal_gives_its_reason(cases) -> Act:
    journey = decided(cases)
    lodging(journey)()
    ending(journey, "annulled")()
    return act(journey, "withdraw_publication", reason=" ", happened_on=journey.at.date())


@breaks("C20")
def test_a_decision_that_stands_is_not_withdrawn(cases) -> Act:
    journey = decided(cases)
    return act(journey, "withdraw_publication", reason="撤回。", happened_on=journey.at.date())


@satisfies("C20")
def test_a_publication_is_withdrawn(cases) -> Act:
    journey = decided(cases)
    lodging(journey)()
    ending(journey, "annulled")()
    return act(journey, "withdraw_publication", reason="处罚决定被撤销。", happened_on=journey.at.date())


def test_publication_and_withdrawal_have_their_limits(cases) -> None:
    journey = decided(cases)
    case = Case.objects.get(pk=journey.case.pk)
    publication = case.publications.get()
    publication.delete()
    limit = clock.limit_of(case, "publication")
    assert limit.due_on == clock.add_working_days(case.decided_on, 7)
    Publication.objects.create(case=case, published_on=case.decided_on, place="x")
    assert clock.limit_of(case, "publication") is None
    lodging(journey)()
    ending(journey, "changed", changed_fine=Decimal(1000))()
    case = Case.objects.get(pk=case.pk)
    limit = clock.limit_of(case, "withdraw_publication")
    assert limit.due_on == clock.add_working_days(case.remedies.get().result_on, 3)


def test_the_third_penalty_in_half_a_year_is_counted_over_every_street(cases) -> None:
    from tests.factories import UnitFactory

    party = UnitFactory()
    for street, item in (("shiqiao", "AQ-02"), ("daguan", "AQ-13")):
        cases.walk(cases.open(street, item, party=party), "closure")
    journey = at_notice(cases, street="shiqiao", item="AQ-17", party=party)
    found = findings_at("submit_notice", journey.case, inputs={"outcome": "penalty", "violations": []})
    warned = [finding for finding in found if finding.code == "F15"]
    assert len(warned) == 1 and not warned[0].blocks
    assert "3 次" in warned[0].message.zh and "大关" not in warned[0].message.zh


def test_a_third_penalty_on_site_is_counted_too(cases) -> None:
    from tests.factories import UnitFactory

    party = UnitFactory()
    for item in ("AQ-02", "AQ-13"):
        cases.walk(cases.open("daguan", item, party=party), "closure")
    journey = cases.journey(item="AQ-17", fines=[Decimal(3_000)])
    told = {"organ": journey.cast.organ, "party": party}
    found = list(RULES["F15"].findings(Facts(None, None, told, journey.at.date(), "decide_on_site")))
    assert len(found) == 1 and not found[0].blocks and "3 次" in found[0].message.zh
    told["party"] = UnitFactory()
    assert not list(RULES["F15"].findings(Facts(None, None, told, journey.at.date(), "decide_on_site")))
