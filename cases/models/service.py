"""Service of a document (送达)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceMethod(models.TextChoices):
    """Ways of serving (民诉法 87–95, 处罚法 61)."""

    DIRECT = "direct", _("Direct service")
    LEFT = "left", _("Left at the address")
    POST = "post", _("By post")
    ELECTRONIC = "electronic", _("Electronic, with signed consent")
    PUBLIC = "public", _("Public notice")


class Service(models.Model):
    """Who received which document, when, where and how; two officers serve."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="services")
    document = models.ForeignKey("cases.Document", on_delete=models.PROTECT, related_name="services")
    method = models.CharField(_("manner of service"), max_length=12, choices=ServiceMethod)
    served_on = models.DateField(_("served on"))
    effective_on = models.DateField(_("deemed served on"))
    place = models.CharField(_("place of service"), max_length=200)
    recipient = models.CharField(_("received by"), max_length=50)
    note = models.CharField(_("note"), max_length=300, blank=True)
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("served by"))
    proof = models.FileField(_("proof of service"), upload_to="proofs/", blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.document_id} {self.served_on}"
