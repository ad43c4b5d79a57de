"""What answers say: the share right per question, weak topics, and questions that speak for a training.

A person's answer to a question counts once, by the paper handed in last, however many attempts, exams and editions asked it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from training.models import Exam, PaperQuestion
from training.topics import LABELS

FEW = 5  # answers; fewer say little about a question
WEAK = 60  # per cent right, below which a question is weak


@dataclass
class Share:
    """How often something was answered right."""

    right: int = 0
    asked: int = 0

    def add(self, is_right: bool) -> None:
        """Count one answer."""
        self.asked += 1
        self.right += is_right

    @property
    def percent(self) -> int | None:
        """Share right in percent; None where nobody answered."""
        return round(100 * self.right / self.asked) if self.asked else None

    @property
    def few(self) -> bool:
        """Whether it rests on few answers."""
        return self.asked < FEW

    @property
    def is_weak(self) -> bool:
        """Whether enough people answered, and too few of them right."""
        return not self.few and self.percent < WEAK


@dataclass
class OfQuestion(Share):
    """A question with its share."""

    code: str = ""
    pk: int = 0
    text: str = ""
    topic: str = ""
    citation: str = ""

    @property
    def label(self) -> Any:
        """Its topic in words."""
        return LABELS[self.topic]


def counted(*, exam: Exam | None = None, since: datetime | None = None) -> list[PaperQuestion]:
    """The answers that count: of each person to each question the last one; one query."""
    answers = PaperQuestion.objects.exclude(paper__handed_in_at=None).select_related("edition__question", "paper")
    if exam is not None:
        answers = answers.filter(paper__exam=exam)
    if since is not None:
        answers = answers.filter(paper__handed_in_at__gte=since)
    latest: dict[tuple[int, int], PaperQuestion] = {}
    for one in answers.order_by("paper__handed_in_at", "paper_id"):
        latest[one.paper.officer_id, one.edition.question_id] = one
    return list(latest.values())


def by_question(answers: Iterable[PaperQuestion]) -> list[OfQuestion]:
    """Question by question, the weakest first."""
    found: dict[int, OfQuestion] = {}
    for one in answers:
        edition = one.edition
        row = found.setdefault(
            edition.question_id,
            OfQuestion(
                code=edition.question.code,
                pk=edition.question_id,
                text=edition.text,
                topic=edition.topic,
                citation=edition.citation,
            ),
        )
        row.add(bool(one.is_right))
    return sorted(found.values(), key=lambda row: (row.percent, row.code))


def by_topic(answers: Iterable[PaperQuestion]) -> list[tuple[Any, Share]]:
    """Topic by topic, the weakest first."""
    found: dict[str, Share] = {}
    for one in answers:
        found.setdefault(one.edition.topic, Share()).add(bool(one.is_right))
    return [(LABELS[topic], share) for topic, share in sorted(found.items(), key=lambda row: (row[1].percent, row[0]))]


def weak_questions(since: datetime) -> Counter[str]:
    """Per topic how many questions are weak: each speaks once for a training, however many people missed it."""
    return Counter(row.topic for row in by_question(counted(since=since)) if row.is_weak)
