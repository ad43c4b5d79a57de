"""Work after commit: a row in the same transaction, delivered right after it, swept again if a worker is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction

from . import timekeeper
from .models import OutboxMessage

log = logging.getLogger(__name__)

Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}
MOST_ATTEMPTS = 10


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what to do with messages of a kind. Handlers may run twice, so they are idempotent."""

    def register(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return register


def queue(kind: str, **payload: Any) -> OutboxMessage:
    """Write the message in the caller's transaction and deliver it after commit."""
    message = OutboxMessage.objects.create(kind=kind, payload=payload)
    transaction.on_commit(lambda: _dispatch(message.pk))
    return message


def waits(kind: str, **payload: Any) -> bool:
    """Whether such a message still waits for its delivery and nothing has failed yet."""
    named = {f"payload__{name}": value for name, value in payload.items()}
    return OutboxMessage.objects.filter(kind=kind, delivered_at=None, last_error="", **named).exists()


def _dispatch(message_id: int) -> None:
    if settings.CELERY_BROKER_URL:
        from .tasks import deliver_message

        deliver_message.delay(message_id)
    else:
        deliver(message_id)


def deliver(message_id: int) -> bool:
    """Deliver one message; a failure is kept on the row and tried again by the sweep."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True, no_key=False)
            .filter(pk=message_id, delivered_at=None)
            .first()
        )
        if message is None:
            return False
        message.attempts += 1
        message.save(update_fields=["attempts"])
    try:
        HANDLERS[message.kind](**message.payload)
    except Exception as error:
        log.exception("outbox message %s (%s) failed", message.pk, message.kind)
        OutboxMessage.objects.filter(pk=message.pk).update(last_error=f"{type(error).__name__}: {error}"[:2000])
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(delivered_at=timekeeper.now(), last_error="")
    return True


def deliver_pending(limit: int = 500) -> int:
    """Sweep undelivered messages, oldest first; returns how many were delivered."""
    waiting = OutboxMessage.objects.filter(delivered_at=None, attempts__lt=MOST_ATTEMPTS).order_by("pk")
    return sum(deliver(pk) for pk in list(waiting.values_list("pk", flat=True)[:limit]))
