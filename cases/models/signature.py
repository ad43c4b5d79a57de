"""A signature drawn on a screen below an issued document (屏幕签名)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScreenSignature(models.Model):
    """Who signed which document, as what, when; the picture of the stroke with its hash."""

    class Role(models.TextChoices):
        PARTY = "party", _("Party, or person questioned")
        OFFICER = "officer", _("Officer")
        RECORDER = "recorder", _("Recorder")
        WITNESS = "witness", _("Witness")

    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(_("name of the signer"), max_length=50)
    role = models.CharField(_("signs as"), max_length=10, choices=Role)
    signed_at = models.DateTimeField(_("signed at"))
    image = models.FileField(upload_to="signatures/")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name} {self.signed_at:%Y-%m-%d %H:%M}"
