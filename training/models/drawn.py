"""A dossier drawn for evaluation, and what was found in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.guide import checks
from cases.legality.registry import Pair

from .round import EvaluationRound


class DrawnDossier(models.Model):
    """One dossier of the sample. Acts on it lock this row and stand in its own chain: the case is left alone.

    `proposals` holds what the software found for each check on the day of the draw, the same for every evaluator.
    """

    class State(models.TextChoices):
        MARKING = "marking", _("Being evaluated")
        ARBITRATION = "arbitration", _("With the arbiter")
        SETTLED = "settled", _("Settled")

    round = models.ForeignKey(EvaluationRound, on_delete=models.PROTECT, related_name="dossiers")
    drawn_case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+", verbose_name=_("case"))
    street = models.ForeignKey(
        "delegation.Street", on_delete=models.PROTECT, related_name="+", verbose_name=_("street")
    )
    item_code = models.CharField(_("item"), max_length=10)
    position = models.PositiveSmallIntegerField(_("number"))
    proposals = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.MARKING)
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    vetoes = models.PositiveSmallIntegerField(_("vetoes"), default=0)
    arbitrated = models.BooleanField(_("decided by an arbiter"), default=False)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    class Meta:
        ordering = ("position",)
        verbose_name = _("drawn dossier")
        verbose_name_plural = _("drawn dossiers")
        constraints = (models.UniqueConstraint(fields=("round", "position"), name="drawn_dossier_position"),)

    def __str__(self) -> str:
        return f"{self.round.quarter} · {self.position}"

    def get_absolute_url(self) -> str:
        return reverse("drawn_dossier", args=[self.pk])

    @property
    def is_settled(self) -> bool:
        """Whether points and vetoes are known."""
        return self.state == self.State.SETTLED

    @property
    def counted(self) -> Decimal | None:
        """The points that count: none with a veto; None before it is settled."""
        return Decimal(0) if self.vetoes and self.is_settled else self.score

    @property
    def grade(self) -> Pair | str:
        """The grade by the settings of the day it was settled."""
        return checks.grade(self.score, self.vetoes, self.settled_on) if self.score is not None else ""

    def proposal(self, code: str) -> dict[str, Any]:
        """What the software found for a check: result, deduction, reason, reason_en."""
        return self.proposals.get(code, {"result": "", "deduction": "0", "reason": "", "reason_en": ""})


class Fault(models.Model):
    """A check that counts against the dossier, as settled between the evaluators, by the arbiter or on appeal."""

    class Found(models.TextChoices):
        BOTH = "both", _("Both evaluators")
        ONE = "one", _("One evaluator")
        ARBITER = "arbiter", _("Arbiter")

    dossier = models.ForeignKey(DrawnDossier, on_delete=models.CASCADE, related_name="faults")
    code = models.CharField(max_length=4)
    is_veto = models.BooleanField(default=False)
    deduction = models.DecimalField(_("points off"), max_digits=5, decimal_places=2, default=Decimal(0))
    found = models.CharField(_("found by"), max_length=8, choices=Found)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("dossier", "code"), name="fault_once"),)

    def __str__(self) -> str:
        return f"{self.code} −{self.deduction}"

    @property
    def check_row(self) -> checks.Check:
        """The check of the table."""
        return checks.checks()[self.code]
