"""Whether the proof can find anything: each rule that guards an invariant is switched off, and the break must show.

The exhaustive walk remembers which moves were refused by one rule alone. With that rule off exactly these moves are new,
so the walk goes on from there, until an invariant breaks or no new state appears. A rule that never stood alone is
redundant with those that refused beside it: then both are switched off. Where the verb or a column refuses the same
(STATUS, FIELD …), which no switch turns off, it is redundant with that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cases.legality import RULES

from .walk import Break, Walk


@dataclass(frozen=True)
class Verdict:
    """What became of a rule that was switched off: the break it let in, and the rules that had to go with it."""

    code: str
    found: Break | None = None
    beside: tuple[str, ...] = ()
    asked: bool = True

    def __str__(self) -> str:
        if self.found is None:
            return f"{self.code}: NOT CAUGHT" if self.asked else f"{self.code}: NEVER REFUSED ANYTHING"
        where = (
            f"{self.found.invariant} after {' → '.join(self.found.path[-2:])}" if self.found.path else "refused by both"
        )
        return (
            f"{self.code}: redundant with {'、'.join(self.beside)} ({where})"
            if self.beside
            else f"{self.code}: {where}"
        )


def guards() -> list[str]:
    """The block rules that guard an invariant."""
    return [code for code, entry in RULES.items() if entry.severity == "block" and entry.invariants]


@contextmanager
def switched_off(*codes: str) -> Iterator[None]:
    """The rules find nothing meanwhile."""
    kept = {code: RULES[code] for code in codes}
    for code in codes:
        RULES[code] = dataclasses.replace(kept[code], check=_silent)
    try:
        yield
    finally:
        RULES.update(kept)


def _silent(facts: Any) -> tuple[()]:
    return ()


def judge(code: str, walks: Sequence[Walk], *, most_states: int = 400) -> Verdict:
    """Switch a rule off in every walk in which it refused something alone; else together with what refused beside it."""
    structure: set[str] = set()
    for walk in walks:
        broken, still = _without(walk, (code,), walk.result.alone.get(frozenset((code,)), []), most_states)
        if broken:
            return Verdict(code, broken)
        structure |= still
    for walk in walks:
        for group, places in sorted(walk.result.alone.items(), key=lambda entry: len(entry[0])):
            if code in group and len(group) > 1 and group <= set(RULES):
                broken, _still = _without(walk, tuple(group), places, most_states)
                if broken:
                    return Verdict(code, broken, tuple(sorted(group - {code})))
    if structure:
        return Verdict(code, Break("", (), ""), tuple(sorted(structure)))
    return Verdict(code, asked=any(walk.result.refused[code] for walk in walks))


def _without(walk: Walk, codes: tuple[str, ...], places: list[Any], most: int) -> tuple[Break | None, set[str]]:
    if not places:
        return None, set()
    with switched_off(*codes):
        return walk.continued(places, most_states=most)
