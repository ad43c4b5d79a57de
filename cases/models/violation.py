"""A violation of one delegated item (违法行为) within a case."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FurtherPenalty(models.TextChoices):
    """Penalties beside fine and warning (处罚法 9); all but the stop of use are hearing matters (63(1)(2)–(4)).

    责令停止使用 (消防法 66) stops an installation, not a business: 处罚法 63 does not name it, and 消防法 70 tells it from 停产停业.
    """

    SUSPENSION = "suspension", _("Suspension of business")
    CLOSURE = "closure", _("Closure")
    RESTRICTION = "restriction", _("Restriction of activity or employment")
    REVOCATION = "revocation", _("Revocation of a licence")
    DOWNGRADE = "downgrade", _("Lower grade of qualification")
    CONFISCATION = "confiscation", _("Confiscation of large gains or valuable things")
    STOP_USE = "stop_use", _("Order to stop using installations")

    @classmethod
    def is_heavy(cls, kind: str) -> bool:
        """Whether the party may ask for a hearing on it, and the heads of the organ discuss it."""
        return bool(kind) and kind != cls.STOP_USE


class Violation(models.Model):
    """One item violated by the party; its fields fill up stage by stage, on approval of each."""

    class Finding(models.TextChoices):
        ESTABLISHED = "established", _("Established")
        NOT_ESTABLISHED = "not_established", _("Not established")

    class Proposal(models.TextChoices):
        PENALTY = "penalty", _("Penalty")
        NO_PENALTY = "no_penalty", _("No penalty")

    class NoPenaltyReason(models.TextChoices):
        """The three reasons of 处罚法 33, and the two of 30 and 31 for a person."""

        MINOR = "minor", _("Minor, corrected in time, no harm (CF 33(1), must not punish)")
        FIRST = "first", _("First time, slight harm, corrected in time (CF 33(1), may waive)")
        NO_FAULT = "no_fault", _("The party proved it was not at fault (CF 33(2))")
        UNDER_AGE = "under_age", _("Under fourteen (CF 30)")
        INCAPABLE = "incapable", _("Without capacity at the time (CF 31)")

    # What discretion settles
    SETTLED = (
        "tier",
        "factors",
        "circumstances",
        "questions",
        "recommended_fine",
        "proposal",
        "no_penalty_reason",
        "mitigation_reason",
        "departure_reason",
        "education",
        "with_warning",
        "further_penalty",
        "further_penalty_text",
        "proposed_fine",
    )

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="violations")
    item = models.ForeignKey("delegation.Item", on_delete=models.PROTECT, related_name="violations")
    is_overdue = models.BooleanField(_("not corrected in time"), default=False)
    facts = models.TextField(_("facts of this violation"), blank=True)
    finding = models.CharField(_("finding"), max_length=20, choices=Finding, blank=True)
    alternative_range = models.BooleanField(
        _("party named in the second range"),
        default=False,
        help_text=_("Some offences have a range of their own for certain parties, such as those without a business."),
    )
    provision = models.CharField(_("provision violated"), max_length=300, blank=True)
    found_facts = models.TextField(_("facts found"), blank=True)
    evidence = models.TextField(_("proved by"), blank=True)
    tier = models.CharField(_("discretion tier"), max_length=20, blank=True)
    factors = models.TextField(_("circumstances considered"), blank=True)  # in words, for the documents
    circumstances = models.JSONField(_("circumstances with their evidence"), default=list, blank=True)
    questions = models.JSONField(_("answers on the grounds for no penalty"), default=dict, blank=True)
    recommended_fine = models.DecimalField(
        _("recommended fine"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    proposal = models.CharField(_("proposal"), max_length=20, choices=Proposal, blank=True)
    no_penalty_reason = models.CharField(_("reason for no penalty"), max_length=20, choices=NoPenaltyReason, blank=True)
    mitigation_reason = models.TextField(_("reason below the minimum (CF 32)"), blank=True)
    departure_reason = models.TextField(_("reason for departing from the recommendation"), blank=True)
    education = models.TextField(_("how the party was educated"), blank=True)
    with_warning = models.BooleanField(_("with a warning"), default=False)
    further_penalty = models.CharField(_("further penalty"), max_length=20, choices=FurtherPenalty, blank=True)
    further_penalty_text = models.CharField(_("content of the further penalty"), max_length=200, blank=True)
    proposed_fine = models.DecimalField(_("proposed fine"), max_digits=12, decimal_places=2, null=True, blank=True)
    decided_fine = models.DecimalField(_("fine decided"), max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "item"), name="violation_once"),)

    def __str__(self) -> str:
        return self.item.code

    @property
    def to_be_punished(self) -> bool:
        """Whether it stands and a penalty is proposed for it."""
        return self.finding == self.Finding.ESTABLISHED and self.proposal == self.Proposal.PENALTY

    def forget_discretion(self) -> None:
        """What an earlier round settled no longer counts; the caller saves."""
        for name in self.SETTLED:
            setattr(self, name, self._meta.get_field(name).get_default())

    def fine_range(self):
        """The statutory range for the case's target and the violation's stage; None where no fine is possible."""
        return self.item.fine_range(self.case.target, self.is_overdue, alternative=self.alternative_range)

    @property
    def violated_provision(self) -> str:
        """The provision violated, as chosen at determination; before that the item's usual citation."""
        return self.provision or self.item.violated_provision
