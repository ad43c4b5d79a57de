"""An issued document (文书): number, frozen data, template version, hash; later its PDF and the signed scan."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import Origin, User


def new_token() -> str:
    """What the QR code on a paper asks for: nobody can guess it, and it says nothing of the case."""
    return secrets.token_urlsafe(12)


class Document(models.Model):
    """A document of a case. Never changes once issued; a correction is a new one that names the old."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Issued")
        VOID = "void", _("Void")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="documents")
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("title"), max_length=80)
    number = models.CharField(_("number"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ISSUED)
    data = models.JSONField(default=dict)
    template_version = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    needs_service = models.BooleanField(_("must be served"), default=False)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by", verbose_name=_("corrects")
    )
    pdf = models.FileField(upload_to="documents/", blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=16, unique=True, editable=False, default=new_token)
    scan = models.FileField(_("signed scan"), upload_to="scans/", blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("number",), condition=~Q(number=""), name="document_number"),)

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def is_rendered(self) -> bool:
        """Whether the PDF is there and its hash in the ledger."""
        return bool(self.pdf_sha256)
