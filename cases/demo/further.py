"""What the floors above add to the demonstration once its cases are there; they announce it when the apps are ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

Make = Callable[[date], int]

_makers: list[Make] = []
_afterwards: list[Make] = []


def register(make: Make, *, afterwards: bool = False) -> None:
    """Announce a maker: it takes the demonstration's last day and returns the number of its acts; safe to repeat.

    `afterwards`: it builds on what the other makers made.
    """
    makers = _afterwards if afterwards else _makers
    if make not in makers:
        makers.append(make)


def make_all(last: date) -> int:
    """Let every floor above add its part; returns the number of acts."""
    return sum(make(last) for make in (*_makers, *_afterwards))
