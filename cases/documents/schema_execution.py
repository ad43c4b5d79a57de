"""What the papers of execution hold (see schema.py for the conventions)."""

from __future__ import annotations

from typing import TypedDict

from .schema import Approval, OfCase, Person


class Decided(OfCase):
    """The decision that is executed."""

    decision_title: str
    decision_number: str
    decided_on: str
    served_on: str
    fine: str
    daily_percent: str


class CJCG(Decided):
    due_on: str
    pay_by: str
    unpaid: str


class JCFK(Decided):
    due_on: str
    unpaid: str
    until: str
    days: str
    amount: str


class Part(TypedDict):
    due_on: str
    amount: str
    left: str


class YQSP(Approval):
    decision_number: str
    violation: str
    penalty: str
    applied_on: str
    reason: str
    plan: list[Part]


class YQPZ(Decided):
    amount: str
    until: str
    parts: list[Part]


class QZCG(Decided):
    pay_by: str
    unpaid: str
    surcharge: str
    total: str


class QZSQ(Decided):
    signed_by: str
    court: str
    unpaid: str
    surcharge: str
    total: str
    reminder_number: str
    reminded_on: str
    views: str
    target: str
    attachments: list[str]
    officers: list[Person]


FORMS: tuple[type, ...] = (CJCG, JCFK, YQSP, YQPZ, QZCG, QZSQ)
