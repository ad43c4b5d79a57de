"""Topics of training: which checks and which reasons for a return belong to each, and which topic is due next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.guide.checks import checks
from delegation.forms_mentoring import TOPICS

LABELS: dict[str, Any] = {str(code): label for code, label in TOPICS}
CHECKS = {
    "filing": ("S01", "S02", "S05", "F01", "P01", "V01", "V02", "V03", "V04"),
    "inspection": ("S03", "F02", "P02"),
    "interview": ("F03",),
    "evidence": ("V05", "F04", "F05", "F06", "F07", "S04"),
    "law": ("V06", "V07", "V14", "L01", "L02", "L04", "L06"),
    "discretion": ("F08", "L03", "L05"),
    "notice": ("V08", "V09", "V10", "V11", "V13", "P04", "P05", "P06", "P07", "P08", "P09"),
    "document": ("V15", "P03", "P10", "P11", "D01", "D02", "D03", "D04", "D05", "D06", "D07"),
    "execution": ("P12", "A06", "V12"),
    "dossier": ("V16", "A01", "A02", "A03", "A04", "A05", "A07"),
}
REASONS = {  # why a submission came back; a reason may speak for two topics
    "filing": ("jurisdiction",),
    "inspection": ("facts",),
    "interview": ("facts",),
    "evidence": ("evidence",),
    "law": ("law",),
    "discretion": ("discretion",),
    "notice": ("procedure",),
    "document": ("document",),
    "execution": ("procedure",),
    "dossier": ("document",),
}
OF_CHECK = {code: topic for topic, codes in CHECKS.items() for code in codes}


@dataclass(frozen=True)
class Due:
    """A topic with what speaks for it."""

    topic: str
    label: Any
    findings: int
    codes: list[str]
    questions: int = 0  # weak ones of exams, counted among the findings

    @property
    def texts(self) -> list[str]:
        """The checks behind it, in words."""
        return [f"{code} {checks()[code].text}" for code in self.codes]


def suggested(faults: Counter[str], most: int = 3, questions: Counter[str] | None = None) -> list[Due]:
    """The topics with most findings, each with the checks that recur; `questions`: weak ones per topic, a finding each."""
    weak = questions or Counter()
    found: Counter[str] = Counter(weak)
    for code, count in faults.items():
        found[OF_CHECK[code]] += count
    order = sorted(found, key=lambda topic: (-found[topic], list(CHECKS).index(topic)))
    return [Due(topic, LABELS[topic], found[topic], _codes(topic, faults), weak[topic]) for topic in order[:most]]


def _codes(topic: str, faults: Counter[str]) -> list[str]:
    own: Iterable[str] = (code for code in CHECKS[topic] if faults[code])
    return sorted(own, key=lambda code: (-faults[code], code))[:3]
