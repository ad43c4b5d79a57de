"""A demonstration (DEMO) runs as production does; only its accounts are named on the sign-in page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from gongshu_enforcement.accounts import DEMO_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
NO_KEY = "SECRET_KEY must be set"


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_sign_in_page_names_the_accounts_of_a_demonstration_only(db, client, settings, is_demo) -> None:
    settings.DEMO = is_demo
    page = client.get(reverse("account_login")).content.decode()
    assert (DEMO_PASSWORD in page) is is_demo


def test_what_is_not_there_answers_with_the_houses_page(db, client, settings) -> None:
    settings.DEMO = True
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "urlconf" not in response.content.decode().lower()
    assert "gs-" in response.content.decode()


@pytest.mark.parametrize("is_demo", [True, False])
def test_going_live_with_the_accounts_shown_is_warned_of(settings, is_demo) -> None:
    settings.DEMO = is_demo
    found = {message.id for message in run_checks(include_deployment_checks=True)}
    assert ("gongshu_enforcement.W004" in found) is is_demo


@pytest.mark.parametrize(("demo", "serves"), [("1", True), ("0", False)])
def test_only_a_demonstration_is_served_with_a_key_that_nobody_set(demo: str, serves: bool) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("SECRET_KEY", "DEBUG")}
    done = subprocess.run(
        [sys.executable, "-c", "import gongshu_enforcement.wsgi"],
        cwd=ROOT,
        env=environment | {"DEMO": demo},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is serves, done.stderr
    assert (NO_KEY in done.stderr) is not serves
