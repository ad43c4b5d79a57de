"""Rules of discretion: each broken alone, and satisfied."""

from __future__ import annotations

from typing import Any

import pytest

from cases import legality
from cases.models import Recheck, Violation
from delegation.models import Item
from tests.factories import IndividualFactory

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db


def proposing(cases: Any, item: str = "AQ-02", unit: str = "street", **changes: Any) -> Act:
    """Submitting a proposal per violation, each changed alike."""
    journey = cases.journey_of(cases.walk(cases.open(item=item, unit=unit), "discretion"))
    rows = [row | changes for row in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("V07")
def test_a_fine_above_the_statutory_maximum(cases) -> Act:
    return proposing(cases, unit="organ", fine="100001", departure_reason="测试")


@breaks("A7")
def test_a_fine_a_yuan_above_the_streets_cap(cases) -> Act:
    return proposing(cases, fine="50001", departure_reason="测试")


@satisfies("V07", "A7", "C12", "C3", "L03")
def test_a_fine_of_exactly_the_cap(cases) -> Act:
    return proposing(cases, fine="50000", departure_reason="测试")


@breaks("A7")
def test_a_person_a_yuan_above_the_streets_cap_for_persons(cases) -> Act:
    return of_a_person(cases, 20_001)


@satisfies("A7", "V07", "L03")
def test_a_person_at_exactly_that_cap(cases) -> Act:
    return of_a_person(cases, 20_000)


def of_a_person(cases: Any, fine: int) -> Act:
    party = IndividualFactory()
    journey = cases.journey_of(cases.walk(cases.open(item="AQ-12", party=party, fines=[10_000]), "discretion"))
    rows = [
        row | {"fine": str(fine), "departure_reason": "测试"} for row in journey._discretion_content()["violations"]
    ]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("V07")
@pytest.mark.parametrize("item", ["AQ-32", "XF-13", "XF-14", "XF-22"])
def test_no_fine_where_the_law_first_only_orders_the_correction(cases, item) -> Act:
    """只责令限期改正, 拒不改正: found at first inspection, such an item carries no fine yet."""
    journey = cases.journey_of(cases.walk(cases.open(item=item, unit="organ"), "discretion"))
    Violation.objects.filter(case=journey.case).update(is_overdue=False)
    rows = [
        row | {"tier": "", "fine": "5000", "with_warning": False} for row in journey._discretion_content()["violations"]
    ]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("V07b")
def test_no_warning_before_an_order_was_not_obeyed(cases) -> Act:
    """消防法 67: 责令限期改正；逾期不改正的……给予警告处罚."""
    journey = cases.journey_of(cases.walk(cases.open(item="XF-15", party=IndividualFactory()), "discretion"))
    Violation.objects.filter(case=journey.case).update(is_overdue=False)
    return act(journey, "submit_discretion", **{"opinion": "建议。"} | journey._discretion_content())


@breaks("V07b")
@pytest.mark.parametrize("item", ["XF-03", "AQ-02"])
def test_no_warning_where_the_law_knows_none_for_a_unit(cases, item) -> Act:
    """消防法 60(1) fines units and warns nobody; 60(2) warns individuals."""
    return proposing(cases, item=item, fine="20000", with_warning=True, departure_reason="测试")


@satisfies("V07b", "V07")
def test_a_person_responsible_is_warned_after_the_order_ran_out(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(item="XF-15", party=IndividualFactory()), "discretion"))
    return act(journey, "submit_discretion", **{"opinion": "建议。"} | journey._discretion_content())


@satisfies("V07b", "V07")
def test_an_individual_is_warned_where_the_law_says_so(cases) -> Act:
    """消防法 60(2): 处警告或者五百元以下罚款."""
    party = IndividualFactory()
    journey = cases.journey_of(cases.walk(cases.open(item="XF-03", party=party, fines=[100]), "discretion"))
    given = {"fine": "0", "with_warning": True, "departure_reason": "初次违法，警告足以纠正。"}
    rows = [row | given for row in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@satisfies("V07", "L03", "C13b")
def test_a_refusal_to_correct_shown_by_the_recheck_is_fined(cases) -> Act:
    return proposing(cases, item="XF-22")


@breaks("D50")
def test_a_refusal_to_correct_needs_a_recheck_that_shows_it(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(item="XF-22"), "determination"))
    Recheck.objects.filter(order__case=journey.case).update(passed=True)
    rows = journey._determination_content()["violations"]
    return act(journey, "submit_determination", violations=rows, opinion="成立。")


@breaks("C12")
def test_no_penalty_without_its_reason(cases) -> Act:
    return proposing(cases, proposal="no_penalty", fine=None, tier="", education="已教育。")


@breaks("L03")
def test_a_fine_outside_its_tier_without_a_reason(cases) -> Act:
    return proposing(cases, tier="lenient", fine="45000")


@breaks("C3")
def test_an_overdue_tier_with_suspension_is_the_organs(cases) -> Act:
    journey = cases.journey_of(cases.walk(cases.open(item="AQ-32"), "discretion"))
    Violation.objects.filter(case=journey.case).update(is_overdue=True)
    Item.objects.filter(pk=journey.story.items[0].pk).update(suspension_when_overdue=True)
    rows = journey._discretion_content()["violations"]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


def overdue(cases: Any, item: str = "AQ-30", **changes: Any) -> Act:
    """The organ proposes on an item that the party did not correct in time."""
    journey = cases.journey_of(cases.walk(cases.open(item=item, unit="organ"), "discretion"))
    Violation.objects.filter(case=journey.case).update(is_overdue=True)
    rows = [row | changes for row in journey._discretion_content()["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("C3b")
@pytest.mark.parametrize("item", ["AQ-02", "AQ-24", "AQ-30", "XF-14"])
def test_no_fine_alone_where_the_law_orders_a_suspension_or_a_stop_of_use(cases, item) -> Act:
    """安全生产法 97, 102, 105: 逾期未改正（拒不执行）的，责令停产停业整顿; 消防法 66: 责令停止使用."""
    return overdue(cases, item, further_penalty="", further_penalty_text="")


@satisfies("C3b", "V07", "V07a")
@pytest.mark.parametrize("item", ["AQ-24", "AQ-30", "XF-14"])
def test_an_order_alone_where_the_law_asks_for_no_fine_beside_it(cases, item) -> Act:
    """安全生产法 102 and 105 name none, 消防法 66 可以并处 (安全生产法 97: 并处, so that there a fine of zero stays refused)."""
    return overdue(cases, item, tier="lenient", fine="0", departure_reason="同一行为此前已处罚款。")


@breaks("V07")
def test_no_suspension_alone_where_the_law_adds_a_fine(cases) -> Act:
    return overdue(cases, "AQ-02", tier="lenient", fine="0", departure_reason="测试")


@satisfies("C3b", "C3c", "V07")
@pytest.mark.parametrize("item", ["AQ-02", "XF-14"])
def test_the_order_with_the_fine_beside_it(cases, item) -> Act:
    return overdue(cases, item)


@breaks("V07")
def test_a_fine_beside_a_stop_of_use_stays_within_its_range(cases) -> Act:
    return overdue(cases, "XF-14", fine="500", departure_reason="测试")


@breaks("C3c")
@pytest.mark.parametrize("item", ["AQ-02", "XF-01"])
def test_no_stop_of_use_where_no_provision_orders_it(cases, item) -> Act:
    return proposing(cases, item, unit="organ", further_penalty="stop_use", further_penalty_text="停止使用")


@breaks("C3")
def test_a_stop_of_use_is_the_organs(cases) -> Act:
    """The delegation covers fines and warnings."""
    return proposing(cases, "XF-14")


def test_a_stop_of_use_gives_no_right_to_a_hearing(cases) -> None:
    """处罚法 63(1) names 停产停业, not 停止使用; the fine lies far below the threshold."""
    case = cases.walk(cases.open(item="XF-14", unit="organ", fines=[3_000]), "closed")
    notice = case.notices.get()
    assert not (notice.with_hearing or notice.with_discussion)
    paper = case.documents.get(code="CFDW").data["penalties"]
    assert any("责令停止使用（" in line for line in paper) and any("罚款" in line for line in paper)


@breaks("L03")
def test_another_tier_than_the_circumstances_lead_to_needs_a_reason(cases) -> Act:
    return proposing(cases, factors=[])


@satisfies("L03")
def test_another_tier_with_its_reason(cases) -> Act:
    return proposing(cases, factors=[], departure_reason="同类案件均从轻。")


def test_a_fine_beside_every_like_case_is_pointed_out(cases):
    """L05 warns: three closed cases between ten and eighteen thousand, and now two thousand."""
    for fine in (10_000, 14_000, 18_000):
        cases.walk(cases.open(fines=[fine]), "closed")
    journey = cases.journey_of(cases.walk(cases.open(), "discretion"))

    def said(fine: int) -> list[str]:
        rows = [row | {"fine": str(fine)} for row in journey._discretion_content()["violations"]]
        found = legality.findings_at("submit_discretion", journey.case, inputs={"violations": rows})
        assert not any(finding.blocks for finding in found)
        return [str(finding.message) for finding in found if finding.code == "L05"]

    assert said(12_000) == []
    told = said(2_000)
    assert len(told) == 1 and "10,000–18,000" in told[0]
