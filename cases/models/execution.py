"""Execution of the decision (执行): payments, deferrals, reminders, surcharge, application to the court."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """Money the party paid to the named bank; officers never collect (处罚法 67)."""

    class Towards(models.TextChoices):
        FINE = "fine", _("The fine")
        SURCHARGE = "surcharge", _("The surcharge")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="payments")
    paid_on = models.DateField(_("paid on"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)
    voucher = models.CharField(_("voucher number"), max_length=60)
    towards = models.CharField(_("paid towards"), max_length=9, choices=Towards, default=Towards.FINE)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_positive"),
            models.UniqueConstraint(fields=("case", "voucher", "towards"), name="payment_voucher_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"


class Deferral(models.Model):
    """A later day, or parts, for a fine the party can't pay now (延期、分期缴纳, 处罚法 66(2)): asked for, then approved."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="deferrals")
    approval = models.OneToOneField(
        "cases.Submission", on_delete=models.PROTECT, related_name="deferral", verbose_name=_("approval")
    )
    applied_on = models.DateField(_("applied for on"))
    hardship = models.TextField(_("economic hardship and its proof"))
    amount = models.DecimalField(_("deferred amount in yuan"), max_digits=12, decimal_places=2)
    until = models.DateField(_("deferred until"), null=True)
    granted_on = models.DateField(_("granted on"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("deferral of the payment")
        verbose_name_plural = _("deferrals of the payment")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="deferral_positive"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.granted_on}"

    @property
    def ends_on(self) -> date:
        """The last day for the last part."""
        return self.until or max(row.due_on for row in self.instalments.all())


class Instalment(models.Model):
    """One part of a fine that is paid in parts, and the last day for it."""

    deferral = models.ForeignKey(Deferral, on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("to be paid by"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_positive"),
            models.UniqueConstraint(fields=("deferral", "due_on"), name="instalment_day_once"),
        )

    def __str__(self) -> str:
        return f"{self.due_on} {self.amount}"


class Reminder(models.Model):
    """A written reminder to pay (催告): before a surcharge is decided, or before the court is asked (行政强制法 35, 54)."""

    class Kind(models.TextChoices):
        PAY = "pay", _("Reminder to pay the fine")
        COURT = "court", _("Reminder before the court is asked")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    issued_on = models.DateField(_("issued on"))
    pay_by = models.DateField(_("to be paid by"))
    fine = models.DecimalField(_("unpaid fine in yuan"), max_digits=12, decimal_places=2)
    surcharge = models.DecimalField(_("surcharge in yuan"), max_digits=12, decimal_places=2)
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField(_("served on"), null=True)
    statement = models.TextField(_("what the party stated"), blank=True)
    stated_on = models.DateField(_("stated on"), null=True)
    answer = models.TextField(_("answer after checking it"), blank=True)
    accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.issued_on}"


class SurchargeDecision(models.Model):
    """The surcharge fixed up to a day (加处罚款决定, 处罚法 72(1)(1)); yuan and the days that counted."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="surcharges")
    decided_on = models.DateField(_("decided on"))
    until = models.DateField(_("counted until"))
    days = models.PositiveIntegerField(_("days counted"))
    amount = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    served_on = models.DateField(_("served on"), null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("surcharge decision")
        verbose_name_plural = _("surcharge decisions")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="surcharge_positive"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"


class CourtApplication(models.Model):
    """The application to the people's court (申请强制执行, 行政强制法 53–55), and what the court did with it."""

    class Result(models.TextChoices):
        ENFORCED = "enforced", _("Enforced; the money is in")
        ENDED = "ended", _("The court ended the enforcement")
        REFUSED = "refused", _("Not admitted or not allowed")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="court_applications")
    applied_on = models.DateField(_("applied on"))
    court = models.CharField(_("court"), max_length=80)
    fine = models.DecimalField(_("unpaid fine in yuan"), max_digits=12, decimal_places=2)
    surcharge = models.DecimalField(_("surcharge in yuan"), max_digits=12, decimal_places=2)
    views = models.TextField(_("what the party said"))
    assets = models.TextField(_("what can be enforced upon"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(_("result"), max_length=8, choices=Result, blank=True)
    ended_on = models.DateField(_("ended on"), null=True)
    result_text = models.CharField(_("ruling of the court"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("application to the court")
        verbose_name_plural = _("applications to the court")
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(ended_on=None), name="court_application_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.applied_on}"
