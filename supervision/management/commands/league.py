"""`manage.py league`: the display of the streets for a month or a year."""

from __future__ import annotations

import json
import unicodedata
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from delegation.models import Organ
from supervision import league as statistics


class Command(BaseCommand):
    """Counts and days per street, in the order of the streets' codes; never ranked, no fine amounts."""

    help = "Show filed, decided, closed, in hand, returned and median days per street, for a month or a year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Month or year, format, organ."""
        parser.add_argument("month", nargs="?", help="a month, e.g. 2026-10 (a year such as 2026 is understood too)")
        parser.add_argument("--year", help="a whole year, e.g. 2026")
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument("--organ", choices=Organ.Code.values, default="", help="only the cases of one organ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures; a bad or missing period is an error."""
        figures = statistics.league(self._period(options["month"], options["year"]), organ=options["organ"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(figures.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_table(figures)))

    def _period(self, month: str | None, year: str | None) -> statistics.Period:
        if bool(month) == bool(year):
            raise CommandError("Give either a month, e.g. `league 2026-10`, or a year, e.g. `league --year 2026`.")
        text = month or year or ""
        try:
            period = statistics.Period.parse(text)
        except statistics.BadPeriod as error:
            raise CommandError(str(error)) from error
        if year and period.month:
            raise CommandError(f"--year takes a year, e.g. 2026, not {year!r}.")
        return period


def _table(figures: statistics.League) -> list[str]:
    head = [_("Street"), *(str(statistics.LABELS[name]) for name in statistics.COLUMNS)]
    rows = [
        *((row.street.name, row.figures) for row in figures.rows),
        (_("All streets"), figures.streets),
        (_("The organs' own"), figures.own),
        (_("Total"), figures.total),
    ]
    lines = [head, *([name, *(_text(value) for value in one.as_dict().values())] for name, one in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    drawn = [
        "  ".join(_padded(text, width, n > 0) for n, (text, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    ]
    share = "—" if figures.street_share is None else f"{figures.street_share} %"
    return [
        f"{figures.period} · {_('as of %(day)s') % {'day': figures.as_of.isoformat()}}",
        *drawn,
        f"{_('Filed by streets')}: {figures.streets.filed} / {figures.total.filed} = {share}",
    ]


def _text(value: float | None) -> str:
    return "—" if value is None else str(value)


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap
