"""Official texts out of files: one statute a file, Markdown or DOCX, read line by line into articles.

The file begins with the title. Above the first chapter or article stand lines on issue and amendments, and these, where
the text does not say them itself: 施行日期：2021-07-15, 失效日期：, 简称：处罚法、…, 来源：…. An article begins with 第…条; what
follows up to the next article are its paragraphs. Whatever is wrong is said with file and line, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError

from gongshu_enforcement import ledger
from gongshu_enforcement.citations import SHORT_NAMES, chinese_number

from .models.statute import name_of

SUFFIXES = (".md", ".docx")
DIGITS = "〇零一二三四五六七八九十百"
_ARTICLE = re.compile(rf"^(?P<heading>第(?P<number>[{DIGITS}]+)条(?:之(?P<sub>[{DIGITS}]+))?)(?:[\s　]+|$)")
_CHAPTER = re.compile(rf"^(第[{DIGITS}]+[编章节](?:[\s　]+.*)?|附[\s　]*则)$")
_FIELD = re.compile(r"^(施行日期|失效日期|公布日期|简称|来源)[\s　]*[:：][\s　]*(.*)$")
_DAY = re.compile(r"(\d{4})\s*(?:年|-)\s*(\d{1,2})\s*(?:月|-)\s*(\d{1,2})\s*日?")
_BEGINS = re.compile(r"自(\d{4}年\d{1,2}月\d{1,2}日)起施行")
_COMMENT = re.compile(r"<!--.*?-->")
_MARKS = re.compile(r"^(#+|>|[-*+])[\s　]+|^\*\*(?=第)|\*\*")


@dataclass(frozen=True)
class Line:
    """A line of a file, with its number; `level`: 1 for the title of a Markdown or DOCX text, 2 and more for chapters."""

    number: int
    text: str
    level: int = 0


@dataclass
class ArticleText:
    """An article as it was read."""

    label: str
    heading: str
    chapter: str
    line: int
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass
class StatuteText:
    """A statute as it was read from one file; `problems` name file and line."""

    file: str
    title: str = ""
    aliases: list[str] = field(default_factory=list)
    adopted_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    issued_by: list[str] = field(default_factory=list)
    source: str = ""
    articles: list[ArticleText] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.file} {self.digest}"

    @property
    def name(self) -> str:
        """The name it goes by in addresses."""
        return name_of(self.title)

    @property
    def digest(self) -> str:
        """Stands for all that was read, so that the same text is known again."""
        articles = [[one.label, one.heading, one.chapter, one.text] for one in self.articles]
        days = [self.adopted_on, self.effective_from, self.effective_to]
        return ledger.digest([self.title, self.aliases, days, self.issued_by, self.source, articles])

    def complain(self, line: int, what: str) -> None:
        """Note what is wrong, where."""
        self.problems.append(f"{self.file} line {line}: {what}")


def read(path: Path) -> StatuteText:
    """The statute in a file; what is wrong with it stands in its problems."""
    found = StatuteText(file=path.name)
    try:
        lines = list(_docx(path) if path.suffix.lower() == ".docx" else _markdown(path))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        found.complain(line, "not UTF-8; save the file as UTF-8")
        return found
    except (PackageNotFoundError, KeyError, ValueError) as error:
        found.complain(1, f"no DOCX file ({type(error).__name__})")
        return found
    _Reader(found).read(lines)
    return found


def _markdown(path: Path) -> Iterator[Line]:
    for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        text = _COMMENT.sub("", raw).strip()
        level = len(text) - len(text.lstrip("#")) if text.startswith("#") else 0
        yield Line(number, _MARKS.sub("", text).strip(), level)


def _docx(path: Path) -> Iterator[Line]:
    number = 0
    for paragraph in docx.Document(str(path)).paragraphs:
        style = (paragraph.style.name or "") if paragraph.style else ""
        for text in paragraph.text.splitlines() or [""]:
            number += 1
            yield Line(number, text.strip(), 1 if number == 1 or style == "Title" else 2 if "Heading" in style else 0)


class _Reader:
    """One pass over the lines: title, what stands above the text, articles in their order."""

    def __init__(self, found: StatuteText) -> None:
        self.found = found
        self.part = self.chapter = ""
        self.last: tuple[int, int] = (0, 0)
        self.days_in_text: list[date] = []
        self.listing = False  # inside a table of contents
        self.listed: set[str] = set()

    def read(self, lines: list[Line]) -> None:
        """Everything, then what only the whole text tells."""
        for line in lines:
            if line.text:
                self._line(line)
        self._finish(lines[-1].number if lines else 1)

    def _line(self, line: Line) -> None:
        found = self.found
        if not found.title:
            found.title = line.text.strip("《》 　")
            return
        article = _ARTICLE.match(line.text)
        if article:
            self.listing = False
            self._begin(line, article)
        elif _CHAPTER.match(line.text) or line.level >= 2:
            self._chapter(re.sub(r"[\s　]+", " ", line.text))
        elif line.text.replace("　", "").replace(" ", "") == "目录":
            self.listing = True
        elif found.articles:
            found.articles[-1].paragraphs.append(line.text)
        else:
            self._above(line)

    def _chapter(self, text: str) -> None:
        """A chapter, or a section within one; what a table of contents lists comes a second time where it begins."""
        if self.listing and text not in self.listed:
            self.listed.add(text)
            return
        self.listing = False
        section = re.match(rf"第[{DIGITS}]+节", text)
        if not section:
            self.part = text
        self.chapter = f"{self.part} · {text}" if section and self.part else text

    def _begin(self, line: Line, match: re.Match[str]) -> None:
        number = chinese_number(match["number"])
        sub = chinese_number(match["sub"]) if match["sub"] else 0
        follows = (number, sub) in ((self.last[0] + 1, 0), (self.last[0], self.last[1] + 1))
        if not follows:
            before = self.found.articles[-1].heading if self.found.articles else "the beginning"
            self.found.complain(line.number, f"{match['heading']} follows {before}; each article stands once, in order")
        self.last = (number, sub)
        label = f"{number}-{sub}" if sub else str(number)
        article = ArticleText(label, match["heading"], self.chapter, line.number)
        rest = line.text[match.end() :].strip()
        if rest:
            article.paragraphs.append(rest)
        self.found.articles.append(article)

    def _above(self, line: Line) -> None:
        known = _FIELD.match(line.text)
        if known is None:
            if not self.listing:
                self.found.issued_by.append(line.text)
            return
        name, value = known.groups()
        if name == "简称":
            self.found.aliases = [part.strip() for part in re.split(r"[、,，;；]", value) if part.strip()]
        elif name == "来源":
            self.found.source = value
        else:
            self._day(line, name, value)

    def _day(self, line: Line, name: str, value: str) -> None:
        day = _day_in(value)
        if day is None and value:
            self.found.complain(line.number, f"{name}：“{value}” is no day; write it as 2021-07-15")
            return
        place = {"施行日期": "effective_from", "失效日期": "effective_to", "公布日期": "adopted_on"}[name]
        setattr(self.found, place, day)

    def _finish(self, last_line: int) -> None:
        found = self.found
        if not found.title:
            found.complain(1, "the file is empty")
            return
        if not found.articles:
            found.complain(last_line, "no article; an article begins with 第一条")
            return
        for article in found.articles:
            if not article.paragraphs:
                found.complain(article.line, f"{article.heading} has no text")
        days = [day for text in found.issued_by for day in _days_in(text)]
        found.adopted_on = found.adopted_on or max(days, default=None)
        found.effective_from = found.effective_from or self._begins(days)
        if found.effective_from is None:
            found.complain(1, "no day from which this text holds; write a line 施行日期：2021-07-15 under the title")
        elif found.effective_to and found.effective_to < found.effective_from:
            found.complain(1, f"失效日期 {found.effective_to} lies before 施行日期 {found.effective_from}")

    def _begins(self, days: list[date]) -> date | None:
        """The day the text itself gives, unless an amendment came after it: then it is the first text's day."""
        for text in self.found.issued_by:
            if "施行" in text and (said := list(_days_in(text))):
                return said[-1]
        for article in reversed(self.found.articles):
            said = _BEGINS.search(article.text)
            if said:
                day = _day_in(said[1])
                return day if day and day >= max(days, default=day) else None
        return None


def _days_in(text: str) -> Iterator[date]:
    for year, month, day in _DAY.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _day_in(text: str) -> date | None:
    return next(_days_in(text), None)


def names_of(title: str, aliases: list[str]) -> list[str]:
    """Every name a text is cited by: its title with and without the country, its short names, those the product uses."""
    usual = [short for short, full in SHORT_NAMES.items() if full == title]
    return list(dict.fromkeys([title, name_of(title), *aliases, *usual]))
