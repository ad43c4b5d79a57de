"""Remedies against a decision (行政复议、行政诉讼): lodged, and how they ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Remedy(models.Model):
    """A reconsideration or a suit against the decision; the organ is respondent and defendant (行政复议法 19, 行政诉讼法 26)."""

    class Kind(models.TextChoices):
        RECONSIDERATION = "reconsideration", _("Administrative reconsideration")
        SUIT = "suit", _("Administrative suit")

    class Result(models.TextChoices):
        """How it ended; from CHANGED on the decision does not stand as it was (处罚法 48(2))."""

        UPHELD = "upheld", _("Upheld")
        REJECTED = "rejected", _("Rejected or not admitted")
        WITHDRAWN = "withdrawn", _("Withdrawn by the party")
        CHANGED = "changed", _("Changed")
        ANNULLED = "annulled", _("Annulled")
        ANEW = "anew", _("Annulled; to be decided anew")
        UNLAWFUL = "unlawful", _("Found unlawful, not annulled")
        VOID = "void", _("Found void")

    TAKES_AWAY = (Result.CHANGED, Result.ANNULLED, Result.ANEW, Result.UNLAWFUL, Result.VOID)
    LEAVES_NOTHING = (Result.ANNULLED, Result.ANEW, Result.VOID)

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    lodged_on = models.DateField(_("lodged on"))
    body = models.CharField(_("body"), max_length=80)
    reference = models.CharField(_("its reference"), max_length=80, blank=True)
    suspended = models.BooleanField(_("execution suspended by the body"), default=False)
    result = models.CharField(_("result"), max_length=9, choices=Result, blank=True)
    result_on = models.DateField(_("result received on"), null=True)
    result_text = models.TextField(_("what was decided"), blank=True)
    changed_fine = models.DecimalField(
        _("fine as changed, in yuan"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ("lodged_on", "pk")
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        constraints = (
            models.UniqueConstraint(fields=("case", "kind"), condition=Q(result_on=None), name="remedy_open_once"),
            models.CheckConstraint(
                condition=Q(result_on=None) | Q(result_on__gte=F("lodged_on")), name="remedy_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.lodged_on}"

    @property
    def is_pending(self) -> bool:
        """Whether its result is still to come."""
        return self.result_on is None

    @property
    def was_withdrawn(self) -> bool:
        """Whether the party took it back: nothing was decided then."""
        return self.result == self.Result.WITHDRAWN

    @property
    def takes_away(self) -> bool:
        """Whether the decision does not stand as it was."""
        return self.result in self.TAKES_AWAY

    @property
    def leaves_nothing(self) -> bool:
        """Whether nothing is left of the decision, so that the matter may be dealt with anew (行政复议法 64、67)."""
        return self.result in self.LEAVES_NOTHING
