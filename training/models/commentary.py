"""The monthly case commentary (案件讲评): cases picked, remarks on them, and the points to follow."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.guide import checks
from delegation.forms_mentoring import TOPICS
from gongshu_enforcement.models import User


class Commentary(models.Model):
    """One month's commentary: prepared by the legal sections, then held; one a month."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("In preparation")
        HELD = "held", _("Held")

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    planned_on = models.DateField(_("planned for"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARING)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("held on"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)

    class Meta:
        ordering = ("-year", "-month")
        verbose_name = _("case commentary")
        verbose_name_plural = _("case commentaries")
        constraints = (models.UniqueConstraint(fields=("year", "month"), name="commentary_once_a_month"),)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def get_absolute_url(self) -> str:
        return reverse("commentary", args=[str(self)])

    @property
    def is_held(self) -> bool:
        """Whether the meeting has taken place: then streets see remarks and tasks."""
        return self.state == self.State.HELD


class CommentedCase(models.Model):
    """A case picked for a commentary, with the rule or the person's reason it was picked by."""

    commentary = models.ForeignKey(Commentary, on_delete=models.CASCADE, related_name="picked")
    about_case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", verbose_name=_("case"))
    rule = models.CharField(_("picked by"), max_length=20)
    why = models.CharField(_("why this case"), max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("commentary", "about_case"), name="commented_once_in_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.about_case.number or self.about_case.reference} {self.about_case.cause}"


class Remark(models.Model):
    """What is said of a case, on one check of the table or on the whole."""

    class Kind(models.TextChoices):
        GOOD = "good", _("Well done")
        FAULT = "fault", _("To be done better")

    picked = models.ForeignKey(CommentedCase, on_delete=models.CASCADE, related_name="remarks")
    code = models.CharField(_("check"), max_length=4, blank=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    text = models.CharField(_("remark"), max_length=500)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    made_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def check_row(self) -> checks.Check | None:
        """The check of the table, if it is on one."""
        return checks.checks().get(self.code)


class FollowUp(models.Model):
    """A point to follow: a task of one street, or a topic for a training. Nothing else comes of a commentary."""

    class Kind(models.TextChoices):
        TASK = "task", _("Task of a street")
        TOPIC = "topic", _("Topic of a training")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        REPORTED = "reported", _("Reported as done")
        DONE = "done", _("Done")

    commentary = models.ForeignKey(Commentary, on_delete=models.PROTECT, related_name="points")
    remark = models.ForeignKey(
        Remark, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("remark")
    )
    kind = models.CharField(_("becomes"), max_length=6, choices=Kind)
    text = models.CharField(_("what is to be done"), max_length=300)
    street = models.ForeignKey(
        "delegation.Street",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("street"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    topic = models.CharField(_("topic"), max_length=12, choices=TOPICS, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    report = models.CharField(_("what was done"), max_length=500, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    reported_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("word of the legal section"), max_length=300, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("point to follow")
        verbose_name_plural = _("points to follow")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="task", street__isnull=False, due_on__isnull=False) | (Q(kind="topic") & ~Q(topic="")),
                name="follow_up_is_task_or_topic",
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.commentary.get_absolute_url()

    @property
    def is_task(self) -> bool:
        """Whether a street has to do it."""
        return self.kind == self.Kind.TASK
