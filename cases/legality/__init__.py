"""The rules of law, one file per stage; each names its article."""

from . import always, closure, determination, discretion, filing, interview, notice, officers, sideways
from .registry import RULES, ChecklistLine, Rule, at_the_door, checklist, findings_at, rules_at

__all__ = [
    "RULES",
    "ChecklistLine",
    "Rule",
    "always",
    "at_the_door",
    "checklist",
    "closure",
    "determination",
    "discretion",
    "filing",
    "findings_at",
    "interview",
    "notice",
    "officers",
    "rules_at",
    "sideways",
]
