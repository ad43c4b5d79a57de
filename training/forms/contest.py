"""Forms of a contest: setting it, teams, judges, rounds, points; and a document of the mock case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import PlainTextMixin
from delegation.models import Officer
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from gongshu_enforcement.administration.forms import DoorForm
from training.contest import criteria
from training.models import ContestRound, Exam, Judge, MockDocument
from training.sandbox import mock, writing

from .base import TrainingForm

Kind = ContestRound.Kind


class ContestForm(TrainingForm):
    """Title, day, weights, prizes."""

    submit = _("Prepare the contest")
    fieldsets = [
        ("", ["title", "held_on"]),
        (_("Weights of the rounds (%), together 100"), ["weight_written", "weight_documents", "weight_defence"]),
        (_("Prizes"), ["first", "second", "third"]),
    ]
    title = forms.CharField(label=_("Title"), max_length=80)
    held_on = forms.DateField(label=_("Planned for"))
    weight_written = forms.IntegerField(label=_("Written exam"), min_value=0, max_value=100, initial=40)
    weight_documents = forms.IntegerField(label=_("Documents of a mock case"), min_value=0, max_value=100, initial=40)
    weight_defence = forms.IntegerField(label=_("Oral defence"), min_value=0, max_value=100, initial=20)
    first = forms.IntegerField(label=_("First prizes"), min_value=0, max_value=18, initial=1)
    second = forms.IntegerField(label=_("Second prizes"), min_value=0, max_value=18, initial=2)
    third = forms.IntegerField(label=_("Third prizes"), min_value=0, max_value=18, initial=3)

    def inputs(self) -> dict[str, Any]:
        """Weights by round, prizes in their order."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "held_on": data["held_on"],
            "weights": {kind: data[f"weight_{kind}"] for kind in Kind.values},
            "prizes": [data["first"], data["second"], data["third"]],
        }


class TeamForm(TrainingForm):
    """The three."""

    submit = _("Enter the team")
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Officer.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three people of the street with an account."),
    )

    def prepare(self) -> None:
        street = officer_of(self.user).street_id
        people = Officer.objects.filter(street_id=street, active=True, user__isnull=False)
        self.fields["members"].queryset = people.select_related("street", "organ")
        team = self.subject.teams.filter(street_id=street).prefetch_related("members").first()
        if team is not None:
            self.initial = {"members": [one.officer_id for one in team.members.all()]}

    def inputs(self) -> dict[str, Any]:
        """People as a list."""
        return {"members": list(self.cleaned_data["members"])}


class JudgeForm(TrainingForm):
    """Who judges."""

    submit = _("Name the judge")
    officer = forms.ModelChoiceField(
        label=_("Judge"),
        queryset=Officer.objects.none(),
        help_text=_("Nobody in a team; a judge of a street never marks its team."),
    )

    def prepare(self) -> None:
        people = Officer.objects.filter(active=True, user__isnull=False).exclude(kind=Officer.Kind.ADMIN)
        self.fields["officer"].queryset = people.select_related("street", "organ")


class ReleaseForm(TrainingForm):
    """Which judge, and why."""

    submit = _("Release the judge")
    judge = forms.ModelChoiceField(label=_("Judge"), queryset=Judge.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        rows = self.subject.judges.filter(marks=None).select_related("officer__street", "officer__organ")
        self.fields["judge"].queryset = rows


class OpenRoundForm(TrainingForm):
    """What the round needs: an exam, or a mock case with its end, or nothing but criteria."""

    submit = _("Open the round")
    exam = forms.ModelChoiceField(
        label=_("Exam"),
        queryset=Exam.objects.none(),
        help_text=_("In preparation, and only for the teams of a contest; it is announced now."),
    )
    mock_code = forms.ChoiceField(label=_("Mock case"), widget=forms.RadioSelect)
    closes_at = forms.DateTimeField(label=_("Closes at"))
    criteria = forms.CharField(
        label=_("What points are given for"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line each: name, a space, points; together 100."),
    )
    note = _("From now on the teams are fixed.")

    def prepare(self) -> None:
        kind = self.subject.kind
        wanted = {Kind.WRITTEN: ("exam",), Kind.DOCUMENTS: ("mock_code", "closes_at", "criteria")}
        for name in ("exam", "mock_code", "closes_at", "criteria"):
            if name not in wanted.get(kind, ("criteria",)):
                del self.fields[name]
        if kind == Kind.WRITTEN:
            self.fields["exam"].queryset = Exam.objects.filter(state=Exam.State.DRAFT, for_contest=True)
        else:
            self.initial = {"criteria": criteria.USUAL[kind]}
        if kind == Kind.DOCUMENTS:
            self.fields["mock_code"].choices = [(code, one["title"]) for code, one in mock.mock_cases().items()]

    def clean_criteria(self) -> list[dict[str, Any]]:
        """Read line by line."""
        return criteria.read(self.cleaned_data["criteria"])


class EndForm(TrainingForm):
    """A word before the round ends."""

    submit = _("End the round")

    def prepare(self) -> None:
        if self.subject.kind == Kind.DOCUMENTS:
            self.note = _("What teams have saved is handed in, and the judges begin.")
        else:
            self.note = _("The scores become the points of the round.")


class SettleForm(TrainingForm):
    """A word before the points stand."""

    submit = _("Settle the points")
    note = _("The judges' points become the points of the round; they can't be changed any more.")


class PublishForm(TrainingForm):
    """A word before the ranking is public."""

    submit = _("Publish the ranking")
    note = _("Everybody sees the ranking, and the awards can be printed. It can't be changed any more.")


class MarkForm(TrainingForm):
    """Points criterion by criterion."""

    page = "training/contest/mark.html"
    submit = _("Give the points")
    note = _("Points are given once and can't be changed. Other judges don't see them before the round is settled.")
    remark = forms.CharField(
        label=_("Remark"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        for place, one in enumerate(self.subject.round.criteria):
            self.fields[f"points_{place}"] = forms.DecimalField(
                label=f"{one['name']}（{one['points']}）",
                min_value=Decimal(0),
                max_value=Decimal(one["points"]),
                max_digits=5,
                decimal_places=1,
            )
        self.order_fields([name for name in self.fields if name != "remark"] + ["remark"])

    def documents(self) -> list[tuple[MockDocument, str]]:
        """What the team wrote, with the documents' names."""
        return [(one, writing.kind_of(one.code).label) for one in self.subject.written.all()]

    def inputs(self) -> dict[str, Any]:
        """Points by the criterion's name."""
        given = enumerate(self.subject.round.criteria)
        points = {one["name"]: self.cleaned_data[f"points_{place}"] for place, one in given}
        return {"points": points, "remark": self.cleaned_data["remark"]}


class MockDocumentForm(PlainTextMixin, DoorForm):
    """The fields of a mock document. Saving asks for nothing; handing in asks for everything."""

    def __init__(self, data: Any = None, *, document: MockDocument, handing_in: bool = False) -> None:
        super().__init__(data, initial=document.fields)
        for name, field, title in writing.fields(document.code, document.entry.round.mock_facts):
            self.fields[name] = _made(field, handing_in)
            self.fields[name].label = field.label
            self.fields[name].help_text = field.hint or title

    def inputs(self) -> dict[str, Any]:
        """What was written, as text that a row can hold."""
        return {
            "fields": {
                name: "" if value is None else str(value)
                for name, value in self.cleaned_data.items()
                if name != "request_key"
            }
        }


def _made(field: writing.Field, required: bool) -> forms.Field:
    if field.kind == "amount":
        return forms.DecimalField(required=required, min_value=0, max_digits=10, decimal_places=2)
    if field.kind == "days":
        return forms.IntegerField(required=required, min_value=1, max_value=60)
    if field.kind == "yes_no":
        return forms.ChoiceField(
            required=required, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
        )
    if field.kind == "line":
        return forms.CharField(required=required, max_length=200)
    return forms.CharField(required=required, max_length=3000, widget=forms.Textarea(attrs={"rows": field.rows}))


def is_writable(document: MockDocument) -> bool:
    """Whether the team may still write."""
    made = document.entry.round
    open_now = made.state == ContestRound.State.OPEN and timekeeper.now() <= made.closes_at
    return open_now and document.handed_in_at is None
