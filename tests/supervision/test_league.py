"""The statistics of the display: counted by the date of the act, half up, never an amount, never a rank."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from cases.stages import Outcome, Stage
from delegation.models import Street
from gongshu_enforcement.timekeeper import SHANGHAI
from supervision.league import BadPeriod, Figures, Period, course, league, median, percent, years

from .made import handed_over, made, said, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MARCH = Period(2026, 3)


def row(found, pinyin: str = "shiqiao") -> Figures:
    return next(one.figures for one in found.rows if one.street.pinyin == pinyin)


# --- Periods ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (" 2026 ", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_a_month_or_a_year(text, first, last):
    period = Period.parse(text)
    assert (period.first, period.last) == (first, last)
    assert str(period) == text.strip()


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "202610", "26", "0000", "octo", "２０２６", "2026-10-01"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(BadPeriod, match="2026-10"):
        Period.parse(text)


# --- Counting ---------------------------------------------------------------------------------------------------------


def test_all_streets_stand_in_the_order_of_their_codes_with_or_without_cases():
    made("shiqiao")
    codes = [one.street.code for one in league(MARCH).rows]
    assert codes == sorted(codes)
    assert len(codes) == Street.objects.count() == 18


def test_each_act_counts_in_the_month_it_was_done():
    made(filed=date(2026, 2, 20), decision_after=9, closed_after=20)  # decided 1 March, closed 12 March
    made(filed=date(2026, 3, 31))
    made(filed=date(2026, 4, 1))
    figures = row(league(MARCH))
    assert (figures.filed, figures.decided, figures.closed) == (1, 1, 1)
    assert (figures.median_days, figures.median_days_to_closing) == (9, 20)
    assert row(league(Period(2026, 2))).filed == 1
    assert row(league(Period(2026))).filed == 3


def test_without_penalty_is_part_of_the_decisions():
    made(decision_after=5, outcome=Outcome.NO_PENALTY)
    made(decision_after=5, outcome=Outcome.NOT_ESTABLISHED)
    made(decision_after=5)
    figures = row(league(MARCH))
    assert (figures.decided, figures.no_penalty) == (3, 2)
    assert figures.median_days == 5


def test_only_closed_cases_count_as_closed():
    made(filed=None, opened_on=date(2026, 3, 2), stage=Stage.NOT_FILED).save()
    made(stage=Stage.TERMINATED)
    made(closed_after=4, decision_after=3)
    assert row(league(MARCH)).closed == 1


def test_in_hand_stands_at_the_end_of_the_period_or_today(clock):
    made(filed=date(2026, 2, 2), decision_after=5, closed_after=30)  # closed 4 March
    made(filed=date(2026, 2, 9))
    made(filed=None, opened_on=date(2026, 3, 10))
    assert row(league(Period(2026, 2))).in_hand == 2
    clock.set(date(2026, 3, 9))
    assert row(league(MARCH)).in_hand == 1
    assert league(MARCH).as_of == date(2026, 3, 9)
    clock.set(date(2026, 3, 10))
    assert row(league(MARCH)).in_hand == 2


def test_returns_are_counted_each_time_and_by_the_day_in_hangzhou():
    case = made()
    first = submitted(case, "returned")
    said(first, "initial", "return", at=datetime(2026, 3, 1, 0, 10, tzinfo=SHANGHAI), by="head.shiqiao")
    second = submitted(case, "returned", round=2)
    said(second, "legal", "return", at=datetime(2026, 3, 31, 23, 50, tzinfo=SHANGHAI))
    third = submitted(case, "recheck", round=3)
    said(third, "legal", "approve", at=datetime(2026, 3, 31, 23, 55, tzinfo=SHANGHAI))
    assert row(league(MARCH)).returned == 2
    assert row(league(Period(2026, 2))).returned == row(league(Period(2026, 4))).returned == 0


def test_a_case_stays_with_the_unit_that_opened_it():
    case = made(handling_unit="organ", decision_after=3)
    handed_over(case, answered=date(2026, 3, 5))
    made(unit="organ", decision_after=4)
    found = league(MARCH)
    assert (row(found).filed, row(found).decided, row(found).handed_over) == (1, 1, 1)
    assert (found.own.filed, found.own.median_days) == (1, 4)


def test_the_organs_own_cases_are_no_row_among_the_streets():
    made("shiqiao", unit="organ")
    found = league(MARCH)
    assert row(found).filed == 0
    assert (found.total.filed, found.streets.filed, found.own.filed) == (1, 0, 1)
    assert found.street_share == Decimal("0.0")


def test_one_organs_cases_alone():
    made(organ="fire")
    made()
    assert league(MARCH).total.filed == 2
    assert league(MARCH, organ="fire").total.filed == 1


def test_one_street_alone():
    made("shiqiao")
    made("gongchenqiao")
    made("shiqiao", unit="organ")
    found = league(MARCH, street=Street.objects.get(pinyin="shiqiao"))
    assert len(found.rows) == 1
    assert found.streets.filed == found.total.filed == 1


def test_the_share_of_the_article():
    streets = list(Street.objects.values_list("pinyin", flat=True))
    for number in range(171):
        made(streets[number % 18])
    for _number in range(20):
        made("shiqiao", unit="organ")
    total = league(Period(2026)).as_dict()["total"]
    assert (total["filed"], total["filed_by_streets"], total["filed_by_organ"]) == (191, 171, 20)
    assert total["street_share"] == 89.5


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(171, 191, "89.5"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (1, 1, "100.0"), (0, 5, "0.0")],
)
def test_percent_is_half_up(part, whole, share):
    assert percent(part, whole) == Decimal(share)
    assert percent(0, 0) is None


def test_medians_of_many_few_and_none():
    for days in (3, 5, 4, 12):
        made(decision_after=days)
    made("gongchenqiao", decision_after=7)
    found = league(MARCH)
    assert row(found).median_days == 4.5
    assert not row(found).few_decided
    assert row(found, "gongchenqiao").few_decided
    assert row(found, "mishixiang").median_days is None
    assert found.total.median_days == 5
    assert isinstance(found.total.median_days, int)
    assert median(row(found).closing_days) is None


def test_the_course_of_the_year_ends_with_this_month():
    made(filed=date(2026, 1, 5), decision_after=12, closed_after=15)
    made(filed=date(2026, 3, 2), decision_after=3, closed_after=4)
    months = course(2026)
    assert [str(point.period) for point in months] == ["2026-01", "2026-02", "2026-03"]
    assert [point.figures.median_days for point in months] == [12, None, 3]
    assert [point.figures.filed for point in months] == [1, 0, 1]
    assert course(2027) == []
    assert len(course(2025)) == 12


def test_the_years_there_are():
    assert years() == [2026]
    made(filed=date(2024, 5, 6))
    assert years() == [2026, 2025, 2024]


# --- What it never shows, and what it costs ---------------------------------------------------------------------------


def test_no_amount_of_money_and_no_rank():
    """处罚法 74(3): the same cases with other fines give the same display, to the letter."""
    cases = [made(decision_after=3, total_fine=Decimal(fine)) for fine in (1000, 50000)]
    before = league(MARCH).as_dict()
    for case in cases:
        case.total_fine = Decimal(77777)
        case.save()
    assert league(MARCH).as_dict() == before
    words = json.dumps(before)
    assert not any(word in words for word in ("fine", "rank", "score", "77777", "50000"))


def test_the_number_of_queries_is_constant(django_assert_num_queries):
    made(decision_after=3, closed_after=4)
    with django_assert_num_queries(7):
        league(Period(2026))
    for pinyin in Street.objects.values_list("pinyin", flat=True):
        case = made(pinyin, decision_after=3, closed_after=4)
        said(submitted(case, "returned"), "legal", "return")
    with django_assert_num_queries(7):
        league(Period(2026))
    with django_assert_num_queries(3):
        course(2026)
