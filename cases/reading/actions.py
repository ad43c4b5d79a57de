"""The actions open to a person, from the door's registry: never a list written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import next_step
from cases.models import Case, Submission
from gongshu_enforcement.door import ACTIONS, Action
from gongshu_enforcement.models import User

# Groups in the order of the menu. A group not named here comes last under its own name.
GROUPS = {
    "submit": _("Submit"),
    "review": _("Review"),
    "facts": _("Particulars"),
    "records": _("Records and evidence"),
    "compulsory": _("Compulsory measures"),
    "notice": _("Notice and service"),
    "hearing": _("Hearing, legal review, discussion"),
    "documents": _("Documents"),
    "limits": _("Limits"),
    "execution": _("Execution"),
    "archive": _("Dossier"),
    "sideways": _("Other ways"),
}


@dataclass(frozen=True)
class Choice:
    """One action as a link."""

    code: str
    label: Any
    url: str
    danger: bool


@dataclass(frozen=True)
class Group:
    """Actions that belong together."""

    label: Any
    choices: list[Choice]


def open_actions(case: Case, user: User, submission: Submission | None) -> list[Group]:
    """Every action with a form that the registry permits this person now, on the case or its open submission."""
    found: dict[str, list[Choice]] = {}
    for entry, subject in _candidates(case, submission):
        if entry.permitted(subject, user):
            choice = Choice(entry.code, entry.label, next_step.action_url(entry.code, subject), entry.danger)
            found.setdefault(entry.group, []).append(choice)
    order = {group: place for place, group in enumerate(GROUPS)}
    return [
        Group(GROUPS.get(name, name), choices)
        for name, choices in sorted(found.items(), key=lambda pair: order.get(pair[0], len(order)))
    ]


def _candidates(case: Case, submission: Submission | None) -> list[tuple[Action, Any]]:
    subjects = {Case: case, Submission: submission}
    return [
        (entry, subjects[entry.subject])
        for entry in ACTIONS.values()
        if entry.form and not entry.system and subjects.get(entry.subject) is not None
    ]


def all_codes(groups: list[Group]) -> set[str]:
    """The codes of the actions offered."""
    return {choice.code for group in groups for choice in group.choices}
