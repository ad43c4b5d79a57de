"""Compulsory measures (行政强制措施): sealing and seizing, and stopping the supply of power or explosives."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import timekeeper


class Seizure(models.Model):
    """Premises, equipment or things sealed or seized (查封、扣押), approved by the head of the organ (强制法 18, 24–28).

    `items`: the list as delivered, [{name, specification, unit, quantity, remark}].
    """

    class Way(models.TextChoices):
        SEAL = "seal", _("Seal (premises, equipment, things)")
        SEIZE = "seize", _("Seize (things)")

    class Outcome(models.TextChoices):
        """What may become of it (强制法 21, 27, 28)."""

        LIFT = "lift", _("Lift the measure and return everything")
        CONFISCATE = "confiscate", _("Confiscate unlawful things with the penalty")
        DESTROY = "destroy", _("Destroy, where a statute says so")
        TRANSFER = "transfer", _("Transfer with the case to the police")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="seizures")
    approval = models.OneToOneField("cases.Submission", on_delete=models.PROTECT, related_name="seizure")
    way = models.CharField(_("manner"), max_length=5, choices=Way)
    reason = models.TextField(_("problem found and reason"))
    basis = models.CharField(_("provision that allows it"), max_length=200)
    place = models.CharField(_("place where it is kept"), max_length=200)
    items = models.JSONField(_("things"), default=list)
    begun_on = models.DateField(_("from"))
    until = models.DateField(_("until"))
    extended_on = models.DateField(_("extended on"), null=True)
    decision = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    disposal_text = models.TextField(_("details of the disposal"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("sealing or seizure")
        verbose_name_plural = _("sealings and seizures")
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("begun_on")), name="seizure_days_in_order"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="seizure_ended_after_begun"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.way} {self.begun_on}"

    @property
    def is_pending(self) -> bool:
        """Whether nothing has been decided about it yet."""
        return self.ended_on is None

    def is_over(self, on: date | None = None) -> bool:
        """Whether its period has ended: from then on it can only be lifted (强制法 28(1)(4))."""
        return (on or timekeeper.today()) > self.until


class SupplyStop(models.Model):
    """A stop of the supply of power or explosives to a party that defies an order to stop (安全法 70)."""

    class What(models.TextChoices):
        POWER = "power", _("Power")
        EXPLOSIVES = "explosives", _("Explosives for civil use")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="supply_stops")
    approval = models.OneToOneField("cases.Submission", on_delete=models.PROTECT, related_name="supply_stop")
    order = models.ForeignKey("cases.OnSiteMeasure", on_delete=models.PROTECT, related_name="supply_stops")
    what = models.CharField(_("supply"), max_length=10, choices=What)
    supplier = models.CharField(_("supplier"), max_length=100)
    hazard = models.TextField(_("real danger of an accident"))
    stop_at = models.DateTimeField(_("supply stops at"))
    notice = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    performed_on = models.DateField(_("order obeyed on"), null=True)
    restored_at = models.DateTimeField(_("supply restored at"), null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("stop of a supply")
        verbose_name_plural = _("stops of a supply")

    def __str__(self) -> str:
        return f"{self.case_id} {self.what} {self.stop_at}"
