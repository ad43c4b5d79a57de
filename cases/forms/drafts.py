"""The base of the forms that submit a stage: draft, what the reviewers said last, conflict of two drafts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Submission, Violation
from gongshu_enforcement import ledger

from .base import ActionForm, RowForm, raw_values

OPINION = _("Opinion of the handling officers")


def opinion_field(**options: Any) -> forms.CharField:
    """The officers' opinion (承办人意见)."""
    options.setdefault("help_text", _("It is printed on the approval form; the second officer confirms it."))
    return forms.CharField(label=OPINION, widget=forms.Textarea, max_length=4000, **options)


class ViolationForm(RowForm):
    """What is submitted on one violation; `content` is what the draft holds for it."""

    def __init__(self, data: Any = None, *, violation: Violation, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(data, prefix=f"violation-{violation.pk}", **kwargs)
        self.violation, self.content = violation, content
        self.title = f"{violation.item.code} {violation.item.title}"
        self.prepare()
        for name in self.fields:
            if name in self.content:
                self.fields[name].initial = self.content[name]

    def prepare(self) -> None:
        """Choices and initial values of a first round."""

    def value(self) -> dict[str, Any]:
        return {"id": self.violation.pk, **super().value()}

    def raw(self) -> dict[str, Any]:
        """What was typed, for a draft."""
        return {"id": self.violation.pk, **super().raw()}

    def flat(self, content: dict[str, Any]) -> dict[str, Any]:
        """What is kept for the violation, under the names of the fields."""
        return content


class SubmitForm(ActionForm):
    """A round of a stage. The text of the last round stands in it; a newer draft of a colleague is never overwritten."""

    kind = Submission.Kind.STAGE
    keeps_drafts = True
    row_class: type[ViolationForm] | None = None
    last_fields = tail = ("opinion",)

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opinion = opinion_field()

    def prepare(self) -> None:
        from cases.actions._case import draft_of

        super().prepare()
        self.draft = draft_of(self.case, Submission.Kind.STAGE, self.case.stage)
        self.content: dict[str, Any] = dict(self.draft.content) if self.draft else {}
        self.fields["base_version"].initial = self.draft.content_version if self.draft else 0
        for name in self.fields:
            if name in self.content:
                self.fields[name].initial = self.content[name]

    def violations(self) -> list[Violation]:
        """The violations this stage speaks about."""
        return list(self.case.violations.select_related("item__version__catalogue__organ", "case__party"))

    def build_fixed_rows(self) -> list[RowForm]:
        if self.row_class is None:
            return []
        saved = {int(row["id"]): row for row in self.content.get("violations", ()) if str(row.get("id", "")).isdigit()}
        data = self.data if self.is_bound else None
        rows = []
        for violation in self.violations():
            violation.case = self.case
            rows.append(self.row_class(data, violation=violation, content=saved.get(violation.pk, {})))
        return rows

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        if self.row_class is not None:
            data["violations"] = [row.value() for row in self.fixed_rows]
        return data

    def checklist_inputs(self) -> dict[str, Any]:
        """Rules see the draft while nothing was sent, and what is right once it was."""
        if self._finished:
            return self.cleaned_data
        return self.content or {"violations": [], "opinion": ""}

    # Drafts
    def draft_content(self) -> dict[str, Any]:
        """Everything typed so far, complete or not."""
        self.is_valid()
        own = raw_values(self) if not self._finished else self.cleaned_data
        content = {key: value for key, value in own.items() if key not in ("request_key", "base_version")}
        if self.row_class is not None:
            content["violations"] = [row.raw() for row in self.fixed_rows]
        return ledger.canonical(content)

    def base(self) -> int:
        """The version of the draft this form was opened with."""
        given = self.data.get("base_version") or "0"
        return int(given) if given.isdigit() else 0

    def conflict_rows(self, current: Submission) -> list[tuple[Any, Any, Any]]:
        """(label, saved now, mine) for what differs from a colleague's newer draft."""
        mine, saved = self.draft_content(), current.content
        rows = [
            (self.fields[name].label, _shown(self, name, saved.get(name)), _shown(self, name, mine.get(name)))
            for name in self.fields
            if not self.fields[name].widget.is_hidden
        ]
        saved_rows = {str(row.get("id")): row for row in saved.get("violations", ())}
        for row in self.fixed_rows:
            other = row.flat(saved_rows.get(str(row.violation.pk), {}))
            own = row.flat(ledger.canonical(row.raw()))
            rows += [
                (
                    f"{row.title} · {row.fields[name].label}",
                    _shown(row, name, other.get(name)),
                    _shown(row, name, own.get(name)),
                )
                for name in row.fields
            ]
        return [row for row in rows if row[1] != row[2]]

    def rebase(self, current: Submission) -> None:
        """Make the next save count from the colleague's version: keeping mine is then a decision, not an accident."""
        self.data = self.data.copy()
        self.data["base_version"] = str(current.content_version)


def _shown(form: forms.Form, name: str, value: Any) -> str:
    """A stored value as the person sees it."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value in (True, "on", "True", "true") else _("No"))
    if value in (None, ""):
        return ""
    if isinstance(field, forms.DecimalField):
        try:
            return f"{Decimal(str(value)):,.2f}".removesuffix(".00")
        except ArithmeticError:
            return str(value)
    choices = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    return choices.get(str(value), str(value).replace("\r\n", "\n"))


def _flat(choices: Any) -> Any:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def last_words(case: Any, kind: str) -> Submission | None:
    """The last round of a kind where it was returned, for the officers to see what was said; None where it was not."""
    last = case.submissions.filter(kind=kind).exclude(status__in=("draft", "void")).order_by("-pk").first()
    return last if last is not None and last.status == Submission.Status.RETURNED else None
