"""Opening a case: the street first where there is a choice, then the filing form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import access
from cases.forms.filing import OpenCaseForm
from cases.forms.summary import OnSiteForm
from cases.models import Case
from delegation.models import Street
from delegation.selectors import agreement_for
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import ACTIONS, Action, Replay
from gongshu_enforcement.errors import ActionRefused, Finding, NotPermitted
from gongshu_enforcement.models import User

from . import outcome


@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case in a street where the person may."""
    return _new(request, "open_case", OpenCaseForm)


@require_http_methods(["GET", "HEAD", "POST"])
def new_on_site(request: HttpRequest) -> HttpResponse:
    """Decide on the spot: one form from the party to the delivered decision (简易程序)."""
    return _new(request, "decide_on_site", OnSiteForm)


def _new(request: HttpRequest, code: str, form_class: type[OpenCaseForm]) -> HttpResponse:
    entry, streets = ACTIONS[code], _streets(request.user)
    if not streets:
        raise PermissionDenied(_("Only officers of a street or of the organ open cases."))
    street = _chosen(request, streets)
    if street is None:
        return render(request, "cases/new_street.html", {"streets": streets})
    if request.method != "POST":
        form = form_class(case=None, user=request.user, subject=street)
        form.prefill(request.GET)
        return _page(request, entry, form, streets)
    form = form_class(request.POST, request.FILES, case=None, user=request.user, subject=street)
    done = outcome.already_done(form, entry.code)
    if done:
        return _opened(request, Replay(done.result_id))
    if not form.is_valid():
        return _page(request, entry, form, streets)
    try:
        return _opened(request, outcome.perform(form, entry, street))
    except ActionRefused as refused:
        form.add_refusal(refused)
        return _page(request, entry, form, streets)
    except NotPermitted as error:
        raise PermissionDenied from error


def _streets(user: User) -> list[Street]:
    ids = {
        pk for desk in ("handle", "own") for organ in access.ORGANS for pk in access.streets(user, f"{desk}_{organ}")
    }
    return list(Street.objects.filter(pk__in=ids))


def _chosen(request: HttpRequest, streets: list[Street]) -> Street | None:
    code = request.POST.get("street") or request.GET.get("street") or ""
    if len(streets) == 1:
        return streets[0]
    return next((street for street in streets if street.code == code), None)


def _opened(request: HttpRequest, result: Any) -> HttpResponse:
    case = result if isinstance(result, Case) else Case.objects.get(pk=result.pk)
    told = (
        _("Decision %(number)s is made and delivered. Next: report it to the organ.")
        if case.is_summary
        else _("Case %(reference)s is open. Next: record the inspection, then submit the filing.")
    )
    messages.success(request, told % {"reference": case.reference, "number": case.number})
    return HttpResponseRedirect(case.get_absolute_url())


def _without_power(form: OpenCaseForm) -> list[Finding]:
    """What rule A1 would say to every item: said before anything is typed, since the list of items is empty."""
    today = timekeeper.today()
    if not form.by_street or any(agreement_for(form.subject, organ, today) for organ in form.organs):
        return []
    said = _("%(street)s has no agreement in force with %(organ)s on %(day)s.")
    return [
        Finding(
            code="A1",
            message=said % {"street": form.subject.name, "organ": organ.name, "day": today.isoformat()},
            remedy=_("Leave the case to the organ, or conclude an agreement first."),
            article="处罚法20(1)(2)",
        )
        for organ in form.organs
    ]


def _page(request: HttpRequest, entry: Action, form: OpenCaseForm, streets: list[Street]) -> HttpResponse:
    context = {
        "form": form,
        "street": form.subject,
        "other_streets": len(streets) > 1,
        "refused": form.refused or _without_power(form),
        "checklist": outcome.checklist(entry, form.subject, form.checklist_inputs()),
        "cancel": reverse("case_list"),
    }
    return render(request, form.page, context)
