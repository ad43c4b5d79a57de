"""`manage.py import_statutes DIR`: official texts of law, Markdown or DOCX, one file a statute."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from delegation.statutes import BadTexts, import_folder


class Command(BaseCommand):
    """Load every text of a folder, or none; run again, it changes nothing."""

    help = "Load official texts (.md, .docx; one statute a file). Where loaded, every citation opens its article."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, help="folder with the files; it is never copied into the product")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in one transaction and report each file; every problem is named by file and line."""
        folder = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder}: no such folder")
        try:
            report = import_folder(folder)
        except BadTexts as error:
            raise CommandError(f"Nothing was loaded. {len(error.problems)} problems:\n{error}") from error
        for line in report.lines():
            self.stdout.write(line)
