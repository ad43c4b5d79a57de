"""The case (案件)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models.handler import Handler
from cases.stages import BEFORE_DECISION, ENDS, Outcome, Stage, StageMachine
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import Origin, User

if TYPE_CHECKING:
    from delegation.models import CatalogueVersion


class Procedure(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary procedure")
    SUMMARY = "summary", _("Summary procedure")


class HandlingUnit(models.TextChoices):
    """Who handles the case: the street, or the organ itself."""

    STREET = "street", _("Street")
    ORGAN = "organ", _("Organ")


class Source(models.TextChoices):
    """Where the case came from (案件来源)."""

    INSPECTION = "inspection", _("On-site inspection")
    REPORT = "report", _("Report by the public")
    GRID = "grid", _("Lead from a grid worker")
    ASSIGNED = "assigned", _("Assigned by a superior organ")
    TRANSFERRED_IN = "transferred_in", _("Transferred from another agency")
    CROSS = "cross", _("Cross-street inspection")
    REOPENED = "reopened", _("Decision annulled, dealt with anew")
    OTHER = "other", _("Other")


@cache
def _column_names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(column.attname for column in model._meta.concrete_fields if not column.primary_key)


class CaseQuerySet(models.QuerySet):
    def open(self) -> CaseQuerySet:
        """Cases that have not ended."""
        return self.exclude(stage__in=ENDS)

    def for_lists(self) -> CaseQuerySet:
        """With everything a row of a list shows, in a fixed number of queries."""
        return self.select_related("party", "street", "organ").prefetch_related("violations__item", "handlers__officer")

    def for_door(self) -> CaseQuerySet:
        """With what every act reads."""
        handlers = models.Prefetch("handlers", Handler.objects.select_related("officer"))
        return self.select_related("organ", "agreement").prefetch_related(handlers)


class Case(StageMachine):
    """A penalty case from opening to archive. Its columns are written by the one door alone."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    organ = models.ForeignKey(
        "delegation.Organ", on_delete=models.PROTECT, related_name="cases", verbose_name=_("organ")
    )
    street = models.ForeignKey(
        "delegation.Street", on_delete=models.PROTECT, related_name="cases", verbose_name=_("street")
    )
    agreement = models.ForeignKey(
        "delegation.Agreement", null=True, on_delete=models.PROTECT, related_name="cases", verbose_name=_("agreement")
    )
    handling_unit = models.CharField(_("handling unit"), max_length=10, choices=HandlingUnit)
    opened_by_unit = models.CharField(_("opened by"), max_length=10, choices=HandlingUnit)
    procedure = models.CharField(_("procedure"), max_length=10, choices=Procedure, default=Procedure.ORDINARY)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    party = models.OneToOneField("cases.Party", on_delete=models.PROTECT, related_name="case", verbose_name=_("party"))
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.INSPECTION)
    found_on = models.DateField(_("found on"))
    act_ended_on = models.DateField(_("day of the act, or of its end"), null=True, blank=True)
    place = models.CharField(_("place of the violation"), max_length=200, blank=True)
    facts = models.TextField(_("facts"))
    opened_on = models.DateField(_("opened on"))
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("serial"), null=True, blank=True)
    number = models.CharField(_("filing number"), max_length=60, blank=True, db_index=True)
    inspection_year = models.PositiveSmallIntegerField(null=True, blank=True)
    inspection_serial = models.PositiveIntegerField(null=True, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True, db_index=True)
    decision_due_on = models.DateField(_("decision due on"), null=True, blank=True)
    decision_paused_on = models.DateField(_("limit for the decision stands still since"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True, db_index=True)
    decision_served_on = models.DateField(_("decision served on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, db_index=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    total_fine = models.DecimalField(_("fine in yuan"), max_digits=12, decimal_places=2, null=True, blank=True)
    next_limit_code = models.CharField(max_length=40, blank=True)
    next_limit_on = models.DateField(null=True, blank=True)
    stage_since = models.DateField(null=True, blank=True)
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="linked", verbose_name=_("linked case")
    )
    reopens = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reopened_as",
        verbose_name=_("deals anew with"),
    )
    version = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)
    updated_at = models.DateTimeField(auto_now=True)
    dossier = models.FileField(upload_to="dossiers/", blank=True)
    dossier_sha256 = models.CharField(max_length=64, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("organ", "procedure", "year", "serial"), name="case_serial", condition=~Q(serial=None)
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(filed_on__lte=models.F("decided_on")), name="case_filed_before_decided"
            ),
        )
        indexes = (
            models.Index(fields=("street", "organ", "stage"), name="case_street_stage"),
            models.Index(fields=("filed_on", "id"), name="case_keyset"),
            models.Index(
                fields=("next_limit_on",), condition=~Q(stage__in=[str(end) for end in ENDS]), name="case_late"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.party.name}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.reference])

    LIMITING = (
        "stage",
        "filed_on",
        "decision_due_on",
        "decision_paused_on",
        "decided_on",
        "decision_served_on",
        "closed_on",
        "archived_on",
    )
    as_read: dict[str, Any] = {}  # the columns as last read from the database

    @classmethod
    def from_db(cls, *args: Any, **options: Any) -> Case:
        case = super().from_db(*args, **options)
        case.as_read = case._columns()
        return case

    def _columns(self) -> dict[str, Any]:
        held = self.__dict__
        return {name: held[name] for name in _column_names(type(self)) if name in held}

    def _changed(self) -> list[str]:
        return [
            name for name, value in self._columns().items() if name not in self.as_read or value != self.as_read[name]
        ]

    def after_act(self, action: str) -> None:
        """Called by the door after each act: keep the nearest limit and save what the verb changed."""
        from cases import clock

        changed = set(self._changed())
        if self.stage_since is None or "stage" in changed:
            self.stage_since = timekeeper.today()
        if changed.intersection(self.LIMITING) or action not in clock.WITHOUT_LIMITS:
            nearest = clock.nearest(self)
            self.next_limit_code = nearest.code if nearest else ""
            self.next_limit_on = nearest.due_on if nearest else None
            if self.was_late:
                self._end_passed_limits()
        self.version += 1
        self.save(update_fields=["updated_at", *self._changed()])
        self.as_read = self._columns()

    @property
    def was_late(self) -> bool:
        """Whether its nearest limit had passed when it was read."""
        due_on = self.as_read.get("next_limit_on")
        return due_on is not None and due_on < timekeeper.today()

    def _end_passed_limits(self) -> None:
        """What was late and is done, or has a later day now, asks nobody for anything any more."""
        from cases import clock

        running = {(limit.code, limit.due_on) for limit in clock.passed(self)}
        for row in self.passed_limits.filter(ended_on=None):
            if (row.code, row.due_on) not in running:
                row.ended_on = timekeeper.today()
                row.save(update_fields=["ended_on"])

    # What the case is, in words the pages and rules share
    @property
    def is_open(self) -> bool:
        """Neither closed nor ended otherwise."""
        return self.stage not in ENDS

    @property
    def is_before_decision(self) -> bool:
        """Whether no decision has been made yet."""
        return self.decided_on is None and self.stage in BEFORE_DECISION

    @property
    def target(self) -> str:
        """Whom the range and the cap are read for: "unit" or "individual"."""
        return self.party.kind

    @property
    def title(self) -> str:
        """The case's name on documents (案件名称): party and cause."""
        return f"{self.party.name}涉嫌{self.cause}案" if self.decided_on is None else f"{self.party.name}{self.cause}案"

    @cached_property
    def cause(self) -> str:
        """The cause of action (案由): titles of the violations that stand."""
        standing = [row for row in self.violations.all() if row.finding != "not_established"] or self.violations.all()
        return "；".join(row.item.title for row in standing)

    @property
    def days_in_stage(self) -> int:
        """Calendar days in the present stage."""
        return (timekeeper.today() - (self.stage_since or self.opened_on)).days

    def current_handlers(self) -> list:
        """The officers handling the case now, lead first."""
        return [row for row in sorted(self._handler_rows(), key=lambda row: row.pk) if row.until is None]

    def _handler_rows(self) -> Any:
        read_ahead = "handlers" in getattr(self, "_prefetched_objects_cache", {})
        return self.handlers.all() if read_ahead else self.handlers.select_related("officer")

    def forget_handlers(self) -> None:
        """The handlers have changed: read them anew."""
        getattr(self, "_prefetched_objects_cache", {}).pop("handlers", None)
        self.__dict__.pop("_took_part", None)

    def handler_user_ids(self) -> set[int]:
        """Users who have ever handled the case: they review it nowhere."""
        return {row.officer.user_id for row in self._handler_rows() if row.officer.user_id}

    def is_current_handler(self, user: User | None) -> bool:
        """Whether the user is one of the officers handling it now."""
        return user is not None and any(row.officer.user_id == user.pk for row in self.current_handlers())

    def open_submission(self):
        """The submission now being confirmed or reviewed, if any; the newest, where things are disposed of beside a review."""
        return self.submissions.filter(status__in=("confirming", "initial", "recheck", "final")).order_by("-pk").first()

    def pending_hand_over(self):
        """A hand-over the organ has not answered yet, if any."""
        return self.hand_overs.filter(status="pending").first()

    @property
    def hand_over_waits(self) -> bool:
        """Whether a hand-over is waiting for the organ's answer."""
        return self.hand_overs.filter(status="pending").exists()

    def disobeyed(self) -> list[str]:
        """The problems of those orders to correct that were served and not obeyed in time, each with its order's day."""
        orders = self.rectifications.select_related("document").prefetch_related(
            "rechecks", "items", "document__services"
        )
        return [item.citation for order in orders if order.was_disobeyed for item in order.items.all()]

    def rounds(self) -> list[int]:
        """Every round of the matter, by id, first to last: this case and those it deals anew with, or that deal anew with it."""
        first = self
        while first.reopens is not None:
            first = first.reopens
        found = [first.pk]
        while next_round := Case.objects.filter(reopens=found[-1]).values_list("pk", flat=True).first():
            found.append(next_round)
        return found

    def standing_notice(self):
        """The advance notice that counts: the newest not superseded."""
        return self.notices.filter(superseded_on=None).order_by("-pk").first()

    def proposed_total(self) -> Decimal:
        """Sum of the fines proposed at discretion for what stands, in yuan."""
        punished = (row for row in self.violations.all() if row.to_be_punished)
        return sum((row.proposed_fine or Decimal(0) for row in punished), Decimal(0))

    def statutory_day(self) -> date:
        """The day whose catalogue, cap and settings the case keeps."""
        return self.filed_on or timekeeper.today()

    def may_rest_on(self, version: CatalogueVersion, on: date) -> bool:
        """Whether the version counts on the day; a matter dealt with anew may also keep the one of its first round."""
        return version.in_force_on(on) or (
            self.reopens is not None and version.in_force_on(self.reopens.statutory_day())
        )

    @property
    def is_summary(self) -> bool:
        """Whether it was decided on the spot (简易程序)."""
        return self.procedure == Procedure.SUMMARY

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None

    @property
    def is_punished(self) -> bool:
        """Whether a penalty was decided."""
        return self.is_decided and self.outcome == Outcome.PENALTY

    @property
    def is_sealed(self) -> bool:
        """Archived: nothing may change any more."""
        return self.archived_on is not None


__all__ = ["Case", "HandlingUnit", "Procedure", "Source", "Stage"]
