"""A person of a street or an organ (人员)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .certificate import Certificate
from .organ import Organ
from .street import Street


class Officer(models.Model):
    """Somebody with a part in delegated enforcement, with or without an account.

    Only kind `officer`, and a liaison who takes part in a street's cases, count towards the two officers of 处罚法 42,
    and only with a valid enforcement certificate; auxiliaries and grid workers never do (浙江省综合行政执法条例 30).
    """

    class Kind(models.TextChoices):
        OFFICER = "officer", _("Enforcement officer")
        AUXILIARY = "auxiliary", _("Auxiliary")
        GRID = "grid", _("Grid worker")
        COUNSEL = "counsel", _("Street counsel")
        HEAD = "head", _("Street head")
        DESK = "desk", _("Review desk")
        DIRECTOR = "director", _("Deputy director in charge")
        CHIEF = "chief", _("Head of the organ")
        LIAISON = "liaison", _("Liaison")
        LEADER = "leader", _("Leadership")
        ADMIN = "admin", _("System administrator")
        SERVICE = "service", _("Service staff")
        THIRD_PARTY = "third_party", _("Third-party staff")
        TRAINER = "trainer", _("Outside trainer")

    class Desk(models.TextChoices):
        ENFORCEMENT = "enforcement", _("Enforcement desk")
        LEGAL = "legal", _("Legal desk")

    ON_A_STREET = frozenset({Kind.HEAD, Kind.COUNSEL, Kind.GRID})
    HEADS_OF_ORGAN = frozenset({Kind.CHIEF, Kind.DIRECTOR})  # 行政机关负责人 (处罚法 57)
    IN_AN_ORGAN = frozenset({Kind.DESK, Kind.DIRECTOR, Kind.CHIEF, Kind.LIAISON})
    NEVER_AN_OFFICER = frozenset({Kind.AUXILIARY, Kind.GRID, Kind.SERVICE, Kind.THIRD_PARTY, Kind.TRAINER})
    REVIEWS = frozenset({Kind.HEAD, Kind.COUNSEL, Kind.DESK, Kind.DIRECTOR, Kind.CHIEF})

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officer",
    )
    name = models.CharField(_("name"), max_length=50)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    desk = models.CharField(_("desk"), max_length=12, choices=Desk, blank=True)
    street = models.ForeignKey(
        Street, verbose_name=_("street"), null=True, blank=True, on_delete=models.PROTECT, related_name="officers"
    )
    organ = models.ForeignKey(
        Organ, verbose_name=_("organ"), null=True, blank=True, on_delete=models.PROTECT, related_name="officers"
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    position = models.CharField(_("position"), max_length=50, blank=True)
    active = models.BooleanField(_("active"), default=True)
    trains = models.BooleanField(_("member of the training team"), default=False)
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)
    demo = models.BooleanField(_("demonstration"), default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ("street__code", "organ__code", "pk")
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = (
            models.CheckConstraint(condition=models.Q(street=None) | models.Q(organ=None), name="officer_one_unit"),
            models.CheckConstraint(
                condition=(models.Q(kind="desk") & ~models.Q(desk="")) | (~models.Q(kind="desk") & models.Q(desk="")),
                name="officer_desk_named",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.unit_name}" if self.unit_name else self.name

    def clean(self) -> None:
        """A kind belongs to a street or to an organ; both at once is refused."""
        if self.kind in self.ON_A_STREET and self.street_id is None:
            raise ValidationError({"street": _("This kind of person belongs to a street: choose it.")})
        if self.kind in self.IN_AN_ORGAN and self.organ_id is None:
            raise ValidationError({"organ": _("This kind of person belongs to an organ: choose it.")})
        if self.street_id and self.organ_id:
            raise ValidationError({"organ": _("A person belongs to a street or to an organ, not to both.")})
        if self.kind == self.Kind.OFFICER and not (self.street_id or self.organ_id):
            raise ValidationError({"street": _("An officer belongs to a street or to an organ: choose one.")})
        if self.kind == self.Kind.DESK and not self.desk:
            raise ValidationError({"desk": _("Say which desk: enforcement or legal.")})
        if self.kind != self.Kind.DESK and self.desk:
            raise ValidationError({"desk": _("Only people of a review desk have a desk.")})

    @property
    def unit_name(self) -> str:
        """Name of the street or organ the person belongs to; empty for neither."""
        unit = self.street or self.organ
        return unit.name if unit else ""

    def certificate_on(self, on: date) -> Certificate | None:
        """The enforcement certificate (行政执法证) valid on the day; None for auxiliaries and grid workers.

        Reads prefetched certificates where there are any, so lists cost no query a row.
        """
        if self.kind in self.NEVER_AN_OFFICER:
            return None
        return self._valid(Certificate.Kind.ENFORCEMENT, on)

    def legal_qualification_on(self, on: date) -> Certificate | None:
        """The legal professional qualification (法律职业资格) recorded for the day (处罚法 58(2))."""
        return self._valid(Certificate.Kind.LEGAL_QUALIFICATION, on)

    def _valid(self, kind: str, on: date) -> Certificate | None:
        valid = [row for row in self.certificates.all() if row.kind == kind and row.is_valid_on(on)]
        return max(valid, key=lambda certificate: certificate.valid_to, default=None)
