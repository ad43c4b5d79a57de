"""The three-level review (三级审核): policy, decisions, designated reviewers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from delegation.models import Officer
from gongshu_enforcement.models import User


class ReviewPolicy(models.Model):
    """Which levels a submission passes. A row with a blank stage or kind is the default for the organ."""

    organ = models.CharField(_("organ"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    stage = models.CharField(_("stage"), max_length=20, blank=True)
    procedure = models.CharField(_("procedure"), max_length=10, default="ordinary")
    initial = models.BooleanField(_("initial review by the street"), default=True)
    recheck_desks = models.CharField(_("recheck desks"), max_length=60, blank=True, help_text=_("Separated by commas."))
    decided_by = models.CharField(
        _("final level"),
        max_length=10,
        choices=[("", _("none: the recheck decides")), ("final", _("deputy director")), ("chief", _("chief"))],
        default="final",
        blank=True,
    )

    class Meta:
        verbose_name = _("review policy")
        verbose_name_plural = _("review policies")
        constraints = (
            models.UniqueConstraint(fields=("organ", "kind", "stage", "procedure"), name="review_policy_once"),
        )

    def __str__(self) -> str:
        return f"{self.organ} {self.kind or '*'} {self.stage or '*'}"

    @property
    def desks(self) -> tuple[str, ...]:
        return tuple(desk.strip() for desk in self.recheck_desks.split(",") if desk.strip())


class ReturnReason(models.TextChoices):
    """Why a submission goes back (退回原因); the codes feed the training topics."""

    FACTS = "facts", _("Facts unclear")
    EVIDENCE = "evidence", _("Evidence insufficient")
    PROCEDURE = "procedure", _("Procedure")
    LAW = "law", _("Application of the law")
    DISCRETION = "discretion", _("Discretion")
    DOCUMENT = "document", _("Document or wording")
    JURISDICTION = "jurisdiction", _("Jurisdiction or delegation")
    OTHER = "other", _("Other")


def signature(name: str, absent: Officer | None) -> str:
    """A deputy's name with the name of the absent person (代); the name alone where nobody is absent."""
    return f"{name}（代{absent.name}）" if absent else name


class ReviewDecision(models.Model):
    """One desk's word on one submission. Never changed, never removed."""

    class Level(models.TextChoices):
        INITIAL = "initial", _("Initial review")
        RECHECK = "recheck", _("Recheck")
        FINAL = "final", _("Final review")

    class Verdict(models.TextChoices):
        APPROVE = "approve", _("Agreed")
        RETURN = "return", _("Returned")

    submission = models.ForeignKey("cases.Submission", on_delete=models.CASCADE, related_name="decisions")
    level = models.CharField(_("level"), max_length=10, choices=Level)
    desk = models.CharField(_("desk"), max_length=20)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="review_decisions")
    on_behalf_of = models.ForeignKey(
        "delegation.Officer", verbose_name=_("on behalf of"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewer_title = models.CharField(max_length=80, blank=True)
    opinion = models.TextField(_("opinion"))
    reason_code = models.CharField(_("reason"), max_length=20, choices=ReturnReason, blank=True)
    return_to = models.CharField(_("returned to"), max_length=20, blank=True)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "desk"), name="one_word_per_desk"),
            models.UniqueConstraint(fields=("submission", "reviewer"), name="one_level_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.desk} {self.verdict}"

    @property
    def signed_by(self) -> str:
        """Who spoke, with the absent person in whose name: 张三（代李四）."""
        return signature(self.reviewer.display_name, self.on_behalf_of)


class DesignatedReviewer(models.Model):
    """An initial reviewer whom the organ designated where the street has nobody free (指定初审人)."""

    submission = models.ForeignKey("cases.Submission", on_delete=models.CASCADE, related_name="designated")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    designated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.reviewer)
