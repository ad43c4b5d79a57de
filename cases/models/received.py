"""A case that came as a package from another system (接收的案件): kept as it came, read and sent on, never acted on."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


def received_path(received: ReceivedCase, filename: str) -> str:
    """A random name: nothing of the sender's becomes part of a path."""
    return f"received/{uuid.uuid4().hex}.zip"


class ReceivedCase(models.Model):
    """The package with its hash and signer; `content` is its case.json, so that lists need not open the file."""

    organ = models.ForeignKey("delegation.Organ", on_delete=models.PROTECT, related_name="received_cases")
    sender = models.CharField(_("deciding organ"), max_length=120)
    number = models.CharField(_("number"), max_length=60, blank=True)
    party = models.CharField(_("party"), max_length=120, db_index=True)
    content = models.JSONField(default=dict)
    package = models.FileField(upload_to=received_path)
    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=60)
    received_at = models.DateTimeField(_("received at"))
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("received case")
        verbose_name_plural = _("received cases")

    def __str__(self) -> str:
        return f"{self.sender} {self.number}"
