"""A mentoring group (帮扶组): one liaison for three streets."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .officer import Officer
from .street import Street


class MentoringGroup(models.Model):
    """One of the six groups; its liaison (联络员) reads the cases of its three streets."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    name = models.CharField(_("name"), max_length=30)
    liaison = models.ForeignKey(
        Officer, verbose_name=_("liaison"), null=True, blank=True, on_delete=models.PROTECT, related_name="groups"
    )
    streets = models.ManyToManyField(Street, verbose_name=_("streets"), related_name="mentoring_groups")

    class Meta:
        ordering = ("number",)
        verbose_name = _("mentoring group")
        verbose_name_plural = _("mentoring groups")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The liaison of a group is a liaison."""
        if self.liaison_id and self.liaison.kind != Officer.Kind.LIAISON:
            raise ValidationError({"liaison": _("Only a liaison can lead a mentoring group.")})
