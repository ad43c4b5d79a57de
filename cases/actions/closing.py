"""Execution, closing, archive."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.dossier_package import signed_pdf
from cases.models import Case, Payment
from cases.stages import Stage
from gongshu_enforcement import door, outbox, timekeeper
from gongshu_enforcement.models import Origin, User

from ._case import case_action, note, save_new


@case_action(
    permission=access.HANDLER,
    label=_("Record a payment"),
    stages=[Stage.CLOSURE],
    form="cases.forms.closing.PaymentForm",
    dated=True,
    group="execution",
    available=lambda case, user: bool(case.total_fine) and case.open_submission() is None,
)
def record_payment(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    amount: Decimal,
    voucher: str,
    note_text: str = "",
    towards: str = Payment.Towards.FINE,
) -> Payment:
    """Record a payment at the bank by its voucher (缴款, 处罚法 67), towards the fine or a surcharge that was decided."""
    paid = Payment(case=case, paid_on=happened_on, amount=amount, voucher=voucher, note=note_text, towards=towards)
    return save_new(paid)


@case_action(
    permission=access.HANDLER,
    label=_("Seal the dossier"),
    stages=[Stage.CLOSED, Stage.NOT_FILED, Stage.TERMINATED],
    form="cases.forms.closing.ArchiveForm",
    group="archive",
    available=lambda case, user: not case.is_sealed,
)
def archive(case: Case, *, acting_user: User) -> Case:
    """Seal the dossier (归档): from now on nothing changes; it is bound right after."""
    case.archived_on = timekeeper.today()
    if timekeeper.origin() != Origin.DEMO:
        outbox.queue("bind_dossier", case_id=case.pk)
    return case


@door.action(permission=access.SYSTEM, subject=Case, label=_("Bind the dossier"), system=True)
def attach_dossier(case: Case, *, acting_user: None, pdf: bytes) -> Case:
    """Keep the bound dossier of a sealed case, signed, and its hash in the ledger. Running twice changes nothing."""
    if case.dossier_sha256 or not case.is_sealed:
        return case
    signed = signed_pdf(pdf)
    case.dossier.save(f"{case.reference}.pdf", ContentFile(signed), save=False)
    case.dossier_sha256 = hashlib.sha256(signed).hexdigest()
    note(case, sha256=case.dossier_sha256)
    return case
