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
from .models import DrawnDossier, EvaluationRound, Seat, TrainingEvent

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
    "participant", _("everybody in the register"), lambda root, subject, user: officer_of(user) is not None
)
