"""A contest (大比武): teams of streets, three rounds, judges, marks. Its documents belong to no case."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import Origin

from .exam import Exam

TEAM_SIZE = 3


class Contest(models.Model):
    """One contest: prepared, held, published with its ranking."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("Teams enter")
        RUNNING = "running", _("Being held")
        PUBLISHED = "published", _("Published")

    title = models.CharField(_("title"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    held_on = models.DateField(_("planned for"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARING)
    first_prizes = models.PositiveSmallIntegerField(_("first prizes"), default=1)
    second_prizes = models.PositiveSmallIntegerField(_("second prizes"), default=2)
    third_prizes = models.PositiveSmallIntegerField(_("third prizes"), default=3)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    results = models.JSONField(default=list)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.LIVE)

    class Meta:
        ordering = ("-year", "-pk")
        verbose_name = _("contest")
        verbose_name_plural = _("contests")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contest", args=[self.pk])

    @property
    def is_published(self) -> bool:
        """Whether the ranking is out."""
        return self.state == self.State.PUBLISHED


class Team(models.Model):
    """A street's team of three; one a street."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="teams")
    street = models.ForeignKey(
        "delegation.Street", on_delete=models.PROTECT, related_name="+", verbose_name=_("street")
    )

    class Meta:
        ordering = ("street__code",)
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = (models.UniqueConstraint(fields=("contest", "street"), name="team_once_a_street"),)

    def __str__(self) -> str:
        return self.street.name


class Contestant(models.Model):
    """A person of a team; nobody is in two teams of a contest."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    officer = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("contest", "officer"), name="member_of_one_team"),)

    def __str__(self) -> str:
        return self.officer.name


class Judge(models.Model):
    """Somebody who judges documents and defence; never the team of their own street."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="judges")
    officer = models.ForeignKey("delegation.Officer", on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(_("named on"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("contest", "officer"), name="judge_once"),)

    def __str__(self) -> str:
        return str(self.officer)

    def may_mark(self, team: Team) -> bool:
        """Whether the team is another street's."""
        return self.officer.street_id is None or self.officer.street_id != team.street_id


class ContestRound(models.Model):
    """Written, documents or defence; its weight in the total. Criteria and the mock case are copied here when it opens."""

    class Kind(models.TextChoices):
        WRITTEN = "written", _("Written exam")
        DOCUMENTS = "documents", _("Documents of a mock case")
        DEFENCE = "defence", _("Oral defence")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Round open")
        JUDGING = "judging", _("Being judged")
        DONE = "done", _("Round over")

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind of round"), max_length=10, choices=Kind)
    weight = models.PositiveSmallIntegerField(
        _("weight (%)"), validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    exam = models.OneToOneField(Exam, null=True, blank=True, on_delete=models.PROTECT, related_name="contest_round")
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    criteria = models.JSONField(_("criteria"), default=list)
    mock_code = models.CharField(_("mock case"), max_length=20, blank=True)
    mock_facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = (models.UniqueConstraint(fields=("contest", "kind"), name="round_once_a_kind"),)

    def __str__(self) -> str:
        return f"{self.contest.title} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("contest_round", args=[self.pk])

    @property
    def is_judged(self) -> bool:
        """Whether judges give its points."""
        return self.kind != self.Kind.WRITTEN


class Entry(models.Model):
    """A team in a round: its documents, its marks, and the points once the round is finished."""

    round = models.ForeignKey(ContestRound, on_delete=models.CASCADE, related_name="entries")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="entries")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("team__street__code",)
        constraints = (models.UniqueConstraint(fields=("round", "team"), name="entry_once"),)

    def __str__(self) -> str:
        return f"{self.round} · {self.team.street.name}"

    def get_absolute_url(self) -> str:
        return reverse("contest_entry", args=[self.pk])


class MockDocument(models.Model):
    """A document a team writes on the mock case: text alone. It has no number, no case, and never becomes a paper."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="written")
    code = models.CharField(_("document"), max_length=6)
    fields = models.JSONField(default=dict)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("last saved at"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("entry", "code"), name="mock_document_once"),)

    def __str__(self) -> str:
        return f"{self.entry} · {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("mock_document", args=[self.pk])


class JudgeMark(models.Model):
    """One judge's points for one team in one round; written once."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="marks")
    judge = models.ForeignKey(Judge, on_delete=models.PROTECT, related_name="marks")
    points = models.JSONField(default=dict)
    total = models.DecimalField(_("points"), max_digits=5, decimal_places=2, default=Decimal(0))
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    marked_on = models.DateField(_("marked on"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("entry", "judge"), name="judge_marks_once"),)

    def __str__(self) -> str:
        return f"{self.judge} {self.total}"
