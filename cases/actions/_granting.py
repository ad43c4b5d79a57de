"""What an approved application to pay later does: the last day moves (处罚法 66(2))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cases.documents.issue import issue
from cases.models import Deferral, Instalment, Submission
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import note, save_new


def grant(submission: Submission, user: User) -> None:
    """Grant the deferral, or the instalments, and issue the approval form and the grant (YQSP, YQPZ)."""
    case, content = submission.case, submission.content
    deferral = save_new(
        Deferral(
            case=case,
            approval=submission,
            applied_on=date.fromisoformat(content["applied_on"]),
            hardship=content["hardship"],
            amount=Decimal(content["amount"]),
            until=date.fromisoformat(content["until"]) if content["until"] else None,
            granted_on=timekeeper.today(),
        )
    )
    for row in content["instalments"]:
        save_new(Instalment(deferral=deferral, due_on=date.fromisoformat(row["due_on"]), amount=Decimal(row["amount"])))
    issue(case, "YQSP", acting_user=user, submission=submission)
    deferral.document = issue(case, "YQPZ", acting_user=user, deferral=deferral)
    deferral.save(update_fields=["document"])
    note(case, deferral=deferral.pk)
