"""What the papers of a hearing and of a collective discussion hold (see schema.py for the conventions)."""

from __future__ import annotations

from typing import TypedDict

from .schema import Approval, OfCase, Person


class Panel(OfCase):
    """Who sits at a hearing (处罚法 64(4))."""

    chair: Person
    members: list[Person]
    recorder: Person


class TZTZ(Panel):
    starts_at: str
    place: str
    is_public: bool
    closed_reason: str
    others: str


class Agent(TypedDict):
    name: str
    unit: str
    authority: str


class TZBL(Panel):
    place: str
    start: str
    end: str
    is_public: bool
    investigators: list[Person]
    attended_by: str
    agents: list[Agent]
    others: str
    absence: str  # "" where the hearing was held
    case_put: str
    party_said: str
    record: str
    refusal: str


class TZBG(Panel, Approval):
    held_on: str
    place: str
    summary: str
    opinion: str


class SpokenOpinion(TypedDict):
    name: str
    position: str
    opinion: str
    agrees: bool


class JTTL(OfCase):
    start: str
    end: str
    place: str
    presiding: Person
    reporter: Person
    recorder: Person
    summary: str
    opinions: list[SpokenOpinion]
    outcome: str
    penalties: list[str]
    conclusion: str


FORMS: tuple[type, ...] = (TZTZ, TZBL, TZBG, JTTL)
