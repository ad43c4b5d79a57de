"""The documents of a case as the list of papers draws them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import next_step, selectors
from cases.documents import catalogue
from cases.models import Case, Document


def listed(case: Case, *, may_serve: bool) -> list[dict[str, Any]]:
    """Every issued document, newest first; `may_serve` adds the link to record a service still missing."""
    return [_drawn(case, document, may_serve) for document in reversed(case.documents.all())]


def name_of(document: Document) -> str:
    """The document's name: as printed, and in English beside it for who reads English."""
    kind = catalogue.DOCUMENT_TYPES.get(document.code)
    label = kind.label if kind else document.title
    return document.title if label == document.title else f"{label} · {document.title}"


def _drawn(case: Case, document: Document, may_serve: bool) -> dict[str, Any]:
    place = [case.reference, document.pk]
    serve = may_serve and selectors.is_unserved(document)
    return {
        "title": name_of(document),
        "number": document.number,
        "date": document.issued_on,
        "status": _status(document),
        "void": document.status == Document.Status.VOID,
        "url": reverse("document", args=place),
        "pdf_url": reverse("document_pdf", args=place),
        "signed_url": reverse("scan_file", args=place) if document.scan else "",
        "action_url": f"{next_step.action_url('serve', case)}?document={document.pk}" if serve else "",
        "action_label": _("Record its service") if serve else "",
    }


def _status(document: Document) -> str:
    served_on = min((row.effective_on for row in document.services.all()), default=None)
    if served_on is not None:
        return _("Served %(day)s") % {"day": served_on.isoformat()}
    return _("To be served") if document.needs_service and document.status == Document.Status.ISSUED else ""
