"""The three-level chain that gates every stage: which desks are due, who may sit there, what comes next.

initial 初审 (evidence, the street) → recheck 复核 (procedure, every desk of the organ) → final 终审 (law, the organ).
The server decides level and desk; the browser never sends them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cases import access, taking_part
from cases.models import (
    Case,
    DesignatedReviewer,
    HandlingUnit,
    Procedure,
    ReviewDecision,
    ReviewPolicy,
    Submission,
)
from cases.models.review import ReturnReason
from delegation.models import Officer
from gongshu_enforcement.models import User

Status = Submission.Status

DESK_PERMISSION = {
    "initial": "initial",
    "enforcement": "recheck_enforcement",
    "legal": "recheck_legal",
    "final": "final",
    "chief": "chief",
}

__all__ = [
    "ReturnReason",
    "advance",
    "begin",
    "desk_for",
    "fitting_policy",
    "handled",
    "is_last_word",
    "level_desks",
    "pending_desks",
    "policy_for",
    "queue",
]


# Every level at every stage, as long as the organ has recorded nothing else (workflow.md, “Desks”).
POLICIES = "review-policies"
DEFAULT_DESKS = {"emergency": "enforcement,legal", "fire": "legal"}


def policy_for(submission: Submission) -> ReviewPolicy:
    """The most particular policy row for the submission's organ, kind and stage; every level where there is none."""
    kept = submission.__dict__.get("_policy")
    if kept is None:
        kept = submission.__dict__["_policy"] = _read_policy(submission)
    return kept


def words(submission: Submission) -> list[ReviewDecision]:
    """What the desks have said; read once per reading of the submission."""
    kept = submission.__dict__.get("_words")
    if kept is None:
        kept = submission.__dict__["_words"] = list(submission.decisions.all())
    return kept


def _read_policy(submission: Submission) -> ReviewPolicy:
    organ = submission.case.organ.code
    found = fitting_policy(submission, _policies())
    return found or ReviewPolicy(organ=organ, recheck_desks=DEFAULT_DESKS[organ])


def fitting_policy(submission: Submission, policies: Iterable[ReviewPolicy]) -> ReviewPolicy | None:
    """The row that fits best: one for the case's own procedure first, then one for its kind, then one for its stage."""
    case = submission.case
    rows = [
        row
        for row in policies
        if row.organ == case.organ.code
        and row.procedure in (Procedure.ORDINARY, case.procedure)
        and row.kind in ("", submission.kind)
        and row.stage in ("", submission.stage)
    ]
    return max(rows, key=lambda row: (row.procedure == case.procedure, bool(row.kind), bool(row.stage)), default=None)


def _policies() -> list[ReviewPolicy]:
    found = cache.get(POLICIES)
    if found is None:
        found = list(ReviewPolicy.objects.all())
        cache.set(POLICIES, found, 300)
    return found


@receiver([post_save, post_delete], sender=ReviewPolicy)
def forget_policies(**kwargs: object) -> None:
    """A changed policy is read anew."""
    cache.delete(POLICIES)


def level_desks(submission: Submission, level: str) -> tuple[str, ...]:
    """The desks that must agree at a level, in order."""
    policy = policy_for(submission)
    if level == Status.INITIAL:
        return ("initial",) if _has_initial(submission, policy) else ()
    if level == Status.RECHECK:
        return policy.desks
    if level == Status.FINAL:
        to_police = submission.kind == Submission.Kind.TRANSFER and submission.content.get("to_police")
        decided_by = "chief" if to_police else policy.decided_by
        return (decided_by,) if decided_by else ()
    return ()


def _has_initial(submission: Submission, policy: ReviewPolicy) -> bool:
    return policy.initial and submission.case.handling_unit == HandlingUnit.STREET


def pending_desks(submission: Submission) -> tuple[str, ...]:
    """The desks of the present level that have not spoken yet."""
    if not submission.is_in_review:
        return ()
    spoken = {decision.desk for decision in words(submission)}
    return tuple(desk for desk in level_desks(submission, submission.status) if desk not in spoken)


def is_last_word(submission: Submission) -> bool:
    """Whether what the desk now due agrees to takes effect: nobody speaks after it."""
    if len(pending_desks(submission)) != 1:
        return False
    later = Submission.IN_REVIEW[Submission.IN_REVIEW.index(submission.status) + 1 :]
    return not any(level_desks(submission, level) for level in later)


def handled(case: Case, user: User) -> bool:
    """Whether the user ever handled the case, as a liaison of a 参与办 case too, or took part in its investigation."""
    return user.pk in case.handler_user_ids() or user.pk in taking_part.users_of(case)


def desk_for(submission: Submission, user: User | None) -> str | None:
    """The desk at which the user may speak on this submission now; None where there is none.

    Never for somebody who handled or investigated the case, submitted or confirmed it, or signed another level of this
    submission.
    """
    if user is None or not submission.is_in_review:
        return None
    if user.pk in (submission.submitted_by_id, submission.confirmed_by_id):
        return None
    if any(decision.reviewer_id == user.pk for decision in words(submission)):
        return None
    for desk in pending_desks(submission):
        if _may_sit(submission, desk, user) or _is_designated(submission, desk, user):
            return None if handled(submission.case, user) else desk
    return None


def _may_sit(submission: Submission, desk: str, user: User) -> bool:
    if not access.holds(user, DESK_PERMISSION[desk], submission.case):
        return False
    return _holds(access.own_grants(user), desk, submission.case) or absent_at(submission, desk, user) is not None


def _holds(held: access.Grants, desk: str, case: Case) -> bool:
    return case.street_id in held.get(f"{DESK_PERMISSION[desk]}_{case.organ.code}", frozenset())


def absent_at(submission: Submission, desk: str, user: User) -> Officer | None:
    """In whose name the user would speak at the desk (代理): None at a desk of their own, or where they may not.

    Who may not review the case (somebody who took part in it or signed another level) may not do so through a deputy.
    """
    if _holds(access.own_grants(user), desk, submission.case) or _is_designated(submission, desk, user):
        return None
    signed = {decision.reviewer_id for decision in words(submission)}
    signed |= {decision.on_behalf_of.user_id for decision in words(submission) if decision.on_behalf_of_id}
    barred = {*signed, submission.submitted_by_id, submission.confirmed_by_id}
    for absent, held in access.deputized(user):
        if not _holds(held, desk, submission.case) or absent.user_id in barred:
            continue
        if absent.pk not in taking_part.took_part(submission.case):
            return absent
    return None


def _is_designated(submission: Submission, desk: str, user: User) -> bool:
    return desk == "initial" and DesignatedReviewer.objects.filter(submission=submission, reviewer=user).exists()


def begin(submission: Submission) -> None:
    """After the second officer confirmed: the first level that has desks."""
    if level_desks(submission, Status.INITIAL):
        submission.begin_initial()
    else:
        _skip_initial(submission)


def _skip_initial(submission: Submission) -> None:
    if level_desks(submission, Status.RECHECK):
        submission.begin_recheck()
    else:
        submission.begin_final()


def advance(submission: Submission) -> bool:
    """Move on once every desk of the level agreed; True when the last level has."""
    if pending_desks(submission):
        return False
    if submission.status == Status.INITIAL:
        _skip_initial(submission)
    elif submission.status == Status.RECHECK and level_desks(submission, Status.FINAL):
        submission.begin_final()
    else:
        submission.approve()
        return True
    return False


def queue(user: User) -> QuerySet[Submission]:
    """Open submissions waiting for a desk the user holds, oldest first; only open reviews are read."""
    waiting = _waiting_for(user, access.own_grants(user))
    for absent, held in access.deputized(user):  # in whose name never more than they could do themselves
        barred = taking_part.in_case("case", "", absent) | Q(decisions__reviewer=absent.user_id)
        barred |= Q(decisions__on_behalf_of=absent)
        barred = Submission.objects.filter(barred).values("pk")
        waiting |= _waiting_for(user, held) & ~Q(pk__in=barred)
    designated = DesignatedReviewer.objects.filter(reviewer=user).values("submission")
    waiting |= Q(status=Status.INITIAL, pk__in=designated)
    return (
        Submission.objects.filter(waiting)
        .exclude(taking_part.in_case("case", "__user", user))
        .exclude(decisions__reviewer=user)
        .select_related("case__party", "case__street", "case__organ", "submitted_by")
        .order_by("level_since", "pk")
    )


def _waiting_for(user: User, held: access.Grants) -> Q:
    """What waits at the desks that these grants open."""
    waiting = Q(pk__in=())
    for status, desks in (
        (Status.INITIAL, ("initial",)),
        (Status.RECHECK, ("enforcement", "legal")),
        (Status.FINAL, ("final", "chief")),
    ):
        for desk in desks:
            if not access.holds_anywhere(user, DESK_PERMISSION[desk], held=held):
                continue  # every page counts what waits: nothing is asked of desks the person has nowhere
            at_desk = access.on_streets(user, DESK_PERMISSION[desk], prefix="case__", held=held)
            spoken = ReviewDecision.objects.filter(desk=desk).values("submission")
            waiting |= Q(status=status) & at_desk & ~Q(pk__in=spoken) & _decided_at(desk)
    return waiting


def _decided_at(desk: str) -> Q:
    """Which final reviews belong to the desk: the chief's are police transfers and what the policy says."""
    if desk not in ("final", "chief"):
        return Q()
    chiefs = Q(kind=Submission.Kind.TRANSFER, content__to_police=True)
    for policy in _policies():
        if policy.decided_by == "chief":
            chiefs |= _covered_by(policy)
    return chiefs if desk == "chief" else ~chiefs


def _covered_by(policy: ReviewPolicy) -> Q:
    covered = Q(case__organ__code=policy.organ, case__procedure=policy.procedure)
    if policy.kind:
        covered &= Q(kind=policy.kind)
    if policy.stage:
        covered &= Q(stage=policy.stage)
    return covered
