"""The summary procedure (简易程序): what happened on the spot, its report to the organ, the organ's findings afterwards."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.models import User
from gongshu_enforcement.working_days import add_working_days


class OnSiteDecision(models.Model):
    """A decision made on the spot (当场处罚决定, 处罚法 51–53): told, heard, decided, delivered, paid and reported.

    Beside it stand the case with its violations, the two officers, the decision's document and its service. Money
    collected on the spot goes to the organ, and from there to the bank, each within its own days (处罚法 71).
    """

    class Heard(models.TextChoices):
        """What the party did with its right to be heard; chosen by the officers, never assumed (处罚法 45)."""

        NONE = "none", _("The party had nothing to say")
        MADE = "made", _("The party spoke; its points and our answer are below")

    class Collection(models.TextChoices):
        """How the fine is paid: at the bank, or on the spot on one of the law's three grounds (处罚法 67–69)."""

        BANK = "bank", _("At the bank within the period (CF 67)")
        SMALL = "small", _("On the spot: within the small amount (CF 68(1))")
        HARD = "hard", _("On the spot: hard to collect later (CF 68(2))")
        REMOTE = "remote", _("On the spot: remote place, on water or hard to reach, asked for by the party (CF 69)")

    class Received(models.TextChoices):
        """Whether the party signed for the decision (处罚法 52(1))."""

        SIGNED = "signed", _("The party signs for it")
        REFUSED = "refused", _("The party refuses to sign; noted on the decision")

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="on_site")
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("officers"))
    found_at = models.DateTimeField(_("violation found at"))
    decided_at = models.DateTimeField(_("decided at"))
    certificates_shown = models.BooleanField(_("certificates shown"), default=False)
    told = models.BooleanField(_("told the intended penalty, facts, reasons and basis"), default=False)
    rights_told = models.BooleanField(_("told the right to state and defend"), default=False)
    heard = models.CharField(_("statement and defence"), max_length=5, choices=Heard)
    defence = models.TextField(_("what the party said"), blank=True)
    answer = models.TextField(_("our answer after checking it"), blank=True)
    accepted = models.BooleanField(_("accepted"), default=False)
    waiver_checked = models.BooleanField(_("no ground for waiving the penalty applies (CF 33)"), default=False)
    clear_reason = models.TextField(_("why the facts are clear and this penalty fits"))
    corrected = models.BooleanField(_("corrected on the spot"), default=False)
    order_reference = models.CharField(_("the order to correct that was not obeyed"), max_length=120, blank=True)
    collection = models.CharField(_("payment"), max_length=6, choices=Collection, default=Collection.BANK)
    collection_reason = models.CharField(_("why on the spot"), max_length=200, blank=True)
    receipt_number = models.CharField(_("number of the fiscal receipt"), max_length=60, blank=True)
    received = models.CharField(_("delivery"), max_length=7, choices=Received)
    refusal = models.CharField(_("why the party refused to sign"), max_length=200, blank=True)
    handed_in_on = models.DateField(_("handed in to the organ on"), null=True)
    banked_on = models.DateField(_("paid in at the bank on"), null=True)
    bank_voucher = models.CharField(_("bank voucher"), max_length=60, blank=True)
    reported_on = models.DateField(_("reported to the organ on"), null=True)
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    report_note = models.CharField(_("remark to the organ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("decision made on site")
        verbose_name_plural = _("decisions made on site")

    def __str__(self) -> str:
        return f"{self.case_id} {self.decided_at:%Y-%m-%d %H:%M}"

    @property
    def decided_on(self) -> date:
        """The day of the decision in Hangzhou."""
        return self.decided_at.astimezone(timekeeper.SHANGHAI).date()

    @property
    def collected(self) -> bool:
        """Whether the officers took the money themselves."""
        return bool(self.receipt_number)

    @property
    def report_due_on(self) -> date:
        """The last day for reporting the decision to the organ (备案)."""
        return add_working_days(self.decided_on, legal_settings.value("summary_report_days", on=self.decided_on))

    @property
    def hand_in_due_on(self) -> date:
        """The last day for handing collected money to the organ (处罚法 71, 85)."""
        days = legal_settings.value("collected_to_organ_working_days", on=self.decided_on)
        return add_working_days(self.decided_on, days)

    @property
    def bank_due_on(self) -> date | None:
        """The last day for the organ to pay it in at the bank; None before it has the money."""
        if self.handed_in_on is None:
            return None
        days = legal_settings.value("collected_to_bank_working_days", on=self.handed_in_on)
        return add_working_days(self.handed_in_on, days)


class SummaryCorrection(models.Model):
    """What the officers put right after the organ's check of an on-site decision found something (更正)."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="corrections")
    finding = models.OneToOneField(
        "cases.ReviewDecision", on_delete=models.PROTECT, related_name="correction", verbose_name=_("finding")
    )
    measure = models.TextField(_("what was corrected, and how the party was told"))
    corrected_on = models.DateField(_("corrected on"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.corrected_on}"
