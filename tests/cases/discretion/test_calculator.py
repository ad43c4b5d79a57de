"""The calculator on cases: chain of reasons, borders, cap and hearing, unit and person, like cases, law of the day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cases import discretion
from cases.journey_discretion import proofs, propose
from cases.models import Case, Violation
from delegation.models import DiscretionTier, Item
from gongshu_enforcement import timekeeper
from tests.factories import IndividualFactory
from tests.legality.steps import set_value

pytestmark = pytest.mark.django_db


def violation_of(case: Case) -> Violation:
    found = case.violations.select_related("item").prefetch_related("item__tiers").get()
    found.case = case
    return found


def chosen(case: Case, *codes: str) -> list[discretion.Chosen]:
    held = discretion.known(case)
    return [discretion.Chosen(held[code]) for code in codes]


@pytest.fixture
def first_finding(cases) -> Violation:
    """AQ-02, up to a hundred thousand, at first finding."""
    return violation_of(cases.open())


@pytest.fixture
def overdue(cases) -> Violation:
    """AQ-32, thirty to fifty thousand, not corrected in time."""
    return violation_of(cases.walk(cases.open(item="AQ-32"), "discretion"))


# --- The chain of reasons ---------------------------------------------------------------------------------------------


def test_the_chain_goes_from_the_statute_to_the_hearing(first_finding):
    advice = discretion.recommend(first_finding, chosen(first_finding.case, "L02"))
    steps = advice.chain()
    keys = ["statute", "stage", "tier", "factor", "place", "cap", "hearing", "discussion"]
    assert [step.key for step in steps] == keys
    assert all(step.article for step in steps)
    assert advice.recommended == 46_000 and "46,000" in " ".join(step.text for step in steps)


def test_an_item_first_only_to_be_corrected_has_no_fine(cases):
    """AQ-32, XF-13 to XF-15, XF-22 at the first stage: 只责令限期改正."""
    case = cases.open()
    violation = violation_of(case)
    for code in ("AQ-32", "XF-13", "XF-14", "XF-15", "XF-22"):
        violation.item = Item.objects.prefetch_related("tiers").get(code=code)
        advice = discretion.recommend(violation)
        assert (advice.law, advice.tiers, advice.recommended) == (None, [], None), code
        assert [step.key for step in advice.chain()] == ["statute"]
        violation.is_overdue = True
        assert (discretion.law_of(violation) is None) is violation.item.never_fined
        violation.is_overdue = False


@pytest.mark.parametrize(
    ("fine", "tier"), [("30000", "lenient"), ("30000.01", "normal"), ("70000", "normal"), ("70000.01", "severe")]
)
def test_thirty_forty_thirty(first_finding, fine, tier):
    held = [one.tier for one in discretion.tiers_of(first_finding) if one.contains(Decimal(fine))]
    assert held == [tier]


def test_mitigated_exists_only_where_the_law_has_a_minimum(first_finding, overdue):
    assert discretion.tier_range(first_finding, "mitigated") is None
    below = discretion.tier_range(overdue, "mitigated")
    assert below.contains(Decimal("29999.99")) and not below.contains(Decimal(30_000))
    lenient = discretion.tier_range(overdue, "lenient")
    assert lenient.contains(Decimal(30_000))  # min_inclusive: the minimum is lenient


def test_circumstances_move_tier_and_place(first_finding):
    case = first_finding.case
    wanted = {
        (): 50_000,
        ("L02",): 46_000,
        ("H06",): 54_000,
        ("M321",): 15_000,
        ("H05",): 85_000,
        ("M321", "L02"): 12_000,
    }
    for codes, fine in wanted.items():
        assert discretion.recommend(first_finding, chosen(case, *codes)).recommended == fine, codes


# --- Cap, hearing, discussion: exactly fifty thousand; twenty thousand on a person -------------------------------------


def test_exactly_fifty_thousand_is_the_streets_and_a_hearing_matter(first_finding):
    case = first_finding.case
    assert discretion.within_street_cap(case, Decimal(50_000))
    assert not discretion.within_street_cap(case, Decimal("50000.01"))
    assert discretion.needs_hearing(case, Decimal(50_000))
    assert not discretion.needs_hearing(case, Decimal("49999.99"))


def test_a_setting_says_whether_the_cap_itself_counts(first_finding):
    set_value("street_cap_inclusive", "false")
    assert not discretion.within_street_cap(first_finding.case, Decimal(50_000))


def test_twenty_thousand_on_a_person(cases):
    case = cases.open(item="AQ-12", party=IndividualFactory(), fines=[10_000])
    assert discretion.needs_hearing(case, Decimal(20_000)) and discretion.within_street_cap(case, Decimal(20_000))
    assert not discretion.within_street_cap(case, Decimal("20000.01"))


def test_the_organ_has_no_cap(cases):
    case = cases.open(unit="organ")
    assert discretion.street_cap(case) is None and discretion.within_street_cap(case, Decimal(10**7))


# --- Unit and responsible person --------------------------------------------------------------------------------------


def test_the_persons_fine_follows_the_units_share(cases):
    """An item with both: eighty per cent of the unit's range, eighty per cent of the person's (裁量规则第四节)."""
    code = next(
        item.code
        for item in Item.objects.filter(code__startswith="AQ", version__status="published").order_by("code")
        if item.own_range("unit_first") and item.own_range("individual_first") and item.individual_role
    )
    unit = cases.walk(cases.open(item=code, fines=[40_000]), "notice")
    law = discretion.law_of(violation_of(unit))
    share = law.share(Decimal(40_000))
    journey = cases.journey(item=code, party=IndividualFactory(), linked_to=cases.journey_of(unit))
    from cases.journey import play

    play(journey.open())
    person = violation_of(Case.objects.select_related("party", "organ", "street", "agreement").get(pk=journey.case.pk))
    advice = discretion.recommend(person, (), discretion.units_beside(person.case))
    assert advice.linked.share == share
    assert advice.linked.fine == discretion.law_of(person).at(share)
    assert "linked" in [step.key for step in advice.chain()]
    beside = discretion.recommend(violation_of(unit)).chain()
    assert "person" in [step.key for step in beside]


# --- The law of the case's day ----------------------------------------------------------------------------------------


def test_a_new_table_leaves_running_cases_alone(cases):
    """Cases filed before the day keep their table; one filed on it takes the new one."""
    running = cases.walk(cases.open(), "discretion")
    tomorrow = timekeeper.today() + timedelta(days=1)
    for row in DiscretionTier.objects.filter(item__code="AQ-02", target="unit", stage="first"):
        row.pk, row.valid_from, row.derived = None, tomorrow, False
        if row.tier == "lenient":
            row.fine_max = Decimal(20_000)
        elif row.tier == "normal":
            row.fine_min = Decimal(20_000)
        row.save()
    assert discretion.tier_range(violation_of(running), "lenient").maximum == 30_000
    later = cases.open(start=tomorrow + timedelta(days=3))
    assert discretion.tier_range(violation_of(later), "lenient").maximum == 20_000
    assert discretion.tier_range(violation_of(running), "lenient").maximum == 30_000


# --- Like cases -------------------------------------------------------------------------------------------------------


def test_like_cases_and_their_spread(cases):
    for fine in (10_000, 14_000, 18_000):
        cases.walk(cases.open(fines=[fine]), "closed")
    cases.walk(cases.open(item="AQ-03", fines=[9_000]), "closed")  # another item
    cases.walk(cases.open(fines=[40_000]), "closed")  # another tier
    violation = violation_of(cases.open())
    likes = discretion.like_cases([violation])[violation.pk]
    same = discretion.of_tier(likes, "lenient", ["M321"])
    spread = discretion.spread_of(same)
    assert (spread.count, spread.lowest, spread.middle, spread.highest) == (3, 10_000, 14_000, 18_000)
    assert len(likes) == 4 and all(one.shared == ("M321",) for one in same)
    assert all(one.reference == "" for one in likes)  # nobody asked may read them
    seen = discretion.like_cases([violation], [violation.case.street_id])[violation.pk]
    assert all(one.reference for one in seen)


def test_like_cases_cost_one_query_however_many_violations(cases, django_assert_num_queries):
    case = cases.open(item="AQ-02 AQ-03 AQ-05")
    violations = list(case.violations.select_related("item"))
    for violation in violations:
        violation.case = case
    with django_assert_num_queries(1):
        assert discretion.like_cases(violations) == {violation.pk: [] for violation in violations}


def test_what_is_kept_with_the_submission(cases):
    case = cases.walk(cases.open(), "discretion")
    row = propose(violation_of(case), Decimal(15_000), proofs(case))
    kept = discretion.with_advice(case, [row])[0]["advice"]
    assert (kept["minimum"], kept["maximum"], kept["recommended"]) == (0, 100_000, 15_000)
    assert kept["departs"] is False and kept["circumstances"][0]["evidence"]
    other = discretion.with_advice(case, [row | {"tier": "normal", "fine": "40000"}])[0]["advice"]
    assert (other["departs"], other["leads_to"], other["recommended"]) == (True, "lenient", 15_000)
