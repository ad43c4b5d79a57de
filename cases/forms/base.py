"""What every form of an action shares: the request key, rows, plain text, refusals beside their fields."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import ActionRefused
from gongshu_enforcement.errors import Finding, Text
from gongshu_enforcement.models import User
from gongshu_enforcement.templatetags.ui_forms import groups

YES_NO = (("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No")))


def of(model: type[models.Model], name: str, **overrides: Any) -> forms.Field:
    """The form field of a model's column, so that label, length and choices are written once."""
    return model._meta.get_field(name).formfield(**overrides)


def as_text(finding: Finding) -> str:
    """A finding as one line beside a field: message, remedy, article and code."""
    words = " ".join(str(part) for part in (finding.message, finding.remedy) if part)
    source = " · ".join(part for part in (finding.article, finding.code) if part)
    return f"{words} ({source})" if source else words


def check_text(text: str) -> None:
    """Refuse characters no font can print: private-use, control and half characters (ValidationError)."""
    for sign in text:
        unprintable = unicodedata.category(sign) in ("Co", "Cs") or (
            unicodedata.category(sign) == "Cc" and sign not in "\r\n\t"
        )
        if unprintable:
            raise forms.ValidationError(
                _("The character U+%(code)s can't be printed on documents. Replace it, say by a common variant."),
                code="unprintable",
                params={"code": f"{ord(sign):04X}"},
            )


def name_blanks(form: forms.Form) -> None:
    """Say “choose” instead of a row of dashes in the selects."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            if field.empty_label is not None:
                field.empty_label = gettext_lazy("— choose —")
        elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
            choices = list(field.choices)
            if choices and choices[0][0] == "" and str(choices[0][1]).startswith("---"):
                field.choices = [("", gettext_lazy("— choose —")), *choices[1:]]


class PlainTextMixin:
    """Checks every text field for characters that no document could print."""

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                try:
                    check_text(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)


class RowForm(PlainTextMixin, forms.Form):
    """One row of a list inside a form."""

    def value(self) -> dict[str, Any]:
        """The row as the verb takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}

    def raw(self) -> dict[str, Any]:
        """What was typed, right or wrong, for a draft."""
        return raw_values(self)


@dataclass(frozen=True)
class RowSection:
    """A formset as the page draws it."""

    name: str
    formset: BaseFormSet
    legend: Text
    add_label: Text
    hint: Text = ""


def raw_values(form: forms.Form) -> dict[str, Any]:
    """Cleaned values where they are right, else what was typed."""
    given = getattr(form, "cleaned_data", {})
    return {name: given[name] if name in given else form[name].data for name in form.fields}


def filled_rows(formset: BaseFormSet) -> list[RowForm]:
    """The rows somebody filled in and did not remove."""
    return [row for row in formset.forms if row.has_changed() and not row.cleaned_data.get("DELETE")]


class ActionForm(PlainTextMixin, forms.Form):
    """The base. `places` maps the field a rule names to the field of this form that shows it."""

    page = "cases/act.html"
    submit_label: Text = ""
    places: dict[str, str] = {}
    last_fields: tuple[str, ...] = ("late_reason",)
    tail: tuple[str, ...] = ()  # fields that stand below the rows
    tail_legend: Text = ""
    from_query: tuple[str, ...] = ()
    keeps_drafts = False
    kind = ""  # the kind of submission it makes, if any

    request_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, case: Any, user: User, subject: Any) -> None:
        super().__init__(data, files)
        self.case, self.user, self.subject = case, user, subject
        self.refused: list[Finding] = []
        self.key = uuid.uuid4().hex
        self.fields["request_key"].initial = self.key
        self._finished = False
        self.row_sections: list[RowSection] = []
        self.fixed_rows: list[RowForm] = []
        self.prepare()
        name_blanks(self)
        self.row_sections = list(self.build_sections())
        self.fixed_rows = list(self.build_fixed_rows())
        ends = [name for name in self.last_fields if name in self.fields]
        self.order_fields([name for name in self.fields if name not in ends] + ends)

    # What a form may define
    def prepare(self) -> None:
        """Set querysets, choices and initial values from the case."""

    def build_sections(self) -> Iterable[RowSection]:
        """Lists with as many rows as the person needs."""
        return ()

    def build_fixed_rows(self) -> Iterable[RowForm]:
        """Rows that the case itself fixes, say one per violation."""
        return ()

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        """Turn valid fields into the keyword arguments of the verb."""
        data.pop("request_key", None)
        for section in self.row_sections:
            data[section.name] = [row.value() for row in filled_rows(section.formset)]
        return data

    # What the views use
    @property
    def all_rows(self) -> list[Any]:
        """Every formset and row form, for the error summary."""
        return [*(section.formset for section in self.row_sections), *self.fixed_rows]

    @property
    def sent_key(self) -> str:
        """The request key that came with the form, or a fresh one."""
        return (self.data.get("request_key") or self.key)[:64] if self.is_bound else self.key

    def is_valid(self) -> bool:
        """Whether form and rows are right; then `cleaned_data` becomes the arguments of the verb."""
        if self._finished:
            return not self.errors
        parts = [super().is_valid(), *(part.is_valid() for part in self.all_rows)]
        if not all(parts):
            return False
        self.cross_check()
        if self.errors or any(part.errors for part in self.fixed_rows):
            return False
        self._finished = True
        self.cleaned_data = self.finish(dict(self.cleaned_data))
        return True

    def cross_check(self) -> None:
        """Checks across fields and rows, once each is right by itself."""

    def batches(self) -> list[dict[str, Any]]:
        """The arguments of each call of the verb: one, except where several files came at once."""
        return [self.cleaned_data]

    def add_refusal(self, refused: ActionRefused) -> None:
        """Put each finding beside its field, or keep it for the top of the form."""
        for finding in refused.findings:
            form, name = self.place_of(finding)
            if form is not None and name in form.fields and not form.fields[name].widget.is_hidden:
                form.add_error(name, as_text(finding))
            else:
                self.refused.append(finding)

    def place_of(self, finding: Finding) -> tuple[forms.Form | None, str]:
        """The form (this or a row) and the field where a finding belongs; None for the top."""
        return self, self.places.get(finding.field, finding.field)

    def checklist_inputs(self) -> dict[str, Any]:
        """What the rules may look at while the form is still open."""
        return self.cleaned_data if self._finished else {}

    def prefill(self, query: Any) -> None:
        """Take values from the address, for the fields that allow it."""
        for name in self.from_query:
            if query.get(name):
                self.initial[name] = query[name]

    # What the page draws
    def head_groups(self) -> list[dict[str, Any]]:
        """The fields above the rows, under the legends of `fieldsets`."""
        drawn = ({**group, "fields": [b for b in group["fields"] if b.name not in self.tail]} for group in groups(self))
        return [
            {**group, "fields": visible}
            for group in drawn
            if (visible := [bound for bound in group["fields"] if not bound.is_hidden])
        ]

    def tail_fields(self) -> list[forms.BoundField]:
        """The fields below the rows."""
        return [self[name] for name in self.tail if name in self.fields and not self[name].is_hidden]


class DatedForm(ActionForm):
    """For acts with a day of their own: when it happened, and why it is recorded late."""

    happened_on = forms.DateField(label=gettext_lazy("Day it happened"))
    late_reason = forms.CharField(
        label=gettext_lazy("Reason for a late entry"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where the day lies some working days back; the entry stays marked as late."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].initial = timekeeper.today()
