"""Whether a street has the officers that its autonomy step presumes (参与办、指导办、自主办)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from delegation.models import Street
from gongshu_enforcement import timekeeper
from training.models import LearningStep

from .standing import ORDER, Standing

Step = LearningStep.Step
# “1+1”: one who may assist; guided: two under guidance; “0+2”: two on their own.
PRESUMED = {
    Street.AutonomyStep.PARTICIPATE: (1, Step.ASSIST),
    Street.AutonomyStep.GUIDED: (2, Step.GUIDED),
    Street.AutonomyStep.INDEPENDENT: (2, Step.INDEPENDENT),
}


@dataclass
class StreetStanding:
    """A street's step, what it presumes, who is there."""

    street: Street
    step: str
    wanted: int
    at_least: str
    people: list[Standing]

    @property
    def have(self) -> int:
        """Certified officers at the step presumed or beyond it."""
        least = ORDER.index(self.at_least)
        return sum(one.certificate is not None and ORDER.index(one.step) >= least for one in self.people)

    @property
    def met(self) -> bool:
        """Whether they are enough."""
        return self.have >= self.wanted

    @property
    def step_label(self) -> str:
        """The street's step in words."""
        return str(Street.AutonomyStep(self.step).label)

    @property
    def least_label(self) -> str:
        """The officers' step presumed, in words."""
        return str(Step(self.at_least).label)

    def counts(self) -> list[tuple[str, int]]:
        """How many officers stand at each step."""
        return [(str(step.label), sum(one.step == step for one in self.people)) for step in Step]


def of_streets(streets: Iterable[Street], people: Iterable[Standing], on: date | None = None) -> list[StreetStanding]:
    """Street by street; `streets` with their step decisions prefetched cost no further query."""
    on = on or timekeeper.today()
    by_street: dict[int, list[Standing]] = {}
    for one in people:
        by_street.setdefault(one.officer.street_id, []).append(one)
    found = []
    for street in streets:
        step = street.step_on(on)
        wanted, at_least = PRESUMED[step]
        found.append(StreetStanding(street, step, wanted, at_least, by_street.get(street.pk, [])))
    return found
