"""What happens to an issued document: its rendering, its signed scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.documents import signature_sheet
from cases.documents.issue import sha256
from cases.models import Case, Document, ScreenSignature
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import case_action, note, save_new


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
    label=_("Sign on this screen"),
    form="cases.forms.signing.SignForm",
    group="documents",
    available=lambda case, user: not case.is_sealed and any(not row.scan for row in case.documents.all()),
)
def sign_on_screen(
    case: Case, *, acting_user: User, document: Document, statement: str, signatures: Sequence[Mapping[str, Any]]
) -> Document:
    """Keep signatures drawn on the screen (屏幕签名), each with its moment, and the sheet that binds them to the document.

    The alternative to signing by hand: the sheet takes the place of the scan. `signatures`: name, role, signed_at, image
    (PNG). Raises ActionRefused where a signed scan is there already.
    """
    _unsigned(document)
    drawn = [(dict(row), row["image"].read()) for row in signatures]
    for row, image in drawn:
        kept = ScreenSignature(document=document, name=row["name"], role=row["role"], signed_at=row["signed_at"])
        kept.sha256 = sha256(image)
        kept.image.save(f"{case.reference}/{document.pk}.png", ContentFile(image), save=False)
        save_new(kept)
    _keep_signed(document, f"{document.code}-{document.pk}.pdf", signature_sheet.sheet(document, statement, drawn))
    names = [f"{row['name']} {row['signed_at'].isoformat()} {sha256(image)}" for row, image in drawn]
    note(case, document=document.pk, sha256=document.scan_sha256, signed=names)
    return document


@case_action(
    permission=access.HANDLER,
    label=_("Attach a signed scan"),
    form="cases.forms.documents.ScanForm",
    group="documents",
    available=lambda case, user: not case.is_sealed and any(not row.scan for row in case.documents.all()),
)
def attach_signed_scan(case: Case, *, acting_user: User, document: Document, file: UploadedFile) -> Document:
    """Attach the scan of the paper signed by hand; it goes into the dossier with the document."""
    _unsigned(document)
    suffix = file.name.rsplit(".", 1)[-1].lower()[:5]
    _keep_signed(document, f"{document.code}-{document.pk}.{suffix}", file.read())
    note(case, document=document.pk, sha256=document.scan_sha256)
    return document


def _unsigned(document: Document) -> None:
    if document.scan:
        raise ActionRefused.because(
            "SCAN", _("A signed scan is attached to this document already."), field="document", article="案卷归档规定"
        )


def _keep_signed(document: Document, name: str, data: bytes) -> None:
    document.scan.save(f"{document.case.reference}/{name}", ContentFile(data), save=False)
    document.scan_sha256 = sha256(data)
    document.scan_at = timekeeper.now()
    document.save(update_fields=["scan", "scan_sha256", "scan_at"])
