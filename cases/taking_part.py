"""Who took part in a case: whoever handles or handled it, and every officer named on a record of its investigation.

An interview or an inspection may be taken by any certified officer of the unit, so the handlers alone are not all who
investigated (调查人员, 处罚法 64(4)): none of these people reviews the case, sits over its hearing or has a say in it.
Whoever serves a paper investigates nothing.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from cases.models import Case

# From a case to the officers of each record that names some.
PARTS = (
    "handlers__officer",
    "inspections__officers",
    "rectifications__officers",
    "rectifications__rechecks__officers",
    "interviews__interviewer",
    "interviews__recorder",
    "inquests__officers",
    "samplings__officers",
    "on_site_measures__officers",
    "on_site__officers",
    "notices__hearing__investigators",
)


def took_part(case: Case) -> dict[int, int | None]:
    """The officers who took part, each with the user it signs in as; read once per reading of the case."""
    kept = case.__dict__.get("_took_part")
    if kept is None:
        rows = [
            Case.objects.filter(pk=case.pk, **{f"{part}__isnull": False}).order_by().values_list(part, f"{part}__user")
            for part in PARTS
        ]
        kept = case.__dict__["_took_part"] = dict(rows[0].union(*rows[1:]))
    return kept


def users_of(case: Case) -> set[int]:
    """The users who took part."""
    return {user for user in took_part(case).values() if user is not None}


def in_case(prefix: str, who: str, value: Any) -> Q:
    """For lists: rows whose case (`prefix`: how they name it) somebody took part in, by a lookup on the officer."""
    found = Q()
    for part in PARTS:
        found |= Q(**{f"{prefix}__in": Case.objects.filter(**{f"{part}{who}": value}).order_by().values("pk")})
    return found
