"""What an approved submission on preserved evidence does: the measure begins, or ends (处罚法 56)."""

from __future__ import annotations

from cases.documents.issue import issue
from cases.models import Preservation, PreservedItem, Submission
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import note, save_new


def carry_out(submission: Submission, user: User) -> None:
    """Preserve, or dispose of what was preserved."""
    (_preserve if submission.content["act"] == "preserve" else _dispose)(submission, user)


def _preserve(submission: Submission, user: User) -> None:
    """Approved: the things are registered, and the seven working days begin (XBSP, XBTZ)."""
    case, content = submission.case, submission.content
    kept = save_new(
        Preservation(
            case=case,
            approval=submission,
            ground=content["ground"],
            reason=content["opinion"],
            urgent=bool(content.get("urgent")),
            keeping=content["keeping"],
            place=content["place"],
            keeper=content["keeper"],
            preserved_on=timekeeper.today(),
        )
    )
    for row in content["items"]:
        save_new(PreservedItem(preservation=kept, **row))
    issue(case, "XBSP", acting_user=user, submission=submission)
    kept.notice = issue(case, "XBTZ", acting_user=user, submission=submission, kept=kept)
    kept.save(update_fields=["notice"])
    note(case, preservation=kept.pk)


def _dispose(submission: Submission, user: User) -> None:
    """Decided what becomes of it; with that the measure ends (XBCS, XBCL)."""
    case, content = submission.case, submission.content
    kept = case.preservations.select_related("notice", "approval").get(pk=content["preservation"], disposed_on=None)
    kept.disposed_on, kept.disposal = timekeeper.today(), submission
    kept.way, kept.disposal_text = content["way"], content["disposal_text"]
    kept.save()
    for code in ("XBCS", "XBCL"):
        issue(case, code, acting_user=user, submission=submission, kept=kept)
    note(case, preservation=kept.pk)
