"""The fixed rhythm of trainings (固定节奏): which kind comes how often, on which working day, for how long."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What a training is; the first four come by themselves."""

    EXPERIENCE = "experience", _("Experience meeting")
    COMMENTARY = "commentary", _("Case commentary")
    EVALUATION = "evaluation", _("Dossier evaluation")
    CONTEST = "contest", _("Contest")
    COURSE = "course", _("Course")
    ON_SITE = "on_site", _("On-site teaching")
    OBSERVATION = "observation", _("Observation")
    SHADOWING = "shadowing", _("Shadowing")


class TrainingRhythm(models.Model):
    """One kind of event that comes by itself; the dates are computed from these values, on working days alone."""

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        YEARLY = "yearly", _("Every year")

    MONTHS = {"monthly": (0, 0), "quarterly": (1, 3), "yearly": (1, 12)}  # what `month` may be

    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, unique=True)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    month = models.PositiveSmallIntegerField(_("month"), default=0, validators=[MaxValueValidator(12)])
    working_day = models.SmallIntegerField(
        _("working day of the month"), validators=[MinValueValidator(-15), MaxValueValidator(15)]
    )
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    hours = models.DecimalField(_("training hours"), max_digits=4, decimal_places=1)
    place = models.CharField(_("place"), max_length=120, blank=True)
    kinds = models.JSONField(_("invited kinds of people"), default=list)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("training rhythm")
        verbose_name_plural = _("training rhythm")
        constraints = (
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="rhythm_times"),
            models.CheckConstraint(condition=~Q(working_day=0), name="rhythm_working_day"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_frequency_display()}"

    def get_absolute_url(self) -> str:
        return reverse("training_rhythm")

    def clean(self) -> None:
        """The month fits the frequency; the day is counted from one end of the month."""
        first, last = self.MONTHS.get(self.frequency, (0, 12))
        if not first <= (self.month or 0) <= last:
            raise ValidationError({"month": MONTH_RULES[self.frequency]})
        if self.working_day == 0:
            raise ValidationError({"working_day": _("Count from 1 on, or from -1 for the last working day.")})


MONTH_RULES = {
    "monthly": _("A monthly event has no month: give 0."),
    "quarterly": _("Which month of the quarter: 1, 2 or 3."),
    "yearly": _("Which month of the year: 1 to 12."),
}
