"""What the law asks before a heavy decision: when hearing, legal review and collective discussion are due, and done.

Reads only. The thresholds are dated settings of the day the case was filed; what a notice made due stays noted on it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import discretion
from cases.models import (
    Case,
    CollectiveDiscussion,
    DeliberationFlag,
    FurtherPenalty,
    LegalReview,
    Notice,
    Violation,
)
from gongshu_enforcement import timekeeper

Kind = DeliberationFlag.Kind
STATUTE = re.compile("《[^》]+》")

GROUNDS: dict[str, str | Promise] = {
    "amount": _("the fine reaches the figure for a collective discussion (CF 57(2))"),
    "heavy": _("a penalty heavier than a fine is proposed (CF 57(2), 63)"),
    "hearing": _("a hearing was gone through (CF 58(1)(2))"),
    "discussion": _("the case is complex or heavy (CF 57(2), 58(1)(3))"),
    "statutes": _("violations of several statutes (CF 58(1)(3))"),
    **{str(kind.value): kind.label for kind in Kind},
}


# --- What is due ------------------------------------------------------------------------------------------------------


def penalised(case: Case) -> list[Violation]:
    """The violations that stand and for which a penalty is proposed."""
    return [row for row in case.violations.all() if row.to_be_punished]


def is_heavy(case: Case) -> bool:
    """Whether 停产停业, 吊销 or the like is proposed beside a fine (处罚法 63(1)(2)–(5))."""
    return any(FurtherPenalty.is_heavy(row.further_penalty) for row in penalised(case))


def hearing_due(case: Case, total: Decimal) -> bool:
    """Whether the party may ask for a hearing: the sum of the fines, or a heavier kind of penalty (处罚法 63)."""
    return discretion.needs_hearing(case, total) or is_heavy(case)


def reaches_discussion(case: Case, total: Decimal) -> bool:
    """Whether the sum of the fines is one that the heads of the organ discuss together (待核实)."""
    return discretion.needs_discussion(case, total)


def several_statutes(case: Case) -> bool:
    """Whether the penalties rest on more than one statute."""
    named = {
        name
        for row in case.violations.select_related("item")
        if row.to_be_punished
        for name in STATUTE.findall(row.item.penalty_provision_for(case.target))[:1]
    }
    return len(named) > 1


def due_at_issue(case: Case, total: Decimal) -> dict[str, bool]:
    """What a notice of this total makes due; kept on the notice, so that a later setting never reaches back."""
    discussion = is_heavy(case) or reaches_discussion(case, total)
    return {
        "with_hearing": hearing_due(case, total),
        "with_discussion": discussion,
        "with_review": discussion or several_statutes(case),
    }


def flags(case: Case) -> list[str]:
    """The kinds under which the case was marked as needing more heads."""
    return [flag.kind for flag in case.deliberation_flags.all()]


def hearing_of(notice: Notice) -> Any:
    """The hearing asked for after this notice, if any."""
    return getattr(notice, "hearing", None)


def took_place(notice: Notice) -> bool:
    """Whether the procedure of a hearing was gone through."""
    hearing = hearing_of(notice)
    return hearing is not None and hearing.took_place


def discussion_due(case: Case, notice: Notice) -> bool:
    """Whether the heads of the organ must discuss the case before it is decided (处罚法 57(2))."""
    return notice.with_discussion or took_place(notice) or Kind.COMPLEX in flags(case)


def review_due(case: Case, notice: Notice) -> bool:
    """Whether a legal review must come before the decision (处罚法 58(1))."""
    return notice.with_review or notice.with_discussion or took_place(notice) or bool(flags(case))


def discussion_grounds(case: Case, notice: Notice) -> list[str]:
    """Why a collective discussion is due, as keys of GROUNDS; empty where none is."""
    found = []
    if reaches_discussion(case, notice.total_fine):
        found.append("amount")
    if any(FurtherPenalty.is_heavy(item.further_penalty) for item in notice.items.all()):
        found.append("heavy")
    if notice.with_discussion and not found:
        found.append("amount")  # due by the setting of its day
    if took_place(notice):
        found.append("hearing")
    return found + [kind for kind in flags(case) if kind == Kind.COMPLEX]


def review_grounds(case: Case, notice: Notice) -> list[str]:
    """Why a legal review is due, as keys of GROUNDS; empty where none is."""
    found = ["hearing"] if took_place(notice) else []
    if notice.with_discussion or Kind.COMPLEX in flags(case):
        found.append("discussion")
    if several_statutes(case):
        found.append("statutes")
    return found + [kind for kind in flags(case) if kind != Kind.COMPLEX]


def waiting_notices(case: Any) -> QuerySet[Notice]:
    """Notices of a case that wait for the legal section: a hearing to hold or report on, a review or discussion due.

    `case`: a case, or the outer reference of a subquery. The rules of law look closer; this only finds the work.
    """
    today = timekeeper.today()
    served = Notice.objects.filter(case=case, superseded_on=None).exclude(served_on=None)
    ended = Q(hearing__withdrawn_on__isnull=False) | Q(hearing__absent_on__isnull=False)
    held = Q(hearing__held_on__isnull=False)
    to_hear = Q(hearing__isnull=False) & ~ended & ~(held & Q(hearing__reported_on__isnull=False))
    spoken = Q(waived_on__isnull=False) | Q(defence_due_on__lt=today)
    told = Q(hearing_due_on__isnull=False)
    asked_in_vain = Q(hearing=None) & told & (Q(hearing_waived_on__isnull=False) | Q(hearing_due_on__lt=today))
    heard = spoken & (Q(with_hearing=False) | ended | Q(hearing__reported_on__isnull=False) | asked_in_vain)
    flagged = Exists(DeliberationFlag.objects.filter(case=OuterRef("case")))
    due = Q(with_review=True) | Q(with_discussion=True) | Q(hearing__reported_on__isnull=False) | flagged
    reviewed = Exists(LegalReview.objects.filter(notice=OuterRef("pk"), verdict=LegalReview.Verdict.AGREE))
    discussed = Exists(CollectiveDiscussion.objects.filter(notice=OuterRef("pk")))
    to_discuss = (Q(with_discussion=True) | Q(hearing__reported_on__isnull=False)) & ~discussed
    return served.filter(to_hear | (heard & due & (~reviewed | to_discuss)))


# --- What is done -----------------------------------------------------------------------------------------------------


def heard_on(notice: Notice) -> date | None:
    """The first day on which everything the party may say has been said; None while nobody can tell yet.

    The end of the periods or the waivers, the last defence, and of a hearing its report, withdrawal or failure.
    """
    if notice.served_on is None:
        return None
    days = [notice.waived_on or notice.defence_due_on + timedelta(days=1)]
    days += [defence.made_on for defence in notice.defences.all()]
    if notice.with_hearing:
        days.append(_hearing_over(notice))
    return None if None in days else max(days)


def _hearing_over(notice: Notice) -> date | None:
    hearing = hearing_of(notice)
    if hearing is not None:
        return hearing.reported_on if hearing.held_on else hearing.ended_on
    if notice.hearing_due_on is None:
        return None
    return hearing_given_up_on(notice) or notice.hearing_due_on + timedelta(days=1)


def hearing_told_on(notice: Notice) -> date | None:
    """The day from which the hearing notice (TZGZ) counts as served; None while no service of it is recorded."""
    if notice.hearing_document is None:
        return None
    return min((row.effective_on for row in notice.hearing_document.services.all()), default=None)


def hearing_given_up_on(notice: Notice) -> date | None:
    """The day on which the hearing was waived in writing; what was signed before its notice was served counts for nothing."""
    waived_on = notice.hearing_waived_on
    told_on = hearing_told_on(notice) if waived_on else None
    return waived_on if told_on and told_on <= waived_on else None


def passed_review(notice: Notice) -> LegalReview | None:
    """The legal review that counts: the newest, if it agreed after the party had been heard."""
    heard = heard_on(notice)
    last = max(notice.legal_reviews.all(), key=lambda row: row.pk, default=None)
    if last is None or heard is None or not last.passed or last.reviewed_on < heard:
        return None
    return last


def standing_discussion(notice: Notice) -> CollectiveDiscussion | None:
    """The discussion that counts: the newest, if it was held after the party had been heard."""
    heard = heard_on(notice)
    last = max(notice.discussions.all(), key=lambda row: row.pk, default=None)
    return None if last is None or heard is None or last.held_on < heard else last
