"""The arithmetic of discretion: borders of tiers, the place within one, weighing; no database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.discretion.amounts import LENIENT, MITIGATED, NORMAL, SEVERE, TIERS, Span, Weight, judge, nearest

kinds = st.sampled_from(["mitigate", "lenient", "heavy"])
weights = st.lists(
    st.builds(
        Weight,
        st.text("ABCDEFGH", min_size=1, max_size=2),
        kinds,
        st.sampled_from(["tier", "place"]),
        st.integers(0, 100),
    ),
    max_size=8,
    unique_by=lambda one: one.code,
)
amounts = st.integers(0, 2_000_000).map(Decimal)


def span(low: int, high: int, *ends: bool) -> Span:
    return Span(Decimal(low), Decimal(high), *ends)


@pytest.mark.parametrize(("fine", "held"), [("30000", False), ("30000.01", True), ("70000", True), ("70000.01", False)])
def test_a_border_belongs_to_the_tier_below(fine, held):
    """30/40/30: the lower bound of 一般 is that of 从轻 already."""
    assert span(30_000, 70_000, False).contains(Decimal(fine)) is held


def test_a_range_up_to_something_begins_above_nothing():
    assert not span(0, 30_000, False).contains(Decimal(0))
    assert span(0, 30_000, False).contains(Decimal("0.01"))


def test_a_mitigated_fine_lies_below_the_minimum():
    below = span(0, 30_000, False, False)
    assert below.contains(Decimal("29999.99")) and not below.contains(Decimal(30_000))


@pytest.mark.parametrize(
    ("low", "high", "share", "fine"),
    [
        (0, 30_000, "0.5", 15_000),
        (30_000, 70_000, "0.4", 46_000),
        (500, 650, "0.5", 600),  # rounded to a hundred, and within
        (500, 540, "1", 500),
        (510, 590, "0.5", 550),  # too narrow for hundreds: the next finer grid
    ],
)
def test_the_amount_at_a_place(low, high, share, fine):
    assert span(low, high).at(Decimal(share)) == fine


@given(amounts, amounts, st.booleans(), st.booleans(), st.integers(0, 100))
def test_what_is_recommended_always_lies_in_its_span(one, other, low_in, high_in, place):
    tier = Span(min(one, other), max(one, other), low_in, high_in)
    fine = tier.at(Decimal(place) / 100)
    assert fine is None or tier.contains(fine)
    assert fine is not None or not tier.contains((one + other) / 2)


def test_without_circumstances_it_is_the_middle_of_the_normal_tier():
    told = judge([])
    assert (told.tier, told.place, told.open_tiers) == (NORMAL, 50, {NORMAL})


def test_one_tier_each_way_and_the_rest_moves_the_place():
    told = judge([Weight("M1", "mitigate", "tier", 15), Weight("M2", "mitigate", "tier", 15)])
    assert (told.tier, told.place) == (LENIENT, 35)
    assert told.open_tiers == {LENIENT, MITIGATED}
    against = judge([Weight("M1", "mitigate", "tier", 15), Weight("H1", "heavy", "tier", 15)])
    assert (against.tier, against.place, against.open_tiers) == (NORMAL, 50, {NORMAL})
    assert judge([Weight("H1", "heavy", "tier", 15)]).tier == SEVERE


@given(weights, st.randoms())
def test_the_order_of_circumstances_does_not_matter(held, random):
    shuffled = list(held)
    random.shuffle(shuffled)
    assert judge(held) == judge(shuffled)


@given(weights, st.integers(0, 100), st.sampled_from(["tier", "place"]))
def test_one_more_circumstance_never_works_against_its_kind(held, step, effect):
    before = judge(held)
    lighter = judge([*held, Weight("Z1", "lenient", effect, step)])
    heavier = judge([*held, Weight("Z2", "heavy", effect, step)])
    assert _rank(lighter) <= _rank(before) <= _rank(heavier)


def _rank(told):
    return TIERS.index(told.tier), told.place


def test_the_nearest_tier_there_is():
    assert nearest(NORMAL, [LENIENT, SEVERE]) == LENIENT
    assert nearest(LENIENT, [NORMAL, SEVERE]) == NORMAL
    assert nearest(NORMAL, []) == ""
