"""Execution of the decision: payments (缴款)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """Money the party paid to the named bank; officers never collect (处罚法 67)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="payments")
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)
    voucher = models.CharField(_("voucher number"), max_length=60)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_positive"),
            models.UniqueConstraint(fields=("case", "voucher"), name="payment_voucher_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"
