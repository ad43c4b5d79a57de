"""Packages for other systems: a case as one, and those that came in (数据交换)."""

from __future__ import annotations

import hashlib

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.exchange.content import content_of
from cases.exchange.package import Package, write
from cases.models import ReceivedCase
from cases.reading.names import ActingNames
from delegation.models import Organ
from gongshu_enforcement import door, signing, timekeeper
from gongshu_enforcement.errors import ActionRefused

from .archive import reason_first

ZIP = "application/zip"
LARGEST = 300 * 1024 * 1024  # bytes of an upload
PAGE = 30


class ReceiveForm(forms.Form):
    """A package to take in."""

    organ = forms.ModelChoiceField(Organ.objects.all(), label=gettext_lazy("For"), empty_label=None)
    package = forms.FileField(
        label=gettext_lazy("Package (ZIP)"),
        help_text=gettext_lazy("As another system exported it: it is checked file by file and kept as it came."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_package(self):
        """Not larger than a case can be."""
        file = self.cleaned_data["package"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for the package of a case."))
        return file


@require_safe
@reason_first
def exchange_package(request: HttpRequest, ref: str) -> HttpResponse:
    """The case as a package for another system; a case that goes on has none yet."""
    case = access.case_or_404(request.user, ref)
    if case.is_open:
        return render(request, "cases/no_dossier.html", {"case": case}, status=409)
    response = HttpResponse(write(Package(*content_of(case))), content_type=ZIP)
    response.headers["Content-Disposition"] = f'attachment; filename="{case.reference}-exchange.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """The packages that came in, and taking one in."""
    organs = _organs(request)
    form = ReceiveForm(request.POST or None, request.FILES or None)
    form.fields["organ"].queryset = organs
    if request.method == "POST" and form.is_valid():
        try:
            kept = door.perform(
                "receive_case",
                form.cleaned_data["organ"],
                acting_user=request.user,
                package=form.cleaned_data["package"],
            )
        except ActionRefused as refused:
            for finding in refused.findings:
                form.add_error("package", f"{finding.message} {finding.remedy}".strip())
        else:
            return HttpResponseRedirect(reverse("received_case", args=[kept.pk]))
    received = ReceivedCase.objects.filter(organ__in=organs).defer("content").select_related("organ", "received_by")
    page = Paginator(received, PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/exchange/list.html", {"form": form, "page": page})


@require_safe
def received_case(request: HttpRequest, pk: int) -> HttpResponse:
    """What a package says, read-only."""
    received = get_object_or_404(
        ReceivedCase.objects.select_related("organ", "received_by"), pk=pk, organ__in=_organs(request)
    )
    received_on = received.received_at.astimezone(timekeeper.SHANGHAI).date()
    names = ActingNames([received.organ])
    context = {
        "received": received,
        "received_by": names.of(received.organ, received.received_by, received_on, "receive_case"),
        "content": received.content,
        "fingerprint": signing.fingerprint(received.key),
    }
    return render(request, "cases/exchange/received.html", context)


@require_safe
def received_package(request: HttpRequest, pk: int) -> HttpResponse:
    """The package as it came, byte by byte."""
    received = get_object_or_404(ReceivedCase, pk=pk, organ__in=_organs(request))
    with received.package.open("rb") as opened:
        data = opened.read()
    if hashlib.sha256(data).hexdigest() != received.sha256:
        context = {
            "name": str(received),
            "expected": received.sha256,
            "problem": _("The file does not match its hash."),
        }
        return render(request, "cases/exchange/altered.html", context, status=409)
    response = HttpResponse(data, content_type=ZIP)
    response.headers["Content-Disposition"] = f'attachment; filename="received-{received.pk}.zip"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _organs(request: HttpRequest):
    organs = Organ.objects.filter(code__in=access.organs_of_exchange(request.user))
    if not organs:
        raise PermissionDenied
    return organs
