"""The verbs of a contest (大比武): set, enter teams, name judges, publish; its rounds have a file of their own."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from delegation.models import Officer, Organ
from delegation.permits import officer_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.contest import results
from training.models import Contest, Contestant, ContestRound, Judge, Team
from training.models.contest import TEAM_SIZE
from training.permits import CONDUCTOR, TEAM_LEADER

Kind, State = ContestRound.Kind, ContestRound.State
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
    taken = Contestant.objects.filter(contest=contest, officer__in=people).exclude(team__street=street)
    judges = contest.judges.filter(officer__in=people)
    if taken.exists() or judges.exists():
        raise ActionRefused.because(
            "T31", _("Somebody of them is in another team already, or is a judge."), field="members"
        )
    team, _made = Team.objects.get_or_create(contest=contest, street=street)
    team.members.all().delete()
    Contestant.objects.bulk_create(Contestant(contest=contest, team=team, officer=one) for one in people.values())
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
    if Contestant.objects.filter(contest=contest, officer=officer).exists():
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
    contest.results = results.as_published(results.ranking(contest))
    contest.state, contest.published_on = Contest.State.PUBLISHED, timekeeper.today()
    contest.save(update_fields=["results", "state", "published_on"])
    contest.ledger_notes = {"ranking": [f"{row['place']} {row['street']} {row['total']}" for row in contest.results]}
    return contest
