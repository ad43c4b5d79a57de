"""What is taught: the topics of trainings that an entry in a liaison's log may name.

Trainings are known on a floor above, which announces them by `use_lessons`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

LessonSource = Callable[[], "list[Lesson]"]
_source: LessonSource = lambda: []  # noqa: E731


@dataclass(frozen=True)
class Lesson:
    """One topic of a training: a lasting key, its name, its page, and the topic of the shared list it belongs to."""

    key: str
    label: str
    url: str
    topic: str = ""


def use_lessons(source: LessonSource) -> None:
    """Let the floor above say which topics there are, the newest first."""
    global _source
    _source = source


def lessons() -> list[Lesson]:
    """Every topic that can be named."""
    return _source()
