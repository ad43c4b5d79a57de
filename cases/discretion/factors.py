"""The circumstances chosen on a violation (裁量情节), each with the evidence that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Recheck
from delegation.models import DiscretionFactor
from delegation.models.factor import factors_on

from .amounts import Judgement, Weight, judge


@dataclass(frozen=True)
class Chosen:
    """A circumstance found, with references to its evidence and a remark."""

    factor: DiscretionFactor
    evidence: tuple[str, ...] = ()
    note: str = ""


def known(case: Case, *, target: str = "") -> dict[str, DiscretionFactor]:
    """The circumstances that hold for the case, by code: of its organ, on the day whose law it keeps."""
    return factors_on(case.statutory_day(), case.organ.code, target)


def rows_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The circumstances in a submitted row, as they were sent: [{code, evidence: [reference], note}]."""
    given = row.get("factors")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list | tuple) else []


def chosen(row: Mapping[str, Any], held: Mapping[str, DiscretionFactor]) -> list[Chosen]:
    """Those of a submitted row that exist; each counts once."""
    found = {
        str(one.get("code")): Chosen(
            held[str(one["code"])], tuple(map(str, one.get("evidence") or ())), str(one.get("note") or "").strip()
        )
        for one in rows_of(row)
        if str(one.get("code")) in held
    }
    return list(found.values())


def weigh(picked: Iterable[Chosen]) -> Judgement:
    """What they come to; grounds for no penalty weigh nothing here, they are asked for before."""
    on_the_fine = DiscretionFactor.ON_THE_FINE
    return judge(
        Weight(one.factor.code, one.factor.kind, one.factor.effect, one.factor.step)
        for one in picked
        if one.factor.kind in on_the_fine
    )


def in_words(picked: Iterable[Chosen]) -> str:
    """The circumstances as documents say them; Chinese, as it is printed."""
    return "；".join(
        f"{one.factor.title}（{one.note.rstrip('。')}）" if one.note else one.factor.title for one in picked
    )


# What a circumstance may rest on: kind of reference → rows of the case, and how a row is called (Chinese, as printed).
_SOURCES: dict[str, tuple[Callable[[Case], QuerySet], Callable[[Any], str]]] = {
    "evidence": (lambda case: case.evidence.filter(withdrawn_at=None), lambda row: row.title),
    "interview": (lambda case: case.interviews.all(), lambda row: f"{row.name}的询问笔录（{row.happened_on}）"),
    "inspection": (lambda case: case.inspections.all(), lambda row: f"现场检查记录（{row.happened_on}）"),
    "recheck": (
        lambda case: Recheck.objects.filter(order__case=case),
        lambda row: f"整改复查（{row.rechecked_on}，{'合格' if row.passed else '不合格'}）",
    ),
}


def evidence_of(case: Case) -> dict[str, str]:
    """Everything in the case that a circumstance may rest on, by reference (“evidence:12”)."""
    return {
        f"{kind}:{row.pk}": name(row) for kind, (rows, name) in _SOURCES.items() for row in rows(case).order_by("pk")
    }


def unfounded(case: Case, references: Iterable[str]) -> set[str]:
    """References to nothing in the case: of another case, withdrawn, or made up. One query for each kind named."""
    named = set(references)
    wanted: dict[str, set[str]] = {}
    for reference in named:
        kind, _colon, number = reference.partition(":")
        if kind in _SOURCES and number.isascii() and number.isdecimal() and len(number) < 19:
            wanted.setdefault(kind, set()).add(number)
    held = set()
    for kind, numbers in wanted.items():
        found = _SOURCES[kind][0](case).filter(pk__in=map(int, numbers)).values_list("pk", flat=True)
        held |= {f"{kind}:{pk}" for pk in found}
    return named - held
