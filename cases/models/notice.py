"""The advance notice (行政处罚告知), the defence (陈述申辩) and the hearing (听证)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """What the party was told before the decision, and the periods that run from its service (处罚法 44, 45, 64)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="notices")
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    hearing_document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    total_fine = models.DecimalField(_("fine in yuan"), max_digits=12, decimal_places=2)
    with_hearing = models.BooleanField(_("right to a hearing"), default=False)
    issued_on = models.DateField(_("issued on"))
    served_on = models.DateField(_("served on"), null=True)
    defence_due_on = models.DateField(_("defence until"), null=True)
    hearing_due_on = models.DateField(_("hearing to be asked for until"), null=True)
    waived_on = models.DateField(_("waived in writing on"), null=True)
    superseded_on = models.DateField(_("superseded on"), null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.issued_on}"


class NoticeItem(models.Model):
    """The fine announced for one violation."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="items")
    violation = models.ForeignKey("cases.Violation", on_delete=models.PROTECT, related_name="+")
    fine = models.DecimalField(max_digits=12, decimal_places=2)
    with_warning = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.violation_id} {self.fine}"


class Defence(models.Model):
    """One point the party made, and the answer to it; it never raises the fine (处罚法 45(2))."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="defences")
    made_on = models.DateField(_("made on"))
    speaker = models.CharField(_("stated by"), max_length=50)
    in_writing = models.BooleanField(_("in writing"), default=False)
    point = models.TextField(_("point of the defence"))
    answer = models.TextField(_("answer after checking"), blank=True)
    accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.point[:40]


class Hearing(models.Model):
    """A hearing asked for, withdrawn or held (处罚法 63–65)."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="hearing")
    requested_on = models.DateField(_("asked for on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    announced_on = models.DateField(_("announced on"), null=True)
    held_on = models.DateField(_("held on"), null=True)
    chair = models.ForeignKey("delegation.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    record = models.TextField(_("record of the hearing"), blank=True)
    opinion = models.TextField(_("opinion of the chair"), blank=True)

    def __str__(self) -> str:
        return f"{self.notice_id} {self.requested_on}"

    @property
    def is_settled(self) -> bool:
        """Withdrawn or held."""
        return self.withdrawn_on is not None or self.held_on is not None
