"""Nouns of training, one file each."""

from .appeal import Appeal, AppealPoint
from .attendance import Attendance, CalendarFeed
from .commentary import Commentary, CommentedCase, FollowUp, Remark
from .contest import Contest, Contestant, ContestRound, Entry, Judge, JudgeMark, MockDocument, Team
from .drawn import DrawnDossier, Fault
from .event import EventFile, EventKind, InvitedKind, TrainingEvent
from .exam import Exam, Paper, PaperQuestion
from .learning import LearningStep
from .mark import Mark, MarkLine
from .question import Question, QuestionEdition
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
    "Contest",
    "ContestRound",
    "Contestant",
    "DrawnDossier",
    "Entry",
    "EvaluationRound",
    "EventFile",
    "EventKind",
    "Exam",
    "Fault",
    "FollowUp",
    "InvitedKind",
    "Judge",
    "JudgeMark",
    "LearningStep",
    "Mark",
    "MarkLine",
    "MockDocument",
    "Paper",
    "PaperQuestion",
    "Question",
    "QuestionEdition",
    "Remark",
    "Seat",
    "SeatReading",
    "Team",
    "TeamMember",
    "TrainingEvent",
    "TrainingRhythm",
]
