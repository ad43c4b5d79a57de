"""What the verbs of delegation do to people, certificates and mentoring groups.

Each one validates before it saves (ValidationError says what is wrong, by field) and is one transaction. A service that
changes who somebody is also moves their grants (see grants).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.models import User

from .grants import ensure_groups, sync_deputies, sync_grants
from .models import Absence, Certificate, MentoringGroup, Officer, Organ, Street

STREETS_OF_A_GROUP = 3


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


def _lock_groups() -> None:
    """All of them, since a swap changes two; whoever finds one taken is told so, instead of waiting crosswise."""
    try:
        with transaction.atomic():
            list(MentoringGroup.objects.select_for_update(nowait=True).order_by("pk"))
    except OperationalError as busy:
        raise ValidationError(
            {"streets": _("Somebody is changing a mentoring group just now. Try again in a moment.")}
        ) from busy


@transaction.atomic
def set_group_streets(group: MentoringGroup, *, streets: Iterable[Street]) -> MentoringGroup:
    """Give a group other streets; the liaisons' grants follow. Streets are swapped: who gives one gets one back."""
    _lock_groups()
    group = MentoringGroup.objects.get(pk=group.pk)
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
