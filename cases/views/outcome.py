"""What is common to acting and filing: call the door once per form, and turn its answers into pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cases import legality
from cases.forms.base import ActionForm
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.door import Action
from gongshu_enforcement.models import RequestKey, User
from gongshu_enforcement.working_days import CalendarNotCovered

# A rule may need what nobody has typed yet; it is then still to come.
NOT_YET = (KeyError, AttributeError, TypeError, ValueError, ArithmeticError, IndexError)


def key_used(key: str, code: str, user: User) -> RequestKey | None:
    """The first request of this person with this key and action."""
    return RequestKey.objects.filter(key=key, action=code, user=user).first()


def already_done(form: ActionForm, code: str) -> RequestKey | None:
    """The first request with this form's key, where the same person sent it before (double click, back button)."""
    key = form.data.get("request_key")
    return key_used(key[:64], code, form.user) if key else None


def perform(form: ActionForm, entry: Action, subject: Any) -> Any:
    """Go through the door with a valid form, once per batch, all or nothing; returns the first result."""
    results = []
    with transaction.atomic():
        for number, inputs in enumerate(form.batches()):
            key = form.sent_key if number == 0 else f"{form.sent_key[:58]}-{number}"
            results.append(door.perform(entry.code, subject, acting_user=form.user, request_key=key, **inputs))
    return results[0]


def checklist(entry: Action, case: Any, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    """The gate's rules with what they find now; a rule that needs more than was typed is still to come."""
    lines: list[dict[str, Any]] = []
    on = inputs.get("happened_on") or timekeeper.today()
    facts = legality.registry.Facts(case, case, inputs, on, entry.code)
    for rule in legality.rules_at(entry.code):
        try:
            found = list(rule.findings(facts))
        except NOT_YET:
            lines.append(_line(rule, "todo"))
            continue
        except CalendarNotCovered as gap:
            lines.append({**_line(rule, "block"), "message": gap.message % {"year": gap.day.year}})
            continue
        lines += [
            {
                "severity": finding.severity,
                "message": finding.message,
                "remedy": finding.remedy,
                "article": finding.article,
                "code": finding.code,
            }
            for finding in found
        ] or [_line(rule, "ok")]
    return lines


def _line(rule: Any, severity: str) -> dict[str, Any]:
    return {"severity": severity, "message": rule.title, "remedy": "", "article": rule.articles, "code": rule.code}


def back_to(request: HttpRequest, fallback: str) -> str:
    """`next` where it is an address of ours, else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else fallback


def denied(request: HttpRequest, entry: Action, case: Any) -> HttpResponse:
    """403: the person may read the case, but this is somebody else's act; the page says whose."""
    context = {"action": entry, "case": case, "who": entry.permission.label, "title": entry.label}
    return render(request, "cases/act_denied.html", context, status=403)


def stage_refusal(entry: Action, case: Any) -> door.ActionRefused | None:
    """Why the button is not there now, though the person may act: the stage moved on, or something else stands in the way."""
    if entry.stages and case.stage not in entry.stages:
        return door.ActionRefused.because(
            "STAGE",
            _("“%(action)s” is not possible at the stage “%(stage)s”.")
            % {"action": entry.label, "stage": case.get_stage_display()},
            remedy=_("Somebody may have moved the case on. Go back to the case to see where it stands."),
        )
    return None


def not_available(entry: Action) -> door.ActionRefused:
    """Permitted and at the right stage, but not now."""
    return door.ActionRefused.because(
        "NOT_NOW",
        _("“%(action)s” is not possible right now.") % {"action": entry.label},
        remedy=_(
            "It may be done already, or the case waits for somebody else. Go back to the case to see where it stands."
        ),
    )
