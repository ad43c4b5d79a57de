"""Who keeps the register: the administrator; heads their own station; liaisons their streets; the director the steps; an organ's
legal section its agreements."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement.administration.permits import is_administrator, may_enter_for
from gongshu_enforcement.door import Permit

from .models import MentoringGroup, Officer, Organ, Street


def officer_of(user: Any) -> Officer | None:
    """The person's active entry in the register; read once per request."""
    if user is None or not user.is_authenticated:
        return None
    if not hasattr(user, "_register_entry"):
        user._register_entry = Officer.objects.filter(user=user, active=True).select_related("street", "organ").first()
    return user._register_entry


def street_of(root: Any) -> int | None:
    """The id of the street that an act is about."""
    return root.pk if isinstance(root, Street) else getattr(root, "street_id", None)


def keeps_station(root: Any, subject: Any, user: Any) -> bool:
    """The street's head, or the administrator."""
    person = officer_of(user)
    is_head = person is not None and person.kind == Officer.Kind.HEAD and person.street_id == street_of(root)
    return is_head or is_administrator(user)


def mentors(root: Any, subject: Any, user: Any) -> bool:
    """The liaison of the street's mentoring group."""
    person = officer_of(user)
    if person is None or person.kind != Officer.Kind.LIAISON:
        return False
    return MentoringGroup.objects.filter(liaison=person, streets=street_of(root)).exists()


def decides_steps(root: Any, subject: Any, user: Any) -> bool:
    """The bureau's deputy director in charge."""
    person = officer_of(user)
    if person is None or person.kind != Officer.Kind.DIRECTOR:
        return False
    return person.organ.code == Organ.Code.EMERGENCY


def records_absence(root: Any, subject: Any, user: Any) -> bool:
    """The person who will be away, or the administrator."""
    own = isinstance(root, Officer) and user is not None and root.user_id == user.pk and root.active
    return own or is_administrator(user)


def keeps_agreements(root: Any, subject: Any, user: Any) -> bool:
    """The administrator, or the legal section of the organ: of the agreement, of the case under it, or the organ itself."""
    organ = root if isinstance(root, Organ) else getattr(root, "organ", None)
    return organ is not None and user is not None and user.is_active and may_enter_for(user, organ.code)


STATION_KEEPER = Permit("station_keeper", _("the street's head or the administrator"), keeps_station)
LIAISON = Permit("liaison", _("the street's liaison"), mentors)
STEP_DIRECTOR = Permit("step_director", _("the bureau's deputy director"), decides_steps)
ABSENTEE = Permit("absentee", _("the absent person or the administrator"), records_absence)
AGREEMENT_KEEPER = Permit("agreement_keeper", _("the administrator or the organ's legal section"), keeps_agreements)
SYSTEM = Permit("system", _("the software itself"), lambda root, subject, user: user is None)
