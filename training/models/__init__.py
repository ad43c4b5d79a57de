"""Nouns of training, one file each."""

from .appeal import Appeal, AppealPoint
from .commentary import Commentary, CommentedCase, FollowUp, Remark
from .drawn import DrawnDossier, Fault
from .mark import Mark, MarkLine
from .round import EvaluationRound
from .seat import Seat, SeatReading

__all__ = [
    "Appeal",
    "AppealPoint",
    "Commentary",
    "CommentedCase",
    "DrawnDossier",
    "EvaluationRound",
    "Fault",
    "FollowUp",
    "Mark",
    "MarkLine",
    "Remark",
    "Seat",
    "SeatReading",
]
