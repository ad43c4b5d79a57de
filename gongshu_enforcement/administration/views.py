"""The pages of legal settings and of the calendar (系统): thin, what is entered goes through the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongshu_enforcement import timekeeper, working_days
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import CalendarYear

from . import actions, reading
from .forms import DoorForm, SettingForm, WithdrawForm, YearForm
from .permits import is_administrator, keeps_law, may_enter_for

LAST_YEAR = 2100


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every legal setting by topic: value now, coming values, source."""
    _only(keeps_law, request)
    topics = reading.by_topic()
    shown = [variant.now.row for _label, found in topics for one in found for variant in one.variants if variant.now]
    context = {"topics": topics, "to_confirm": sum(row.to_confirm for row in shown), "today": timekeeper.today()}
    return render(request, "administration/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def setting_page(request: HttpRequest, code: str) -> HttpResponse:
    """One setting: its values in the order of time, who entered them, and the form for the next one."""
    _only(keeps_law, request)
    row = actions.anchor(code)
    if row is None:
        raise Http404(code)
    withdrawing = request.method == "POST" and "withdraw" in request.POST
    entering = request.method == "POST" and not withdrawing
    form = SettingForm(request.POST if entering else None, setting=row, user=request.user)
    withdrawal = WithdrawForm(request.POST if withdrawing else None, prefix=None)
    if entering and _done(form, actions.set_legal_setting, row, request):
        messages.success(request, _("The value is entered; it holds from its day on."))
        return HttpResponseRedirect(request.path)
    if withdrawing and _done(withdrawal, actions.withdraw_legal_setting, row, request):
        messages.success(request, _("The coming value is withdrawn."))
        return HttpResponseRedirect(request.path)
    found = reading.one(code)
    coming = [v for variant in found.variants for v in variant.coming if may_enter_for(request.user, variant.organ)]
    context = {
        "setting": found,
        "form": form,
        "withdrawal": withdrawal,
        "may_withdraw": {version.row.pk for version in coming},
        "events": _events(actions.history(row)),
        "parent_url": reverse("legal_settings"),
    }
    return render(request, "administration/setting.html", context)


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The years: built in, entered, or still missing."""
    _only(keeps_law, request)
    context = {"years": reading.years(), "may_enter": is_administrator(request.user), "today": timekeeper.today()}
    return render(request, "administration/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_year_page(request: HttpRequest, year: int) -> HttpResponse:
    """One year month by month, and the form for the State Council's notice; what is saved has been previewed."""
    _only(keeps_law if request.method != "POST" else is_administrator, request)
    if not working_days.COVERED_FROM <= year <= LAST_YEAR:
        raise Http404(year)
    row = CalendarYear.objects.filter(year=year).first()
    loaded = row is not None and row.loaded_on is not None
    enterable = year > working_days.COVERED_UNTIL and working_days.covers(year - 1) and is_administrator(request.user)
    form = YearForm(
        request.POST if request.method == "POST" else None,
        year=year,
        loaded=loaded,
        initial=reading.as_lines(year) if loaded else None,
    )
    preview = request.method == "POST" and form.is_valid()
    if preview and request.POST.get("seen") == form.fingerprint() and "draft" not in request.POST:
        anchor, _created = CalendarYear.objects.get_or_create(year=year)
        if _done(form, actions.load_calendar_year, anchor, request):
            messages.success(request, _("The working days of %(year)s are entered.") % {"year": year})
            return HttpResponseRedirect(reverse("calendar_year", args=[year]))
        preview = False
    context = {
        "year": year,
        "row": row if loaded else None,
        "known": working_days.covers(year),
        "form": form if enterable else None,
        "preview": preview,
        "months": reading.months(year, form.notice.days if preview else None),
        "doubts": form.notice.doubts if preview else (),
        "events": _events(actions.history(row)) if row else (),
        "parent_url": reverse("calendar"),
    }
    return render(request, "administration/year.html", context)


def _only(test: Callable[[Any], bool], request: HttpRequest) -> None:
    if not test(request.user):
        raise PermissionDenied


def _done(form: DoorForm, act: Callable[..., Any], subject: Any, request: HttpRequest) -> bool:
    """Go through the door with a valid form; a refusal stays in the form."""
    if not form.is_valid():
        return False
    try:
        act(subject, acting_user=request.user, request_key=form.key, **form.inputs())
    except ActionRefused as refused:
        form.add_refusal(refused)
        return False
    return True


def _events(events: list[Any]) -> list[dict[str, Any]]:
    """Ledger events for the timeline."""
    return [
        {
            "at": event.recorded_at,
            "title": actions.LABELS.get(event.action, event.action),
            "who": event.actor_name,
            "text": _said(event.inputs),
            "icon": "x" if event.action.startswith("withdraw") else "edit",
        }
        for event in events
    ]


def _said(inputs: dict[str, Any]) -> str:
    parts = [str(inputs[name]) for name in ("value", "valid_from", "source", "reason") if inputs.get(name)]
    if "days" in inputs:
        parts.append(_("%(n)s days") % {"n": len(inputs["days"])})
    return " · ".join(parts)
