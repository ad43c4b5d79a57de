"""The delegation agreement (委托执法协议) of one organ with one street."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agreement_machine import BEFORE_PUBLICATION, AgreementMachine
from .catalogue import CatalogueVersion
from .item import Item, Target
from .organ import Organ
from .street import Street


class AgreementQuerySet(models.QuerySet):
    """Agreements by what holds on a day."""

    def in_force_on(self, on: date) -> AgreementQuerySet:
        """Those under which a street may act on the day; the same rule as Agreement.in_force_on."""
        suspended = Suspension.objects.filter(agreement=OuterRef("pk"), starts_on__lte=on).filter(
            Q(ends_on=None) | Q(ends_on__gt=on)
        )
        return (
            self.exclude(status__in=BEFORE_PUBLICATION)
            .filter(signed_on__isnull=False, recorded_on__isnull=False, published_on__lte=on)
            .filter(valid_from__lte=on, valid_to__gte=on)
            .filter(Q(revoked_on=None) | Q(revoked_on__gt=on))
            .exclude(Exists(suspended))
        )

    def public(self) -> AgreementQuerySet:
        """Those that were made public (处罚法 20(2)), whatever became of them."""
        return self.exclude(status__in=BEFORE_PUBLICATION).filter(published_on__isnull=False)


class Agreement(AgreementMachine):
    """Items, powers and term in writing, made public by both sides (处罚法 20(1)(2)). Caps in yuan per document.

    A change of status is an act behind the door (see actions/agreements); what gives power on a day is found by the dates.
    """

    class TransitionRule(models.TextChoices):
        FINISH = "finish", _("The street finishes its open cases")
        HAND_OVER = "hand_over", _("Open cases are handed over")

    organ = models.ForeignKey(Organ, verbose_name=_("organ"), on_delete=models.PROTECT, related_name="agreements")
    street = models.ForeignKey(Street, verbose_name=_("street"), on_delete=models.PROTECT, related_name="agreements")
    version = models.ForeignKey(
        CatalogueVersion, verbose_name=_("catalogue version"), on_delete=models.PROTECT, related_name="agreements"
    )
    renews = models.ForeignKey(
        "self", verbose_name=_("renews"), null=True, blank=True, on_delete=models.PROTECT, related_name="renewals"
    )
    number = models.CharField(_("number"), max_length=60, unique=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_for_organ = models.CharField(_("signed for the organ by"), max_length=50, blank=True)
    signed_for_street = models.CharField(_("signed for the street by"), max_length=50, blank=True)
    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    recording_number = models.CharField(_("recording number"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    publication_url = models.URLField(_("published at"), blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"))
    revoked_on = models.DateField(_("revoked from"), null=True, blank=True)
    cap_unit = models.DecimalField(_("cap for units"), max_digits=12, decimal_places=2, default=Decimal("50000"))
    cap_individual = models.DecimalField(
        _("cap for individuals"), max_digits=12, decimal_places=2, default=Decimal("20000")
    )
    first_suspended_on = models.DateField(_("first suspended from"), null=True, blank=True)
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    transition_rule = models.CharField(
        _("when it ends"), max_length=10, choices=TransitionRule, default=TransitionRule.FINISH
    )
    legal_basis = models.TextField(_("legal basis"), blank=True)
    powers = models.TextField(_("powers"), blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    supervision = models.TextField(_("supervision"), blank=True)
    liability = models.TextField(_("liability"), blank=True)
    items = models.ManyToManyField(Item, verbose_name=_("items"), related_name="agreements", blank=True)

    history = HistoricalRecords()
    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("street__code", "organ__code", "-valid_from")
        verbose_name = _("delegation agreement")
        verbose_name_plural = _("delegation agreements")
        indexes = (models.Index(fields=("street", "organ", "valid_from"), name="agreement_lookup"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="agreement_dates",
                violation_error_message=_("The agreement ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(cap_unit__gt=0, cap_individual__gt=0),
                name="agreement_caps",
                violation_error_message=_("A cap must be more than zero."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(signed_on__isnull=False, signed_on__lte=F("valid_from")),
                name="agreement_signed_first",
                violation_error_message=_("An agreement takes effect only after it was signed."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "signed", "recorded", "revoked"))
                | Q(recorded_on__isnull=False, published_on__isnull=False),
                name="agreement_public_first",
                violation_error_message=_("An agreement is published after it was signed and recorded."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.street}"

    def clean(self) -> None:
        """The version is the organ's own, and no other agreement of the street and organ runs at the same time."""
        if self.version_id and self.organ_id and self.version.catalogue.organ_id != self.organ_id:
            raise ValidationError({"version": _("This catalogue belongs to another organ (消防法 70).")})
        if self.status == self.Status.DRAFT or not (self.valid_from and self.valid_to):
            return
        clash = self.overlapping().first()
        if clash:
            raise ValidationError(
                {"valid_from": _("Agreement %(number)s already covers part of this term.") % {"number": clash.number}}
            )

    def overlapping(self) -> AgreementQuerySet:
        """Agreements of the same street and organ that run on a day this one runs too."""
        others = Agreement.objects.filter(street=self.street, organ=self.organ).exclude(pk=self.pk)
        return (
            others.exclude(status=self.Status.DRAFT)
            .filter(valid_from__lte=self.last_day, valid_to__gte=self.valid_from)
            .filter(Q(revoked_on=None) | (Q(revoked_on__gt=self.valid_from) & Q(revoked_on__gt=F("valid_from"))))
        )

    @property
    def last_day(self) -> date:
        """The last day of its term; a revocation cuts it short (the day before it takes effect)."""
        if self.revoked_on is None:
            return self.valid_to
        return min(self.valid_to, self.revoked_on - timedelta(days=1))

    @property
    def is_public(self) -> bool:
        """Whether it was made public (处罚法 20(2)), whatever became of it."""
        return self.published_on is not None and self.status not in BEFORE_PUBLICATION

    def standing_on(self, on: date) -> str:
        """Its status on a day as the dates have it, whether or not the nightly task has come by."""
        status = self.Status
        if self.status in BEFORE_PUBLICATION:
            return self.status
        if not self.is_public or (self.revoked_on and on >= self.revoked_on):
            return status.REVOKED
        if on > self.valid_to:
            return status.RENEWED if self.status == status.RENEWED else status.EXPIRED
        if on < max(self.valid_from, self.published_on):
            return status.PUBLISHED
        return status.SUSPENDED if self.suspension_on(on) else status.IN_FORCE

    def in_force_on(self, on: date) -> bool:
        """Whether the street may act under it on the day (A1); the same rule as the queryset's."""
        written = self.signed_on is not None and self.recorded_on is not None
        return written and self.standing_on(on) == self.Status.IN_FORCE

    def suspension_on(self, on: date) -> Suspension | None:
        """The suspension that covers the day; asks the database only where there ever was one by then."""
        if self.first_suspended_on is None or on < self.first_suspended_on:
            return None
        return next((pause for pause in self.suspensions.all() if pause.covers(on)), None)

    def power_ended_on(self, on: date) -> date | None:
        """The first day without power, of the end or the pause that covers the day; None while it gives power."""
        match self.standing_on(on):
            case self.Status.REVOKED:
                return self.revoked_on
            case self.Status.EXPIRED | self.Status.RENEWED:
                return self.valid_to + timedelta(days=1)
            case self.Status.SUSPENDED:
                return self.suspension_on(on).starts_on
        return None

    def next_end(self, on: date) -> date | None:
        """The first day without power that is known by now: past, or to come by an act or by the end of the term."""
        if self.status in BEFORE_PUBLICATION:
            return None
        ended = self.power_ended_on(on)
        if ended is not None:
            return ended
        to_come = [self.last_day + timedelta(days=1)]
        if self.first_suspended_on is not None:
            to_come += [pause.starts_on for pause in self.suspensions.all() if pause.starts_on > on]
        return min(to_come)

    @property
    def stage(self) -> str:
        """What the door notes as its state before and after an act."""
        return self.status

    def cap_for(self, target: str) -> Decimal:
        """The highest fine in yuan a street may propose on the target, the cap itself included."""
        return self.cap_individual if target == Target.INDIVIDUAL else self.cap_unit

    def state_on(self, on: date) -> str:
        """What to call it on a day."""
        standing = self.standing_on(on)
        if standing == self.Status.PUBLISHED:
            return gettext("Not yet in force")
        return str(self.Status(standing).label)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreement", args=[self.pk])


class Suspension(models.Model):
    """A time during which an agreement gives no power (中止); the day it ends the street may act again."""

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("agreement"), on_delete=models.PROTECT, related_name="suspensions"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering = ("agreement", "starts_on")
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="suspension_dates",
                violation_error_message=_("The suspension ends before it begins."),
            ),
            models.UniqueConstraint(fields=("agreement",), condition=Q(ends_on=None), name="suspension_one_open"),
        )

    def __str__(self) -> str:
        return f"{self.agreement.number} {self.starts_on:%Y-%m-%d}"

    def covers(self, on: date) -> bool:
        """Whether the day lies in the suspension; its last day is the first day of power again."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


class AgreementLetter(models.Model):
    """The letter of delegation (委托书) as it was signed: facts, template version, hash; later its PDF and a signed scan."""

    agreement = models.OneToOneField(
        Agreement, verbose_name=_("agreement"), on_delete=models.PROTECT, related_name="letter"
    )
    number = models.CharField(_("number"), max_length=60)
    data = models.JSONField(default=dict)
    template_version = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.FileField(upload_to="letters/", blank=True, max_length=200)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    scan = models.FileField(_("signed scan"), upload_to="letters/scans/", blank=True, max_length=200)
    scan_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("letter of delegation")
        verbose_name_plural = _("letters of delegation")

    def __str__(self) -> str:
        return self.number
