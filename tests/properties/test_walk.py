"""The exhaustive walk in small worlds; `make soundness` walks all of them."""

from __future__ import annotations

import pytest

from .switched_off import guards, judge
from .walk import Walk, private_database
from .worlds import SMALL, WORLDS, table

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def alone(reference_data):
    """A database that can be put back to any state."""
    with private_database():
        yield


@pytest.mark.parametrize("name", SMALL)
def test_every_state_is_lawful_and_every_rule_is_needed(alone, name: str) -> None:
    walk = Walk(WORLDS[name])
    found = walk.run()
    assert found.complete and len(found.states) > 8
    assert found.breaks == []
    assert found.dead_ends == []
    asked = [code for code in guards() if found.refused[code]]
    assert {"D1", "D2", "D2a", "D2b", "D2c", "D2d", "A8", "O2"} <= set(asked)
    for code in asked:
        verdict = judge(code, [walk])
        assert verdict.found is not None, verdict


def test_the_first_states_of_an_ordinary_case(alone) -> None:
    walk = Walk(table("openings", "chain", "hostile"), most_states=24)
    found = walk.run()
    assert not found.complete
    assert found.breaks == []
    for code in ("A1", "C14", "W1"):
        verdict = judge(code, [walk], most_states=1)
        assert verdict.found is not None and not verdict.beside, verdict
