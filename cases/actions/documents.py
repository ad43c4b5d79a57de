"""What happens to an issued document: its rendering, its signed scan."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents.issue import sha256
from cases.models import Case, Document
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note


@door.action(permission=access.SYSTEM, subject=Document, label=_("Render the document"), system=True)
def attach_rendering(document: Document, *, acting_user: None, pdf: ContentFile) -> Document:
    """Keep the PDF of an issued document and put its hash into the ledger. Running twice changes nothing."""
    if document.is_rendered:
        return document
    data = pdf.read()
    document.pdf.save(f"{document.case.reference}/{document.code}-{document.pk}.pdf", ContentFile(data), save=False)
    document.pdf_sha256 = sha256(data)
    document.rendered_at = timekeeper.now()
    document.save(update_fields=["pdf", "pdf_sha256", "rendered_at"])
    note(document.case, document=document.pk, sha256=document.pdf_sha256)
    return document


@case_action(
    permission=access.HANDLER,
    label=_("Attach a signed scan"),
    form="cases.forms.documents.ScanForm",
    group="documents",
    available=lambda case, user: not case.is_sealed and case.documents.filter(scan="").exists(),
)
def attach_signed_scan(case: Case, *, acting_user: User, document: Document, file: UploadedFile) -> Document:
    """Attach the scan of the paper signed by hand; it goes into the dossier with the document."""
    if document.scan:
        raise ActionRefused.because(
            "SCAN", _("A signed scan is attached to this document already."), field="document", article="案卷归档规定"
        )
    data = file.read()
    suffix = file.name.rsplit(".", 1)[-1].lower()[:5]
    document.scan.save(f"{case.reference}/{document.code}-{document.pk}.{suffix}", ContentFile(data), save=False)
    document.scan_sha256 = sha256(data)
    document.scan_at = timekeeper.now()
    document.save(update_fields=["scan", "scan_sha256", "scan_at"])
    note(case, document=document.pk, sha256=document.scan_sha256)
    return document
