"""Mark a paper: a question is right or wrong as a whole; the score is the share of right ones in percent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from training.models import Paper, PaperQuestion, QuestionEdition

TENTH = Decimal("0.1")
Answers = Mapping[str, list[int]]


def keep(paper: Paper, answers: Answers, at: datetime) -> list[PaperQuestion]:
    """Store what was answered; whatever is no option of its question is left out."""
    questions = list(paper.questions.select_related("edition"))
    for one in questions:
        one.given = _clean(one.edition, answers.get(str(one.position), []))
    PaperQuestion.objects.bulk_update(questions, ["given"])
    paper.saved_at = at
    return questions


def _clean(edition: QuestionEdition, given: list[int]) -> list[int]:
    known = sorted({place for place in given if 0 <= place < len(edition.options)})
    return known if edition.kind == QuestionEdition.Kind.MULTIPLE else known[:1]


def mark(paper: Paper, questions: list[PaperQuestion], at: datetime, *, timed_out: bool = False) -> None:
    """Close the paper with its result."""
    for one in questions:
        one.is_right = sorted(one.given) == sorted(one.edition.answers)
    PaperQuestion.objects.bulk_update(questions, ["is_right"])
    paper.right = sum(bool(one.is_right) for one in questions)
    paper.score = (Decimal(100) * paper.right / max(len(questions), 1)).quantize(TENTH, ROUND_HALF_UP)
    paper.passed = paper.score >= paper.exam.pass_mark
    paper.handed_in_at, paper.timed_out = at, timed_out
    paper.save(update_fields=["right", "score", "passed", "handed_in_at", "timed_out", "saved_at"])
