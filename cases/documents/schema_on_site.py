"""What a decision made on the spot holds (当场处罚决定书, 处罚法 51, 52; see schema.py for the conventions)."""

from __future__ import annotations

from .schema import Charges, Person


class DCDW(Charges):
    found_at: str
    place: str
    proof: str
    reason: str
    officers: list[Person]
    defence: str
    answer: str
    adopted: bool
    correction: str
    collected: bool
    collection_ground: str
    receipt: str
    decided_at: str
    refusal: str


class DCGR(DCDW):
    pass


FORMS: tuple[type, ...] = (DCDW, DCGR)
