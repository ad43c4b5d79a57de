"""Accounts of people in the register (账号): made, and given a new password, by the administrator.

The password is made here and shown once; neither it nor its hash reaches the ledger.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.utils.translation import gettext_lazy as _

from delegation import services
from delegation.models import Officer
from gongshu_enforcement import door
from gongshu_enforcement.administration.permits import ADMINISTRATOR
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._register import refusing

LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read as another
BLOCKS, BLOCK = 4, 4


def first_password() -> str:
    """A password that nobody guesses and everybody can type: four blocks of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _place in range(BLOCK)) for _block in range(BLOCKS))


def _without_account(person: Any, user: User) -> bool:
    return person.active and person.user_id is None


def _with_account(person: Any, user: User) -> bool:
    return person.active and person.user_id is not None


@door.action(
    permission=ADMINISTRATOR,
    subject=Officer,
    label=_("Make an account"),
    form="delegation.forms_people.AccountForm",
    group="register",
    available=_without_account,
)
def make_account(person: Officer, *, acting_user: User, account: str) -> Officer:
    """Make the account that a person signs in with; the grants of their part come with it."""
    if person.user_id is not None or not person.active:
        raise ActionRefused.because(
            "P6",
            _("This person has an account, or has left."),
            remedy=_("Give a new password instead."),
            field="account",
        )
    password = first_password()
    user = User(username=account, name=person.name)
    user.set_password(password)
    with refusing("P6", username="account"):
        user.full_clean()
    user.save()
    person.user = user
    person.save(update_fields=["user"])
    services.sync_grants(person)
    person.told_once = password
    return person


@door.action(
    permission=ADMINISTRATOR,
    subject=Officer,
    label=_("Give a new password"),
    form="delegation.forms_people.PasswordForm",
    group="register",
    available=_with_account,
)
def renew_password(person: Officer, *, acting_user: User, reason: str) -> Officer:
    """Give a forgotten account a new password; open sessions of the old one end."""
    if person.user_id is None:
        raise ActionRefused.because("P6", _("This person has no account."), remedy=_("Make one first."))
    password = first_password()
    person.user.set_password(password)
    person.user.save(update_fields=["password"])
    person.told_once = password
    return person
