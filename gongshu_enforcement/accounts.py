"""Sign-in as an office needs it: accounts and new passwords come from the administrator, never from the page."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

# The demonstration's accounts (演示) have one password; it opens nothing where nobody ran seed_demo.
DEMO_PASSWORD = "Yanshi-Gongshu"
DEMO_ACCOUNTS = (
    ("officer.shiqiao", _("street officer")),
    ("officer2.shiqiao", _("second officer")),
    ("head.shiqiao", _("initial review")),
    ("enforcement", _("recheck, enforcement desk")),
    ("legal", _("recheck, legal desk")),
    ("director", _("final review")),
    ("leader", _("bureau leadership")),
)


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; the administrator makes accounts."""
        return False


class SignInForm(LoginForm):
    """Account and password, and what to do when it is forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account, password = self.fields["login"], self.fields["password"]
        account.label, password.label = _("Account"), _("Password")
        password.help_text = _("Forgotten? Ask your administrator for a new one.")
        for field in (account, password):
            field.widget.attrs.pop("placeholder", None)
        account.widget.attrs |= {"autocapitalize": "none", "autofocus": True, "spellcheck": "false"}

    @property
    def demo_accounts(self) -> tuple[tuple[str, Any], ...]:
        """Accounts to try the product with; none outside a demonstration."""
        return DEMO_ACCOUNTS if settings.DEMO else ()

    @property
    def demo_password(self) -> str:
        """Their password; empty outside a demonstration."""
        return DEMO_PASSWORD if settings.DEMO else ""


@login_not_required
@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """In place of a reset by mail: whom to ask."""
    return render(request, "account/password_reset.html")
