"""Nouns of training, one file each."""

from .appeal import Appeal, AppealPoint
from .attendance import Attendance, CalendarFeed
from .commentary import Commentary, CommentedCase, FollowUp, Remark
from .drawn import DrawnDossier, Fault
from .event import EventFile, EventKind, InvitedKind, TrainingEvent
from .mark import Mark, MarkLine
from .rhythm import TrainingRhythm
from .round import EvaluationRound
from .seat import Seat, SeatReading
from .team import TeamMember

__all__ = [
    "Appeal",
    "AppealPoint",
    "Attendance",
    "CalendarFeed",
    "Commentary",
    "CommentedCase",
    "DrawnDossier",
    "EvaluationRound",
    "EventFile",
    "EventKind",
    "Fault",
    "FollowUp",
    "InvitedKind",
    "Mark",
    "MarkLine",
    "Remark",
    "Seat",
    "SeatReading",
    "TeamMember",
    "TrainingEvent",
    "TrainingRhythm",
]
