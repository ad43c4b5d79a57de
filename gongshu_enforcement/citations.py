"""Citations of law in a text, each a link to its article where that text is loaded: 处罚法42(1), 《…法》第四十四条.

This floor knows the names and the way citations are written; which texts are loaded is said by the floor that keeps
them (`use_library`). Without texts every citation stays what it is, plain text.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.signals import request_started
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

# The short names that rules, limits and pages use, and the statutes they stand for.
SHORT_NAMES = {
    "处罚法": "中华人民共和国行政处罚法",
    "安全法": "中华人民共和国安全生产法",
    "消防法": "中华人民共和国消防法",
    "行政强制法": "中华人民共和国行政强制法",
    "行政复议法": "中华人民共和国行政复议法",
    "行政诉讼法": "中华人民共和国行政诉讼法",
    "民诉法": "中华人民共和国民事诉讼法",
    "综合执法条例": "浙江省综合行政执法条例",
    "移送规定": "行政执法机关移送涉嫌犯罪案件的规定",
}
ENGLISH_NAMES = {
    "CF": "中华人民共和国行政处罚法",
    "Administrative Penalty Law": "中华人民共和国行政处罚法",
    "Work Safety Law": "中华人民共和国安全生产法",
    "Fire Protection Law": "中华人民共和国消防法",
    "Compulsion Law": "中华人民共和国行政强制法",
    "Administrative Reconsideration Law": "中华人民共和国行政复议法",
}

# A Chinese short name inside a longer one is another law's (食品安全法); after these words it begins anew.
_BEGINS_AFTER = "依据照按由及和与或对在为反用见如以即、，。；：（）《》【】"
_DIGITS = "〇零一二三四五六七八九十百"
# A number is an article's unless it counts something: 5日, 3名, 90%.
_COUNTS = r"(?!\d|\.\d|%|(?![条至和及之第以款])[\u4e00-\u9fff])"
_REFERENCE = re.compile(
    rf"第?(?:(?P<arabic>\d{{1,3}}){_COUNTS}|(?P<chinese>[{_DIGITS}]+)(?=条))条?"
    rf"(?:之(?P<sub>[{_DIGITS}]+|\d+))?"
    rf"(?:(?P<parts>(?:\s?\(\d+\))+)条?|第(?P<paragraph>[{_DIGITS}]+)款)?(?:第[{_DIGITS}]+项)?"
)
_BEFORE_FIRST = re.compile(r"》?\s*(?:（[^（）]{0,40}）)?\s*(?:,?\s*arts?\.?\s*)?")
_BETWEEN = re.compile(r"\s*(?:、|，|,|至|和|及|以及|and|to)\s*")
_COUNTS_IN_ENGLISH = re.compile(r"\s+(?!and\b|to\b|or\b)[a-z]")
_LOOKS_CITED = re.compile(r"[法例定则]|CF |Law")


@dataclass(frozen=True)
class Library:
    """The texts that are loaded: every name a statute goes by → its name in addresses, and its articles."""

    names: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any of the names, the longest first; None without texts."""
        if not self.names:
            return None
        return re.compile("|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True)))


_source: Callable[[], Library] = Library
_kept = threading.local()


def use_library(source: Callable[[], Library]) -> None:
    """Let a floor above say which texts are loaded."""
    global _source
    _source = source
    forget()


def forget(**kwargs: Any) -> None:
    """Ask again which texts are loaded; every request does, once."""
    _kept.library = None


request_started.connect(forget, dispatch_uid="citations")


def _library() -> Library:
    if getattr(_kept, "library", None) is None:
        _kept.library = _source()
    return _kept.library


@dataclass(frozen=True)
class Citation:
    """One reference in a text: where it stands, and the article it names."""

    start: int
    end: int
    statute: str
    article: str
    paragraph: int | None

    @property
    def url(self) -> str:
        """The page of the article, at the paragraph where one is named."""
        address = reverse("article", args=[self.statute, self.article])
        return f"{address}#p{self.paragraph}" if self.paragraph else address


def linked(text: Any) -> str:
    """The text with every citation that can be opened as a link; the rest escaped as usual. Markup is left alone."""
    safe = isinstance(text, SafeString)
    plain = str(text)
    marked_up = safe and "<" in plain
    found = [] if marked_up or not _LOOKS_CITED.search(plain) else list(citations(plain))
    escaped = mark_safe if safe else conditional_escape
    if not found:
        return escaped(plain)
    parts, at = [], 0
    for one in found:
        parts.append(escaped(plain[at : one.start]))
        parts.append(
            format_html(
                '<a class="gs-law" href="{}" target="_blank" rel="noopener">{}</a>',
                one.url,
                escaped(plain[one.start : one.end]),
            )
        )
        at = one.end
    parts.append(escaped(plain[at:]))
    return mark_safe("".join(parts))  # every part is escaped above


def citations(text: str, library: Library | None = None) -> Iterator[Citation]:
    """The references in a text to articles that are loaded (or stand in `library`), in their order."""
    library = library or _library()
    if library.pattern is None:
        return
    at = 0
    while match := library.pattern.search(text, at):
        at = match.end()
        if not _begins(text, match):
            continue
        statute = library.names[match.group()]
        begin = match.start() - (text[: match.start()].endswith("《"))
        for reference, start in _references(text, at, begin):
            at = reference.end()
            article = _article(reference)
            if article in library.articles.get(statute, ()):
                yield Citation(start, at, statute, article, _paragraph(reference))


def _begins(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else " "
    if match.group().isascii():
        return not before.isalnum()
    return not "一" <= before <= "鿿" or before in _BEGINS_AFTER


def _references(text: str, at: int, begin: int) -> Iterator[tuple[re.Match[str], int]]:
    """The articles named one after another behind a statute's name; the first one is linked together with the name."""
    gap = _BEFORE_FIRST.match(text, at)
    reference = _REFERENCE.match(text, gap.end() if gap else at)
    start = begin
    while reference:
        yield reference, start
        gap = _BETWEEN.match(text, reference.end())
        start = gap.end() if gap else reference.end()
        reference = _REFERENCE.match(text, start) if gap else None
        if reference and _COUNTS_IN_ENGLISH.match(text, reference.end()):
            return


def _article(reference: re.Match[str]) -> str:
    number = int(reference["arabic"]) if reference["arabic"] else chinese_number(reference["chinese"])
    sub = reference["sub"]
    if not sub:
        return str(number)
    return f"{number}-{int(sub) if sub.isdigit() and sub.isascii() else chinese_number(sub)}"


def _paragraph(reference: re.Match[str]) -> int | None:
    if reference["parts"]:
        return int(re.findall(r"\d+", reference["parts"])[0])
    return chinese_number(reference["paragraph"]) if reference["paragraph"] else None


def chinese_number(text: str) -> int:
    """第一百零二条's number: 一百零二 → 102. Raises ValueError for anything else."""
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index("零" if sign == "〇" else sign)
    return total + digit
