#!/usr/bin/env python
"""The long proof that no state of a case breaks an invariant; prints what was counted. Takes some hours on two cores.

    scripts/soundness.py [--steps 100000] [--only "heavy" --only "random:1"] [--workers 2] [--keep var/soundness]

With --keep, what a part found is kept in that folder and not looked for again while the sources stay as they are: a
proof that was broken off goes on where it was.

The exhaustive walk goes through every world; random plays put at least `--steps` acts to the door. Then both run with
one rule at a time switched off: each rule that guards an invariant must be missed, or is named as redundant.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
RANDOM_PARTS = 8


def main() -> int:
    """Run every part, print the counts; 1 where anything was found that must not be."""
    options = arguments()
    with tempfile.TemporaryDirectory() as passing, ThreadPoolExecutor(options.workers) as pool:
        folder = Path(options.keep, sources()) if options.keep else Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        jobs = [pool.submit(run, part, options, folder) for part in options.only or parts()]
        found = [job.result() for job in jobs]
        kept = folder / "verdicts.jsonl"
        lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    return report([part for part in found if part], [json.loads(line) for line in lines], failed=found.count(None))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=100_000, help="acts of the random plays, at least")
    parser.add_argument(
        "--blind-steps", type=int, default=500, help="acts for each rule that is switched off, at least"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", action="append", help="run this part alone; may be repeated")
    parser.add_argument("--keep", help="folder in which the findings of finished parts are kept")
    return parser.parse_args()


def sources() -> str:
    """What the proof is about, as a short hash: the sources of the product and of the proof."""
    digest = hashlib.sha256()
    folders = ("cases", "delegation", "gongshu_enforcement", "tests/properties")
    files = [file for folder in folders for file in ROOT.joinpath(folder).rglob("*.py")]
    for file in sorted([*files, *ROOT.joinpath("data").glob("*.csv")]):
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def parts() -> list[str]:
    """Every part, the longest first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshu_enforcement.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-the-proof-4kQzX8vNw2LrT6yHc9Bd")
    import django

    django.setup()
    from tests.properties.worlds import WORLDS

    return [*(f"random:{number}" for number in range(1, RANDOM_PARTS + 1)), "blind:7", *WORLDS]


def run(part: str, options: argparse.Namespace, folder: Path) -> dict[str, Any] | None:
    """One part in a process of its own; None where it failed, and its output is shown."""
    out = folder / f"{part.replace(':', '-').replace(' ', '-')}-{options.steps}-{options.blind_steps}.json"
    if out.is_file():
        return shown(out)
    environment = os.environ | {
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SECRET_KEY": "only-for-the-proof-4kQzX8vNw2LrT6yHc9Bd",
        "SOUNDNESS_PART": part,
        "SOUNDNESS_OUT": str(out),
        "SOUNDNESS_STEPS": str(-(-options.steps // RANDOM_PARTS)),
        "SOUNDNESS_BLIND_STEPS": str(options.blind_steps),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [*command, "tests/properties/soundness.py"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not out.is_file():
        print(f"{part}: FAILED\n{done.stdout[-6000:]}{done.stderr[-2000:]}", flush=True)
        return None
    return shown(out)


def shown(out: Path) -> dict[str, Any]:
    """What a part found, with a line about it on the screen."""
    found = json.loads(out.read_text(encoding="utf-8"))
    print(line_of(found), flush=True)
    return found


def line_of(found: dict[str, Any]) -> str:
    """One part in a line."""
    head = f"{found['part']:<20} {found['seconds']:>6} s  "
    if "states" in found:
        ends = "every state" if found["complete"] else "NOT every state"
        counts = f"{found['states']} states, {found['edges']} edges, {found['tried']} moves tried"
        return f"{head}{counts}, {len(found['dead_ends'])} dead ends, {len(found['breaks'])} breaks; {ends}"
    if "steps" in found:
        return f"{head}{found['steps']} acts in {found['plays']} random plays, no break"
    return f"{head}{len(found['caught'])} rules missed by random plays when off, {len(found['missed'])} not"


def report(found: list[dict[str, Any]], verdicts: list[dict[str, Any]], failed: int) -> int:
    """Counts over everything, and what became of each rule that was switched off."""
    walks = [part for part in found if "states" in part]
    wrong = failed + sum(len(part["dead_ends"]) + len(part["breaks"]) + (not part["complete"]) for part in walks)
    for part in walks:
        for invariant, path, detail in part["breaks"][:5]:
            print(f"BREAK in {part['part']}: {invariant} {detail}\n    {' → '.join(path)}")
        for stage, path in part["dead_ends"][:5]:
            print(f"DEAD END in {part['part']} at {stage}: {' → '.join(path)}")
    blind = next((part for part in found if "caught" in part), {"caught": {}, "missed": []})
    wrong += rules_report(verdicts, blind["caught"]) if walks else 0
    steps = sum(part.get("steps", 0) for part in found)
    print(
        f"\n{sum(part['states'] for part in walks)} states, {sum(part['edges'] for part in walks)} edges, "
        f"{sum(part['tried'] for part in walks)} moves tried, {steps} random acts: {wrong or 'nothing'} found wrong"
    )
    return 1 if wrong else 0


def rules_report(verdicts: list[dict[str, Any]], caught: dict[str, Any]) -> int:
    """Each rule that guards an invariant: what breaks without it. Returns how many nobody would miss."""
    from cases.legality import RULES
    from tests.properties.switched_off import guards

    said: dict[str, dict[str, Any]] = {}
    for verdict in verdicts:
        known = said.get(verdict["code"])
        if known is None or (known["beside"] and not verdict["beside"]):
            said[verdict["code"]] = verdict
    missing = 0
    print("\nRules that guard an invariant, each switched off:")
    for code in guards():
        verdict, by_chance = said.get(code), caught.get(code)
        if verdict and verdict["beside"]:
            words = f"redundant with {', '.join(verdict['beside'])}; with both off {verdict['found']}"
        elif verdict:
            words = f"walk “{verdict['world']}”: {verdict['found']}"
        elif by_chance:
            words = "not by the walk"
        else:
            words, missing = "NOBODY WOULD MISS IT", missing + 1
        chance = f"; random play: {by_chance[1]} after {by_chance[0]} acts" if by_chance else ""
        print(f"  {code:<5} {','.join(map(str, RULES[code].invariants)):<6} {words}{chance}")
    return missing


if __name__ == "__main__":
    sys.exit(main())
