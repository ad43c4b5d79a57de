"""The decision made on the spot (行政（当场）处罚决定书, 处罚法 51, 52)."""

from __future__ import annotations

from typing import Any

from cases.documents.format import chinese_date

from .charges import charges, decided_fines, sentence
from .common import moment, people, you
from .registry import builds

COLLECTION = {
    "small": "依据《中华人民共和国行政处罚法》第六十八条第一项，当场收缴",
    "hard": "依据《中华人民共和国行政处罚法》第六十八条第二项，当场收缴",
    "remote": "依据《中华人民共和国行政处罚法》第六十九条，经当事人提出，当场收缴",
}


@builds("DCDW", "DCGR")
def decision_on_site(case: Any, *, made: Any) -> dict[str, Any]:
    """Everything 处罚法 52(2) asks for; the party was told and heard before (44, 45)."""
    on = case.decided_on
    return {
        **charges(case, decided_fines(case), on),
        "found_at": moment(made.found_at),
        "place": case.place,
        "proof": case.violations.order_by("pk").first().evidence,
        "reason": sentence(made.clear_reason),
        "officers": people(made.officers.order_by("pk"), on),
        "defence": sentence(made.defence),
        "answer": sentence(made.answer),
        "adopted": made.accepted,
        "correction": _correction(case, made),
        "collected": made.collected,
        "collection_ground": COLLECTION.get(made.collection, ""),
        "receipt": made.receipt_number,
        "decided_at": moment(made.decided_at),
        "refusal": made.refusal,
    }


def _correction(case: Any, made: Any) -> str:
    if made.corrected:
        return f"{you(case.party)}已当场改正上述违法行为。"
    order = case.rectifications.order_by("pk").last()
    until = chinese_date(order.due_on) if order is not None else ""
    return (
        f"责令{you(case.party)}于{until}前改正上述违法行为。" if until else f"责令{you(case.party)}改正上述违法行为。"
    )
