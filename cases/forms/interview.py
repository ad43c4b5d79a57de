"""The summons to an interview and its record (询问)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import question_sets
from cases.models import Interview, InterviewAnswer, QuestionSet
from gongshu_enforcement.timekeeper import SHANGHAI

from .base import ActionForm, RowForm, RowSection, of
from .codes import CodeField, age_on, check_id_number, gender
from .rows import section
from .times import TimedForm


class SummonsForm(ActionForm):
    """A notice of interview (询问通知书)."""

    submit_label = gettext_lazy("Issue the summons")

    name = forms.CharField(label=gettext_lazy("Person summoned"), max_length=50)
    day = forms.DateField(label=gettext_lazy("Day of the interview"))
    time = forms.TimeField(label=gettext_lazy("Time"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200)
    matter = forms.CharField(label=gettext_lazy("Matter"), max_length=200)
    bring = forms.CharField(
        label=gettext_lazy("To bring along"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def prepare(self) -> None:
        super().prepare()
        case = self.case
        self.fields["name"].initial = case.party.representative or case.party.name
        self.fields["place"].initial = f"{case.street.name}综合执法办案区"
        self.fields["matter"].initial = f"涉嫌{case.cause}"[:200]
        self.fields["bring"].initial = "本人身份证件、营业执照复印件、授权委托书（委托他人的）"

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["at"] = datetime.combine(data.pop("day"), data.pop("time"), SHANGHAI)
        return data


class AnswerRow(RowForm):
    """One question and its answer (问、答)."""

    question = of(InterviewAnswer, "question", widget=forms.Textarea(attrs={"rows": 2}))
    answer = of(InterviewAnswer, "answer", widget=forms.Textarea(attrs={"rows": 3}))


class InterviewForm(TimedForm):
    """Two officers question one person; questions and answers in order (询问笔录)."""

    page = "cases/interview.html"
    submit_label = gettext_lazy("Record the interview")
    officers_label = (gettext_lazy("Who asks"), gettext_lazy("Who records"))

    place = of(Interview, "place")
    name = of(Interview, "name")
    id_number = CodeField(
        check_id_number,
        label=gettext_lazy("ID number"),
        required=False,
        help_text=gettext_lazy("Gender and age are taken from it where left empty."),
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        choices=[("", "—"), ("男", gettext_lazy("male")), ("女", gettext_lazy("female"))],
        required=False,
    )
    age = of(Interview, "age", required=False, min_value=1, max_value=120)
    employer = of(Interview, "employer", required=False)
    position = of(Interview, "position", required=False)
    address = of(Interview, "address", required=False)
    phone = of(Interview, "phone", required=False)
    others_present = of(Interview, "others_present", required=False)
    certificates_shown = of(
        Interview,
        "certificates_shown",
        required=False,
        label=gettext_lazy("The officers showed their certificates (CF 55(1))"),
    )
    rights_told = of(
        Interview,
        "rights_told",
        required=False,
        label=gettext_lazy("Rights and duties were told"),
        help_text=gettext_lazy("To answer truthfully, to state and defend, to ask for recusal (CF 55)."),
    )

    fieldsets = [
        (gettext_lazy("When and where"), ["happened_on", "start_time", "end_time", "place"]),
        (
            gettext_lazy("Person interviewed"),
            ["name", "id_number", "gender", "age", "phone", "employer", "position", "address"],
        ),
        (
            gettext_lazy("Conduct"),
            ["first_officer", "second_officer", "others_present", "certificates_shown", "rights_told", "late_reason"],
        ),
    ]

    asked: list[dict[str, str]] | None = None  # questions to begin with

    def prepare(self) -> None:
        super().prepare()
        self.question_sets = question_sets.offered(self.case)
        party, case = self.case.party, self.case
        self.fields["place"].initial = f"{case.street.name}综合执法办案区"
        self.fields["name"].initial = party.representative if party.is_unit else party.name
        self.fields["position"].initial = party.representative_title if party.is_unit else party.employer_position
        self.fields["employer"].initial = party.name if party.is_unit else party.employer
        self.fields["phone"].initial = party.phone
        if not party.is_unit:
            self.fields["id_number"].initial = party.id_number
            self.fields["address"].initial = party.address

    def build_sections(self) -> Iterable[RowSection]:
        hint = gettext_lazy("In order, as asked. The opening on certificates, duties and recusal is printed by itself.")
        legend, add = gettext_lazy("Questions and answers"), gettext_lazy("Add a question")
        yield section(self, "answers", AnswerRow, legend, add, hint=hint, initial=self.asked)

    def prefill(self, query: Any) -> None:
        """Begin with the questions of a set: `?questions=KEY`."""
        super().prefill(query)
        chosen = next((row for row in self.question_sets if row.key == query.get("questions")), None)
        if chosen is not None:
            self.asked = [{"question": text} for text in chosen.questions]
            self.row_sections = list(self.build_sections())

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number, day = data.get("id_number"), data.get("happened_on")
        if number:
            data["gender"] = data.get("gender") or gender(number)
            if day:
                data["age"] = data.get("age") or age_on(number, day)
        return data

    def cross_check(self) -> None:
        if self.cleaned_data["first_officer"] == self.cleaned_data["second_officer"]:
            self.add_error("second_officer", _("Who asks and who records are two different officers (CF 42(1))."))


class InterviewField(forms.ModelChoiceField):
    """An interview by its person, day and number of questions."""

    def label_from_instance(self, interview: Interview) -> str:
        """Who, when, how many questions."""
        return f"{interview.name} · {interview.happened_on.isoformat()} · {interview.answers.count()}"


class KeepQuestionsForm(ActionForm):
    """The questions of an interview, kept for the next ones of the street."""

    submit_label = gettext_lazy("Keep the questions")

    interview = InterviewField(queryset=Interview.objects.none(), label=gettext_lazy("Interview"))
    title = of(QuestionSet, "title", help_text=gettext_lazy("A set of the same name is replaced."))
    item_code = forms.ChoiceField(label=gettext_lazy("Offered for"), required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["interview"].queryset = self.case.interviews.all()
        self.initial.setdefault("interview", self.case.interviews.values_list("pk", flat=True).last())
        items = [row.item for row in self.case.violations.all()]
        every = ("", gettext_lazy("every item"))
        self.fields["item_code"].choices = [*((item.code, f"{item.code} {item.title}") for item in items), every]
        self.fields["title"].initial = items[0].title[:60] if items else ""
