"""What a journey says at discretion: the answers on the grounds for no penalty, circumstances with evidence, the fine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cases import discretion
from cases.models import Case, Violation

# Tier → the circumstance that leads there, as the made-up stories have it.
LEADS = {"mitigated": "M321", "lenient": "M321", "severe": "H05"}
NOTES = {
    "M321": "检查当日即暂停相关作业并开始整改，减轻了危害后果",
    "H05": "隐患引发周边居民多次投诉，造成较大社会影响",
}

# What the law orders once overdue → its content
ORDERED = {
    "suspension": "停产停业整顿，至整改合格为止",
    "stop_use": "不符合标准的线路和用电设备，至整改合格、经检查同意恢复使用为止",
}


def answers(case: Case, *, ground: str = "", overdue: bool = False, **other: Any) -> dict[str, Any]:
    """The questions on no penalty answered: so that this ground is made out, or none is; `other`: single answers."""
    given: dict[str, Any] = {
        "minor": ground == "minor",
        "corrected": ground in ("minor", "first"),
        "harm": "slight" if ground == "first" else "none",
        "first": not overdue,
        "no_fault": ground == "no_fault",
        "reason": _REASONS.get(
            ground, "责令改正期限未满或者逾期未改正，尚无复查合格的记录；当事人未提出没有主观过错的证据。"
        ),
    }
    if case.target == "individual":
        given["capacity"] = "full"
    return given | other


_REASONS = {
    "minor": "经复查已改正，隐患轻微，没有造成危害后果。",
    "first": "系统内没有当事人的处罚记录；经复查已改正，危害后果轻微。",
    "no_fault": "当事人提交的证据足以证明没有主观过错。",
}


def waive(violation: Violation, ground: str = "first") -> dict[str, Any]:
    """The row of a proposal not to punish, on this ground."""
    return {
        "id": violation.pk,
        "questions": answers(violation.case, ground=ground),
        "proposal": "no_penalty",
        "no_penalty_reason": ground,
        "education": "已向当事人讲解有关规定，当事人承诺不再发生同类违法行为。",
    }


def propose(
    violation: Violation, wanted: Decimal | None = None, evidence: Sequence[str] = (), **more: Any
) -> dict[str, Any]:
    """The row of a penalty: the wanted fine in the tier that holds it, or what is recommended in the mildest tier.

    `evidence`: references that show the circumstance leading to that tier; without any the tier departs, with a reason.
    """
    row = {
        "id": violation.pk,
        "questions": answers(violation.case, overdue=violation.is_overdue),
        "proposal": "penalty",
        "factors": [],
    }
    ordered = violation.item.ordered_when_overdue(violation.case.target, violation.is_overdue)
    if ordered and violation.case.handling_unit == "organ":
        row |= {"further_penalty": ordered, "further_penalty_text": ORDERED[ordered]}
    tiers = [tier for tier in discretion.tiers_of(violation) if tier.tier != "mitigated"]
    if not tiers:
        return row | {"tier": "", "fine": "0", "with_warning": True} | more
    tier = next((tier for tier in tiers if wanted is not None and tier.contains(wanted)), tiers[-1 if wanted else 0])
    code = LEADS.get(tier.tier, "")
    if code and evidence:
        row["factors"] = [{"code": code, "evidence": list(evidence), "note": NOTES[code]}]
    elif code:
        row["departure_reason"] = "综合全案情节确定。"
    fine = wanted if wanted is not None else _within_the_cap(violation.case, tier)
    return row | {"tier": tier.tier, "fine": str(fine), "with_warning": False} | more


def _within_the_cap(case: Case, tier: discretion.TierRange) -> Decimal:
    """The middle of the tier, or the street's cap where that is lower and lies in the tier."""
    cap = discretion.street_cap(case)
    return cap if cap is not None and cap < tier.recommended and tier.contains(cap) else tier.recommended


def proofs(case: Case) -> list[str]:
    """What a circumstance may rest on in a journey's case: the party's own statement, the last piece of evidence."""
    last = case.evidence.filter(withdrawn_at=None).order_by("-pk").values_list("pk", flat=True).first()
    return [f"evidence:{last}"] if last else []
