"""What is still missing, by article, with a link to the form that would satisfy it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from cases import next_step
from cases.models import Case

# Which action answers a rule; the link shows only where that action is open to the person.
ANSWERED_BY = {
    "A14": "record_inspection",
    "B5": "record_interview",
    "B9": "order_rectification",
    "C1": "issue_notice",
    "C2": "waive_defence",
    "C2b": "answer_defence",
    "E5": "confirm_address",
    "F0": "edit_case",
    "G1": "record_payment",
    "F8": "remind",
    "F8a": "answer_reminder",
    "F8b": "remind",
    "F9a": "remind",
    "P02": "recheck_rectification",
    "A7": "hand_over",
    "C3": "hand_over",
    "A1": "hand_over",
    "W3": "hand_over",
    "B7": "dispose_preservation",
    "B7w": "dispose_preservation",
    "B7f": "dispose_preservation",
    "C17": "request_extension",
    "D5": "report_summary",
    "D6": "record_correction",
    "F4b": "hand_in_fine",
    "C3a": "hand_over",
    "C5": "request_hearing",
    "C8": "report_hearing",
    "C9": "record_discussion",
    "C10": "record_legal_review",
}


def with_links(lines: Iterable[dict[str, Any]], case: Case, open_codes: Collection[str]) -> list[dict[str, Any]]:
    """The lines of a checklist; those a person may answer with an action link to it."""
    drawn = []
    for line in lines:
        answer = ANSWERED_BY.get(line["code"], "") if line["severity"] in ("block", "warn") else ""
        drawn.append({**line, "url": next_step.action_url(answer, case) if answer in open_codes else ""})
    return drawn
