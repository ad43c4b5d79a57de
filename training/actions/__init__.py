"""The verbs of training; importing this registers them at the door."""

from . import appeals, commentary, evaluation

__all__ = ["appeals", "commentary", "evaluation"]
