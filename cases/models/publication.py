"""Publication of a penalty (处罚信息公开), and its withdrawal when the decision falls."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """A penalty made public in the organ's own system (安全法 78(2), 处罚法 48)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="publications")
    published_on = models.DateField(_("published on"))
    place = models.CharField(_("where it was published"), max_length=200)
    withdraw_since = models.DateField(_("decision changed or annulled on"), null=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    withdrawn_reason = models.CharField(_("reason made public"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(withdrawn_on=None), name="publication_standing_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("published_on")),
                name="publication_withdrawn_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.published_on}"
