"""The seats of one person: what they have to evaluate now, and what they did."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from training.models import DrawnDossier, EvaluationRound, Seat

State = DrawnDossier.State


def held(user: Any) -> QuerySet[Seat]:
    """Every present seat of a person in rounds being evaluated, once they are asked."""
    found = Seat.objects.filter(officer__user=user, officer__active=True, ended_on=None, called=True).filter(
        dossier__round__state=EvaluationRound.State.MARKING
    )
    return found.select_related("dossier__round", "dossier__street", "dossier__drawn_case", "mark")


def waiting(user: Any) -> QuerySet[Seat]:
    """The seats whose form is outstanding."""
    evaluating = Q(dossier__state=State.MARKING) & ~Q(part=Seat.Part.ARBITER)
    deciding = Q(dossier__state=State.ARBITRATION, part=Seat.Part.ARBITER)
    return held(user).filter(evaluating | deciding, mark=None)
