"""The delegating organ (委托机关)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Organ(models.Model):
    """An organ whose power is delegated: the emergency bureau or the fire body (消防法 70).

    Every document carries its name and seal, never the street's (处罚法 20(3)). `to_confirm` lists the fields whose
    value nobody has checked yet (待核实); screens mark them.
    """

    class Code(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency management")
        FIRE = "fire", _("Fire and rescue")

    code = models.CharField(_("code"), max_length=20, choices=Code, unique=True)
    name = models.CharField(_("name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=30)
    letterhead = models.CharField(_("letterhead"), max_length=60)
    seal_text = models.CharField(_("text of the seal"), max_length=60)
    number_prefix = models.CharField(_("number prefix"), max_length=20)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    contact = models.CharField(_("contact"), max_length=50, blank=True)
    review_body = models.CharField(_("reconsideration body"), max_length=60)
    court = models.CharField(_("court"), max_length=60)
    bank_name = models.CharField(_("collecting bank"), max_length=80, blank=True)
    bank_account = models.CharField(_("account for fines"), max_length=60, blank=True)
    supervisor_note = models.CharField(_("supervision note"), max_length=300, blank=True)
    to_confirm = models.JSONField(_("fields to be confirmed"), default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("code",)
        verbose_name = _("delegating organ")
        verbose_name_plural = _("delegating organs")

    def __str__(self) -> str:
        return self.name

    def is_unconfirmed(self, field: str) -> bool:
        """Whether the value of this field is still 待核实."""
        return field in self.to_confirm
