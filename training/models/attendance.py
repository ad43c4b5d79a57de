"""Who was present (签到), and everybody's own calendar feed."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User

from .event import TrainingEvent


class Attendance(models.Model):
    """One person present at one event; the street is that of the day."""

    class How(models.TextChoices):
        CODE = "code", _("QR code")
        HAND = "hand", _("by the organiser")

    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="attendance")
    officer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="trainings", verbose_name=_("person")
    )
    street = models.ForeignKey(
        "delegation.Street", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("street")
    )
    how = models.CharField(_("signed in"), max_length=4, choices=How)
    as_guest = models.BooleanField(_("guest"), default=False)
    at = models.DateTimeField(_("time"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=("event", "officer"), name="present_once"),
            models.CheckConstraint(condition=~Q(how="hand") | ~Q(reason=""), name="present_by_hand_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.officer_id} {self.at}"


def new_token() -> str:
    """A secret that can't be guessed."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program reads their events; a new one ends the old."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.user_id}"
