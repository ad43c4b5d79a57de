"""What a station has (执法站所): room, store, vehicles, equipment, uniforms, allowances."""

from __future__ import annotations

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .street import Street


class StationRecord(models.Model):
    """One check of one thing at a street's station, with its evidence. The newest of a kind counts; none is changed."""

    class Kind(models.TextChoices):
        CASE_ROOM = "case_room", _("Case room")
        STORE = "store", _("Store for evidence and files")
        VEHICLE = "vehicle", _("Vehicles")
        EQUIPMENT = "equipment", _("Equipment")
        UNIFORM = "uniform", _("Uniforms")
        ALLOWANCE = "allowance", _("Allowances")

    street = models.ForeignKey(Street, verbose_name=_("street"), on_delete=models.PROTECT, related_name="station")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    quantity = models.PositiveIntegerField(
        _("quantity"), default=1, validators=[MinValueValidator(0)], help_text=_("0: it is no longer there.")
    )
    evidence = models.CharField(_("evidence"), max_length=300)
    checked_on = models.DateField(_("checked on"))
    good_until = models.DateField(_("good until"), null=True, blank=True)
    scan = models.FileField(_("scan or photo"), upload_to="stations/%Y/", blank=True, max_length=200)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=80, blank=True)
    demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        ordering = ("street__code", "kind", "-checked_on", "-pk")
        verbose_name = _("station record")
        verbose_name_plural = _("station records")
        indexes = (models.Index(fields=("street", "kind", "-checked_on"), name="station_lookup"),)

    def __str__(self) -> str:
        return f"{self.street} {self.get_kind_display()} {self.checked_on:%Y-%m-%d}"

    def stands_on(self, on: date) -> bool:
        """Whether it is there on the day and its check still good."""
        return self.quantity > 0 and self.checked_on <= on and (self.good_until is None or on <= self.good_until)
