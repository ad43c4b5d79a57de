"""An event of the training calendar (培训日程) with those invited, its files and its minutes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegation.models import Officer
from gongshu_enforcement.models import User
from training.topics import LABELS

from .rhythm import EventKind, TrainingRhythm
from .team import TeamMember


class TrainingEvent(models.Model):
    """Planned, then held with its minutes, or cancelled with the reason. One of the rhythm names its period."""

    Kind = EventKind

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=12, choices=EventKind)
    title = models.CharField(_("title"), max_length=100, blank=True)
    topics = models.JSONField(_("topics"), default=list)
    place = models.CharField(_("place"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    hours = models.DecimalField(_("training hours"), max_digits=4, decimal_places=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    speakers = models.ManyToManyField(TeamMember, verbose_name=_("speakers"), related_name="events", blank=True)
    streets = models.ManyToManyField(
        "delegation.Street", verbose_name=_("invited streets"), related_name="+", blank=True
    )
    people = models.ManyToManyField(Officer, verbose_name=_("invited people"), related_name="+", blank=True)
    rhythm = models.ForeignKey(TrainingRhythm, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    period = models.CharField(max_length=7, blank=True)
    touched = models.BooleanField(default=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    postponed_from = models.DateTimeField(_("planned before for"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("training event")
        verbose_name_plural = _("training events")
        constraints = (
            models.UniqueConstraint(
                fields=("rhythm", "period"), condition=Q(rhythm__isnull=False), name="event_once_a_period"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_times"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="event_hours"),
            models.CheckConstraint(condition=~Q(state="held") | ~Q(minutes=""), name="event_held_with_minutes"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="event_cancelled_with_reason"),
        )
        indexes = (models.Index(fields=("starts_at",), name="event_starts"),)

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("training_event", args=[self.pk])

    @property
    def heading(self) -> str:
        """Its title, or its kind."""
        return self.title or str(self.get_kind_display())

    @property
    def topic_labels(self) -> list[str]:
        """The topics in the reader's language."""
        return [str(LABELS[code]) for code in self.topics if code in LABELS]

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come, or to be closed."""
        return self.state == self.State.PLANNED

    @property
    def is_held(self) -> bool:
        """Whether it took place; then it counts."""
        return self.state == self.State.HELD


class InvitedKind(models.Model):
    """A kind of people invited: of the invited streets, or of all where no street is named."""

    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(_("kind"), max_length=12, choices=Officer.Kind)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("event", "kind"), name="kind_invited_once"),)

    def __str__(self) -> str:
        return str(self.get_kind_display())


def file_path(row: EventFile, filename: str) -> str:
    """A random name: nothing a person typed becomes part of a path."""
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else "bin"
    return f"training/{row.event_id}/{uuid.uuid4().hex}.{suffix[:5]}"


class EventFile(models.Model):
    """A material or a photo of an event, with its hash."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("Material")
        PHOTO = "photo", _("Photo")

    event = models.ForeignKey(TrainingEvent, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    file = models.FileField(_("file"), upload_to=file_path, max_length=200)
    preview = models.FileField(upload_to=file_path, blank=True, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "pk")
        verbose_name = _("file of an event")
        verbose_name_plural = _("files of events")

    def __str__(self) -> str:
        return self.name
