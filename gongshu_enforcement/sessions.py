"""How long a sign-in lasts: stamps in the session, written at sign-in and then at most once a minute."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
STAMP_EVERY_SECONDS = 60  # a write for each click would lock an embedded database


@receiver(user_logged_in, dispatch_uid="stamp_sign_in")
def stamp_sign_in(request: HttpRequest | None, **kwargs: Any) -> None:
    """Start both clocks. Uses the system's clock: sessions are no matter of law."""
    if request is not None:
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


def is_over(session: SessionBase) -> bool:
    """Whether the session was idle too long or has lasted too long; without stamps it is over."""
    now = time.time()
    signed_in, seen = session.get(SIGNED_IN_AT, 0), session.get(SEEN_AT, 0)
    return now - signed_in > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS


def stamp_seen(session: SessionBase) -> None:
    """Note that the person is still there."""
    now = int(time.time())
    if now - session.get(SEEN_AT, 0) >= STAMP_EVERY_SECONDS:
        session[SEEN_AT] = now
