"""An evaluator's form (评查表): the software's value of each check and the evaluator's, both kept."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import SelfCheckLine

from .seat import Seat

Result = SelfCheckLine.Result


class Mark(models.Model):
    """One filled form; written once. The arbiter's holds only the checks on which the two differed."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="mark")
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    vetoes = models.PositiveSmallIntegerField(_("vetoes"), default=0)
    opinion = models.TextField(_("overall opinion"), blank=True)
    marked_on = models.DateField(_("handed in on"))
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seat_id} {self.score}"


class MarkLine(models.Model):
    """One check of a form."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=4)
    points = models.DecimalField(max_digits=4, decimal_places=1)
    is_veto = models.BooleanField(default=False)
    automatic = models.CharField(_("found by the software"), max_length=14, choices=Result, blank=True)
    automatic_deduction = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(0))
    given = models.CharField(_("found by the evaluator"), max_length=14, choices=Result)
    given_deduction = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(0))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("mark", "code"), name="mark_line_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.given}"

    @property
    def result(self) -> str:
        """The value that counts: the evaluator's."""
        return self.given

    @property
    def deduction(self) -> Decimal:
        """Points taken off."""
        return self.given_deduction if self.given == Result.FAULTY else Decimal(0)

    @property
    def is_overridden(self) -> bool:
        """Whether the evaluator departed from what the software found."""
        return bool(self.automatic) and (
            self.given != self.automatic or self.given_deduction != self.automatic_deduction
        )

    @property
    def verdict(self) -> tuple[str, Decimal]:
        """What two evaluators are compared by: a fault with its points, or none."""
        return (Result.FAULTY.value, self.deduction) if self.given == Result.FAULTY else ("", Decimal(0))
