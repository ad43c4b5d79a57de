"""Official texts in the database: loading a folder of them, and which citations can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from gongshu_enforcement import citations
from gongshu_enforcement.citations import ENGLISH_NAMES, Library

from . import statute_text
from .models import Article, Statute
from .statute_text import StatuteText, names_of

CACHE_KEY = "statutes"
KEEP_SECONDS = 300


class BadTexts(Exception):
    """Files that can't be loaded, one message for each problem, with file and line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass
class Report:
    """What became of each file."""

    outcomes: list[tuple[str, str, int]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """One line a file, and the sum."""
        for title, outcome, count in self.outcomes:
            yield f"{title}: {outcome} ({count} articles)"
        counted = Counter(outcome for _title, outcome, _count in self.outcomes)
        yield ", ".join(f"{outcome} {counted[outcome]}" for outcome in sorted(counted)) or "no files"


def texts_in(folder: Path) -> list[StatuteText]:
    """Every text of a folder. Raises BadTexts naming what is wrong, by file and line, before anything is stored."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in statute_text.SUFFIXES)
    found = [statute_text.read(path) for path in paths if not path.name.startswith(("~$", "."))]
    problems = [problem for text in found for problem in text.problems]
    seen: dict[tuple, str] = {}
    for text in found:
        key = (text.name, text.effective_from)
        if text.problems:
            continue
        if key in seen:
            problems.append(f"{text.file} line 1: the same text of the same day is in {seen[key]}")
        seen[key] = text.file
    problems += _clashes(found)
    if problems:
        raise BadTexts(problems)
    return found


def _clashes(found: list[StatuteText]) -> Iterator[str]:
    """A short name that two statutes claim would lead to the wrong one."""
    owners = {name: row.name for row in Statute.objects.all() for name in names_of(row.title, row.aliases)}
    for text in found:
        for name in names_of(text.title, text.aliases):
            owner = owners.setdefault(name, text.name)
            if owner != text.name:
                yield f"{text.file} line 1: the short name {name} belongs to {owner} already"


@transaction.atomic
def import_folder(folder: Path) -> Report:
    """Load every text of a folder, each through the door, or none. What is there and the same stays untouched."""
    from .actions.statutes import load_statute  # the verbs stand above the reads

    report = Report()
    for text in texts_in(folder):
        row = Statute.objects.filter(name=text.name, effective_from=text.effective_from).first()
        outcome = "unchanged" if row and row.digest == text.digest else "changed" if row else "loaded"
        if outcome != "unchanged":
            row = row or Statute.objects.create(name=text.name, title=text.title, effective_from=text.effective_from)
            load_statute(row, acting_user=None, text=text)
        report.outcomes.append((text.title, outcome, len(text.articles)))
    return report


def library() -> Library:
    """Which texts are loaded, for citations: one query, kept for five minutes."""
    found = cache.get(CACHE_KEY)
    if found is None:
        found = _read()
        cache.set(CACHE_KEY, found, KEEP_SECONDS)
    return Library(*found)


def _read() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    names: dict[str, str] = {}
    articles: dict[str, set[str]] = {}
    columns = ("statute__name", "statute__title", "statute__aliases", "label")
    for name, title, aliases, label in Article.objects.order_by().values_list(*columns):
        if name not in articles:
            articles[name] = set()
            english = [word for word, full in ENGLISH_NAMES.items() if full == title]
            names |= dict.fromkeys([*names_of(title, aliases), *english], name)
        articles[name].add(label)
    return names, {name: frozenset(labels) for name, labels in articles.items()}


def forget() -> None:
    """Texts were loaded: ask anew, also whoever reads between the change and its commit."""
    cache.delete(CACHE_KEY)
    citations.forget()
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
