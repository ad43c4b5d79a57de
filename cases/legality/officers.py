"""Rules on who may be put on a case: people of the unit that handles it, by the street's autonomy step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from delegation.models import LiaisonVisit, Officer, Street
from delegation.selectors import liaison_of

from .registry import Facts, Problem, problem, rule

APPOINTING = ("open_case", "decide_on_site", "accept_hand_over", "reopen", "replace_officer", "decide_recusal")


@dataclass(frozen=True)
class Crew:
    """Who handles the case after the act: everybody, and those who join by it."""

    street: Street
    organ: Any
    by_street: bool
    everybody: list[Officer]
    joining: list[Officer]
    on: date

    @cached_property
    def one_and_one(self) -> bool:
        """Whether the street only takes part in its cases (参与办) on the day of the act."""
        return self.by_street and self.street.step_on(self.on) == Street.AutonomyStep.PARTICIPATE

    @property
    def liaison(self) -> Officer | None:
        """The liaison who mentors the street."""
        return liaison_of(self.street)


def crew_of(facts: Facts) -> Crew | None:
    """The crew an act would leave on the case; None where it names nobody."""
    inputs = facts.inputs
    if facts.gate in ("open_case", "decide_on_site"):
        officers = inputs["officers"]
        return Crew(facts.subject, inputs["organ"], inputs["handling_unit"] == "street", officers, officers, facts.on)
    case = facts.case
    if facts.gate == "accept_hand_over":
        return Crew(case.street, case.organ, False, inputs["officers"], inputs["officers"], facts.on)
    if facts.gate == "reopen":
        return Crew(case.street, case.organ, facts.street_handles, inputs["officers"], inputs["officers"], facts.on)
    joining = inputs.get("officer")
    if joining is None:
        return None
    leaving = inputs["leaving"] if facts.gate == "replace_officer" else inputs["recusal"].officer
    staying = [row.officer for row in case.current_handlers() if row.officer_id != leaving.pk]
    return Crew(case.street, case.organ, facts.street_handles, [*staying, joining], [joining], facts.on)


@rule(
    "A8u",
    zh="承办人员须是办案单位的执法人员",
    en="Officers belong to the unit that handles the case",
    articles="处罚法20、21、42(1)",
    gates=APPOINTING,
    covers=("A3",),
    invariants=(5,),
)
def officers_of_the_unit(facts: Facts) -> Iterator[Problem]:
    """A street's cases are handled by its own officers, the organ's by the organ's own; nobody delegates further."""
    crew = crew_of(facts)
    if crew is None:
        return
    for officer in crew.joining:
        if _belongs(officer, crew):
            continue
        yield problem(
            "{name} 不是{unit}的执法人员。",
            "{name} is not an enforcement officer of {unit}.",
            "选择{unit}的持证执法人员。",
            "Choose a certified officer of {unit}.",
            at="officers",
            name=officer.name,
            unit=(crew.street if crew.by_street else crew.organ).name,
        )


def _belongs(officer: Officer, crew: Crew) -> bool:
    if officer.kind == Officer.Kind.OFFICER:
        return officer.street_id == crew.street.pk if crew.by_street else officer.organ_id == crew.organ.pk
    return crew.one_and_one and crew.liaison == officer


@rule(
    "A8p",
    zh="“参与办”街道的案件须有区级联络员同办（1+1）",
    en="In a street that only takes part, the liaison handles the case too (1+1)",
    articles="处罚法42(1)；委托协议",
    gates=APPOINTING,
)
def liaison_takes_part(facts: Facts) -> Iterator[Problem]:
    """One officer of the street and the liaison of its mentoring group; from the next step on the street acts alone (0+2)."""
    crew = crew_of(facts)
    if crew is None or not crew.one_and_one or crew.liaison in crew.everybody:
        return
    yield problem(
        "{street}为“参与办”阶段，案件须由一名街道执法人员和联络员{liaison}共同办理。",
        "{street} only takes part for now: one officer of the street and the liaison {liaison} handle its cases together.",
        "将联络员列为第二承办人。",
        "Name the liaison as second officer.",
        at="officers",
        street=crew.street.name,
        liaison=crew.liaison.name if crew.liaison else "—",
    )


@rule(
    "A8g",
    zh="“指导办”街道立案前先听取联络员指导",
    en="In a guided street the liaison is asked before a case is filed",
    articles="委托协议",
    gates=("submit_filing",),
    severity="warn",
)
def liaison_was_asked(facts: Facts) -> Iterator[Problem]:
    """The liaison's log names the case (see LiaisonVisit); the step that counts is the one of the day it was opened."""
    case = facts.case
    if not facts.street_handles or case.street.step_on(case.opened_on) != Street.AutonomyStep.GUIDED:
        return
    if LiaisonVisit.objects.filter(street=case.street_id, case_reference=case.reference).exists():
        return
    yield problem(
        "{street}为“指导办”阶段，联络员的指导日志中还没有本案。",
        "{street} is guided for now, and the liaison's log does not name this case yet.",
        "请联络员指导，并由其在驻点日志中登记本案编号。",
        "Ask the liaison, who then enters the case's reference in the log of visits.",
        street=case.street.name,
    )
