"""What the papers of measures hold: on the spot, compulsory, inquest, samples, appraisal, credit repair (see schema.py)."""

from __future__ import annotations

from typing import TypedDict

from .schema import Approval, OfCase, Person, Sheet
from .schema import Party as PartyFacts


class Danger(TypedDict):
    text: str
    provision: str


class XCCL(Sheet):
    party: PartyFacts
    inspected_on: str
    problems: list[Danger]
    basis: str
    danger: str
    measures: list[str]
    officers: list[Person]
    refusal: str


class KYBL(OfCase):
    start: str
    end: str
    place: str
    weather: str
    present: str
    phone: str
    invited: str
    recorder: Person
    officers: list[Person]
    shown: bool
    findings: str
    sketch: str
    refusal: str


class Sample(TypedDict):
    name: str
    specification: str
    quantity: str


class CYQZ(Sheet):
    party: PartyFacts
    contact: str
    phone: str
    start: str
    end: str
    place: str
    items: list[Sample]
    officers: list[Person]
    refusal: str


class Commissioned(TypedDict):
    name: str
    model: str
    quantity: str
    remark: str


class JDWT(Sheet):
    institution: str
    cause: str
    items: list[Commissioned]
    demand: str
    report_by: str


class QZSP(Approval):
    summary: str
    sort: str
    matter: str
    reason: str
    basis: str
    term: str


class Seized(TypedDict):
    name: str
    specification: str
    unit: str
    quantity: str
    remark: str


class OnSeizure(OfCase):
    verb: str
    number_of_decision: str
    decided_on: str
    items: list[Seized]


class CFKY(OnSeizure):
    problem: str
    basis: str
    start: str
    end: str
    place: str


class CKQD(OnSeizure):
    officers: list[Person]


class CKYQ(OnSeizure):
    reason: str
    until: str


class CKCL(OnSeizure):
    basis: str
    outcome: str
    details: str


class OnSupply(OfCase):
    supply: str
    supplier: str
    order_number: str
    ordered_on: str


class TGTZ(OnSupply):
    hazard: str
    stop_at: str


class TGJD(OnSupply):
    hazard: str
    stop_at: str


class HFGD(OnSupply):
    notice_number: str
    stopped_on: str
    performed_on: str
    restored_at: str


class XYXF(OfCase):
    decision_number: str
    decided_on: str
    channel: str
    period: str
    conditions: list[str]
    materials: list[str]


FORMS: tuple[type, ...] = (XCCL, KYBL, CYQZ, JDWT, QZSP, CFKY, CKQD, CKYQ, CKCL, TGTZ, TGJD, HFGD, XYXF)
