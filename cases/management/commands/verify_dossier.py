"""`manage.py verify_dossier FILE`: whether a dossier, ZIP or PDF, is as it was sealed; needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases import dossier_package


class Command(BaseCommand):
    """Check signature, hashes and the chain of events of one file."""

    help = "Check a dossier (ZIP or PDF) offline; exits non-zero and says what is wrong."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; the key it must be signed with."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", help="public key (base64) the dossier must be signed with")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was looked at; CommandError with every problem."""
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        found = dossier_package.check(data)
        if options["key"] and found.key != options["key"]:
            found.problems.append("signed with another key than the one given")
        if found.problems:
            raise CommandError("\n".join(f"{options['file'].name}: {problem}" for problem in found.problems))
        self.stdout.write(
            f"{options['file'].name}: {found.files} files and {found.events} events are as they were sealed.\n"
            f"Signed with the key {dossier_package.known_key(found.key)}; compare it with the published one."
        )
