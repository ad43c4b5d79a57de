"""Before a heavy decision: marking the case, the legal review, the collective discussion (处罚法 57(2), 58)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access, deliberation
from cases.documents.issue import issue
from cases.models import (
    Case,
    CollectiveDiscussion,
    ConcludedPenalty,
    DeliberationFlag,
    DiscussionOpinion,
    LegalReview,
    LegalReviewPoint,
)
from cases.stages import UNDER_INVESTIGATION, Stage
from delegation.models import Officer
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new
from .notice import noticed, served_notice


def _review_waits(case: Case, user: User) -> bool:
    if not noticed(case, user):
        return False
    notice = case.standing_notice()
    return deliberation.review_due(case, notice) and deliberation.passed_review(notice) is None


def _discussion_waits(case: Case, user: User) -> bool:
    if not noticed(case, user):
        return False
    notice = case.standing_notice()
    return deliberation.discussion_due(case, notice) and deliberation.standing_discussion(notice) is None


@case_action(
    permission=access.HANDLER_OR_REVIEWER,
    label=_("Mark as complex or of public interest"),
    stages=UNDER_INVESTIGATION,
    form="cases.forms.deliberation.FlagForm",
    group="sideways",
    available=lambda case, user: not case.is_decided and len(deliberation.flags(case)) < len(DeliberationFlag.Kind),
)
def flag_deliberation(case: Case, *, acting_user: User, kind: str, reason: str) -> DeliberationFlag:
    """Say why legal review or collective discussion must come before the decision (处罚法 57(2), 58(1))."""
    return save_new(
        DeliberationFlag(case=case, kind=kind, reason=reason, flagged_by=acting_user, flagged_on=timekeeper.today())
    )


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record the legal review"),
    stages=[Stage.NOTICE],
    form="cases.forms.deliberation.LegalReviewForm",
    dated=True,
    group="hearing",
    available=_review_waits,
)
def record_legal_review(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    reviewer: Officer,
    received_on: date,
    points: list[dict[str, Any]],
    verdict: str,
    opinion: str,
    is_experienced: bool = False,
) -> LegalReview:
    """Record the legal review (法制审核, 处罚法 58): [{point, fits, remark}] and the verdict; issues FZSH."""
    review = save_new(
        LegalReview(
            notice=served_notice(case),
            reviewer=reviewer,
            is_experienced=is_experienced,
            received_on=received_on,
            reviewed_on=happened_on,
            verdict=verdict,
            opinion=opinion,
        )
    )
    for row in points:
        save_new(LegalReviewPoint(review=review, **row))
    review.document = issue(case, "FZSH", acting_user=acting_user, review=review)
    review.save(update_fields=["document"])
    note(case, review=review.pk, verdict=verdict)
    return review


@case_action(
    permission=access.LEGAL_DESK,
    label=_("Record the collective discussion"),
    stages=[Stage.NOTICE],
    form="cases.forms.deliberation.DiscussionForm",
    dated=True,
    group="hearing",
    available=_discussion_waits,
)
def record_discussion(
    case: Case,
    *,
    acting_user: User,
    happened_on: date,
    started_at: datetime,
    ended_at: datetime,
    place: str,
    presiding: Officer,
    reporter: Officer,
    recorder: Officer,
    opinions: list[dict[str, Any]],
    summary: str,
    outcome: str,
    conclusion: str,
    penalties: list[dict[str, Any]],
) -> CollectiveDiscussion:
    """Record the collective discussion (集体讨论, 处罚法 57(2)); issues JTTL.

    `opinions`: [{officer, opinion, agrees}], one for each person present; `penalties`: [{id, fine, with_warning,
    further_penalty}] per violation, the heaviest that may still be decided.
    """
    discussion = save_new(
        CollectiveDiscussion(
            notice=served_notice(case),
            held_on=happened_on,
            started_at=started_at,
            ended_at=ended_at,
            place=place,
            presiding=presiding,
            reporter=reporter,
            recorder=recorder,
            summary=summary,
            outcome=outcome,
            conclusion=conclusion,
        )
    )
    for row in opinions:
        save_new(DiscussionOpinion(discussion=discussion, **row))
    for row in penalties if outcome == CollectiveDiscussion.Conclusion.PENALTY else ():
        violation = case.violations.get(pk=row["id"])
        save_new(
            ConcludedPenalty(
                discussion=discussion,
                violation=violation,
                fine=Decimal(str(row.get("fine") or 0)),
                with_warning=bool(row.get("with_warning")),
                further_penalty=row.get("further_penalty", ""),
            )
        )
    discussion.document = issue(case, "JTTL", acting_user=acting_user, discussion=discussion)
    discussion.save(update_fields=["document"])
    note(case, discussion=discussion.pk, outcome=outcome)
    return discussion
