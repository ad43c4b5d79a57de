"""What stops the limit for the decision (不计入办案期限), and the limits that passed (逾期) with their explanation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class LimitSuspension(models.Model):
    """Time that does not count in the limit for the decision: from `since` to `until`, and what it rests on (不计入办案期限)."""

    class Reason(models.TextChoices):
        """Why the time does not count: 鉴定 / 听证."""

        APPRAISAL = "appraisal", _("Expert appraisal, test or inspection")
        HEARING = "hearing", _("Hearing")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    institution = models.CharField(_("institution commissioned"), max_length=100, blank=True)
    letter = models.CharField(_("letter of commission"), max_length=100, blank=True)
    basis = models.CharField(_("what is examined, and why"), max_length=300, blank=True)
    items = models.JSONField(_("things handed over"), default=list, blank=True)
    report_by = models.DateField(_("report expected by"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    evidence = models.ForeignKey(
        "cases.Evidence",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("expert opinion on file"),
    )
    result = models.CharField(_("result"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("suspension of the limit for the decision")
        verbose_name_plural = _("suspensions of the limit for the decision")
        constraints = (
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="suspension_days_in_order"),
            models.UniqueConstraint(fields=("case", "reason"), condition=Q(until=None), name="suspension_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason} {self.since}"

    @property
    def is_open(self) -> bool:
        """Whether the limit still stands still."""
        return self.until is None


class PassedLimit(models.Model):
    """A limit that passed (逾期): noted once by the software, ended when the act was done, explained by a person."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="passed_limits")
    code = models.CharField(_("limit"), max_length=40)
    due_on = models.DateField(_("due on"))
    noted_on = models.DateField(_("noted on"))
    ended_on = models.DateField(_("no longer running since"), null=True)
    explained_on = models.DateField(_("explained on"), null=True)
    explanation = models.TextField(_("explanation"), blank=True)
    explained_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("explained by")
    )

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("limit that passed")
        verbose_name_plural = _("limits that passed")
        constraints = (
            models.UniqueConstraint(fields=("case", "code", "due_on"), name="passed_limit_once"),
            models.CheckConstraint(
                condition=Q(explained_on=None) | ~Q(explanation=""), name="passed_limit_explained_in_words"
            ),
        )
        indexes = (
            models.Index(fields=("due_on",), condition=Q(ended_on=None, explained_on=None), name="passed_limit_open"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.code} {self.due_on}"

    @property
    def is_open(self) -> bool:
        """Whether it still asks for an explanation or for the act."""
        return self.ended_on is None and self.explained_on is None
