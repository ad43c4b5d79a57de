"""`manage.py seed_demo`: the demonstration (演示), made through the one door."""

from __future__ import annotations

import gc
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.demo import papers, seed, setting
from cases.models import Case
from delegation.models import Officer
from gongshu_enforcement import timekeeper


class Command(BaseCommand):
    """Reference data, people and the cases of the demo year; does nothing where they are there."""

    help = "Make the demo people and the 191 cases of the demo year. Refuses with DEBUG off unless --force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Force, or just the accounts, or just the papers."""
        parser.add_argument("--force", action="store_true", help="also with DEBUG off")
        parser.add_argument("--papers", action="store_true", help="only render the papers of a few closed demo cases")
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
        if seed.is_seeded(year):
            self.stdout.write(f"The demo data of {year} are there.")
        else:
            started = time.perf_counter()
            with _without_query_log():
                acts = seed.seed(setting.last_day(today), self._tell if options["verbosity"] > 1 else lambda line: None)
            took = time.perf_counter() - started
            self.stdout.write(f"{Case.objects.count()} cases of {year} made in {acts} acts, {took:.0f} s.")
        self._accounts(everybody=False)

    def _tell(self, line: str) -> None:
        self.stdout.write(line)

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
