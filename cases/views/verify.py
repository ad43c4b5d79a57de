"""The public check of a paper's genuineness (文书验真): what its QR code opens. It shows nothing of party or case."""

from __future__ import annotations

import hashlib

from allauth.core.ratelimit import consume_or_429
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.models import Document
from gongshu_enforcement import signing

LARGEST = 30 * 1024 * 1024  # bytes of a PDF to compare


class PaperForm(forms.Form):
    """The PDF in somebody's hands; it is compared and not kept."""

    pdf = forms.FileField(
        label=_("PDF to compare"), help_text=_("Its hash is computed and compared; the file is not kept.")
    )

    def clean_pdf(self) -> str:
        """The SHA-256 of the file."""
        file = self.cleaned_data["pdf"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a paper of ours."))
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Whether there is such a paper, in force, void or replaced, and whether a file is it byte by byte."""
    refused = consume_or_429(request, action="verify_paper", limit_get=True)
    if refused is not None:
        return refused
    found = Document.objects.filter(token=token).select_related("case__organ").prefetch_related("corrected_by").first()
    form = PaperForm(request.POST or None, request.FILES or None) if request.method == "POST" else PaperForm()
    same = None
    if found is not None and form.is_bound and form.is_valid():
        same = bool(found.pdf_sha256) and form.cleaned_data["pdf"] == found.pdf_sha256
    context = {
        "paper": found,
        "organ": found.case.organ if found else None,
        "replaced": bool(found and any(row.status == Document.Status.ISSUED for row in found.corrected_by.all())),
        "form": form,
        "same": same,
        "fingerprint": signing.fingerprint(signing.public_key()),
    }
    return render(request, "cases/verify_paper.html", context, status=200 if found else 404)
