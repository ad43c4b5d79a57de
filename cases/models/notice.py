"""The advance notice (行政处罚告知) and the defence (陈述申辩)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .violation import FurtherPenalty


class Notice(models.Model):
    """What the party was told before the decision, and the periods that run from its service (处罚法 44, 45, 64)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="notices")
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    hearing_document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    total_fine = models.DecimalField(_("fine in yuan"), max_digits=12, decimal_places=2)
    with_hearing = models.BooleanField(_("right to a hearing"), default=False)
    with_discussion = models.BooleanField(_("collective discussion due"), default=False)
    with_review = models.BooleanField(_("legal review due"), default=False)
    issued_on = models.DateField(_("issued on"))
    served_on = models.DateField(_("served on"), null=True)
    defence_due_on = models.DateField(_("defence until"), null=True)
    hearing_due_on = models.DateField(_("hearing to be asked for until"), null=True)
    waived_on = models.DateField(_("waived in writing on"), null=True)
    hearing_waived_on = models.DateField(_("hearing waived in writing on"), null=True)
    waived_by = models.CharField(_("waiver signed by"), max_length=50, blank=True)
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
    further_penalty = models.CharField(_("further penalty"), max_length=20, choices=FurtherPenalty, blank=True)
    further_penalty_text = models.CharField(_("its content"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.violation_id} {self.fine}"


class Speaker(models.TextChoices):
    """Who speaks for the party, and so what shows that they may."""

    PARTY = "party", _("the party itself")
    REPRESENTATIVE = "representative", _("legal representative or person in charge")
    AGENT = "agent", _("an agent with written authority")


class Defence(models.Model):
    """One point the party made, and the answer to it; it never raises the fine (处罚法 45(2))."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="defences")
    made_on = models.DateField(_("made on"))
    speaker = models.CharField(_("stated by"), max_length=50)
    speaker_role = models.CharField(_("speaks as"), max_length=20, choices=Speaker, blank=True)
    authority = models.CharField(_("authority of the agent"), max_length=200, blank=True)
    in_writing = models.BooleanField(_("in writing"), default=False)
    point = models.TextField(_("point of the defence"))
    answer = models.TextField(_("answer after checking"), blank=True)
    accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.point[:40]
