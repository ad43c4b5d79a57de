"""One quarter's dossier evaluation (案卷评查)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User
from training.quarters import Quarter


class EvaluationRound(models.Model):
    """The sample of a quarter with the seed it was drawn by; a quarter is evaluated once."""

    class State(models.TextChoices):
        MARKING = "marking", _("Being evaluated")
        PUBLISHED = "published", _("Results out, appeals open")
        CLOSED = "closed", _("Final")

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("quarter"), validators=[MinValueValidator(1), MaxValueValidator(4)])
    seed = models.PositiveIntegerField(_("seed"))
    per_street = models.PositiveSmallIntegerField(_("dossiers per street"))
    pool = models.PositiveIntegerField(_("dossiers drawn from"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MARKING)
    table_version = models.CharField(max_length=12)
    drawn_on = models.DateField(_("drawn on"))
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("drawn by"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    appeals_until = models.DateField(_("appeals until"), null=True, blank=True)
    closed_on = models.DateField(_("final since"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        ordering = ("-year", "-number")
        verbose_name = _("dossier evaluation")
        verbose_name_plural = _("dossier evaluations")
        constraints = (models.UniqueConstraint(fields=("year", "number"), name="evaluation_once_a_quarter"),)

    def __str__(self) -> str:
        return str(self.quarter)

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[str(self.quarter)])

    @property
    def quarter(self) -> Quarter:
        """The quarter whose closed cases were drawn from."""
        return Quarter(self.year, self.number)

    @property
    def is_out(self) -> bool:
        """Whether the streets see their results."""
        return self.state != self.State.MARKING

    def takes_appeals(self, on: date) -> bool:
        """Whether a street may still object on that day."""
        return self.state == self.State.PUBLISHED and self.appeals_until is not None and on <= self.appeals_until
