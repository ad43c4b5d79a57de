"""Quarters of a year, written 2026Q3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2999


class BadQuarter(ValueError):
    """The text names no quarter."""

    message = _("Not a quarter: write it as 2026Q3.")

    def __init__(self, text: str) -> None:
        super().__init__(f"not a quarter: {text!r}; write it as 2026Q3")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; both ends included."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """“2026Q3”. Raises BadQuarter."""
        found = re.fullmatch(r"(\d{4})[Qq]([1-4])", text.strip(), re.ASCII)
        if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise BadQuarter(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def label(self) -> str:
        """“2026 third quarter” in the reader's language."""
        names = {1: _("first quarter"), 2: _("second quarter"), 3: _("third quarter"), 4: _("fourth quarter")}
        return _("%(quarter)s of %(year)s") % {"year": self.year, "quarter": names[self.number]}
