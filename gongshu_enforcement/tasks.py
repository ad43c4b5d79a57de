"""Celery tasks, thin callers of the outbox."""

from __future__ import annotations

from celery import shared_task

from . import outbox


@shared_task
def deliver_message(message_id: int) -> bool:
    """Deliver one message right after its commit."""
    return outbox.deliver(message_id)


@shared_task
def deliver_outbox() -> int:
    """Sweep what a lost worker left behind; beat calls it each minute."""
    return outbox.deliver_pending()


@shared_task
def checkpoint_ledger() -> str:
    """Sign the heads of all chains; beat calls it once a day."""
    from . import checkpoints

    return str(checkpoints.write())
