"""`manage.py plan_trainings`: make the events of the year ahead by the rhythm; safe to run at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from training.calendar import planning


class Command(BaseCommand):
    """Monthly, quarterly and yearly events on their working days."""

    help = "Make the training events of the year ahead by the rhythm. A year without a loaded calendar is left out."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were made, and which years could not be looked into."""
        found = planning.plan()
        self.stdout.write(f"{found.made} events")
        for year in found.gaps:
            self.stderr.write(
                f"The working days of {year} are not loaded: nothing was planned there. "
                "Load the State Council's notice, then run this again."
            )
