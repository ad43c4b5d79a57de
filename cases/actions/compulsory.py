"""Compulsory measures (行政强制措施): sealing and seizing (强制法 16–28), stopping a supply (安全法 70)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents.issue import issue
from cases.models import Case, OnSiteMeasure, Seizure, Submission, SupplyStop
from cases.stages import SIX_STAGES, UNDER_INVESTIGATION
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note
from .submitting import _submit

Kind = Submission.Kind


def _free(case: Case) -> bool:
    return case.open_submission() is None and case.pending_hand_over() is None


def _has_seizure(case: Case, user: User) -> bool:
    return _free(case) and case.seizures.filter(ended_on=None).exists()


def _pending(seizure: Seizure) -> None:
    if not seizure.is_pending:
        raise ActionRefused.because("ENDED", _("This measure has ended already."), field="seizure")


@case_action(
    permission=access.HANDLER,
    label=_("Ask to seal or seize"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.compulsory.SeizureForm",
    group="compulsory",
    available=lambda case, user: not case.is_decided and _free(case),
)
def request_seizure(
    case: Case,
    *,
    acting_user: User,
    manner: str,
    reason: str,
    basis: str,
    place: str,
    ends_on: date,
    items: list[dict[str, Any]],
    opinion: str,
) -> Submission:
    """Ask the head of the organ to let things be sealed or seized (查封、扣押): [{name, specification, unit, quantity,
    remark}]. Approval issues QZSP, CFKY and its list CKQD, and the period begins.
    """
    content = {
        "act": "begin",
        "manner": manner,
        "reason": reason,
        "basis": basis,
        "place": place,
        "ends_on": ends_on,
        "items": items,
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.MEASURE, content, None)


@case_action(
    permission=access.HANDLER,
    label=_("Extend a sealing or seizure"),
    stages=SIX_STAGES,
    form="cases.forms.compulsory.ExtendSeizureForm",
    group="compulsory",
    available=_has_seizure,
)
def request_seizure_extension(
    case: Case, *, acting_user: User, seizure: Seizure, extended_to: date, reason: str, opinion: str
) -> Submission:
    """Ask for more time, once and because the case is complex (强制法 25); approval issues QZSP and CKYQ."""
    _pending(seizure)
    content = {
        "act": "extend",
        "seizure": seizure.pk,
        "extended_to": extended_to,
        "reason": reason,
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.MEASURE, content, None)


@case_action(
    permission=access.HANDLER,
    label=_("Dispose of what is sealed or seized"),
    stages=SIX_STAGES,
    form="cases.forms.compulsory.DisposeSeizureForm",
    group="compulsory",
    available=_has_seizure,
)
def dispose_seizure(
    case: Case,
    *,
    acting_user: User,
    seizure: Seizure,
    outcome: str,
    basis: str,
    disposal_text: str,
    opinion: str,
) -> Submission:
    """Propose what becomes of it (强制法 27, 28); approval ends the measure and issues QZSP and CKCL."""
    _pending(seizure)
    content = {
        "act": "dispose",
        "seizure": seizure.pk,
        "outcome": outcome,
        "basis": basis,
        "disposal_text": disposal_text,
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.MEASURE, content, None)


@case_action(
    permission=access.HANDLER,
    label=_("Ask to stop a supply"),
    stages=SIX_STAGES,
    form="cases.forms.compulsory.SupplyStopForm",
    group="compulsory",
    available=lambda case, user: _free(case) and case.on_site_measures.filter(kind="stop").exists(),
)
def request_supply_stop(
    case: Case,
    *,
    acting_user: User,
    order: OnSiteMeasure,
    what: str,
    supplier: str,
    hazard: str,
    stop_at: datetime,
    urgent: bool,
    opinion: str,
) -> Submission:
    """Ask the head of the organ to have power or explosives cut off, because an order to stop is defied (安全法 70).

    Approval issues QZSP, the decision for the party (TGJD) and the notice for the supplier (TGTZ).
    """
    content = {
        "order": order.pk,
        "what": what,
        "supplier": supplier,
        "hazard": hazard,
        "stop_at": stop_at,
        "urgent": urgent,
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.SUPPLY, content, None)


@case_action(
    permission=access.HANDLER,
    label=_("Restore a supply"),
    stages=SIX_STAGES,
    form="cases.forms.compulsory.RestoreForm",
    group="compulsory",
    available=lambda case, user: case.supply_stops.filter(restored_at=None).exists(),
)
def restore_supply(
    case: Case, *, acting_user: User, stop: SupplyStop, performed_on: date, restored_at: datetime
) -> SupplyStop:
    """The party obeyed: the supplier is told to restore the supply without delay (安全法 70(2)); issues HFGD."""
    if stop.restored_at is not None:
        raise ActionRefused.because("ENDED", _("This measure has ended already."), field="stop")
    stop.performed_on, stop.restored_at = performed_on, restored_at
    stop.save(update_fields=["performed_on", "restored_at"])
    issue(case, "HFGD", acting_user=acting_user, stop=stop)
    note(case, stop=stop.pk)
    return stop
