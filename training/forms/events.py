"""Forms of the training calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.evidence import ManyFilesField
from delegation.forms_mentoring import TOPICS
from delegation.models import Officer, Street
from gongshu_enforcement.errors import ActionRefused
from training.calendar import invited
from training.models import Attendance, EventFile, EventKind, TeamMember, TrainingRhythm

from .base import TrainingForm
from .people import NamesField, written

INVITED = (  # kinds of people who come to trainings
    Officer.Kind.OFFICER,
    Officer.Kind.AUXILIARY,
    Officer.Kind.HEAD,
    Officer.Kind.COUNSEL,
    Officer.Kind.LIAISON,
    Officer.Kind.GRID,
    Officer.Kind.DESK,
    Officer.Kind.THIRD_PARTY,
)
SHORT = {"data-short": ""}  # short choices stand in columns
KINDS = [(kind.value, kind.label) for kind in INVITED]


def _hours(**options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=_("Training hours"), max_digits=4, decimal_places=1, min_value=0.1, **options)


class EditForm(TrainingForm):
    """What an event is about, where, with whom."""

    submit = _("Save")
    title = forms.CharField(
        label=_("Title"),
        max_length=100,
        required=False,
        help_text=_("Empty: its kind. Calendars on phones show the kind and the topics, never the title."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=TOPICS, required=False, widget=forms.CheckboxSelectMultiple(attrs=SHORT)
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    hours = _hours()
    speakers = forms.ModelMultipleChoiceField(
        label=_("Speakers"),
        queryset=TeamMember.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From the training team. Each is credited with the hours once the event is held."),
    )
    streets = forms.ModelMultipleChoiceField(
        label=_("Invited streets"),
        queryset=Street.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
        help_text=_("With kinds of people below: these kinds in these streets. Without: everybody of these streets."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Invited kinds of people"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
        help_text=_("Without a street above: everybody of these kinds, in the whole district."),
    )
    people = NamesField(
        label=_("Single people"),
        required=False,
        help_text=_("Names with 、 between. Where a name occurs twice: name·unit."),
    )
    fieldsets = [
        (_("The event"), ["title", "topics", "place", "hours", "speakers"]),
        (_("Who is invited"), ["streets", "kinds", "people"]),
    ]

    def prepare(self) -> None:
        event = self.subject
        team = TeamMember.objects.select_related("officer__street", "officer__organ")
        now = [one.pk for one in event.speakers.all()]
        self.fields["speakers"].queryset = team.filter(active=True) | team.filter(pk__in=now)
        self.initial = {
            **{name: getattr(event, name) for name in ("title", "topics", "place", "hours")},
            "speakers": now,
            "streets": [one.pk for one in event.streets.all()],
            "kinds": [one.kind for one in event.kinds.all()],
            "people": written(event.people.select_related("street", "organ")),
        }


class CreateForm(EditForm):
    """A new event by hand."""

    submit = _("Plan the event")
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind.choices, initial=EventKind.ON_SITE)
    starts_at = forms.DateTimeField(label=_("Begins"))
    ends_at = forms.DateTimeField(label=_("Ends"))
    hours = _hours(required=False, help_text=_("Empty: as long as it lasts. For more than one day it must be given."))
    fieldsets = [
        (_("The event"), ["kind", "title", "topics", "starts_at", "ends_at", "hours", "place", "speakers"]),
        (_("Who is invited"), ["streets", "kinds", "people"]),
    ]

    def prepare(self) -> None:
        team = TeamMember.objects.filter(active=True)
        self.fields["speakers"].queryset = team.select_related("officer__street", "officer__organ")


class PostponeForm(TrainingForm):
    """The new time, and why."""

    submit = _("Postpone")
    note = _("Those invited see the new time on their pages and, within hours, in their calendars.")
    starts_at = forms.DateTimeField(label=_("Begins"))
    ends_at = forms.DateTimeField(label=_("Ends"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        self.initial = {"starts_at": self.subject.starts_at, "ends_at": self.subject.ends_at}


class CancelForm(TrainingForm):
    """Why it does not take place."""

    submit = _("Cancel the event")
    reason = forms.CharField(label=_("Reason"), max_length=200)


class FilesForm(TrainingForm):
    """Materials or photos."""

    submit = _("Add the files")
    kind = forms.ChoiceField(label=_("Kind"), choices=EventFile.Kind.choices, widget=forms.RadioSelect)
    files = ManyFilesField(
        kinds=frozenset({"pdf", "image"}),
        label=_("Files"),
        help_text=_("PDF or pictures, several at once; a slide show is saved as PDF first."),
    )

    def clean(self) -> dict[str, Any]:
        """A photo is a picture."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == EventFile.Kind.PHOTO:
            wrong = [one.name for one in data.get("files", []) if not one.content_type.startswith("image/")]
            if wrong:
                self.add_error("files", _("No picture: %(names)s.") % {"names": "、".join(wrong)})
        return data


class HoldForm(TrainingForm):
    """The minutes."""

    submit = _("Close the event")
    note = _("From now on the hours count, and neither minutes nor attendance can be changed.")
    minutes = forms.CharField(
        label=_("Minutes"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What was taught and talked over, what was agreed. Materials and photos are added beside it."),
    )


class ByHandForm(TrainingForm):
    """Who was there, and why not by the code."""

    submit = _("Sign them in")
    listed = forms.ModelMultipleChoiceField(
        label=_("Invited and not signed in"),
        queryset=Officer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SHORT),
    )
    others = NamesField(
        label=_("Somebody else"), required=False, help_text=_("Names with 、 between; who was not invited is a guest.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: no phone at hand; from the signed list on paper.")
    )

    def prepare(self) -> None:
        there = self.subject.attendance.values("officer")
        self.fields["listed"].queryset = invited.people_of(self.subject).exclude(pk__in=there)

    def inputs(self) -> dict[str, Any]:
        """Both lists as one."""
        given = super().inputs()
        return {"people": [*given.pop("listed"), *given.pop("others")], **given}

    def add_refusal(self, refusal: ActionRefused) -> None:
        """What is said of the people stands beside the list."""
        named = [replace(one, field="listed") if one.field == "people" else one for one in refusal.findings]
        super().add_refusal(ActionRefused(named))


class StrikeForm(TrainingForm):
    """Whose attendance was a mistake."""

    submit = _("Strike out")
    attendance = forms.ModelChoiceField(label=_("Person"), queryset=Attendance.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def prepare(self) -> None:
        self.fields["attendance"].queryset = self.subject.attendance.select_related("officer__street", "officer__organ")
        self.fields["attendance"].label_from_instance = lambda row: str(row.officer)


class RhythmForm(TrainingForm):
    """When a kind comes by itself."""

    submit = _("Save the rhythm")
    note = _("Coming events that nobody has changed move along; what was changed by hand stays.")
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    working_day = forms.IntegerField(
        label=_("Working day of the month"),
        min_value=-15,
        max_value=15,
        help_text=_("1 is the first working day, -1 the last. Where a month has fewer, its last one."),
    )
    begins = forms.TimeField(label=_("Begins"))
    ends = forms.TimeField(label=_("Ends"))
    hours = _hours()
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Invited kinds of people"), choices=KINDS, widget=forms.CheckboxSelectMultiple(attrs=SHORT)
    )

    def prepare(self) -> None:
        rhythm: TrainingRhythm = self.subject
        if rhythm.frequency == TrainingRhythm.Frequency.MONTHLY:
            del self.fields["month"]
        elif rhythm.frequency == TrainingRhythm.Frequency.QUARTERLY:
            self.fields["month"].label = _("Month of the quarter")
        self.initial = {name: getattr(rhythm, name) for name in self.fields if name != "request_key"}


class MonthFilter(forms.Form):
    """Which events the calendar shows."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *EventKind.choices])
    whose = forms.ChoiceField(
        label=_("Whose events"), required=False, choices=[("", _("All I may see")), ("mine", _("I am invited"))]
    )

    def chosen(self, name: str) -> str:
        """The cleaned value of a filter; an impossible one counts as none."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
