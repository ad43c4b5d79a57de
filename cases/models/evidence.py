"""Evidence (证据): what proves which fact, with the hashes taken when it arrived."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User


class EvidenceKind(models.TextChoices):
    """The eight kinds of 处罚法 46."""

    DOCUMENTARY = "documentary", _("Documentary evidence")
    PHYSICAL = "physical", _("Physical evidence")
    AUDIOVISUAL = "audiovisual", _("Audio-visual material")
    ELECTRONIC = "electronic", _("Electronic data")
    WITNESS = "witness", _("Witness testimony")
    PARTY_STATEMENT = "party_statement", _("Statement of the party")
    EXPERT = "expert", _("Expert opinion")
    RECORD = "record", _("Record of inquest or of the scene")


def evidence_path(evidence: Evidence, filename: str) -> str:
    """A random name: nothing a person typed becomes part of a path."""
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else "bin"
    return f"evidence/{evidence.case.reference}/{uuid.uuid4().hex}.{suffix[:5]}"


def preview_path(evidence: Evidence, filename: str) -> str:
    """Beside the originals, under a name of its own."""
    return f"previews/{evidence.case.reference}/{uuid.uuid4().hex}.jpg"


class Evidence(models.Model):
    """One piece of evidence. Withdrawn, never deleted."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    title = models.CharField(_("name of the evidence"), max_length=120)
    proves = models.CharField(_("what it proves"), max_length=300)
    obtained_from = models.CharField(_("source"), max_length=120, blank=True)
    made_by = models.CharField(_("made or collected by"), max_length=80, blank=True)
    made_on = models.DateField(_("made or collected on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    is_copy = models.BooleanField(_("copy checked against the original"), default=False)
    from_monitoring = models.BooleanField(_("recorded by electronic monitoring equipment"), default=False)
    monitoring_review = models.CharField(_("review of the monitoring record"), max_length=300, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, blank=True)
    preview = models.FileField(upload_to=preview_path, blank=True, editable=False)
    original_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    sm3 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    carried_from = models.ForeignKey(
        "cases.Case",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("carried from"),
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class EvidenceLink(models.Model):
    """Which piece proves which constitutive fact of a violation (证据与待证事实对应): one cell of the matrix."""

    class Element(models.TextChoices):
        """What has to be proved of a violation (构成要件)."""

        SUBJECT = "subject", _("Who did it")
        ACT = "act", _("What was done or left undone")
        TIME_PLACE = "time_place", _("When and where")
        CONSEQUENCE = "consequence", _("Consequences and circumstances")
        CORRECTION = "correction", _("Order to correct and correction")

    violation = models.ForeignKey("cases.Violation", on_delete=models.CASCADE, related_name="evidence_links")
    element = models.CharField(_("fact to be proved"), max_length=12, choices=Element)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.CASCADE, related_name="links")
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("proof of a fact")
        verbose_name_plural = _("proofs of facts")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(evidence=None) ^ models.Q(document=None), name="evidence_link_one_proof"
            ),
            models.UniqueConstraint(
                fields=("violation", "element", "evidence"),
                condition=~models.Q(evidence=None),
                name="evidence_link_once",
            ),
            models.UniqueConstraint(
                fields=("violation", "element", "document"),
                condition=~models.Q(document=None),
                name="evidence_link_record_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.violation_id} {self.element}"

    @property
    def proof(self) -> Evidence | models.Model:
        """The piece of evidence, or the record, that proves it."""
        return self.evidence or self.document


class EvidenceAccess(models.Model):
    """Who looked at or took away a piece's file, and when (保管链): only ever added, and reading locks nothing."""

    class Way(models.TextChoices):
        VIEWED = "viewed", _("viewed")
        DOWNLOADED = "downloaded", _("downloaded")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="accesses")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("reader"))
    way = models.CharField(_("how"), max_length=10, choices=Way)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("access to evidence")
        verbose_name_plural = _("accesses to evidence")

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.way} {self.reader_id}"
