"""An execution that ended without all of the money (终结执行, 执行终结): on which ground, and why.

Ground and reason stand in the content of the closing that was submitted; nothing else is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import execution
from cases.models import CourtApplication, Submission
from cases.stages import Stage


class Ground(models.TextChoices):
    """Why no more money will come: the cases of 行政强制法 40, or the way to the court is at its end.

    An annulled decision (40(4)) is none of them: nothing is owed under it, and the case closes without a ground.
    """

    DIED = "died", _("The party died; no estate, and nobody the duty passes to (QZ 40(1))")
    WOUND_UP = "wound_up", _("The unit ended; no assets, and nobody the duty passes to (QZ 40(2))")
    LOST = "lost", _("What was to be enforced upon has perished (QZ 40(3))")
    OTHER = "other", _("The organ holds that the execution must end (QZ 40(5))")
    COURT = "court", _("The court did not admit or allow the enforcement, or ended it (QZ 56–58)")
    TIME_OVER = "time_over", _("The time to ask the court is over (QZ 53)")


WITHOUT_SUCCESS = (CourtApplication.Result.ENDED, CourtApplication.Result.REFUSED)


@dataclass(frozen=True)
class Ended:
    """The ground and the reason in the officers' words."""

    ground: Ground
    reason: str


def of_content(content: dict[str, Any]) -> Ended | None:
    """What a closing says of an ended execution; None where it names no ground."""
    given = content.get("ended_ground") or ""
    return Ended(Ground(given), content.get("ended_reason", "")) if given in Ground.values else None


def of_case(case: Any) -> Ended | None:
    """The ended execution with which a case was closed; reads rows fetched ahead."""
    approved = [
        row
        for row in case.submissions.all()
        if (row.kind, row.stage, row.status) == (Submission.Kind.STAGE, Stage.CLOSURE, Submission.Status.APPROVED)
    ]
    last = max(approved, key=lambda row: row.pk, default=None)
    return of_content(last.content) if last is not None else None


def money_is_due(case: Any) -> bool:
    """Whether anything of the fine or a surcharge is open that the court did not bring in."""
    brought_in = any(row.result == CourtApplication.Result.ENFORCED for row in case.court_applications.all())
    return bool(case.total_fine) and not brought_in and not execution.is_settled(case)


def at_the_court(case: Any) -> bool:
    """Whether the court has not answered yet."""
    return any(row.ended_on is None for row in case.court_applications.all())


def court_gave_nothing(case: Any) -> bool:
    """Whether the last application came back refused or ended."""
    last = max(case.court_applications.all(), key=lambda row: row.pk, default=None)
    return last is not None and last.result in WITHOUT_SUCCESS


def court_time_is_over(case: Any, on: date) -> bool:
    """Whether the last day for asking the court lies before that day (行政强制法 53)."""
    term = execution.court_term(case)
    return term is not None and term[1] < on


def likely_ground(case: Any, on: date) -> str:
    """The ground that the file itself shows, where it shows one."""
    if at_the_court(case):
        return ""
    if court_gave_nothing(case):
        return Ground.COURT
    return Ground.TIME_OVER if court_time_is_over(case, on) else ""
