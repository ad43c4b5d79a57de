"""The left navigation as a registry: the floors above announce their pages, the frame shows those a person may open.

The bottom floor can't import cases or delegation, so each app registers its entries in `AppConfig.ready`:

    navigation.register("cases", url_name="case_list", allowed=["view_*", "handle_*"], badge=open_cases)

An entry shows only where its URL name exists and the person may open it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

Codenames = frozenset[str]
Allowed = Callable[[Any, Codenames], bool]
Count = Callable[[Any], int]


@dataclass(frozen=True)
class Section:
    """One of the fixed places in the navigation, with the icon that stands for it."""

    key: str
    label: Any
    icon: str


SECTIONS: tuple[Section, ...] = (
    Section("desk", _("Desk"), "home"),
    Section("leads", _("Leads & inspections"), "clipboard-check"),
    Section("cases", _("Cases"), "folder"),
    Section("reviews", _("Reviews"), "rubber-stamp"),
    Section("delegation", _("Delegation"), "certificate"),
    Section("training", _("Training"), "school"),
    Section("league", _("Display"), "table"),
    Section("supervision", _("Supervision"), "eye"),
    Section("guide", _("Manual"), "book"),
    Section("system", _("System"), "settings"),
)


@dataclass(frozen=True)
class Entry:
    """A page in the navigation. `badge` counts the open work to show beside it (one cheap query)."""

    section: str
    url_name: str
    label: Any
    icon: str
    allowed: Allowed
    badge: Count | None
    prefixes: tuple[str, ...]

    def url(self) -> str | None:
        """The address, or None while no such page exists."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return None


@dataclass(frozen=True)
class Link:
    """An entry as drawn for one person on one page."""

    label: Any
    icon: str
    url: str
    count: int
    active: bool
    children: tuple[Link, ...] = ()


_entries: dict[str, Entry] = {}


def register(
    section: str,
    *,
    url_name: str,
    label: Any = None,
    icon: str = "",
    allowed: Collection[str] | Allowed | None = None,
    badge: Count | None = None,
    prefixes: Collection[str] = (),
) -> None:
    """Announce a page. The first entry of a section carries the section's name; later ones stand below it.

    `allowed`: permission codenames on streets (any one is enough, `*` matches the rest of a name), or a function
    (user, codenames) → bool; None means everybody signed in. `prefixes`: further paths that light the entry up.
    Raises ValueError for a section that doesn't exist. Registering a URL name again replaces the entry.
    """
    place = next((known for known in SECTIONS if known.key == section), None)
    if place is None:
        raise ValueError(f"no section {section!r} in the navigation")
    _entries[url_name] = Entry(
        section, url_name, label or place.label, icon or place.icon, _predicate(allowed), badge, tuple(prefixes)
    )


def _predicate(allowed: Collection[str] | Allowed | None) -> Allowed:
    if allowed is None:
        return lambda user, codenames: True
    if callable(allowed):
        return allowed
    patterns = tuple(allowed)
    return lambda user, codenames: any(fnmatchcase(name, pattern) for name in codenames for pattern in patterns)


def links(user: Any, path: str) -> tuple[Link, ...]:
    """The sections this person may open, in their fixed order, with the current one marked."""
    codenames = grants_of(user)
    open_to_user = [
        (entry, url) for entry in _entries.values() if (url := entry.url()) and entry.allowed(user, codenames)
    ]
    current = _current(open_to_user, path)
    drawn = (_section_link(section, open_to_user, current, user) for section in SECTIONS)
    return tuple(link for link in drawn if link)


def _section_link(section: Section, open_to_user: Iterable[tuple[Entry, str]], current: str, user: Any) -> Link | None:
    own = [
        Link(entry.label, entry.icon, url, entry.badge(user) if entry.badge else 0, entry.url_name == current)
        for entry, url in open_to_user
        if entry.section == section.key
    ]
    if not own:
        return None
    head, *rest = own
    return Link(section.label, section.icon, head.url, head.count, head.active, tuple(rest))


def _current(open_to_user: Iterable[tuple[Entry, str]], path: str) -> str:
    """The URL name of the entry with the longest address that the path begins with; `/` only fits itself."""
    best, length = "", 0
    for entry, url in open_to_user:
        for prefix in (url, *entry.prefixes):
            fits = path == prefix if prefix == "/" else path.startswith(prefix)
            if fits and len(prefix) > length:
                best, length = entry.url_name, len(prefix)
    return best


def _grants_from_guardian(user: Any) -> Codenames:
    """Every codename the person holds on any object, through groups or directly: one query."""
    held = Q(groupobjectpermission__group__user=user) | Q(userobjectpermission__user=user)
    return frozenset(Permission.objects.filter(held).values_list("codename", flat=True).distinct())


def _unit_from_officer(user: Any) -> str:
    """The street or desk from the officer register, which lives a floor above and hangs on the user."""
    try:
        return str(user.officer.unit_name)
    except (AttributeError, ObjectDoesNotExist):
        return ""


_sources: dict[str, Callable[[Any], Any]] = {
    "grants": _grants_from_guardian,
    "unit": _unit_from_officer,
    "notices": lambda user: 0,
}


def use_sources(
    *,
    grants: Callable[[Any], Codenames] | None = None,
    unit: Callable[[Any], str] | None = None,
    notices: Count | None = None,
) -> None:
    """Let a floor above answer better: codenames held, name of the unit, number of unread notices."""
    given = {"grants": grants, "unit": unit, "notices": notices}
    _sources.update({name: source for name, source in given.items() if source})


def grants_of(user: Any) -> Codenames:
    """The codenames a person holds somewhere; looked up once per request, kept on the user object."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_navigation_grants"):
        user._navigation_grants = _sources["grants"](user)
    return user._navigation_grants


def unit_of(user: Any) -> str:
    """The person's street or desk, for the top bar."""
    return _sources["unit"](user)


def notices_of(user: Any) -> int:
    """How many notices (消息) the person hasn't read."""
    return _sources["notices"](user)


register("system", url_name="admin:index", allowed=lambda user, codenames: user.is_staff)
