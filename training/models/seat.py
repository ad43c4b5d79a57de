"""Who evaluates a drawn dossier (评查人): two evaluators and, where needed, an arbiter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .drawn import DrawnDossier


class Seat(models.Model):
    """One person's part in the evaluation of one dossier. Somebody replaced keeps the row with its end."""

    class Part(models.TextChoices):
        FIRST = "first", _("Evaluator A")
        SECOND = "second", _("Evaluator B")
        ARBITER = "arbiter", _("Arbiter")

    dossier = models.ForeignKey(DrawnDossier, on_delete=models.CASCADE, related_name="seats")
    part = models.CharField(_("part"), max_length=8, choices=Part)
    officer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("evaluator")
    )
    street = models.ForeignKey(
        "delegation.Street", on_delete=models.PROTECT, related_name="+", verbose_name=_("street")
    )
    called = models.BooleanField(_("asked to evaluate"), default=True)
    ended_on = models.DateField(_("replaced on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("dossier", "part"), condition=Q(ended_on=None), name="seat_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.officer_id}"

    @property
    def is_arbiter(self) -> bool:
        """Whether the seat decides where the two evaluators differ."""
        return self.part == self.Part.ARBITER


class SeatReading(models.Model):
    """Each time an evaluator opened the dossier; rows are only ever added, and lock nothing."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seat_id} {self.read_at}"
