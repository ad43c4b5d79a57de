"""The item picker: delegated items grouped by catalogue, and the rows of violations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Violation
from delegation.models import Item, Organ, Street
from delegation.selectors import delegated_items, items_in_force

from .base import RowForm, of


def items_for(street: Street, organs: Iterable[Organ], on: date, *, by_street: bool) -> list[Item]:
    """What may be chosen: for a street, the items delegated and in force that day; for an organ, its own catalogue."""
    items = delegated_items(street, on) if by_street else items_in_force(on)
    return list(items.filter(version__catalogue__organ__in=[organ.pk for organ in organs]))


def yuan_range(item: Item, target: str) -> str:
    """The fine range of an item in words: at first finding, else after an order was not obeyed."""
    found = item.fine_range(target, False)
    late = "" if found else _("when overdue") + " "
    found = found or item.fine_range(target, True)
    if found is None:
        return _("no fine")
    return f"{late}¥{found.minimum:,.0f}–{found.maximum:,.0f}"


def item_label(item: Item) -> str:
    """Code, title and ranges."""
    return _("%(code)s %(title)s (unit %(unit)s; individual %(individual)s)") % {
        "code": item.code,
        "title": item.title,
        "unit": yuan_range(item, "unit"),
        "individual": yuan_range(item, "individual"),
    }


def grouped(items: Iterable[Item]) -> list[Any]:
    """Choices under the catalogues' names."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        groups.setdefault(item.version.catalogue.name, []).append((str(item.pk), item_label(item)))
    return list(groups.items())


class ItemField(forms.TypedChoiceField):
    """A select of items; with JavaScript a search box stands above it."""

    def __init__(
        self, items: list[Item], *, choices: list[Any] | None = None, empty: Any = None, **options: Any
    ) -> None:
        by_pk = {str(item.pk): item for item in items}
        blank = ("", empty or gettext_lazy("Choose an item"))
        super().__init__(
            choices=[blank, *(grouped(items) if choices is None else choices)],
            coerce=lambda value: by_pk[str(value)],
            empty_value=None,
            widget=forms.Select(attrs={"data-filter": _("Search by code or words")}),
            **options,
        )


class ViolationRow(RowForm):
    """One violation: item, its own facts, whether it was not corrected in time."""

    def __init__(self, *args: Any, items: list[Item], choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = ItemField(items, choices=choices, label=gettext_lazy("Item violated"))
        self.fields["facts"] = of(Violation, "facts", required=False, widget=forms.Textarea(attrs={"rows": 2}))
        self.fields["facts"].help_text = gettext_lazy("Only where they differ from the facts of the case.")
        self.fields["is_overdue"] = of(Violation, "is_overdue", required=False)
        self.fields["is_overdue"].help_text = gettext_lazy("An order to correct ran out; this opens the overdue range.")


class ViolationRows(forms.BaseFormSet):
    """At least one violation, no item twice, items of one organ (A5)."""

    def clean(self) -> None:
        if any(self.errors):
            return
        rows = [row for row in self.forms if row.cleaned_data.get("item") and not row.cleaned_data.get("DELETE")]
        if not rows:
            if self.forms:
                self.forms[0].add_error("item", _("Choose at least one item."))
            raise forms.ValidationError(_("A case needs at least one violation."))
        seen: set[int] = set()
        for row in rows:
            item = row.cleaned_data["item"]
            if item.pk in seen:
                row.add_error("item", _("This item is already in the list."))
                raise forms.ValidationError(_("An item stands in a case only once."))
            seen.add(item.pk)
        if len({row.cleaned_data["item"].version.catalogue.organ_id for row in rows}) > 1:
            raise forms.ValidationError(
                _("Safety items and fire items belong to different organs: open a case for each (A5).")
            )


def violation_formset(data: Any, items: list[Item], initial: list[dict[str, Any]] | None = None) -> ViolationRows:
    """The rows; without JavaScript two blank ones wait below those already there."""
    factory = forms.formset_factory(
        ViolationRow, formset=ViolationRows, extra=1 if initial else 2, can_delete=True, max_num=20, absolute_max=30
    )
    choices = grouped(items)
    return factory(data, prefix="violations", initial=initial or [], form_kwargs={"items": items, "choices": choices})
