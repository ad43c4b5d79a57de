"""A tier of the discretion table (裁量阶次)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .item import Item, Stage, Target


class DiscretionTier(models.Model):
    """Conditions and fine range of one tier of an item, in yuan.

    `derived` tiers split the statutory range 30/40/30 until the city's table is imported; screens say so.
    A mitigated tier without figures explains why there is none: the law has no minimum to go below (处罚法 32).
    The tiers of one range (item, target, stage, main or other range) that begin on the same day are one table; a newer
    table takes the place of the older one from its day on, and cases keep the table of the day whose law they keep.
    """

    class Tier(models.TextChoices):
        MITIGATED = "mitigated", _("Mitigated")
        LENIENT = "lenient", _("Lenient")
        NORMAL = "normal", _("Normal")
        SEVERE = "severe", _("Severe")

    item = models.ForeignKey(Item, verbose_name=_("item"), on_delete=models.CASCADE, related_name="tiers")
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    target = models.CharField(_("target"), max_length=10, choices=Target)
    alternative = models.BooleanField(_("for the item's other range"), default=False)
    condition = models.TextField(_("conditions"))
    fine_min = models.DecimalField(_("from"), max_digits=12, decimal_places=2, null=True, blank=True)
    fine_max = models.DecimalField(_("to"), max_digits=12, decimal_places=2, null=True, blank=True)
    min_inclusive = models.BooleanField(_("lower bound included"), default=False)
    valid_from = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=200)
    derived = models.BooleanField(_("derived, not published"), default=True)

    class Meta:
        ordering = ("item", "target", "stage", "alternative", "-valid_from", "fine_max")
        verbose_name = _("discretion tier")
        verbose_name_plural = _("discretion tiers")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "target", "stage", "alternative", "tier", "valid_from"), name="discretion_tier_once"
            ),
            models.CheckConstraint(
                condition=Q(fine_min=None, fine_max=None)
                | Q(fine_min__isnull=False, fine_max__isnull=False, fine_min__gte=0, fine_max__gte=F("fine_min")),
                name="discretion_tier_range",
                violation_error_message=_("The lowest fine is above the highest, or one of the two is missing."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.item.code} {self.get_tier_display()}"

    @property
    def range(self) -> tuple[str, str, bool]:
        """Which of the item's ranges it divides: target, stage, main or other."""
        return self.target, self.stage, self.alternative

    @property
    def rank(self) -> int:
        """0 for the mildest tier, 3 for the gravest."""
        return self.Tier.values.index(self.tier)

    def contains(self, amount: Decimal) -> bool:
        """Whether the fine lies in the tier; neighbouring tiers never share an amount.

        A mitigated fine lies below the statutory minimum, so that its upper bound is excluded.
        """
        if self.fine_min is None or self.fine_max is None:
            return False
        above = amount > self.fine_min or (self.min_inclusive and amount == self.fine_min)
        below = amount < self.fine_max if self.tier == self.Tier.MITIGATED else amount <= self.fine_max
        return above and below
