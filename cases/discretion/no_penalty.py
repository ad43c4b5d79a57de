"""The grounds for no penalty (处罚法 30, 31, 33), asked before any fine: plain answers → what the law says then.

Five answers on facts, each given once; the grounds follow from them, so that no two answers can contradict each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case, Violation

Reason = Violation.NoPenaltyReason

QUESTIONS = {
    "minor": _("Is the violation minor?"),
    "corrected": _("Was it corrected in time?"),
    "harm": _("What harm did it do?"),
    "first": _("Is it the party's first violation?"),
    "no_fault": _("Has the party proved that it was not at fault?"),
    "capacity": _("Age and capacity at the time"),
}
HARMS = {"none": _("None"), "slight": _("Slight"), "more": _("More than slight")}
CAPACITIES = {
    "full": _("Eighteen or older, full capacity"),
    "minor": _("Fourteen to seventeen (CF 30)"),
    "child": _("Under fourteen (CF 30)"),
    "limited": _("Limited capacity (CF 31)"),
    "incapable": _("Without capacity at the time (CF 31)"),
}
YES_NO = ("minor", "corrected", "first", "no_fault")
FOURTEEN, EIGHTEEN = 14, 18  # 处罚法 30


@dataclass(frozen=True)
class Ground:
    """A ground that the answers make out, and whether the law then forbids a penalty or only allows to waive it."""

    code: str
    must: bool
    article: str

    @property
    def label(self) -> str:
        """The ground in words."""
        return str(Reason(self.code).label)


GROUNDS = {
    Reason.MINOR: Ground(Reason.MINOR, True, "处罚法33(1)"),
    Reason.FIRST: Ground(Reason.FIRST, False, "处罚法33(1)"),
    Reason.NO_FAULT: Ground(Reason.NO_FAULT, True, "处罚法33(2)"),
    Reason.UNDER_AGE: Ground(Reason.UNDER_AGE, True, "处罚法30"),
    Reason.INCAPABLE: Ground(Reason.INCAPABLE, True, "处罚法31"),
}
OF_PERSONS = frozenset({Reason.UNDER_AGE, Reason.INCAPABLE})


@dataclass(frozen=True)
class Answers:
    """What was answered on one violation; None or “” where nothing was."""

    minor: bool | None = None
    corrected: bool | None = None
    harm: str = ""
    first: bool | None = None
    no_fault: bool | None = None
    capacity: str = ""
    reason: str = ""
    why_punished: str = ""

    @classmethod
    def of(cls, given: Any) -> Answers:
        """Read what a row holds; anything that is no answer counts as none given."""
        if not isinstance(given, Mapping):
            return cls()
        told = {name: given[name] for name in YES_NO if isinstance(given.get(name), bool)}
        texts = {name: str(given.get(name) or "").strip() for name in ("reason", "why_punished")}
        harm, capacity = given.get("harm"), given.get("capacity")
        return cls(
            **told,
            **texts,
            harm=harm if harm in HARMS else "",
            capacity=capacity if capacity in CAPACITIES else "",
        )

    def missing(self, target: str) -> list[str]:
        """The questions without an answer; an individual is asked for age and capacity too."""
        open_ones = [name for name in YES_NO if getattr(self, name) is None]
        if not self.harm:
            open_ones.append("harm")
        if target == "individual" and not self.capacity:
            open_ones.append("capacity")
        return open_ones if self.reason else [*open_ones, "reason"]

    def grounds(self) -> list[Ground]:
        """The grounds made out, those that forbid a penalty first."""
        made_out = {
            Reason.MINOR: self.minor and self.corrected and self.harm == "none",
            Reason.NO_FAULT: self.no_fault,
            Reason.UNDER_AGE: self.capacity == "child",
            Reason.INCAPABLE: self.capacity == "incapable",
            Reason.FIRST: self.first and self.corrected and self.harm in ("none", "slight"),
        }
        return [GROUNDS[code] for code, holds in made_out.items() if holds]

    @property
    def forbidding(self) -> list[Ground]:
        """Grounds that leave no room for a penalty."""
        return [ground for ground in self.grounds() if ground.must]

    @property
    def may_waive(self) -> bool:
        """Whether nothing but the first-offence waiver is made out."""
        return [ground.code for ground in self.grounds()] == [Reason.FIRST]


def age_on(on: date, born_on: date | None, id_number: str) -> int | None:
    """A person's age on a day, from the date of birth or the ID number; None where neither says it."""
    born = born_on or _born_by(id_number)
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_at_the_act(case: Case) -> int | None:
    """The party's age on the day of the act; None for a unit, and where nothing says it."""
    party = case.party
    return None if party.is_unit else age_on(case.act_ended_on or case.found_on, party.born_on, party.id_number)


def capacities_by_age(case: Case) -> tuple[str, ...]:
    """The answers on capacity that fit the party's age, the usual one first; empty where the age is not known."""
    return capacities_at(age_at_the_act(case))


def capacities_at(age: int | None) -> tuple[str, ...]:
    """The answers on capacity that fit an age, the usual one first; empty where it is not known."""
    if age is None:
        return ()
    if age >= EIGHTEEN:
        return ("full", "limited", "incapable")
    return ("child", "incapable") if age < FOURTEEN else ("minor", "incapable")


def _born_by(number: str) -> date | None:
    digits = number[6:14]
    if len(number) != 18 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
