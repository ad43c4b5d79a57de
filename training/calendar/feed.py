"""A person's events as iCalendar (RFC 5545), for their phone or calendar program.

Written by hand, since a feed of single events needs no more than folding, escaping and UTC times. It says kind, topics,
place and time of what the person is invited to, and nothing that somebody typed about a case: no title, no minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from delegation.models import Officer
from gongshu_enforcement import timekeeper
from training.models import TrainingEvent

from . import invited

TYPE = "text/calendar; charset=utf-8"
BACK = timedelta(days=92)
LONGEST = 75  # octets of a line, without its end
STATUS = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def events(person: Officer) -> QuerySet[TrainingEvent]:
    """What the person is invited to: the last three months and everything to come."""
    since = timekeeper.now() - BACK
    return TrainingEvent.objects.filter(invited.events_of(person), ends_at__gte=since).order_by("starts_at", "pk")


def calendar(found: Iterable[TrainingEvent], host: str, address: str) -> bytes:
    """The whole feed. `host` makes the events' ids worldwide unique, `address` is the site's."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongshu Enforcement//Training calendar//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(_('Training calendar'))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in found:
        lines += _event(event, host, address)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: TrainingEvent, host: str, address: str) -> Iterator[str]:
    topics = "、".join(event.topic_labels)
    summary = f"{event.get_kind_display()}：{topics}" if topics else str(event.get_kind_display())
    yield "BEGIN:VEVENT"
    yield f"UID:training-{event.pk}@{host}"
    yield f"DTSTAMP:{moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{moment(event.starts_at)}"
    yield f"DTEND:{moment(event.ends_at)}"
    yield f"SUMMARY:{escaped(summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"STATUS:{STATUS[event.state]}"
    yield f"URL:{address}{event.get_absolute_url()}"
    yield "END:VEVENT"


def moment(at: datetime) -> str:
    """A moment in UTC, so that no time zone need be described."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545 3.3.11); control characters have no place in it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line with its end, in pieces of at most 75 octets; no character is cut (RFC 5545 3.1)."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    pieces.append(piece)
    return b"\r\n".join(pieces) + b"\r\n"
