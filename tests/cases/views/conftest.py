"""What the tests of the screens share: signed-in browsers, and counting queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def browse(cast) -> Callable[[str], Client]:
    """browse("officer.shiqiao"): a browser in which that person is signed in, reading English."""

    def signed_in(username: str) -> Client:
        user = cast[username]
        user.language = "en"
        user.save(update_fields=["language"])
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def queries() -> Callable[[Client, str], int]:
    """How many queries a page takes; it must answer 200."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        return len(captured)

    return count


def content(response: Any) -> bytes:
    """The whole body, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
