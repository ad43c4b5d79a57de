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


def satisfies(*codes: str) -> Callable[[Callable[..., Act]], Callable[..., None]]:
    """The act must pass the door, and each of the rules must have been asked on its way."""

    def mark(test: Callable[..., Act]) -> Callable[..., None]:
        PROVED["satisfies"].update(codes)

        @functools.wraps(test)
        def judged(*args: Any, **kwargs: Any) -> None:
            act, asked = test(*args, **kwargs), set()
            kept = {code: RULES[code] for code in codes}

            def watched(code: str) -> Callable[[Any], list]:
                def check(facts: Any) -> list:
                    asked.add(code)
                    return list(kept[code].check(facts))

                return check

            for code in codes:
                RULES[code] = dataclasses.replace(kept[code], check=watched(code))
            try:
                act()
            finally:
                RULES.update(kept)
            assert asked == set(codes), f"not asked: {sorted(set(codes) - asked)}"

        return judged

    return mark
