"""Agreements (委托协议): draft → signed → recorded → published → in force, and suspended, revoked, expired, renewed.

In force begins only with the first day of the term; what gives power on a day is read from the dates (Agreement.in_force_on),
so the three acts of the software at the end only write down what holds already.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from delegation import agreement_texts, letters, selectors
from delegation.models import Agreement, AgreementLetter, CatalogueVersion, Item, Organ, Street, Suspension
from delegation.models.agreement_machine import RUNNING
from delegation.permits import AGREEMENT_KEEPER, SYSTEM
from delegation.scans import kept
from gongshu_enforcement import door, legal_settings, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User

from ._register import refusing

Status = Agreement.Status
ARTICLE = "处罚法20(1)(2)"
CONDITIONS = "处罚法21(2)、42(1)"
CAP_SOURCE = "改革方案：街道办案限额"
CAPS = {"cap_unit": "street_cap_unit", "cap_individual": "street_cap_individual"}
ENDS = (Status.REVOKED, Status.EXPIRED, Status.RENEWED)
WRITTEN = {
    "legal_basis": _("The legal basis is missing."),
    "powers": _("The powers are missing."),
    "area": _("The area is missing."),
    "supervision": _("The supervision is missing."),
    "liability": _("The liability is missing."),
}
NEXT = {
    Status.DRAFT: _("Both sides sign it first."),
    Status.SIGNED: _("Record it with the justice bureau first."),
    Status.RECORDED: _("Publish it first."),
    Status.PUBLISHED: _("Wait for the first day of its term."),
    Status.IN_FORCE: _("It is in force; suspend, revoke or renew it."),
    Status.SUSPENDED: _("Resume it first, or revoke it."),
    Status.REVOKED: _("Its life is over: draft a new agreement."),
    Status.EXPIRED: _("Its term is over: renew it."),
    Status.RENEWED: _("Its successor is in force: act on that one."),
}

agreement_action = functools.partial(door.action, subject=Agreement, permission=AGREEMENT_KEEPER, group="agreement")
system_action = functools.partial(door.action, subject=Agreement, permission=SYSTEM, system=True)


def _stands(*statuses: str) -> Any:
    """Whether an act is offered: the agreement stands so today, by its dates."""
    return lambda agreement, user: agreement.standing_on(timekeeper.today()) in statuses


def _is(*statuses: str) -> Any:
    return lambda agreement, user: agreement.status in statuses


def _refuse(code: str, message: Any, remedy: Any = "", *, article: str = ARTICLE, field: str = "") -> ActionRefused:
    return ActionRefused.because(code, message, remedy=remedy, article=article, field=field)


def _expect(agreement: Agreement, *statuses: str) -> None:
    """Refuse what its state doesn't allow, saying what comes next; the state is first brought up to the day."""
    _catch_up(agreement)
    if agreement.status not in statuses:
        raise _not_so(agreement)


def _not_so(agreement: Agreement) -> ActionRefused:
    return _refuse(
        "L1",
        _("This is not possible for an agreement that is “%(status)s”.") % {"status": agreement.get_status_display()},
        NEXT[agreement.status],
    )


def _catch_up(agreement: Agreement) -> None:
    today = timekeeper.today()
    if agreement.status == Status.PUBLISHED and agreement.valid_from <= today:
        agreement.take_effect()
    if agreement.status in RUNNING and agreement.valid_to < today:
        agreement.become_expired()


def _save(agreement: Agreement, **fields: str) -> Agreement:
    """Check it whole and save it; what is wrong is said beside its field, with the article."""
    with refusing("L2", ARTICLE, **fields):
        agreement.clean_fields(exclude=["status"])
        agreement.clean()
        agreement.validate_unique()
        agreement.validate_constraints()
    agreement.save()
    return agreement


def _move(agreement: Agreement, **fields: str) -> Agreement:
    """Save a step of its life: number, term and caps, which were checked when it was signed, are no part of it."""
    with refusing("L2", ARTICLE, **fields):
        agreement.clean_fields(exclude=["status"])
    agreement.save()
    return agreement


def _not_past(day: date, field: str) -> None:
    if day < timekeeper.today():
        raise _refuse(
            "L3",
            _("This day lies in the past: what the street did under the agreement stays lawful."),
            _("Choose today or a later day."),
            field=field,
        )


def _within_term(agreement: Agreement, day: date, field: str) -> None:
    if not agreement.valid_from <= day <= agreement.valid_to:
        raise _refuse(
            "L3",
            _("The day must lie within the term of the agreement."),
            _("Its term is %(first)s to %(last)s.") % {"first": agreement.valid_from, "last": agreement.valid_to},
            field=field,
        )


# --- The draft --------------------------------------------------------------------------------------------------------


@door.action(
    permission=AGREEMENT_KEEPER,
    subject=Organ,
    label=_("Draft an agreement"),
    form="delegation.forms_agreements.DraftForm",
    group="agreement",
    opens=True,
)
def draft_agreement(
    organ: Organ,
    *,
    acting_user: User,
    street: Street,
    version: CatalogueVersion,
    number: str,
    valid_from: date,
    valid_to: date,
    items: Iterable[Item] | None = None,
    cap_unit: Decimal | int = 50_000,
    cap_individual: Decimal | int = 20_000,
    transition_rule: str = Agreement.TransitionRule.FINISH,
    legal_basis: str | None = None,
    powers: str = agreement_texts.POWERS,
    area: str = "",
    supervision: str = agreement_texts.SUPERVISION,
    liability: str = agreement_texts.LIABILITY,
) -> Agreement:
    """Draft an agreement of the organ with a street: the whole catalogue version where no items are chosen."""
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
        legal_basis=agreement_texts.basis_of(organ, valid_from) if legal_basis is None else legal_basis,
        powers=powers,
        area=area or agreement_texts.area_of(street),
        supervision=supervision,
        liability=liability,
    )
    chosen = list(version.items.all() if items is None else items)
    _check_items(chosen, version)
    _check_caps(agreement)
    _save(agreement)
    agreement.items.set(chosen)
    return agreement


def _check_caps(agreement: Agreement) -> None:
    """No cap above the one that the reform sets for every street (A7)."""
    findings = []
    for field, setting in CAPS.items():
        most = legal_settings.value(setting, on=agreement.valid_from, organ=agreement.organ.code)
        if getattr(agreement, field) > most:
            findings.append(
                Finding(
                    code="L9",
                    message=_("The cap is above the highest one for streets, %(most)s yuan.") % {"most": most},
                    remedy=_("Lower the cap; above it the organ decides."),
                    article=CAP_SOURCE,
                    field=field,
                )
            )
    if findings:
        raise ActionRefused(findings)


def _check_items(chosen: list[Item], version: CatalogueVersion) -> None:
    if not chosen:
        raise _refuse(
            "L4",
            _("An agreement delegates at least one item."),
            _("Choose the items that the street takes over."),
            field="items",
        )
    if any(item.version_id != version.pk for item in chosen):
        raise _refuse(
            "L4",
            _("Every item must come from the agreement's catalogue version."),
            _("Choose among the items of this version."),
            field="items",
        )


@agreement_action(label=_("Edit the draft"), form="delegation.forms_agreements.EditForm", available=_is(Status.DRAFT))
def edit_agreement(
    agreement: Agreement,
    *,
    acting_user: User,
    number: str,
    valid_from: date,
    valid_to: date,
    cap_unit: Decimal,
    cap_individual: Decimal,
    transition_rule: str,
    legal_basis: str,
    powers: str,
    area: str,
    supervision: str,
    liability: str,
    items: Iterable[Item],
) -> Agreement:
    """Word the draft anew: items, area, term, caps. Nothing of a signed agreement changes any more."""
    _expect(agreement, Status.DRAFT)
    chosen = list(items)
    _check_items(chosen, agreement.version)
    _check_follows(agreement.renews, valid_from)
    agreement.number, agreement.valid_from, agreement.valid_to = number, valid_from, valid_to
    agreement.cap_unit, agreement.cap_individual = cap_unit, cap_individual
    agreement.transition_rule, agreement.legal_basis, agreement.powers = transition_rule, legal_basis, powers
    agreement.area, agreement.supervision, agreement.liability = area, supervision, liability
    _check_caps(agreement)
    _save(agreement)
    agreement.items.set(chosen)
    return agreement


# --- To the public ----------------------------------------------------------------------------------------------------


@agreement_action(
    label=_("Record the signatures"),
    form="delegation.forms_agreements.SignForm",
    available=_is(Status.DRAFT),
    dated=True,
)
def sign_agreement(
    agreement: Agreement,
    *,
    acting_user: User,
    happened_on: date,
    signed_for_organ: str,
    signed_for_street: str,
    scan: Any = None,
) -> Agreement:
    """Both sides signed: the letter of delegation is frozen and hashed, nothing of it changes any more (双方签署)."""
    _expect(agreement, Status.DRAFT)
    _check_complete(agreement)
    if happened_on > agreement.valid_from:
        raise _refuse(
            "L5",
            _("An agreement takes effect only after it was signed."),
            _("Let the term begin later: edit the draft."),
            field="happened_on",
        )
    agreement.signed_on = happened_on
    agreement.signed_for_organ, agreement.signed_for_street = signed_for_organ, signed_for_street
    agreement.become_signed()
    _save(agreement, signed_on="happened_on", valid_from="happened_on", __all__="happened_on")
    letter = letters.freeze(agreement, acting_user)
    if scan:
        letter.scan_sha256 = kept(scan)
        letter.scan.save(scan.name, scan, save=False)
        letter.save(update_fields=["scan", "scan_sha256"])
    _note(agreement, letter=letter.data_hash, **({"scan_sha256": letter.scan_sha256} if scan else {}))
    return agreement


def _check_complete(agreement: Agreement) -> None:
    """What CF 20(2) asks a letter of delegation to say: items, powers, term, and the rest."""
    findings = [
        Finding(code="L6", message=message, remedy=_("Edit the draft: the letter must say it."), article=ARTICLE)
        for name, message in WRITTEN.items()
        if not getattr(agreement, name).strip()
    ]
    if findings:
        raise ActionRefused(findings)
    _check_items(list(agreement.items.all()), agreement.version)
    _check_caps(agreement)
    if agreement.version.status == CatalogueVersion.Status.DRAFT:
        raise _refuse(
            "L4", _("The catalogue version is still a draft."), _("Publish the catalogue first, or choose another.")
        )


def _note(agreement: Agreement, **values: Any) -> None:
    """Add what the verb did to the act's ledger entry."""
    agreement.__dict__.setdefault("ledger_notes", {}).update(values)


@agreement_action(
    label=_("Record with the justice bureau"),
    form="delegation.forms_agreements.RecordForm",
    available=_is(Status.SIGNED),
    dated=True,
)
def record_agreement(agreement: Agreement, *, acting_user: User, happened_on: date, recording_number: str) -> Agreement:
    """The district justice bureau has it on record (备案), under a number of its own."""
    _expect(agreement, Status.SIGNED)
    if happened_on < agreement.signed_on:
        raise _refuse(
            "L5",
            _("An agreement is recorded after it was signed."),
            _("It was signed on %(day)s.") % {"day": agreement.signed_on},
            field="happened_on",
        )
    if not recording_number.strip():
        raise _refuse(
            "L5",
            _("The recording number is missing."),
            _("Take it from the bureau's receipt."),
            field="recording_number",
        )
    agreement.recorded_on, agreement.recording_number = happened_on, recording_number.strip()
    agreement.become_recorded()
    return _move(agreement, recorded_on="happened_on")


@agreement_action(
    label=_("Publish"), form="delegation.forms_agreements.PublishForm", available=_is(Status.RECORDED), dated=True
)
def publish_agreement(
    agreement: Agreement, *, acting_user: User, happened_on: date, publication_url: str = ""
) -> Agreement:
    """Both sides make it public (处罚法 20(2)); power begins with the term, and never before this day."""
    _expect(agreement, Status.RECORDED)
    if happened_on < agreement.recorded_on:
        raise _refuse(
            "L5",
            _("An agreement is published after it was signed and recorded."),
            _("It was recorded on %(day)s.") % {"day": agreement.recorded_on},
            field="happened_on",
        )
    _check_officers(agreement)
    agreement.published_on, agreement.publication_url = happened_on, publication_url
    agreement.become_public()
    _catch_up(agreement)
    return _move(agreement, published_on="happened_on")


def _check_officers(agreement: Agreement) -> None:
    """The delegate has people who may enforce (处罚法 21(2)): two, today or from the first day of the term on."""
    days = {timekeeper.today(), max(agreement.valid_from, timekeeper.today())}
    able = max(selectors.officers_of(agreement.street, day).count() for day in days)
    if able < selectors.FEWEST_OFFICERS:
        raise _refuse(
            "L7",
            _("The street has %(count)s officers with a valid certificate; two are needed.") % {"count": able},
            _("Enter officers and certificates under “People” first."),
            article=CONDITIONS,
        )


# --- In force, and what may happen then -------------------------------------------------------------------------------


@agreement_action(
    label=_("Suspend"),
    form="delegation.forms_agreements.SuspendForm",
    available=_stands(Status.IN_FORCE),
    danger=True,
)
def suspend_agreement(agreement: Agreement, *, acting_user: User, starts_on: date, reason: str) -> Agreement:
    """Stop the street's power from a day on, until it is resumed (中止). What becomes of open cases is asked at once."""
    _expect(agreement, Status.IN_FORCE)
    _not_past(starts_on, "starts_on")
    _within_term(agreement, starts_on, "starts_on")
    pause = Suspension(agreement=agreement, starts_on=starts_on, reason=reason)
    with refusing("L2", ARTICLE):
        pause.full_clean()
    pause.save()
    agreement.first_suspended_on = min(filter(None, (agreement.first_suspended_on, starts_on)))
    agreement.status_reason = reason
    agreement.become_suspended()
    return _move(agreement)


@agreement_action(label=_("Resume"), form="delegation.forms_agreements.ResumeForm", available=_is(Status.SUSPENDED))
def resume_agreement(agreement: Agreement, *, acting_user: User, resumed_on: date, reason: str) -> Agreement:
    """Give the power back from a day on (恢复); the suspension stays on record."""
    _expect(agreement, Status.SUSPENDED)
    _not_past(resumed_on, "resumed_on")
    _within_term(agreement, resumed_on, "resumed_on")
    _check_officers(agreement)
    pause = agreement.suspensions.get(ends_on=None)
    pause.ends_on = resumed_on
    with refusing("L2", ARTICLE, ends_on="resumed_on", __all__="resumed_on"):
        pause.full_clean()
    pause.save()
    agreement.status_reason = ""
    agreement.become_resumed()
    return _move(agreement)


@agreement_action(
    label=_("Revoke"),
    form="delegation.forms_agreements.RevokeForm",
    available=_is(Status.SIGNED, Status.RECORDED, *RUNNING),
    danger=True,
)
def revoke_agreement(agreement: Agreement, *, acting_user: User, revoked_on: date, reason: str) -> Agreement:
    """End it from a day on (撤销), or take it back before its term. What becomes of open cases is asked at once."""
    _expect(agreement, Status.SIGNED, Status.RECORDED, *RUNNING)
    _not_past(revoked_on, "revoked_on")
    if revoked_on > agreement.valid_to:
        _within_term(agreement, revoked_on, "revoked_on")
    if not reason.strip():
        raise _refuse(
            "L3", _("Give the reason for the revocation."), _("Both sides and the public read it."), field="reason"
        )
    agreement.revoked_on, agreement.status_reason = revoked_on, reason
    agreement.become_revoked()
    return _move(agreement)


@agreement_action(
    label=_("Renew"),
    form="delegation.forms_agreements.RenewForm",
    available=_is(*RUNNING, Status.EXPIRED),
    opens=True,
)
def renew_agreement(
    agreement: Agreement,
    *,
    acting_user: User,
    number: str,
    valid_from: date,
    valid_to: date,
    version: CatalogueVersion | None = None,
) -> Agreement:
    """Draft its successor as a copy with a term of its own (续签); of another catalogue version the items of the same code."""
    _expect(agreement, *RUNNING, Status.EXPIRED)
    under_way = agreement.renewals.exclude(status__in=ENDS).first()
    if under_way is not None:
        raise _refuse(
            "L8",
            _("Agreement %(number)s renews it already.") % {"number": under_way.number},
            _("Go on with that one."),
        )
    _check_follows(agreement, valid_from)
    chosen = version or agreement.version
    codes = agreement.items.values_list("code", flat=True)
    items = list(chosen.items.filter(code__in=list(codes)))
    _check_items(items, chosen)
    copied = ("organ", "street", "cap_unit", "cap_individual", "transition_rule", "legal_basis", "powers", "area")
    copied += ("supervision", "liability")
    successor = Agreement(
        **{name: getattr(agreement, name) for name in copied},
        version=chosen,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        renews=agreement,
    )
    _save(successor)
    successor.items.set(items)
    return successor


def _check_follows(earlier: Agreement | None, valid_from: date) -> None:
    if earlier is not None and valid_from <= earlier.last_day:
        raise _refuse(
            "L8",
            _("The term of the agreement it renews runs to %(day)s.") % {"day": earlier.last_day},
            _("Begin on the day after."),
            field="valid_from",
        )


# --- What the software itself writes down -----------------------------------------------------------------------------


@system_action(label=_("Takes effect"))
def bring_into_force(agreement: Agreement, *, acting_user: None) -> Agreement:
    """The term has begun; refused before that day, and for whatever was not signed, recorded and published."""
    _still(agreement, Status.PUBLISHED)
    if agreement.valid_from > timekeeper.today():
        raise _refuse("L1", _("Its term has not begun."), NEXT[Status.PUBLISHED])
    _catch_up(agreement)
    return _move(agreement)


@system_action(label=_("Term over"))
def expire_agreement(agreement: Agreement, *, acting_user: None) -> Agreement:
    """The last day of the term has passed (到期). Its power ended with the date, whoever writes it down."""
    _still(agreement, *RUNNING)
    if agreement.valid_to >= timekeeper.today():
        raise _refuse("L1", _("Its term is not over."))
    _catch_up(agreement)
    return _move(agreement)


def _still(agreement: Agreement, *statuses: str) -> None:
    """Refuse to write down twice what another process has written down meanwhile."""
    if agreement.status not in statuses:
        raise _not_so(agreement)


@system_action(label=_("Renewed"))
def mark_renewed(agreement: Agreement, *, acting_user: None) -> Agreement:
    """Its term is over and its successor is in force (续签)."""
    _expect(agreement, Status.EXPIRED)
    today = timekeeper.today()
    if not any(one.in_force_on(today) for one in agreement.renewals.prefetch_related("suspensions")):
        raise _refuse("L8", _("No successor is in force."), _("Renew it first."))
    agreement.become_renewed()
    return _move(agreement)


@system_action(label=_("Freeze the letter"))
def freeze_letter(agreement: Agreement, *, acting_user: None) -> AgreementLetter:
    """Keep the letter of an agreement that was signed before letters were kept."""
    if agreement.status == Status.DRAFT:
        raise _refuse("L1", _("A draft has no letter yet."), NEXT[Status.DRAFT])
    letter = letters.of(agreement)
    if letter is None:
        letter = letters.freeze(agreement, None)
        _note(agreement, letter=letter.data_hash)
    return letter


@system_action(label=_("Render the letter"))
def attach_letter(agreement: Agreement, *, acting_user: None, pdf: ContentFile) -> AgreementLetter:
    """Keep the PDF of the letter and put its hash into the ledger. Running twice changes nothing."""
    letter = AgreementLetter.objects.get(agreement=agreement)
    if letter.pdf_sha256:
        return letter
    data = pdf.read()
    letter.pdf.save(f"{agreement.pk}/{letters.CODE}.pdf", ContentFile(data), save=False)
    letter.pdf_sha256 = hashlib.sha256(data).hexdigest()
    letter.save(update_fields=["pdf", "pdf_sha256"])
    _note(agreement, sha256=letter.pdf_sha256)
    return letter
