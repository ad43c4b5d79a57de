#!/usr/bin/env python
"""Measures the pages that officers wait for: time, queries and size, on the database at hand.

Run it on the demo data (`make run` first) or on a copy of a real database: it only reads. Arguments: accounts to try,
by default one of each kind.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

ROUNDS = 7
PAGES = ("/", "/cases/", "/cases/?page=2", "/reviews/", "/league/", "/leader/", "/delegation/")
ACCOUNTS = ("officer.shiqiao", "head.shiqiao", "legal", "director", "leader")


def measure(client, path: str) -> tuple[int, float, float, int, float] | None:
    """Status, median and worst time (ms), queries and size (KB) of a page; None where the person may not open it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        response = client.get(path, secure=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        times.append((time.perf_counter() - start) * 1000)
    if response.status_code in (302, 403, 404):
        return None
    with CaptureQueriesContext(connection) as queries:
        client.get(path, secure=True)
    # The first round fills caches; it counts only if it is the worst.
    return response.status_code, statistics.median(times), max(times), len(queries), len(body) / 1024


def main(accounts: tuple[str, ...]) -> int:
    """Print one line for each page and account; 1 when nothing could be measured."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshu_enforcement.settings")
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    measured = 0
    print(f"{'account':<18}{'page':<22}{'status':>6}{'median ms':>11}{'worst ms':>10}{'queries':>9}{'KB':>8}")
    for user in get_user_model().objects.filter(username__in=accounts).order_by("username"):
        client = Client(headers={"host": "localhost"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for path in PAGES:
            result = measure(client, path)
            if result is None:
                continue
            measured += 1
            status, median, worst, queries, size = result
            print(f"{user.username:<18}{path:<22}{status:>6}{median:>11.1f}{worst:>10.1f}{queries:>9}{size:>8.1f}")
    if not measured:
        print("Nothing to measure: is there demo data? (`make run`)", file=sys.stderr)
    return 0 if measured else 1


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or ACCOUNTS))
