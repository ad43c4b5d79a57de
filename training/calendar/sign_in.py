"""Signing in by QR code (扫码签到): a signed token that is good for some minutes, and the window of the event."""

from __future__ import annotations

from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.core import signing
from django.utils.safestring import SafeString, mark_safe

from gongshu_enforcement import timekeeper
from training.models import TrainingEvent

SALT = "training.sign-in"


def token_for(event: TrainingEvent) -> str:
    """A token for this minute; the page with the code asks for a new one again and again."""
    return signing.Signer(salt=SALT, sep="~").sign(f"{event.pk}.{int(timekeeper.now().timestamp())}")


def read(token: str) -> tuple[int, bool] | None:
    """The event's key, and whether the token is still good; None for what we did not sign."""
    try:
        event, moment = signing.Signer(salt=SALT, sep="~").unsign(token).split(".")
    except signing.BadSignature:
        return None
    age = timekeeper.now().timestamp() - int(moment)
    return int(event), 0 <= age <= settings.TRAINING_CODE_MINUTES * 60


def opens_at(event: TrainingEvent) -> datetime:
    """From when on people sign in."""
    return event.starts_at - timedelta(minutes=settings.TRAINING_SIGN_IN_BEFORE_MINUTES)


def is_open(event: TrainingEvent, now: datetime | None = None) -> bool:
    """Whether people may sign in now: shortly before it begins until it ends, while it is planned."""
    return event.is_planned and opens_at(event) <= (now or timekeeper.now()) <= event.ends_at


def code(url: str) -> SafeString:
    """The address as a QR code, an SVG that fills its box."""
    drawn = segno.make(url, error="m").svg_inline(scale=1, border=2, svgclass="gs-qr", lineclass=None, omitsize=True)
    return mark_safe(drawn)  # segno draws modules only; the address is no part of the markup
