"""The question bank (题库): a question is the row of its editions; papers keep the edition they were drawn with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegation.forms_mentoring import TOPICS

LETTERS = "ABCDEFGH"


class Question(models.Model):
    """One question by its code; what it says is in its newest edition."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    current = models.OneToOneField(
        "training.QuestionEdition", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    retired_on = models.DateField(_("out of use since"), null=True, blank=True)
    retire_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.pk])


class QuestionEdition(models.Model):
    """What a question said from a day on: text, options, the right ones, why, and the article it rests on. Never changed."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("Single choice")
        MULTIPLE = "multiple", _("Multiple choice")
        JUDGEMENT = "judgement", _("True or false")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="editions")
    edition = models.PositiveSmallIntegerField(_("edition"))
    kind = models.CharField(_("kind of question"), max_length=10, choices=Kind)
    topic = models.CharField(_("topic"), max_length=12, choices=TOPICS)
    item_code = models.CharField(_("item"), max_length=10, blank=True)
    rule_code = models.CharField(_("rule of law"), max_length=20, blank=True)
    citation = models.CharField(_("citation"), max_length=120)
    text = models.CharField(_("question"), max_length=500)
    options = models.JSONField(_("options"), default=list)
    answers = models.JSONField(_("right options"), default=list)
    explanation = models.CharField(_("explanation"), max_length=600)
    made_on = models.DateField(_("entered on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ("question", "-edition")
        constraints = (models.UniqueConstraint(fields=("question", "edition"), name="question_edition_once"),)

    def __str__(self) -> str:
        return f"{self.question.code} {self.text}"

    @property
    def lettered(self) -> list[tuple[str, str, bool]]:
        """Letter, text and whether it is right, in the order of the bank."""
        return [(LETTERS[place], text, place in self.answers) for place, text in enumerate(self.options)]

    @property
    def key(self) -> str:
        """The right letters, as the sheet writes them."""
        return "".join(LETTERS[place] for place in sorted(self.answers))

    def content(self) -> dict[str, Any]:
        """Everything that makes an edition what it is; two editions with the same content are the same."""
        names = ("kind", "topic", "item_code", "rule_code", "citation", "text", "options", "explanation")
        return {**{name: getattr(self, name) for name in names}, "answers": sorted(self.answers)}
