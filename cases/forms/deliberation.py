"""Marking a case, the legal review, the collective discussion (法制审核、集体讨论)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import deliberation
from cases.models import (
    Case,
    CollectiveDiscussion,
    ConcludedPenalty,
    DeliberationFlag,
    DiscussionOpinion,
    LegalReview,
    LegalReviewPoint,
    NoticeItem,
)
from delegation.models import Officer
from gongshu_enforcement import legal_settings, timekeeper

from .base import ActionForm, DatedForm, RowForm, RowSection, of
from .closing import money
from .discretion import yuan
from .hearing import people_of_organ
from .officers import OfficerField, handlers_of, with_labels
from .rows import section
from .times import DayAndTimes


class FlagForm(ActionForm):
    """Why the case needs more heads than the three levels (CF 57(2), 58(1))."""

    submit_label = gettext_lazy("Mark the case")

    kind = of(DeliberationFlag, "kind", widget=forms.RadioSelect)
    reason = of(
        DeliberationFlag,
        "reason",
        help_text=gettext_lazy("The decision then waits for the legal review or the collective discussion."),
    )

    def prepare(self) -> None:
        super().prepare()
        taken = deliberation.flags(self.case)
        self.fields["kind"].choices = [pair for pair in DeliberationFlag.Kind.choices if pair[0] not in taken]


class PointRow(RowForm):
    """One point of the checklist."""

    fits = forms.TypedChoiceField(
        label=gettext_lazy("In order?"),
        choices=[("yes", gettext_lazy("In order")), ("no", gettext_lazy("Not in order"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = of(LegalReviewPoint, "remark", required=False)

    def __init__(self, *args: Any, point: LegalReviewPoint.Point, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point, self.title = point, point.label
        self.fields["fits"].help_text = POINT_HINTS[point]

    def value(self) -> dict[str, Any]:
        return {"point": self.point.value, **super().value()}


Point = LegalReviewPoint.Point
POINT_HINTS = {
    Point.POWER: gettext_lazy("The organ has the power, the delegation stands, two certified officers acted."),
    Point.FACTS: gettext_lazy("Every fact of every violation is clear."),
    Point.EVIDENCE: gettext_lazy("Lawfully obtained, examined, and enough for each fact (CF 46)."),
    Point.LAW: gettext_lazy("The right provision, to its paragraph; the newer law where it is lighter (CF 37)."),
    Point.PROCEDURE: gettext_lazy("Filing, notice, defence and hearing in order and in time."),
    Point.DISCRETION: gettext_lazy("Tier and circumstances fit; like cases get like fines (CF 34)."),
    Point.DOCUMENTS: gettext_lazy("Complete, consistent, with the right names and provisions."),
    Point.TRANSFER: gettext_lazy("No crime is suspected, or the case goes to the police (CF 27)."),
}


class LegalReviewForm(DatedForm):
    """Whether the decision may be made (CF 58)."""

    page = "cases/forms/deliberation.html"
    submit_label = gettext_lazy("Record the legal review")
    tail = ("verdict", "opinion", "late_reason")
    tail_legend = gettext_lazy("Opinion")
    last_fields = tail

    reviewer = OfficerField(
        label=gettext_lazy("Reviewer"),
        help_text=gettext_lazy("Somebody of the legal review who never handled the case (CF 58)."),
    )
    is_experienced = of(
        LegalReview,
        "is_experienced",
        required=False,
        help_text=gettext_lazy("Whoever does it for the first time must hold the legal qualification (CF 58(2))."),
    )
    received_on = of(LegalReview, "received_on")
    verdict = of(LegalReview, "verdict", widget=forms.RadioSelect)
    opinion = of(LegalReview, "opinion")

    def prepare(self) -> None:
        super().prepare()
        self.notice = self.case.standing_notice()
        self.grounds = grounds(deliberation.review_grounds(self.case, self.notice)) if self.notice else []
        self.fields["happened_on"].label = gettext_lazy("Reviewed on")
        self.fields["received_on"].initial = timekeeper.today()
        self.fields["verdict"].choices = LegalReview.Verdict.choices
        self.fields["verdict"].help_text = _("Without agreement the decision can't be made (CF 58(1)).")
        self.fields["reviewer"].queryset = legal_people(self.case)
        own = getattr(self.user, "officer", None)
        self.fields["reviewer"].initial = own.pk if own else None

    def build_fixed_rows(self) -> Iterable[RowForm]:
        data = self.data if self.is_bound else None
        return [PointRow(data, prefix=f"point-{point.value}", point=point) for point in Point]

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["points"] = [row.value() for row in self.fixed_rows]
        return data


def legal_people(case: Case) -> QuerySet[Officer]:
    """The organ's legal desk, and whoever else of it holds the legal qualification; none who handled the case."""
    people = people_of_organ(case)
    wanted = {
        officer.pk
        for officer in people
        if officer.desk == Officer.Desk.LEGAL or officer.legal_qualification_on(timekeeper.today())
    }
    return with_labels(wanted)


def grounds(keys: Iterable[str]) -> list[Any]:
    """The grounds in words."""
    return [deliberation.GROUNDS[key] for key in keys]


class OpinionRow(RowForm):
    """One person present, with what they said."""

    officer = OfficerField(label=gettext_lazy("Person present"))
    opinion = of(DiscussionOpinion, "opinion", widget=forms.Textarea(attrs={"rows": 2}))
    agrees = of(DiscussionOpinion, "agrees", required=False, initial=True)

    people: QuerySet[Officer] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.people is not None:
            self.fields["officer"].queryset = self.people


class PenaltyRow(RowForm):
    """What is concluded for one violation, never above what was noticed."""

    fine = money(gettext_lazy("Fine concluded"))
    with_warning = of(ConcludedPenalty, "with_warning", required=False)
    further_penalty = of(ConcludedPenalty, "further_penalty", required=False)

    def __init__(self, *args: Any, item: NoticeItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.title = f"{item.violation.item.code} {item.violation.item.title}"
        self.fields["fine"].initial = format(item.fine, "f").removesuffix(".00")
        self.fields["fine"].help_text = _("Noticed: %(fine)s. It may be lower, never higher (CF 45(2)).") % {
            "fine": yuan(item.fine)
        }
        self.fields["with_warning"].initial = item.with_warning
        if not item.with_warning:
            del self.fields["with_warning"]
        if item.further_penalty:
            kept = [("", _("— none —")), (item.further_penalty, item.get_further_penalty_display())]
            self.fields["further_penalty"].choices = kept
            self.fields["further_penalty"].initial = item.further_penalty
        else:
            del self.fields["further_penalty"]

    def value(self) -> dict[str, Any]:
        return {"id": self.item.violation_id, **super().value()}


class DiscussionForm(DayAndTimes):
    """The heads discuss the case together, each gives an opinion, one conclusion (CF 57(2))."""

    page = "cases/forms/deliberation.html"
    submit_label = gettext_lazy("Record the discussion")
    tail = ("outcome", "conclusion", "late_reason")
    tail_legend = gettext_lazy("Conclusion")
    last_fields = tail
    places = {**DayAndTimes.places, "attendees": "presiding"}

    place = of(CollectiveDiscussion, "place")
    presiding = OfficerField(
        label=gettext_lazy("Presided by"), help_text=gettext_lazy("The head of the organ presides (CF 57(2)).")
    )
    reporter = OfficerField(
        label=gettext_lazy("Reported by"),
        help_text=gettext_lazy("A handling officer puts the case and leaves the word."),
    )
    recorder = OfficerField(label=gettext_lazy("Recorder"))
    summary = of(CollectiveDiscussion, "summary")
    outcome = of(CollectiveDiscussion, "outcome", widget=forms.RadioSelect)
    conclusion = of(CollectiveDiscussion, "conclusion")

    fieldsets = [
        (gettext_lazy("When and where"), ["happened_on", "start_time", "end_time", "place"]),
        (gettext_lazy("People"), ["presiding", "reporter", "recorder"]),
        (gettext_lazy("What was put"), ["summary"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        case = self.case
        self.notice = case.standing_notice()
        self.grounds = grounds(deliberation.discussion_grounds(case, self.notice)) if self.notice else []
        self.people = people_of_organ(case)
        heads = self.people.filter(kind__in=Officer.HEADS_OF_ORGAN)
        self.fields["happened_on"].label = gettext_lazy("Held on")
        self.fields["place"].initial = f"{case.organ.name}会议室"
        self.fields["presiding"].queryset = heads
        chief = heads.filter(kind=Officer.Kind.CHIEF).first()
        self.fields["presiding"].initial = chief.pk if chief else None
        handlers = handlers_of(case)
        self.fields["reporter"].queryset = with_labels({officer.pk for officer in handlers})
        self.fields["reporter"].initial = handlers[0].pk if handlers else None
        self.fields["recorder"].queryset = self.people
        self.fields["summary"].initial = self._suggestion()
        self.fields["outcome"].choices = CollectiveDiscussion.Conclusion.choices
        self.fields["outcome"].help_text = _("The decision may not be heavier than what is concluded here.")

    def _suggestion(self) -> str:
        """The facts found, as they will be printed: Chinese."""
        rows = [row for row in self.case.violations.all() if row.finding == "established"]
        return "\n".join(row.found_facts for row in rows if row.found_facts)

    def build_sections(self) -> Iterable[RowSection]:
        fewest = legal_settings.value("collective_discussion_fewest", organ=self.case.organ.code)
        hint = _(
            "At least %(count)s people, two of them heads of the organ, each with an opinion; none handled the case."
        ) % {"count": fewest}
        row = type("OpinionRowHere", (OpinionRow,), {"people": self.people})
        yield section(
            self,
            "opinions",
            row,
            gettext_lazy("Opinions of those present"),
            gettext_lazy("Add an opinion"),
            hint=hint,
            blank=max(fewest, 3) + 1,
        )

    def build_fixed_rows(self) -> Iterable[RowForm]:
        if self.notice is None:
            return []
        data = self.data if self.is_bound else None
        items = self.notice.items.select_related("violation__item")
        return [PenaltyRow(data, prefix=f"penalty-{item.violation_id}", item=item) for item in items]

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["penalties"] = [row.value() for row in self.fixed_rows]
        return data
