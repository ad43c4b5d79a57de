"""Places in lists, read from the address and written into it."""

from __future__ import annotations

from django.http import HttpRequest

from cases.selectors import Page

LARGEST_KEY = 2**63 - 1


def key_from(request: HttpRequest, name: str) -> int | None:
    """The key of a row in the address; anything that is no key counts as none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= LARGEST_KEY else None


def number_from(request: HttpRequest, name: str) -> int:
    """A position in the address, 0 where there is none."""
    found = key_from(request, name)
    return found if found is not None and found < 1_000_000 else 0


def page_links(request: HttpRequest, page: Page) -> dict[str, str]:
    """Addresses of the newer and the older page under the same filters."""
    return {
        "newer": _with_key(request, "before", page.newer) if page.newer else "",
        "older": _with_key(request, "after", page.older) if page.older else "",
    }


def _with_key(request: HttpRequest, name: str, key: int) -> str:
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(key)
    return f"?{query.urlencode()}"
