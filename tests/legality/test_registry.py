"""The registry as a whole: every rule says what it rests on, every row of the table says how it is met."""

from __future__ import annotations

import importlib
import json
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

import tests.legality
from cases.legality import RULES
from cases.legality.coverage import ROWS
from gongshu_enforcement.door import ACTIONS

from .proof import PROVED

LETTERS = {"A": 14, "B": 12, "C": 20, "D": 5, "E": 5, "F": 15, "G": 5}


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("legality", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("code", list(RULES))
def test_a_rule_has_both_languages_a_source_and_gates_that_exist(code: str) -> None:
    entry = RULES[code]
    assert entry.title.zh and entry.title.en and entry.title.zh != entry.title.en
    assert entry.sources, entry.articles
    assert entry.severity in ("block", "warn")
    assert entry.gates and entry.gates <= set(ACTIONS), entry.gates - set(ACTIONS)
    assert entry.check.__doc__
    assert all(1 <= number <= 15 for number in entry.invariants)


def test_the_table_is_whole() -> None:
    expected = {f"{letter}{number}" for letter, most in LETTERS.items() for number in range(1, most + 1)}
    assert set(ROWS) == expected


def test_rules_name_rows_that_exist() -> None:
    named = {row for entry in RULES.values() for row in entry.covers}
    assert named <= set(ROWS), named - set(ROWS)


@pytest.mark.parametrize("code", [row.code for row in ROWS.values() if row.by])
def test_what_meets_a_row_is_there(code: str) -> None:
    for path in ROWS[code].by:
        if "/" in path:
            assert Path(settings.BASE_DIR, path).is_file(), path
        else:
            resolve(path)


def resolve(path: str) -> Any:
    """A dotted path to a module's member, or to a member of a class."""
    try:
        return import_string(path)
    except ImportError:
        owner, _dot, name = path.rpartition(".")
        return getattr(import_string(owner), name)


def test_every_block_rule_is_broken_and_satisfied_by_a_test() -> None:
    for module in iter_modules(tests.legality.__path__):
        importlib.import_module(f"tests.legality.{module.name}")
    blocking = {code for code, entry in RULES.items() if entry.severity == "block"}
    for kind, proved in PROVED.items():
        assert blocking <= proved, (kind, sorted(blocking - proved))


def test_the_command_prints_rules_and_rows() -> None:
    printed = json.loads(run("--json"))
    assert {entry["code"] for entry in printed["rules"]} == set(RULES)
    rows = {row["code"]: row for row in printed["rows"]}
    assert rows["D1"]["state"] == "rules" and "D1" in rows["D1"]["rules"]
    assert rows["A12"]["state"] == "outside" and rows["A12"]["outside"]["en"]
    assert "处罚法51" in run() and "Limits" in run("--lang", "en")


@pytest.mark.django_db
def test_the_command_prints_the_findings_of_a_case(cases) -> None:
    case = cases.open()
    printed = json.loads(run("--case", case.reference, "--json"))
    assert printed["gate"] == "submit_filing"
    assert all(finding["message"] and finding["article"] for finding in printed["findings"])
    assert case.reference in run("--case", case.reference)


@pytest.mark.django_db
def test_an_unknown_case_is_a_clear_error() -> None:
    with pytest.raises(CommandError, match="no such case"):
        run("--case", "G99-9999")
