"""People typed by their names, so that a list of hundreds need not be scrolled on a phone."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from delegation.models import Officer

BETWEEN = re.compile(r"[、，,;；\n]+")
UNIT = re.compile(r"\s*[·@/]\s*")


class NamesField(forms.CharField):
    """Names with 、 or commas between; where a name occurs twice, “name·unit”. Gives the people of the register."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(max_length=3000, **options)

    def clean(self, value: Any) -> list[Officer]:
        """The people; every name that is unknown or means several is told with what would tell them apart."""
        text = super().clean(value)
        wanted = [tuple(UNIT.split(part.strip(), maxsplit=1)) for part in BETWEEN.split(text) if part.strip()]
        by_name = self._known({parts[0] for parts in wanted})
        found, wrong = {}, []
        for name, *unit in wanted:
            fitting = [one for one in by_name.get(name, []) if not unit or one.unit_name == unit[0].strip()]
            if len(fitting) == 1:
                found[fitting[0].pk] = fitting[0]
            elif fitting:
                told = "、".join(f"{name}·{one.unit_name}" for one in fitting)
                wrong.append(
                    _("“%(name)s” means several people; write one of: %(told)s.") % {"name": name, "told": told}
                )
            else:
                wrong.append(_("Nobody in the register is called “%(name)s”.") % {"name": "·".join((name, *unit))})
        if wrong:
            raise forms.ValidationError(wrong)
        return list(found.values())

    @staticmethod
    def _known(names: set[str]) -> dict[str, list[Officer]]:
        known: dict[str, list[Officer]] = {}
        for person in Officer.objects.filter(active=True, name__in=names).select_related("street", "organ"):
            known.setdefault(person.name, []).append(person)
        return known


def written(people: Any) -> str:
    """People as the field reads them."""
    return "、".join(f"{one.name}·{one.unit_name}" if one.unit_name else one.name for one in people)
