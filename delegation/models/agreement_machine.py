"""The life of an agreement as a django-fsm machine: states, transitions, nothing else.

Only the one door calls these methods (see actions/agreements). What gives power on a day is read from the dates, so that
nothing depends on a nightly task: see Agreement.in_force_on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from gongshu_enforcement import timekeeper


class AgreementStatus(models.TextChoices):
    """Draft, three steps to the public, in force, and what may happen then."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed by both")
    RECORDED = "recorded", _("Recorded with the justice bureau")
    PUBLISHED = "published", _("Made public")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    EXPIRED = "expired", _("Expired")
    RENEWED = "renewed", _("Renewed")


BEFORE_PUBLICATION = (AgreementStatus.DRAFT, AgreementStatus.SIGNED, AgreementStatus.RECORDED)
RUNNING = (AgreementStatus.PUBLISHED, AgreementStatus.IN_FORCE, AgreementStatus.SUSPENDED)


def has_begun(agreement: Any) -> bool:
    """Signed, recorded and published, and the first day of the term is here."""
    public = agreement.signed_on and agreement.recorded_on and agreement.published_on
    return bool(public) and agreement.valid_from <= timekeeper.today()


def is_over(agreement: Any) -> bool:
    """The last day of the term has passed."""
    return agreement.valid_to < timekeeper.today()


class AgreementMachine(models.Model):
    """The status of an agreement and every lawful change of it."""

    Status = AgreementStatus

    status = FSMField(
        _("status"), max_length=10, choices=AgreementStatus, default=AgreementStatus.DRAFT, protected=True
    )

    class Meta:
        abstract = True

    def refresh_from_db(self, using: str | None = None, fields: Iterable[str] | None = None, **options: Any) -> None:
        """Read a protected status anew; nothing else may set it."""
        if fields is None or "status" in fields:
            self.__dict__.pop("status", None)
        super().refresh_from_db(using=using, fields=fields, **options)

    @transition(status, source=AgreementStatus.DRAFT, target=AgreementStatus.SIGNED)
    def become_signed(self) -> None:
        """Both sides signed (双方签署)."""

    @transition(status, source=AgreementStatus.SIGNED, target=AgreementStatus.RECORDED)
    def become_recorded(self) -> None:
        """Recorded with the justice bureau (备案)."""

    @transition(status, source=AgreementStatus.RECORDED, target=AgreementStatus.PUBLISHED)
    def become_public(self) -> None:
        """Published (公布, 处罚法 20(2))."""

    @transition(status, source=AgreementStatus.PUBLISHED, target=AgreementStatus.IN_FORCE, conditions=[has_begun])
    def take_effect(self) -> None:
        """The term has begun (生效)."""

    @transition(status, source=AgreementStatus.IN_FORCE, target=AgreementStatus.SUSPENDED)
    def become_suspended(self) -> None:
        """No power for a time (中止)."""

    @transition(status, source=AgreementStatus.SUSPENDED, target=AgreementStatus.IN_FORCE)
    def become_resumed(self) -> None:
        """The suspension ends (恢复)."""

    @transition(
        status, source=(AgreementStatus.SIGNED, AgreementStatus.RECORDED, *RUNNING), target=AgreementStatus.REVOKED
    )
    def become_revoked(self) -> None:
        """Ended before its term, or taken back before it began (撤销)."""

    @transition(status, source=RUNNING, target=AgreementStatus.EXPIRED, conditions=[is_over])
    def become_expired(self) -> None:
        """The term is over (到期)."""

    @transition(status, source=AgreementStatus.EXPIRED, target=AgreementStatus.RENEWED)
    def become_renewed(self) -> None:
        """Its successor is in force (续签)."""
