"""Real threads on real connections. These tests commit; they run on PostgreSQL alone (see tests/conftest.py)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from gongshu_enforcement import timekeeper
from tests.conftest import TODAY

THREADS = 4


def together(*calls: Callable[[], Any], on: date = TODAY) -> list[Any]:
    """Run all calls at the same moment, each in a thread with a connection of its own; results or exceptions."""
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            with timekeeper.frozen(on):
                connection.ensure_connection()
                ready.wait(timeout=20)
                return call()
        except Exception as error:  # the caller says which errors it expects
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def succeeded(results: Iterable[Any]) -> list[Any]:
    """Those that are no exceptions."""
    return [result for result in results if not isinstance(result, Exception)]


@pytest.fixture
def parallel(transactional_db) -> Callable[..., list[Any]]:
    """The function `together`; needs committed rows, so the test commits."""
    return together
