"""The demonstration made in pieces while the site is served: how far it is, and what a break leaves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cases.demo import seed, year
from cases.models import Case
from gongshu_enforcement import filling
from gongshu_enforcement.models import User

LAST = date(2026, 3, 13)


@pytest.fixture(autouse=True)
def note_of_our_own(settings, tmp_path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def short_year(monkeypatch) -> None:
    """Two cases instead of two hundred."""
    few = [plan for plan in year.plans(date(2026, 1, 1), LAST) if plan.linked is None][-2:]
    monkeypatch.setattr(year, "plans", lambda first, last: few)


def test_pieces_make_what_one_transaction_makes(db, clock, short_year) -> None:
    days = []
    acts = seed.seed_in_pieces(LAST, lambda: days.append(filling.reached()))
    assert acts > seed.PIECE
    assert len(days) == -(-acts // seed.PIECE)
    assert days == sorted(days)
    assert days[-1] <= LAST
    assert Case.objects.count() == 2
    assert not filling.unfinished()


def test_a_break_is_noticed_by_the_next_start(db, clock, short_year) -> None:
    def break_off() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed.seed_in_pieces(LAST, break_off)
    assert filling.unfinished()
    with pytest.raises(CommandError, match="broken off"):
        call_command("seed_demo", "--force")


def test_every_page_says_how_far_it_is(db, client, settings) -> None:
    settings.DEMO = True
    filling.note(date(2026, 5, 14))
    client.force_login(User.objects.get(username="leader"))
    shown = client.get(reverse("league")).content.decode()
    assert "2026-05-14" in shown
    settings.DEMO = False
    assert "2026-05-14" not in client.get(reverse("league")).content.decode()
    settings.DEMO = True
    filling.end()
    assert "2026-05-14" not in client.get(reverse("league")).content.decode()
