"""The verbs of a contest (大比武): set, enter teams, name judges, hold the rounds, publish. Mock documents stay in the sandbox."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.models import Officer, Organ
from delegation.permits import officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User
from training.contest import results
from training.models import Contest, ContestRound, Entry, Exam, Judge, JudgeMark, MockDocument, Team, TeamMember
from training.models.contest import TEAM_SIZE
from training.permits import CONDUCTOR, JUDGE, TEAM_LEADER, TEAM_MEMBER, judge_of
from training.sandbox import mock

from .exams import announce

Kind, State = ContestRound.Kind, ContestRound.State
FEWEST_TEAMS = 2
GROUP = "contest"


@door.action(
    permission=CONDUCTOR,
    subject=Organ,
    label=_("Prepare a contest"),
    form="training.forms.contest.ContestForm",
    group=GROUP,
    opens=True,
)
def set_contest(
    organ: Organ, *, acting_user: User, title: str, held_on: date, weights: dict[str, int], prizes: list[int]
) -> Contest:
    """A contest with its three rounds; from now on the heads of the streets enter their teams."""
    if sum(weights.values()) != 100:
        raise ActionRefused.because("T30", _("The weights of the rounds together are 100."), field="weight_defence")
    first, second, third = prizes
    contest = Contest.objects.create(
        title=title,
        year=held_on.year,
        held_on=held_on,
        first_prizes=first,
        second_prizes=second,
        third_prizes=third,
        made_by=acting_user,
        origin=timekeeper.origin(),
    )
    ContestRound.objects.bulk_create(
        ContestRound(contest=contest, position=place, kind=kind, weight=weights[kind])
        for place, kind in enumerate(Kind.values, start=1)
    )
    return contest


def _entering(contest: Contest, user: User) -> bool:
    return contest.state == Contest.State.PREPARING


@door.action(
    permission=TEAM_LEADER,
    subject=Contest,
    label=_("Enter the street's team"),
    form="training.forms.contest.TeamForm",
    group=GROUP,
    available=_entering,
)
def enter_team(contest: Contest, *, acting_user: User, members: list[Officer]) -> Team:
    """Three people of the street; entered again, the team is replaced while the contest hasn't begun."""
    if not _entering(contest, acting_user):
        raise ActionRefused.because("T31", _("The contest has begun; teams stay as they are."))
    street = officer_of(acting_user).street
    people = {one.pk: one for one in members}
    if len(people) != TEAM_SIZE:
        raise ActionRefused.because("T31", _("A team is three different people."), field="members")
    strangers = [one.name for one in people.values() if one.street_id != street.pk or not one.active or not one.user_id]
    if strangers:
        raise ActionRefused.because(
            "T31",
            _("%(names)s: not of this street, or without an account.") % {"names": "、".join(strangers)},
            field="members",
        )
    taken = TeamMember.objects.filter(contest=contest, officer__in=people).exclude(team__street=street)
    judges = contest.judges.filter(officer__in=people)
    if taken.exists() or judges.exists():
        raise ActionRefused.because(
            "T31", _("Somebody of them is in another team already, or is a judge."), field="members"
        )
    team, _made = Team.objects.get_or_create(contest=contest, street=street)
    team.members.all().delete()
    TeamMember.objects.bulk_create(TeamMember(contest=contest, team=team, officer=one) for one in people.values())
    return team


@door.action(
    permission=CONDUCTOR,
    subject=Contest,
    label=_("Name a judge"),
    form="training.forms.contest.JudgeForm",
    group=GROUP,
    available=lambda contest, user: not contest.is_published,
)
def name_judge(contest: Contest, *, acting_user: User, officer: Officer) -> Judge:
    """Anybody with an account who is in no team; they never judge their own street."""
    if officer.user_id is None or not officer.active:
        raise ActionRefused.because("T32", _("This person has no account."), field="officer")
    if TeamMember.objects.filter(contest=contest, officer=officer).exists():
        raise ActionRefused.because("T32", _("This person is in a team."), field="officer")
    if contest.judges.filter(officer=officer).exists():
        raise ActionRefused.because("T32", _("This person is a judge already."), field="officer")
    return Judge.objects.create(contest=contest, officer=officer, named_on=timekeeper.today())


@door.action(
    permission=CONDUCTOR,
    subject=Contest,
    label=_("Release a judge"),
    form="training.forms.contest.ReleaseForm",
    group=GROUP,
    available=lambda contest, user: not contest.is_published and contest.judges.filter(marks=None).exists(),
)
def release_judge(contest: Contest, *, acting_user: User, judge: Judge, reason: str) -> Contest:
    """Only while they have marked nothing."""
    if judge.contest_id != contest.pk or judge.marks.exists():
        raise ActionRefused.because("T32", _("This judge has marked a team already."), field="judge")
    contest.ledger_notes = {"released": judge.officer.name}
    judge.delete()
    return contest


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


@door.action(
    permission=CONDUCTOR,
    subject=Contest,
    label=_("Publish the ranking"),
    form="training.forms.contest.PublishForm",
    group=GROUP,
    available=lambda contest, user: contest.state == Contest.State.RUNNING,
)
def publish_contest(contest: Contest, *, acting_user: User) -> Contest:
    """The ranking as it stands is kept and shown to everybody."""
    if contest.state != Contest.State.RUNNING:
        raise ActionRefused.because("T38", _("Only a contest that is being held can be published."))
    if contest.rounds.exclude(state=State.DONE).exists():
        raise ActionRefused.because("T38", _("Not every round is finished."), remedy=_("Settle them first."))
    contest.results = results.frozen(results.ranking(contest))
    contest.state, contest.published_on = Contest.State.PUBLISHED, timekeeper.today()
    contest.save(update_fields=["results", "state", "published_on"])
    contest.ledger_notes = {"ranking": [f"{row['place']} {row['street']} {row['total']}" for row in contest.results]}
    return contest
