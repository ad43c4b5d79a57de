"""Forms of the question bank."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.legality.registry import RULES
from delegation.forms_mentoring import TOPICS
from delegation.models import Item
from gongshu_enforcement.administration.forms import DoorForm
from training.exams import bank, sheet
from training.models import Question, QuestionEdition

from .base import TrainingForm

SALT = "questions"
KEPT_SECONDS = 24 * 3600


class QuestionForm(TrainingForm):
    """A question in full; for one that exists, what it says now."""

    submit = _("Save")
    fieldsets = [
        (_("Where it belongs"), ["kind", "topic", "item_code", "rule_code", "citation"]),
        (_("What is asked"), ["text", "options", "answers", "explanation"]),
    ]
    kind = forms.ChoiceField(
        label=_("Kind of question"), choices=QuestionEdition.Kind.choices, widget=forms.RadioSelect
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("— choose —")), *TOPICS])
    item_code = forms.ChoiceField(label=_("Item"), required=False)
    rule_code = forms.ChoiceField(label=_("Rule of law"), required=False)
    citation = forms.CharField(
        label=_("Citation"),
        max_length=120,
        help_text=_(
            "The article the answer rests on, as in 《中华人民共和国行政处罚法》第四十二条第一款; it must exist."
        ),
    )
    text = forms.CharField(label=_("Question"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, without letters. True or false needs none."),
    )
    answers = forms.CharField(
        label=_("Right options"),
        max_length=16,
        help_text=_("Letters, A for the first line: B, or ACD. True or false: A is 正确, B is 错误."),
    )
    explanation = forms.CharField(
        label=_("Explanation of the answer"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown with the result."),
    )

    def prepare(self) -> None:
        named = dict(
            Item.objects.exclude(version__status="draft").order_by("code").values_list("code", "title").distinct()
        )
        self.fields["item_code"].choices = [("", _("none")), *((code, f"{code} {named[code]}") for code in named)]
        rules = ((code, f"{code} {rule.title.zh}") for code, rule in RULES.items())
        self.fields["rule_code"].choices = [("", _("none")), *rules]
        if isinstance(self.subject, Question) and self.subject.current:
            now = self.subject.current
            self.note = _("Papers that were drawn, and exams that are announced, keep the text as it is now.")
            self.initial = {**now.content(), "options": "\n".join(now.options), "answers": now.key}

    def inputs(self) -> dict[str, Any]:
        """The content as an edition holds it."""
        row = {
            name: self.cleaned_data[name] for name in ("kind", "topic", "citation", "text", "options", "explanation")
        }
        more = {name: self.cleaned_data[f"{name}_code"] for name in ("item", "rule")}
        return {"content": bank.content_of({**row, **more, "answers": self.cleaned_data["answers"]})}


class RetireForm(TrainingForm):
    """Why a question is not asked any more."""

    submit = _("Take out of use")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class StarterForm(TrainingForm):
    """A word before the bank is filled."""

    submit = _("Take in")

    def prepare(self) -> None:
        self.note = _("%(count)s questions on the whole procedure, each compared with the article it cites.") % {
            "count": len(bank.starter())
        }


class SheetForm(DoorForm):
    """A sheet of questions; once read it stays with the form, so that nobody has to choose it again."""

    sheet = forms.FileField(
        label=_("Sheet (XLSX)"),
        required=False,
        help_text=_("Begin from an export: all its columns are needed. Nothing is saved before you confirm."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files=files, **options)
        self.rows: list[dict[str, Any]] = []
        self.is_new = False

    def clean(self) -> dict[str, Any]:
        """Read the sheet chosen now, else the one that was chosen before."""
        data = super().clean() or self.cleaned_data
        try:
            self.rows = self._rows(data)
        except ValidationError as error:
            self.add_error("sheet", error)
        return data

    def _rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        if data.get("sheet"):
            self.is_new = True
            return sheet.read(data["sheet"])
        if not data.get("kept"):
            raise ValidationError(_("Choose a sheet."))
        try:
            return signing.loads(data["kept"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise ValidationError(_("The preview is too old or was changed. Choose the sheet again.")) from error

    def keep(self) -> None:
        """Let the rows come back with the form."""
        self.data = self.data.copy()
        self.data["kept"] = signing.dumps(self.rows, salt=SALT, compress=True)


class BankFilter(forms.Form):
    """Which questions the list shows."""

    q = forms.CharField(label=_("Text, code, citation"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind of question"), required=False, choices=[("", _("All")), *QuestionEdition.Kind.choices]
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[("", _("All")), *TOPICS])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("In use")), ("retired", _("Out of use"))]
    )

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
