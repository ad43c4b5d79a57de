"""`manage.py verify_ledger`: walk the chains of the ledger and name the first broken event."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from gongshu_enforcement import checkpoints, ledger
from gongshu_enforcement.models import LedgerEvent


class Command(BaseCommand):
    """Verify every chain, or one case's."""

    help = "Verify the hash chains of the ledger; exits non-zero naming the first broken event."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The case whose chain alone is verified."""
        parser.add_argument("--case", metavar="REF", help="reference of one case")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream the events in order and stop at the first breach."""
        events = LedgerEvent.objects.order_by("chain", "seq")
        if options["case"]:
            case = Case.objects.filter(reference=options["case"]).first()
            if case is None:
                raise CommandError(f"{options['case']}: there is no such case")
            events = events.filter(chain=ledger.chain_of(case))
        counts = {"events": 0, "chains": 0}
        for breach in ledger.verify(_counted(events.iterator(chunk_size=2000), counts)):
            raise CommandError(
                f"{breach.event.chain} event {breach.event.seq} ({breach.event.action}): {breach.reason}"
            )
        if not options["case"]:
            self._compare_with_checkpoint()
        if options["case"] and not counts["events"]:
            raise CommandError(f"{options['case']}: its chain is empty")
        self.stdout.write(f"{counts['events']} events in {counts['chains']} chains verify.")

    def _compare_with_checkpoint(self) -> None:
        """The newest checkpoint: no chain may have lost its tail since."""
        for path in checkpoints.files()[-1:]:
            for problem in checkpoints.problems(path):
                raise CommandError(problem)
            self.stdout.write(f"Every chain still holds what {path.name} saw.")


def _counted(events: Iterable[LedgerEvent], counts: dict[str, int]) -> Iterator[LedgerEvent]:
    chain = ""
    for event in events:
        counts["events"] += 1
        counts["chains"] += event.chain != chain
        chain = event.chain
        yield event
