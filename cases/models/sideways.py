"""The side ways of a case: hand-over to the organ, transfer to another agency, recusal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class HandOver(models.Model):
    """A street gives a case to the organ (移交区局办理)."""

    class Reason(models.TextChoices):
        OVER_CAP = "over_cap", _("Fine above the street's cap")
        NOT_DELEGATED = "not_delegated", _("Item outside the delegation, or delegation ended")
        SUSPENSION = "suspension", _("Suspension of business or another heavy penalty")
        RECUSAL = "recusal", _("Recusal leaves too few officers")
        COMPLEXITY = "complexity", _("Complexity")

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting for the organ")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="hand_overs")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    text = models.TextField(_("explanation"))
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField()
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=models.Q(status="pending"), name="one_hand_over"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"


class TermDecision(models.Model):
    """What becomes of an open case when the delegation ends or pauses (委托终止、中止后未结案件的处理).

    `ended_on` is the first day without power that it answers: another end asks again. The last one on it counts.
    """

    class Choice(models.TextChoices):
        FINISH = "finish", _("The street finishes it under the old term")
        HAND_OVER = "hand_over", _("It is handed to the organ")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="term_decisions")
    agreement = models.ForeignKey("delegation.Agreement", on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(_("first day without power"))
    choice = models.CharField(_("what becomes of it"), max_length=10, choices=Choice)
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.choice}"


class Transfer(models.Model):
    """A case transferred to another agency or the police (移送, 处罚法 27)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="transfers")
    receiver = models.CharField(_("receiving agency"), max_length=100)
    to_police = models.BooleanField(_("suspected crime, to the police"), default=False)
    reason = models.TextField(_("reason"))
    transferred_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    taken_back_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.receiver}"


class Recusal(models.Model):
    """A request that an officer withdraw (回避, 处罚法 43); the investigation goes on meanwhile."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting for the decision")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="recusals")
    officer = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(
        _("asked by"), max_length=10, choices=[("party", _("the party")), ("officer", _("the officer"))]
    )
    reason = models.TextField(_("reason"))
    asked_on = models.DateField()
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.officer_id}"
