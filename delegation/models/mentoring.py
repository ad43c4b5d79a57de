"""A mentoring group (帮扶组): one liaison for three streets."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .officer import Officer
from .street import Street


class MentoringGroup(models.Model):
    """One of the six groups; its liaison (联络员) reads the cases of its three streets."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    name = models.CharField(_("name"), max_length=30)
    liaison = models.ForeignKey(
        Officer, verbose_name=_("liaison"), null=True, blank=True, on_delete=models.PROTECT, related_name="groups"
    )
    streets = models.ManyToManyField(Street, verbose_name=_("streets"), related_name="mentoring_groups")

    class Meta:
        ordering = ("number",)
        verbose_name = _("mentoring group")
        verbose_name_plural = _("mentoring groups")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The liaison of a group is a liaison."""
        if self.liaison_id and self.liaison.kind != Officer.Kind.LIAISON:
            raise ValidationError({"liaison": _("Only a liaison can lead a mentoring group.")})


class StepDecision(models.Model):
    """A change of a street's autonomy step (参与办 → 指导办 → 自主办): proposed by the liaison, decided by the director.

    Rows are the history: the step of a past day is found by its dates (see Street.step_on).
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    street = models.ForeignKey(Street, verbose_name=_("street"), on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=12, choices=Street.AutonomyStep)
    step_before = models.CharField(_("step before"), max_length=12, choices=Street.AutonomyStep)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500)
    figures = models.JSONField(_("criteria as they stood"), default=list)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)

    class Meta:
        ordering = ("-proposed_on", "-pk")
        verbose_name = _("decision on an autonomy step")
        verbose_name_plural = _("decisions on autonomy steps")
        constraints = (
            models.UniqueConstraint(fields=("street",), condition=Q(status="proposed"), name="step_one_open_proposal"),
        )

    def __str__(self) -> str:
        return f"{self.street} {self.get_step_display()}"


class LiaisonVisit(models.Model):
    """A day of the liaison in a street (驻点帮扶): what was done and taught there."""

    street = models.ForeignKey(Street, verbose_name=_("street"), on_delete=models.PROTECT, related_name="visits")
    liaison = models.ForeignKey(Officer, verbose_name=_("liaison"), on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("day"))
    done = models.CharField(_("what was done"), max_length=500)
    taught = models.CharField(_("what was taught"), max_length=500, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    case_reference = models.CharField(_("case guided"), max_length=20, blank=True)
    lesson = models.CharField(_("topic of a training"), max_length=40, blank=True)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("visit of a liaison")
        verbose_name_plural = _("visits of liaisons")
        constraints = (
            models.UniqueConstraint(
                fields=("street", "liaison", "on"),
                name="visit_once_a_day",
                violation_error_message=_("This visit is in the log already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.liaison.name} {self.street} {self.on:%Y-%m-%d}"
