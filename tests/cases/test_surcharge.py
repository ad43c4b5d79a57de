"""The surcharge and what is owed, against a naive count of day after day (处罚法 66, 67, 72, 73; 行政强制法 45, 53, 54)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import execution

pytestmark = pytest.mark.django_db

SERVED = date(2026, 3, 2)
DUE = date(2026, 3, 17)


class Rows(list):
    """A related manager whose rows are at hand."""

    def all(self) -> list:
        return list(self)


@dataclass
class Decided:
    """A decided case as far as its execution looks at it."""

    total_fine: Decimal = Decimal(10_000)
    decided_on: date = date(2026, 2, 27)
    decision_served_on: date = SERVED
    payments: Rows = field(default_factory=Rows)
    deferrals: Rows = field(default_factory=Rows)
    reminders: Rows = field(default_factory=Rows)
    surcharges: Rows = field(default_factory=Rows)
    remedies: Rows = field(default_factory=Rows)
    is_summary: bool = False
    organ: Any = field(default_factory=lambda: SimpleNamespace(code="emergency"))


def pay(on: date, amount: int, towards: str = "fine") -> Any:
    return SimpleNamespace(paid_on=on, amount=Decimal(amount), towards=towards)


def remedy(since: date, until: date | None, *, was_withdrawn: bool = False) -> Any:
    return SimpleNamespace(
        lodged_on=since, result_on=until, leaves_nothing=False, changed_fine=None, was_withdrawn=was_withdrawn
    )


def deferral(until: date | None, amount: int, *parts: tuple[date, int], pk: int = 1) -> Any:
    rows = Rows(SimpleNamespace(due_on=on, amount=Decimal(each)) for on, each in parts)
    ends = until or max(on for on, _each in parts)
    return SimpleNamespace(
        pk=pk, granted_on=SERVED, until=until, amount=Decimal(amount), instalments=rows, ends_on=ends
    )


def counted_day_by_day(case: Decided, on: date) -> Decimal:
    """The naive count: each day by itself."""
    total, day = Decimal(0), DUE + timedelta(days=1)
    while day <= on:
        pending = any(row.lodged_on <= day and (row.result_on is None or day <= row.result_on) for row in case.remedies)
        if not pending:
            total += execution.late_on(case, day) * 3 / 100
        day += timedelta(days=1)
    return min(total, case.total_fine)


@pytest.mark.parametrize(
    ("day", "amount", "capped"),
    [(0, 0, False), (1, 300, False), (33, 9_900, False), (34, 10_000, True), (35, 10_000, True), (400, 10_000, True)],
)
def test_three_percent_a_day_up_to_the_fine_on_day_thirty_four(day: int, amount: int, capped: bool) -> None:
    found = execution.surcharge(Decided(), DUE + timedelta(days=day))
    assert (found.amount, found.capped) == (Decimal(amount), capped)


def test_days_of_a_remedy_do_not_count() -> None:
    case = Decided(remedies=Rows([remedy(date(2026, 3, 20), date(2026, 4, 20))]))
    found = execution.surcharge(case, date(2026, 4, 22))
    assert found.days == 2 + 2  # the 18th and 19th of March, the 21st and 22nd of April
    assert found.amount == Decimal(1200)
    assert [stretch.counted for stretch in found.stretches] == [True, False, True]


def test_while_a_remedy_is_pending_nothing_grows() -> None:
    case = Decided(remedies=Rows([remedy(DUE + timedelta(days=1), None)]))
    assert execution.surcharge(case, date(2027, 1, 1)).amount == 0


def test_a_part_payment_lowers_what_is_counted_from_the_next_day() -> None:
    case = Decided(payments=Rows([pay(DUE + timedelta(days=2), 4_000)]))
    assert execution.surcharge(case, DUE + timedelta(days=3)).amount == Decimal(300 * 2 + 180)


def test_a_payment_towards_the_surcharge_leaves_the_fine_unpaid() -> None:
    case = Decided(payments=Rows([pay(DUE, 10_000, "surcharge")]))
    assert execution.unpaid(case) == Decimal(10_000)


def test_a_deferral_moves_the_last_day() -> None:
    case = Decided(deferrals=Rows([deferral(date(2026, 5, 20), 10_000)]))
    assert execution.next_due(case).on == date(2026, 5, 20)
    assert execution.surcharge(case, date(2026, 5, 20)).amount == 0
    assert execution.surcharge(case, date(2026, 5, 21)).amount == Decimal(300)


def test_each_instalment_is_late_by_itself() -> None:
    parts = (date(2026, 4, 10), 4_000), (date(2026, 5, 10), 6_000)
    case = Decided(deferrals=Rows([deferral(None, 10_000, *parts)]), payments=Rows([pay(date(2026, 4, 9), 1_000)]))
    assert execution.next_due(case) == execution.Due(date(2026, 4, 10), Decimal(3_000))
    assert execution.surcharge(case, date(2026, 4, 12)).amount == Decimal(180)
    assert execution.late_on(case, date(2026, 5, 11)) == Decimal(9_000)


def test_the_court_can_be_asked_for_three_months_after_the_last_remedy_period() -> None:
    reminder = SimpleNamespace(pk=1, kind="court", served_on=date(2026, 8, 31))
    case = Decided(reminders=Rows([reminder]))
    window = execution.court_window(case)
    assert execution.remedies_over_on(case) == date(2026, 9, 2)  # six months from service
    assert window.closes == date(2026, 12, 2)
    assert window.opens == date(2026, 9, 15)  # the day after ten working days
    assert not window.holds(date(2026, 9, 14)) and window.holds(date(2026, 12, 2))
    assert not window.holds(date(2026, 12, 3))


def test_a_deferral_moves_the_window_of_the_court() -> None:
    case = Decided(deferrals=Rows([deferral(date(2026, 10, 30), 10_000)]))
    assert execution.court_window(case).closes == date(2027, 1, 30)


def test_a_second_deferral_makes_nothing_late_after_the_event() -> None:
    plan = [(date(2026, 4, 1), 4_000), (date(2026, 5, 1), 3_000), (date(2026, 6, 1), 3_000)]
    first, second = deferral(None, 10_000, *plan), deferral(date(2026, 9, 1), 6_000, pk=2)
    case = Decided(deferrals=Rows([first, second]), payments=Rows([pay(date(2026, 4, 1), 4_000)]))
    assert execution.schedule(case) == [
        execution.Due(date(2026, 4, 1), Decimal(4_000)),
        execution.Due(date(2026, 9, 1), Decimal(6_000)),
    ]
    assert execution.surcharge(case, date(2026, 9, 1)).amount == 0
    assert execution.surcharge(case, date(2026, 9, 2)).amount == Decimal(180)


def test_a_period_that_ends_on_a_holiday_ends_on_the_first_day_after_it() -> None:
    case = Decided(decision_served_on=date(2026, 4, 1))
    assert execution.reconsideration_until(case) == date(2026, 6, 1)  # the 31st of May is a Sunday
    assert execution.suit_until(case) == date(2026, 10, 8)  # the first week of October
    assert execution.remedies_over_on(case) == date(2026, 10, 8)
    assert execution.suit_until(case, date(2026, 4, 10)) == date(2026, 4, 27)  # the 25th is a Saturday


def test_what_lies_in_a_year_nobody_knows_yet_stays_on_its_day() -> None:
    assert execution.suit_until(Decided(decision_served_on=date(2031, 4, 1))) == date(2031, 10, 1)


def test_the_window_opens_on_a_day_nobody_knows_where_the_calendar_ends() -> None:
    reminder = SimpleNamespace(pk=1, kind="court", served_on=date(2031, 8, 31))
    case = Decided(decision_served_on=date(2031, 3, 2), reminders=Rows([reminder]))
    assert execution.court_window(case) == execution.Window(None, date(2031, 12, 2))


def test_no_suit_comes_before_the_reconsideration_of_a_decision_on_site() -> None:
    case = Decided(is_summary=True)
    assert execution.remedies_over_on(case) == execution.reconsideration_until(case) == date(2026, 5, 6)


def test_a_remedy_that_was_taken_back_leaves_the_first_period() -> None:
    taken_back = remedy(date(2026, 3, 20), date(2026, 4, 10), was_withdrawn=True)
    assert execution.remedies_over_on(Decided(remedies=Rows([taken_back]))) == date(2026, 9, 2)
    late = remedy(date(2026, 8, 20), date(2026, 11, 10), was_withdrawn=True)
    assert execution.remedies_over_on(Decided(remedies=Rows([late]))) == date(2026, 11, 10)


def test_a_surcharge_binds_from_its_service_on() -> None:
    served = SimpleNamespace(amount=Decimal(900), served_on=date(2026, 4, 1))
    unserved = SimpleNamespace(amount=Decimal(1_200), served_on=None)
    case = Decided(surcharges=Rows([served, unserved]))
    assert execution.surcharge_owed(case) == Decimal(1_200)
    assert execution.surcharge_enforceable(case, date(2026, 4, 2)) == Decimal(900)
    assert execution.surcharge_enforceable(case, date(2026, 3, 31)) == 0


def test_no_window_while_a_remedy_is_pending() -> None:
    case = Decided(remedies=Rows([remedy(date(2026, 4, 1), None)]))
    assert execution.court_window(case) == execution.Window(None, None)


days = st.integers(0, 120).map(lambda count: SERVED + timedelta(days=count))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    payments=st.lists(st.tuples(days, st.integers(1, 4_000)), max_size=3),
    remedies=st.lists(st.tuples(days, st.integers(0, 40)), max_size=2),
    deferred=st.none() | st.integers(16, 60),
    on=days,
)
def test_the_stretches_agree_with_a_count_of_every_day(payments, remedies, deferred, on) -> None:
    case = Decided(
        payments=Rows(pay(day, amount) for day, amount in payments),
        remedies=Rows(remedy(day, day + timedelta(days=length)) for day, length in remedies),
        deferrals=Rows([deferral(SERVED + timedelta(days=deferred), 10_000)] if deferred else []),
    )
    found = execution.surcharge(case, on)
    assert abs(found.amount - counted_day_by_day(case, on)) <= Decimal("0.01")
    assert 0 <= found.amount <= case.total_fine
