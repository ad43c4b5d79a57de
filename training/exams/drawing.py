"""Draw a paper: a function of its seed and of the exam's pool. Codes decide, keys and order of rows do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from training.models import QuestionEdition

Line = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A question with the order in which its options are shown."""

    edition: QuestionEdition
    order: list[int]


def seed_of(exam_seed: int, account: str, attempt: int) -> str:
    """The seed of somebody's paper; the same for the same exam, person and attempt."""
    return sha256(f"{exam_seed}|{account}|{attempt}".encode()).hexdigest()[:16]


def fits(line: Line, edition: QuestionEdition) -> bool:
    """Whether a line of the blueprint may draw this question; an empty part of the line means any."""
    return all(
        not wanted or wanted == value
        for wanted, value in (
            (line["topic"], edition.topic),
            (line["item"], edition.item_code),
            (line["kind"], edition.kind),
        )
    )


def draw(blueprint: Sequence[Line], pool: Iterable[QuestionEdition], seed: str) -> list[Drawn]:
    """Line by line, the narrow ones first, the questions with the lowest lots; then all in an order of its own."""
    left = sorted(pool, key=lambda one: _lot(seed, one.question.code))
    taken: list[QuestionEdition] = []
    for line in sorted(blueprint, key=_order):
        chosen = [one for one in left if fits(line, one)][: line["count"]]
        taken += chosen
        codes = {one.question.code for one in chosen}
        left = [one for one in left if one.question.code not in codes]
    taken.sort(key=lambda one: _lot(seed, "place", one.question.code))
    return [Drawn(one, _shuffled(one, seed)) for one in taken]


def short_of(blueprint: Sequence[Line], pool: Sequence[QuestionEdition]) -> list[tuple[Line, int, int]]:
    """Lines that some seed could fail to fill: the line, how many questions it has, how many it needs.

    A line needs its own number and those that lines drawn before it may take from the same questions.
    """
    found, before = [], []
    for line in sorted(blueprint, key=_order):
        own = frozenset(one.pk for one in pool if fits(line, one))
        needed = line["count"] + sum(count for count, theirs in before if own & theirs)
        if len(own) < needed:
            found.append((line, len(own), needed))
        before.append((line["count"], own))
    return found


def _shuffled(edition: QuestionEdition, seed: str) -> list[int]:
    places = list(range(len(edition.options)))
    if edition.kind == QuestionEdition.Kind.JUDGEMENT:
        return places
    return sorted(places, key=lambda place: _lot(seed, edition.question.code, str(place)))


def _order(line: Line) -> tuple[Any, ...]:
    """The narrow lines before the wide ones, a topic before a kind; whatever the order they are written in."""
    parts = (line["topic"], line["item"], line["kind"])
    missing = [not part for part in parts]
    return (sum(missing), missing, parts)


def _lot(seed: str, *parts: str) -> str:
    return sha256("|".join((seed, *parts)).encode()).hexdigest()
