"""What officers record and order on the spot beside the inspection: inquest, samples, measures against a danger."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents.issue import issue
from cases.models import Case, Inquest, OnSiteMeasure, Sampling
from cases.stages import BEFORE_DECISION, UNDER_INVESTIGATION
from delegation.models import Officer
from gongshu_enforcement.models import User

from ._case import case_action, save_new


def _keep(case: Case, row: Any, officers: list[Officer], code: str, name: str, user: User) -> Any:
    """Save the record with its officers, and issue its paper."""
    save_new(row)
    row.officers.set(officers)
    row.document = issue(case, code, acting_user=user, **{name: row})
    row.save(update_fields=["document"])
    return row


@case_action(
    permission=access.HANDLER,
    label=_("Record an inquest"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.on_site.InquestForm",
    dated=True,
    group="records",
)
def record_inquest(
    case: Case, *, acting_user: User, happened_on: date, officers: list[Officer], **fields: Any
) -> Inquest:
    """Record an inquest of the scene (现场勘验, 处罚法 46(1)(8), 55); issues KYBL."""
    row = Inquest(case=case, happened_on=happened_on, **fields)
    return _keep(case, row, officers, "KYBL", "inquest", acting_user)


@case_action(
    permission=access.HANDLER,
    label=_("Record samples taken"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.on_site.SamplingForm",
    dated=True,
    group="records",
)
def record_sampling(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    officers: list[Officer],
    items: list[dict[str, Any]],
    **fields: Any,
) -> Sampling:
    """Record samples taken as evidence (抽样取证, 处罚法 56): [{name, specification, quantity}]; issues CYQZ."""
    row = Sampling(case=case, happened_on=happened_on, items=items, **fields)
    return _keep(case, row, officers, "CYQZ", "sampling", acting_user)


@case_action(
    permission=access.HANDLER,
    label=_("Order measures on the spot"),
    stages=BEFORE_DECISION,
    form="cases.forms.on_site.OnSiteMeasureForm",
    dated=True,
    group="records",
)
def order_on_site_measures(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    officers: list[Officer],
    problems: list[dict[str, Any]],
    **fields: Any,
) -> OnSiteMeasure:
    """Order the party to remove a danger at once, to withdraw people or to stop (现场处理措施, 安全法 65(1)(3)); issues XCCL.

    `problems`: [{text, provision}].
    """
    row = OnSiteMeasure(case=case, ordered_on=happened_on, problems=problems, **fields)
    return _keep(case, row, officers, "XCCL", "measure", acting_user)
