"""Guardian grants on the 18 streets, given to groups; people get and lose them by joining and leaving groups.

Permissions are per desk and organ: a fire desk's grant opens no safety case. No grant is global and none is per case,
so the number of rows does not grow with cases. One group stands for one part, e.g. `street.shiqiao.officers`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from guardian.models import GroupObjectPermission

from .models import MentoringGroup, Officer, Organ, Street

EMERGENCY, FIRE = Organ.Code.EMERGENCY.value, Organ.Code.FIRE.value
BOTH = (EMERGENCY, FIRE)
OURS = ("street.", "desk.", "director.", "chief.", "own.", "liaison.", "leadership")


def _each(*verbs: str, organs: Iterable[str] = BOTH) -> frozenset[str]:
    return frozenset(f"{verb}_{organ}" for verb in verbs for organ in organs)


# What each part may do on the streets it is for. The street's own three groups:
ON_ONE_STREET: dict[str, frozenset[str]] = {
    "officers": _each("view", "handle"),
    "reviewers": _each("view", "initial"),
    "heads": _each("manage_officers"),
}
# The district's desks, on every street:
ON_ALL_STREETS: dict[str, frozenset[str]] = {
    "desk.emergency.enforcement": _each(
        "view", "recheck_enforcement", "accept", "manage_officers", organs=(EMERGENCY,)
    ),
    "desk.emergency.legal": _each("view", "recheck_legal", organs=(EMERGENCY,)),
    # The fire body has one desk, which therefore also takes hand-overs.
    "desk.fire.legal": _each("view", "recheck_legal", "accept", "manage_officers", organs=(FIRE,)),
    **{f"director.{organ}": _each("view", "final", organs=(organ,)) for organ in BOTH},
    **{f"chief.{organ}": _each("view", "chief", organs=(organ,)) for organ in BOTH},
    **{f"own.{organ}": _each("view", "own", organs=(organ,)) for organ in BOTH},
    "leadership": _each("view"),
}
# A liaison handles a case of these streets where its register of handlers names them (参与办, 1+1).
FOR_A_LIAISON = _each("view", "assist")


@transaction.atomic
def ensure_groups() -> int:
    """Make groups and grants exactly as the tables above say; returns how many grants were added or removed."""
    wanted = _wanted_grants()
    groups = _groups(wanted)
    permissions = _permissions()
    content_type = ContentType.objects.get_for_model(Street)
    should_be = {
        (groups[name].pk, permissions[codename], str(street_id))
        for name, grants in wanted.items()
        for codename, street_id in grants
    }
    rows = GroupObjectPermission.objects.filter(content_type=content_type, group__in=groups.values())
    present = {
        (group, permission, street): pk
        for pk, group, permission, street in rows.values_list("pk", "group_id", "permission_id", "object_pk")
    }
    surplus = [pk for key, pk in present.items() if key not in should_be]
    missing = should_be - present.keys()
    GroupObjectPermission.objects.filter(pk__in=surplus).delete()
    GroupObjectPermission.objects.bulk_create(
        GroupObjectPermission(group_id=group, permission_id=permission, object_pk=street, content_type=content_type)
        for group, permission, street in sorted(missing)
    )
    return len(surplus) + len(missing)


@transaction.atomic
def sync_grants(officer: Officer) -> None:
    """Put the person's account into the groups of their part, and out of every other group of ours.

    Called whenever somebody is added, moved or deactivated, in the same transaction: a moved officer loses the old
    street at once. Groups that others made (say, for the admin) are left alone.
    """
    user = officer.user
    if user is None:
        return
    wanted = group_names(officer)
    held = {group.name: group for group in user.groups.all() if group.name.startswith(OURS)}
    user.groups.remove(*(group for name, group in held.items() if name not in wanted))
    joining = wanted - held.keys()
    if not joining:
        return
    groups = list(Group.objects.filter(name__in=joining))
    if len(groups) < len(joining):  # a street or mentoring group that is newer than the last run
        ensure_groups()
        groups = list(Group.objects.filter(name__in=joining))
    user.groups.add(*groups)


def group_names(officer: Officer) -> set[str]:
    """The groups a person belongs in; none once inactive, and none for auxiliaries, grid workers and administrators."""
    if not officer.active:
        return set()
    kind, organ = officer.kind, officer.organ.code if officer.organ else ""
    if officer.street:
        return {f"street.{officer.street.pinyin}.{part}" for part in _street_parts(kind)}
    match kind:
        case Officer.Kind.OFFICER:
            return {f"own.{organ}"}
        case Officer.Kind.DESK:
            return {f"desk.{organ}.{officer.desk}"}
        case Officer.Kind.DIRECTOR | Officer.Kind.CHIEF:
            return {f"{kind}.{organ}"}
        case Officer.Kind.LIAISON:
            return {f"liaison.{number}" for number in officer.groups.values_list("number", flat=True)}
        case Officer.Kind.LEADER:
            return {"leadership"}
    return set()


def _street_parts(kind: str) -> tuple[str, ...]:
    return {
        Officer.Kind.OFFICER: ("officers",),
        Officer.Kind.COUNSEL: ("reviewers",),
        Officer.Kind.HEAD: ("reviewers", "heads"),
    }.get(kind, ())


def _wanted_grants() -> dict[str, set[tuple[str, int]]]:
    streets = list(Street.objects.all())
    wanted = {
        f"street.{street.pinyin}.{part}": {(codename, street.pk) for codename in codenames}
        for street in streets
        for part, codenames in ON_ONE_STREET.items()
    }
    for name, codenames in ON_ALL_STREETS.items():
        wanted[name] = {(codename, street.pk) for codename in codenames for street in streets}
    for group in MentoringGroup.objects.prefetch_related("streets"):
        wanted[f"liaison.{group.number}"] = {
            (codename, street.pk) for codename in FOR_A_LIAISON for street in group.streets.all()
        }
    return wanted


def _groups(names: Iterable[str]) -> dict[str, Group]:
    names = list(names)
    known = set(Group.objects.filter(name__in=names).values_list("name", flat=True))
    Group.objects.bulk_create(Group(name=name) for name in names if name not in known)
    return {group.name: group for group in Group.objects.filter(name__in=names)}


def _permissions() -> dict[str, int]:
    content_type = ContentType.objects.get_for_model(Street)
    return dict(Permission.objects.filter(content_type=content_type).values_list("codename", "pk"))
