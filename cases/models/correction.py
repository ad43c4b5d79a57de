"""A clerical error in an issued document, put right by a new document that names the old one (文书更正)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class Correction(models.Model):
    """What an officer asks to correct, and what the legal section said to it.

    `changes` is a list of {"wrong", "right"}: passages as printed, and as they should read.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="paper_corrections")
    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="corrections_asked")
    changes = models.JSONField(_("passages"), default=list)
    reason = models.CharField(_("how the error came about"), max_length=300)
    asked_on = models.DateField(_("asked for on"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField(_("granted"), null=True)
    opinion = models.CharField(_("opinion"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.OneToOneField(
        "cases.Document", null=True, on_delete=models.PROTECT, related_name="corrected_through"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("document",), condition=models.Q(granted=None), name="one_open_correction_per_document"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.asked_on}"
