"""The verbs behind THE ONE DOOR, one file per group. Importing this package registers them all."""

from . import (
    closing,
    deliberation,
    documents,
    execution,
    filing,
    hearing,
    investigation,
    limits,
    notice,
    preservation,
    remedies,
    review,
    self_check,
    sideways,
    submitting,
    summary,
)

__all__ = [
    "closing",
    "deliberation",
    "documents",
    "execution",
    "filing",
    "hearing",
    "investigation",
    "limits",
    "notice",
    "preservation",
    "remedies",
    "review",
    "self_check",
    "sideways",
    "submitting",
    "summary",
]
