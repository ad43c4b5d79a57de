"""The amounts from which something more is due: the street's cap, the hearing, the collective discussion (待核实)."""

from __future__ import annotations

from decimal import Decimal

from cases.models import Case
from gongshu_enforcement import legal_settings


def hearing_threshold(case: Case) -> Decimal:
    """The fine from which a hearing is due, in yuan; a dated setting per organ (待核实)."""
    return legal_settings.value(f"hearing_threshold_{case.target}", on=case.statutory_day(), organ=case.organ.code)


def needs_hearing(case: Case, total: Decimal) -> bool:
    """Whether the total reaches the threshold; the setting says whether the number itself counts."""
    inclusive = legal_settings.value("hearing_threshold_inclusive", on=case.statutory_day(), organ=case.organ.code)
    threshold = hearing_threshold(case)
    return total >= threshold if inclusive else total > threshold


def discussion_threshold(case: Case) -> Decimal:
    """The fine from which the heads of the organ discuss the case together, in yuan (待核实)."""
    code = f"collective_discussion_{case.target}"
    return legal_settings.value(code, on=case.statutory_day(), organ=case.organ.code)


def needs_discussion(case: Case, total: Decimal) -> bool:
    """Whether the total reaches the figure for a collective discussion (处罚法 57(2))."""
    return total >= discussion_threshold(case)


def street_cap(case: Case) -> Decimal | None:
    """Up to which total the street may decide by its agreement; None where the organ handles the case."""
    if case.handling_unit != "street" or case.agreement is None:
        return None
    return case.agreement.cap_for(case.target)


def within_street_cap(case: Case, total: Decimal) -> bool:
    """Whether the street may decide this total; the setting says whether the number itself still belongs to it."""
    cap = street_cap(case)
    if cap is None:
        return True
    inclusive = legal_settings.value("street_cap_inclusive", on=case.statutory_day(), organ=case.organ.code)
    return total <= cap if inclusive else total < cap
