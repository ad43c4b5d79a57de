"""Case commentaries: the months, one meeting, the tasks and topics that came of them; a spreadsheet of it all."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases import access
from delegation.models import Organ
from gongshu_enforcement import timekeeper
from training import permits
from training.calendar import reading as calendar
from training.commentary import picking, reading, sheet
from training.models import Commentary, CommentedCase, FollowUp

from .acting import acts_on

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def commentaries(request: HttpRequest) -> HttpResponse:
    """The months so far, tasks that are open, topics that wait for a training, and what speaks for the next one."""
    _staff_only(request)
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    found = Commentary.objects.prefetch_related("picked", "points")
    if not permits.comments(request.user):
        found = found.filter(state=Commentary.State.HELD)
    today = timekeeper.today()
    tasks = reading.tasks(request.user).exclude(state=FollowUp.State.DONE)
    context = {
        "commentaries": found,
        "tasks": [_point(one, request.user, today) for one in tasks],
        "topics": [_point(one, request.user, today) for one in reading.open_topics()],
        "suggested": reading.suggested(),
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] == "open_commentary"],
    }
    return render(request, "training/commentary/months.html", context)


@require_safe
def commentary(request: HttpRequest, month: str) -> HttpResponse:
    """One meeting: cases with their remarks, points to follow, minutes. Another street's case is named by its item alone."""
    one = _commentary(request, month)
    today = timekeeper.today()
    context = {
        "commentary": one,
        "picked": [_picked(row, request.user) for row in _cases(one)],
        "points": [_point(row, request.user, today) for row in _points(one)],
        "acts": acts_on(one, request.user),
        "event": calendar.event_of(one, request.user),
    }
    return render(request, "training/commentary/meeting.html", context)


@require_safe
def commentary_xlsx(request: HttpRequest, month: str) -> HttpResponse:
    """Remarks and points as a spreadsheet; cases as far as the person may know them."""
    one = _commentary(request, month)
    picked = [_picked(row, request.user) for row in _cases(one)]
    response = HttpResponse(sheet.workbook(one, picked, list(_points(one))), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="commentary-{one}.xlsx"'
    return response


def _cases(one: Commentary) -> Any:
    return one.picked.select_related("about_case__party", "about_case__street", "about_case__organ").prefetch_related(
        "remarks", "about_case__violations__item"
    )


def _points(one: Commentary) -> Any:
    return one.points.select_related("street", "commentary", "remark", "reported_by")


def _picked(row: CommentedCase, user: Any) -> dict[str, Any]:
    case = row.about_case
    return {
        "row": row,
        "name": case.title if access.may_read(user, case) else case.cause,
        "number": (case.number or case.reference) if access.may_read(user, case) else "",
        "url": case.get_absolute_url() if access.may_read(user, case) else "",
        "rule": picking.LABELS.get(row.rule, row.rule),
        "remarks": list(row.remarks.all()),
    }


def _point(row: FollowUp, user: Any, today: Any) -> dict[str, Any]:
    late = row.is_task and row.state == FollowUp.State.OPEN and row.due_on < today
    return {"row": row, "acts": acts_on(row, user), "late": late}


def _staff_only(request: HttpRequest) -> None:
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied


def _commentary(request: HttpRequest, month: str) -> Commentary:
    """The month's commentary; while it is prepared it exists for the legal sections alone."""
    _staff_only(request)
    found = re.fullmatch(r"(\d{4})-(\d{2})", month, re.ASCII)
    if found is None:
        raise Http404(month)
    one = get_object_or_404(Commentary, year=int(found[1]), month=int(found[2]))
    if not one.is_held and not permits.comments(request.user):
        raise Http404(month)
    return one
