"""`manage.py checkpoint_ledger`: sign the heads of all chains and keep them outside the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gongshu_enforcement import checkpoints


class Command(BaseCommand):
    """Write one checkpoint; `verify_ledger` compares the ledger with the newest."""

    help = "Sign the last event of every chain into a file of CHECKPOINT_DIR."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say where."""
        self.stdout.write(str(checkpoints.write()))
