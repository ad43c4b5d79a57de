"""What a package says of a case: plain JSON after docs/exchange/case.schema.json, and the files it names.

Dates are ISO days, moments ISO with the offset of Shanghai, amounts strings of Decimal yuan; codes are those of this
system, with the Chinese word beside them where a reader needs it. Persons appear as the documents of the case name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models.fields.files import FieldFile

from cases.documents.issue import ensure_all_rendered
from cases.models import Case, Document, Evidence
from gongshu_enforcement import files as stored
from gongshu_enforcement import ledger
from gongshu_enforcement.models import LedgerEvent
from gongshu_enforcement.timekeeper import SHANGHAI

SCHEMA = "gongshu-case/1"
PARTY = (
    "kind",
    "name",
    "credit_code",
    "representative",
    "representative_title",
    "id_number",
    "gender",
    "born_on",
    "employer",
    "address",
    "postcode",
    "phone",
)
DAYS = ("found_on", "opened_on", "filed_on", "decided_on", "decision_served_on", "closed_on", "archived_on")
EVIDENCE = ("kind", "title", "proves", "obtained_from", "made_by", "made_on", "place", "is_copy", "original_name")


def content_of(case: Case) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The content of the package and its files by their paths in it. Documents not rendered yet are rendered."""
    documents = ensure_all_rendered(case.documents.select_related("case", "corrects").order_by("pk"))
    evidence = list(case.evidence.order_by("pk"))
    files = dict(_files(documents, evidence))
    last = LedgerEvent.objects.filter(chain=ledger.chain_of(case)).order_by("seq").last()
    content = {
        "schema": SCHEMA,
        "case": _case(case),
        "party": _row(case.party, PARTY),
        "officers": [_officer(row) for row in case.handlers.select_related("officer").order_by("pk")],
        "violations": [_violation(row) for row in case.violations.select_related("item").order_by("pk")],
        "reviews": [_submission(row) for row in case.submissions.exclude(submitted_at=None).order_by("pk")],
        "documents": [_document(row, files) for row in documents],
        "services": [_service(row) for row in case.services.order_by("pk")],
        "evidence": [_piece(row) for row in evidence],
        "payments": [_row(row, ("paid_on", "amount", "voucher", "towards")) for row in case.payments.all()],
        "remedies": [
            _row(row, ("kind", "lodged_on", "body", "result", "result_on", "result_text", "changed_fine"))
            for row in case.remedies.all()
        ],
        "publications": [_row(row, ("published_on", "place", "withdrawn_on")) for row in case.publications.all()],
        "ledger": {"events": last.seq if last else 0, "head": last.hash if last else ""},
    }
    return content, files


def plain(value: Any) -> Any:
    """A value as JSON carries it."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _row(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def _case(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "number": case.number,
        "title": case.title,
        "organ": {"code": case.organ.code, "name": case.organ.name},
        "street": {"code": case.street.code, "name": case.street.name},
        "handled_by": case.handling_unit,
        "procedure": case.procedure,
        "source": case.source,
        "stage": case.stage,
        "outcome": case.outcome,
        "facts": case.facts,
        "place": case.place,
        "fine": plain(case.total_fine),
        "days": _row(case, DAYS),
        "demo": case.origin == "demo",
    }


def _officer(handler: Any) -> dict[str, Any]:
    certificate = handler.officer.certificate_on(handler.since)
    return {
        "name": handler.officer.name,
        "certificate": certificate.number if certificate else "",
        "lead": handler.is_lead,
        "since": plain(handler.since),
        "until": plain(handler.until),
    }


def _violation(row: Any) -> dict[str, Any]:
    return {
        "item": row.item.code,
        "title": row.item.title,
        "penalty_provision": row.item.penalty_provision,
        **_row(row, ("is_overdue", "facts", "provision", "finding", "found_facts", "tier", "factors", "proposal")),
        "decided_fine": plain(row.decided_fine),
    }


def _submission(row: Any) -> dict[str, Any]:
    words = [
        {
            "desk": one.desk,
            "verdict": one.verdict,
            "by": one.signed_by,
            "opinion": one.opinion,
            "at": plain(one.decided_at),
        }
        for one in row.decisions.order_by("pk")
    ]
    return {
        "kind": row.kind,
        "stage": row.stage,
        "round": row.round,
        "status": row.status,
        "submitted_at": plain(row.submitted_at),
        "decisions": words,
    }


def _document(row: Document, files: dict[str, bytes]) -> dict[str, Any]:
    path, scan = _path("documents", row.pk, "pdf"), _scan_path(row)
    return {
        "code": row.code,
        "title": row.title,
        "number": row.number,
        "status": row.status,
        "issued_on": plain(row.issued_on),
        "corrects": row.corrects.number if row.corrects else "",
        "data_sm3": row.data_hash,
        "file": path if path in files else "",
        "signed": scan if scan in files else "",
    }


def _service(row: Any) -> dict[str, Any]:
    of_document = {"document": row.document.number or row.document.title}
    return of_document | _row(row, ("method", "served_on", "effective_on", "place", "recipient", "note"))


def _piece(row: Evidence) -> dict[str, Any]:
    path = _path("evidence", row.pk, _suffix(row.file)) if row.file else ""
    return {**_row(row, EVIDENCE), "withdrawn": row.withdrawn_at is not None, "sha256": row.sha256, "file": path}


def _files(documents: list[Document], evidence: list[Evidence]) -> Iterator[tuple[str, bytes]]:
    for row in documents:
        yield _path("documents", row.pk, "pdf"), stored.content_of(row.pdf)
        if row.scan:
            yield _scan_path(row), stored.content_of(row.scan)
    for piece in evidence:
        if piece.file:
            yield _path("evidence", piece.pk, _suffix(piece.file)), stored.content_of(piece.file)


def _path(folder: str, number: int, suffix: str) -> str:
    return f"{folder}/{number}.{suffix}"


def _scan_path(row: Document) -> str:
    return _path("scans", row.pk, _suffix(row.scan)) if row.scan else ""


def _suffix(file: FieldFile) -> str:
    return file.name.rsplit(".", 1)[-1].lower()
