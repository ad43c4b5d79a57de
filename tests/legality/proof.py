"""Two marks for the tests of rules: one act that breaks exactly one rule, one act that satisfies it.

A marked test prepares a case and returns the act as a callable; the mark runs it through the door and judges the
outcome. `PROVED` remembers both kinds, and `test_registry.py` compares it with the registry.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

import pytest

from cases.legality import RULES
from gongshu_enforcement.errors import ActionRefused

Act = Callable[[], Any]
PROVED: dict[str, set[str]] = {"breaks": set(), "satisfies": set()}


def breaks(code: str) -> Callable[[Callable[..., Act]], Callable[..., None]]:
    """The act must be refused by this rule and by no other, with a remedy."""

    def mark(test: Callable[..., Act]) -> Callable[..., None]:
        PROVED["breaks"].add(code)

        @functools.wraps(test)
        def judged(*args: Any, **kwargs: Any) -> None:
            act = test(*args, **kwargs)
            with pytest.raises(ActionRefused) as refusal:
                act()
            found = [finding for finding in refusal.value.findings if finding.blocks]
            assert {finding.code for finding in found} == {code}
            assert all(str(finding.message) and str(finding.remedy) and finding.article for finding in found)

        return judged

    return mark


def satisfies(code: str) -> Callable[[Callable[..., Act]], Callable[..., None]]:
    """The act must pass the door, and the rule must have been asked on its way."""

    def mark(test: Callable[..., Act]) -> Callable[..., None]:
        PROVED["satisfies"].add(code)

        @functools.wraps(test)
        def judged(*args: Any, **kwargs: Any) -> None:
            act = test(*args, **kwargs)
            entry, asked = RULES[code], []

            def watched(facts: Any) -> list:
                asked.append(facts.gate)
                return list(entry.check(facts))

            RULES[code] = dataclasses.replace(entry, check=watched)
            try:
                act()
            finally:
                RULES[code] = entry
            assert asked, f"{code} was not asked at this gate"

        return judged

    return mark
