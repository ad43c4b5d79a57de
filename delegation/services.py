"""The verbs of delegation: every write to agreements, people, certificates and mentoring groups.

Each one validates before it saves (ValidationError says what is wrong, by field) and is one transaction. A service that
changes who somebody is also moves their grants (see grants).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User

from .grants import ensure_groups, sync_deputies, sync_grants
from .models import (
    Absence,
    Agreement,
    CatalogueVersion,
    Certificate,
    Item,
    MentoringGroup,
    Officer,
    Organ,
    Street,
    Suspension,
)

Status = Agreement.Status
STREETS_OF_A_GROUP = 3


# --- Agreements -------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_agreement(
    *,
    organ: Organ,
    street: Street,
    version: CatalogueVersion,
    number: str,
    valid_from: date,
    valid_to: date,
    items: Iterable[Item] | None = None,
    cap_unit: Decimal | int = 50_000,
    cap_individual: Decimal | int = 20_000,
    transition_rule: str = Agreement.TransitionRule.FINISH,
    legal_basis: str = "",
    powers: str = "",
    supervision: str = "",
) -> Agreement:
    """Draft an agreement (处罚法 20(2): items, powers and term in writing). Caps in yuan.

    `items`: a part of the version; the whole version where none are given.
    """
    chosen = list(version.items.all() if items is None else items)
    if not chosen:
        raise ValidationError({"items": _("An agreement delegates at least one item.")})
    if any(item.version_id != version.pk for item in chosen):
        raise ValidationError({"items": _("Every item must come from the agreement's catalogue version.")})
    agreement = Agreement(
        organ=organ,
        street=street,
        version=version,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        cap_unit=Decimal(cap_unit),
        cap_individual=Decimal(cap_individual),
        transition_rule=transition_rule,
        legal_basis=legal_basis,
        powers=powers,
        supervision=supervision,
    )
    agreement.full_clean()
    agreement.save()
    agreement.items.set(chosen)
    return agreement


@transaction.atomic
def sign_agreement(agreement: Agreement, *, signed_on: date) -> Agreement:
    """Record that both sides signed; it must lie on or before the first day of the term."""
    agreement = _locked(agreement, Status.DRAFT)
    if signed_on > agreement.valid_from:
        raise ValidationError({"signed_on": _("An agreement takes effect only after it was signed.")})
    agreement.signed_on = signed_on
    return _saved(agreement)


@transaction.atomic
def record_agreement(agreement: Agreement, *, recorded_on: date, recording_number: str) -> Agreement:
    """Record the filing with the district justice bureau (备案)."""
    agreement = _locked(agreement, Status.DRAFT)
    if agreement.signed_on is None or recorded_on < agreement.signed_on:
        raise ValidationError({"recorded_on": _("An agreement is recorded after it was signed.")})
    agreement.recorded_on = recorded_on
    agreement.recording_number = recording_number
    return _saved(agreement)


@transaction.atomic
def publish_agreement(agreement: Agreement, *, published_on: date, publication_url: str = "") -> Agreement:
    """Make the agreement public (处罚法 20(2)): with that it comes into force for its term."""
    agreement = _locked(agreement, Status.DRAFT)
    if agreement.recorded_on is None:
        raise ValidationError({"published_on": _("An agreement is published after it was signed and recorded.")})
    if agreement.signed_on is not None and published_on < agreement.signed_on:
        raise ValidationError({"published_on": _("An agreement is published after it was signed and recorded.")})
    agreement.published_on = published_on
    agreement.publication_url = publication_url
    agreement.status = Status.IN_FORCE
    return _saved(agreement)


@transaction.atomic
def suspend_agreement(agreement: Agreement, *, starts_on: date, reason: str) -> Agreement:
    """Stop the street's power from a day on, until it is resumed."""
    agreement = _locked(agreement, Status.IN_FORCE)
    pause = Suspension(agreement=agreement, starts_on=starts_on, reason=reason)
    pause.full_clean()
    pause.save()
    agreement.status, agreement.status_reason = Status.SUSPENDED, reason
    return _saved(agreement)


@transaction.atomic
def resume_agreement(agreement: Agreement, *, resumed_on: date) -> Agreement:
    """Give the power back from a day on; the suspension stays on record."""
    agreement = _locked(agreement, Status.SUSPENDED)
    pause = agreement.suspensions.get(ends_on=None)
    pause.ends_on = resumed_on
    pause.full_clean()
    pause.save()
    agreement.status, agreement.status_reason = Status.IN_FORCE, ""
    return _saved(agreement)


@transaction.atomic
def revoke_agreement(agreement: Agreement, *, revoked_on: date, reason: str) -> Agreement:
    """End the agreement from a day on. What happens to open cases is its transition rule."""
    agreement = _locked(agreement, Status.IN_FORCE, Status.SUSPENDED)
    if not reason.strip():
        raise ValidationError({"status_reason": _("Give the reason for the revocation.")})
    if not agreement.valid_from <= revoked_on <= agreement.valid_to:
        raise ValidationError({"revoked_on": _("The day must lie within the term of the agreement.")})
    agreement.revoked_on = revoked_on
    agreement.status, agreement.status_reason = Status.REVOKED, reason
    return _saved(agreement)


@transaction.atomic
def expire_agreements(*, on: date) -> int:
    """Mark agreements whose term is over; returns how many. Their power ended with the date, whoever runs this."""
    over = Agreement.objects.select_for_update().filter(status__in=(Status.IN_FORCE, Status.SUSPENDED), valid_to__lt=on)
    ended = list(over)
    for agreement in ended:
        agreement.status = Status.EXPIRED
        _saved(agreement)
    return len(ended)


def _locked(agreement: Agreement, *expected: str) -> Agreement:
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.status not in expected:
        raise ValidationError(
            _("This is not possible for an agreement that is “%(status)s”."),
            params={"status": locked.get_status_display()},
        )
    return locked


def _saved(agreement: Agreement) -> Agreement:
    agreement.full_clean()
    agreement.save()
    return agreement


# --- People -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_officer(
    *,
    name: str,
    kind: str,
    street: Street | None = None,
    organ: Organ | None = None,
    user: User | None = None,
    desk: str = "",
    phone: str = "",
    position: str = "",
    demo: bool = False,
) -> Officer:
    """Enter a person into the register and give their account the grants of their part."""
    officer = Officer(
        name=name,
        kind=kind,
        street=street,
        organ=organ,
        user=user,
        desk=desk,
        phone=phone,
        position=position,
        demo=demo,
    )
    officer.full_clean()
    officer.save()
    sync_grants(officer)
    return officer


@transaction.atomic
def move_officer(
    officer: Officer,
    *,
    street: Street | None = None,
    organ: Organ | None = None,
    kind: str | None = None,
    desk: str = "",
    position: str | None = None,
) -> Officer:
    """Move a person to another street, organ or part; the old grants go in the same transaction."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    officer.street, officer.organ, officer.desk = street, organ, desk
    officer.kind = kind or officer.kind
    officer.position = officer.position if position is None else position
    officer.full_clean()
    officer.save()
    sync_grants(officer)
    return officer


@transaction.atomic
def set_officer_active(officer: Officer, *, active: bool) -> Officer:
    """Deactivate a person (leave, retirement) or take them back; past acts stay valid."""
    officer = Officer.objects.select_for_update().get(pk=officer.pk)
    officer.active = active
    officer.full_clean()
    officer.save()
    sync_deputies()  # absences of the person, and those they stood in for
    sync_grants(officer)
    return officer


@transaction.atomic
def issue_certificate(
    officer: Officer,
    *,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date,
    kind: str = Certificate.Kind.ENFORCEMENT,
) -> Certificate:
    """Enter a certificate with its term. A renewal is a new certificate; the old one stays for past days."""
    certificate = Certificate(
        officer=officer, number=number, kind=kind, issuer=issuer, valid_from=valid_from, valid_to=valid_to
    )
    certificate.full_clean()
    certificate.save()
    sync_grants(officer)
    return certificate


@transaction.atomic
def end_certificate(certificate: Certificate, *, ended_on: date, reason: str) -> Certificate:
    """End a certificate before its term, from a day on; acts of earlier days stay valid. Grants follow at once."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the certificate ends.")})
    if not certificate.valid_from <= ended_on <= certificate.valid_to:
        raise ValidationError({"ended_on": _("The day must lie within the term of the certificate.")})
    certificate.ended_on, certificate.end_reason = ended_on, reason
    certificate.save()
    sync_grants(Officer.objects.select_related("user", "street", "organ").get(pk=certificate.officer_id))
    return certificate


@transaction.atomic
def record_absence(person: Officer, *, deputy: Officer, starts_on: date, ends_on: date, reason: str) -> Absence:
    """Record an absence with a deputy (代理人); the deputy's grants come with its first day, or at once."""
    absence = Absence(person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason)
    absence.full_clean()
    absence.save()
    sync_deputies()
    return absence


@transaction.atomic
def call_off_absence(absence: Absence, *, called_off_on: date) -> Absence:
    """Somebody is back early: from the day on the deputy speaks no more in their name."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if called_off_on > absence.ends_on or absence.called_off_on is not None:
        raise ValidationError({"called_off_on": _("The absence is over by then.")})
    absence.called_off_on = called_off_on
    absence.save()
    deputy = Officer.objects.select_related("user", "street", "organ").get(pk=absence.deputy_id)
    sync_deputies()
    sync_grants(deputy)
    return absence


# --- Mentoring groups -------------------------------------------------------------------------------------------------


@transaction.atomic
def create_mentoring_group(
    *, number: int, name: str, streets: Iterable[Street], liaison: Officer | None = None
) -> MentoringGroup:
    """Form a mentoring group (帮扶组) of three streets; a street belongs to one group."""
    chosen = list(streets)
    if len(chosen) != STREETS_OF_A_GROUP:
        raise ValidationError({"streets": _("A mentoring group has three streets.")})
    if MentoringGroup.objects.filter(streets__in=chosen).exists():
        raise ValidationError({"streets": _("One of these streets already belongs to another group.")})
    group = MentoringGroup(number=number, name=name)
    group.full_clean()
    group.save()
    group.streets.set(chosen)
    ensure_groups()
    return assign_liaison(group, liaison=liaison) if liaison else group


@transaction.atomic
def assign_liaison(group: MentoringGroup, *, liaison: Officer) -> MentoringGroup:
    """Make somebody the liaison of a group; the former liaison stops reading its streets."""
    group = MentoringGroup.objects.select_for_update().get(pk=group.pk)
    former = group.liaison
    group.liaison = liaison
    group.full_clean()
    group.save()
    for person in filter(None, (former, liaison)):
        sync_grants(person)
    return group


@transaction.atomic
def set_group_streets(group: MentoringGroup, *, streets: Iterable[Street]) -> MentoringGroup:
    """Give a group other streets; the liaisons' grants follow. Streets are swapped: who gives one gets one back."""
    group = MentoringGroup.objects.select_for_update().get(pk=group.pk)
    chosen = list(streets)
    if len(chosen) != STREETS_OF_A_GROUP:
        raise ValidationError({"streets": _("A mentoring group has three streets.")})
    for other in MentoringGroup.objects.filter(streets__in=chosen).exclude(pk=group.pk).distinct():
        given_up = [street for street in group.streets.all() if street not in chosen]
        taken = [street for street in other.streets.all() if street in chosen]
        if len(taken) > len(given_up):
            raise ValidationError({"streets": _("One of these streets already belongs to another group.")})
        other.streets.remove(*taken)
        other.streets.add(*given_up[: len(taken)])
        group.streets.remove(*given_up[: len(taken)])
    group.streets.set(chosen)
    ensure_groups()
    return group
