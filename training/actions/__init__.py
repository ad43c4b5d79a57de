"""The verbs of training; importing this registers them at the door."""

from . import appeals, attendance, commentary, evaluation, events, rhythm, team

__all__ = ["appeals", "attendance", "commentary", "evaluation", "events", "rhythm", "team"]
