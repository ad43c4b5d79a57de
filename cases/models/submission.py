"""A submission (送审): one round of one stage, confirmed by the second officer and passed through the chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cases.stages import Stage, forget_state
from gongshu_enforcement.models import User


class Submission(models.Model):
    """What the officers put before the chain: content, its hash, and where it stands."""

    class Kind(models.TextChoices):
        STAGE = "stage", _("Stage")
        EXTENSION = "extension", _("Extension of the limit")
        TERMINATION = "termination", _("Termination")
        TRANSFER = "transfer", _("Transfer")
        PRESERVATION = "preservation", _("Preservation of evidence")
        DEFERRAL = "deferral", _("Deferral of the payment")
        MEASURE = "measure", _("Sealing or seizure")
        SUPPLY = "supply", _("Stop of a supply")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONFIRMING = "confirming", _("Second officer")
        INITIAL = "initial", _("Initial review")
        RECHECK = "recheck", _("Recheck")
        FINAL = "final", _("Final review")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        RECALLED = "recalled", _("Recalled")
        VOID = "void", _("Void")

    OPEN = (Status.CONFIRMING, Status.INITIAL, Status.RECHECK, Status.FINAL)
    IN_REVIEW = (Status.INITIAL, Status.RECHECK, Status.FINAL)

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="submissions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STAGE)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    status = FSMField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, protected=True, db_index=True)
    content = models.JSONField(default=dict)
    content_version = models.PositiveIntegerField(default=1)
    content_saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    snapshot = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="submissions")
    submitted_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    level_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(status__in=["confirming", "initial", "recheck", "final"]) & ~Q(kind="preservation"),
                name="one_open_submission",
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(status__in=["confirming", "initial", "recheck", "final"], kind="preservation"),
                name="one_open_preservation",
            ),
            models.UniqueConstraint(
                fields=("case", "kind", "stage"), condition=Q(status="draft"), name="one_draft_per_stage"
            ),
        )
        indexes = (
            models.Index(
                fields=("status", "level_since"),
                condition=Q(status__in=["confirming", "initial", "recheck", "final"]),
                name="submission_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.stage} #{self.round}"

    def refresh_from_db(self, using: str | None = None, fields: Iterable[str] | None = None, **options: Any) -> None:
        forget_state(self, "status", fields)
        super().refresh_from_db(using=using, fields=fields, **options)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_in_review(self) -> bool:
        return self.status in self.IN_REVIEW

    @property
    def leaves_room_for_a_disposal(self) -> bool:
        """Whether preserved things may be disposed of meanwhile (处罚法 56): the seven working days run on, and nothing
        that is reviewed changes by it. What still waits for the second officer can be recalled instead.
        """
        return self.is_in_review and self.kind != self.Kind.PRESERVATION

    @transition(status, source=Status.DRAFT, target=Status.CONFIRMING)
    def submit(self) -> None:
        """A handling officer submits."""

    @transition(status, source=Status.CONFIRMING, target=Status.INITIAL)
    def begin_initial(self) -> None:
        """The second officer confirmed; the street reviews the evidence (初审)."""

    @transition(status, source=(Status.CONFIRMING, Status.INITIAL), target=Status.RECHECK)
    def begin_recheck(self) -> None:
        """The desks review the procedure (复核)."""

    @transition(status, source=(Status.CONFIRMING, Status.INITIAL, Status.RECHECK), target=Status.FINAL)
    def begin_final(self) -> None:
        """The organ's deputy director reviews the law (终审)."""

    @transition(status, source=IN_REVIEW, target=Status.APPROVED)
    def approve(self) -> None:
        """The last level agreed."""

    @transition(status, source=IN_REVIEW, target=Status.RETURNED)
    def give_back(self) -> None:
        """A level returned it with a reason (退回)."""

    @transition(status, source=OPEN, target=Status.RECALLED)
    def recall(self) -> None:
        """The submitter took it back before anybody acted (撤回)."""

    @transition(status, source=(Status.DRAFT, *OPEN), target=Status.VOID)
    def make_void(self) -> None:
        """Overtaken by a hand-over, transfer or termination."""
