"""Questions to begin an interview with: sets that come with the product, and those the street has kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from cases.documents.format import chinese_date
from cases.models import Case, QuestionSet

FILE = Path("data", "question_sets.json")


@dataclass(frozen=True)
class Offered:
    """A set as the form offers it; `key` names it in an address."""

    key: str
    title: str
    questions: tuple[str, ...]
    own: bool = False


def offered(case: Case) -> list[Offered]:
    """The sets that fit a case: the street's own for its items first, then those of the product for its organ."""
    codes = [row.item.code for row in case.violations.all()]
    own = QuestionSet.objects.filter(Q(item_code="") | Q(item_code__in=codes), street=case.street)
    kept = [Offered(f"own-{row.pk}", row.title, tuple(row.questions), own=True) for row in own]
    shipped = [
        Offered(row["key"], row["title"], tuple(_filled(text, case) for text in row["questions"]))
        for row in _shipped()
        if case.organ.code in row["organs"]
    ]
    return kept + shipped


@cache
def _shipped() -> list[dict]:
    return json.loads(Path(settings.BASE_DIR, FILE).read_text(encoding="utf-8"))


def _filled(text: str, case: Case) -> str:
    return text.replace("{title}", case.cause).replace("{found_on}", chinese_date(case.found_on.isoformat()))
