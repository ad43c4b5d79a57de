"""What a user may see and do: guardian grants on the streets, read once per request.

A case takes the grants of its street, per organ; `accept_global_perms` has no place here, nor has a superuser shortcut.
"""

from __future__ import annotations

import copy
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermission, UserObjectPermission

from cases.models import Case
from cases.models.review import signature
from delegation.models import Absence, Officer
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import Permit
from gongshu_enforcement.models import User

ORGANS = ("emergency", "fire")
DEPUTY = "deputy."
Grants = dict[str, frozenset[int]]


def grants(user: User | None) -> Grants:
    """The user's streets per permission codename; one query, kept on the user object for the request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return {}
    kept = getattr(user, "_street_grants", None)
    if kept is None:
        kept = _read_grants(user)
        user._street_grants = kept
    return kept


def own_grants(user: User | None) -> Grants:
    """The grants of the user's own part, without what they hold as somebody's deputy."""
    grants(user)
    return getattr(user, "_own_grants", {})


def deputized(user: User | None) -> list[tuple[Officer, Grants]]:
    """For whom the user stands in today (代理), and the grants that come with it."""
    grants(user)
    return getattr(user, "_deputized", [])


def _read_grants(user: User) -> Grants:
    on_streets = {"content_type__app_label": "delegation", "content_type__model": "street"}
    rows = (
        GroupObjectPermission.objects.filter(group__user=user, **on_streets)
        .values_list("permission__codename", "object_pk", "group__name")
        .union(
            UserObjectPermission.objects.filter(user=user, **on_streets).values_list(
                "permission__codename", "object_pk", Value("")
            )
        )
    )
    own: dict[str, set[int]] = {}
    by_absence: dict[str, dict[str, set[int]]] = {}
    for codename, street_id, group in rows:
        held = by_absence.setdefault(group, {}) if group.startswith(DEPUTY) else own
        held.setdefault(codename, set()).add(int(street_id))
    user._own_grants = _frozen(own)
    user._deputized = _running(by_absence) if by_absence else []
    merged = {codename: set(ids) for codename, ids in own.items()}
    for _absent, held in user._deputized:
        for codename, ids in held.items():
            merged.setdefault(codename, set()).update(ids)
    return _frozen(merged)


def _frozen(held: dict[str, set[int]]) -> Grants:
    return {codename: frozenset(ids) for codename, ids in held.items()}


def _running(by_absence: dict[str, dict[str, set[int]]]) -> list[tuple[Officer, Grants]]:
    """Of the deputy's groups those whose absence covers today: a group that outlived its day opens nothing."""
    pks = [int(name.removeprefix(DEPUTY)) for name in by_absence]
    absences = Absence.objects.running_on(timekeeper.today()).filter(pk__in=pks).select_related("person")
    return [(absence.person, _frozen(by_absence[absence.group_name])) for absence in absences]


def streets(user: User | None, codename: str) -> frozenset[int]:
    """Ids of the streets on which the user holds a permission."""
    return grants(user).get(codename, frozenset())


def holds(user: User | None, desk: str, case: Any) -> bool:
    """Whether the user holds a desk's permission for the case's street and organ."""
    return case.street_id in streets(user, f"{desk}_{case.organ.code}")


def holds_anywhere(user: User | None, *desks: str, held: Grants | None = None) -> bool:
    """Whether the user holds one of the desks' permissions on any street; `held`: by these grants alone."""
    held = grants(user) if held is None else held
    return any(f"{desk}_{organ}" in held for desk in desks for organ in ORGANS)


def organs_of_exchange(user: User | None) -> list[str]:
    """Codes of the organs whose desk takes in packages of other systems: enforcement and legal section."""
    held = grants(user)
    return [organ for organ in ORGANS if any(f"{desk}_{organ}" in held for desk in ("accept", "recheck_legal"))]


def may_read(user: User | None, case: Case) -> bool:
    """Whether the user may read the case and everything in it."""
    return holds(user, "view", case)


def readable(user: User | None, queryset: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases a user may read."""
    queryset = Case.objects.all() if queryset is None else queryset
    return queryset.filter(on_streets(user, "view"))


def on_streets(user: User | None, desk: str, prefix: str = "", held: Grants | None = None) -> Q:
    """A filter for cases on whose street and organ the user holds a desk's permission; `held`: of these grants alone."""
    condition, held = Q(pk__in=()), grants(user) if held is None else held
    for organ in ORGANS:
        ids = held.get(f"{desk}_{organ}", frozenset())
        if ids:
            condition |= Q(**{f"{prefix}organ__code": organ, f"{prefix}street_id__in": ids})
    return condition


def case_or_404(user: User | None, reference: str) -> Case:
    """The case of that reference where the user may read it; otherwise it does not exist for them."""
    case = readable(user, Case.objects.select_related("party", "street", "organ", "agreement")).filter(
        reference=reference
    )
    found = case.first()
    if found is None:
        raise Http404(reference)
    return found


# In whose name (代理)


def acting_name(permit: Permit, root: Any, subject: Any, user: User | None) -> str:
    """“张三（代李四）” where somebody may do this only as a deputy; empty where their own part allows it."""
    absences = deputized(user)
    if not absences or permit.allows(root, subject, _as_if(user, [])):
        return ""
    for absence in absences:
        if permit.allows(root, subject, _as_if(user, [absence])):
            return signature(user.display_name, absence[0])
    return ""


def _as_if(user: User, absences: list[tuple[Officer, Grants]]) -> User:
    """The person as if they stood in for these absent people alone."""
    other = copy.copy(user)
    for name in ("_navigation_grants", "_agreement_alerts", "_todo"):
        other.__dict__.pop(name, None)
    other._own_grants, other._deputized = own_grants(user), absences
    merged = {codename: set(ids) for codename, ids in other._own_grants.items()}
    for _absent, held in absences:
        for codename, ids in held.items():
            merged.setdefault(codename, set()).update(ids)
    other._street_grants = _frozen(merged)
    return other


# Permits: who may act. Each takes (the locked case, the subject, the user).


def is_handler(case: Case, subject: Any, user: User | None) -> bool:
    """An officer now handling the case, whose grant on the street stands."""
    desks = ("handle", "assist") if case.handling_unit == "street" else ("own",)
    return any(holds(user, desk, case) for desk in desks) and case.is_current_handler(user)


def is_other_handler(case: Case, submission: Any, user: User | None) -> bool:
    """The other handling officer, who did not submit."""
    return is_handler(case, submission, user) and submission.submitted_by_id != user.pk


def is_submitter(case: Case, submission: Any, user: User | None) -> bool:
    """Whoever submitted, while still handling the case."""
    return is_handler(case, submission, user) and submission.submitted_by_id == user.pk


def is_reviewer(case: Case, submission: Any, user: User | None) -> bool:
    """Somebody whose desk is due on this submission now."""
    from cases import review

    return review.desk_for(submission, user) is not None


def _desk(*desks: str):
    """A desk of the person's own, or an absent one's; as a deputy nobody sits over a case that either of the two handles."""

    def allows(case: Case, subject: Any, user: User | None) -> bool:
        if not any(holds(user, desk, case) for desk in desks):
            return False
        codenames = [f"{desk}_{case.organ.code}" for desk in desks]
        if any(case.street_id in own_grants(user).get(codename, ()) for codename in codenames):
            return True
        handlers = case.handler_user_ids()
        return any(
            case.street_id in held.get(codename, ())
            for absent, held in deputized(user)
            if not {user.pk, absent.user_id} & handlers
            for codename in codenames
        )

    return allows


def _may_open(street: Any, subject: Any, user: User | None) -> bool:
    return any(street.pk in streets(user, f"{desk}_{organ}") for desk in ("handle", "own") for organ in ORGANS)


def _handler_or_reviewer(case: Case, subject: Any, user: User | None) -> bool:
    from cases import review

    submission = case.open_submission()
    return is_handler(case, subject, user) or (submission is not None and review.desk_for(submission, user) is not None)


HANDLER = Permit("handler", _("an officer handling the case"), is_handler)
OTHER_HANDLER = Permit("other_handler", _("the other handling officer"), is_other_handler)
SUBMITTER = Permit("submitter", _("the officer who submitted"), is_submitter)
REVIEWER = Permit("reviewer", _("the desk whose review is due"), is_reviewer)
OPENER = Permit("opener", _("an officer of the street, or of the organ"), _may_open)
HANDLER_OR_REVIEWER = Permit("handler_or_reviewer", _("a handling officer or the reviewing desk"), _handler_or_reviewer)
ACCEPTING_DESK = Permit("accepting_desk", _("the organ's enforcement desk"), _desk("accept"))
ORGAN_DIRECTOR = Permit("organ_director", _("the organ's deputy director"), _desk("final"))
LEGAL_DESK = Permit("legal_desk", _("the legal section"), _desk("recheck_legal"))
OFFICER_MANAGER = Permit("officer_manager", _("the street's head or the enforcement desk"), _desk("manage_officers"))
EXCHANGE_DESK = Permit(
    "exchange_desk",
    _("the organ's enforcement desk or legal section"),
    lambda root, subject, user: getattr(root, "organ", root).code in organs_of_exchange(user),
)
SYSTEM = Permit("system", _("the software itself"), lambda case, subject, user: user is None)
