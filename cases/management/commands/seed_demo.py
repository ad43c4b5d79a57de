"""`manage.py seed_demo`: the demonstration (演示), made through the one door."""

from __future__ import annotations

import gc
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.demo import further, papers, seed, setting
from cases.models import Case
from delegation.models import Officer
from gongshu_enforcement import filling, timekeeper

# SQLite looks for a free lock ten times a second at worst: whoever waits gets it in a rest this long.
REST = 0.12  # seconds


class Command(BaseCommand):
    """Reference data, people and the cases of the demo year; does nothing where they are there."""

    help = "Make the demo people and the 191 cases of the demo year. Refuses with DEBUG off unless --force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Force, or just the accounts, or just the papers."""
        parser.add_argument("--force", action="store_true", help="also with DEBUG off")
        parser.add_argument("--papers", action="store_true", help="only render the papers of a few closed demo cases")
        parser.add_argument(
            "--in-pieces",
            type=int,
            metavar="SECONDS",
            help="commit as it goes, so that the site may be served meanwhile; after this long, with rests in between",
        )
        parser.add_argument("--accounts", action="store_true", help="print the demo accounts and their password only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed once, then print how to sign in."""
        if options["accounts"]:
            self._accounts(everybody=True)
            return
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "Demo data don't belong on a live system (DEBUG is off). --force makes them all the same."
            )
        if options["papers"]:
            papers.render()
            return
        today = timekeeper.today()
        year = setting.demo_year(today)
        setting.ensure_reference()
        setting.ensure_people(year)
        if filling.unfinished():
            raise CommandError("The demo data were broken off half-way; begin again with an empty database.")
        if seed.is_seeded(year):
            self.stdout.write(f"The demo data of {year} are there.")
        else:
            started = time.perf_counter()
            with _without_query_log():
                acts = self._seed(setting.last_day(today), options["in_pieces"])
            took = time.perf_counter() - started
            self.stdout.write(f"{Case.objects.count()} cases of {year} made in {acts} acts, {took:.0f} s.")
        with _without_query_log():
            further.make_all(setting.last_day(today))
        self._accounts(everybody=False)

    def _seed(self, last: date, pieces_for: int | None) -> int:
        if pieces_for is None:
            return seed.seed(last)
        alone_until = time.perf_counter() + pieces_for

        def rest() -> None:
            if time.perf_counter() > alone_until:
                time.sleep(REST)

        return seed.seed_in_pieces(last, rest)

    def _accounts(self, *, everybody: bool) -> None:
        shown = (
            "officer.shiqiao",
            "officer2.shiqiao",
            "head.shiqiao",
            "counsel.shiqiao",
            "enforcement",
            "legal",
            "director",
        )
        people = Officer.objects.filter(demo=True, user__isnull=False).select_related("user", "street", "organ")
        for person in people.order_by("pk"):
            account = person.user.username
            if everybody or account in shown:
                self.stdout.write(f"{account:<24} {person.name}　{person.unit_name}{person.position}")
        self.stdout.write(f"Password of every demo account: {setting.PASSWORD}")


@contextmanager
def _without_query_log() -> Iterator[None]:
    """With DEBUG on, Django keeps the text of every query: half the time here, and of no use."""
    debug, settings.DEBUG = settings.DEBUG, False
    gc.freeze()  # what is loaded by now stays: the collector need not walk it again and again
    try:
        yield
    finally:
        settings.DEBUG = debug
        gc.unfreeze()
