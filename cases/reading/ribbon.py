"""The six-stage ribbon, read from the ledger: when each stage was entered and left, by whose act, days in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case
from cases.stages import SIX_STAGES, Stage
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import LedgerEvent


@dataclass
class Visits:
    """Every stay in one stage taken together; a returned case stays there more than once."""

    entered_on: date | None = None
    left_on: date | None = None
    left_by: str = ""
    days: int = 0

    def enter(self, day: date) -> None:
        """A stay begins."""
        self.entered_on, self.left_on = day, None

    def leave(self, day: date, who: str) -> None:
        """A stay ends."""
        self.days += (day - (self.entered_on or day)).days
        self.left_on, self.left_by = day, who


def ribbon(case: Case, events: Iterable[LedgerEvent], now_with: str = "") -> list[dict[str, Any]]:
    """The stages for `{% stage_ribbon %}`. `now_with`: who has the case at the present stage."""
    visits = _visits(events)
    return [_drawn(case, stage, visits.get(stage), now_with) for stage in SIX_STAGES]


def end_of(case: Case) -> dict[str, Any] | None:
    """How and when the case ended, for the ribbon's flag."""
    if case.is_open:
        return None
    label = case.get_stage_display()
    if case.archived_on:
        label = _("%(end)s, dossier sealed") % {"end": label}
    return {"label": label, "date": case.archived_on or case.closed_on}


def _visits(events: Iterable[LedgerEvent]) -> dict[str, Visits]:
    visits: dict[str, Visits] = {}
    for event in events:
        if event.from_state == event.to_state:
            continue
        if event.from_state:
            visits.setdefault(event.from_state, Visits()).leave(event.happened_on, event.actor_name)
        visits.setdefault(event.to_state, Visits()).enter(event.happened_on)
    return visits


def _drawn(case: Case, stage: Stage, stay: Visits | None, now_with: str) -> dict[str, Any]:
    drawn: dict[str, Any] = {"label": stage.label, "state": _state(case, stage, stay)}
    if stay is None or drawn["state"] == "todo":
        return drawn
    if drawn["state"] == "current":
        days = stay.days + (timekeeper.today() - (stay.entered_on or timekeeper.today())).days
        return drawn | {"date": stay.entered_on, "who": now_with, "days": days}
    return drawn | {"date": stay.left_on, "who": stay.left_by, "days": stay.days}


def _state(case: Case, stage: Stage, stay: Visits | None) -> str:
    if case.stage == stage:
        return "current"
    if case.is_summary and stage != Stage.CLOSURE:
        return "skipped"  # decided on the spot: no other stage is passed
    if case.stage in SIX_STAGES:
        return "done" if SIX_STAGES.index(stage) < SIX_STAGES.index(Stage(case.stage)) else "todo"
    return "done" if stay else "skipped"
