"""On-site inspection (现场检查), rectification order (责令限期整改) and its re-check (复查)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Inspection(models.Model):
    """A visit by two officers: plan, notice, times to the minute, what was found, who signed (安全法 67, 68)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="inspections")
    task_source = models.CharField(_("source of the task"), max_length=200)
    basis = models.CharField(_("basis of the inspection"), max_length=200)
    approved_by = models.CharField(_("plan approved by"), max_length=50)
    approved_on = models.DateField(_("plan approved on"))
    industry = models.CharField(_("industry"), max_length=60, blank=True)
    scope = models.TextField(_("what was inspected"))
    method = models.CharField(_("manner of inspection"), max_length=100)
    place = models.CharField(_("place"), max_length=200)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))
    contact_name = models.CharField(_("person in charge on site"), max_length=50)
    contact_title = models.CharField(_("position"), max_length=50, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    certificates_shown = models.BooleanField(_("certificates shown"), default=False)
    findings = models.TextField(_("what was found"))
    refused_to_sign = models.CharField(_("reason where signing was refused"), max_length=200, blank=True)
    officers = models.ManyToManyField("delegation.Officer", related_name="inspections", verbose_name=_("officers"))
    happened_on = models.DateField()

    class Meta:
        ordering = ("started_at",)
        constraints = (
            models.CheckConstraint(condition=models.Q(ended_at__gt=models.F("started_at")), name="inspection_times"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.happened_on}"


class RectificationOrder(models.Model):
    """An order to correct within a time, item by item (处罚法 28(1))."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="rectifications")
    ordered_on = models.DateField(_("ordered on"))
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("officers"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.ordered_on}"

    @property
    def due_on(self) -> date:
        """The latest of the items' days."""
        return max((item.due_on for item in self.items.all()), default=self.ordered_on)

    @property
    def at_once(self) -> bool:
        """Whether it left no time beyond its own day (立即改正)."""
        return self.due_on <= self.ordered_on

    @property
    def served_on(self) -> date | None:
        """The day from which its paper counts as served; without one it was handed over with a decision on site."""
        if self.document is None:
            return self.ordered_on
        return min((row.effective_on for row in self.document.services.all()), default=None)

    @property
    def last_recheck(self) -> Recheck | None:
        """The newest re-check."""
        return max(self.rechecks.all(), key=lambda row: row.pk, default=None)  # reads rows fetched ahead

    @property
    def passed(self) -> bool | None:
        """Whether the last re-check found everything corrected; None before any."""
        last = self.last_recheck
        return last.passed if last else None

    @property
    def was_disobeyed(self) -> bool:
        """Whether it was served within its time, and the last re-check found it not fulfilled after that time."""
        served_on, last = self.served_on, self.last_recheck
        if served_on is None or last is None or last.passed:
            return False
        had_time = self.at_once or served_on <= self.due_on
        return had_time and last.rechecked_on >= served_on and self.is_over(last.rechecked_on)

    def is_over(self, on: date) -> bool:
        """Whether the time to correct had run out on a day: its last day is the party's, unless there is no other."""
        return on >= self.due_on if self.at_once else on > self.due_on


class RectificationItem(models.Model):
    """One problem and the day by which it must be corrected."""

    order = models.ForeignKey(RectificationOrder, on_delete=models.CASCADE, related_name="items")
    problem = models.TextField(_("problem"))
    due_on = models.DateField(_("to be corrected by"))

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.problem[:40]

    @property
    def citation(self) -> str:
        """The problem with the day of its order, as a finding rests on it; Chinese, as it is kept."""
        return f"{self.order.ordered_on.isoformat()}责令改正：{' '.join(self.problem.split())}"


class Recheck(models.Model):
    """What the officers found when they came back."""

    order = models.ForeignKey(RectificationOrder, on_delete=models.CASCADE, related_name="rechecks")
    rechecked_on = models.DateField(_("re-checked on"))
    passed = models.BooleanField(_("everything corrected"))
    findings = models.TextField(_("result item by item"))
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("officers"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.order_id} {self.rechecked_on}"
