"""Who handles a case, from when to when (承办人)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handler(models.Model):
    """An officer on a case. Past handlers stay: they never review it."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="handlers")
    officer = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="handled")
    is_lead = models.BooleanField(_("lead officer"), default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "officer"), condition=models.Q(until=None), name="handler_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.officer)
