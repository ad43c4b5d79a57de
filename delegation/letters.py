"""The letter of delegation (委托书): frozen and hashed when the agreement is signed, rendered once after the commit.

How a statutory document is built and printed is known on the floor above, which announces it by `use_printer`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile

from gongshu_enforcement import ledger, outbox, timekeeper
from gongshu_enforcement.models import Origin, User

from .models import Agreement, AgreementLetter

CODE = "WTS"


@dataclass(frozen=True)
class Printer:
    """What the documents of the floor above do for a letter."""

    facts: Callable[[Agreement], dict[str, Any]]
    version: Callable[[], str]
    html: Callable[[dict[str, Any], str], str]
    pdf: Callable[[dict[str, Any], str, datetime], bytes]


_printer: Printer | None = None


def use_printer(printer: Printer) -> None:
    """Let the floor above print letters."""
    global _printer
    _printer = printer


def printer() -> Printer:
    """The one printer. Raises RuntimeError where no floor above has announced it."""
    if _printer is None:
        raise RuntimeError("nobody prints letters of delegation")
    return _printer


def freeze(agreement: Agreement, user: User | None) -> AgreementLetter:
    """Keep what is signed, with its hash, within the transaction of the act; the PDF follows after the commit."""
    data = ledger.canonical(printer().facts(agreement))
    letter = AgreementLetter.objects.create(
        agreement=agreement,
        number=agreement.number,
        data=data,
        template_version=printer().version(),
        data_hash=ledger.digest({"code": CODE, "number": agreement.number, "data": data}),
        frozen_at=timekeeper.now(),
        frozen_by=user,
    )
    if timekeeper.origin() != Origin.DEMO:
        outbox.queue("render_letter", agreement_id=agreement.pk)
    return letter


def of(agreement: Agreement) -> AgreementLetter | None:
    """The letter of an agreement that was signed; none of a draft."""
    return AgreementLetter.objects.filter(agreement=agreement).first()


def ensure_rendered(agreement: Agreement) -> AgreementLetter:
    """The letter with its PDF, made now where it was not made yet. An agreement from before letters were kept gets one.

    Raises ActionRefused for a draft.
    """
    from .actions.agreements import attach_letter, freeze_letter

    letter = of(agreement)
    if letter is None:
        freeze_letter(agreement, acting_user=None)
        letter = AgreementLetter.objects.get(agreement=agreement)
    if not letter.pdf_sha256:
        pdf = printer().pdf(letter.data, letter.number, letter.frozen_at)
        attach_letter(agreement, acting_user=None, pdf=ContentFile(pdf, name="WTS.pdf"))
        letter = AgreementLetter.objects.get(agreement=agreement)
    return letter


def content(letter: AgreementLetter) -> bytes:
    """The letter's file. Raises ValueError where it is not what was rendered."""
    with letter.pdf.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != letter.pdf_sha256:
        raise ValueError(f"the file of letter {letter.number} was changed")
    return data


@outbox.handler("render_letter")
def render_letter(agreement_id: int) -> None:
    """Render a letter after its commit; running twice changes nothing."""
    ensure_rendered(Agreement.objects.get(pk=agreement_id))
