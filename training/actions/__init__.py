"""The verbs of training; importing this registers them at the door."""

from . import appeals, commentary, contest, contest_rounds, evaluation, exams, learning, questions

__all__ = ["appeals", "commentary", "contest", "contest_rounds", "evaluation", "exams", "learning", "questions"]
