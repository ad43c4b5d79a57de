"""Words for the manual's codes: states, organs, settings, the rules of an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils.translation import get_language

from cases.guide import workflow
from cases.legality.registry import Rule
from cases.models import Case
from delegation.models import Organ

register = Library()


@register.filter
def state_name(code: str) -> Any:
    """A state of the machine in words."""
    return dict(Case._meta.get_field("stage").flatchoices).get(code, code)


@register.filter
def organ_name(code: str) -> Any:
    """An organ in short."""
    return dict(Organ.Code.choices).get(code, code)


@register.filter
def in_order(codes: Iterable[str]) -> list[str]:
    """States in the order of the machine."""
    order = [str(code) for code, _label in Case._meta.get_field("stage").flatchoices]
    return sorted(map(str, codes), key=lambda code: order.index(code) if code in order else len(order))


@register.filter
def rules_of(action: Any) -> list[Rule]:
    """The rules asked at an action."""
    return workflow.rules_of([action])


@register.filter
def setting_title(row: Any) -> str:
    """A setting's title in the reader's language."""
    english = (get_language() or "").startswith("en")
    return row.title_en if english and row.title_en else row.title_zh
