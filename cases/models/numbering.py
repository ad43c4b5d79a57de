"""Counters of serial numbers."""

from __future__ import annotations

from django.db import models


class Serial(models.Model):
    """The last number taken per organ, year and series; locked while the next is taken, so there is no gap."""

    organ = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organ", "year", "series"), name="serial_once"),)

    def __str__(self) -> str:
        return f"{self.organ} {self.year} {self.series}: {self.last}"
