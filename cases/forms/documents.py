"""The scan of a paper signed by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Document
from gongshu_enforcement.uploads import SCAN_KINDS, check_upload

from .base import ActionForm
from .notice import DocumentField


class ScanForm(ActionForm):
    """Attach a scan to an issued document; both go into the dossier."""

    submit_label = _("Attach the scan")
    from_query = ("document",)

    document = DocumentField(queryset=Document.objects.none(), label=_("Document"))
    file = forms.FileField(
        label=_("Scan"), help_text=_("PDF or picture, all pages in one file; signatures must be readable.")
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["document"].queryset = self.case.documents.filter(scan="", status=Document.Status.ISSUED)

    def clean_file(self) -> Any:
        """A PDF or a picture by its content."""
        return check_upload(self.cleaned_data["file"], SCAN_KINDS)
