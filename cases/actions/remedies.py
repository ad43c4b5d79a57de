"""Remedies against the decision and its publication: lodged, ended, published, withdrawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.models import Case, Publication, Remedy
from cases.stages import Stage
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new

AFTER_SERVICE = (Stage.CLOSURE, Stage.CLOSED)
PUNISHED = (Stage.NOTICE, *AFTER_SERVICE)


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record a reconsideration or a suit"),
    stages=AFTER_SERVICE,
    form="cases.forms.remedies.RemedyForm",
    dated=True,
    group="remedies",
    available=lambda case, user: case.decision_served_on is not None,
)
def record_remedy(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    kind: str,
    body: str,
    reference: str = "",
    suspended: bool = False,
) -> Remedy:
    """Record that the party lodged a remedy (行政复议、行政诉讼): from now on no surcharge is counted (处罚法 73(3))."""
    return save_new(
        Remedy(case=case, kind=kind, lodged_on=happened_on, body=body, reference=reference, suspended=suspended)
    )


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record the result of a remedy"),
    stages=AFTER_SERVICE,
    form="cases.forms.remedies.RemedyResultForm",
    dated=True,
    group="remedies",
    available=lambda case, user: case.remedies.filter(result_on=None).exists(),
)
def record_remedy_result(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    remedy: Remedy,
    result: str,
    result_text: str,
    changed_fine: Decimal | None = None,
    opposed_request: bool = False,
) -> Remedy:
    """Record how a remedy ended; where the decision falls, its publication must be withdrawn (处罚法 48(2)).

    `opposed_request`: a third party, or a plaintiff of an opposed interest, asked for the contrary. Only the ledger keeps it.
    """
    if not remedy.is_pending:
        raise ActionRefused.because("ENDED", _("Its result is recorded already."), field="remedy")
    remedy.result, remedy.result_on, remedy.result_text = result, happened_on, result_text
    remedy.changed_fine = changed_fine
    remedy.full_clean(exclude=["case"])
    remedy.save(update_fields=["result", "result_on", "result_text", "changed_fine"])
    if remedy.takes_away:
        case.publications.filter(withdrawn_on=None).update(withdraw_since=happened_on)
    note(case, result=result)
    return remedy


@case_action(
    permission=access.HANDLER,
    label=_("Record the publication"),
    stages=PUNISHED,
    form="cases.forms.remedies.PublicationForm",
    dated=True,
    group="publication",
    available=lambda case, user: case.is_punished and not case.publications.filter(withdrawn_on=None).exists(),
)
def publish(case: Case, *, acting_user: User, happened_on: date, place: str) -> Publication:
    """Record that the penalty was made public in the regulator's own system (处罚信息公开, 安全法 78(2), 处罚法 48(1))."""
    return save_new(Publication(case=case, published_on=happened_on, place=place))


@case_action(
    permission=access.HANDLER,
    label=_("Withdraw the publication"),
    stages=PUNISHED,
    form="cases.forms.remedies.WithdrawalForm",
    dated=True,
    group="publication",
    danger=True,
    available=lambda case, user: case.publications.filter(withdrawn_on=None).exclude(withdraw_since=None).exists(),
)
def withdraw_publication(case: Case, *, acting_user: User, happened_on: date, reason: str) -> Publication:
    """Record that the publication was withdrawn, and the reason that was made public with it (处罚法 48(2))."""
    publication = case.publications.filter(withdrawn_on=None).first()
    if publication is None:
        raise ActionRefused.because("PUBLICATION", _("Nothing is published."), article="处罚法48")
    publication.withdrawn_on, publication.withdrawn_reason = happened_on, reason
    publication.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    return publication
