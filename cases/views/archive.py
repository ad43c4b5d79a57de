"""Reading what is sealed (调阅): a reason first, kept with name and day; and the whole dossier as one package."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import access, dossier_package, tasks
from cases.forms.base import PlainTextMixin, of
from cases.models import ArchiveReading, Case
from gongshu_enforcement import timekeeper

IN_MEMORY = 16 * 1024 * 1024  # bytes; larger packages go through a temporary file

View = Callable[..., HttpResponse]


class ReadingForm(PlainTextMixin, forms.Form):
    """Why somebody reads a sealed dossier."""

    reason = of(
        ArchiveReading,
        "reason",
        help_text=_("Kept with your name and the day. Taking the file out of the house needs the head's approval."),
    )


def reason_first(view: View) -> View:
    """Let a view of a sealed case's papers through once its reader has given a reason today."""

    @functools.wraps(view)
    def asked(request: HttpRequest, ref: str, *args: object, **kwargs: object) -> HttpResponse:
        case = access.case_or_404(request.user, ref)
        if case.is_sealed and not has_reason(request, case):
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('archive_reading', args=[ref])}?{query}")
        return view(request, ref, *args, **kwargs)

    return asked


def has_reason(request: HttpRequest, case: Case) -> bool:
    """Whether the reader has given a reason today."""
    return ArchiveReading.objects.filter(case=case, reader=request.user, read_on=timekeeper.today()).exists()


@require_http_methods(["GET", "HEAD", "POST"])
def archive_reading(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for the reason, keep it, go on to what was asked for; and show who read it before."""
    case = access.case_or_404(request.user, ref)
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = case.get_absolute_url()
    if not case.is_sealed:
        return HttpResponseRedirect(onward)
    form = ReadingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ArchiveReading.objects.create(
            case=case,
            reader=request.user,
            reason=form.cleaned_data["reason"],
            read_on=timekeeper.today(),
            recorded_at=timekeeper.now(),
        )
        return HttpResponseRedirect(onward)
    readings = case.readings.select_related("reader")[:50]
    return render(
        request, "cases/archive_reading.html", {"case": case, "form": form, "next": onward, "readings": readings}
    )


@require_safe
@reason_first
def dossier_zip(request: HttpRequest, ref: str) -> HttpResponse:
    """The package of a sealed case: bound dossier, originals, manifest, ledger extract, all signed."""
    case = access.case_or_404(request.user, ref)
    if not case.is_sealed:
        return render(request, "cases/no_dossier.html", {"case": case}, status=409)
    if not case.dossier_sha256:
        tasks.bind_dossier(case.pk)
        case = access.case_or_404(request.user, ref)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    dossier_package.package(case, out)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=f"{case.number or case.reference}.zip")
    response.headers["Content-Type"] = "application/zip"
    response.headers["Cache-Control"] = "no-store"
    return response
