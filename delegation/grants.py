"""Guardian grants on the 18 streets, given to groups; people get and lose them by joining and leaving groups.

Permissions are per desk and organ: a fire desk's grant opens no safety case. No grant is global and none is per case,
so the number of rows does not grow with cases. One group stands for one part, e.g. `street.shiqiao.officers`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from guardian.models import GroupObjectPermission

from gongshu_enforcement import timekeeper

from .models import Absence, Certificate, MentoringGroup, Officer, Organ, Street

EMERGENCY, FIRE = Organ.Code.EMERGENCY.value, Organ.Code.FIRE.value
BOTH = (EMERGENCY, FIRE)
OURS = ("street.", "desk.", "director.", "chief.", "own.", "reads.", "liaison.", "leadership", "deputy.")


def _each(*verbs: str, organs: Iterable[str] = BOTH) -> frozenset[str]:
    return frozenset(f"{verb}_{organ}" for verb in verbs for organ in organs)


# What each part may do on the streets it is for. The street's own three groups:
ON_ONE_STREET: dict[str, frozenset[str]] = {
    "officers": _each("view", "handle"),
    "readers": _each("view"),  # officers without a certificate: they still read, and act no more
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
    **{f"reads.{organ}": _each("view", organs=(organ,)) for organ in BOTH},
    "leadership": _each("view"),
}
# What a deputy takes over: reading and reviewing, never the handling of cases.
NEVER_DEPUTIZED = ("handle_", "assist_", "own_")
# A liaison handles a case of these streets where its register of handlers names them (参与办, 1+1).
FOR_A_LIAISON = _each("view", "assist")


@transaction.atomic
def ensure_groups() -> int:
    """Make groups and grants exactly as the tables above say; returns how many grants were added or removed."""
    wanted = wanted_grants()
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
    wanted = group_names(officer) | {absence.group_name for absence in _deputizing(officer)}
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


@transaction.atomic
def sync_deputies() -> int:
    """Make the groups of the absences running today, with the absent person's grants, and remove those that are over.

    Returns how many groups came or went. Called where an absence is recorded or called off, and once a day.
    """
    now = list(running().select_related("person__street", "person__organ", "deputy__user"))
    over = Group.objects.filter(name__startswith="deputy.").exclude(name__in=[one.group_name for one in now])
    ended = list(over.values_list("pk", flat=True))
    GroupObjectPermission.objects.filter(group__in=ended).delete()
    Group.objects.filter(pk__in=ended).delete()
    known = set(Group.objects.filter(name__startswith="deputy.").values_list("name", flat=True))
    begun = [one for one in now if one.group_name not in known]
    if begun:
        ensure_groups()
    for absence in now:
        sync_grants(absence.deputy)
    return len(ended) + len(begun)


@transaction.atomic
def keep_up() -> int:
    """What changes by the date alone: certificates that began or ended, absences, steps. Returns what was changed.

    Runs once a day and whenever somebody asks; running twice changes nothing.
    """
    changed = sync_deputies()
    people = Officer.objects.filter(user__isnull=False).select_related("user", "street", "organ")
    for officer in people.prefetch_related("user__groups", "certificates", "groups"):
        held = {group.name for group in officer.user.groups.all() if group.name.startswith(OURS)}
        deputies = {name for name in held if name.startswith("deputy.")}
        if held - deputies != group_names(officer):
            sync_grants(officer)
            changed += 1
    for street in Street.objects.prefetch_related("steps"):
        step = street.step_on(timekeeper.today())
        if step != street.autonomy_step:
            street.autonomy_step = step
            street.save(update_fields=["autonomy_step"])
            changed += 1
    return changed


def running() -> QuerySet[Absence]:
    """The absences that cover today, of people who are still there."""
    return Absence.objects.running_on(timekeeper.today()).filter(person__active=True, deputy__active=True)


def _deputizing(officer: Officer) -> Iterable[Absence]:
    """The absences that the person stands in for today; nobody does once they left."""
    return running().filter(deputy=officer) if officer.active and officer.pk else ()


def may_handle(officer: Officer) -> bool:
    """Whether an officer's enforcement certificate holds today: without it the grants to act go, reading stays."""
    kind, today = Certificate.Kind.ENFORCEMENT, timekeeper.today()
    return any(row.kind == kind and row.is_valid_on(today) for row in officer.certificates.all())


def group_names(officer: Officer) -> set[str]:
    """The groups a person belongs in by their own part; none once inactive, and none for those who handle nothing."""
    if not officer.active:
        return set()
    kind, organ = officer.kind, officer.organ.code if officer.organ else ""
    if officer.street:
        return {f"street.{officer.street.pinyin}.{part}" for part in _street_parts(officer)}
    match kind:
        case Officer.Kind.OFFICER:
            return {f"own.{organ}" if may_handle(officer) else f"reads.{organ}"}
        case Officer.Kind.DESK:
            return {f"desk.{organ}.{officer.desk}"}
        case Officer.Kind.DIRECTOR | Officer.Kind.CHIEF:
            return {f"{kind}.{organ}"}
        case Officer.Kind.LIAISON:
            return {f"liaison.{group.number}" for group in officer.groups.all()}
        case Officer.Kind.LEADER:
            return {"leadership"}
    return set()


def _street_parts(officer: Officer) -> tuple[str, ...]:
    if officer.kind == Officer.Kind.OFFICER:
        return ("officers",) if may_handle(officer) else ("readers",)
    return {Officer.Kind.COUNSEL: ("reviewers",), Officer.Kind.HEAD: ("reviewers", "heads")}.get(officer.kind, ())


def wanted_grants() -> dict[str, set[tuple[str, int]]]:
    """What every group of ours should hold: (codename, street) by group name; deputies' groups for today."""
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
    for absence in running().select_related("person__street", "person__organ"):
        parts = [wanted.get(name, set()) for name in group_names(absence.person)]
        wanted[absence.group_name] = {
            (codename, street) for codename, street in set().union(*parts) if not codename.startswith(NEVER_DEPUTIZED)
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
