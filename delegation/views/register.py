"""Every act on the register (people, stations, mentoring) has the same page: the form, the refusal, back to where it belongs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from delegation.models import (
    Agreement,
    AgreementLetter,
    Certificate,
    MentoringGroup,
    Officer,
    Organ,
    StationRecord,
    Street,
)
from delegation.permits import AGREEMENT_KEEPER, officer_of
from gongshu_enforcement.administration.permits import is_administrator
from gongshu_enforcement.door import ACTIONS, Action, name_for
from gongshu_enforcement.errors import ActionRefused, NotPermitted

GROUPS = ("register", "station", "mentoring", "agreement")
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


@require_http_methods(["GET", "HEAD", "POST"])
def register_act(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One act: its form, then through the door."""
    entry = ACTIONS.get(code)
    if entry is None or entry.group not in GROUPS or not entry.form:
        raise Http404(code)
    subject = get_object_or_404(entry.subject, pk=pk)
    if not entry.permission.allows(subject, subject, request.user):
        raise PermissionDenied
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = import_string(entry.form)(*given, subject=subject, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            result = _perform(entry, subject, form, request)
        except ActionRefused as refused:
            form.add_refusal(refused)
        else:
            told = getattr(result, "told_once", "")
            if told:
                return _told_once(request, entry, result, told)
            messages.success(request, _("Recorded: %(act)s") % {"act": entry.label})
            return HttpResponseRedirect(_after(entry, subject, result))
    context = {
        "entry": entry,
        "form": form,
        "subject": subject,
        "title": entry.label,
        "back": back_to(subject, entry.group),
        "signs_as": name_for(entry, subject, subject, request.user),
    }
    return render(request, "delegation/act.html", context)


def _perform(entry: Action, subject: Any, form: Any, request: HttpRequest) -> Any:
    from gongshu_enforcement.door import perform

    try:
        return perform(entry.code, subject, acting_user=request.user, request_key=form.key, **form.inputs())
    except NotPermitted as refused:
        raise PermissionDenied from refused


def _after(entry: Action, subject: Any, result: Any) -> str:
    """Where an act leads: to what it opened, else back; a request sent twice knows only the id of what the first one made."""
    if entry.opens and isinstance(result, Model):
        return back_to(result, entry.group)
    return back_to(subject, entry.group)


def _told_once(request: HttpRequest, entry: Action, person: Officer, told: str) -> HttpResponse:
    """A password on the page itself, kept nowhere: no redirect carries it, no cache holds it."""
    context = {"title": entry.label, "person": person, "told": told, "back": back_to(person)}
    response = render(request, "delegation/people/password.html", context)
    response["Cache-Control"] = "no-store"
    return response


def back_to(subject: Any, group: str = "") -> str:
    """The page an act belongs to."""
    if isinstance(subject, Officer):
        return reverse("person", args=[subject.pk])
    if isinstance(subject, Street):
        return reverse("station" if group == "station" else "mentoring_street", args=[subject.code])
    if isinstance(subject, MentoringGroup):
        return reverse("mentoring")
    if isinstance(subject, Agreement):
        return subject.get_absolute_url()
    if group == "agreement":
        return reverse("agreements")
    if group == "station":
        return reverse("stations")
    return reverse("people")


def acts_on(subject: Any, user: Any, group: str = "") -> list[tuple[str, str, bool]]:
    """The acts open to the person on this subject: label, address, whether it can't be undone."""
    return [
        (str(entry.label), reverse("register_act", args=[entry.code, subject.pk]), entry.danger)
        for entry in ACTIONS.values()
        if entry.form
        and entry.group in ((group,) if group else GROUPS)
        and isinstance(entry.subject, type)
        and isinstance(subject, entry.subject)
        and entry.permitted(subject, user)
    ]


@require_safe
def register_file(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The scan of a certificate (the person's own, or the administrator's to see), of a station's paper, of a signed letter."""
    if kind == "certificate":
        row = get_object_or_404(Certificate.objects.select_related("officer"), pk=pk)
        seen = is_administrator(request.user) or row.officer.user_id == request.user.pk
    elif kind == "station":
        row = get_object_or_404(StationRecord, pk=pk)
        seen = is_administrator(request.user) or officer_of(request.user) is not None
    elif kind == "letter":
        row = get_object_or_404(AgreementLetter.objects.select_related("agreement__organ"), agreement_id=pk)
        seen = AGREEMENT_KEEPER.allows(row.agreement, row.agreement, request.user)
    else:
        raise Http404(kind)
    if not seen or not row.scan:
        raise Http404(pk)
    kind = TYPES.get(row.scan.name.rsplit(".", 1)[-1].lower(), "application/octet-stream")
    response = FileResponse(row.scan.open("rb"), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def registrar() -> Organ | None:
    """The organ that keeps the register: the bureau."""
    return Organ.objects.filter(code=Organ.Code.EMERGENCY).first()
