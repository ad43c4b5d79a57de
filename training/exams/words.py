"""A line of a blueprint in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from training.models import QuestionEdition
from training.topics import LABELS


def line(of: dict[str, Any]) -> str:
    """What a line draws: topic, item and kind, as far as they are said."""
    kind = QuestionEdition.Kind(of["kind"]).label if of["kind"] else ""
    parts = [str(LABELS[of["topic"]]) if of["topic"] else "", of["item"], str(kind)]
    return " · ".join(part for part in parts if part) or _("any question")
