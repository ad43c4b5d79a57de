"""The verbs of the question bank (题库): add, edit, take out of use, take in a sheet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.models import Organ
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User
from training.exams import bank, citing, sheet
from training.models import Question
from training.permits import CONDUCTOR


def _refuse_if_wrong(content: bank.Content) -> None:
    found = bank.problems(content, citing.library(), bank.items())
    if found:
        raise ActionRefused([Finding("T11", text, field=name) for name, texts in found.items() for text in texts])


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Add a question to the bank"),
    form="training.forms.questions.QuestionForm",
    group="question",
    opens=True,
)
def add_question(organ: Organ, *, acting_user: User, content: dict[str, Any]) -> Question:
    """A new question; its citation must be an article that exists."""
    _refuse_if_wrong(content)
    return bank.add(content, code=bank.next_code(), by=acting_user, on=timekeeper.today())


@door.action(
    permission=CONDUCTOR,
    subject=Question,
    label=_("Edit the question"),
    form="training.forms.questions.QuestionForm",
    group="question",
    available=lambda question, user: question.retired_on is None,
)
def edit_question(question: Question, *, acting_user: User, content: dict[str, Any]) -> Question:
    """A new edition; papers that were drawn, and exams that are announced, keep the old text."""
    _refuse_if_wrong(content)
    if question.current is not None and question.current.content() == {
        **content,
        "answers": sorted(content["answers"]),
    }:
        raise ActionRefused.because("T11", _("Nothing is changed."), remedy=_("Change a field, or go back."))
    return bank.edit(question, content, by=acting_user, on=timekeeper.today())


@door.action(
    permission=CONDUCTOR,
    subject=Question,
    label=_("Take out of use"),
    form="training.forms.questions.RetireForm",
    group="question",
    danger=True,
    available=lambda question, user: question.retired_on is None,
)
def retire_question(question: Question, *, acting_user: User, reason: str) -> Question:
    """No new exam draws it; papers keep it."""
    if question.retired_on is not None:
        raise ActionRefused.because("T11", _("This question is out of use already."))
    question.retired_on, question.retire_reason = timekeeper.today(), reason
    question.save(update_fields=["retired_on", "retire_reason"])
    return question


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Take in a sheet of questions"),
    group="question",
)
def import_questions(organ: Organ, *, acting_user: User, rows: list[dict[str, Any]]) -> int:
    """Store a sheet, all of it or nothing: new questions, and new editions of those that changed."""
    checked = sheet.check(rows)
    if checked.wrong:
        raise ActionRefused.because(
            "T12",
            _("%(count)s rows are wrong; nothing was stored.") % {"count": len(checked.wrong)},
            remedy=_("Correct them in the sheet and choose it again."),
        )
    today = timekeeper.today()
    for code, content in checked.added:
        bank.add(content, code=code or bank.next_code(), by=acting_user, on=today)
    for question, content in checked.changed:
        bank.edit(question, content, by=acting_user, on=today)
    organ.ledger_notes = {"added": len(checked.added), "changed": len(checked.changed)}
    return len(checked.added) + len(checked.changed)


def starter_rows() -> list[dict[str, Any]]:
    """The bank that ships, as the rows of a sheet."""
    return [{**row, "row": number} for number, row in enumerate(bank.starter(), start=2)]


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Take in the questions that ship"),
    form="training.forms.questions.StarterForm",
    group="question",
    available=lambda organ, user: not Question.objects.exists(),
)
def load_starter_bank(organ: Organ, *, acting_user: User) -> int:
    """The questions that ship with the product, each with its article; only while the bank is empty."""
    if Question.objects.exists():
        raise ActionRefused.because("T12", _("The bank has questions already."), remedy=_("Take in a sheet instead."))
    checked = sheet.check(starter_rows())
    if checked.wrong:
        raise ActionRefused([Finding("T12", text) for texts in checked.wrong.values() for text in texts])
    for code, content in checked.added:
        bank.add(content, code=code, by=acting_user, on=timekeeper.today())
    organ.ledger_notes = {"added": len(checked.added)}
    return len(checked.added)
