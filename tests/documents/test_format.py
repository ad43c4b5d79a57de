"""Dates, amounts, empty fields as they go on paper."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from cases.documents import format as wording


def test_dates_have_no_padding_zeros() -> None:
    assert wording.chinese_date(date(2026, 3, 5)) == "2026年3月5日"
    assert wording.chinese_date("2026-03-05") == "2026年3月5日"
    assert wording.chinese_date("") == ""


def test_moments_are_told_to_the_minute_and_days_stay_days() -> None:
    assert wording.chinese_time(datetime(2026, 3, 5, 9, 5)) == "2026年3月5日9时05分"
    assert wording.chinese_time("2026-03-05") == "2026年3月5日"


def test_a_span_repeats_the_day_only_where_it_changes() -> None:
    assert wording.time_span("2026-03-05T09:00", "2026-03-05T10:30") == "2026年3月5日9时00分至10时30分"
    assert wording.time_span("2026-03-05T23:00", "2026-03-06T00:30") == "2026年3月5日23时00分至2026年3月6日0时30分"
    assert wording.time_span("2026-03-05", "") == "2026年3月5日"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("20000", "贰万元整"),
        ("49999.99", "肆万玖仟玖佰玖拾玖元玖角玖分"),
        (Decimal("100000.00"), "壹拾万元整"),
        ("10005", "壹万零伍元整"),
        ("12.50", "壹拾贰元伍角"),
    ],
)
def test_amounts_in_capitals(amount: Decimal | str, words: str) -> None:
    assert wording.capital_amount(amount) == words


def test_amounts_in_figures() -> None:
    assert wording.figure_amount("20000.00") == "20,000元"
    assert wording.figure_amount("12.5") == "12.50元"
    assert wording.full_amount("20000") == "贰万元整（￥20,000.00）"
    assert wording.full_amount("") == ""


def test_a_float_is_no_amount() -> None:
    with pytest.raises(ValueError, match="Decimal"):
        wording.capital_amount(0.1)


def test_an_empty_field_is_a_stroke() -> None:
    assert [wording.blank(value) for value in ("", None, "  ", 0, "x")] == ["/", "/", "/", "0", "x"]


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")])
def test_heading_numbers(number: int, words: str) -> None:
    assert wording.chinese_number(number) == words
