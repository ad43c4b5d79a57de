"""`manage.py draw_dossiers`: the sample of a quarter with its evaluators; nothing is kept."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongshu_enforcement.errors import ActionRefused
from training.evaluation.draw import Sample, draw
from training.quarters import BadQuarter, Quarter

MOST = 50  # dossiers per street


class Command(BaseCommand):
    """What the page would draw: the same quarter, number and seed give the same sample."""

    help = "Print the sample of dossiers for a quarter's evaluation and who would evaluate each; nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Quarter, size, seed, format."""
        parser.add_argument("--quarter", required=True, help="e.g. 2026Q3")
        parser.add_argument("--per-street", type=int, default=2, help="dossiers per street (2)")
        parser.add_argument("--seed", type=int, required=True, help="a whole number; it decides the sample")
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the sample; a bad quarter or number is an error."""
        try:
            quarter = Quarter.parse(options["quarter"])
        except BadQuarter as error:
            raise CommandError(str(error)) from error
        if not 1 <= options["per_street"] <= MOST or options["seed"] < 0:
            raise CommandError(f"Give 1 to {MOST} dossiers per street, and a seed that is not negative.")
        try:
            sample = draw(quarter, per_street=options["per_street"], seed=options["seed"])
        except ActionRefused as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            self.stdout.write(json.dumps(sample.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(sample)))


def _lines(sample: Sample) -> list[str]:
    head = f"{sample.quarter} · seed {sample.seed} · {len(sample.picks)} of {sample.pool}"
    rows = [
        f"{pick.case.street.name} {pick.case.reference} {pick.item}  "
        + " / ".join(f"{one.name}（{one.street.name}）" for one in (*pick.evaluators, pick.arbiter))
        for pick in sample.picks
    ]
    short = [f"{street.name}: {drawn}" for street, drawn in sample.short.items()]
    return [head, *rows, *(["short: " + "、".join(short)] if short else [])]
