"""Chromium against a live server, one browser context a person, the clock of the test in every thread."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from gongshu_enforcement import timekeeper
from tests.conftest import TODAY, Clock

from .office import Office

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class EveryThread:
    """Stands in for the clock's ContextVar, which the threads of the live server would not see."""

    def __init__(self) -> None:
        self._value: Any = None

    def get(self) -> Any:
        """The moment set last."""
        return self._value

    def set(self, value: Any) -> Any:
        """Set the moment; returns the one before."""
        before, self._value = self._value, value
        return before

    def reset(self, before: Any) -> None:
        """Go back to the moment before."""
        self._value = before


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """The clock of every test, here one for test and server."""
    monkeypatch.setattr(timekeeper, "_set_to", EveryThread())
    stopped = Clock()
    stopped.set(TODAY)
    yield stopped
    stopped.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Closed with the module: Playwright's event loop must not outlive these tests."""
    with pytest.MonkeyPatch.context() as patched:
        # Playwright's loop runs in this thread, and Django would refuse to read the database beside it.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            path = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or "/usr/bin/chromium"
            opened = playwright.chromium.launch(executable_path=path, args=SWITCHES)
            yield opened
            opened.close()


@pytest.fixture
def office(browser: Browser, live_server: Any, transactional_db: None, settings: Any, clock: Clock) -> Iterator[Office]:
    """Everybody at their browsers: `office.person("officer.shiqiao")`. Pages speak English, documents Chinese."""
    from gongshu_enforcement.models import User

    settings.CELERY_BROKER_URL = ""  # what waits for the commit is done in the server's thread: PDFs are there at once
    User.objects.update(language="en")
    everybody = Office(browser, live_server.url, clock)
    yield everybody
    everybody.close()
    assert everybody.noise() == [], "the browsers complained"


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture to be uploaded as evidence."""
    path = tmp_path / "现场照片.jpg"
    Image.new("RGB", (640, 480), "#8a9ba8").save(path)
    return path


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A failed journey leaves a picture of every open page in the folder BROWSER_PICTURES, where it is set."""
    outcome = yield
    folder = os.environ.get("BROWSER_PICTURES")
    everybody = getattr(item, "funcargs", {}).get("office")
    if folder and everybody and outcome.get_result().failed:
        everybody.photograph(folder)
