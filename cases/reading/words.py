"""The words of screens for what is kept as codes: desks, proposals, tiers, amounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.discretion.no_penalty import CAPACITIES, HARMS, QUESTIONS
from cases.ending import Ground
from cases.models import FurtherPenalty, Preservation, Seizure, SupplyStop, Violation
from cases.stages import Outcome
from delegation.models import DiscretionTier
from gongshu_enforcement.timekeeper import SHANGHAI

DESKS = {
    "initial": gettext_lazy("Initial review"),
    "enforcement": gettext_lazy("Recheck, enforcement desk"),
    "legal": gettext_lazy("Recheck, legal section"),
    "final": gettext_lazy("Final review"),
    "chief": gettext_lazy("Head of the organ"),
}

FIELDS = {
    "proposal": gettext_lazy("Proposal"),
    "harm_done": gettext_lazy("Life or health was concerned, and harm was done"),
    "harm_grounds": gettext_lazy("What harm was done, and what shows it"),
    "outcome": gettext_lazy("Outcome"),
    "summary": gettext_lazy("Summary of the investigation"),
    "execution": gettext_lazy("Execution"),
    "ended_ground": gettext_lazy("Ended without all of the money"),
    "ended_reason": gettext_lazy("Why the execution ended"),
    "extended_to": gettext_lazy("New due day"),
    "receiver": gettext_lazy("Receiving agency"),
    "to_police": gettext_lazy("To the police"),
    "finding": gettext_lazy("Finding"),
    "found_facts": gettext_lazy("Facts found"),
    "evidence": gettext_lazy("Evidence"),
    "is_overdue": gettext_lazy("Not corrected in time"),
    "rests_on": gettext_lazy("Order that was not obeyed"),
    "tier": gettext_lazy("Tier"),
    "questions": gettext_lazy("Grounds for no penalty"),
    "factors": gettext_lazy("Circumstances considered"),
    "recommended": gettext_lazy("Recommended fine"),
    "fine": gettext_lazy("Fine"),
    "with_warning": gettext_lazy("With a warning"),
    "further_penalty": gettext_lazy("Further penalty"),
    "further_penalty_text": gettext_lazy("Content of the further penalty"),
    "hearing_basis": gettext_lazy("How the decision rests on the hearing"),
    "no_penalty_reason": gettext_lazy("Reason for no penalty"),
    "mitigation_reason": gettext_lazy("Reason below the minimum (CF 32)"),
    "departure_reason": gettext_lazy("Reason for departing"),
    "items": gettext_lazy("things"),
    "applied_on": gettext_lazy("Applied for on"),
    "hardship": gettext_lazy("Economic hardship"),
    "until": gettext_lazy("Deferred until"),
    "instalments": gettext_lazy("Instalments"),
    "manner": gettext_lazy("manner"),
    "ends_on": gettext_lazy("until"),
    "what": gettext_lazy("supply"),
    "supplier": gettext_lazy("supplier"),
    "hazard": gettext_lazy("real danger of an accident"),
    "stop_at": gettext_lazy("supply stops at"),
    "basis": gettext_lazy("provision it rests on"),
    "ground": gettext_lazy("Ground"),
    "urgent": gettext_lazy("Urgent, before filing"),
    "keeping": gettext_lazy("Manner of keeping"),
    "place": gettext_lazy("Place of keeping"),
    "keeper": gettext_lazy("Keeper"),
    "appear_place": gettext_lazy("Where the party comes to"),
    "way": gettext_lazy("Way of disposal"),
    "disposal_text": gettext_lazy("Details of the disposal"),
    "education": gettext_lazy("How the party was educated"),
    "reason": gettext_lazy("Reason"),
    "opinion": gettext_lazy("Officers' opinion"),
}

CODES: dict[str, dict[str, Any]] = {
    "proposal": {
        "file": gettext_lazy("File the case"),
        "not_file": gettext_lazy("Do not file"),
        **dict(Violation.Proposal.choices),
    },
    "outcome": {**dict(Outcome.choices), **dict(Seizure.Outcome.choices)},
    "manner": dict(Seizure.Way.choices),
    "what": dict(SupplyStop.What.choices),
    "finding": dict(Violation.Finding.choices),
    "tier": dict(DiscretionTier.Tier.choices),
    "further_penalty": dict(FurtherPenalty.choices),
    "ground": dict(Preservation.Ground.choices),
    "ended_ground": dict(Ground.choices),
    "keeping": dict(Preservation.Keeping.choices),
    "way": dict(Preservation.Way.choices),
    "no_penalty_reason": dict(Violation.NoPenaltyReason.choices),
}
AMOUNTS = frozenset({"fine", "amount", "recommended"})


def plain(name: str, value: Any) -> str:
    """A value as people read it: codes by their label, yes and no, yuan."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "items":
        return "；".join(map(_thing, value))
    if name == "instalments":
        return "；".join(f"{row['due_on']} {_yuan(row['amount'])}" for row in value)
    if name == "stop_at":
        return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if name in AMOUNTS:
        return _yuan(value)
    if name == "questions":
        return answers_in_words(value)
    if name == "factors" and isinstance(value, list):
        return "\n".join(map(circumstance_in_words, value))
    return str(CODES.get(name, {}).get(value, "" if value is None else value))


def _thing(row: Mapping[str, Any]) -> str:
    more = row.get("quality") or row.get("specification")
    return f"{row['name']} {row['quantity']}{row['unit']}{f'（{more}）' if more else ''}"


def answers(given: Any) -> list[tuple[str, str]]:
    """The questions on the grounds for no penalty that were answered, each with its answer."""
    held = given if isinstance(given, Mapping) else {}
    told = {"harm": HARMS, "capacity": CAPACITIES}
    return [
        (str(question), str(told[name].get(held[name], "")) if name in told else plain(name, held[name]))
        for name, question in QUESTIONS.items()
        if held.get(name) not in (None, "")
    ]


def answers_in_words(given: Any) -> str:
    """The answers on the grounds for no penalty, with what they rest on, line by line."""
    held = given if isinstance(given, Mapping) else {}
    lines = [f"{question} {answer}" for question, answer in answers(held)]
    return "\n".join([*lines, *(str(held[name]) for name in ("reason", "why_punished") if held.get(name))])


def circumstance_in_words(shown: Any) -> str:
    """A circumstance with its remark and evidence on one line."""
    if not isinstance(shown, Mapping):
        return str(shown)
    note = f"（{shown['note']}）" if shown.get("note") else ""
    evidence = "、".join(map(str, shown.get("evidence") or ()))
    return f"{shown.get('title') or shown.get('code', '')}{note}{'：' if evidence else ''}{evidence}"


def _yuan(value: Any) -> str:
    try:
        return f"¥{Decimal(str(value)):,.2f}".removesuffix(".00")
    except InvalidOperation:
        return str(value or "")
