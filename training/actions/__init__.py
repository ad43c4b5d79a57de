"""The verbs of training; importing this registers them at the door."""

from . import appeals, commentary, contest, evaluation, exams, learning, questions

__all__ = ["appeals", "commentary", "contest", "evaluation", "exams", "learning", "questions"]
