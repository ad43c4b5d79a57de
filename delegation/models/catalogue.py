"""The catalogue of delegated items (委托事项目录) and its versions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

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


class CatalogueVersion(models.Model):
    """One issue of a catalogue. The bureau imports its own list as a newer version over the reconstructed one."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    catalogue = models.ForeignKey(
        Catalogue, verbose_name=_("catalogue"), on_delete=models.PROTECT, related_name="versions"
    )
    label = models.CharField(_("label"), max_length=60)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source_note = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ("catalogue", "-valid_from")
        verbose_name = _("catalogue version")
        verbose_name_plural = _("catalogue versions")
        constraints = (
            models.UniqueConstraint(fields=("catalogue", "label"), name="catalogue_version_label"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_version_dates",
                violation_error_message=_("The version ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.catalogue} · {self.label}"

    @property
    def is_reference(self) -> bool:
        """Whether it is the list reconstructed from the statutes and not the organ's own; screens say so."""
        return self.label == REFERENCE_LABEL

    def in_force_on(self, on: date) -> bool:
        """Whether the version is issued and the day lies within its term."""
        if self.status == self.Status.DRAFT or on < self.valid_from:
            return False
        return self.valid_to is None or on <= self.valid_to
