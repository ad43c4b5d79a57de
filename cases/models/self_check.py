"""The self-check of a dossier before it is sealed (案卷自查): what the software found, and what a person said to it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class SelfCheck(models.Model):
    """One filled form; a later round takes the place of an earlier one, which stays."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="self_checks")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    filled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("filled in by"))
    filled_on = models.DateField(_("filled in on"))
    filled_at = models.DateTimeField(_("filled in at"))
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    vetoes = models.PositiveSmallIntegerField(_("vetoes standing"), default=0)
    table_version = models.CharField(max_length=12)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "round"), name="self_check_round"),)

    def __str__(self) -> str:
        return f"{self.case_id} #{self.round} {self.score}"


class SelfCheckLine(models.Model):
    """One check: the automatic value with its reason, the person's value with theirs; both are kept."""

    class Result(models.TextChoices):
        IN_ORDER = "in_order", _("In order")
        FAULTY = "faulty", _("Faulty")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    self_check = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=4)
    points = models.DecimalField(max_digits=4, decimal_places=1)
    is_veto = models.BooleanField(default=False)
    automatic = models.CharField(_("found by the software"), max_length=14, choices=Result, blank=True)
    automatic_deduction = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(0))
    automatic_reason = models.TextField(blank=True)
    automatic_reason_en = models.TextField(blank=True)
    given = models.CharField(_("found by the person"), max_length=14, choices=Result, blank=True)
    given_deduction = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(0))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("self_check", "code"), name="self_check_line_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.result}"

    @property
    def result(self) -> str:
        """The value that counts: the person's where there is one."""
        return self.given or self.automatic

    @property
    def deduction(self) -> Decimal:
        """Points taken off, as it counts."""
        if self.result != self.Result.FAULTY:
            return Decimal(0)
        return self.given_deduction if self.given else self.automatic_deduction

    @property
    def is_overridden(self) -> bool:
        """Whether the person departed from what the software found."""
        return bool(self.given and self.automatic) and (
            self.given != self.automatic or self.given_deduction != self.automatic_deduction
        )

    @property
    def software_says(self) -> str:
        """The software's reason in the reader's language."""
        return self.automatic_reason_en if (get_language() or "").startswith("en") else self.automatic_reason
