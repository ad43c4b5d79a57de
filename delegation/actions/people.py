"""The register of people (人员): who comes, changes, leaves; certificates; absences. Grants follow in the same transaction."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation import services
from delegation.models import Absence, Certificate, Officer, Organ, Street
from delegation.permits import ABSENTEE
from delegation.scans import kept
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.administration.permits import ADMINISTRATOR
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._register import refusing


def _active(person: Any, user: User) -> bool:
    return person.active


def _gone(person: Any, user: User) -> bool:
    return not person.active


def _certified(person: Any, user: User) -> bool:
    return any(row.ended_on is None for row in person.certificates.all())


def _reviews(person: Any, user: User) -> bool:
    return person.active and person.kind in Officer.REVIEWS


def _away(person: Any, user: User) -> bool:
    today = timekeeper.today()
    return any(row.called_off_on is None and row.ends_on >= today for row in person.absences.all())


officer_action = functools.partial(door.action, subject=Officer, group="register")


@door.action(
    permission=ADMINISTRATOR,
    subject=Organ,
    label=_("Enter a person"),
    form="delegation.forms_people.EnrolForm",
    group="register",
    opens=True,
)
def enrol_person(
    organ: Organ,
    *,
    acting_user: User,
    name: str,
    kind: str,
    street: Street | None = None,
    unit: Organ | None = None,
    desk: str = "",
    position: str = "",
    phone: str = "",
    account: str = "",
    trains: bool = False,
) -> Officer:
    """Enter a person; an account named here gets the grants of the part. `organ` keeps the register, `unit` is theirs."""
    with refusing("P1", organ="unit", user="account"):
        person = services.add_officer(
            name=name,
            kind=kind,
            street=street,
            organ=unit,
            desk=desk,
            position=position,
            phone=phone,
            user=_account(account),
        )
    if trains:
        person.trains = True
        person.save(update_fields=["trains"])
    return person


def _account(username: str) -> User | None:
    if not username:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise ActionRefused.because(
            "P2",
            _("There is no account “%(name)s”.") % {"name": username},
            remedy=_("Make the account first, or leave the field empty."),
            field="account",
        )
    if Officer.objects.filter(user=user).exists():
        raise ActionRefused.because(
            "P2",
            _("The account “%(name)s” belongs to another person.") % {"name": username},
            remedy=_("Each person has an account of their own."),
            field="account",
        )
    return user


@officer_action(
    permission=ADMINISTRATOR, label=_("Change particulars or move"), form="delegation.forms_people.EditForm"
)
def edit_person(
    person: Officer,
    *,
    acting_user: User,
    name: str,
    kind: str,
    street: Street | None = None,
    unit: Organ | None = None,
    desk: str = "",
    position: str = "",
    phone: str = "",
    account: str = "",
    trains: bool = False,
) -> Officer:
    """Correct or move somebody: the grants of the old place go and those of the new one come, at once."""
    with refusing("P1", organ="unit"):
        moved = services.move_officer(person, street=street, organ=unit, kind=kind, desk=desk, position=position)
    moved.name, moved.phone, moved.trains = name, phone, trains
    if moved.user is None and account:
        moved.user = _account(account)
    with refusing("P1", organ="unit"):
        moved.full_clean()
    moved.save()
    services.sync_grants(moved)
    services.sync_deputies()
    _same(person, moved)
    return person


@officer_action(
    permission=ADMINISTRATOR, label=_("Leaves"), form="delegation.forms_people.EndForm", danger=True, available=_active
)
def end_person(person: Officer, *, acting_user: User, ended_on: date, reason: str) -> Officer:
    """Somebody leaves: no grants from now on; what they did stays valid, and their entry stays."""
    if ended_on > timekeeper.today():
        raise ActionRefused.because(
            "P3",
            _("This date lies in the future."),
            remedy=_("Record it on the day, so that no grant ends too early."),
            field="ended_on",
        )
    if not person.active:
        raise ActionRefused.because("P3", _("This person has left already."))
    _same(person, services.set_officer_active(person, active=False))
    person.ended_on, person.end_reason = ended_on, reason
    person.save(update_fields=["ended_on", "end_reason"])
    return person


@officer_action(
    permission=ADMINISTRATOR, label=_("Comes back"), form="delegation.forms_people.ReasonForm", available=_gone
)
def return_person(person: Officer, *, acting_user: User, reason: str) -> Officer:
    """Take somebody back into the register with the part they had."""
    if person.active:
        raise ActionRefused.because("P3", _("This person is active."))
    _same(person, services.set_officer_active(person, active=True))
    person.ended_on, person.end_reason = None, reason
    person.save(update_fields=["ended_on", "end_reason"])
    return person


@officer_action(
    permission=ADMINISTRATOR, label=_("Enter a certificate"), form="delegation.forms_people.CertificateForm"
)
def add_certificate(
    person: Officer,
    *,
    acting_user: User,
    kind: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date,
    scan: Any = None,
) -> Certificate:
    """Enter a certificate or its renewal, with its scan; what the old one covered stays covered."""
    with refusing("P4"):
        certificate = services.issue_certificate(
            person, kind=kind, number=number, issuer=issuer, valid_from=valid_from, valid_to=valid_to
        )
    if scan:
        certificate.scan_sha256 = kept(scan)
        certificate.scan = scan
        certificate.save(update_fields=["scan", "scan_sha256"])
    return certificate


@officer_action(
    permission=ADMINISTRATOR,
    label=_("End a certificate"),
    form="delegation.forms_people.EndCertificateForm",
    danger=True,
    available=_certified,
)
def end_certificate(
    person: Officer, *, acting_user: User, certificate: Certificate, ended_on: date, reason: str
) -> Certificate:
    """End a certificate before its term (收回、注销): from that day on no new act, and nothing else."""
    if certificate.officer_id != person.pk:
        raise ActionRefused.because("P4", _("This certificate belongs to somebody else."), field="certificate")
    with refusing("P4"):
        return services.end_certificate(certificate, ended_on=ended_on, reason=reason)


@officer_action(
    permission=ABSENTEE, label=_("Record an absence"), form="delegation.forms_people.AbsenceForm", available=_reviews
)
def name_deputy(
    person: Officer, *, acting_user: User, deputy: Officer, starts_on: date, ends_on: date, reason: str
) -> Absence:
    """Name a deputy (代理人) for the days somebody is away; their words then read “张三（代李四）”."""
    if starts_on < timekeeper.today():
        raise ActionRefused.because(
            "P5",
            _("A deputy is named beforehand, not afterwards."),
            remedy=_("Begin today or later."),
            field="starts_on",
        )
    with refusing("P5"):
        return services.record_absence(person, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason)


@officer_action(
    permission=ABSENTEE, label=_("Back from an absence"), form="delegation.forms_people.CallOffForm", available=_away
)
def end_deputy(person: Officer, *, acting_user: User, absence: Absence, reason: str) -> Absence:
    """End an absence today: the deputy speaks no more in the person's name; what they said stands."""
    if absence.person_id != person.pk:
        raise ActionRefused.because("P5", _("This absence is somebody else's."), field="absence")
    with refusing("P5", called_off_on="absence"):
        return services.call_off_absence(absence, called_off_on=timekeeper.today())


@door.action(permission=ADMINISTRATOR, subject=Organ, label=_("Take in a list of people"), group="register")
def import_people(organ: Organ, *, acting_user: User, rows: list[dict[str, Any]]) -> Organ:
    """Enter all people of a sheet, or none: each gets a chain of their own. `rows`: as read by people_sheet."""
    from delegation.people_sheet import enter

    for person in enter(rows):
        ledger.append(person, "enrol_person", actor=acting_user, inputs={"from_sheet": True, "name": person.name})
    organ.ledger_notes = {"people": len(rows)}
    return organ


def _same(person: Officer, changed: Officer) -> None:
    """Let the door's copy of the person say what was saved."""
    for field in Officer._meta.concrete_fields:
        setattr(person, field.attname, getattr(changed, field.attname))
