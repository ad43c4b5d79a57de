"""The cases behind a number: what a figure of the display counts, what waits at a desk, what is past a limit.

Only cases the person may read are listed, so that a number for everybody may open fewer.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases import access, clock
from cases.models import Case, Violation
from cases.models.review import ReturnReason
from cases.reading.limits import stored_light
from delegation.models import Street
from gongshu_enforcement import timekeeper
from supervision import stuck
from supervision.access import may_see_leader_page, may_see_league
from supervision.league import LABELS, BadPeriod, Period, counted, of_unit, returns

from .league import period_name

MOST = 500  # rows; a street files some ten cases a year
LIGHTS = {"late": gettext_lazy("Past a limit"), "near": gettext_lazy("Within three working days")}


@require_safe
def league_cases(request: HttpRequest) -> HttpResponse:
    """Cases that one figure counts, of one street where the address names one."""
    if not may_see_league(request.user):
        raise PermissionDenied
    name = request.GET.get("figure", "")
    try:
        period = Period.parse(request.GET.get("period", ""))
        behind = counted(name, period, min(period.last, timekeeper.today()))
    except (BadPeriod, ValueError) as error:
        raise Http404(str(error)) from error
    street = _street(request)
    found = of_unit(
        access.readable(request.user, Case.objects.filter(behind)),
        organ=request.GET.get("organ", ""),
        street=street,
    )
    reason = request.GET.get("reason", "")
    if name == "returned" and reason:
        found = found.filter(pk__in=returns(period).filter(reason_code=reason).values("submission__case"))
    words = [
        street.name if street else "",
        str(LABELS[name]),
        str(dict(ReturnReason.choices).get(reason, "")),
        period_name(period),
    ]
    back = (_("Display of the streets"), f"{reverse('league')}?period={period}")
    return _render(request, found.order_by("-filed_on", "-pk"), words, back)


@require_safe
def leader_cases(request: HttpRequest) -> HttpResponse:
    """Cases that wait at a desk, or that are past or close to one kind of limit."""
    if not may_see_leader_page(request.user):
        raise PermissionDenied
    desk, limit, light = (request.GET.get(name, "") for name in ("desk", "limit", "light"))
    if desk in stuck.DESKS:
        ids = [submission.case_id for submission in stuck.at_desk(request.user, desk)]
        found = Case.objects.filter(pk__in=ids).order_by("stage_since", "pk")
        words = [str(stuck.DESKS[desk])]
    elif limit in clock.TITLES and light in LIGHTS:
        found = stuck.at_limit(request.user, limit, light)
        words = [str(clock.TITLES[limit]), str(LIGHTS[light])]
    else:
        raise Http404(request.GET.urlencode())
    return _render(request, found, words, (_("Late and stuck"), reverse("leader")))


def _street(request: HttpRequest) -> Street | None:
    code = request.GET.get("street", "")
    if not code:
        return None
    found = Street.objects.filter(code=code).first()
    if found is None:
        raise Http404(code)
    return found


def _render(request: HttpRequest, cases: QuerySet[Case], words: list[str], back: tuple[Any, str]) -> HttpResponse:
    found = cases.select_related("party", "street", "organ").prefetch_related(
        Prefetch("violations", Violation.objects.select_related("item"))
    )[: MOST + 1]
    rows = [(case, stored_light(case) if case.is_open else None) for case in found]
    context = {
        "title": " · ".join(word for word in words if word),
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "back": back,
    }
    return render(request, "supervision/behind.html", context)
