"""The hearing: asked for, withdrawn, announced, put off, held, given up, reported on (听证)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import clock, taking_part
from cases.models import Case, Hearing, HearingAgent, HearingSession, ReviewDecision
from delegation.models import Officer
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import CalendarNotCovered

from .base import YES_NO, ActionForm, DatedForm, RowForm, RowSection, of
from .officers import OfficerField, with_labels
from .rows import section
from .times import TimedForm


def spokesman(case: Case) -> str:
    """Who usually speaks for the party: its representative, or the person."""
    return case.party.representative if case.party.is_unit else case.party.name[:50]


def people_of_organ(case: Case, *, reviewers_too: bool = True) -> QuerySet[Officer]:
    """The organ's people who took no part in the case; without `reviewers_too` also none who spoke on it as a reviewer."""
    people = Officer.objects.filter(organ=case.organ, active=True)
    people = people.exclude(kind__in=(*Officer.NEVER_AN_OFFICER, Officer.Kind.ADMIN))
    people = people.exclude(pk__in=taking_part.took_part(case))
    if not reviewers_too:
        spoke = ReviewDecision.objects.filter(submission__case=case).values("reviewer")
        people = people.exclude(user__in=spoke)
    return with_labels(set(people.values_list("pk", flat=True)))


class HearingRequestForm(DatedForm):
    """The party asks for a hearing."""

    submit_label = gettext_lazy("Record the request")

    requested_by = of(Hearing, "requested_by", required=True)
    in_writing = of(Hearing, "in_writing", required=False, initial=True)

    def prepare(self) -> None:
        super().prepare()
        notice = self.case.standing_notice()
        self.fields["happened_on"].label = gettext_lazy("Asked for on")
        self.fields["happened_on"].help_text = gettext_lazy(
            "Within five working days from the service of the notice (CF 64(1))."
        )
        if notice is not None and notice.hearing_due_on:
            self.fields["happened_on"].help_text = _(
                "The party may ask until %(day)s, within five working days from the service of the notice (CF 64(1))."
            ) % {"day": notice.hearing_due_on.isoformat()}
        self.fields["requested_by"].required = True
        self.fields["requested_by"].initial = spokesman(self.case)


class HearingWithdrawalForm(DatedForm):
    """The party withdraws its request."""

    submit_label = gettext_lazy("Record the withdrawal")

    withdrawn_by = of(
        Hearing,
        "withdrawn_by",
        required=True,
        help_text=gettext_lazy("The signed statement goes into the dossier as a scan; the hearing is not held."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = gettext_lazy("Withdrawn on")
        self.fields["withdrawn_by"].required = True
        self.fields["withdrawn_by"].initial = spokesman(self.case)


class AnnounceHearingForm(ActionForm):
    """Day, place and panel; the party is told seven working days before (CF 64(2))."""

    submit_label = gettext_lazy("Issue the notice of hearing")
    places = {"starts_at": "day", "members": "first_member"}

    day = forms.DateField(label=gettext_lazy("Day of the hearing"))
    time = forms.TimeField(label=gettext_lazy("Time"))
    place = of(HearingSession, "place")
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Held in public"),
        choices=YES_NO,
        initial="yes",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Closed only for state secrets, trade secrets or personal privacy (CF 64(3))."),
    )
    closed_reason = of(HearingSession, "closed_reason", required=False)
    chair = OfficerField(
        label=gettext_lazy("Chair"),
        help_text=gettext_lazy(
            "Nobody who investigated or reviewed the case; the party may ask for recusal (CF 64(4))."
        ),
    )
    first_member = OfficerField(label=gettext_lazy("Member of the panel"), required=False)
    second_member = OfficerField(label=gettext_lazy("Second member"), required=False)
    recorder = OfficerField(label=gettext_lazy("Recorder"), help_text=gettext_lazy("Nobody who handled the case."))
    others_notified = of(
        HearingSession,
        "others_notified",
        required=False,
        help_text=gettext_lazy("Third persons, witnesses, experts who are told too (CF 64(2))."),
    )

    fieldsets = [
        (gettext_lazy("When and where"), ["day", "time", "place", "is_public", "closed_reason"]),
        (gettext_lazy("Panel"), ["chair", "first_member", "second_member", "recorder", "others_notified"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["day"].help_text = earliest_day(self.case)
        self.fields["place"].initial = f"{self.case.organ.name}听证室"
        self.fields["chair"].queryset = people_of_organ(self.case, reviewers_too=False)
        others = people_of_organ(self.case)
        for name in ("first_member", "second_member", "recorder"):
            self.fields[name].queryset = others

    def finish(self, data: dict[str, Any]) -> dict[str, Any]:
        data = super().finish(data)
        data["starts_at"] = datetime.combine(data.pop("day"), data.pop("time"), SHANGHAI)
        members = (data.pop("first_member"), data.pop("second_member"))
        data["members"] = [person for person in members if person]
        if data["is_public"]:
            data["closed_reason"] = ""
        return data


def earliest_day(case: Case) -> str:
    """The legal hint beside the day: the first one possible if the notice is served today."""
    days = legal_settings.value("hearing_notice_working_days", organ=case.organ.code)
    try:
        first = clock.add_working_days(timekeeper.today(), days)
    except CalendarNotCovered:
        return _("%(days)s working days after the service of the notice at the earliest (CF 64(2), 85).") % {
            "days": days
        }
    return _("Served today, %(day)s at the earliest: %(days)s working days before it (CF 64(2), 85).") % {
        "days": days,
        "day": first.isoformat(),
    }


class RescheduleHearingForm(AnnounceHearingForm):
    """Another day, place or chair, with the reason; told anew as early as before."""

    submit_label = gettext_lazy("Issue the new notice of hearing")

    reason = of(
        HearingSession,
        "dropped_reason",
        required=True,
        label=gettext_lazy("Reason for another day or chair"),
        help_text=gettext_lazy("Say the party asked for it, the chair is recused, or what else stood in the way."),
    )

    fieldsets = [(gettext_lazy("Why"), ["reason"]), *AnnounceHearingForm.fieldsets]

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].required = True
        hearing = getattr(self.case.standing_notice(), "hearing", None)
        session = hearing.session() if hearing else None
        if session is None:
            return
        members = [officer.pk for officer in session.members.all()]
        kept = {
            "place": session.place,
            "is_public": "yes" if session.is_public else "no",
            "closed_reason": session.closed_reason,
            "chair": session.chair_id,
            "recorder": session.recorder_id,
            "first_member": members[0] if members else None,
            "second_member": members[1] if len(members) > 1 else None,
            "others_notified": session.others_notified,
        }
        for name, value in kept.items():
            self.fields[name].initial = value


class AgentRow(RowForm):
    """One agent of the party with the written authority."""

    name = of(HearingAgent, "name")
    unit = of(HearingAgent, "unit", required=False)
    authority = of(HearingAgent, "authority", required=True)


class HoldHearingForm(TimedForm):
    """What was said at the hearing, and who signed it (CF 64(5)–(8))."""

    page = "cases/forms/hold_hearing.html"
    submit_label = gettext_lazy("Record the hearing")
    officers_label = (gettext_lazy("First investigator"), gettext_lazy("Second investigator"))
    last_fields = ("late_reason",)

    attended_by = of(
        Hearing,
        "attended_by",
        required=True,
        help_text=gettext_lazy("The party itself, its representative, or “through its agents”."),
    )
    case_put = of(
        Hearing,
        "case_put",
        required=True,
        help_text=gettext_lazy("What the investigators put forward: facts, evidence, proposed penalty (CF 64(7))."),
    )
    party_said = of(
        Hearing,
        "party_said",
        required=True,
        help_text=gettext_lazy("What the party answered, and how it examined each piece of evidence (CF 64(7))."),
    )
    record = of(Hearing, "record", required=True)
    signed_by = of(
        Hearing,
        "signed_by",
        required=False,
        help_text=gettext_lazy("The party or its agent checks the record and signs or seals it (CF 64(8))."),
    )
    refusal = of(
        Hearing,
        "refusal",
        required=False,
        help_text=gettext_lazy("Where the party refuses to sign, the chair notes it with the reason (CF 64(8))."),
    )

    fieldsets = [
        (gettext_lazy("When"), ["happened_on", "start_time", "end_time"]),
        (gettext_lazy("Who took part"), ["first_officer", "second_officer", "attended_by"]),
        (gettext_lazy("What was said"), ["case_put", "party_said", "record"]),
        (gettext_lazy("Signatures"), ["signed_by", "refusal", "late_reason"]),
    ]

    def prepare(self) -> None:
        super().prepare()
        self.fields["happened_on"].label = gettext_lazy("Held on")
        self.fields["second_officer"].help_text = gettext_lazy("The investigators put the case (CF 64(7)).")
        for name in ("attended_by", "case_put", "party_said", "record"):
            self.fields[name].required = True
        self.fields["attended_by"].initial = spokesman(self.case)
        self.hearing = getattr(self.case.standing_notice(), "hearing", None)
        self.session = self.hearing.session() if self.hearing else None
        if self.session is not None:
            starts = self.session.starts_at.astimezone(SHANGHAI)
            self.fields["happened_on"].initial = starts.date()
            self.fields["start_time"].initial = starts.time()

    def build_sections(self) -> Iterable[RowSection]:
        hint = gettext_lazy(
            "One or two people at most, each with a written authority (CF 64(5)); leave empty for none."
        )
        legend, add_label = gettext_lazy("Agents of the party"), gettext_lazy("Add an agent")
        yield section(self, "agents", AgentRow, legend, add_label, hint=hint, blank=2, needed=False)


class AbsenceForm(DatedForm):
    """Stayed away without good reason, or left without leave: the hearing is given up."""

    submit_label = gettext_lazy("Record the absence")

    absence = of(
        Hearing,
        "absence",
        required=True,
        help_text=gettext_lazy(
            "How long was waited, how the party was reached, that no good reason was given. With a good reason put the "
            "hearing off instead (CF 64(6))."
        ),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["absence"].required = True
        self.fields["happened_on"].label = gettext_lazy("Day of the hearing")
        hearing = getattr(self.case.standing_notice(), "hearing", None)
        session = hearing.session() if hearing else None
        if session is not None:
            self.fields["happened_on"].initial = session.starts_at.astimezone(SHANGHAI).date()


class HearingReportForm(ActionForm):
    """The chair's report for the heads who decide (CF 65)."""

    submit_label = gettext_lazy("Issue the report")

    summary = of(
        Hearing,
        "summary",
        required=True,
        help_text=gettext_lazy("What was in dispute, what the evidence showed, what the party asked for."),
    )
    opinion = of(
        Hearing,
        "opinion",
        required=True,
        help_text=gettext_lazy("What the chair proposes, resting on the record alone (CF 65)."),
    )

    def prepare(self) -> None:
        super().prepare()
        for name in ("summary", "opinion"):
            self.fields[name].required = True
