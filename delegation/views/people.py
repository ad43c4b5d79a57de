"""The register of people: the list, one person, a sheet taken in."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from delegation import people_sheet, register
from delegation.actions.people import import_people
from delegation.forms_people import PeopleFilter, SheetForm
from delegation.models import Officer
from delegation.views.register import acts_on, registrar
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.administration.permits import is_administrator
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent

PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who is in the register, by unit; certificates that end soon stand out."""
    today = timekeeper.today()
    form = PeopleFilter(request.GET)
    page = Paginator(register.people(form, today), PAGE).get_page(request.GET.get("page"))
    ending = register.ending_certificates(today).count()
    soon = register.reminder_days(today)
    context = {
        "form": form,
        "rows": [_row(person, today, soon) for person in page],
        "page": page,
        "newer": _link(request, page.previous_page_number()) if page.has_previous() else "",
        "older": _link(request, page.next_page_number()) if page.has_next() else "",
        "ending": ending,
        "soon": soon,
        "may_enter": is_administrator(request.user),
        "organ": registrar(),
        "today": today,
    }
    return render(request, "delegation/people/list.html", context)


def _link(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _row(person: Officer, today: Any, soon: int) -> dict[str, Any]:
    valid = [row for row in person.certificates.all() if row.is_valid_on(today)]
    last = max(valid, key=lambda row: row.valid_to, default=None)
    return {
        "person": person,
        "certificate": last,
        "days_left": (last.last_day - today).days if last else None,
        "ends_soon": last is not None and (last.last_day - today).days <= soon,
        "lacks": person.active and person.kind == Officer.Kind.OFFICER and person.certificate_on(today) is None,
        "away": person.away[0] if person.away else None,
    }


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: unit and part, certificates, absences, what their account may do, who changed what."""
    found = get_object_or_404(
        Officer.objects.select_related("street", "organ", "user").prefetch_related(
            "certificates",
            "absences__deputy",
            "absences__person",
            "deputizing__person",
            "deputizing__deputy",
            "groups__streets",
        ),
        pk=pk,
    )
    today = timekeeper.today()
    soon = register.reminder_days(today)
    certificates = sorted(found.certificates.all(), key=lambda row: row.valid_to, reverse=True)
    own = found.user_id == request.user.pk
    context = {
        "person": found,
        "today": today,
        "certificates": [
            (
                row,
                row.is_valid_on(today),
                row.is_valid_on(today) and (row.last_day - today).days <= soon,
                (row.last_day - today).days,
            )
            for row in certificates
        ],
        "may_see_scans": own or is_administrator(request.user),
        "absences": [(row, row.covers(today)) for row in found.absences.all()],
        "deputizing": [(row, row.covers(today)) for row in found.deputizing.all()],
        "acts": acts_on(found, request.user),
        "events": _events(found),
    }
    return render(request, "delegation/people/person.html", context)


def _events(found: Officer) -> list[dict[str, Any]]:
    rows = LedgerEvent.objects.filter(chain=ledger.chain_of(found)).order_by("-seq")[:50]
    return [
        {
            "at": row.recorded_at,
            "title": ACTIONS[row.action].label if row.action in ACTIONS else row.action,
            "who": row.actor_name,
            "text": str(row.inputs.get("reason") or row.inputs.get("number") or ""),
        }
        for row in rows
    ]


@require_safe
def people_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    _administrator(request)
    response = HttpResponse(people_sheet.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """A sheet: first what each row would do, or why it can't; then, confirmed, all rows or none."""
    _administrator(request)
    if request.method == "POST" and "rows" in request.POST:
        return _take_in(request)
    form = SheetForm(request.POST or None, request.FILES or None) if request.method == "POST" else SheetForm()
    rows: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            rows = people_sheet.check(people_sheet.read(form.cleaned_data["sheet"]))
        except ValidationError as error:
            form.add_error("sheet", error)
    return _preview(request, form, rows)


def _preview(
    request: HttpRequest, form: SheetForm, rows: list[Any], refused: ActionRefused | None = None
) -> HttpResponse:
    wrong = sum(bool(errors) for _row, errors in rows)
    context = {
        "form": form,
        "rows": rows,
        "wrong": wrong,
        "signed": signing.dumps([row for row, _errors in rows], salt="people", compress=True)
        if rows and not wrong
        else "",
        "refused": refused,
    }
    return render(request, "delegation/people/import.html", context)


def _take_in(request: HttpRequest) -> HttpResponse:
    """What was previewed, and nothing else: the rows come back signed, and are checked again under the lock."""
    try:
        rows = signing.loads(request.POST["rows"], salt="people", max_age=24 * 3600)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old or was changed. Choose the sheet again."))
        return HttpResponseRedirect(reverse("people_import"))
    key = ledger.digest(json.dumps(rows, sort_keys=True))
    try:
        import_people(registrar(), acting_user=request.user, request_key=key, rows=rows)
    except ActionRefused as refused:
        return _preview(request, SheetForm(), people_sheet.check(rows), refused)
    messages.success(request, _("%(count)s people were entered.") % {"count": len(rows)})
    return HttpResponseRedirect(reverse("people"))


def _administrator(request: HttpRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied
