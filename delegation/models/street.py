"""The street (街道): the unit of permission."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

# Per organ, so that a fire desk's grant opens no safety case. Groups get these on single streets, never globally.
STREET_PERMISSIONS = (
    ("view_emergency", _("Can read emergency cases")),
    ("view_fire", _("Can read fire cases")),
    ("handle_emergency", _("Can handle emergency cases")),
    ("handle_fire", _("Can handle fire cases")),
    ("assist_emergency", _("Can handle emergency cases beside the street's officer")),
    ("assist_fire", _("Can handle fire cases beside the street's officer")),
    ("initial_emergency", _("Can give initial review of emergency cases")),
    ("initial_fire", _("Can give initial review of fire cases")),
    ("own_emergency", _("Can handle the bureau's own emergency cases")),
    ("own_fire", _("Can handle the fire body's own cases")),
    ("recheck_enforcement_emergency", _("Can recheck emergency cases (enforcement desk)")),
    ("recheck_legal_emergency", _("Can recheck emergency cases (legal desk)")),
    ("recheck_legal_fire", _("Can recheck fire cases (legal desk)")),
    ("final_emergency", _("Can give final review of emergency cases")),
    ("final_fire", _("Can give final review of fire cases")),
    ("chief_emergency", _("Can decide emergency cases as head of the organ")),
    ("chief_fire", _("Can decide fire cases as head of the organ")),
    ("accept_emergency", _("Can accept emergency cases handed over")),
    ("accept_fire", _("Can accept fire cases handed over")),
    ("manage_officers_emergency", _("Can replace officers on emergency cases")),
    ("manage_officers_fire", _("Can replace officers on fire cases")),
)


class Street(models.Model):
    """One of the 18 streets that power is delegated to; the object every guardian grant is made on."""

    class AutonomyStep(models.TextChoices):
        PARTICIPATE = "participate", _("Takes part")
        GUIDED = "guided", _("Guided")
        INDEPENDENT = "independent", _("On its own")

    code = models.CharField(_("division code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=30, unique=True)
    pinyin = models.SlugField(_("pinyin"), max_length=30, unique=True)
    autonomy_step = models.CharField(
        _("autonomy step"), max_length=12, choices=AutonomyStep, default=AutonomyStep.GUIDED
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        permissions = STREET_PERMISSIONS

    def __str__(self) -> str:
        return self.name

    def step_on(self, day: date) -> str:
        """The autonomy step in force on a day: the last decision that had taken effect, else the step before the first.

        Reads prefetched decisions where there are any; a street nobody decided on keeps the step it was loaded with.
        """
        made = sorted(
            (row for row in self.steps.all() if row.effective_from), key=lambda row: (row.effective_from, row.pk)
        )
        begun = [row for row in made if row.effective_from <= day]
        if begun:
            return begun[-1].step
        return made[0].step_before if made else self.autonomy_step

    @property
    def short_name(self) -> str:
        """The name without 街道, for narrow columns."""
        return self.name.removesuffix("街道")
