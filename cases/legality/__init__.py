"""The rules of law, one file per stage; each names its article."""

from . import (
    always,
    closure,
    deliberation,
    determination,
    discretion,
    filing,
    hearing,
    hearing_conduct,
    interview,
    notice,
    officers,
    service,
    sideways,
)
from .registry import RULES, ChecklistLine, Rule, at_the_door, checklist, findings_at, rules_at

__all__ = [
    "RULES",
    "ChecklistLine",
    "Rule",
    "always",
    "at_the_door",
    "checklist",
    "closure",
    "deliberation",
    "determination",
    "discretion",
    "filing",
    "findings_at",
    "hearing",
    "hearing_conduct",
    "interview",
    "notice",
    "officers",
    "rules_at",
    "service",
    "sideways",
]
