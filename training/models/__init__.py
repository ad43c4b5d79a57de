"""Nouns of training, one file each."""

from .appeal import Appeal, AppealPoint
from .drawn import DrawnDossier, Fault
from .mark import Mark, MarkLine
from .round import EvaluationRound
from .seat import Seat, SeatReading

__all__ = [
    "Appeal",
    "AppealPoint",
    "DrawnDossier",
    "EvaluationRound",
    "Fault",
    "Mark",
    "MarkLine",
    "Seat",
    "SeatReading",
]
