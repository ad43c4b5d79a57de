"""An item of a catalogue (委托事项): one offence, its provisions and its fines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .catalogue import CatalogueVersion


class FineRange(NamedTuple):
    """A statutory fine range in yuan, both ends possible; a minimum of 0 means “up to” the maximum."""

    minimum: Decimal
    maximum: Decimal


class Stage(models.TextChoices):
    """When a fine is due: with the order to correct, or only after it was not obeyed in time."""

    FIRST = "first", _("First finding")
    OVERDUE = "overdue", _("Not corrected in time")


class HearingRisk(models.TextChoices):
    """How likely a fine under the item asks for a hearing (处罚法 63): ours to estimate, the amounts are settings."""

    LOW = "low", _("Low: below the threshold at any stage")
    MEDIUM = "medium", _("Medium: at the top of the range, or when overdue or serious")
    HIGH = "high", _("High: at first finding already")


class Target(models.TextChoices):
    """Whom a fine falls on."""

    UNIT = "unit", _("Unit")
    INDIVIDUAL = "individual", _("Individual")


RANGE_FIELDS = (*(f"{target}_{stage}" for target in Target.values for stage in Stage.values), "alt")


def _money(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, null=True, blank=True)


def _range_constraint(name: str) -> models.CheckConstraint:
    low, high = f"{name}_min", f"{name}_max"
    neither = Q(**{f"{low}__isnull": True, f"{high}__isnull": True})
    both = Q(**{f"{low}__isnull": False, f"{high}__isnull": False})  # a CHECK passes on NULL, so that it is said
    ordered = Q(**{f"{low}__gte": 0, f"{high}__gt": 0, f"{high}__gte": F(low)})
    return models.CheckConstraint(
        condition=neither | (both & ordered),
        name=f"item_{name}_range",
        violation_error_message=_("The lowest fine is above the highest, or one of the two is missing."),
    )


class Item(models.Model):
    """One delegated offence with its fines per target and stage; an empty range means no fine of its own there.

    Fines in yuan. `rectify_first`: the law allows a fine only after an order to correct was not obeyed.
    `violated_provision` is the usual citation; `other_provisions` lists those that fit instead, with when they do.
    `weight` weighs a case inside an average of quality; hard cases shape it more, further easy ones add nothing.
    The `alt` range replaces the main one for the parties `alt_basis` names (e.g. 非经营性单位和个人).
    """

    class Subject(models.TextChoices):
        UNIT = "unit", _("Unit")
        INDIVIDUAL = "individual", _("Individual")
        BOTH = "both", _("Unit and individual")

    version = models.ForeignKey(
        CatalogueVersion, verbose_name=_("catalogue version"), on_delete=models.PROTECT, related_name="items"
    )
    code = models.CharField(_("code"), max_length=10)
    title = models.CharField(_("offence"), max_length=200)
    violated_provision = models.TextField(_("provision violated"))
    other_provisions = models.TextField(_("other provisions, one a line"), blank=True)
    penalty_provision = models.TextField(_("penalty provision"))
    penalty_provision_individual = models.TextField(_("penalty provision for individuals"), blank=True)
    subject = models.CharField(_("liable"), max_length=10, choices=Subject)
    penalty_kinds = models.CharField(_("kinds of penalty"), max_length=120, blank=True)
    unit_first_min = _money(_("unit, first finding: lowest fine"))
    unit_first_max = _money(_("unit, first finding: highest fine"))
    unit_overdue_min = _money(_("unit, overdue: lowest fine"))
    unit_overdue_max = _money(_("unit, overdue: highest fine"))
    individual_first_min = _money(_("individual, first finding: lowest fine"))
    individual_first_max = _money(_("individual, first finding: highest fine"))
    individual_overdue_min = _money(_("individual, overdue: lowest fine"))
    individual_overdue_max = _money(_("individual, overdue: highest fine"))
    individual_role = models.CharField(_("role of the individual"), max_length=60, blank=True)
    rectify_first = models.BooleanField(_("fine only after overdue correction"), default=False)
    suspension_when_overdue = models.BooleanField(_("suspension of business when overdue"), default=False)
    suspension_when_serious = models.BooleanField(_("suspension of business when serious"), default=False)
    overdue_measure = models.CharField(_("measure when overdue"), max_length=100, blank=True)
    warning_possible = models.BooleanField(_("warning possible"), default=False)
    alt_basis = models.CharField(_("other range applies to"), max_length=100, blank=True)
    alt_min = _money(_("other range: lowest fine"))
    alt_max = _money(_("other range: highest fine"))
    limitation_years = models.PositiveSmallIntegerField(_("limitation (years)"), default=2)
    precondition = models.TextField(_("precondition"), blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    source_check = models.CharField(_("check of the source"), max_length=30, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    street_note = models.TextField(_("note for the street"), blank=True)
    exceeds_street_cap = models.CharField(_("can exceed the street's cap"), max_length=30, blank=True)
    hearing_risk = models.CharField(_("risk of a hearing"), max_length=8, choices=HearingRisk, default=HearingRisk.LOW)
    weight = models.DecimalField(
        _("weight"),
        max_digits=3,
        decimal_places=1,
        default=Decimal(1),
        help_text=_("How much a case of this item counts inside an average (个性赋分); never a number of cases."),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ("version", "code")
        verbose_name = _("delegated item")
        verbose_name_plural = _("delegated items")
        constraints = (
            models.UniqueConstraint(fields=("version", "code"), name="item_code"),
            *(_range_constraint(name) for name in RANGE_FIELDS),
            models.CheckConstraint(
                condition=Q(rectify_first=False) | Q(unit_first_max=None, individual_first_max=None),
                name="item_rectify_first",
                violation_error_message=_("An item fined only after overdue correction has no fine at first finding."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=10),
                name="item_weight",
                violation_error_message=_("A weight is more than 0 and at most 10."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def fine_range(self, target: str, overdue: bool, *, alternative: bool = False) -> FineRange | None:
        """The statutory range for the target (`unit`/`individual`) at this stage; None where no fine is possible.

        Where the law sets no range of its own for the overdue stage, the fine for the offence itself stays what it was
        (安全生产法 103(2): overdue adds a suspension, and takes no fine away).
        `alternative`: the range for the parties named in `alt_basis`, for offences that have one.
        """
        first = None if self.rectify_first else self.own_range(f"{target}_first")
        found = (self.own_range(f"{target}_overdue") or first) if overdue else first
        if alternative and found is not None:
            return self.own_range("alt")
        return found

    def may_warn(self, target: str, overdue: bool) -> bool:
        """Whether the item's provision lets this target be warned at this stage.

        消防法 60 warns individuals alone; 67 warns the persons responsible, and only after an order was not obeyed.
        """
        if not self.warning_possible or (self.rectify_first and not overdue):
            return False
        if self.subject not in (Item.Subject.BOTH, target):
            return False
        return not (target == Target.UNIT and "警告（个人）" in self.penalty_kinds)

    def must_suspend(self, target: str, overdue: bool) -> bool:
        """Whether the law leaves no choice but to suspend this target's business (责令停产停业整顿, 安全生产法 97, 101–105)."""
        return overdue and target == Target.UNIT and self.suspension_when_overdue

    def ordered_when_overdue(self, target: str, overdue: bool) -> str:
        """What the law orders beside any fine, as the kind of further penalty; “” where it orders nothing.

        责令停止使用 falls on units and individuals alike (消防法 66: 逾期不改正的，责令停止使用，可以并处……罚款).
        """
        if self.must_suspend(target, overdue):
            return "suspension"
        return "stop_use" if overdue and self.stops_use_when_overdue else ""

    @property
    def stops_use_when_overdue(self) -> bool:
        """Whether the measure when overdue is the stop of use."""
        return self.overdue_measure == "责令停止使用"

    def may_order_alone(self, target: str, overdue: bool) -> bool:
        """Whether that order stands without a fine.

        安全生产法 102–105 name no fine beside the suspension, 97 and 101 do (并处); 消防法 66 leaves it open (可以并处).
        """
        ordered = self.ordered_when_overdue(target, overdue)
        return ordered == "stop_use" or (bool(ordered) and self.own_range(f"{target}_overdue") is None)

    def penalty_provision_for(self, target: str) -> str:
        """The article that punishes this target (消防法 60 has one for units and one for individuals)."""
        if target == Target.INDIVIDUAL and self.penalty_provision_individual:
            return self.penalty_provision_individual
        return self.penalty_provision

    @property
    def provision_choices(self) -> list[str]:
        """The usual citation first, then the others."""
        return [self.violated_provision, *self.other_provisions.splitlines()]

    @property
    def unconfirmed(self) -> bool:
        """Whether a text of this item is still 待核实."""
        return self.source_check != "verified" or "待核实" in self.violated_provision + self.overdue_measure

    def targets(self, overdue: bool) -> list[str]:
        """Whom a fine may fall on at this stage."""
        return [target for target in Target.values if self.fine_range(target, overdue)]

    def tiers_for(self, target: str, overdue: bool, *, on: date, alternative: bool = False) -> list:
        """Discretion tiers of a day for the range `fine_range` gives, mildest first; reads prefetched tiers.

        The newest table that has begun by then holds; before the first one began, the first one.
        """
        own_overdue = self.own_range(f"{target}_overdue") is not None
        stage = Stage.OVERDUE if overdue and own_overdue else Stage.FIRST
        tiers = [
            tier
            for tier in self.tiers.all()
            if (tier.target, tier.stage, tier.alternative) == (target, stage, alternative)
        ]
        days = {tier.valid_from for tier in tiers}
        held = max((day for day in days if day <= on), default=min(days, default=on))
        return sorted((tier for tier in tiers if tier.valid_from == held), key=lambda tier: tier.rank)

    @property
    def never_fined(self) -> bool:
        """Whether the law knows no fine at all for it (消防法 67: a warning only)."""
        return not any(self.own_range(name) for name in RANGE_FIELDS)

    def own_range(self, name: str) -> FineRange | None:
        """The range in the item's own columns, e.g. "unit_first" or "alt"; None where the law sets none there."""
        minimum, maximum = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
        return None if maximum is None else FineRange(minimum, maximum)
