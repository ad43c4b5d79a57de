"""Run the plan of the demo year through the one door, all cases side by side in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.db import transaction

from cases.journey import Cast, Diary, Journey, Part, Register, Step
from cases.models import Case
from delegation.models import Item, Organ, Street
from gongshu_enforcement import filling
from gongshu_enforcement.models import Origin
from gongshu_enforcement.timekeeper import SHANGHAI

from . import scripts, stories, year
from .setting import at

CLOSING_TIME = time(17, 15)
PIECE = 20  # acts: the write lock is held for about a third of a second


def is_seeded(demo_year: int) -> bool:
    """Whether the demo year's cases are there."""
    return Case.objects.filter(origin=Origin.DEMO, filed_on__year=demo_year).count() >= year.FILED


@transaction.atomic
def seed(last: date) -> int:
    """Make the cases of the demo year up to `last`; all or nothing. Returns the number of acts."""
    return sum(1 for _moment in acts(last))


def seed_in_pieces(last: date, rest: Callable[[], None]) -> int:
    """The same, committed some acts at a time, so that people can read and write meanwhile.

    `rest` is called between two pieces. The note of `filling` says how far it is, and stays where this is broken off.
    """
    done, coming = 0, acts(last)
    filling.note(date(last.year, 1, 1))
    while moments := _piece(coming):
        done += len(moments)
        filling.note(moments[-1].date())
        rest()
    filling.end()
    return done


@transaction.atomic
def _piece(coming: Iterator[datetime]) -> list[datetime]:
    return list(islice(coming, PIECE))


def acts(last: date) -> Iterator[datetime]:
    """Do the acts of the demo year one by one, in the order of time; the moment of each."""
    journeys = _Journeys()
    parts = [journeys.of(plan) for plan in _in_order(year.plans(date(last.year, 1, 1), last))]
    return merged(parts, until=datetime.combine(last, CLOSING_TIME, SHANGHAI))


def _in_order(plans: list[year.Plan]) -> list[year.Plan]:
    return sorted(plans, key=lambda plan: (plan.opened, plan.linked is not None))


def merged(parts: list[Part], *, until: datetime) -> Iterator[datetime]:
    """Merge journeys: whoever's next act comes first acts next. What would lie after `until` doesn't happen."""
    waiting: list[tuple[datetime, int, Part]] = []
    for number, part in enumerate(parts):
        _line_up(waiting, number, part)
    while waiting:
        moment, number, part = heapq.heappop(waiting)
        if moment > until:
            continue
        _line_up(waiting, number, part)
        yield moment


def _line_up(waiting: list[tuple[datetime, int, Part]], number: int, part: Part) -> None:
    step: Step | None = next(part, None)
    if step is not None:
        heapq.heappush(waiting, (step.at, number, part))


class _Journeys:
    """Makes the journey of each plan; all share the officers' diary and the register of people."""

    def __init__(self) -> None:
        self.register, self.diary = Register(), Diary()
        self.streets = {street.pinyin: street for street in Street.objects.all()}
        self.organs = {organ.code: organ for organ in Organ.objects.all()}
        items = Item.objects.filter(version__status="published").select_related("version__catalogue__organ")
        self.items = {item.code: item for item in items.prefetch_related("tiers")}
        self.made: dict[int, Journey] = {}

    def of(self, plan: year.Plan) -> Part:
        """The plan's journey, as its script runs it."""
        index = len(self.made) + 1
        journey = self._journey(plan, index)
        self.made[id(plan)] = journey
        return plan.script(journey)

    def _journey(self, plan: year.Plan, index: int) -> Journey:
        street, organ = self.streets[plan.street], self.organs[plan.organ]
        items = [self.items[code] for code in plan.codes]
        linked = self.made[id(plan.linked)] if plan.linked else None
        kind = plan.kind or ("individual" if items[0].subject == "individual" else "unit")
        story = stories.invent(
            street,
            items,
            index,
            kind=kind,
            source=plan.source,
            fines=plan.fines or year.fines(items, kind, index, plan.filed),
            rich=index % 4 == 0,
        )
        if plan.script is not scripts.with_defence and plan.script is not scripts.defence_made:
            story.defence = []
        opened = plan.opened
        if story.needs_overdue():
            opened = year.working_day_back(opened, 4)
        if linked is not None:
            story.place, story.party["employer"] = linked.story.place, linked.story.party["name"]
        return Journey(
            story,
            Cast(street, organ, self.register, offset=index),
            start=linked.at + timedelta(minutes=30) if linked else at(opened, 9, 5 + index * 13 % 50),
            unit=plan.unit,
            days=plan.days,
            waive=plan.waive,
            outcome=plan.outcome,
            review_minutes=plan.review_minutes,
            serve_everything=False,
            linked_to=linked,
            diary=self.diary,
            serial=index,
        )
