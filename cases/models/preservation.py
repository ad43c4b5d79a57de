"""Preservation of evidence (先行登记保存): what is kept, where and by whom, and what became of it (处罚法 56)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.working_days import add_working_days


class Preservation(models.Model):
    """Things registered and kept because the evidence might be lost, approved by the head of the organ.

    It lasts until the disposal is decided, seven working days at most; after them the only way left is to release.
    """

    class Ground(models.TextChoices):
        """The law's two grounds."""

        LOST = "lost", _("The evidence may be lost")
        HARD = "hard", _("The evidence would be hard to obtain later")

    class Keeping(models.TextChoices):
        ON_SITE = "on_site", _("Kept on site by the party")
        BY_ORGAN = "by_organ", _("Kept by the officers in a place of their own")

    class Way(models.TextChoices):
        """What may become of preserved evidence."""

        RETURN = "return", _("Release and return it")
        COPY = "copy", _("Record, copy or photograph it, then return it")
        APPRAISE = "appraise", _("Send it to an expert appraisal")
        SEIZE = "seize", _("Seal or seize it, where a law allows it")
        TRANSFER = "transfer", _("Transfer it with the case to the competent agency")
        CONFISCATE = "confiscate", _("Propose its confiscation with the penalty")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="preservations")
    approval = models.OneToOneField(
        "cases.Submission", on_delete=models.PROTECT, related_name="preserved", verbose_name=_("approval")
    )
    ground = models.CharField(_("ground"), max_length=5, choices=Ground)
    reason = models.TextField(_("reason"))
    urgent = models.BooleanField(_("urgent, before filing"), default=False)
    keeping = models.CharField(_("manner of keeping"), max_length=10, choices=Keeping)
    place = models.CharField(_("place of keeping"), max_length=200)
    keeper = models.CharField(_("keeper"), max_length=80)
    preserved_on = models.DateField(_("preserved on"))
    notice = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    disposed_on = models.DateField(_("disposed of on"), null=True)
    disposal = models.OneToOneField(
        "cases.Submission", null=True, on_delete=models.PROTECT, related_name="disposed", verbose_name=_("disposal")
    )
    way = models.CharField(_("way of disposal"), max_length=12, choices=Way, blank=True)
    disposal_text = models.TextField(_("details of the disposal"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("preservation of evidence")
        verbose_name_plural = _("preservations of evidence")
        constraints = (
            models.CheckConstraint(
                condition=Q(disposed_on=None) | Q(disposed_on__gte=models.F("preserved_on")), name="preserved_first"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.preserved_on}"

    @property
    def due_on(self) -> date:
        """The last day for deciding on the disposal (处罚法 56, 85)."""
        days = legal_settings.value("preservation_working_days", on=self.preserved_on)
        return add_working_days(self.preserved_on, days)

    @property
    def is_pending(self) -> bool:
        """Whether nothing has been decided about it yet."""
        return self.disposed_on is None

    @property
    def is_overdue(self) -> bool:
        """Whether the seven working days passed without a disposal: the measure must be lifted."""
        return self.is_pending and timekeeper.today() > self.due_on


class PreservedItem(models.Model):
    """One thing registered and kept, as the notice's list names it (证据清单)."""

    preservation = models.ForeignKey(Preservation, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(_("name of the thing"), max_length=80)
    model = models.CharField(_("type or specification"), max_length=60, blank=True)
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    quality = models.CharField(_("state"), max_length=40)
    unit = models.CharField(_("unit of count"), max_length=10)
    price = models.CharField(_("price"), max_length=20, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2)
    remark = models.CharField(_("remark"), max_length=100, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=Q(quantity__gt=0), name="preserved_quantity_positive"),)

    def __str__(self) -> str:
        return self.name
