"""The letter of delegation (行政处罚委托书, 处罚法 20), published by both sides."""

from __future__ import annotations

from typing import Any

from .common import day, money, organ
from .registry import builds


@builds("WTS")
def letter(case: None, *, agreement: Any, demo: bool = False) -> dict[str, Any]:
    """The letter as it is published; `case` is None: it belongs to an agreement."""
    street = agreement.street
    items = agreement.items.order_by("code")
    return {
        "organ": organ(agreement.organ),
        "demo": demo,
        "issued_on": day(agreement.signed_on),
        "delegate": {
            "name": f"杭州市拱墅区人民政府{street.name}办事处",
            "address": street.address,
            "phone": street.phone,
        },
        "agreement": {
            "number": agreement.number,
            "catalogue": agreement.version.label,
            "legal_basis": agreement.legal_basis,
            "powers": agreement.powers,
            "area": agreement.area,
            "supervision": agreement.supervision,
            "liability": agreement.liability,
            "cap_unit": money(agreement.cap_unit),
            "cap_individual": money(agreement.cap_individual),
            "signed_on": day(agreement.signed_on),
            "valid_from": day(agreement.valid_from),
            "valid_to": day(agreement.valid_to),
            "recording_number": agreement.recording_number,
            "published_on": day(agreement.published_on),
            "publication_url": agreement.publication_url,
        },
        "items": [{"code": item.code, "title": item.title, "provision": item.penalty_provision} for item in items],
    }
