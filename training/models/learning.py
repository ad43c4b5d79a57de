"""An officer's step on the learning path (成长路径): proposed by the liaison, decided by the director. Rows are the history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LearningStep(models.Model):
    """观摩 → 协办 → 指导办 → 独立办: one change of step, with the criteria as they stood when it was proposed."""

    class Step(models.TextChoices):
        OBSERVE = "observe", _("Observes")
        ASSIST = "assist", _("Assists")
        GUIDED = "guided", _("Handles under guidance")
        INDEPENDENT = "independent", _("Handles independently")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for the director")
        APPROVED = "approved", _("Step approved")
        REFUSED = "refused", _("Step refused")

    officer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="learning_steps", verbose_name=_("officer")
    )
    step = models.CharField(_("step"), max_length=12, choices=Step)
    step_before = models.CharField(_("step before"), max_length=12, choices=Step)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500)
    figures = models.JSONField(_("criteria as they stood"), default=list)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)

    class Meta:
        ordering = ("-proposed_on", "-pk")
        verbose_name = _("step on the learning path")
        verbose_name_plural = _("steps on the learning path")
        constraints = (
            models.UniqueConstraint(
                fields=("officer",), condition=Q(state="proposed"), name="learning_one_open_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(effective_from__isnull=False, decided_on__isnull=False),
                name="learning_approved_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.officer.name} {self.get_step_display()}"
