"""The training team: the list, one member, a sheet taken in, a sheet given out."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from delegation.models import Officer, Organ
from gongshu_enforcement import door, ledger
from gongshu_enforcement.errors import ActionRefused
from training import permits
from training.calendar import hours, reading, sheets, team_sheet
from training.forms.team import TeamFilter, TeamSheetForm
from training.models import TeamMember, TrainingEvent

from .acting import acts_on

SALT = "training.team"


@require_safe
def training_team(request: HttpRequest) -> HttpResponse:
    """Who teaches what, when they can, how many hours they gave."""
    _staff_only(request)
    form, organises = TeamFilter(request.GET), permits.organises(request.user)
    members = [one for one in _members(form) if _fits(one, form)]
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    context = {
        "form": form,
        "members": members,
        "organises": organises,
        "marked": list(_marked()) if organises else [],
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] == "add_team_member"],
    }
    return render(request, "training/team/list.html", context)


def _members(form: TeamFilter) -> Any:
    members = hours.given(TeamMember.objects.filter(active=form.chosen("state") != "left"))
    return members.filter(part=form.chosen("part")) if form.chosen("part") else members


def _marked() -> QuerySet[Officer]:
    """People whom the register marks as trainers and who are not entered here: subjects and hours are kept here."""
    there = TeamMember.objects.exclude(officer=None).values("officer")
    trainers = Officer.objects.filter(Q(trains=True) | Q(kind=Officer.Kind.TRAINER), active=True)
    return trainers.exclude(pk__in=there).select_related("street", "organ")


def _fits(member: TeamMember, form: TeamFilter) -> bool:
    """A team is a few dozen people: name and subject are looked at here, whatever the database."""
    word, subject = form.chosen("q").strip(), form.chosen("subject")
    return (not word or word in f"{member.name} {member.unit}") and (not subject or subject in member.subjects)


@require_safe
def team_member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member: subjects, availability, and every event with its hours."""
    _staff_only(request)
    member = get_object_or_404(hours.given(TeamMember.objects.all()), pk=pk)
    events = reading.visible(request.user).filter(speakers=member).exclude(state=TrainingEvent.State.CANCELLED)
    context = {
        "member": member,
        "events": list(events.order_by("-starts_at")[:100]),
        "organises": permits.organises(request.user),
        "acts": acts_on(member, request.user),
    }
    return render(request, "training/team/member.html", context)


@require_safe
def team_xlsx(request: HttpRequest) -> HttpResponse:
    """Everybody in the team."""
    _organiser(request)
    members = hours.given(TeamMember.objects.filter(active=True)).select_related("officer__user")
    return _sheet(sheets.team(members), "training-team.xlsx")


@require_safe
def team_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    _organiser(request)
    return _sheet(team_sheet.template(), "training-team-template.xlsx")


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=sheets.TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def team_import(request: HttpRequest) -> HttpResponse:
    """A sheet: first what each row would do, or why it can't; then, confirmed, all rows or none."""
    _organiser(request)
    if request.method == "POST" and "rows" in request.POST:
        return _take_in(request)
    form = TeamSheetForm(request.POST, request.FILES) if request.method == "POST" else TeamSheetForm()
    rows: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            rows = team_sheet.check(team_sheet.read(form.cleaned_data["sheet"]))
        except ValidationError as error:
            form.add_error("sheet", error)
    return _preview(request, form, rows)


def _preview(
    request: HttpRequest, form: TeamSheetForm, rows: list[Any], refused: ActionRefused | None = None
) -> HttpResponse:
    wrong = sum(bool(errors) for _row, errors in rows)
    right = [row for row, _errors in rows] if rows and not wrong else []
    context = {
        "form": form,
        "rows": rows,
        "wrong": wrong,
        "signed": signing.dumps(right, salt=SALT, compress=True) if right else "",
        "refused": refused,
    }
    return render(request, "training/team/import.html", context)


def _take_in(request: HttpRequest) -> HttpResponse:
    """What was previewed, and nothing else: the rows come back signed, and are checked again under the lock."""
    try:
        rows = signing.loads(request.POST["rows"], salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        messages.error(request, _("The preview is too old or was changed. Choose the sheet again."))
        return HttpResponseRedirect(reverse("team_import"))
    bureau, key = Organ.objects.get(code=permits.CONDUCTING_ORGAN), ledger.digest(json.dumps(rows, sort_keys=True))
    try:
        door.perform("import_team", bureau, acting_user=request.user, request_key=key, rows=rows)
    except ActionRefused as refused:
        return _preview(request, TeamSheetForm(), team_sheet.check(rows), refused)
    messages.success(request, _("%(count)s people were entered.") % {"count": len(rows)})
    return HttpResponseRedirect(reverse("training_team"))


def _staff_only(request: HttpRequest) -> None:
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied


def _organiser(request: HttpRequest) -> None:
    if not permits.organises(request.user):
        raise PermissionDenied
