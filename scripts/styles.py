#!/usr/bin/env python
"""Writes static/css/tabler.css: of Tabler's style sheet the rules that our pages can use, a tenth of the whole.

Every page loads it, and a browser reads it anew for every page. A rule stays if each class and each `data-` attribute
of its selector is named as a class in a template or in the sources, or with its hyphen anywhere there, or in our
scripts; what names neither always stays.
Run it after moving to another release, or when a template uses a class of Tabler's for the first time: a test says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "static/css/tabler.css"
APPS = ("cases", "delegation", "gongshu_enforcement", "supervision", "training")
WORD = re.compile(r"[A-Za-z_][\w-]*")
CLASSES = re.compile(r"""class(?:es)?["']?\s*[:=]\s*f?(["'])(.*?)\1""", re.DOTALL)
HYPHENED = re.compile(r"[a-z]\w*(?:-\w+)+")  # a class may stand anywhere, as in a table of widgets
NESTING = ("media", "supports", "layer", "container")

Nodes = Iterable[Any]


def source() -> Path:
    """Tabler's style sheet as published."""
    return next(ROOT.glob("static/vendor/tabler-[0-9]*/tabler.min.css"))


def words() -> set[str]:
    """Everything that may be a class or an attribute on one of our pages."""
    found: set[str] = set()
    for file in [*ROOT.glob("templates/**/*.html"), *(path for app in APPS for path in ROOT.glob(f"{app}/**/*.py"))]:
        text = file.read_text(encoding="utf-8")
        found.update(word for named in CLASSES.finditer(text) for word in WORD.findall(named[2]))
        found.update(HYPHENED.findall(text))
    for script in ROOT.glob("static/js/*.js"):
        found.update(WORD.findall(script.read_text(encoding="utf-8")))
    return found


def subset(sheet: str, known: set[str]) -> str:
    """The rules of a style sheet whose selectors these words can meet, in their order."""
    rules = list(_kept(tinycss2.parse_stylesheet(sheet, skip_whitespace=True, skip_comments=True), known))
    text = "".join(rule for _name, rule in rules)
    return "\n".join(
        rule for name, rule in rules if not name or re.search(rf"\b{re.escape(name)}\b", text.replace(rule, ""))
    )


def _kept(nodes: Nodes, known: set[str]) -> Iterator[tuple[str, str]]:
    """Each rule as text, with the name under which others must call for it (keyframes) or none."""
    for node in nodes:
        if node.type == "qualified-rule":
            chosen = [one for one in _selectors(node.prelude) if all(word in known for word in _named(one))]
            if chosen:
                yield "", ",".join(map(tinycss2.serialize, chosen)) + "{" + tinycss2.serialize(node.content) + "}"
        elif node.type == "at-rule" and node.content is not None and node.lower_at_keyword in NESTING:
            inner = tinycss2.parse_rule_list(node.content, skip_whitespace=True, skip_comments=True)
            if within := "".join(rule for _name, rule in _kept(inner, known)):
                yield "", f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{within}}}"
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            called = node.lower_at_keyword.endswith("keyframes")
            yield (tinycss2.serialize(node.prelude).strip() if called else ""), node.serialize()


def _selectors(prelude: list[Any]) -> list[list[Any]]:
    """The selectors of a list, parted at its commas."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _named(selector: list[Any]) -> Iterator[str]:
    """Its classes and `data-` attributes, outside of :not() and its like."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "ident" and before is not None and before.type == "literal" and before.value == ".":
            yield token.value
        elif token.type == "[] block":
            yield from (one.value for one in token.content[:1] if one.type == "ident" and one.value.startswith("data-"))


def written() -> str:
    """What the file should hold."""
    head = f"/* The part of {source().parent.name} that our pages use: scripts/styles.py wrote it; licence beside the original. */\n"
    return head + subset(source().read_text(encoding="utf-8"), words()) + "\n"


if __name__ == "__main__":
    OUT.write_text(written(), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} of {source().stat().st_size:,} bytes")
