"""What every floor stands on: users, the ledger, the outbox, dated legal settings, the loaded calendar."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in. Rights come from groups on streets, never from this row."""

    class Language(models.TextChoices):
        CHINESE = "zh-hans", "简体中文"
        ENGLISH = "en", "English"

    name = models.CharField(_("name"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.CHINESE)

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The Chinese name, or the account name where none is recorded."""
        return self.name or self.username


class Origin(models.TextChoices):
    """Where an event comes from; demo data says so for good."""

    LIVE = "live", _("live")
    DEMO = "demo", _("demo")


class LedgerEvent(models.Model):
    """One act on one subject (账目): who, when, what, from, to, inputs, and the hash of the event before it.

    A chain is one subject, named "case:12" or "agreement:3". Rows are only ever added; PostgreSQL refuses the rest.
    """

    chain = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    happened_on = models.DateField()
    late_reason = models.CharField(max_length=300, blank=True)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    inputs = models.JSONField(default=dict)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "seq")
        constraints = (models.UniqueConstraint(fields=("chain", "seq"), name="ledger_chain_seq"),)
        indexes = (models.Index(fields=("actor", "-recorded_at"), name="ledger_actor"),)

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.action}"

    @property
    def is_late(self) -> bool:
        """Recorded further back than the setting allows (补录)."""
        return bool(self.late_reason)


class RequestKey(models.Model):
    """The key a form carries, so that a replayed request has one effect."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=40)
    chain = models.CharField(max_length=40)
    result_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class OutboxMessage(models.Model):
    """Work to do after commit, written in the transaction that caused it, so a lost worker loses nothing."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("id",), condition=Q(delivered_at=None), name="outbox_open"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LegalSetting(models.Model):
    """A value that the law may change (法定参数): it takes effect on its date, and older cases keep theirs."""

    code = models.CharField(_("code"), max_length=60)
    organ = models.CharField(_("organ"), max_length=20, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    value = models.TextField(_("value"))
    value_type = models.CharField(
        _("type"),
        max_length=10,
        choices=[(kind, kind) for kind in ("int", "decimal", "text", "bool")],
        default="text",
    )
    valid_from = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    to_confirm = models.BooleanField(_("to be confirmed"), default=False)

    class Meta:
        ordering = ("code", "organ", "valid_from")
        verbose_name = _("legal setting")
        verbose_name_plural = _("legal settings")
        constraints = (models.UniqueConstraint(fields=("code", "organ", "valid_from"), name="legal_setting_version"),)

    def __str__(self) -> str:
        return f"{self.title_zh} = {self.value}"


class CalendarYear(models.Model):
    """A year whose days off and make-up working days were entered from the State Council's notice (节假日安排通知)."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("notice"), max_length=200, blank=True)
    loaded_on = models.DateField(_("entered on"), null=True)

    class Meta:
        ordering = ("year",)
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day loaded from the State Council's notice for a year the library does not cover yet (调休)."""

    notice = models.ForeignKey(CalendarYear, null=True, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("holiday"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ("day",)
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
