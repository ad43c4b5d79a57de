"""The fields of a proposal that become structure: questions on no penalty, and circumstances with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.discretion.no_penalty import CAPACITIES, HARMS, QUESTIONS
from cases.discretion.no_penalty import YES_NO as QUESTIONS_YES_NO
from delegation.models import DiscretionFactor

from .base import YES_NO

ADVICE = {"data-advice": ""}  # what the live advice is worked out from
TEXTS = ("reason", "why_punished")
ASKED = (*QUESTIONS_YES_NO, "harm", "capacity", *TEXTS)


def yes_no(label: Any) -> forms.TypedChoiceField:
    """A question answered with yes or no; unanswered is neither."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs=ADVICE),
    )


def choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    """One of few answers."""
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect(attrs=ADVICE), **options
    )


def text(label: Any, **options: Any) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(
        label=label, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}), **options
    )


class QuestionFields(forms.Form):
    """Five facts, each asked once; the grounds for no penalty follow from them (处罚法 30, 31, 33)."""

    minor = yes_no(QUESTIONS["minor"])
    corrected = yes_no(QUESTIONS["corrected"])
    harm = choice(QUESTIONS["harm"], HARMS.items())
    first = yes_no(QUESTIONS["first"])
    no_fault = yes_no(QUESTIONS["no_fault"])
    capacity = choice(QUESTIONS["capacity"], CAPACITIES.items())
    reason = text(_("What the answers rest on"), help_text=_("Records and evidence, in a sentence or two."))
    why_punished = text(
        _("Why a penalty is needed all the same"),
        help_text=_("Where it is the first time, the harm slight and corrected in time, the penalty may be waived."),
    )


def questions_from(row: dict[str, Any]) -> dict[str, Any]:
    """Take the answers out of a row, as the rules read them: yes and no as truth values, the rest as text."""
    given = {name: row.pop(name, None) for name in ASKED}
    answers: dict[str, Any] = {name: given[name] for name in QUESTIONS_YES_NO if isinstance(given[name], bool)}
    return answers | {name: given[name] for name in ("harm", "capacity", *TEXTS) if given[name]}


def questions_into(kept: Any) -> dict[str, Any]:
    """The answers kept, as the fields show them."""
    if not isinstance(kept, Mapping):
        return {}
    shown = {name: "yes" if kept[name] else "no" for name in QUESTIONS_YES_NO if isinstance(kept.get(name), bool)}
    return shown | {name: kept[name] for name in ("harm", "capacity", *TEXTS) if kept.get(name)}


@dataclass
class FactorLine:
    """One circumstance as the page draws it."""

    factor: DiscretionFactor
    tick: forms.BoundField
    evidence: forms.BoundField
    note: forms.BoundField

    @property
    def errors(self) -> list[str]:
        """What is wrong with it."""
        return [*self.tick.errors, *self.evidence.errors, *self.note.errors]


def add_factor_fields(form: forms.Form, held: Mapping[str, DiscretionFactor], evidence: Mapping[str, str]) -> None:
    """A tick, the evidence and a remark for every circumstance that acts on the fine."""
    for factor in held.values():
        if factor.kind not in DiscretionFactor.ON_THE_FINE:
            continue
        tick = forms.BooleanField(label=factor.title, required=False, widget=forms.CheckboxInput(attrs=ADVICE))
        form.fields[f"factor_{factor.code}"] = tick
        form.fields[f"evidence_{factor.code}"] = forms.MultipleChoiceField(
            label=_("Shown by"), choices=list(evidence.items()), required=False, widget=forms.CheckboxSelectMultiple
        )
        form.fields[f"note_{factor.code}"] = forms.CharField(
            label=_("Remark"), max_length=200, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
        )


def factors_from(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the circumstances ticked out of a row: [{code, evidence, note}]."""
    codes = [name.removeprefix("factor_") for name in row if name.startswith("factor_")]
    found = []
    for code in codes:
        ticked, shown, note = (row.pop(f"{part}_{code}", None) for part in ("factor", "evidence", "note"))
        if ticked in (True, "on", "True", "true"):
            found.append({"code": code, "evidence": list(shown or ()), "note": note or ""})
    return found


def factors_into(kept: Any) -> dict[str, Any]:
    """The circumstances kept, as the fields show them."""
    shown: dict[str, Any] = {}
    for one in kept if isinstance(kept, list | tuple) else ():
        if isinstance(one, Mapping) and one.get("code"):
            code = one["code"]
            shown[f"factor_{code}"] = True
            shown[f"evidence_{code}"] = list(one.get("evidence") or ())
            shown[f"note_{code}"] = one.get("note", "")
    return shown
