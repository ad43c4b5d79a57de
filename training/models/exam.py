"""An exam (考试), the papers drawn for it, and the answers on them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin

from .question import LETTERS, QuestionEdition


class Exam(models.Model):
    """What is asked (blueprint), for how long, when, and when it counts as passed.

    `pool` is fixed at opening: the editions that papers are drawn from. With it a paper is a function of its seed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Announced")
        WITHDRAWN = "withdrawn", _("Called off")

    class Answers(models.TextChoices):
        HANDED_IN = "handed_in", _("once the paper is handed in")
        CLOSED = "closed", _("once the time of the exam is over")

    title = models.CharField(_("title"), max_length=80)
    notes = models.CharField(_("notes for those who sit it"), max_length=500, blank=True)
    blueprint = models.JSONField(_("blueprint"), default=list)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (%)"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("time in minutes"), default=60, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    answers_shown = models.CharField(_("answers are shown"), max_length=10, choices=Answers, default=Answers.HANDED_IN)
    seed = models.PositiveIntegerField(_("seed"))
    pool = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    for_contest = models.BooleanField(_("only for the teams of a contest"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)

    class Meta:
        ordering = ("-opens_at", "-pk")
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="exam_window",
                violation_error_message=_("The exam closes before it opens."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exam", args=[self.pk])

    @property
    def count(self) -> int:
        """Questions on a paper."""
        return sum(line["count"] for line in self.blueprint)

    def is_running(self, at: datetime) -> bool:
        """Whether a paper may be begun."""
        return self.state == self.State.OPEN and self.opens_at <= at < self.closes_at

    def is_over(self, at: datetime) -> bool:
        """Whether its time has passed."""
        return self.state == self.State.OPEN and at >= self.closes_at

    @property
    def stands(self) -> str:
        """How it stands now, in words."""
        now = timekeeper.now()
        if self.state != self.State.OPEN:
            return str(self.get_state_display())
        if self.is_over(now):
            return str(_("Over"))
        return str(_("Running")) if self.is_running(now) else str(self.get_state_display())


class Paper(models.Model):
    """One officer's paper: drawn by its seed, to be handed in by `due_at`."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="papers")
    officer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="papers", verbose_name=_("officer")
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    seed = models.CharField(_("seed"), max_length=16)
    begun_at = models.DateTimeField(_("begun at"))
    due_at = models.DateTimeField(_("to be handed in by"))
    saved_at = models.DateTimeField(_("last saved at"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    timed_out = models.BooleanField(_("time ran out"), default=False)
    right = models.PositiveSmallIntegerField(_("right answers"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1, null=True, blank=True)
    passed = models.BooleanField(_("passed the exam"), null=True, blank=True)

    class Meta:
        ordering = ("-begun_at", "-pk")
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = (
            models.UniqueConstraint(fields=("exam", "officer", "attempt"), name="paper_attempt_once"),
            models.UniqueConstraint(fields=("officer",), condition=Q(handed_in_at=None), name="paper_one_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.exam.title} · {self.officer.name}"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it has not been handed in."""
        return self.handed_in_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether its time is over."""
        return at > self.due_at

    def shows_answers(self, at: datetime) -> bool:
        """Whether the right answers may be read: after handing in, and not before the exam's end where so set."""
        if self.is_open:
            return False
        return self.exam.answers_shown == Exam.Answers.HANDED_IN or at >= self.exam.closes_at

    @property
    def number(self) -> str:
        """The number of its certificate; a series of its own that is no document number."""
        return f"XKS{self.exam_id:04d}-{self.pk:06d}"


class PaperQuestion(models.Model):
    """A question on a paper: the edition of the day, the order of its options, what was answered."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("number"))
    edition = models.ForeignKey(QuestionEdition, on_delete=models.PROTECT, related_name="asked")
    order = models.JSONField(default=list)
    given = models.JSONField(default=list)
    is_right = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("paper", "position"), name="paper_question_position"),)

    def __str__(self) -> str:
        return f"{self.position}. {self.edition.text}"

    @property
    def name(self) -> str:
        """The name of its field on the paper."""
        return f"q{self.position}"

    def choices(self) -> list[tuple[str, str]]:
        """Place in the bank and text of each option, in the order of this paper."""
        return [
            (str(place), f"{LETTERS[shown]}. {self.edition.options[place]}") for shown, place in enumerate(self.order)
        ]

    @property
    def explained(self) -> list[tuple[str, str, bool, bool]]:
        """Letter, text, right, chosen: for the page of results."""
        return [
            (LETTERS[shown], self.edition.options[place], place in self.edition.answers, place in self.given)
            for shown, place in enumerate(self.order)
        ]
