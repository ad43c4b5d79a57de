"""The workflow read from the code: states and transitions of the machine, review levels, actions of the door.

What picture and manual show comes from here, and here from what is enforced: nothing is listed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import review
from cases.legality.registry import RULES, Pair, Rule
from cases.models import Case, HandlingUnit, Procedure, Submission
from cases.stages import ENDS
from gongshu_enforcement import door
from gongshu_enforcement.door import Action

DESKS = {
    "initial": _("head or counsel of the street"),
    "enforcement": _("enforcement desk"),
    "legal": _("legal section"),
    "final": _("deputy director in charge"),
    "chief": _("head of the organ"),
}
LEVELS = (Submission.Status.INITIAL, Submission.Status.RECHECK, Submission.Status.FINAL)
IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]*[\u4e00-\u9fff][^()（）]*)[)）]")


@dataclass(frozen=True)
class Move:
    """One transition of the machine: its name, every state it starts from, where it leads."""

    name: str
    label: Pair
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class Level:
    """One level of the chain at a stage: its name, and the desks that must agree."""

    status: str
    label: Any
    desks: tuple[str, ...]

    @property
    def desk_labels(self) -> list[Any]:
        """The desks in words."""
        return [DESKS.get(desk, desk) for desk in self.desks]


@dataclass
class State:
    """A stage or an end."""

    code: str
    label: Any
    is_end: bool
    actions: list[Action] = field(default_factory=list)

    @property
    def rules(self) -> list[Rule]:
        """The rules of law that hold for what is done here."""
        return rules_of(self.actions)


def states() -> list[State]:
    """Every state the machine knows, in its order: stages first, then ends."""
    column = Case._meta.get_field("stage")
    labels = dict(column.flatchoices)
    known = list(labels)
    for move in moves():
        known += [code for code in (*move.sources, move.target) if code not in known]
    found = [State(code, labels.get(code, code), code in ENDS) for code in map(str, known)]
    for state in found:
        state.actions = actions_at(state.code)
    return sorted(found, key=lambda state: state.is_end)


def moves() -> list[Move]:
    """Every transition of the machine, in the order of the states it starts from."""
    column = Case._meta.get_field("stage")
    order = {str(code): place for place, (code, _label) in enumerate(column.flatchoices)}
    sources: dict[str, list[str]] = {}
    targets: dict[str, str] = {}
    for transition in column.get_all_transitions(Case):
        sources.setdefault(transition.name, []).append(str(transition.source))
        targets[transition.name] = str(transition.target)
    found = [
        Move(name, _label_of(name), tuple(sorted(starts, key=lambda code: order.get(code, 99))), targets[name])
        for name, starts in sources.items()
    ]
    return sorted(found, key=lambda move: (order.get(move.sources[0], 99), order.get(move.target, 99), move.name))


def _label_of(name: str) -> Pair:
    """What the transition's own docstring says, with the Chinese term in its brackets."""
    text = (getattr(Case, name).__doc__ or name).strip().split("\n")[0].rstrip(".")
    chinese = IN_BRACKETS.findall(text)
    english = IN_BRACKETS.sub("", text).strip()
    return Pair(chinese[-1] if chinese else english, english)


def actions() -> list[Action]:
    """What people do, in the order of the registry."""
    return [entry for entry in door.ACTIONS.values() if _of_cases(entry)]


def _of_cases(entry: Action) -> bool:
    return entry.verb.__module__.startswith("cases.")


def actions_at(state: str) -> list[Action]:
    """The actions that are bound to a state; those that open a case belong to the first one."""
    first = str(Case._meta.get_field("stage").default)
    return [entry for entry in actions() if state in map(str, entry.stages) or (entry.opens and state == first)]


def everywhere(found: Iterable[State]) -> set[str]:
    """Codes of actions possible at most stages: shown once instead of in each."""
    stages = [state for state in found if not state.is_end]
    counted: dict[str, int] = {}
    for state in stages:
        for entry in state.actions:
            counted[entry.code] = counted.get(entry.code, 0) + 1
    return {code for code, count in counted.items() if count * 2 > len(stages)}


def unbound() -> list[Action]:
    """Actions that belong to no state: on a submission, on a document, by the software."""
    return [entry for entry in actions() if not entry.stages and not entry.opens]


def rules_of(found: Iterable[Action]) -> list[Rule]:
    """The rules asked at any of these actions."""
    gates = {entry.code for entry in found}
    return [rule for rule in RULES.values() if rule.gates & gates]


def chain(
    organ: str,
    stage: str,
    *,
    procedure: str = Procedure.ORDINARY,
    unit: str = HandlingUnit.STREET,
    kind: str = Submission.Kind.STAGE,
) -> list[Level]:
    """The levels a submission passes, by the policy rows of the organ."""
    about = SimpleNamespace(organ=SimpleNamespace(code=organ), procedure=procedure, handling_unit=unit)
    submission = SimpleNamespace(case=about, kind=kind, stage=stage, content={})
    labels = dict(Submission.Status.choices)
    levels = [Level(str(level), labels[level], review.level_desks(submission, level)) for level in LEVELS]
    return [level for level in levels if level.desks]
