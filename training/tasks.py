"""Work by the clock, thin."""

from __future__ import annotations

from celery import shared_task


@shared_task
def plan_trainings() -> int:
    """Plan the year ahead by the rhythm; beat calls it once a day, and running twice changes nothing."""
    from training.calendar import planning

    return planning.plan().made
