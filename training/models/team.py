"""The training team (培训团队): people of the register and people from outside who teach."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from training.topics import LABELS


class TeamMember(models.Model):
    """Somebody who teaches. Hours given are never typed: they are those of the events held (see calendar.hours)."""

    class Part(models.TextChoices):
        COUNSEL = "counsel", _("Counsel")
        EXPERT = "expert", _("Expert")
        THIRD_PARTY = "third_party", _("Third-party specialist")
        JUSTICE = "justice", _("Review section of the justice bureau")
        LEGAL = "legal", _("Legal section")

    officer = models.OneToOneField(
        "delegation.Officer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("person of the register"),
    )
    outside_name = models.CharField(_("name"), max_length=50, blank=True)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    part = models.CharField(_("part in the team"), max_length=12, choices=Part)
    subjects = models.JSONField(_("subjects"), default=list)
    availability = models.CharField(_("availability"), max_length=200, blank=True)
    active = models.BooleanField(_("active"), default=True)
    ended_on = models.DateField(_("left on"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ("part", "pk")
        verbose_name = _("member of the training team")
        verbose_name_plural = _("training team")
        constraints = (
            models.CheckConstraint(
                condition=Q(officer__isnull=False, outside_name="", organisation="", contact="")
                | (Q(officer=None) & ~Q(outside_name="") & ~Q(organisation="")),
                name="team_member_inside_or_outside",
            ),
            models.UniqueConstraint(
                fields=("outside_name", "organisation"),
                condition=Q(officer=None),
                name="team_member_outside_once",
                violation_error_message=_("This person from outside is in the team already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.unit}" if self.unit else self.name

    def get_absolute_url(self) -> str:
        return reverse("team_member", args=[self.pk])

    def clean(self) -> None:
        """A person of the register, or a name with organisation and contact; one of both."""
        if self.officer_id and (self.outside_name or self.organisation or self.contact):
            raise ValidationError(
                {
                    "outside_name": _(
                        "A person of the register has name, unit and phone there: leave these fields empty."
                    )
                }
            )
        if self.officer_id:
            return
        missing = {"outside_name": _("Name"), "organisation": _("Organisation"), "contact": _("Contact")}
        wrong = {name: _("A person from outside has this too.") for name in missing if not getattr(self, name)}
        if wrong:
            raise ValidationError(wrong)

    @property
    def name(self) -> str:
        """The person's name."""
        return self.officer.name if self.officer_id else self.outside_name

    @property
    def unit(self) -> str:
        """Street or organ, or the organisation outside."""
        return self.officer.unit_name if self.officer_id else self.organisation

    @property
    def reached_at(self) -> str:
        """Phone or address."""
        return self.officer.phone if self.officer_id else self.contact

    @property
    def subject_labels(self) -> list[str]:
        """The subjects in the reader's language."""
        return [str(LABELS[code]) for code in self.subjects if code in LABELS]
