"""Work of training by the clock, thin."""

from __future__ import annotations

from celery import shared_task


@shared_task
def plan_trainings() -> int:
    """Plan the year ahead by the rhythm; beat calls it once a day, and running twice changes nothing."""
    from training.calendar import planning

    return planning.plan().made


@shared_task
def hand_in_due_papers() -> int:
    """Hand in the papers whose time is over; beat calls it each minute."""
    from training.exams import timing

    return timing.hand_in_due()
