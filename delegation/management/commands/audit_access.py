"""`manage.py audit_access`: who can do what where and why; fails where a grant has no reason."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from delegation import audit


class Command(BaseCommand):
    """Prints the grants on the streets with the role behind each; exit status 1 where one is stray or missing."""

    help = "Print who may do what on which street and why, and find grants nobody's role explains (exit 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """JSON, or one account."""
        parser.add_argument("--json", action="store_true", help="print as JSON")
        parser.add_argument("--account", default="", help="only this account's grants")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, then fail if anything is left unexplained."""
        found = audit.report()
        if options["account"]:
            found["grants"] = [row for row in found["grants"] if row["account"] == options["account"]]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self._print(found)
        if found["stray"]:
            raise CommandError(f"{len(found['stray'])} grants that nobody's role explains, or that are missing.")

    def _print(self, found: dict[str, Any]) -> None:
        everywhere = audit.Street.objects.count()
        for row in found["grants"]:
            streets = "*" if len(row["streets"]) == everywhere else "、".join(row["streets"])
            self.stdout.write(f"{row['account']}\t{row['name']}\t{row['permission']}\t{streets}\t{row['why']}")
        for row in found["stray"]:
            self.stdout.write(f"!! {row['kind']}\t{row['holder']}\t{row['permission']}\t{row['street']}")
