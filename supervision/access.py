"""Who may open the pages of this floor; what they read there is cut to their streets by cases.access."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Any

from cases import access
from delegation.models import Street
from gongshu_enforcement.models import User

DESKS = ("recheck_*", "final_*", "chief_*")


def may_see_league(user: User | None) -> bool:
    """The display is for all staff: whoever may read the cases of any street (月度晾晒)."""
    return access.holds_anywhere(user, "view")


def is_leader(user: Any, codenames: Collection[str]) -> bool:
    """Desks, directors and chiefs by their grants; the leadership, which only reads, by its group."""
    if any(fnmatchcase(name, pattern) for name in codenames for pattern in DESKS):
        return True
    if not codenames or any(not name.startswith("view_") for name in codenames):
        return False
    if not hasattr(user, "_is_leadership"):  # asked by the navigation and by the page
        user._is_leadership = user.groups.filter(name="leadership").exists()
    return user._is_leadership


def may_see_leader_page(user: User | None) -> bool:
    """Whether the person oversees the work of the streets."""
    return is_leader(user, access.grants(user))


def may_see_street(user: User | None, street: Street) -> bool:
    """Whether the person may read cases of that street, of either organ."""
    return street.pk in readable_streets(user)


def readable_streets(user: User | None) -> frozenset[int]:
    """Ids of the streets on which the person may read cases."""
    return frozenset().union(*(access.streets(user, f"view_{organ}") for organ in access.ORGANS))
