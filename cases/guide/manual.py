"""One manual (一册), generated: stages, actions, rules, review policy, documents, limits, settings and checks.

Every part is read from what the software enforces. The web page is in the reader's language, the printed one Chinese.
"""

from __future__ import annotations

import ast
import csv
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from cases import clock
from cases.documents.catalogue import CATALOGUE_FILE, DOCUMENT_TYPES, DocumentType
from cases.legality.registry import RULES, Pair, Rule
from cases.legality.sources import STATUTES
from cases.models import HandlingUnit, Procedure, ReviewPolicy, Submission
from cases.stages import Stage
from delegation.models import Organ
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import Action
from gongshu_enforcement.models import LegalSetting

from . import workflow
from .automatic import AUTOMATIC
from .checks import GROUPS, Check, by_group
from .workflow import Move, State

# Where the papers of the catalogue belong, by its own words for the part of the procedure.
PARTS = {
    "检查": (Stage.FILING,),
    "立案": (Stage.FILING,),
    "强制": (Stage.INTERVIEW,),
    "调查": (Stage.INTERVIEW,),
    "告知": (Stage.NOTICE,),
    "听证": (Stage.NOTICE,),
    "决定": (Stage.NOTICE,),
    "执行": (Stage.CLOSURE,),
    "移送": (Stage.TRANSFERRED,),
    "结案": (Stage.CLOSURE,),
    "归档": (Stage.CLOSED,),
}
THROUGHOUT = frozenset({"全程", "基础"})  # service receipts, the letter of delegation
# Papers that the software issues at another stage than the catalogue's word says.
OWN_STAGE = {"DCBG": (Stage.DETERMINATION,), "ZZSP": (Stage.TERMINATED,)}
BLANK = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True)
class Paper:
    """A document of the catalogue with what the table says of its making."""

    kind: DocumentType
    signers: str
    basis: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Remedy:
    """One way in which a rule refuses, and what would satisfy it; … stands for a value of the case."""

    problem: Pair
    remedy: Pair


@dataclass(frozen=True)
class Entry:
    """A rule as the manual prints it."""

    rule: Rule
    remedies: list[Remedy]
    at: list[Action]


@dataclass(frozen=True)
class Chapter:
    """A stage or an end with everything that belongs to it."""

    state: State
    moves: list[Move]
    chains: list[tuple[str, list[workflow.Level]]]
    papers: list[Paper]


@dataclass(frozen=True)
class Scored:
    """A check of the table with the rules that score it."""

    check: Check
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Manual:
    """The contents; page and PDF draw the same."""

    chapters: list[Chapter]
    moves: list[Move]
    common: list[Action]
    actions: list[Action]
    rules: list[Entry]
    policies: list[tuple[str, str, str, str, list[workflow.Level]]]
    papers: list[Paper]
    limits: list[tuple[str, Any]]
    settings: list[LegalSetting]
    checks: list[tuple[Pair, list[Scored]]]
    statutes: list[str]
    as_of: Any

    @property
    def check_count(self) -> int:
        """How many checks the table has."""
        return sum(len(rows) for _group, rows in self.checks)

    @property
    def veto_count(self) -> int:
        """How many of them are vetoes."""
        return sum(row.check.veto for _group, rows in self.checks for row in rows)


def build() -> Manual:
    """The manual as of today."""
    states = workflow.states()
    common = workflow.everywhere(states)
    return Manual(
        chapters=[_chapter(state) for state in states],
        moves=workflow.moves(),
        common=[entry for entry in workflow.actions() if entry.code in common],
        actions=workflow.actions(),
        rules=[Entry(rule, remedies(rule), _at(rule)) for rule in RULES.values()],
        policies=_policies(),
        papers=list(papers().values()),
        limits=list(clock.TITLES.items()),
        settings=_settings(),
        checks=[(GROUPS[group], [_scored(check) for check in found]) for group, found in by_group().items()],
        statutes=list(STATUTES.values()),
        as_of=timekeeper.today(),
    )


def _at(rule: Rule) -> list[Action]:
    return [entry for entry in workflow.actions() if entry.code in rule.gates]


def _chapter(state: State) -> Chapter:
    return Chapter(
        state=state,
        moves=[move for move in workflow.moves() if state.code in move.sources],
        chains=[] if state.is_end else [(organ, workflow.chain(organ, state.code)) for organ in Organ.Code.values],
        papers=[paper for paper in papers().values() if state.code in paper.stages],
    )


@cache
def papers() -> dict[str, Paper]:
    """Every document of the catalogue; those for the whole way belong to every stage."""
    with CATALOGUE_FILE.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row["code"]: row for row in csv.DictReader(lines)}
    everywhere = tuple(map(str, Stage.values))
    return {
        code: Paper(
            kind,
            rows[code]["signers"],
            rows[code]["law_basis_2021"],
            tuple(map(str, OWN_STAGE.get(code) or PARTS.get(kind.stage, everywhere))),
        )
        for code, kind in DOCUMENT_TYPES.items()
    }


def _policies() -> list[tuple[str, str, str, str, list[workflow.Level]]]:
    """Organ, procedure, kind and stage of each row of the policy, with the levels it makes; the default where none is."""
    organs, kinds, stages = dict(Organ.Code.choices), dict(Submission.Kind.choices), dict(Stage.choices)
    rows = list(ReviewPolicy.objects.order_by("organ", "procedure", "kind", "stage"))
    rows = rows or [ReviewPolicy(organ=organ) for organ in organs]
    return [
        (
            str(organs.get(row.organ, row.organ)),
            str(dict(Procedure.choices).get(row.procedure, row.procedure)),
            str(kinds.get(row.kind, _("every kind"))),
            str(stages.get(row.stage, _("every stage"))),
            workflow.chain(
                row.organ,
                row.stage or Stage.FILING,
                procedure=row.procedure,
                unit=HandlingUnit.STREET,
                kind=row.kind or Submission.Kind.STAGE,
            ),
        )
        for row in rows
    ]


def _settings() -> list[LegalSetting]:
    """Of each setting the row in force today, and those still to come."""
    today, found = timekeeper.today(), {}
    for row in LegalSetting.objects.order_by("code", "organ", "valid_from"):
        key = (row.code, row.organ, row.valid_from if row.valid_from > today else None)
        found[key] = row
    return list(found.values())


def _scored(check: Check) -> Scored:
    own = AUTOMATIC.get(check.code)
    return Scored(check, own.rules if own else ())


# --- What would satisfy a rule, read from its own source --------------------------------------------------------------


@cache
def _remedies(module: str, name: str) -> tuple[Remedy, ...]:
    """The sentences of `problem(…)` in a function, and in the functions of its module that it calls."""
    place = sys.modules[module]
    return tuple(_sentences(place, name, set()))


def remedies(rule: Rule) -> list[Remedy]:
    """Every refusal of a rule with its remedy, in the order of its source."""
    check = inspect.unwrap(rule.check)
    return list(_remedies(check.__module__, check.__name__)) if hasattr(check, "__name__") else []


def _sentences(place: Any, name: str, seen: set[str]) -> Iterator[Remedy]:
    function = getattr(place, name, None)
    if name in seen or not inspect.isfunction(function):
        return
    seen.add(name)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    for call in sorted(calls, key=lambda node: node.lineno):
        if call.func.id == "problem":
            texts = [BLANK.sub("…", str(part.value)) for part in call.args if isinstance(part, ast.Constant)]
            zh, en, zh_remedy, en_remedy = (texts + [""] * 4)[:4]
            yield Remedy(Pair(zh, en), Pair(zh_remedy, en_remedy))
        else:
            yield from _sentences(sys.modules.get(function.__module__, place), call.func.id, seen)
