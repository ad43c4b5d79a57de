"""Signed checkpoints over the heads of all chains, kept outside the database: a tail cut off a chain is noticed.

A chain alone proves that nothing within it was changed; that its last events are still there, only somebody who saw its
head before can say. A checkpoint is one JSON file with the heads and the site's signature over them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max

from . import signing, timekeeper
from .models import LedgerEvent

PATTERN = "ledger-*.json"
AT_ONCE = 500  # chains asked for in one query


def write() -> Path:
    """Sign the present heads and keep them; the file written."""
    folder = Path(settings.CHECKPOINT_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    moment = timekeeper.now()
    body = _bytes({"at": moment.isoformat(), "heads": heads()})
    path = folder / f"ledger-{moment:%Y%m%dT%H%M%S%f}.json"
    path.write_text(json.dumps({"body": body.decode(), "key": signing.public_key(), "signature": signing.sign(body)}))
    return path


def heads() -> dict[str, list[Any]]:
    """The last event of each chain: its number and hash."""
    last = LedgerEvent.objects.values("chain").annotate(last=Max("seq")).values_list("chain", "last")
    wanted = dict(last)
    found: dict[str, list[Any]] = {}
    chains = sorted(wanted)
    for start in range(0, len(chains), AT_ONCE):
        rows = LedgerEvent.objects.filter(chain__in=chains[start : start + AT_ONCE])
        for chain, seq, digest in rows.values_list("chain", "seq", "hash").iterator():
            if seq == wanted[chain]:
                found[chain] = [seq, digest]
    return found


def files() -> list[Path]:
    """The checkpoints kept, oldest first."""
    return sorted(Path(settings.CHECKPOINT_DIR).glob(PATTERN))


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a checkpoint, or with the ledger compared with it."""
    try:
        kept = json.loads(path.read_text())
        body, key, signature = kept["body"].encode(), kept["key"], kept["signature"]
        seen = json.loads(body)["heads"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"{path.name} can't be read: {error}"
        return
    if key != signing.public_key() or not signing.verify(body, signature, key):
        yield f"{path.name} is not signed by this site"
        return
    chains = sorted(seen)
    for start in range(0, len(chains), AT_ONCE):
        part = chains[start : start + AT_ONCE]
        rows = LedgerEvent.objects.filter(chain__in=part).values_list("chain", "seq", "hash")
        there = {(chain, seq): digest for chain, seq, digest in rows.iterator()}
        for chain in part:
            seq, digest = seen[chain]
            if there.get((chain, seq)) != digest:
                yield f"{chain} event {seq} of {path.name} is not in the ledger any more"


def _bytes(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
