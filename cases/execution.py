"""Execution of a fine (执行): what is owed on a day, until when, with which surcharge, and when the court may be asked.

Nothing is written here, and nothing of it is stored but what a decision of the organ fixes: every number follows from the
decision, its service, the payments, deferrals and remedies on record, and the dated legal settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from dateutil.relativedelta import relativedelta

from gongshu_enforcement import legal_settings
from gongshu_enforcement.working_days import CalendarNotCovered, add_calendar_days, add_working_days, is_working_day

ONE = timedelta(days=1)
CENT = Decimal("0.01")
ZERO = Decimal(0)
DECISIONS = ("CFDW", "CFGR", "BYCF", "DCDW", "DCGR")  # the papers that carry a decision
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Due:
    """A part of the fine and the last day for paying it (处罚法 66(2), 67(3))."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class Stretch:
    """Days on which the same unpaid amount was late: first and last day, that amount, whether the days counted."""

    first: date
    last: date
    base: Decimal
    counted: bool

    @property
    def days(self) -> int:
        """Calendar days, both ends counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Surcharge:
    """The surcharge up to a day (加处罚款, 处罚法 72(1)(1)): yuan, the days that counted, whether its cap is reached."""

    until: date
    amount: Decimal
    days: int
    capped: bool
    stretches: tuple[Stretch, ...]


# --- What is due, and until when --------------------------------------------------------------------------------------


def schedule(case: Any) -> list[Due]:
    """The parts of the fine with their last days: the whole within fifteen days of service, or as deferred or divided."""
    fine = standing_fine(case)
    if not fine or case.decision_served_on is None:
        return []
    parts = [Due(first_due_on(case), fine)]
    for granted in granted_deferrals(case):
        later = [Due(row.due_on, row.amount) for row in granted.instalments.all()]
        later = later or [Due(granted.until, granted.amount)]
        # What was paid before keeps the day it was due on: a later grant makes nothing late after the event.
        parts = [*_within_fine(parts, fine - _sum(part.amount for part in later)), *later]
    return _within_fine(parts, fine)


def _within_fine(parts: list[Due], fine: Decimal) -> list[Due]:
    """The parts as far as the fine goes: a remedy may have lowered it after they were granted."""
    found, left = [], fine
    for part in parts:
        if left > 0:
            found.append(Due(part.on, min(part.amount, left)))
        left -= part.amount
    return found


def last_due_before(case: Any, on: date) -> date:
    """The last of the days for paying that are over; the first one, where none is."""
    return max((part.on for part in schedule(case) if part.on < on), default=first_due_on(case))


def standing_fine(case: Any) -> Decimal:
    """The fine in yuan as it stands: what a remedy changed it to, nothing where the decision fell (行政复议法 63、64、67)."""
    ended = [row for row in case.remedies.all() if row.result_on is not None]
    if any(row.leaves_nothing for row in ended):
        return ZERO
    changed = [row for row in ended if row.changed_fine is not None]
    last = max(changed, key=lambda row: (row.result_on, row.pk), default=None)
    return last.changed_fine if last else case.total_fine or ZERO


def overpaid(case: Any) -> Decimal:
    """What was paid above the fine as it stands, in yuan: it goes back to the party."""
    return max(paid(case) - standing_fine(case), ZERO)


def known_on(case: Any) -> date | None:
    """The first day on which the party can have known the decision: its service, or the day a public notice was posted.

    A public notice counts as service only from its end (民诉法 95); what the party does before is done all the same.
    """
    if case.decision_served_on is None:
        return None
    out_on = case.services.filter(document__code__in=DECISIONS).values_list("served_on", flat=True)
    return min([case.decision_served_on, *out_on])


def first_due_on(case: Any) -> date:
    """The last day of the fifteen after service (处罚法 67(3)), as the setting stood when the decision was made."""
    return add_calendar_days(case.decision_served_on, _value("pay_days", case))


def granted_deferral(case: Any) -> Any:
    """The deferral or plan of instalments that counts: the last one granted (处罚法 66(2)); None where there is none."""
    return next(reversed(granted_deferrals(case)), None)


def granted_deferrals(case: Any) -> list[Any]:
    """Deferrals and plans of instalments in the order in which they were granted."""
    return sorted((row for row in case.deferrals.all() if row.granted_on is not None), key=lambda row: row.pk)


def paid(case: Any, on: date | None = None) -> Decimal:
    """What was paid towards the fine, up to a day."""
    return _sum(row.amount for row in _payments(case, "fine") if on is None or row.paid_on <= on)


def unpaid(case: Any, on: date | None = None) -> Decimal:
    """What of the fine is not paid yet."""
    return max(standing_fine(case) - paid(case, on), ZERO)


def next_due(case: Any) -> Due | None:
    """The first part that is not paid in full; None where all are."""
    left = paid(case)
    for part in schedule(case):
        if left < part.amount:
            return Due(part.on, part.amount - left)
        left -= part.amount
    return None


def late_on(case: Any, on: date) -> Decimal:
    """What of the fine was due before that day and is not paid at its beginning."""
    due = _sum(part.amount for part in schedule(case) if part.on < on)
    return max(due - _sum(row.amount for row in _payments(case, "fine") if row.paid_on < on), ZERO)


# --- Surcharge --------------------------------------------------------------------------------------------------------


def surcharge(case: Any, on: date) -> Surcharge:
    """The surcharge for every day up to and with `on` (处罚法 72(1)(1), 73(3); 行政强制法 45).

    Three percent a day of what is late, from the day after the last day for paying, never more than the fine. Days on
    which a reconsideration or a suit was pending don't count.
    """
    percent, cap = _value("surcharge_daily_percent", case), _cap(case)
    stretches = tuple(_stretches(case, on))
    counted = [row for row in stretches if row.counted]
    full = _sum(row.base * row.days * percent / 100 for row in counted)
    amount = min(full.quantize(CENT, ROUND_HALF_UP), cap)
    return Surcharge(on, amount, sum(row.days for row in counted), full >= cap > 0, stretches)


def surcharge_paid(case: Any) -> Decimal:
    """What was paid towards the surcharge."""
    return _sum(row.amount for row in _payments(case, "surcharge"))


def surcharge_decided(case: Any) -> Decimal:
    """The surcharge that the organ's last decision fixed (加处罚款决定书), as far as the fine stands; nothing before one."""
    decisions = list(case.surcharges.all())
    return min(decisions[-1].amount, _cap(case)) if decisions else ZERO


def owed(case: Any) -> Decimal:
    """What is to be paid: the rest of the fine, and the rest of a surcharge that was decided."""
    return unpaid(case) + surcharge_owed(case)


def surcharge_owed(case: Any) -> Decimal:
    """The rest of a surcharge that was decided."""
    return max(surcharge_decided(case) - surcharge_paid(case), ZERO)


def surcharge_enforceable(case: Any, on: date) -> Decimal:
    """The rest of a surcharge whose decision the party has: it binds from its service on (行政强制法 37, 38)."""
    served = [row for row in case.surcharges.all() if row.served_on is not None and row.served_on <= on]
    return max(min(served[-1].amount, _cap(case)) - surcharge_paid(case), ZERO) if served else ZERO


def is_settled(case: Any) -> bool:
    """Whether the fine, and any surcharge that was decided, is paid in full."""
    return owed(case) == 0


def _cap(case: Any) -> Decimal:
    return (standing_fine(case) * _value("surcharge_cap_percent", case) / 100).quantize(CENT)


def _stretches(case: Any, on: date) -> Iterable[Stretch]:
    """The days since the first part fell due, cut where a payment, a due day or a remedy changes anything."""
    parts = schedule(case)
    if not parts or on <= parts[0].on:
        return
    pauses = remedy_spans(case)
    edges = {parts[0].on + ONE, on + ONE}
    edges |= {part.on + ONE for part in parts}
    edges |= {row.paid_on + ONE for row in _payments(case, "fine")}
    edges |= {since for since, _until in pauses} | {until + ONE for _since, until in pauses if until}
    cuts = sorted(edge for edge in edges if parts[0].on < edge <= on + ONE)
    for first, after in pairwise(cuts):
        base = late_on(case, first)
        if base > 0:
            yield Stretch(first, after - ONE, base, not _within(first, pauses))


def remedy_spans(case: Any) -> list[Span]:
    """First and last day of every reconsideration and suit; the last day is None while one is pending (处罚法 73)."""
    return [(row.lodged_on, row.result_on) for row in case.remedies.all()]


def remedy_pending(case: Any, on: date) -> bool:
    """Whether a reconsideration or a suit is pending on that day."""
    return _within(on, remedy_spans(case))


def _within(day: date, spans: Iterable[Span]) -> bool:
    return any(since <= day and (until is None or day <= until) for since, until in spans)


# --- Application to the court -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """When the court may be asked (行政强制法 53, 54): from the first to the last day; None where a day isn't known yet."""

    opens: date | None
    closes: date | None

    def holds(self, on: date) -> bool:
        """Whether a day lies inside."""
        return self.opens is not None and self.closes is not None and self.opens <= on <= self.closes


def remedies_over_on(case: Any) -> date | None:
    """The last day on which a remedy against the decision may still be lodged, or is pending (行政复议法 20, 23, 行政诉讼法 45、46).

    None while a remedy is pending. Six months for a suit cover the sixty days for a reconsideration; a decision made on
    site has no suit before a reconsideration. Fifteen days follow a remedy that was decided; one that the party took back
    leaves it the first period.
    """
    remedies = case.remedies.all()
    if case.decision_served_on is None or any(row.result_on is None for row in remedies):
        return None
    decided = [row.result_on for row in remedies if not row.was_withdrawn]
    if decided:
        return suit_until(case, max(decided))
    first = reconsideration_until(case) if case.is_summary else max(suit_until(case), reconsideration_until(case))
    return max([first, *(row.result_on for row in remedies)])


def reconsideration_until(case: Any) -> date:
    """The last day for asking for a reconsideration (行政复议法 20, 88)."""
    return _or_the_next_working_day(add_calendar_days(case.decision_served_on, _value("reconsideration_days", case)))


def suit_until(case: Any, reconsidered_on: date | None = None) -> date:
    """The last day for a suit: six months, or fifteen days after a reconsideration (行政诉讼法 45, 46, 101)."""
    if reconsidered_on is not None:
        return _or_the_next_working_day(add_calendar_days(reconsidered_on, _value("suit_after_review_days", case)))
    months = relativedelta(months=_value("suit_months", case))
    return _or_the_next_working_day(case.decision_served_on + months)


def _or_the_next_working_day(day: date) -> date:
    """A period that ends on a day of rest ends on the first day after it (民事诉讼法 85(3)).

    In a year whose holidays nobody knows yet the day stays as it is: it is shown, and nothing is decided by it before.
    """
    try:
        return day if is_working_day(day) else add_working_days(day, 1)
    except CalendarNotCovered:
        return day


def court_term(case: Any) -> tuple[date, date] | None:
    """The three months for asking the court (行政强制法 53): from the end of every remedy, or of a deferral.

    None while a remedy is pending.
    """
    over = remedies_over_on(case)
    if over is None:
        return None
    starts = max(over, deferred_until(case) or over)
    return starts, starts + relativedelta(months=_value("court_application_months", case))


def court_window(case: Any) -> Window:
    """The days on which the organ may ask the court (行政强制法 53, 54; 处罚法 72(2))."""
    term = court_term(case)
    if term is None:
        return Window(None, None)
    starts, closes = term
    reminder = last_reminder(case, "court")
    if reminder is None or reminder.served_on is None:
        return Window(None, closes)
    try:
        return Window(max(starts, reminded_until(case, reminder)) + ONE, closes)
    except CalendarNotCovered:  # nobody knows the ten working days yet
        return Window(None, closes)


def deferred_until(case: Any) -> date | None:
    """The last day of a deferral or of the last instalment, from which the court's window counts (处罚法 72(2))."""
    granted = granted_deferral(case)
    return granted.ends_on if granted is not None else None


def reminded_until(case: Any, reminder: Any) -> date:
    """The last of the ten working days after a served reminder (行政强制法 54, 69)."""
    return add_working_days(reminder.served_on, _value("reminder_working_days", case))


def last_reminder(case: Any, kind: str) -> Any:
    """The newest reminder of a kind (催告)."""
    rows = [row for row in case.reminders.all() if row.kind == kind]
    return max(rows, key=lambda row: row.pk, default=None)


# --- For lists and lamps ----------------------------------------------------------------------------------------------


def _payments(case: Any, towards: str) -> list[Any]:
    return [row for row in case.payments.all() if row.towards == towards]


def _value(code: str, case: Any) -> Any:
    """A setting as it stood when the decision was made: a later change leaves a decided case alone."""
    return legal_settings.value(code, on=case.decided_on, organ=case.organ.code)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
