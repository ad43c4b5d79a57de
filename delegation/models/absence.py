"""An absence with a deputy (代理人)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .officer import Officer


class AbsenceQuerySet(models.QuerySet):
    """Absences by what holds on a day."""

    def running_on(self, on: date) -> AbsenceQuerySet:
        """Those that cover the day, both ends included; one called off early ends the day before."""
        return self.filter(starts_on__lte=on, ends_on__gte=on).filter(Q(called_off_on=None) | Q(called_off_on__gt=on))


class Absence(models.Model):
    """A reviewer is away; a deputy of the same unit speaks in their name: “张三（代李四）”. Both days included."""

    person = models.ForeignKey(Officer, verbose_name=_("absent"), on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Officer, verbose_name=_("deputy"), on_delete=models.PROTECT, related_name="deputizing")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    called_off_on = models.DateField(_("called off from"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_dates",
                violation_error_message=_("The absence ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")),
                name="absence_deputy_is_another",
                violation_error_message=_("Nobody is their own deputy."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy.name}（代{self.person.name}）"

    def clean(self) -> None:
        """Only a desk of review is deputized, by somebody active of the same unit, who may sit at one absence at a time."""
        if self.person.kind not in Officer.REVIEWS:
            raise ValidationError(
                {"deputy": _("Only somebody who reviews has a deputy; an officer is replaced on the case.")}
            )
        if (self.deputy.street_id, self.deputy.organ_id) != (self.person.street_id, self.person.organ_id):
            raise ValidationError({"deputy": _("The deputy belongs to the same street or organ.")})
        if not self.deputy.active or self.deputy.user_id is None:
            raise ValidationError({"deputy": _("The deputy needs to be active and to have an account.")})
        if self.deputy.kind not in Officer.REVIEWS | {Officer.Kind.OFFICER}:
            raise ValidationError({"deputy": _("The deputy is an officer or somebody who reviews.")})
        if self._clash(Absence.objects.filter(person=self.person)):
            raise ValidationError({"starts_on": _("Another absence of this person covers part of these days.")})
        if self._clash(Absence.objects.filter(person=self.deputy)):
            raise ValidationError({"deputy": _("The deputy is absent on some of these days.")})
        if self._clash(Absence.objects.filter(deputy=self.person)):
            raise ValidationError({"starts_on": _("On some of these days this person is somebody else's deputy.")})

    def _clash(self, others: models.QuerySet) -> bool:
        if not (self.starts_on and self.ends_on):
            return False
        found = others.exclude(pk=self.pk).filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
        return found.filter(Q(called_off_on=None) | Q(called_off_on__gt=self.starts_on)).exists()

    def covers(self, on: date) -> bool:
        """Whether the deputy speaks in the person's name on the day."""
        return self.starts_on <= on <= self.ends_on and (self.called_off_on is None or on < self.called_off_on)

    @property
    def group_name(self) -> str:
        """The group that holds its grants while it runs."""
        return f"deputy.{self.pk}"
