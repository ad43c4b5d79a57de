"""Who read a sealed dossier, when and why (调阅归档案卷)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class ArchiveReading(models.Model):
    """One person's reason to read the papers of a sealed case on one day; rows are only ever added, and lock nothing."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("reader"))
    reason = models.CharField(_("reason for reading"), max_length=200)
    read_on = models.DateField(_("read on"))
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("reading of a sealed dossier")
        verbose_name_plural = _("readings of sealed dossiers")
        indexes = (models.Index(fields=("case", "reader", "read_on"), name="archive_reading_today"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.reader_id} {self.read_on}"
