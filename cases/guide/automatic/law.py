"""Application of the law (法律适用): range, provisions, discretion, correction, one fine for one act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cases.guide.record import PENALTIES, Record
from cases.legality.registry import Pair

from .base import Fault, automatic, fault

CITATION = re.compile(r"《[^》]{4,}》.*第[一二三四五六七八九十百零〇]+条")


@automatic("V07", rules=("V07", "D1"), when=lambda r: r.penalised)
def within_the_law(r: Record) -> Iterator[Pair]:
    """Every fine within the range of its item; on the spot within the law's limit."""
    yield from r.ask_of_decision("V07")
    if r.on_site:
        rows = [{"item": row.item, "fine": row.decided_fine or Decimal(0)} for row in r.punished]
        yield from _on_the_spot(r, rows)


def _on_the_spot(r: Record, rows: list[dict[str, object]]) -> Iterator[Pair]:
    party = {"kind": r.case.party.kind}
    yield from r.ask(
        "D1", "decide_on_site", on=r.case.decided_on, organ=r.case.organ, party=party, violations=rows,
        handling_unit=r.case.handling_unit,
    )  # fmt: skip


@automatic("L01", each="1", when=lambda r: r.case.is_decided)
def cited_in_full(r: Record) -> Iterator[Fault]:
    """The statute's full name, and at least its article."""
    for row in r.violations:
        if not CITATION.search(row.violated_provision or ""):
            yield fault(
                "{code} 违反条款引用不完整：{text}。",
                "{code}: the provision violated is not cited in full: {text}.",
                code=row.item.code,
                text=row.violated_provision or "—",
            )


@automatic("L02", when=lambda r: r.penalised)
def basis_is_the_items(r: Record) -> Iterator[Fault]:
    """What the decision cites is what the catalogue says, in a version in force when it was decided."""
    decision = r.paper(*PENALTIES)
    printed = str(decision.data) if decision else ""
    for row in r.punished:
        basis = row.item.penalty_provision_for(r.case.target)
        if not basis or basis not in printed:
            yield fault(
                "决定书的处罚依据与案由 {code} 不一致。", "The basis printed is not that of {code}.", code=row.item.code
            )
        if not r.case.may_rest_on(row.item.version, r.case.statutory_day()):
            yield fault(
                "案由 {code} 的目录版本当时无效。", "The catalogue of {code} was not in force.", code=row.item.code
            )


@automatic("L03", rules=("L03",), when=lambda r: r.ordinary_penalty)
def discretion_agrees(r: Record) -> Iterator[Fault]:
    """Tier and circumstances are written down, the amount lies in the tier or its departure is explained."""
    for row in r.punished:
        if not (row.factors and (row.tier or not row.decided_fine)):
            yield fault("{code} 没有裁量说明。", "{code}: no reasons for the discretion.", "4", code=row.item.code)
    rows = [
        {
            "id": row.pk,
            "proposal": "penalty",
            "tier": row.tier,
            "factors": row.circumstances,
            "questions": row.questions,
            "fine": str(row.proposed_fine or Decimal(0)),
            "departure_reason": row.departure_reason,
        }
        for row in r.punished
    ]
    for message in r.ask("L03", "submit_discretion", on=r.case.filed_on, violations=rows):
        yield Fault(message, Decimal(2))


@automatic("L04", rules=("B9",), when=lambda r: r.penalised)
def told_to_correct(r: Record) -> Iterator[Fault | Pair]:
    """An order on file, or corrected while the officers looked on."""
    if r.on_site:
        if not (r.on_site.corrected or r.case.rectifications.all()):
            yield fault("没有责令改正。", "There was no order to correct.")
        return
    yield from r.ask("B9", "submit_determination")


@automatic("L06", rules=("C14",), when=lambda r: r.case.is_decided)
def not_twice(r: Record) -> Iterator[Pair]:
    """No other case on the same act of the same party."""
    yield from r.ask("C14", "submit_filing", on=r.case.filed_on)
