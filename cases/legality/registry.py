"""The registry of rules of law: each written once, used at the door, on the page, in checklist and manual.

A rule is a pure function on a read-only view of the case that yields findings. Its sentences are zh/en pairs kept here,
because they are sentences of law and not of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import Action
from gongshu_enforcement.errors import Finding
from gongshu_enforcement.working_days import CalendarNotCovered

from .sources import Source, parse


@dataclass(frozen=True)
class Facts:
    """What a rule may look at: the case, the act's inputs, the day to the law, who acts."""

    case: Any
    subject: Any
    inputs: dict[str, Any]
    on: date
    gate: str

    @property
    def street_handles(self) -> bool:
        """Whether the street is the handler: the delegation rules apply to it alone."""
        return self.case.handling_unit == "street"

    @cached_property
    def notice(self) -> Any:
        """The advance notice that counts, with its hearing, defence and items; read once for all rules of an act."""
        notice = self.case.standing_notice()
        if notice is not None:
            prefetch_related_objects([notice], "defences", "items")
        return notice

    def content(self, name: str, default: Any = None) -> Any:
        """A value of the submission now being made."""
        return self.inputs.get(name, default)


@dataclass(frozen=True)
class Pair:
    """A sentence in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    def format(self, **values: Any) -> Pair:
        """The sentence with its values filled in."""
        return Pair(self.zh.format(**values), self.en.format(**values))


Problem = tuple[Pair, Pair, str]
Check = Callable[[Facts], Iterable[Problem]]


@dataclass(frozen=True)
class Rule:
    """One rule: code, title, articles, severity, the gates where it applies, its check.

    `covers`: the rows of the table of procedural rules it enforces (none: the row of its own code).
    `invariants`: the numbers of the workflow's invariants that it guards.
    """

    code: str
    title: Pair
    articles: str
    severity: str
    gates: frozenset[str]
    check: Check
    covers: tuple[str, ...] = ()
    invariants: tuple[int, ...] = ()

    @property
    def sources(self) -> list[Source]:
        """The statutes and local rules it rests on, by their full names."""
        return parse(self.articles)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the table of procedural rules that it enforces."""
        return self.covers or (self.code,)

    def findings(self, facts: Facts) -> Iterator[Finding]:
        """What the rule finds in these facts.

        A warning that needs working days nobody knows yet is not given; a rule that blocks raises CalendarNotCovered.
        """
        try:
            problems = list(self.check(facts))
        except CalendarNotCovered:
            if self.severity == "block":
                raise
            return
        for message, remedy, field_name in problems:
            yield Finding(
                code=self.code,
                message=message,
                remedy=remedy,
                article=self.articles,
                severity=self.severity,
                field=field_name,
            )


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    zh: str,
    en: str,
    articles: str,
    gates: Iterable[str],
    severity: str = "block",
    covers: Iterable[str] = (),
    invariants: Iterable[int] = (),
):
    """Register a rule of law."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        RULES[code] = Rule(
            code, Pair(zh, en), articles, severity, frozenset(gates), check, tuple(covers), tuple(invariants)
        )
        return check

    return register


def problem(zh: str, en: str, remedy_zh: str = "", remedy_en: str = "", *, at: str = "", **values: Any) -> Problem:
    """A problem a rule reports: message, remedy, field; values are filled into both sentences."""
    return Pair(zh, en).format(**values), Pair(remedy_zh, remedy_en).format(**values), at


def rules_at(gate: str) -> list[Rule]:
    """The rules that apply at a gate, in the order of their codes' registration."""
    return [found for found in RULES.values() if gate in found.gates]


def findings_at(gate: str, case: Any, *, subject: Any = None, inputs: dict[str, Any] | None = None) -> list[Finding]:
    """Every finding of every rule at a gate, blocks first."""
    inputs = inputs or {}
    facts = Facts(case, subject or case, inputs, inputs.get("happened_on") or timekeeper.today(), gate)
    found = [finding for entry in rules_at(gate) for finding in entry.findings(facts)]
    return sorted(found, key=lambda finding: not finding.blocks)


@dataclass(frozen=True)
class ChecklistLine:
    """One line beside the officer's form: a rule and what it found; green where it found nothing."""

    rule: Rule
    findings: list[Finding] = field(default_factory=list)

    @property
    def state(self) -> str:
        """ok, warn or block."""
        if not self.findings:
            return "ok"
        return "block" if any(finding.blocks for finding in self.findings) else "warn"


def checklist(gate: str, case: Any, inputs: dict[str, Any] | None = None) -> list[ChecklistLine]:
    """The checklist of a gate: every rule that applies there with its findings now."""
    inputs = inputs or {}
    facts = Facts(case, case, inputs, inputs.get("happened_on") or timekeeper.today(), gate)
    return [ChecklistLine(entry, list(entry.findings(facts))) for entry in rules_at(gate)]


def at_the_door(entry: Action, root: Any, subject: Any, inputs: dict[str, Any]) -> list[Finding]:
    """The door's question: what do the rules say of this action now?"""
    return findings_at(entry.code, root, subject=subject, inputs=inputs)
