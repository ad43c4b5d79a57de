"""How a Django form becomes what the form components draw: widgets dressed, errors gathered, filters as chips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict

# Ends that widgets put behind a field's name in the query (date ranges and the like).
ENDINGS = ("", "_after", "_before", "_min", "_max", "_0", "_1")
# Places in a list; a new filter starts at the first page again.
CURSORS = {"page", "cursor", "after", "before", "newer", "older"}
# Up to this many choices fit on one line and need no list to open.
SHORT_CHOICE = 3
# Text areas grow by themselves, so they start lower than Django's ten lines unless the form says otherwise.
DJANGO_ROWS, ROWS = "10", 4


def form_id(form: BaseForm) -> str:
    """A stable id: what the draft of this form is stored under in the browser."""
    return "form-" + (form.prefix or type(form).__name__).lower()


def groups(form: BaseForm) -> list[dict[str, Any]]:
    """The visible fields under the legends of `form.fieldsets` ([(legend, [names])]), or all in one group."""
    wanted = getattr(form, "fieldsets", None)
    if not wanted:
        return [{"legend": "", "fields": form.visible_fields()}]
    drawn = [
        {"legend": legend, "fields": [form[name] for name in names if name in form.fields]} for legend, names in wanted
    ]
    named = {name for _legend, names in wanted for name in names}
    rest = [bound for bound in form.visible_fields() if bound.name not in named]
    return [group for group in (*drawn, {"legend": "", "fields": rest}) if group["fields"]]


def dressed(bound: BoundField, label: Any = "", hint: Any = "") -> dict[str, Any]:
    """What components/field.html needs to draw one field."""
    widget = bound.field.widget
    _type_widget(widget)
    kind = _kind(widget)
    said = hint or bound.help_text
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": said,
        "errors": bound.errors,
        "required": bound.field.required and not bound.form.empty_permitted,
        "control": bound.as_widget(attrs=_attributes(bound, kind, bool(said)))
        if kind not in ("radio", "checks")
        else "",
        "options": list(bound) if kind in ("radio", "checks") else (),
        "inline": kind == "radio" and len(list(bound)) <= SHORT_CHOICE,
        "money": "data-money" in widget.attrs,
        "group": isinstance(widget, forms.MultiWidget),
    }


def _type_widget(widget: forms.Widget) -> None:
    """Real date and time inputs with ISO values. The widget belongs to this form alone, so it may be changed."""
    plain = getattr(widget, "input_type", "") == "text"
    if plain and isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif plain and isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif plain and isinstance(widget, forms.TimeInput):
        widget.input_type, widget.format = "time", "%H:%M"
    for part in getattr(widget, "widgets", ()):
        _type_widget(part)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.SelectMultiple):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "area" if isinstance(widget, forms.Textarea) else "input"


CLASSES = {"check": "form-check-input", "select": "form-select"}


def _attributes(bound: BoundField, kind: str, has_hint: bool) -> dict[str, str]:
    """Classes and the links from the control to its hint and errors."""
    own = bound.field.widget.attrs
    css = [own.get("class", ""), CLASSES.get(kind, "form-control"), "is-wrong" if bound.errors else ""]
    told = [f"{bound.auto_id}_hint" if has_hint else "", f"{bound.auto_id}_errors" if bound.errors else ""]
    attributes = {"class": " ".join(filter(None, css))}
    if any(told):
        attributes["aria-describedby"] = " ".join(filter(None, told))
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if kind == "area":
        rows = own.get("rows", DJANGO_ROWS)
        attributes |= {"data-autosize": "", "rows": str(ROWS if str(rows) == DJANGO_ROWS else rows)}
    if isinstance(bound.field, forms.DecimalField):
        attributes["inputmode"] = "decimal"
    elif isinstance(bound.field, forms.IntegerField):
        attributes["inputmode"] = "numeric"
    return attributes


def has_long_text(form: BaseForm) -> bool:
    """Whether a row holds a text area, and so stands in one column (questions and answers)."""
    return any(isinstance(bound.field.widget, forms.Textarea) for bound in form.visible_fields())


def summary(form: BaseForm | None, *more: BaseForm | BaseFormSet) -> list[dict[str, Any]]:
    """Every error of the forms with the field it belongs to, in the order of the page."""
    found: list[dict[str, Any]] = []
    for one in (form, *more):
        if isinstance(one, BaseFormSet):
            found += (
                [{"text": text, "label": "", "target": ""} for text in one.non_form_errors()] if one.is_bound else []
            )
            for row in one.forms:
                found += _errors_of(row)
        elif one is not None:
            found += _errors_of(one)
    return found


def _errors_of(form: BaseForm) -> Iterator[dict[str, Any]]:
    if not form.is_bound:
        return
    for name, errors in form.errors.items():
        bound = form[name] if name in form.fields else None
        for text in errors:
            yield {
                "text": text,
                "label": bound.label if bound else "",
                "target": (bound.id_for_label or bound.auto_id) if bound and not bound.is_hidden else "",
            }


# --- Filters ----------------------------------------------------------------------------------------------------------


def chips(form: BaseForm, query: QueryDict) -> dict[str, Any]:
    """The chips of a filter form, with the address that sets or removes each."""
    pairs = [(key, value) for key, values in query.lists() for value in values if value and key not in CURSORS]
    drawn = [_chip(bound, pairs) for bound in form.visible_fields() if bound.name != "q"]
    own = {name for bound in form for name in _names(bound.html_name)}
    return {
        "form": form,
        "search": form["q"] if "q" in form.fields else None,
        "chips": drawn,
        "active": [chip for chip in drawn if chip["value"]],
        "kept": [(key, value) for key, value in pairs if key not in own],
        "any_active": any(key in own for key, _value in pairs),
    }


def _names(name: str) -> set[str]:
    return {name + ending for ending in ENDINGS}


def _chip(bound: BoundField, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    names = _names(bound.html_name)
    own = [value for key, value in pairs if key in names]
    others = urlencode([(key, value) for key, value in pairs if key not in names])
    single = isinstance(bound.field, forms.ChoiceField) and not isinstance(bound.field, forms.MultipleChoiceField)
    labels = _labels(bound.field)
    rest = f"?{others}" if others else "?"
    chip = {
        "name": bound.html_name,
        "label": bound.label,
        "value": "、".join(labels.get(value, value) for value in own),
        "remove": rest,
        "hidden": own[0] if single and own else "",
        "options": (),
        "control": "",
    }
    if single:
        link = f"{rest}&" if others else "?"
        chip["options"] = [
            (text, link + urlencode({bound.html_name: value}), value in own) for value, text in labels.items() if value
        ]
    else:
        chip["control"] = dressed(bound)
    return chip


def _labels(field: forms.Field) -> dict[str, str]:
    """The choices flattened to value → label; empty for fields without choices."""
    flat: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else ((value, label),)
        flat.update({str(key): str(text) for key, text in inner})
    return flat
