"""An interview (询问): the summons, the record, its questions and answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interview(models.Model):
    """Two officers question one person; times to the minute, rights told (处罚法 55)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="interviews")
    sequence = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("person interviewed"), max_length=50)
    gender = models.CharField(_("gender"), max_length=4, blank=True)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    id_number = models.CharField(_("ID number"), max_length=18, blank=True)
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    position = models.CharField(_("position"), max_length=50, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=200)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))
    others_present = models.CharField(_("others present"), max_length=100, blank=True)
    certificates_shown = models.BooleanField(_("certificates shown"), default=False)
    rights_told = models.BooleanField(_("rights and duties told"), default=False)
    interviewer = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+")
    recorder = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("started_at",)
        constraints = (
            models.CheckConstraint(condition=models.Q(ended_at__gt=models.F("started_at")), name="interview_times"),
            models.CheckConstraint(
                condition=~models.Q(interviewer=models.F("recorder")), name="interview_two_officers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.happened_on}"


class InterviewAnswer(models.Model):
    """One question and its answer (问、答)."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="answers")
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.question[:40]
