"""The append-only ledger: one chain of events per subject, each holding the hash (SM3) of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from . import timekeeper
from .models import LedgerEvent, User


@dataclass(frozen=True)
class Breach:
    """The first event of a chain that does not verify, and why."""

    event: LedgerEvent
    reason: str


def sm3(data: bytes) -> str:
    """Hexadecimal SM3 digest (GB/T 32905)."""
    return hashlib.new("sm3", data).hexdigest()


def chain_of(subject: models.Model) -> str:
    """The name of the subject's chain, e.g. "case:12"."""
    return f"{subject._meta.model_name}:{subject.pk}"


def canonical(value: Any) -> Any:
    """A JSON-able copy of what a person typed, stable across databases and releases."""
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, models.Model):
        return f"{value._meta.model_name}:{value.pk}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "chunks"):  # an uploaded file: the evidence row holds its hashes
        return {"file": value.name, "size": value.size}
    if isinstance(value, Iterable):
        return [canonical(item) for item in value]
    return str(value)


def digest(value: Any) -> str:
    """SM3 of the canonical JSON of a value."""
    text = json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(text.encode())


def append(
    subject: models.Model,
    action: str,
    *,
    actor: User | None,
    inputs: dict[str, Any],
    happened_on: date | None = None,
    late_reason: str = "",
    from_state: str = "",
    to_state: str = "",
    actor_name: str = "",
) -> LedgerEvent:
    """Add the next event to the subject's chain. The caller holds the lock on the subject.

    `actor_name`: where somebody acts in another's name (代); else the person's own.
    """
    chain = chain_of(subject)
    seq, last_hash = LedgerEvent.objects.filter(chain=chain).order_by("-seq").values_list("seq", "hash").first() or (
        0,
        "",
    )
    event = LedgerEvent(
        chain=chain,
        seq=seq + 1,
        action=action,
        actor=actor,
        actor_name=(actor_name or actor.display_name)[:80] if actor else "system",
        recorded_at=timekeeper.now(),
        happened_on=happened_on or timekeeper.today(),
        late_reason=late_reason,
        from_state=from_state,
        to_state=to_state,
        inputs=canonical(inputs),
        origin=timekeeper.origin(),
        previous_hash=last_hash,
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    return event


def event_hash(event: LedgerEvent) -> str:
    """The hash that binds an event to its content and to the event before it."""
    return digest(
        {
            "chain": event.chain,
            "seq": event.seq,
            "action": event.action,
            "actor": event.actor_id,
            "actor_name": event.actor_name,
            "recorded_at": event.recorded_at,
            "happened_on": event.happened_on,
            "late_reason": event.late_reason,
            "from": event.from_state,
            "to": event.to_state,
            "inputs": event.inputs,
            "origin": event.origin,
            "previous": event.previous_hash,
        }
    )


def verify(events: Iterable[LedgerEvent]) -> Iterator[Breach]:
    """Walk events ordered by chain and seq; yield the first breach of each broken chain."""
    chain, seq, previous, broken = "", 0, "", False
    for event in events:
        if event.chain != chain:
            chain, seq, previous, broken = event.chain, 0, "", False
        if broken:
            continue
        seq += 1
        if event.seq != seq:
            reason = f"expected event {seq}, found {event.seq}"
        elif event.previous_hash != previous:
            reason = "does not follow the event before it"
        elif event_hash(event) != event.hash:
            reason = "content does not match its hash"
        else:
            previous = event.hash
            continue
        broken = True
        yield Breach(event, reason)
