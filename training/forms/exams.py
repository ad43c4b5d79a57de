"""Forms of exams: setting one, and the paper itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.forms.base import RowForm
from delegation.forms_mentoring import TOPICS
from gongshu_enforcement import timekeeper
from training.exams import bank
from training.models import Exam, Paper, QuestionEdition

from .base import TrainingForm

LINES = 6
LARGEST_SEED = 999_999
TAKEN = ("title", "notes", "pass_mark", "minutes", "opens_at", "closes_at", "attempts", "answers_shown", "for_contest")


class LineForm(RowForm):
    """One line of the blueprint; left without a number it draws nothing."""

    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("any"))], required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    item = forms.CharField(label=_("Item"), max_length=10, required=False)
    count = forms.IntegerField(label=_("Questions"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["topic"].choices = [("", _("any")), *TOPICS]
        self.fields["kind"].choices = [("", _("any")), *QuestionEdition.Kind.choices]

    def clean(self) -> dict[str, Any]:
        """A line that names something says how many."""
        data = super().clean() or self.cleaned_data
        if not data.get("count") and (data.get("topic") or data.get("kind") or data.get("item")):
            self.add_error("count", _("How many?"))
        if data.get("item"):
            data["item"] = data["item"].strip().upper()
            if data["item"] not in bank.items():
                self.add_error("item", _("No item of a catalogue has this code."))
        return data


class ExamForm(TrainingForm):
    """Title, blueprint, mark, time, window."""

    page = "training/exams/set.html"
    submit = _("Save")
    title = forms.CharField(label=_("Title"), max_length=80)
    notes = forms.CharField(
        label=_("Notes for those who sit it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opens_at = forms.DateTimeField(label=_("Opens at"))
    closes_at = forms.DateTimeField(label=_("Closes at"), help_text=_("A paper begun late ends here too."))
    minutes = forms.IntegerField(label=_("Time in minutes"), min_value=1, max_value=240, initial=45)
    pass_mark = forms.IntegerField(label=_("Pass mark (%)"), min_value=1, max_value=100, initial=60)
    attempts = forms.IntegerField(label=_("Attempts"), min_value=1, max_value=10, initial=1)
    answers_shown = forms.ChoiceField(
        label=_("Right answers are shown"), choices=Exam.Answers.choices, widget=forms.RadioSelect
    )
    for_contest = forms.BooleanField(
        label=_("Only for the teams of a contest"),
        required=False,
        help_text=_("It is announced with the written round."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        help_text=_("The same seed draws the same papers, so anybody can check them."),
    )

    def prepare(self) -> None:
        exam = self.subject if isinstance(self.subject, Exam) else None
        if exam is not None:
            self.initial = {name: getattr(exam, name) for name in (*TAKEN, "seed")}
            return
        self.initial = {"seed": secrets.randbelow(LARGEST_SEED), "answers_shown": Exam.Answers.CLOSED}

    def build_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        known = self.subject.blueprint if isinstance(self.subject, Exam) else []
        lines = [*known, *[{}] * (LINES - len(known))]
        return [LineForm(data, prefix=f"line-{place}", initial=line) for place, line in enumerate(lines)]

    def is_valid(self) -> bool:
        """With one line at least."""
        if not super().is_valid():
            return False
        if not any(row.cleaned_data.get("count") for row in self.fixed_rows):
            self.fixed_rows[0].add_error("count", _("Say what is asked: one line at least."))
            return False
        return True

    def clean(self) -> dict[str, Any]:
        """The window is one, and long enough for a paper."""
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("opens_at"), data.get("closes_at")
        if begins and ends and ends - begins < timedelta(minutes=data.get("minutes") or 1):
            self.add_error("closes_at", _("The exam closes before a paper could be written."))
        return data

    def inputs(self) -> dict[str, Any]:
        """The exam with its blueprint."""
        lines = [row.cleaned_data for row in self.fixed_rows if row.cleaned_data.get("count")]
        blueprint = [{name: line[name] for name in ("topic", "kind", "item", "count")} for line in lines]
        return {**{name: self.cleaned_data[name] for name in (*TAKEN, "seed")}, "blueprint": blueprint}


class AnnounceForm(TrainingForm):
    """A word before it is public."""

    submit = _("Announce the exam")
    note = _("From now on it can't be changed, and its questions are fixed: later editions don't touch it.")


class WithdrawForm(TrainingForm):
    """Why."""

    submit = _("Call the exam off")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PaperForm(forms.Form):
    """The questions of a paper as fields; nothing is required, for a paper may be handed in with gaps."""

    def __init__(self, data: Any = None, *, paper: Paper) -> None:
        super().__init__(data)
        self.paper = paper
        self.questions = list(paper.questions.select_related("edition"))
        for one in self.questions:
            multiple = one.edition.kind == QuestionEdition.Kind.MULTIPLE
            kept = [str(place) for place in one.given]
            self.fields[one.name] = (
                forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
                if multiple
                else forms.ChoiceField(widget=forms.RadioSelect)
            )
            field = self.fields[one.name]
            field.required, field.label, field.choices = False, f"{one.position}. {one.edition.text}", one.choices()
            field.help_text = one.edition.get_kind_display()
            field.widget.attrs["data-no-draft"] = ""
            field.initial = kept if multiple else (kept[0] if kept else "")

    def cards(self) -> list[tuple[Any, forms.BoundField]]:
        """Each question with its field."""
        return [(one, self[one.name]) for one in self.questions]


def answers_in(posted: QueryDict, paper: Paper) -> dict[str, list[int]]:
    """What a request answers, by the number of the question; what is no number is left out."""
    found = {}
    for position in paper.questions.values_list("position", flat=True):
        given = [value for value in posted.getlist(f"q{position}") if value.isdecimal() and len(value) < 3]
        found[str(position)] = [int(value) for value in given]
    return found


def remaining(paper: Paper, now: datetime | None = None) -> int:
    """Seconds left, never below 0."""
    return max(int((paper.due_at - (now or timekeeper.now())).total_seconds()), 0)
