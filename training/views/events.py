"""One event: what it is, who was there, files, minutes; its code for signing in; its attendance as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from delegation.permits import officer_of
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.models import LedgerEvent
from training import permits
from training.calendar import invited, reading, sheets, sign_in
from training.models import EventFile, TrainingEvent

from .acting import acts_on

ORDER = (  # of the acts on the page; the main one first
    "hold_event",
    "sign_in_by_hand",
    "edit_event",
    "add_event_files",
    "postpone_event",
    "strike_attendance",
    "cancel_event",
)
SHOWN_IN_PAGE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"})


@require_safe
def training_event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event, as far as the person may read it: of the list, their streets' people and themself."""
    event = _event(request, pk)
    person, streets = officer_of(request.user), permits.attendance_streets(request.user)
    absent = request.GET.get("who") == "missing"
    present, missing = reading.present(event, streets, person), reading.missing(event, streets, person)
    files = list(event.files.select_related("added_by"))
    organises = permits.organises(request.user)
    context = {
        "event": event,
        "acts": sorted(acts_on(event, request.user), key=lambda one: ORDER.index(one["code"])),
        "code_url": reverse("event_code", args=[pk]) if organises and _has_code(event) else "",
        "person": person,
        "invited": invited.is_invited(event, person),
        "own": next((seen.attendance for seen in present if person and seen.person.pk == person.pk), None),
        "present": present,
        "missing": missing,
        "shown": missing if absent else present,
        "absent": absent,
        "all_people": streets is None,
        "materials": [one for one in files if one.kind == EventFile.Kind.MATERIAL],
        "photos": [one for one in files if one.kind == EventFile.Kind.PHOTO],
        "subject": reading.subject_of(event, request.user),
        "open": sign_in.is_open(event),
        "opens_at": sign_in.opens_at(event),
        "history": _history(event) if permits.reads_all_trainings(request.user) else [],
    }
    return render(request, "training/calendar/event.html", context)


def _has_code(event: TrainingEvent) -> bool:
    return event.is_planned and timekeeper.now() <= event.ends_at


def _history(event: TrainingEvent) -> list[dict[str, Any]]:
    rows = LedgerEvent.objects.filter(chain=ledger.chain_of(event)).exclude(action="sign_in_by_code").order_by("-seq")
    return [
        {
            "at": row.recorded_at,
            "title": ACTIONS[row.action].label if row.action in ACTIONS else row.action,
            "who": row.actor_name if row.actor_id else "",
            "text": str(row.inputs.get("reason") or ""),
        }
        for row in rows[:40]
    ]


@require_safe
def event_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code to be shown on the wall; asked for with `part`, just the code, which the page renews by itself."""
    event = _event(request, pk)
    if not permits.organises(request.user):
        raise PermissionDenied
    url = request.build_absolute_uri(reverse("training_sign_in", args=[sign_in.token_for(event)]))
    context = {
        "event": event,
        "open": sign_in.is_open(event),
        "opens_at": sign_in.opens_at(event),
        "code": sign_in.code(url),
        "url": url,
        "present": event.attendance.count(),
        "invited": invited.people_of(event).count(),
    }
    part = "part" in request.GET
    return render(request, "training/calendar/code_part.html" if part else "training/calendar/code.html", context)


@require_safe
def attendance_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there and who was not, as far as the person may read it."""
    event = _event(request, pk)
    person, streets = officer_of(request.user), permits.attendance_streets(request.user)
    rows = reading.present(event, streets, person), reading.missing(event, streets, person)
    response = HttpResponse(sheets.attendance(event, *rows), content_type=sheets.TYPE)
    response["Content-Disposition"] = f'attachment; filename="attendance-{event.pk}.xlsx"'
    return response


@require_safe
def event_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A material or photo of an event the person may see; `small`: the picture's small copy."""
    row = get_object_or_404(EventFile, pk=pk)
    _event(request, row.event_id)
    small = "small" in request.GET
    if small and not row.preview:
        raise Http404(pk)
    content_type = "image/jpeg" if small else row.content_type
    response = FileResponse(
        (row.preview if small else row.file).open("rb"),
        content_type=content_type if content_type in SHOWN_IN_PAGE else "application/octet-stream",
        as_attachment=content_type not in SHOWN_IN_PAGE,
        filename=row.name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def _event(request: HttpRequest, pk: int) -> TrainingEvent:
    event = get_object_or_404(invited.full(TrainingEvent.objects.all()), pk=pk)
    if not permits.may_see_event(request.user, event):
        raise Http404(pk)
    return event
