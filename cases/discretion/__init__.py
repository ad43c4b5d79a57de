"""Discretion (裁量): grounds for no penalty, tiers and circumstances → the recommended fine, and why (处罚法 5(2), 30–34).

amounts: the pure arithmetic · no_penalty: the questions asked first · factors: circumstances and their evidence ·
calculator: the chain of reasons · thresholds: cap, hearing, discussion · similar: how like cases ended.
"""

from __future__ import annotations

from .amounts import Judgement, Span, Weight, judge
from .calculator import (
    Advice,
    Linked,
    Person,
    Step,
    TierRange,
    law_of,
    recommend,
    tier_range,
    tiers_of,
    units_beside,
    yuan,
)
from .factors import Chosen, chosen, evidence_of, in_words, known, rows_of, unfounded, weigh
from .frozen import with_advice
from .no_penalty import CAPACITIES, HARMS, Answers, Ground
from .similar import Like, Spread, enough, like_cases, of_tier, spread_of
from .thresholds import (
    discussion_threshold,
    hearing_threshold,
    needs_discussion,
    needs_hearing,
    street_cap,
    within_street_cap,
)

__all__ = [
    "CAPACITIES",
    "HARMS",
    "Advice",
    "Answers",
    "Chosen",
    "Ground",
    "Judgement",
    "Like",
    "Linked",
    "Person",
    "Span",
    "Spread",
    "Step",
    "TierRange",
    "Weight",
    "chosen",
    "discussion_threshold",
    "enough",
    "evidence_of",
    "hearing_threshold",
    "in_words",
    "judge",
    "known",
    "law_of",
    "like_cases",
    "needs_discussion",
    "needs_hearing",
    "of_tier",
    "recommend",
    "rows_of",
    "spread_of",
    "street_cap",
    "tier_range",
    "tiers_of",
    "unfounded",
    "units_beside",
    "weigh",
    "with_advice",
    "within_street_cap",
    "yuan",
]
