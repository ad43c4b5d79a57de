"""The question bank: what a question must satisfy, its editions, and the bank that ships."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import cases.legality  # noqa: F401  (registers the rules)
from cases.documents.catalogue import ROOT
from cases.legality.registry import RULES
from delegation.models import Item
from gongshu_enforcement.citations import Library
from gongshu_enforcement.models import User
from training.models import Question, QuestionEdition
from training.models.question import LETTERS
from training.topics import LABELS

from . import citing

STARTER = ROOT / "data" / "question_bank.csv"
JUDGEMENT = ("正确", "错误")
Kind = QuestionEdition.Kind
Content = dict[str, Any]


def problems(content: Content, texts: Library, items: set[str]) -> dict[str, list[str]]:
    """What is wrong with a question, by field; empty where it may be stored."""
    found: dict[str, list[str]] = {}

    def wrong(field: str, text: str) -> None:
        found.setdefault(field, []).append(text)

    for name, most in (("text", 500), ("explanation", 600), ("citation", 120)):
        if not content[name]:
            wrong(name, _("This field is required."))
        elif len(content[name]) > most:
            wrong(name, _("At most %(most)s characters.") % {"most": most})
    if content["kind"] not in Kind.values:
        wrong("kind", _("Choose a kind of question."))
    if content["topic"] not in LABELS:
        wrong("topic", _("Choose a topic."))
    if content["item_code"] and content["item_code"] not in items:
        wrong("item_code", _("No item of a catalogue has this code."))
    if content["rule_code"] and content["rule_code"] not in RULES:
        wrong("rule_code", _("No rule of law has this code."))
    if content["citation"]:
        try:
            citing.check(content["citation"], texts)
        except ValidationError as error:
            wrong("citation", error.messages[0])
    _check_options(content, wrong)
    return found


def _check_options(content: Content, wrong: Any) -> None:
    options, answers = content["options"], content["answers"]
    if not 2 <= len(options) <= len(LETTERS):
        wrong("options", _("Two to eight options, one a line."))
    if len(set(options)) != len(options):
        wrong("options", _("An option stands twice."))
    if content["kind"] == Kind.JUDGEMENT and tuple(options) != JUDGEMENT:
        wrong("options", _("True or false has the options 正确 and 错误."))
    if not answers or any(not 0 <= place < len(options) for place in answers):
        wrong("answers", _("Give the letters of the right options, A for the first."))
    elif content["kind"] != Kind.MULTIPLE and len(answers) != 1:
        wrong("answers", _("This kind of question has one right option."))
    elif content["kind"] == Kind.MULTIPLE and len(answers) < 2:
        wrong("answers", _("A multiple choice has two right options or more."))


def places(letters: str) -> list[int]:
    """ABD → [0, 1, 3]; a sign that is no letter of an option becomes -1, which no option has."""
    found = {LETTERS.find(sign) for sign in letters.upper().replace("、", "").replace(",", "").replace(" ", "")}
    return sorted(found)


def items() -> set[str]:
    """Codes of every item of a catalogue that was ever published."""
    return set(Item.objects.exclude(version__status="draft").values_list("code", flat=True))


def add(content: Content, *, code: str, by: User | None, on: date) -> Question:
    """A new question with its first edition."""
    question = Question.objects.create(code=code)
    return edit(question, content, by=by, on=on)


def edit(question: Question, content: Content, *, by: User | None, on: date) -> Question:
    """A further edition; papers already drawn keep theirs."""
    last = question.editions.order_by("-edition").first()
    question.current = QuestionEdition.objects.create(
        question=question, edition=last.edition + 1 if last else 1, made_by=by, made_on=on, **content
    )
    question.save(update_fields=["current"])
    return question


def next_code() -> str:
    """T and the next free number."""
    used = Question.objects.filter(code__regex=r"^T\d+$").values_list("code", flat=True)
    return f"T{max((int(code[1:]) for code in used), default=0) + 1:03d}"


def in_use() -> QuerySet[QuestionEdition]:
    """The editions that papers may be drawn from."""
    return (
        QuestionEdition.objects.filter(question__current_id__isnull=False, question__retired_on=None)
        .filter(pk__in=Question.objects.values("current_id"))
        .select_related("question")
        .order_by("question__code")
    )


@cache
def starter() -> tuple[dict[str, str], ...]:
    """The questions that ship, as rows of text; each was compared with its article."""
    with STARTER.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def content_of(row: dict[str, str]) -> Content:
    """A row of text as the content of an edition; options stand behind bars or on lines of their own."""
    options = [part.strip() for part in row["options"].replace("\n", "|").split("|") if part.strip()]
    if row["kind"] == Kind.JUDGEMENT and not options:
        options = list(JUDGEMENT)
    return {
        "kind": row["kind"],
        "topic": row["topic"],
        "item_code": row["item"],
        "rule_code": row["rule"],
        "citation": row["citation"],
        "text": row["text"],
        "options": options,
        "answers": places(row["answers"]),
        "explanation": row["explanation"],
    }


def editions(pks: list[int]) -> list[QuestionEdition]:
    """The editions of a pool, by their codes."""
    return list(QuestionEdition.objects.filter(pk__in=pks).select_related("question").order_by("question__code"))
