"""A certificate of an officer (证件)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Certificate(models.Model):
    """What entitles a person to act: in Zhejiang an exam run by the provincial justice department (条例 28)."""

    class Kind(models.TextChoices):
        ENFORCEMENT = "enforcement", _("Enforcement certificate")
        AUXILIARY = "auxiliary", _("Auxiliary certificate")
        LEGAL_QUALIFICATION = "legal_qualification", _("Legal professional qualification")

    officer = models.ForeignKey(
        "delegation.Officer", verbose_name=_("officer"), on_delete=models.PROTECT, related_name="certificates"
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ENFORCEMENT)
    issuer = models.CharField(_("issued by"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text=_("The first day without it."))
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)
    scan = models.FileField(_("scan"), upload_to="certificates/%Y/", blank=True, max_length=200)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ("number",)
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="certificate_dates",
                violation_error_message=_("The certificate ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def clean(self) -> None:
        """An enforcement certificate is never held by an auxiliary or a grid worker (条例 30)."""
        if self.officer_id is None or self.kind != self.Kind.ENFORCEMENT:
            return
        if self.officer.kind in self.officer.NEVER_AN_OFFICER:
            raise ValidationError({"kind": _("An auxiliary or grid worker cannot hold an enforcement certificate.")})

    def is_valid_on(self, on: date) -> bool:
        """Whether the day lies within the certificate's term, both ends included; from the day it was ended on it is none."""
        return self.valid_from <= on <= self.valid_to and (self.ended_on is None or on < self.ended_on)

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_to if self.ended_on is None else min(self.valid_to, self.ended_on - timedelta(days=1))
