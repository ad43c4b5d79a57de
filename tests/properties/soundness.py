"""The long proof, a part at a time: `scripts/soundness.py` runs each in a process of its own and adds them up.

SOUNDNESS_PART names the part: a world of the walk, `random:SEED` or `blind:SEED`; SOUNDNESS_OUT the file for what was found.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .switched_off import Verdict, guards, judge, switched_off
from .test_machine import Play
from .walk import Result, Walk, private_database
from .world import World
from .worlds import WORLDS

pytestmark = [pytest.mark.django_db]

PART = os.environ.get("SOUNDNESS_PART", "")
STEPS = int(os.environ.get("SOUNDNESS_STEPS", "100000"))
BLIND_STEPS = int(os.environ.get("SOUNDNESS_BLIND_STEPS", "500"))
OUT = Path(os.environ.get("SOUNDNESS_OUT", "soundness.json"))
VERDICTS = OUT.with_name("verdicts.jsonl")
PROGRESS = OUT.with_suffix(".log")


def test_part(reference_data) -> None:
    """Run the part and write down what it found."""
    started = time.monotonic()
    kind, _colon, rest = PART.partition(":")
    found = walked(PART) if PART in WORLDS else {"random": played, "blind": played_blind}[kind](int(rest))
    found |= {"part": PART, "seconds": round(time.monotonic() - started)}
    OUT.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def walked(name: str) -> dict[str, Any]:
    """A world walked to its end, then on for each rule that refused anything in it and whose want nobody has shown yet."""
    with private_database():
        walk = Walk(WORLDS[name])
        result = walk.run(tell)
        for code in guards():
            if result.refused[code] and code not in shown_alone():
                note(name, judge(code, [walk]))
    return summary(result)


def tell(result: Result, waiting: int) -> None:
    """A line in the part's log now and then, for whoever waits; at the end of the walk what it found."""
    looked_at = len(result.states) - waiting
    if waiting and looked_at % 25:
        return
    with PROGRESS.open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%X')} {looked_at} states, {waiting} wait, {len(result.breaks)} breaks\n")
        if not waiting:
            log.write(json.dumps(summary(result), ensure_ascii=False) + "\n")


def shown_alone() -> set[str]:
    """Rules whose break some world has shown, with nothing but them switched off."""
    lines = VERDICTS.read_text(encoding="utf-8").splitlines() if VERDICTS.is_file() else []
    return {row["code"] for row in map(json.loads, lines) if not row["beside"]}


def note(world: str, verdict: Verdict) -> None:
    """Keep what a walk found without a rule, for the report and for the other worlds."""
    if verdict.found is None:
        return
    with VERDICTS.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(said(verdict) | {"world": world}, ensure_ascii=False) + "\n")


def summary(result: Result) -> dict[str, Any]:
    """The counts of a walk."""
    return {
        "states": len(result.states),
        "edges": result.edges,
        "tried": result.tried,
        "refused": sum(result.refused.values()),
        "complete": result.complete,
        "dead_ends": [(state.stage, state.path[-6:]) for state in result.dead_ends],
        "breaks": [(found.invariant, found.path, found.detail) for found in result.breaks],
    }


def said(verdict: Verdict) -> dict[str, Any]:
    """A verdict in plain values."""
    found = verdict.found
    where = f"{found.invariant} ← {' → '.join(found.path[-2:])}" if found.path else "refused by both"
    return {"code": verdict.code, "found": where, "beside": list(verdict.beside)}


def played(seed: int) -> dict[str, Any]:
    """Random plays until enough acts were put to the door."""
    random.seed(seed)
    World.attempted = 0
    plays = 0
    while World.attempted < STEPS:
        run_state_machine_as_test(Play, settings=profile(20))
        plays += 20
    return {"steps": World.attempted, "plays": plays}


def played_blind(seed: int) -> dict[str, Any]:
    """For each rule that guards an invariant: random plays without it, until one breaks or enough was tried."""
    caught, missed = {}, []
    for number, code in enumerate(guards()):
        random.seed(seed + number)
        World.attempted = 0
        broken = ""
        while not broken and World.attempted < BLIND_STEPS:
            broken = _breaks_without(code)
        if broken:
            caught[code] = (World.attempted, broken)
        else:
            missed.append(code)
    return {"caught": caught, "missed": missed}


def _breaks_without(code: str) -> str:
    try:
        with switched_off(code), pytest.MonkeyPatch.context() as patched:
            patched.setattr(World, "blind", True)
            run_state_machine_as_test(Play, settings=profile(5))
    except AssertionError as broken:
        frames = []
        trace = broken.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith("invariants.py"):
                frames.append(trace.tb_frame.f_code.co_name)
            trace = trace.tb_next
        return frames[0] if frames else str(broken)[:80]
    return ""


def profile(examples: int) -> settings:
    """Random plays of eighty moves each."""
    return settings(
        max_examples=examples,
        stateful_step_count=80,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
