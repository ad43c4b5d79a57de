"""Preserving evidence (先行登记保存, 处罚法 56): ask the head of the organ, and dispose of it within seven working days."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.models import Case, Preservation, Submission
from cases.stages import BEFORE_DECISION, SIX_STAGES
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action
from .submitting import _submit

Kind = Submission.Kind


def _free(case: Case) -> bool:
    return case.open_submission() is None and case.pending_hand_over() is None


def _may_dispose(case: Case, user: User) -> bool:
    submission = case.open_submission()
    is_free = submission is None or submission.leaves_room_for_a_disposal
    return is_free and case.pending_hand_over() is None and case.preservations.filter(disposed_on=None).exists()


@case_action(
    permission=access.HANDLER,
    label=_("Ask to preserve evidence"),
    stages=BEFORE_DECISION,
    form="cases.forms.preservation.PreservationForm",
    group="records",
    available=lambda case, user: not case.is_decided and _free(case),
)
def request_preservation(
    case: Case,
    *,
    acting_user: User,
    items: list[dict[str, Any]],
    ground: str,
    reason: str,
    keeping: str,
    place: str,
    keeper: str,
    appear_at: datetime,
    appear_place: str,
    urgent: bool = False,
) -> Submission:
    """Ask the head of the organ to let the evidence be registered and kept: [{name, model, origin, quality, unit, price,
    quantity, remark}]. Approval issues XBSP and XBTZ and starts the seven working days.
    """
    rows = [{name: _plain(value) for name, value in row.items()} for row in items]
    content = {
        "act": "preserve",
        "items": rows,
        "ground": ground,
        "opinion": reason,
        "keeping": keeping,
        "place": place,
        "keeper": keeper,
        "appear_at": appear_at,
        "appear_place": appear_place,
        "urgent": urgent,
    }
    return _submit(case, acting_user, Kind.PRESERVATION, content, None)


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


@case_action(
    permission=access.HANDLER,
    label=_("Dispose of preserved evidence"),
    stages=SIX_STAGES,
    form="cases.forms.preservation.DisposalForm",
    group="records",
    available=_may_dispose,
)
def dispose_preservation(
    case: Case, *, acting_user: User, preservation: Preservation, way: str, disposal_text: str, opinion: str
) -> Submission:
    """Propose what becomes of preserved evidence (登记保存证据的处理); approval decides it and issues XBCS and XBCL."""
    if not preservation.is_pending:
        raise ActionRefused.because(
            "DISPOSED", _("What became of this evidence has been decided already."), field="preservation"
        )
    content = {
        "act": "dispose",
        "preservation": preservation.pk,
        "way": way,
        "disposal_text": disposal_text,
        "opinion": opinion,
    }
    return _submit(case, acting_user, Kind.PRESERVATION, content, None)
