"""A street's objection to the result of its dossier (异议), and the answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.guide import checks
from gongshu_enforcement.models import User

from .drawn import DrawnDossier


class Appeal(models.Model):
    """One objection per dossier; what stood before it is kept with its points."""

    dossier = models.OneToOneField(DrawnDossier, on_delete=models.PROTECT, related_name="appeal")
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("raised by"))
    raised_on = models.DateField(_("raised on"))
    text = models.CharField(_("grounds"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    opinion = models.CharField(_("answer"), max_length=500, blank=True)
    score_before = models.DecimalField(_("points before"), max_digits=5, decimal_places=2)
    vetoes_before = models.PositiveSmallIntegerField(_("vetoes before"))

    class Meta:
        ordering = ("pk",)
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.raised_on}"

    @property
    def is_open(self) -> bool:
        """Whether the answer is outstanding."""
        return self.answered_on is None


class AppealPoint(models.Model):
    """One check the street objects to: what was taken off, why not, and what stands after the answer."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=4)
    is_veto = models.BooleanField(default=False)
    before = models.DecimalField(_("points off before"), max_digits=5, decimal_places=2)
    argument = models.CharField(_("objection"), max_length=300)
    upheld = models.BooleanField(_("fault stands"), null=True, blank=True)
    after = models.DecimalField(_("points off after"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("appeal", "code"), name="appeal_point_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.before}→{self.after}"

    @property
    def check_row(self) -> checks.Check:
        """The check of the table."""
        return checks.checks()[self.code]

    @property
    def is_changed(self) -> bool:
        """Whether the answer changed what was taken off."""
        return self.after is not None and (self.after != self.before or not self.upheld)


__all__ = ["Appeal", "AppealPoint"]
