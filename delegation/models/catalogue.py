"""The catalogue of delegated items (委托事项目录) and its versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from .organ import Organ

REFERENCE_LABEL = "参考目录"  # reconstructed from the statutes, until the organ imports its own list


class Catalogue(models.Model):
    """A list of items that one organ may delegate: 32 safety items, 22 fire items."""

    class Code(models.TextChoices):
        SAFETY = "safety", _("Work safety")
        FIRE = "fire", _("Fire")

    code = models.CharField(_("code"), max_length=20, choices=Code, unique=True)
    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="catalogues")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        ordering = ("-code",)  # safety before fire, as the bureau lists them
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def __str__(self) -> str:
        return self.name


class CatalogueVersionQuerySet(models.QuerySet):
    """Versions by what holds on a day."""

    def in_force_on(self, on: date) -> CatalogueVersionQuerySet:
        """Those whose items count on the day; the same rule as CatalogueVersion.in_force_on."""
        begun = self.exclude(status=CatalogueVersion.Status.DRAFT).filter(valid_from__lte=on)
        return begun.filter(Q(valid_to=None) | Q(valid_to__gte=on))


class CatalogueVersion(models.Model):
    """One issue of a catalogue: draft → published → superseded.

    Which version counts on a day is told by its dates alone: one that a newer version will supersede still counts until
    the day before that one begins. Items belong to one version each and keep their code from version to version.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    catalogue = models.ForeignKey(
        Catalogue, verbose_name=_("catalogue"), on_delete=models.PROTECT, related_name="versions"
    )
    label = models.CharField(_("label"), max_length=60)
    status = FSMField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, protected=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source_note = models.CharField(_("source"), max_length=300, blank=True)

    objects = CatalogueVersionQuerySet.as_manager()

    class Meta:
        ordering = ("catalogue", "-valid_from")
        verbose_name = _("catalogue version")
        verbose_name_plural = _("catalogue versions")
        constraints = (
            models.UniqueConstraint(
                fields=("catalogue", "label"),
                name="catalogue_version_label",
                violation_error_message=_("This catalogue has a version of that name already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_version_dates",
                violation_error_message=_("The version ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(valid_from__isnull=False),
                name="catalogue_version_begins",
                violation_error_message=_("A published version has a day from which it holds."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.catalogue} · {self.label}"

    def refresh_from_db(self, using: str | None = None, fields: Iterable[str] | None = None, **options: Any) -> None:
        """Read it anew, its protected status too."""
        if fields is None or "status" in fields:
            self.__dict__.pop("status", None)
        super().refresh_from_db(using=using, fields=fields, **options)

    @transition(status, source=Status.DRAFT, target=Status.PUBLISHED)
    def publish(self, *, valid_from: date, on: date) -> None:
        """It counts from a day on."""
        self.valid_from, self.valid_to, self.published_on = valid_from, None, on

    @transition(status, source=Status.PUBLISHED, target=Status.SUPERSEDED)
    def supersede(self, *, last_day: date) -> None:
        """A newer version takes its place after this day."""
        self.valid_to = last_day

    @transition(status, source=Status.PUBLISHED, target=Status.DRAFT)
    def withdraw(self) -> None:
        """It is no more to begin; it can be worked on again."""
        self.valid_from = self.valid_to = self.published_on = None

    @transition(status, source=Status.SUPERSEDED, target=Status.PUBLISHED)
    def reinstate(self) -> None:
        """The newer version was withdrawn before it began."""
        self.valid_to = None

    @property
    def is_draft(self) -> bool:
        """Whether its items may still change."""
        return self.status == self.Status.DRAFT

    @property
    def is_reference(self) -> bool:
        """Whether it is the list reconstructed from the statutes and not the organ's own; screens say so."""
        return self.label == REFERENCE_LABEL

    def in_force_on(self, on: date) -> bool:
        """Whether the version is issued and the day lies within its term."""
        if self.status == self.Status.DRAFT or self.valid_from is None or on < self.valid_from:
            return False
        return self.valid_to is None or on <= self.valid_to

    def state_on(self, on: date) -> str:
        """What to call it on a day; its dates say it, not its status."""
        if self.is_draft or self.valid_from is None:
            return str(self.Status.DRAFT.label)
        if on < self.valid_from:
            return gettext("Not yet in force")
        return gettext("In force") if self.in_force_on(on) else str(self.Status.SUPERSEDED.label)
