"""Closed cases as rows, and a drawn quarter; what is evaluated goes through the door."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case, Handler, Violation
from delegation.models import Item, Officer, Organ
from gongshu_enforcement import door
from gongshu_enforcement.models import User
from tests.supervision.made import made
from training.evaluation import proposals
from training.models import DrawnDossier, EvaluationRound, Seat

QUARTER = "2026Q1"
AFTER = date(2026, 4, 8)  # a working day after the first quarter


def closed(street: str = "shiqiao", item: str = "AQ-02", *, filed: date = date(2026, 2, 2), **more: Any) -> Case:
    """A case of the first quarter, closed by its street, with its two officers."""
    organ = "fire" if item.startswith("XF") else "emergency"
    case = made(street, filed=filed, decision_after=5, closed_after=8, organ=organ, **more)
    Violation.objects.create(case=case, item=Item.objects.get(code=item, version__status="published"))
    officers = Officer.objects.filter(street=case.street, kind="officer", user__isnull=False).order_by("pk")[:2]
    for number, officer in enumerate(officers):
        Handler.objects.create(case=case, officer=officer, is_lead=not number, since=filed)
    return case


def drawn(*streets: str, seed: int = 7, per_street: int = 1) -> EvaluationRound:
    """A quarter drawn by the legal section, with a dossier of each of the streets."""
    for street in streets or ("shiqiao",):
        closed(street)
    return act(
        "draw_round", Organ.objects.get(code="emergency"), "legal", quarter=QUARTER, per_street=per_street, seed=seed
    )


def act(code: str, subject: Any, account: str | User, **inputs: Any) -> Any:
    """Through the door, as somebody."""
    user = account if isinstance(account, User) else User.objects.get(username=account)
    return door.perform(code, subject, acting_user=user, **inputs)


def seat(dossier: DrawnDossier, part: str) -> User:
    """Who sits there."""
    return Seat.objects.get(dossier=dossier, part=part, ended_on=None).officer.user


def answers(dossier: DrawnDossier, **faults: str) -> list[dict[str, Any]]:
    """A whole form: everything the software leaves open is in order, but for the faults given (code=points)."""
    given = []
    for code, found in proposals.of(dossier).items():
        if code in faults:
            given.append({"code": code, "result": "faulty", "deduction": faults[code], "reason": f"{code} 演示"})
        elif found.result != "in_order":
            given.append({"code": code, "result": "in_order", "deduction": "0", "reason": "演示"})
    return given


def mark(dossier: DrawnDossier, part: str, **faults: str) -> Any:
    """Hand in the form of a seat."""
    inputs = {"answers": answers(dossier, **faults), "opinion": ""}
    return act("mark_dossier", dossier, seat(dossier, part), **inputs)


def settled(made_round: EvaluationRound, **faults: str) -> list[DrawnDossier]:
    """Both forms of every dossier, alike."""
    for dossier in made_round.dossiers.all():
        mark(dossier, "first", **faults)
        mark(dossier, "second", **faults)
    return list(made_round.dossiers.all())
