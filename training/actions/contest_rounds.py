"""The rounds of a contest: opened, written, judged, settled. Mock documents stay in the sandbox."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.permits import officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User
from training.contest import results
from training.models import Contest, ContestRound, Entry, Exam, JudgeMark, MockDocument
from training.permits import CONDUCTOR, JUDGE, TEAM_MEMBER, judge_of
from training.sandbox import mock

from .exams import announce

Kind, State = ContestRound.Kind, ContestRound.State
FEWEST_TEAMS = 2
GROUP = "contest"


@door.action(
    permission=CONDUCTOR,
    subject=ContestRound,
    label=_("Open the round"),
    form="training.forms.contest.OpenRoundForm",
    group=GROUP,
    available=lambda made, user: made.state == State.PLANNED,
)
def open_contest_round(
    made: ContestRound,
    *,
    acting_user: User,
    exam: Exam | None = None,
    mock_code: str = "",
    closes_at: datetime | None = None,
    criteria: list[dict[str, Any]] | None = None,
) -> ContestRound:
    """Written: announce its exam to the teams. Documents: hand out the mock case. Defence: let the judges mark."""
    if made.state != State.PLANNED:
        raise ActionRefused.because("T33", _("This round has been opened."))
    contest = made.contest
    before = contest.rounds.filter(position__lt=made.position, state__in=(State.PLANNED, State.OPEN))
    if before.exists():
        raise ActionRefused.because("T33", _("The round before is not over."), remedy=_("End it first."))
    teams = list(contest.teams.all())
    if len(teams) < FEWEST_TEAMS:
        raise ActionRefused.because(
            "T33", _("Two teams at least are needed."), remedy=_("Wait until they have entered.")
        )
    made.criteria = criteria or []
    {Kind.WRITTEN: _open_written, Kind.DOCUMENTS: _open_documents, Kind.DEFENCE: _open_defence}[made.kind](
        made, exam, mock_code, closes_at
    )
    made.save()
    entries = [Entry.objects.create(round=made, team=team) for team in teams]
    MockDocument.objects.bulk_create(
        MockDocument(entry=entry, code=code) for entry in entries for code in made.mock_facts.get("documents", ())
    )
    if contest.state == Contest.State.PREPARING:
        contest.state = Contest.State.RUNNING
        contest.save(update_fields=["state"])
    made.ledger_notes = {"teams": [team.street_id for team in teams], "exam": exam, "mock": mock_code}
    return made


def _open_written(made: ContestRound, exam: Exam | None, mock_code: str, closes_at: datetime | None) -> None:
    if exam is None or exam.state != Exam.State.DRAFT or not exam.for_contest:
        raise ActionRefused.because(
            "T33", _("Choose an exam in preparation that is only for the teams of a contest."), field="exam"
        )
    announce(exam)
    made.exam, made.state, made.closes_at = exam, State.OPEN, exam.closes_at


def _open_documents(made: ContestRound, exam: Exam | None, mock_code: str, closes_at: datetime | None) -> None:
    if mock_code not in mock.mock_cases():
        raise ActionRefused.because("T33", _("Choose the mock case."), field="mock_code")
    if closes_at is None or closes_at <= timekeeper.now():
        raise ActionRefused.because("T33", _("Give a time to come at which the round closes."), field="closes_at")
    _needs_judges(made)
    made.mock_code, made.mock_facts = mock_code, mock.mock_cases()[mock_code]
    made.closes_at, made.state = closes_at, State.OPEN


def _open_defence(made: ContestRound, exam: Exam | None, mock_code: str, closes_at: datetime | None) -> None:
    _needs_judges(made)
    made.state = State.JUDGING


def _needs_judges(made: ContestRound) -> None:
    judges = list(made.contest.judges.select_related("officer"))
    lonely = [
        team.street.name
        for team in made.contest.teams.select_related("street")
        if not any(one.may_mark(team) for one in judges)
    ]
    if lonely:
        raise ActionRefused.because(
            "T33",
            _("%(streets)s: no judge from elsewhere.") % {"streets": "、".join(lonely)},
            remedy=_("Name judges first; nobody judges their own street."),
        )
    if not made.criteria:
        raise ActionRefused.because("T33", _("Say what points are given for."), field="criteria")


def _may_end(made: ContestRound) -> list[Finding]:
    now = timekeeper.now()
    if made.state != State.OPEN:
        return [Finding("T34", _("Only an open round can be ended."))]
    if made.kind == Kind.WRITTEN:
        if not made.exam.is_over(now) or made.exam.papers.filter(handed_in_at=None).exists():
            return [Finding("T34", _("The exam of this round is still running."), _("Wait for its end."))]
        return []
    waiting = MockDocument.objects.filter(entry__round=made, handed_in_at=None)
    if now < made.closes_at and waiting.exists():
        return [Finding("T34", _("Teams are still writing."), _("Wait until the round closes, or all are handed in."))]
    return []


@door.action(
    permission=CONDUCTOR,
    subject=ContestRound,
    label=_("End the round"),
    form="training.forms.contest.EndForm",
    group=GROUP,
    available=lambda made, user: made.state == State.OPEN,
    rules=lambda entry, root, subject, inputs: _may_end(root),
)
def end_contest_round(made: ContestRound, *, acting_user: User) -> ContestRound:
    """Written: the scores are the points. Documents: what was saved is handed in, and the judges begin."""
    if made.kind == Kind.WRITTEN:
        teams = made.contest.teams.prefetch_related("members")
        _store(made, results.written_points(made, teams))
        return made
    for document in MockDocument.objects.filter(entry__round=made, handed_in_at=None):
        document.handed_in_at = made.closes_at
        document.save(update_fields=["handed_in_at"])
    made.state = State.JUDGING
    made.save(update_fields=["state"])
    return made


def _store(made: ContestRound, points: dict[int, Decimal]) -> None:
    for entry in made.entries.all():
        entry.points = points.get(entry.team_id, Decimal(0))
        entry.save(update_fields=["points"])
    made.state = State.DONE
    made.save(update_fields=["state"])
    made.ledger_notes = {"points": {str(team): value for team, value in points.items()}}


def _still_writing(document: MockDocument) -> None:
    made = document.entry.round
    if document.handed_in_at is not None:
        raise ActionRefused.because("T35", _("This document has been handed in."))
    if made.state != State.OPEN or timekeeper.now() > made.closes_at:
        raise ActionRefused.because(
            "T35",
            _("The time of this round is over; what came later is not taken."),
            remedy=_("What was saved until then counts as handed in."),
        )


@door.action(permission=TEAM_MEMBER, subject=MockDocument, label=_("Save the document"), group=GROUP)
def save_mock_document(document: MockDocument, *, acting_user: User, fields: dict[str, Any]) -> MockDocument:
    """Keep what the team has written so far."""
    _still_writing(document)
    document.fields, document.saved_by, document.saved_at = fields, acting_user, timekeeper.now()
    document.save(update_fields=["fields", "saved_by", "saved_at"])
    return document


@door.action(permission=TEAM_MEMBER, subject=MockDocument, label=_("Hand in the document"), group=GROUP)
def hand_in_mock_document(document: MockDocument, *, acting_user: User, fields: dict[str, Any]) -> MockDocument:
    """Hand in; the document can't be changed any more."""
    _still_writing(document)
    document.fields, document.saved_by, document.saved_at = fields, acting_user, timekeeper.now()
    document.handed_in_at = document.saved_at
    document.save(update_fields=["fields", "saved_by", "saved_at", "handed_in_at"])
    return document


@door.action(
    permission=JUDGE,
    subject=Entry,
    label=_("Give points"),
    form="training.forms.contest.MarkForm",
    group=GROUP,
    available=lambda entry, user: (
        entry.round.state == State.JUDGING and not entry.marks.filter(judge__officer=officer_of(user)).exists()
    ),
)
def mark_entry(entry: Entry, *, acting_user: User, points: dict[str, Decimal], remark: str = "") -> JudgeMark:
    """One judge's points for a team, criterion by criterion; written once."""
    made = entry.round
    if made.state != State.JUDGING:
        raise ActionRefused.because("T36", _("This round is not being judged."))
    judge = judge_of(acting_user, made.contest)
    if entry.marks.filter(judge=judge).exists():
        raise ActionRefused.because("T36", _("You have given this team your points."))
    wrong = [
        Finding(
            "T36",
            _("%(name)s: 0 to %(most)s points.") % {"name": one["name"], "most": one["points"]},
            field=f"points_{place}",
        )
        for place, one in enumerate(made.criteria)
        if not 0 <= points.get(one["name"], Decimal(-1)) <= one["points"]
    ]
    if wrong:
        raise ActionRefused(wrong)
    kept = {one["name"]: points[one["name"]] for one in made.criteria}
    return JudgeMark.objects.create(
        entry=entry,
        judge=judge,
        points={name: str(value) for name, value in kept.items()},
        total=sum(kept.values(), Decimal(0)),
        remark=remark,
        marked_on=timekeeper.today(),
    )


def missing_marks(made: ContestRound) -> list[str]:
    """Who has not marked which team yet."""
    judges = list(made.contest.judges.select_related("officer"))
    found = []
    for entry in made.entries.select_related("team__street").prefetch_related("marks"):
        given = {mark.judge_id for mark in entry.marks.all()}
        found += [
            f"{judge.officer.name} → {entry.team.street.name}"
            for judge in judges
            if judge.may_mark(entry.team) and judge.pk not in given
        ]
    return found


@door.action(
    permission=CONDUCTOR,
    subject=ContestRound,
    label=_("Settle the points"),
    form="training.forms.contest.SettleForm",
    group=GROUP,
    available=lambda made, user: made.state == State.JUDGING,
)
def settle_contest_round(made: ContestRound, *, acting_user: User) -> ContestRound:
    """Once every judge has marked every team that is not their own street's."""
    if made.state != State.JUDGING:
        raise ActionRefused.because("T37", _("This round is not being judged."))
    missing = missing_marks(made)
    if missing:
        raise ActionRefused.because(
            "T37",
            _("Points are missing: %(names)s") % {"names": "；".join(missing[:6])},
            remedy=_("Remind the judges, or release one who has marked nothing."),
        )
    _store(made, results.judged_points(made.entries.prefetch_related("marks")))
    return made
