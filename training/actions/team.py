"""The training team (培训团队): who joins, changes, leaves, comes back; a sheet taken in. Each member has a chain."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation.actions._register import refusing
from delegation.models import Officer, Organ
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from training.models import TeamMember, TrainingEvent
from training.permits import ORGANISER


def _active(member: TeamMember, user: User) -> bool:
    return member.active


def _gone(member: TeamMember, user: User) -> bool:
    return not member.active


@door.action(
    permission=ORGANISER,
    subject=Organ,
    label=_("Add to the team"),
    form="training.forms.team.MemberForm",
    group="team",
    opens=True,
)
def add_team_member(
    organ: Organ,
    *,
    acting_user: User,
    part: str,
    subjects: list[str],
    officer: Officer | None = None,
    outside_name: str = "",
    organisation: str = "",
    contact: str = "",
    availability: str = "",
) -> TeamMember:
    """Somebody joins the team: a person of the register, or one from outside with organisation and contact."""
    return new_member(
        part=part,
        subjects=subjects,
        officer=officer,
        outside_name=outside_name,
        organisation=organisation,
        contact=contact,
        availability=availability,
    )


def new_member(**values: Any) -> TeamMember:
    """The row, checked; within an act."""
    member = TeamMember(**values)
    with refusing("E1"):
        member.full_clean()
    member.save()
    return member


@door.action(
    permission=ORGANISER,
    subject=TeamMember,
    label=_("Change the entry"),
    form="training.forms.team.EditMemberForm",
    group="team",
    available=_active,
)
def edit_team_member(
    member: TeamMember,
    *,
    acting_user: User,
    part: str,
    subjects: list[str],
    organisation: str = "",
    contact: str = "",
    availability: str = "",
) -> TeamMember:
    """Correct part, subjects, availability; of a person from outside also organisation and contact."""
    member.part, member.subjects, member.availability = part, subjects, availability
    if member.officer_id is None:
        member.organisation, member.contact = organisation, contact
    with refusing("E1"):
        member.full_clean()
    member.save()
    return member


@door.action(
    permission=ORGANISER,
    subject=TeamMember,
    label=_("Leaves the team"),
    form="training.forms.team.LeaveForm",
    group="team",
    danger=True,
    available=_active,
)
def end_team_member(member: TeamMember, *, acting_user: User, reason: str) -> TeamMember:
    """Somebody leaves: they are proposed no more; what they taught stays, with its hours."""
    coming = member.events.filter(state=TrainingEvent.State.PLANNED, starts_at__gt=timekeeper.now()).first()
    if coming is not None:
        raise ActionRefused.because(
            "E1",
            _("They are to speak at “%(event)s” on %(day)s.")
            % {"event": coming, "day": f"{coming.starts_at.astimezone(timekeeper.SHANGHAI):%Y-%m-%d}"},
            remedy=_("Name another speaker there first."),
        )
    member.active, member.ended_on, member.end_reason = False, timekeeper.today(), reason
    member.save(update_fields=["active", "ended_on", "end_reason"])
    return member


@door.action(
    permission=ORGANISER,
    subject=TeamMember,
    label=_("Takes part again"),
    form="training.forms.team.BackForm",
    group="team",
    available=_gone,
)
def return_team_member(member: TeamMember, *, acting_user: User, reason: str) -> TeamMember:
    """Somebody comes back to the team."""
    member.active, member.ended_on, member.end_reason = True, None, ""
    member.save(update_fields=["active", "ended_on", "end_reason"])
    return member


@door.action(permission=ORGANISER, subject=Organ, label=_("Take in a list of the team"), group="team")
def import_team(organ: Organ, *, acting_user: User, rows: list[dict[str, Any]]) -> Organ:
    """Enter everybody of a sheet, or nobody: each gets a chain of their own. `rows`: as read by team_sheet."""
    from training.calendar.team_sheet import enter

    for member in enter(rows):
        inputs: dict[str, Any] = {"from_sheet": True, "name": member.name, "part": member.part}
        ledger.append(member, "add_team_member", actor=acting_user, inputs=inputs)
    organ.ledger_notes = {"members": len(rows)}
    return organ
