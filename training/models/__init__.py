"""Nouns of training, one file each."""

from .appeal import Appeal, AppealPoint
from .commentary import Commentary, CommentedCase, FollowUp, Remark
from .contest import Contest, Contestant, ContestRound, Entry, Judge, JudgeMark, MockDocument, Team
from .drawn import DrawnDossier, Fault
from .exam import Exam, Paper, PaperQuestion
from .learning import LearningStep
from .mark import Mark, MarkLine
from .question import Question, QuestionEdition
from .round import EvaluationRound
from .seat import Seat, SeatReading

__all__ = [
    "Appeal",
    "AppealPoint",
    "Commentary",
    "CommentedCase",
    "Contest",
    "ContestRound",
    "Contestant",
    "DrawnDossier",
    "Entry",
    "EvaluationRound",
    "Exam",
    "Fault",
    "FollowUp",
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
]
