"""Issue a document inside an act: number, frozen data, template version, hash; the PDF follows after commit."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from cases import numbering
from cases.models import Case, Document
from gongshu_enforcement import ledger, outbox, pdf, timekeeper
from gongshu_enforcement.models import Origin, User

from . import catalogue, render, schema

log = logging.getLogger(__name__)


def issue(case: Case, code: str, *, acting_user: User | None, **extra: Any) -> Document:
    """Issue the document `code` of a case, within the transaction of the act that produces it.

    `extra` is what the act itself knows (an inspection, an order, a decision); everything else comes from the case.
    """
    from . import facts

    kind = catalogue.DOCUMENT_TYPES[code]
    number = numbering.document_number(case, code, kind.number_word, timekeeper.today().year)
    data = ledger.canonical(facts.build(code, case, number=number, **extra))
    return _freeze(case, kind, number, data, acting_user)


def _freeze(
    case: Case,
    kind: catalogue.DocumentType,
    number: str,
    data: Any,
    acting_user: User | None,
    *,
    corrects: Document | None = None,
) -> Document:
    document = Document.objects.create(
        case=case,
        code=kind.code,
        title=kind.name_zh,
        number=number,
        data=data,
        template_version=render.template_version(kind.code),
        data_hash=ledger.digest({"code": kind.code, "number": number, "data": data}),
        issued_on=timekeeper.today(),
        issued_at=timekeeper.now(),
        issued_by=acting_user,
        needs_service=kind.service_required,
        corrects=corrects,
        origin=timekeeper.origin(),
    )
    notes = case.__dict__.setdefault("ledger_notes", {})
    notes.setdefault("documents", []).append({"id": document.pk, "number": number, "hash": document.data_hash})
    if document.origin != Origin.DEMO:
        outbox.queue("render_document", document_id=document.pk)
    return document


def reissue(case: Case, old: Document, data: dict[str, Any], said: str, *, acting_user: User | None) -> Document:
    """Issue the corrected form of a document: the next number, `said` printed on it, the old one named."""
    kind = catalogue.DOCUMENT_TYPES[old.code]
    today = timekeeper.today()
    data = {**data, "issued_on": today.isoformat(), schema.CORRECTION: said}
    schema.check(old.code, data)
    number = numbering.document_number(case, old.code, kind.number_word, today.year)
    return _freeze(case, kind, number, ledger.canonical(data), acting_user, corrects=old)


def html(document: Document) -> str:
    """The frozen document as HTML."""
    return render.render_html(
        document.code, document.data, number=document.number, draft=False, check_url=check_url(document)
    )


def check_url(document: Document) -> str:
    """The public address that says whether the paper is genuine."""
    return f"{settings.SITE_URL}{reverse('verify_paper', args=[document.token])}"


def ensure_rendered(document: Document) -> Document:
    """Render the PDF once; a document already rendered is returned as it is."""
    from cases.actions.documents import attach_rendering

    if document.is_rendered:
        return document
    made = render.render_document_pdf(document.code, html(document), document.issued_at)
    attach_rendering(document, acting_user=None, pdf=ContentFile(made, name=f"{document.code}.pdf"))
    return Document.objects.select_related("case").get(pk=document.pk)


def ensure_all_rendered(documents: Iterable[Document]) -> list[Document]:
    """Render those that are not yet rendered, side by side; the documents in their order. Each is rendered once."""
    from cases.actions.documents import attach_rendering

    found = list(documents)
    missing = [row for row in found if not row.is_rendered]
    pages = [render.dated(html(row), row.issued_at) for row in missing]
    for row, made in zip(missing, pdf.render_many(pages, pdf_variant=render.ARCHIVAL), strict=True):
        attach_rendering(row, acting_user=None, pdf=ContentFile(made, name=f"{row.code}.pdf"))
    fresh = Document.objects.select_related("case").in_bulk([row.pk for row in missing])
    return [fresh.get(row.pk, row) for row in found]


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()
