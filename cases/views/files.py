"""Documents, evidence, scans and dossiers as files. Each is found within a case the person may read, or not at all."""

from __future__ import annotations

import hashlib
import logging
from io import BytesIO
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access, dossier, next_step, selectors, tasks
from cases.documents import issue, word
from cases.documents.render import render_html
from cases.models import Case, Document, EvidenceAccess, Submission
from cases.reading import drafts, papers
from cases.reading.names import ActingNames
from gongshu_enforcement import outbox, timekeeper

from .archive import reason_first

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024  # bytes
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What a browser shows by itself and that can't carry a script of the sender's.
SHOWN_IN_PAGE = frozenset({PDF, "image/jpeg", "image/png", "image/gif", "image/webp"})
PICTURES = SHOWN_IN_PAGE - {PDF}
_KINDS = {"pdf": PDF, "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


@require_safe
@reason_first
def document(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """An issued document in the frame: preview, number, hashes, service, the signed scan."""
    case = selectors.case_for_page(request.user, ref)
    found = get_object_or_404(
        Document.objects.select_related("issued_by", "corrects").prefetch_related("services__officers", "corrected_by"),
        case=case,
        pk=pk,
    )
    found.case = case
    context = {
        "case": case,
        "document": found,
        "issued_by": ActingNames([case]).of(case, found.issued_by, found.issued_on),
        "services": found.services.all(),
        "to_serve": selectors.is_unserved(found) and selectors.may_act(case, "serve", request.user),
        "to_scan": not found.scan and selectors.may_act(case, "attach_signed_scan", request.user),
        "to_correct": found.status == Document.Status.ISSUED
        and selectors.may_act(case, "ask_correction", request.user),
        "asked": found.corrections_asked.filter(granted=None).first(),
        "correct_url": f"{next_step.action_url('ask_correction', case)}?document={found.pk}",
        "awaited": _awaited(found),
        "name": papers.name_of(found),
        "crumbs": [
            (case.party.name, case.get_absolute_url()),
            (_("Documents"), f"{case.get_absolute_url()}?tab=documents"),
        ],
        "serve_url": f"{next_step.action_url('serve', case)}?document={found.pk}",
        "sign_url": f"{next_step.action_url('sign_on_screen', case)}?document={found.pk}",
        "scan_url": f"{next_step.action_url('attach_signed_scan', case)}?document={found.pk}",
    }
    return render(request, "cases/document.html", context)


@require_safe
@reason_first
def document_state(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The way to the document's PDF: a note while a worker makes it, then the button; the page asks until it is there."""
    case = access.case_or_404(request.user, ref)
    found = get_object_or_404(Document, case=case, pk=pk)
    return render(request, "cases/document_pdf.html", {"case": case, "document": found, "awaited": _awaited(found)})


def _awaited(document: Document) -> bool:
    """Whether a worker is about to make the PDF; without one the button makes it."""
    return not document.is_rendered and outbox.waits("render_document", document_id=document.pk)


@require_safe
@reason_first
def document_html(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The frozen document as a page of its own, for the preview."""
    case = access.case_or_404(request.user, ref)
    found = get_object_or_404(Document, case=case, pk=pk)
    return _page(render_html(found.code, found.data, number=found.number, for_screen=True))


@require_safe
@reason_first
def document_pdf(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The document's PDF; made now where it was not made yet."""
    case = access.case_or_404(request.user, ref)
    found = issue.ensure_rendered(get_object_or_404(Document.objects.select_related("case"), case=case, pk=pk))
    return _file(request, case, found.pdf, found.pdf_sha256, f"{found.title}{found.number}.pdf", PDF)


@require_safe
@reason_first
def document_docx(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The document's text as DOCX, to paste it elsewhere; it has no seal."""
    case = access.case_or_404(request.user, ref)
    found = get_object_or_404(Document.objects.select_related("case"), case=case, pk=pk)
    name = f"{found.title}{found.number}.docx"
    return _guarded(FileResponse(BytesIO(word.docx_of(found)), as_attachment=True, filename=name, content_type=DOCX))


@require_safe
@reason_first
def scan_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The scan of the paper signed by hand."""
    case = access.case_or_404(request.user, ref)
    found = get_object_or_404(Document, case=case, pk=pk)
    if not found.scan:
        raise Http404(pk)
    suffix = found.scan.name.rsplit(".", 1)[-1].lower()
    name = f"{found.title}{found.number}.{suffix}"
    return _file(request, case, found.scan, found.scan_sha256, name, _KINDS.get(suffix, ""))


@require_safe
@reason_first
def service_proof(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """What proves a service: slip, photo, record of arrival."""
    case = access.case_or_404(request.user, ref)
    service = get_object_or_404(case.services.exclude(proof="").select_related("document"), pk=pk)
    suffix = service.proof.name.rsplit(".", 1)[-1].lower()
    name = f"{service.document.title}送达凭证.{suffix}"
    return _file(request, case, service.proof, service.proof_sha256, name, _KINDS.get(suffix, ""))


@require_safe
@reason_first
def evidence_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The file of a piece of evidence, as it arrived."""
    case = access.case_or_404(request.user, ref)
    piece = get_object_or_404(case.evidence, pk=pk)
    if not piece.file:
        raise Http404(pk)
    way = EvidenceAccess.Way.DOWNLOADED if "download" in request.GET else EvidenceAccess.Way.VIEWED
    EvidenceAccess.objects.create(evidence=piece, reader=request.user, way=way, at=timekeeper.now())
    return _file(request, case, piece.file, piece.sha256, piece.original_name or piece.title, piece.content_type)


@require_safe
@reason_first
def evidence_preview(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The small copy of a picture for the page; only who opens the original is noted."""
    case = access.case_or_404(request.user, ref)
    piece = get_object_or_404(case.evidence, pk=pk)
    if not piece.preview:
        raise Http404(pk)
    return _guarded(FileResponse(piece.preview.open("rb"), content_type="image/jpeg"))


@require_safe
@reason_first
def dossier_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The dossier: the sealed file as it was sealed; for a case that has ended but is not sealed, bound now."""
    case = access.case_or_404(request.user, ref)
    if case.is_open:
        return render(request, "cases/no_dossier.html", {"case": case}, status=409)
    name = f"{case.number or case.reference}.pdf"
    if case.is_sealed:
        if not case.dossier_sha256:
            tasks.bind_dossier(case.pk)
            case = access.case_or_404(request.user, ref)
        return _file(request, case, case.dossier, case.dossier_sha256, name, PDF)
    response = HttpResponse(dossier.bind(case), content_type=PDF)
    return _guarded(response, FileResponse(as_attachment=False, filename=name).headers.get("Content-Disposition", ""))


@require_safe
def draft(request: HttpRequest, ref: str, pk: int, code: str) -> HttpResponse:
    """The form a submission leads to, as a draft, for the review page's preview."""
    case = access.case_or_404(request.user, ref)
    found = get_object_or_404(case.submissions.exclude(status=Submission.Status.DRAFT), pk=pk)
    found.case = case
    if code not in drafts.codes_of(found):
        raise Http404(code)
    try:
        return _page(drafts.draft_html(found, code))
    except LookupError:
        # Facts the form prints may still be missing; the review goes by the content as submitted.
        log.exception("draft %s of submission %s", code, pk)
        return render(request, "cases/no_draft.html", {"case": case, "label": drafts.label_of(code)})


def _page(html: str) -> HttpResponse:
    return _guarded(HttpResponse(html))


def _file(request: HttpRequest, case: Case, file: FieldFile, sha256: str, name: str, content_type: str) -> HttpResponse:
    """Serve a stored file, but only with the bytes whose hash was taken when it arrived."""
    altered = altered_page(request, case, file, sha256, name)
    if altered is not None:
        return altered
    shown = content_type in SHOWN_IN_PAGE
    response = FileResponse(
        file.open("rb"),
        as_attachment=not shown or "download" in request.GET,
        filename=name,
        content_type=content_type if shown else "application/octet-stream",
    )
    if content_type in PICTURES:
        response._csp_replace = {"default-src": ["'none'"], "sandbox": True}
    return _guarded(response)


def altered_page(request: HttpRequest, case: Case, file: FieldFile, sha256: str, name: str) -> HttpResponse | None:
    """What is shown instead of a file that was changed or lost outside the system; None where it is as it was."""
    problem = _problem(file, sha256)
    if not problem:
        return None
    log.error("file %s of case %s: %s", file.name, case.reference, problem)
    context = {"case": case, "name": name, "expected": sha256, "problem": problem}
    return render(request, "cases/file_altered.html", context, status=409)


def _problem(file: FieldFile, expected: str) -> str:
    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return _("The file is not in the store any more.")
    if digest.hexdigest() != expected:
        return _("The file does not match the hash taken when it arrived.")
    return ""


def _guarded(response: Any, disposition: str = "") -> Any:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return response
