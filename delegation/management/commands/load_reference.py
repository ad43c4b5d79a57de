"""`manage.py load_reference`: the reference data of data/ into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from delegation.reference import BadReferenceData, load


class Command(BaseCommand):
    """Load organs, streets, catalogues, items, discretion tiers and legal settings; safe to repeat."""

    help = "Load the reference data. Rows already there are kept; --overwrite writes the files over them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folder and the choice to overwrite."""
        parser.add_argument(
            "--data", type=Path, default=Path(settings.BASE_DIR, "data"), help="folder of the CSV files"
        )
        parser.add_argument("--overwrite", action="store_true", help="write the files over rows that differ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in one transaction and report the counts; every row at fault is named."""
        try:
            report = load(options["data"], overwrite=options["overwrite"])
        except BadReferenceData as error:
            raise CommandError(f"Nothing was loaded. {len(error.problems)} rows are wrong:\n{error}") from error
        for line in report.lines():
            self.stdout.write(line)
