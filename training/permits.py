"""Who conducts the evaluation, evaluates, objects and answers. Blindness is kept here: who may see what, and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import access
from cases.models import Case
from delegation.models import MentoringGroup, Officer, Organ
from delegation.permits import officer_of, street_of
from gongshu_enforcement.door import Permit

from .calendar import invited
from .models import (
    Contest,
    Contestant,
    ContestRound,
    DrawnDossier,
    Entry,
    EvaluationRound,
    Exam,
    Judge,
    MockDocument,
    Paper,
    Seat,
    Team,
    TrainingEvent,
)

CONDUCTING_ORGAN = Organ.Code.EMERGENCY.value


def conducts(user: Any) -> bool:
    """The bureau's legal section (法规科), which convenes the training team."""
    return f"recheck_legal_{CONDUCTING_ORGAN}" in access.grants(user)


def oversees(user: Any, dossier: DrawnDossier) -> bool:
    """The legal section of the organ whose case it is; the bureau's section conducts the whole."""
    return conducts(user) or access.holds(user, "recheck_legal", dossier.drawn_case)


def seat_of(user: Any, dossier: DrawnDossier) -> Seat | None:
    """The person's present seat on a dossier, once they are asked to evaluate."""
    person = officer_of(user)
    if person is None:
        return None
    held = (seat for seat in dossier.seats.all() if seat.officer_id == person.pk and seat.ended_on is None)
    return next((seat for seat in held if seat.called), None)


def may_see_result(user: Any, dossier: DrawnDossier) -> bool:
    """Whether points and faults are shown: to the legal sections once settled, to readers of the case once they are out."""
    if not dossier.is_settled:
        return False
    return oversees(user, dossier) or (dossier.round.is_out and access.may_read(user, dossier.drawn_case))


def may_open(user: Any, dossier: DrawnDossier) -> bool:
    """Whether the drawn dossier exists for the person: an evaluator's, an overseer's, or an own one with results out."""
    return seat_of(user, dossier) is not None or oversees(user, dossier) or may_see_result(user, dossier)


def may_read_file(user: Any, dossier: DrawnDossier) -> bool:
    """Whether the person reads the bound dossier as evaluator: while the round is being evaluated, no longer."""
    return dossier.round.state == EvaluationRound.State.MARKING and seat_of(user, dossier) is not None


def is_evaluator(root: Any, subject: Any, user: Any) -> bool:
    """One of the two evaluators of the dossier."""
    seat = seat_of(user, root) if isinstance(root, DrawnDossier) else None
    return seat is not None and not seat.is_arbiter


def is_arbiter(root: Any, subject: Any, user: Any) -> bool:
    """The arbiter, once called."""
    seat = seat_of(user, root) if isinstance(root, DrawnDossier) else None
    return seat is not None and seat.is_arbiter


def heads_street(root: Any, subject: Any, user: Any) -> bool:
    """The head of the street that the subject belongs to."""
    person, street = officer_of(user), street_of(root)
    return person is not None and person.kind == Officer.Kind.HEAD and street == person.street_id


def answers_appeals(root: Any, subject: Any, user: Any) -> bool:
    """The legal section of the organ whose case it is."""
    case = getattr(root, "drawn_case", root)
    return isinstance(case, Case) and access.holds(user, "recheck_legal", case)


CONDUCTOR = Permit(
    "conductor", _("the bureau's legal section"), lambda root, subject, user: user is not None and conducts(user)
)
EVALUATOR = Permit("evaluator", _("an evaluator of this dossier"), is_evaluator)
ARBITER = Permit("arbiter", _("the arbiter of this dossier"), is_arbiter)
STREET_HEAD = Permit("street_head", _("the head of the dossier's street"), heads_street)
APPEAL_DESK = Permit("appeal_desk", _("the legal section of the case's organ"), answers_appeals)


def comments(user: Any) -> bool:
    """The legal section of either organ, which prepares the commentary on the cases it may read."""
    return access.holds_anywhere(user, "recheck_legal")


COMMENTATOR = Permit(
    "commentator", _("the legal sections"), lambda root, subject, user: user is not None and comments(user)
)


# --- Team, calendar, attendance ----------------------------------------------------------------------------------------


def organises(user: Any) -> bool:
    """Who keeps team and calendar: the posts that conduct evaluations and commentaries."""
    return conducts(user) or comments(user)


def reads_all_trainings(user: Any) -> bool:
    """Organisers, the reviewing desks, directors and chiefs by their grants; the leadership by its part."""
    if organises(user) or access.holds_anywhere(user, "recheck_enforcement", "final", "chief"):
        return True
    person = officer_of(user)
    return person is not None and person.kind == Officer.Kind.LEADER


def attendance_streets(user: Any) -> frozenset[int] | None:
    """The streets whose attendance the person reads: None means all, an empty set just their own row."""
    if reads_all_trainings(user):
        return None
    person = officer_of(user)
    if person is None:
        return frozenset()
    if person.kind == Officer.Kind.LIAISON:
        return frozenset(MentoringGroup.objects.filter(liaison=person).values_list("streets", flat=True)) - {None}
    return frozenset({person.street_id} - {None})


def may_see_event(user: Any, event: TrainingEvent) -> bool:
    """Whether the event exists for the person: invited, speaking, present, or reading all."""
    if reads_all_trainings(user):
        return True
    person = officer_of(user)
    if person is None:
        return False
    return invited.is_invited(event, person) or event.attendance.filter(officer=person).exists()


ORGANISER = Permit(
    "organiser",
    _("the legal sections, which organise the trainings"),
    lambda root, subject, user: user is not None and organises(user),
)
PARTICIPANT = Permit(
    "participant",
    _("everybody in the register"),
    lambda root, subject, user: isinstance(root, TrainingEvent) and officer_of(user) is not None,
)


# --- Learning path, exams, contests -----------------------------------------------------------------------------------

LEADING = frozenset({Officer.Kind.LEADER, Officer.Kind.DIRECTOR, Officer.Kind.CHIEF})


def reads_everybody(user: Any) -> bool:
    """The organisers and the leadership: results of every street and every person."""
    person = officer_of(user)
    return conducts(user) or (person is not None and person.kind in LEADING)


def streets_in_reach(user: Any) -> frozenset[int]:
    """The streets whose people's results a person reads: of head and counsel their own, of a liaison those mentored."""
    person = officer_of(user)
    if person is None:
        return frozenset()
    if person.kind in (Officer.Kind.HEAD, Officer.Kind.COUNSEL):
        return frozenset({person.street_id})
    if person.kind == Officer.Kind.LIAISON:
        if not hasattr(user, "_mentored"):
            user._mentored = frozenset(
                MentoringGroup.objects.filter(liaison=person, streets__isnull=False).values_list("streets", flat=True)
            )
        return user._mentored
    return frozenset()


def may_see_officer(user: Any, officer: Officer) -> bool:
    """Whether somebody's learning and results may be read: one's own, one's street's people, or everybody's."""
    person = officer_of(user)
    if reads_everybody(user) or (person is not None and person.pk == officer.pk):
        return True
    return officer.street_id is not None and officer.street_id in streets_in_reach(user)


def may_sit(exam: Exam, user: Any) -> bool:
    """Officers with an account; where the exam is a contest's, the members of its teams alone."""
    person = officer_of(user)
    if person is None:
        return False
    if not exam.for_contest:
        return person.kind == Officer.Kind.OFFICER
    return Contestant.objects.filter(officer=person, contest__rounds__exam=exam).exists()


def _is_candidate(root: Any, subject: Any, user: Any) -> bool:
    return isinstance(root, Exam) and may_sit(root, user)


def _owns_paper(root: Any, subject: Any, user: Any) -> bool:
    person = officer_of(user)
    return isinstance(root, Paper) and person is not None and root.officer_id == person.pk


def _heads_a_street(root: Any, subject: Any, user: Any) -> bool:
    person = officer_of(user)
    heads = person is not None and person.kind == Officer.Kind.HEAD and person.street_id is not None
    return isinstance(root, Contest) and heads


def is_member(user: Any, team: Team) -> bool:
    """Whether the person is one of the team's three."""
    person = officer_of(user)
    return person is not None and any(one.officer_id == person.pk for one in team.members.all())


def judge_of(user: Any, contest: Contest) -> Judge | None:
    """The person's seat as judge of a contest."""
    person = officer_of(user)
    if person is None:
        return None
    return next((one for one in contest.judges.all() if one.officer_id == person.pk), None)


def _writes(root: Any, subject: Any, user: Any) -> bool:
    return isinstance(root, MockDocument) and is_member(user, root.entry.team)


def _judges(root: Any, subject: Any, user: Any) -> bool:
    if not isinstance(root, Entry):
        return False
    judge = judge_of(user, root.round.contest)
    return judge is not None and judge.may_mark(root.team)


def may_see_entry(user: Any, entry: Entry) -> bool:
    """What a team wrote and its marks: for the team, those who read its street's results, its judges, the organisers."""
    if is_member(user, entry.team) or reads_everybody(user) or entry.team.street_id in streets_in_reach(user):
        return True
    return entry.round.state in (ContestRound.State.JUDGING, ContestRound.State.DONE) and _judges(entry, entry, user)


CANDIDATE = Permit("candidate", _("an officer whom the exam is for"), _is_candidate)
PAPER_OWNER = Permit("paper_owner", _("whose paper it is"), _owns_paper)
TEAM_LEADER = Permit("team_leader", _("the head of a street"), _heads_a_street)
TEAM_MEMBER = Permit("team_member", _("a member of the team"), _writes)
JUDGE = Permit("judge", _("a judge from elsewhere"), _judges)
