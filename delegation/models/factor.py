"""A circumstance of the discretion rules (裁量情节)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .item import Item


class DiscretionFactor(models.Model):
    """One circumstance that rules a penalty out, lightens it or makes it heavier, with its article.

    A factor acts on the tier (`effect` tier: one tier milder or graver, however many there are) or on the place within
    it (`step`, in hundredths of the tier). Those that rule a penalty out act on neither: they are asked before any fine.
    A change of the law is a new row of the same code from its day on, so that older cases keep theirs.
    """

    class Kind(models.TextChoices):
        MUST_NOT = "must_not", _("Must not be punished")
        MAY_NOT = "may_not", _("May go unpunished")
        MITIGATE = "mitigate", _("Lenient or mitigated")
        LENIENT = "lenient", _("Lenient")
        HEAVY = "heavy", _("Heavy")

    class Effect(models.TextChoices):
        NO_PENALTY = "no_penalty", _("no penalty")
        TIER = "tier", _("another tier")
        PLACE = "place", _("place within the tier")

    ON_THE_FINE = (Kind.MITIGATE, Kind.LENIENT, Kind.HEAVY)

    code = models.CharField(_("code"), max_length=10)
    organ = models.CharField(_("organ"), max_length=20, blank=True, help_text=_("Empty: for both organs."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("circumstance"), max_length=200)
    article = models.CharField(_("article"), max_length=200)
    applies_to = models.CharField(_("applies to"), max_length=10, choices=Item.Subject, default=Item.Subject.BOTH)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect)
    step = models.PositiveSmallIntegerField(
        _("step within the tier (%)"), default=0, validators=[MaxValueValidator(100)]
    )
    mandatory = models.BooleanField(_("must be given effect"), default=False)
    needs_evidence = models.BooleanField(_("needs evidence"), default=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    to_confirm = models.BooleanField(_("to be confirmed"), default=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("circumstance of discretion")
        verbose_name_plural = _("circumstances of discretion")
        constraints = (
            models.UniqueConstraint(fields=("code", "organ", "valid_from"), name="discretion_factor_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="discretion_factor_dates",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["must_not", "may_not"], effect="no_penalty")
                | (~Q(kind__in=["must_not", "may_not"]) & ~Q(effect="no_penalty")),
                name="discretion_factor_effect",
                violation_error_message=_("Only a ground for no penalty has the effect “no penalty”."),
            ),
            models.CheckConstraint(
                condition=Q(step__lte=100),
                name="discretion_factor_step",
                violation_error_message=_("A step is at most the whole tier, 100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def lightens(self) -> bool:
        """Whether it makes the fine lighter."""
        return self.kind in (self.Kind.MITIGATE, self.Kind.LENIENT)

    def fits(self, target: str) -> bool:
        """Whether it may be found with a unit, or with an individual."""
        return self.applies_to in (Item.Subject.BOTH, target)

    def in_force_on(self, on: date) -> bool:
        """Whether the day lies within its term."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def factors_on(on: date, organ: str, target: str = "") -> dict[str, DiscretionFactor]:
    """The circumstances that hold on a day, by code; an organ's own goes before the common one, the newest before older."""
    rows = DiscretionFactor.objects.filter(organ__in=("", organ))
    held: dict[str, DiscretionFactor] = {}
    for row in sorted(rows, key=lambda row: (bool(row.organ), row.valid_from)):
        if row.in_force_on(on):
            held[row.code] = row
    found = [held[code] for code in _in_order(rows, held)]
    return {row.code: row for row in found if not target or row.fits(target)}


def _in_order(rows: Iterable[DiscretionFactor], held: dict[str, DiscretionFactor]) -> list[str]:
    return list(dict.fromkeys(row.code for row in rows if row.code in held))


__all__ = ["DiscretionFactor", "factors_on"]
