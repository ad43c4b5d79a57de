"""The verbs of training; importing this registers them at the door."""

from . import appeals, evaluation

__all__ = ["appeals", "evaluation"]
