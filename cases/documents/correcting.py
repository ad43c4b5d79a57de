"""Clerical errors in frozen data: where a passage stands, what it would become, and whether more than words would change.

Pure functions on the plain JSON of schema.py. What reviewers said, the organ, names of keys and values that aren't text
for people (codes, ISO dates, amounts) are never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .schema import CORRECTION

KEPT = frozenset({"organ", "approvals", "officers", "signers", CORRECTION})
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMERAL = "0-9０-９零〇○一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
# What a decision is made of: money, days and hours, provisions, numbers of documents, percentages.
_FIGURE = re.compile(
    rf"《[^》]*》|第[{_NUMERAL}]+[条款项目]|[{_NUMERAL}.,，:：]*[{_NUMERAL}](?=\s*(?:元|万|亿|年|月|日|时|分|倍|号|%|％|个工作日|天))|[0-9０-９]+(?:[.．:：][0-9０-９]+)*"
)

Change = Mapping[str, str]


def texts(data: Any) -> Iterator[str]:
    """Every text that may be corrected, in the order of the data."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name not in KEPT:
                yield from texts(value)
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from texts(item)
    elif isinstance(data, str) and _CHINESE.search(data):
        yield data


def occurrences(data: Any, passage: str) -> int:
    """How often the passage stands in texts that may be corrected."""
    return sum(text.count(passage) for text in texts(data)) if passage else 0


def corrected(data: Any, changes: Sequence[Change]) -> Any:
    """The data with every passage replaced, each in the text as it was."""
    if isinstance(data, Mapping):
        return {name: value if name in KEPT else corrected(value, changes) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [corrected(item, changes) for item in data]
    if isinstance(data, str) and _CHINESE.search(data):
        return _replaced(data, changes)
    return data


def figures_changed(data: Any, changes: Sequence[Change]) -> list[str]:
    """Amounts, dates, provisions and numbers that the changes would alter; empty where only words change."""
    altered: list[str] = []
    for before in texts(data):
        was, now = Counter(_FIGURE.findall(before)), Counter(_FIGURE.findall(_replaced(before, changes)))
        altered += [*(was - now), *(now - was)]
    return list(dict.fromkeys(altered))


def sentence(number: str, issued_on: str, changes: Sequence[Change], *, stands: bool) -> str:
    """What the new document says of itself, as printed."""
    passages = "；".join(f"“{change['wrong']}”更正为“{change['right'] or '（删去）'}”" for change in changes)
    of = f"{number}（{issued_on}签发）" if number else f"{issued_on}签发的同名文书"
    end = "原文书的效力、送达日期和期限不变。" if stands else "原文书作废。"
    return f"本文书系对{of}文字差错的更正：{passages}。{end}"


def _replaced(text: str, changes: Sequence[Change]) -> str:
    wanted = {change["wrong"]: change["right"] for change in changes if change["wrong"]}
    if not wanted:
        return text
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: wanted[found.group()], text)
