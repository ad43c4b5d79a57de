"""`manage.py note_passed_limits`: note the legal limits that have passed; safe to run at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cases import passing


class Command(BaseCommand):
    """Look at every late case and note what has passed."""

    help = "Note the legal limits that have passed on their cases, and count again what a new calendar year allows."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{passing.note_all()} cases")
