"""Discretion (裁量): tiers and factors → the range, the recommended fine, and why (处罚法 5(2), 34)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Case, Violation
from delegation.models import DiscretionTier
from gongshu_enforcement import legal_settings

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class TierRange:
    """The span of one tier, in yuan; a bound may belong to the tier next to it."""

    tier: str
    label: str
    minimum: Decimal
    maximum: Decimal
    includes_minimum: bool
    includes_maximum: bool
    condition: str
    derived: bool

    def contains(self, fine: Decimal) -> bool:
        """Whether a fine lies in the tier."""
        above = fine >= self.minimum if self.includes_minimum else fine > self.minimum
        return above and (fine <= self.maximum if self.includes_maximum else fine < self.maximum)

    @property
    def recommended(self) -> Decimal:
        """The middle of the tier, rounded to a hundred yuan."""
        middle = (self.minimum + self.maximum) / 2
        return (middle / HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP) * HUNDRED


@dataclass
class Recommendation:
    """What the calculator says for one violation, with the chain of reasons."""

    violation: Violation
    minimum: Decimal | None
    maximum: Decimal | None
    tiers: list[TierRange]
    reasons: list[str] = field(default_factory=list)
    over_cap: bool = False
    hearing: bool = False


def tiers_of(violation: Violation) -> list[TierRange]:
    """The tiers with amounts that apply to the violation's stage and target."""
    rows = violation.item.tiers_for(
        violation.case.target, violation.is_overdue, alternative=violation.alternative_range
    )
    return [
        TierRange(
            row.tier,
            row.get_tier_display(),
            row.fine_min or Decimal(0),
            row.fine_max,
            row.min_inclusive,
            row.tier != DiscretionTier.Tier.MITIGATED,
            row.condition,
            row.derived,
        )
        for row in rows
        if row.fine_max is not None
    ]


def tier_range(violation: Violation, tier: str) -> TierRange | None:
    """The span of one tier of a violation; None where no amounts are recorded for it."""
    return next((found for found in tiers_of(violation) if found.tier == tier), None)


def recommend(violation: Violation) -> Recommendation:
    """Statutory range → stage → tiers → the street's cap → hearing threshold, each with its source."""
    case, span = violation.case, violation.fine_range()
    if span is None:
        return Recommendation(
            violation, None, None, [], [_("No fine is possible at this stage: order the correction first.")]
        )
    advice = Recommendation(violation, span.minimum, span.maximum, tiers_of(violation))
    advice.reasons.append(
        _("%(provision)s: %(low)s–%(high)s yuan.")
        % {
            "provision": violation.item.penalty_provision_for(case.target),
            "low": f"{span.minimum:,.0f}",
            "high": f"{span.maximum:,.0f}",
        }
    )
    if case.handling_unit == "street" and case.agreement is not None:
        cap = case.agreement.cap_for(case.target)
        advice.over_cap = span.maximum > cap
        advice.reasons.append(_("The street may decide up to %(cap)s yuan in all.") % {"cap": f"{cap:,.0f}"})
    threshold = hearing_threshold(case)
    advice.hearing = span.maximum >= threshold
    advice.reasons.append(
        _("From %(threshold)s yuan the party may ask for a hearing (CF 63).") % {"threshold": f"{threshold:,.0f}"}
    )
    return advice


def hearing_threshold(case: Case) -> Decimal:
    """The fine from which a hearing is due, in yuan; a dated setting per organ (待核实)."""
    return legal_settings.value(f"hearing_threshold_{case.target}", on=case.statutory_day(), organ=case.organ.code)


def needs_hearing(case: Case, total: Decimal) -> bool:
    """Whether the total reaches the threshold; the setting says whether the number itself counts."""
    inclusive = legal_settings.value("hearing_threshold_inclusive", on=case.statutory_day(), organ=case.organ.code)
    threshold = hearing_threshold(case)
    return total >= threshold if inclusive else total > threshold


def similar_cases(violation: Violation, limit: int = 10) -> list[dict[str, Any]]:
    """Closed cases on the same item, stage and target, newest first: like cases get like fines."""
    rows = (
        Violation.objects.filter(
            item__code=violation.item.code,
            is_overdue=violation.is_overdue,
            case__party__kind=violation.case.target,
            case__decided_on__isnull=False,
            decided_fine__isnull=False,
        )
        .exclude(case=violation.case)
        .order_by("-case__decided_on")
        .values("tier", "decided_fine", "case__decided_on")[:limit]
    )
    return list(rows)
