"""The hearing (听证): asked for, announced for a day, held or given up, reported on (处罚法 63–65)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hearing(models.Model):
    """A hearing the party asked for: its request, and its end by withdrawal, absence, or record and report."""

    notice = models.OneToOneField("cases.Notice", on_delete=models.CASCADE, related_name="hearing")
    requested_on = models.DateField(_("asked for on"))
    requested_by = models.CharField(_("asked for by"), max_length=50, blank=True)
    in_writing = models.BooleanField(_("asked for in writing"), default=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=50, blank=True)
    absent_on = models.DateField(_("given up by absence on"), null=True)
    absence = models.TextField(_("how the party stayed away or left"), blank=True)
    held_on = models.DateField(_("held on"), null=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    attended_by = models.CharField(_("party present through"), max_length=100, blank=True)
    investigators = models.ManyToManyField(
        "delegation.Officer", related_name="+", verbose_name=_("investigators present")
    )
    case_put = models.TextField(_("facts, evidence and proposal put by the investigators"), blank=True)
    party_said = models.TextField(_("defence and examination of the evidence by the party"), blank=True)
    record = models.TextField(_("course of the hearing and last words"), blank=True)
    signed_by = models.CharField(_("record signed by"), max_length=100, blank=True)
    refusal = models.CharField(_("refusal to sign, noted by the chair"), max_length=200, blank=True)
    record_document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    reported_on = models.DateField(_("reported on"), null=True)
    summary = models.TextField(_("summary of the hearing"), blank=True)
    opinion = models.TextField(_("opinion of the chair"), blank=True)
    report_document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.notice_id} {self.requested_on}"

    @property
    def is_settled(self) -> bool:
        """Withdrawn, given up by absence, or held."""
        return self.ended_on is not None

    @property
    def ended_on(self) -> date | None:
        """The day on which nothing more of the hearing itself was to come."""
        return self.withdrawn_on or self.absent_on or self.held_on

    @property
    def took_place(self) -> bool:
        """Whether the procedure of the hearing was gone through: held, or called and given up by absence."""
        return self.held_on is not None or self.absent_on is not None

    def session(self) -> HearingSession | None:
        """The day now set: the newest one that was not put off."""
        standing = [row for row in self.sessions.all() if row.dropped_on is None]  # reads rows fetched ahead
        return max(standing, key=lambda row: row.pk, default=None)


class HearingSession(models.Model):
    """A day set for the hearing and announced to the party; one that is put off stays, with its reason."""

    class ClosedReason(models.TextChoices):
        """Why the public is shut out (处罚法 64(3))."""

        STATE_SECRET = "state_secret", _("State secrets")
        TRADE_SECRET = "trade_secret", _("Trade secrets")
        PRIVACY = "privacy", _("Personal privacy")

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="sessions")
    announced_on = models.DateField(_("announced on"))
    starts_at = models.DateTimeField(_("set for"))
    place = models.CharField(_("place"), max_length=200)
    is_public = models.BooleanField(_("held in public"), default=True)
    closed_reason = models.CharField(_("reason for closing it"), max_length=20, choices=ClosedReason, blank=True)
    chair = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("chair"))
    members = models.ManyToManyField(
        "delegation.Officer", related_name="+", verbose_name=_("members of the panel"), blank=True
    )
    recorder = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("recorder")
    )
    others_notified = models.CharField(_("others concerned"), max_length=200, blank=True)
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField(_("notice served on"), null=True)
    dropped_on = models.DateField(_("put off on"), null=True)
    dropped_reason = models.CharField(_("reason for another day"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_public=True) | ~models.Q(closed_reason=""), name="hearing_closed_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.hearing_id} {self.starts_at}"


class HearingAgent(models.Model):
    """Somebody who stood in for the party at the hearing; one or two at most (处罚法 64(5))."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="agents")
    name = models.CharField(_("agent"), max_length=50)
    unit = models.CharField(_("employer and position"), max_length=100, blank=True)
    authority = models.CharField(_("written authority"), max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
