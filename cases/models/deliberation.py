"""Before a heavy decision: what marks a case as one, the legal review (法制审核), the collective discussion (集体讨论)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User

from .violation import FurtherPenalty


class DeliberationFlag(models.Model):
    """A handling officer or a reviewer says why the case needs more heads (处罚法 57(2), 58(1)); it is not taken back."""

    class Kind(models.TextChoices):
        COMPLEX = "complex", _("Complex circumstances, or a major violation (CF 57(2))")
        LEGAL_RELATIONS = "legal_relations", _("Difficult, or several legal relations (CF 58(1)(3))")
        PUBLIC_INTEREST = "public_interest", _("Major public interest (CF 58(1)(1))")
        OTHER = "other", _("A law or regulation asks for the review (CF 58(1)(4))")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="deliberation_flags")
    kind = models.CharField(_("why"), max_length=20, choices=Kind)
    reason = models.TextField(_("explanation"))
    flagged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    flagged_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "kind"), name="deliberation_flag_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class LegalReview(models.Model):
    """What somebody who examines decisions for their lawfulness said of one proposal (处罚法 58)."""

    class Verdict(models.TextChoices):
        AGREE = "agree", _("Agreed")
        AMEND = "amend", _("Agreed once amended")
        RETURN = "return", _("Returned")

    notice = models.ForeignKey("cases.Notice", on_delete=models.CASCADE, related_name="legal_reviews")
    reviewer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    is_experienced = models.BooleanField(_("not the reviewer's first legal review"), default=False)
    received_on = models.DateField(_("file received on"))
    reviewed_on = models.DateField(_("reviewed on"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    opinion = models.TextField(_("opinion"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.notice_id} {self.verdict}"

    @property
    def passed(self) -> bool:
        """Agreed as it stands; what is to be amended is reviewed again."""
        return self.verdict == self.Verdict.AGREE


class LegalReviewPoint(models.Model):
    """One point of the checklist of a legal review."""

    class Point(models.TextChoices):
        """What the review looks at (审核要点)."""

        POWER = "power", _("Power and officers")
        FACTS = "facts", _("Facts of the violations")
        EVIDENCE = "evidence", _("Evidence")
        LAW = "law", _("Application of the law")
        PROCEDURE = "procedure", _("Lawfulness of the procedure")
        DISCRETION = "discretion", _("Discretion")
        DOCUMENTS = "documents", _("Documents")
        TRANSFER = "transfer", _("Suspected crime, transfer")

    review = models.ForeignKey(LegalReview, on_delete=models.CASCADE, related_name="points")
    point = models.CharField(_("point"), max_length=20, choices=Point)
    fits = models.BooleanField(_("in order"))
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("review", "point"), name="legal_review_point_once"),)

    def __str__(self) -> str:
        return f"{self.review_id} {self.point}"


class CollectiveDiscussion(models.Model):
    """The heads of the organ discuss a complex or heavy case together and conclude (处罚法 57(2))."""

    class Conclusion(models.TextChoices):
        PENALTY = "penalty", _("Penalty")
        NO_PENALTY = "no_penalty", _("No penalty")
        NOT_ESTABLISHED = "not_established", _("Violation not established")
        TRANSFER = "transfer", _("Transfer")
        INVESTIGATE = "investigate", _("Investigate further")

    notice = models.ForeignKey("cases.Notice", on_delete=models.CASCADE, related_name="discussions")
    held_on = models.DateField(_("held on"))
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))
    place = models.CharField(_("place"), max_length=200)
    presiding = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("presided by")
    )
    reporter = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    recorder = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("recorder")
    )
    summary = models.TextField(_("facts and proposal reported"))
    outcome = models.CharField(_("concluded"), max_length=20, choices=Conclusion)
    conclusion = models.TextField(_("conclusion"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(ended_at__gt=models.F("started_at")), name="discussion_times"),
        )

    def __str__(self) -> str:
        return f"{self.notice_id} {self.held_on}"


class DiscussionOpinion(models.Model):
    """What one of those present said."""

    discussion = models.ForeignKey(CollectiveDiscussion, on_delete=models.CASCADE, related_name="opinions")
    officer = models.ForeignKey(
        "delegation.Officer", on_delete=models.PROTECT, related_name="+", verbose_name=_("person present")
    )
    opinion = models.TextField(_("what the person said"))
    agrees = models.BooleanField(_("agrees with the conclusion"), default=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("discussion", "officer"), name="discussion_opinion_once"),)

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.officer_id}"


class ConcludedPenalty(models.Model):
    """What was concluded for one violation: the heaviest that may still be decided."""

    discussion = models.ForeignKey(CollectiveDiscussion, on_delete=models.CASCADE, related_name="penalties")
    violation = models.ForeignKey("cases.Violation", on_delete=models.PROTECT, related_name="+")
    fine = models.DecimalField(_("fine in yuan"), max_digits=12, decimal_places=2)
    with_warning = models.BooleanField(_("with a warning"), default=False)
    further_penalty = models.CharField(_("further penalty"), max_length=20, choices=FurtherPenalty, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("discussion", "violation"), name="concluded_penalty_once"),)

    def __str__(self) -> str:
        return f"{self.violation_id} {self.fine}"
