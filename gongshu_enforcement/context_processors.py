"""What every page's frame needs to know. Nothing is looked up before a template asks for it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from . import filling, navigation
from .administration import gap, permits

# On a phone the bottom bar has room for this many entries beside the menu.
PHONE_TABS = 4


class Frame:
    """Navigation, person and notices for one request; fragments that don't draw the frame cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def user(self):
        """The person signed in, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def links(self) -> tuple[navigation.Link, ...]:
        """The left navigation; empty for a stranger."""
        return navigation.links(self.user, self._request.path) if self.user else ()

    @property
    def phone_tabs(self) -> tuple[navigation.Link, ...]:
        """The first entries, for the bar at the bottom of a phone."""
        return self.links[:PHONE_TABS]

    @cached_property
    def name(self) -> str:
        """The person's name as others read it."""
        return getattr(self.user, "display_name", "") or self.user.get_username() if self.user else ""

    @cached_property
    def unit(self) -> str:
        """The person's street or desk."""
        return navigation.unit_of(self.user) if self.user else ""

    @cached_property
    def notices(self) -> int:
        """Unread notices."""
        return navigation.notices_of(self.user) if self.user else 0

    @cached_property
    def calendar_gap(self) -> int | None:
        """A year whose working days are missing and matter already; for the administrator and the desks."""
        return gap.for_person(self.user)

    @cached_property
    def filled_until(self) -> date | None:
        """The day up to which the demonstration is there, while it is being filled; never on a live system."""
        return filling.reached() if settings.DEMO else None

    @property
    def keeps_law(self) -> bool:
        """Whether the pages of settings and calendar are open to the person."""
        return permits.keeps_law(self.user)

    @cached_property
    def urls(self) -> dict[str, str]:
        """Addresses of the frame's own links; one that doesn't exist is left out of the page."""
        names = {
            "desk": "desk",
            "search": "case_list",
            "notices": "notices",
            "language": "set_language_choice",
            "logout": "account_logout",
            "login": "account_login",
            "password": "account_change_password",
            "mfa": "mfa_index",
            "help": "manual",
            "calendar": "calendar",
        }
        return {key: url for key, name in names.items() if (url := _address(name))}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Template variable `frame`."""
    return {"frame": Frame(request)}
