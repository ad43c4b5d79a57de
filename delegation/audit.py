"""Who can do what where, and why: every guardian grant on a street, explained by the register or found stray."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from guardian.models import GroupObjectPermission, UserObjectPermission

from gongshu_enforcement.models import User

from . import grants
from .models import Absence, Officer, Street


@dataclass(frozen=True)
class Grant:
    """One person's permission on some streets, and the part in the register that gives it."""

    account: str
    name: str
    permission: str
    streets: list[str]
    why: str


@dataclass(frozen=True)
class Stray:
    """A grant, a membership or a global permission that nobody's role explains; or one that a role asks for and is missing."""

    kind: str
    holder: str
    permission: str
    street: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.holder, self.permission, self.street) if part)


def audit() -> tuple[list[Grant], list[Stray]]:
    """Every grant with its reason, and everything that has none; seven queries or so, whatever the size."""
    register = _register()
    return _explained(register), [*_rows_of_groups(), *_rows_of_users(), *_members(register), *_global()]


def _register() -> list[Officer]:
    people = Officer.objects.filter(user__isnull=False).select_related("user", "street", "organ")
    return list(people.prefetch_related("user__groups", "certificates", "groups").order_by("pk"))


def _streets() -> dict[int, str]:
    return dict(Street.objects.values_list("pk", "name"))


def _explained(register: list[Officer]) -> list[Grant]:
    names, wanted = _streets(), grants.wanted_grants()
    running = {one.group_name: one for one in Absence.objects.select_related("person", "deputy")}
    found = []
    for officer in register:
        for group in sorted(officer.user.groups.all(), key=lambda one: one.name):
            held: dict[str, list[int]] = {}
            for codename, street in wanted.get(group.name, ()):
                held.setdefault(codename, []).append(street)
            why = _why(officer, group.name, running)
            found += [
                Grant(officer.user.username, officer.name, codename, [names[pk] for pk in sorted(streets)], why)
                for codename, streets in sorted(held.items())
            ]
    return found


def _why(officer: Officer, group: str, running: dict[str, Absence]) -> str:
    if group in running:
        absence = running[group]
        return f"{absence} {absence.starts_on:%Y-%m-%d}..{absence.ends_on:%Y-%m-%d}"
    return f"{officer.get_kind_display()} · {officer.unit_name} ({group})"


def _rows_of_groups() -> list[Stray]:
    """Grants of groups on any object of delegation that are not in the tables, and those missing there."""
    names, wanted = _streets(), grants.wanted_grants()
    rows = GroupObjectPermission.objects.filter(content_type__app_label="delegation").values_list(
        "group__name", "permission__codename", "object_pk", "content_type__model"
    )
    present = {(group, codename, int(pk)) for group, codename, pk, model in rows if model == "street"}
    asked = {(group, codename, pk) for group, held in wanted.items() for codename, pk in held}
    stray = [Stray("stray-group-grant", *_named(row, names)) for row in sorted(present - asked)]
    stray += [Stray("missing-group-grant", *_named(row, names)) for row in sorted(asked - present)]
    return stray + [
        Stray("stray-group-grant", group, codename, f"{model}:{pk}")
        for group, codename, pk, model in rows
        if model != "street"
    ]


def _named(row: tuple[str, str, int], names: dict[int, str]) -> tuple[str, str, str]:
    group, codename, pk = row
    return group, codename, names.get(pk, f"street:{pk}")


def _rows_of_users() -> list[Stray]:
    """Grants given to a person directly: the register gives none."""
    names = {str(pk): name for pk, name in _streets().items()}
    rows = UserObjectPermission.objects.filter(content_type__app_label="delegation").values_list(
        "user__username", "permission__codename", "object_pk"
    )
    return [Stray("stray-user-grant", user, codename, names.get(pk, pk)) for user, codename, pk in rows]


def _members(register: list[Officer]) -> list[Stray]:
    """People in a group of ours that their part does not ask for, or out of one that it does."""
    running = grants.running()
    deputies: dict[int, set[str]] = {}
    for absence in running:
        deputies.setdefault(absence.deputy_id, set()).add(absence.group_name)
    found, known = [], set()
    for officer in register:
        known.add(officer.user_id)
        own = grants.group_names(officer) if officer.user.is_active else set()
        asked = own | (deputies.get(officer.pk, set()) if officer.active else set())
        held = {group.name for group in officer.user.groups.all() if group.name.startswith(grants.OURS)}
        found += [Stray("stray-membership", officer.user.username, name, "") for name in sorted(held - asked)]
        found += [Stray("missing-membership", officer.user.username, name, "") for name in sorted(asked - held)]
    strangers = Group.objects.filter(user__isnull=False).exclude(user__in=known).values_list("user__username", "name")
    return found + [
        Stray("stray-membership", user, name, "") for user, name in strangers.distinct() if name.startswith(grants.OURS)
    ]


def _global() -> list[Stray]:
    """Permissions on streets given without an object: none is ever global."""
    codenames = {codename for codename, _label in Street._meta.permissions}
    of_streets = Permission.objects.filter(content_type__app_label="delegation", codename__in=codenames)
    by_group = Group.objects.filter(permissions__in=of_streets).values_list("name", "permissions__codename")
    by_user = User.objects.filter(user_permissions__in=of_streets).values_list("username", "user_permissions__codename")
    found = [
        Stray("global-group-permission", name, codename, "") for name, codename in by_group if codename in codenames
    ]
    return found + [
        Stray("global-user-permission", name, codename, "") for name, codename in by_user if codename in codenames
    ]


def report() -> dict[str, Any]:
    """Both lists, as JSON takes them."""
    explained, stray = audit()
    return {"grants": [asdict(row) for row in explained], "stray": [asdict(row) for row in stray]}
