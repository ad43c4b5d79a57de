"""Tabler's style sheet as our pages load it: the rules they use, and in step with them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def styles() -> ModuleType:
    """The script that writes it."""
    spec = importlib.util.spec_from_file_location("styles", ROOT / "scripts/styles.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_what_the_script_would_write(styles):
    """A template that uses a class of Tabler's for the first time needs its rules: run scripts/styles.py."""
    assert styles.OUT.read_text(encoding="utf-8") == styles.written()


def test_pages_load_it_and_not_the_whole(styles):
    linking = [path for path in ROOT.glob("templates/**/*.html") if "tabler" in path.read_text(encoding="utf-8")]
    assert {path.name for path in linking} == {"head.html", "500.html", "403_csrf.html"}
    for path in linking:
        assert "tabler.min.css" not in path.read_text(encoding="utf-8"), path
    assert styles.OUT.stat().st_size < styles.source().stat().st_size / 5


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".a{color:red}", ".a{color:red}"),
        (".b{color:red}", ""),
        (".a.b{color:red}", ""),
        (".b,.a,p{color:red}", ".a,p{color:red}"),
        (".a:not(.b)>p{color:red}", ".a:not(.b)>p{color:red}"),
        ("[data-b=x] .a{color:red}", ""),
        ("[data-a=x] [type=text]{color:red}", "[data-a=x] [type=text]{color:red}"),
        (":root{--x:1}", ":root{--x:1}"),
        ("@media print{.b{color:red}}", ""),
        ("@media print{.a{color:red}.b{color:red}}", "@media print{.a{color:red}}"),
        ("@keyframes turn{to{top:0}}.b{animation:turn}", ""),
        ("@keyframes turn{to{top:0}}.a{animation:turn}", "@keyframes turn{to{top:0}}\n.a{animation:turn}"),
        ('@charset "UTF-8";p{color:red}', "p{color:red}"),
    ],
)
def test_a_rule_stays_where_its_classes_are_known(styles, sheet, kept):
    assert styles.subset(sheet, {"a", "data-a"}) == kept
