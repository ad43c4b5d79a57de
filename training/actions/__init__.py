"""The verbs of training; importing this registers them at the door."""

from . import (
    appeals,
    attendance,
    commentary,
    contest,
    contest_rounds,
    evaluation,
    events,
    exams,
    learning,
    questions,
    rhythm,
    team,
)

__all__ = [
    "appeals",
    "attendance",
    "commentary",
    "contest",
    "contest_rounds",
    "evaluation",
    "events",
    "exams",
    "learning",
    "questions",
    "rhythm",
    "team",
]
