"""The plan of the demo year: which cases, where, when, and how each one goes.

191 cases are filed, 171 opened by the streets and 20 by the bureau itself; cases still before filing come on top. The
same year always gives the same plan. Nothing here writes: `seed` runs the scripts through the one door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from random import Random

from cases.journey import Journey, Part
from cases.stages import Outcome, Stage
from delegation.models import Item
from gongshu_enforcement.working_days import add_working_days, is_working_day, working_days_between

from . import scripts
from .setting import working_day_back

FILED = 191
BY_THE_ORGANS = 20
STREETS = {
    "mishixiang": 8,
    "hushu": 9,
    "xiaohe": 8,
    "hemu": 6,
    "gongchenqiao": 11,
    "daguan": 10,
    "shangtang": 14,
    "xiangfu": 17,
    "kangqiao": 16,
    "banshan": 14,
    "tianshui": 5,
    "wulin": 6,
    "changqing": 4,
    "chaoming": 5,
    "zhaohui": 8,
    "wenhui": 8,
    "dongxin": 9,
    "shiqiao": 13,
}
SAFETY = (
    ("AQ-02",), ("AQ-19",), ("AQ-04",), ("AQ-13",), ("AQ-08",), ("AQ-17",), ("AQ-02",), ("AQ-05",), ("AQ-12",), ("AQ-30",),
    ("AQ-19",), ("AQ-07",), ("AQ-25",), ("AQ-09",), ("AQ-02", "AQ-04"), ("AQ-29",), ("AQ-15",), ("AQ-03",), ("AQ-20",),
    ("AQ-32",), ("AQ-13",), ("AQ-22",), ("AQ-12",), ("AQ-01",),
)  # fmt: skip
FIRE = (
    ("XF-02",), ("XF-05",), ("XF-01",), ("XF-08",), ("XF-16",), ("XF-04",), ("XF-12",), ("XF-02", "XF-05"), ("XF-22",),
    ("XF-19",),
)  # fmt: skip
SHARE_OF_FIRE = 3  # in ten
SHARES = (Decimal("0.3"), Decimal("0.5"), Decimal("0.6"), Decimal("0.8"), Decimal("0.4"))
SOURCES = ("inspection", "inspection", "inspection", "grid", "report", "cross", "inspection", "assigned")

Script = Callable[[Journey], Part]


@dataclass
class Plan:
    """One case to come: who, what, when, and the script it follows."""

    script: Script
    opened: date
    filed: date
    days: dict[str, date]
    street: str = ""
    codes: tuple[str, ...] = ()
    organ: str = "emergency"
    unit: str = "street"
    source: str = "inspection"
    review_minutes: int = 20
    waive: bool = True
    outcome: str = Outcome.PENALTY
    fines: list[Decimal] | None = None
    kind: str = ""
    is_filed: bool = True
    linked: Plan | None = None


def plans(first: date, last: date) -> list[Plan]:
    """All cases of the demo year, from its first day to `last`, the day the demonstration ends."""
    rng = Random(first.year)
    open_ones = list(_open_cases(last))
    ended = list(_side_ways(first, last))
    rest = FILED - sum(plan.is_filed for plan in (*open_ones, *ended))
    everything = [*open_ones, *ended, *_closed_cases(rest, first, last, rng)]
    _assign(everything, rng)
    return everything


# --- Closed cases -----------------------------------------------------------------------------------------------------


def _closed_cases(count: int, first: date, last: date, rng: Random) -> Iterator[Plan]:
    """Spread over the year; from filing to closing 10–15 days in January, 3–5 in the end."""
    working = [day for day in _days(add_working_days(first, 6), working_day_back(last, 6)) if is_working_day(day)]
    returns = cycle(scripts.RETURNS)
    for position in range(count):
        filed = working[position * len(working) // count]
        progress = (filed - first) / (last - first)
        length = rng.randint(round(10 - 7 * progress), round(15 - 10 * progress))
        closed = min(_office_day(filed, length, longest=15 if progress < 0.5 else 5), working_day_back(last, 1))
        plan = _closed(filed, closed, progress, patient=length >= 14)
        if position % 14 == 9:
            plan.script = next(returns)
        yield plan


def _closed(filed: date, closed: date, progress: float, *, patient: bool) -> Plan:
    steps = working_days_between(filed, closed)
    waive = not (patient and steps >= 10)
    days = timetable(filed, steps, waive=waive)
    days["archive"] = _later(closed, 3 + closed.day % 6)
    return Plan(
        scripts.to_the_archive if waive or filed.day % 2 else scripts.with_defence,
        opened=working_day_back(filed, 1 + filed.day % 2),
        filed=filed,
        days=days,
        waive=waive,
        review_minutes=round(55 - 42 * progress),
    )


def timetable(filed: date, steps: int, *, waive: bool = True) -> dict[str, date]:
    """First days of the parts of a case closed `steps` working days after it was filed."""
    parts = ("interview", "determination", "discretion", "notice", "decision", "serve", "payment", "closure")
    if waive:
        shares = (0.15, 0.28, 0.4, 0.5, 0.66, 0.8, 0.9, 1)
        offsets = [int(steps * share) for share in shares]
    else:  # five working days for the defence, the first day not counted
        offsets = [0, 1, 1, steps - 8, steps - 2, steps - 1, steps - 1, steps]
    return {"filing": filed} | {part: _later(filed, n) for part, n in zip(parts, offsets, strict=True)}


# --- Open cases: every stage, every desk ------------------------------------------------------------------------------

STAGES = (
    (Stage.FILING, 1, ("ready", "confirming", "initial", "recheck", "final")),
    (Stage.INTERVIEW, 1, ("ready", "confirming", "initial", "recheck", "final")),
    (Stage.DETERMINATION, 2, ("ready", "initial", "legal", "final")),
    (Stage.DISCRETION, 3, ("confirming", "recheck", "legal")),
    (Stage.NOTICE, 5, ("ready", "initial", "legal", "final")),
    (Stage.CLOSURE, 6, ("ready", "recheck", "final")),
)


def _open_cases(last: date) -> Iterator[Plan]:
    for stage, steps, desks in STAGES:
        for position, desk in enumerate(desks):
            yield _open(last, stage, steps + position % 3, scripts.stop_at(stage, desk))
    for stage, steps, script in scripts.WAITING:
        yield _open(last, stage, steps, script)
    for stage, steps, script in scripts.LATE:
        plan = _open(last, stage, steps, script)
        plan.days = {part: day for part, day in plan.days.items() if part != "payment"}
        yield plan


def _open(last: date, stage: str, steps: int, script: Script) -> Plan:
    filed = working_day_back(last, steps)
    pace = {"interview": 0, "determination": 1, "discretion": 2, "notice": 3, "decision": 4, "serve": 5, "payment": 5}
    return Plan(
        script,
        opened=filed if stage == Stage.FILING else working_day_back(filed, 1),
        filed=filed,
        days={"filing": filed} | {part: _later(filed, n) for part, n in pace.items()},
        review_minutes=15,
        is_filed=stage != Stage.FILING,
    )


# --- Side ways --------------------------------------------------------------------------------------------------------


def _side_ways(first: date, last: date) -> Iterator[Plan]:
    """One of each: not filed, terminated, transferred, handed over, no penalty, not established, a linked pair …"""
    whole = (last - first).days
    for share, script, options in scripts.SIDE_WAYS:
        filed = _office_day(first, int(whole * share), longest=400)
        days = timetable(filed, 8, waive=options.get("waive", True))
        days["archive"] = add_working_days(days["closure"], 4)
        yield Plan(
            script,
            opened=working_day_back(filed, 1),
            filed=filed,
            days=days,
            is_filed=script is not scripts.not_filed,
            **options,
        )
    filed = _office_day(first, int(whole * 0.55), longest=400)
    days = timetable(filed, 5) | {"archive": add_working_days(filed, 9)}
    unit = Plan(
        scripts.to_the_archive, working_day_back(filed, 1), filed, days, "banshan", ("AQ-02",), fines=[Decimal(18000)]
    )
    yield unit
    manager = Plan(scripts.to_the_archive, unit.opened, filed, dict(days), "banshan", ("AQ-12",), linked=unit)
    yield manager


# --- Where and what ---------------------------------------------------------------------------------------------------


def _assign(everything: list[Plan], rng: Random) -> None:
    """Give each plan its street, its items, its source."""
    own = [plan for plan in everything if plan.unit == "organ"]
    candidates = [plan for plan in everything if _may_be_the_organs(plan)]
    rng.shuffle(candidates)
    for plan in candidates[: BY_THE_ORGANS - len(own)]:
        plan.unit = "organ"
    street_slots = [street for street, count in STREETS.items() for _number in range(count)]
    for plan in everything:
        if plan.street:
            street_slots.remove(plan.street)
    rng.shuffle(street_slots)
    slots, extra = iter(street_slots), cycle(STREETS)
    safety, fire, sources = cycle(SAFETY), cycle(FIRE), cycle(SOURCES)
    by_day = sorted(everything, key=lambda plan: plan.filed)
    for position, plan in enumerate(by_day):
        counted = plan.unit == "street" and plan.is_filed
        plan.street = plan.street or (next(slots) if counted else next(extra))
        if not plan.codes:
            is_fire = position % 10 < SHARE_OF_FIRE
            plan.codes = next(fire) if is_fire else next(safety)
        plan.organ = "fire" if plan.codes[0].startswith("XF") else "emergency"
        plan.source = plan.linked.source if plan.linked else next(sources)


def _may_be_the_organs(plan: Plan) -> bool:
    return plan.unit == "street" and plan.script is scripts.to_the_archive and plan.linked is None and not plan.codes


def fines(items: list[Item], kind: str, position: int, on: date) -> list[Decimal] | None:
    """A fine in the mildest tier of each item, varied from case to case; None where an item has no amounts."""
    found = []
    for item in items:
        table = item.tiers_for(kind, item.rectify_first, on=on)
        tiers = [tier for tier in table if tier.tier == "lenient" and tier.fine_max]
        if not tiers:
            return None
        low, high = tiers[0].fine_min or Decimal(0), tiers[0].fine_max
        unit = Decimal(500) if high > 2000 else Decimal(10)
        share = SHARES[position % len(SHARES)]
        found.append(((low + (high - low) * share) / unit).quantize(Decimal(1)) * unit)
    return found


# --- Days -------------------------------------------------------------------------------------------------------------


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _later(day: date, n: int) -> date:
    return add_working_days(day, n)


def _office_day(start: date, days: int, *, longest: int) -> date:
    """A working day about `days` after `start`: the next one where that is not more than `longest`, else the one before."""
    later = start + timedelta(days=days)
    while not is_working_day(later):
        later += timedelta(days=1)
    if (later - start).days <= longest:
        return later
    return working_day_back(later, 1)
