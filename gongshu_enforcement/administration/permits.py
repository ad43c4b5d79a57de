"""Who enters what the law changed: the administrator everything, an organ's legal section the values of its organ."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongshu_enforcement import navigation
from gongshu_enforcement.door import Permit

LEGAL_DESK = "recheck_legal_"
COMMON = ""  # the organ of a value that holds for both


def is_administrator(user: Any) -> bool:
    """Whether the person administers the system."""
    return user is not None and user.is_active and user.is_staff


def organs_of(user: Any) -> frozenset[str]:
    """The organs whose legal section the person belongs to."""
    if user is None or not user.is_active:
        return frozenset()
    held = navigation.grants_of(user)
    return frozenset(name.removeprefix(LEGAL_DESK) for name in held if name.startswith(LEGAL_DESK))


def keeps_law(user: Any) -> bool:
    """Whether the person enters values of the law at all."""
    return is_administrator(user) or bool(organs_of(user))


def may_enter_for(user: Any, organ: str) -> bool:
    """Whether the person enters values for this organ; what holds for both organs is the administrator's."""
    return is_administrator(user) or (organ != COMMON and organ in organs_of(user))


ADMINISTRATOR = Permit("administrator", _("the administrator"), lambda root, subject, user: is_administrator(user))
LAW_KEEPER = Permit(
    "law_keeper", _("the administrator or the legal section"), lambda root, subject, user: keeps_law(user)
)
