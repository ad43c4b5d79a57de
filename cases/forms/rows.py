"""Making a list of rows for a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .base import ActionForm, RowForm, RowSection, filled_rows


class AtLeastOne(forms.BaseFormSet):
    """Rows of which at least one is filled in."""

    def clean(self) -> None:
        if not any(self.errors) and not filled_rows(self):
            raise forms.ValidationError(_("Fill in at least one row."))


def section(
    form: ActionForm,
    name: str,
    row: type[RowForm],
    legend: Any,
    add_label: Any,
    *,
    hint: Any = "",
    blank: int = 3,
    needed: bool = True,
    initial: list[dict[str, Any]] | None = None,
) -> RowSection:
    """A list named as the verb's argument; `blank` rows wait for whoever has no JavaScript; not `needed`: may stay empty."""
    base = AtLeastOne if needed else forms.BaseFormSet
    factory = forms.formset_factory(
        row, formset=base, extra=1 if initial else blank, can_delete=True, max_num=100, absolute_max=120
    )
    data = form.data if form.is_bound else None
    return RowSection(name, factory(data, prefix=name, initial=initial), legend, add_label, hint)
