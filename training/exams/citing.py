"""Which articles a question may cite: those of the texts that are loaded, else of the outline that ships (number of articles).

The outline holds no text of law; it says only that a statute has articles 1 to n. Where a text is loaded, that text decides.
"""

from __future__ import annotations

import csv
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.documents.catalogue import ROOT
from delegation import statutes
from delegation.models.statute import name_of
from delegation.statute_text import names_of
from gongshu_enforcement.citations import Library, citations

OUTLINE = ROOT / "data" / "statute_articles.csv"


@cache
def outline() -> Library:
    """The statutes known by name, with their articles counted."""
    names: dict[str, str] = {}
    articles: dict[str, frozenset[str]] = {}
    with OUTLINE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = name_of(row["title"])
            names |= dict.fromkeys(names_of(row["title"], [row["short"]] if row["short"] else []), name)
            articles[name] = frozenset(str(number) for number in range(1, int(row["articles"]) + 1))
    return Library(names, articles)


def library() -> Library:
    """The outline, with every loaded text in the place of its own."""
    loaded, known = statutes.library(), outline()
    return Library({**known.names, **loaded.names}, {**known.articles, **loaded.articles})


def check(citation: str, texts: Library | None = None) -> None:
    """Raise ValidationError unless the citation is one or several articles that exist, and nothing else."""
    found = list(citations(citation, texts or library()))
    if found and found[0].start == 0 and found[-1].end == len(citation):
        return
    raise ValidationError(
        _(
            "“%(citation)s” is no article that can be cited. Write statute and article, as in 《中华人民共和国行政处罚法》第四十二条第一款."
        )
        % {"citation": citation}
    )
