#!/usr/bin/env python
"""Measures the pages that officers wait for: time, queries and size, before and after the archive has grown.

Run it on the demo data (`make run` first) or on a copy of a real database. Two ratios are judged, both measured in this
very run, so that they mean the same on any machine:

* a page against the time that reading a hundred cases takes (“unit”): no page may cost more than its limit in units;
* a page with GROWTH more closed cases against the same page before: the ten-thousandth case must not slow the desk.

Documents are judged by ratios too: a decision against the bare PDF engine on the same page, and the thirty documents of a
dossier by two processes against the sum of single ones; and an unchanged document is never rendered twice.

The added cases live in a transaction that is rolled back at the end. The exit status is 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 7
GROWTH = 10_000  # cases
# Page → most units, most times as long (and most queries more) once the archive has grown.
LIMITS: dict[str, tuple[float, float]] = {
    "/": (12, 4),
    "/cases/": (12, 4),
    "/cases/?page=2": (12, 4),
    "/reviews/": (10, 2),
    "/league/": (25, 12),
    "/leader/": (25, 3),
    "/delegation/": (25, 12),
}
ACCOUNTS = ("officer.shiqiao", "head.shiqiao", "legal", "director", "leader")


def median_ms(act: Callable[[], Any]) -> float:
    """The median of some rounds, in milliseconds; the first one fills caches and isn't counted."""
    act()
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def unit_ms() -> float:
    """What reading a hundred cases with their parties and violations takes: nothing a list shows can cost less."""
    from cases.models import Case

    return median_ms(lambda: list(Case.objects.for_lists().order_by("pk")[:100]))


def page(client: Any, path: str) -> tuple[float, int, float] | None:
    """Median time (ms), queries and size (KB) of a page; None where the person may not open it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, secure=True)
    asked = len(queries)  # before the next request empties the log
    if response.status_code in (302, 403, 404):
        return None
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return median_ms(lambda: client.get(path, secure=True)), asked, len(body) / 1024


def pages(accounts: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, int, float]]:
    """Every page each of these people may open."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    found = {}
    for user in get_user_model().objects.filter(username__in=accounts).order_by("username"):
        client = Client(headers={"host": "localhost"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for path in LIMITS:
            measured = page(client, path)
            if measured is not None:
                found[user.username, path] = measured
    return found


def grow(count: int) -> None:
    """Copies of closed cases with all that lists read, for this transaction only."""
    from cases.models import Case, Handler, Party, Violation

    models = list(
        Case.objects.filter(stage="closed").select_related("party").prefetch_related("violations", "handlers")
    )
    if not models:
        raise SystemExit("There is no closed case to copy: seed the demo data first.")
    for start in range(0, count, 1000):
        chosen = [models[(start + offset) % len(models)] for offset in range(min(1000, count - start))]
        parties = Party.objects.bulk_create([_copy(case.party) for case in chosen])
        copies = [
            _copy(case, party=party, reference=f"B{start + number:07d}", serial=None, year=None)
            for number, (case, party) in enumerate(zip(chosen, parties, strict=True))
        ]
        Case.objects.bulk_create(copies)
        pairs = list(zip(chosen, copies, strict=True))
        Violation.objects.bulk_create([_copy(row, case=new) for old, new in pairs for row in old.violations.all()])
        Handler.objects.bulk_create([_copy(row, case=new) for old, new in pairs for row in old.handlers.all()])


def _copy(row: Any, **changes: Any) -> Any:
    values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields[1:]}
    copy = type(row)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


MOST_OF_BARE = 1.15  # a decision through the product ÷ the PDF engine alone on the same HTML
MOST_OF_SINGLE = 0.65  # thirty documents by two processes ÷ the sum of single renders
DOCUMENTS = 30


def documents() -> int:
    """Print the ratios of the documents; how many limits were passed."""
    from cases.documents import render
    from cases.documents.issue import html
    from cases.models import Document
    from gongshu_enforcement import pdf

    decision = Document.objects.filter(code="CFDW").order_by("pk").first()
    if decision is None:
        raise SystemExit("There is no decision: seed the demo data first.")
    page = render.dated(html(decision), decision.issued_at)
    bare = median_ms(lambda: _bare(page))
    ours = median_ms(lambda: render.render_document_pdf(decision.code, html(decision), decision.issued_at))
    found = [(f"a decision ÷ bare engine ({ours:.0f} ÷ {bare:.0f} ms)", ours / bare, MOST_OF_BARE)]

    papers = list(Document.objects.exclude(code="WTS").order_by("pk")[:DOCUMENTS])
    pages = [render.dated(html(one), one.issued_at) for one in papers]
    single = sum(_once_ms(lambda page=page: pdf.render_pdf(page, pdf_variant=render.ARCHIVAL)) for page in pages)
    pdf.render_many(pages[: pdf.MANY], workers=2)  # the processes are there already on a busy day
    side = statistics.median(
        _once_ms(lambda: pdf.render_many(pages, pdf_variant=render.ARCHIVAL, workers=2)) for _round in range(3)
    )
    label = f"{len(pages)} documents by two processes ÷ singly ({side:.0f} ÷ {single:.0f} ms)"
    found += [(label, side / single, MOST_OF_SINGLE), ("renders of an unchanged document", _rendered_again(), 0)]
    for name, ratio, most in found:
        print(f"{name:<75}{ratio:7.2f}{most:9.2f}{'  OVER' if ratio > most else ''}")
    return sum(ratio > most for _name, ratio, most in found)


def _bare(page: str) -> bytes:
    from weasyprint import HTML

    from cases.documents.render import ARCHIVAL
    from gongshu_enforcement import pdf

    fonts = pdf._font_configuration()
    return HTML(string=page, url_fetcher=pdf.AssetFetcher()).write_pdf(font_config=fonts, pdf_variant=ARCHIVAL)


def _once_ms(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _rendered_again() -> int:
    """How often the engine is asked when a rendered document is wanted three times more."""
    from unittest import mock

    from cases.documents.issue import ensure_all_rendered, ensure_rendered
    from cases.models import Document
    from gongshu_enforcement import pdf

    rendered = Document.objects.exclude(pdf_sha256="").select_related("case").order_by("pk").first()
    document = rendered or ensure_rendered(Document.objects.select_related("case").order_by("pk").first())
    with mock.patch.object(pdf, "render_pdf", side_effect=pdf.render_pdf) as engine:
        for _time in range(3):
            ensure_all_rendered([ensure_rendered(document)])
    return engine.call_count


def main() -> int:
    """Print one line for each page and account; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("accounts", nargs="*", default=ACCOUNTS)
    parser.add_argument("--growth", type=int, default=GROWTH, help="closed cases to add")
    options = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshu_enforcement.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    settings.DEBUG = False  # with it on, Django keeps the text of every query
    logging.disable(logging.WARNING)  # pages that somebody may not open are left out

    if "cases_document" not in connection.introspection.table_names():
        raise SystemExit("The database is empty: `make run` makes the demo data first.")
    with transaction.atomic():
        over = documents()
        unit, before = unit_ms(), pages(tuple(options.accounts))
        grow(options.growth)
        after = pages(tuple(options.accounts))
        transaction.set_rollback(True)
    if not before:
        print("No page could be opened: are the demo accounts there?", file=sys.stderr)
        return 1
    return report(unit, before, after, options.growth) or int(over > 0)


def report(unit: float, before: dict, after: dict, growth: int) -> int:
    """The table, and how many limits were passed."""
    print(f"unit: {unit:.1f} ms for 100 cases; archive grown by {growth} cases")
    heads = ("ms", "units", "limit", "queries", "KB", "ms grown", "ratio", "limit", "queries")
    print(f"{'account':<18}{'page':<17}" + "".join(f"{head:>9}" for head in heads))
    passed = 0
    for (account, path), (took, queries, size) in before.items():
        most_units, most_growth = LIMITS[path]
        later, more_queries, _size = after[account, path]
        units, ratio = took / unit, later / took
        wrong = units > most_units or ratio > most_growth or more_queries > queries + 2
        passed += wrong
        print(
            f"{account:<18}{path:<17}{took:9.0f}{units:9.1f}{most_units:9.0f}{queries:9}{size:9.0f}"
            f"{later:9.0f}{ratio:9.1f}{most_growth:9.0f}{more_queries:9}{'  OVER' if wrong else ''}"
        )
    print(f"{passed} of {len(before)} pages over their limit")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
