"""Work after commit and by the clock: rendering documents, binding dossiers, noting passed limits. Thin: each calls the service that knows."""

from __future__ import annotations

from celery import shared_task

from gongshu_enforcement import outbox


@shared_task
def note_passed_limits() -> int:
    """Bring the register's grants and the agreements' terms up to the day, then note the legal limits that have passed; beat calls it each hour, and running twice changes nothing."""
    from cases import passing
    from delegation import grants, terms

    grants.keep_up()
    terms.keep_up()
    return passing.note_all()


@outbox.handler("render_document")
def render_document(document_id: int) -> None:
    """Render an issued document's PDF; running twice changes nothing."""
    from cases.documents.issue import ensure_rendered
    from cases.models import Document

    ensure_rendered(Document.objects.select_related("case").get(pk=document_id))


@outbox.handler("bind_dossier")
def bind_dossier(case_id: int) -> None:
    """Bind the dossier of a sealed case; running twice changes nothing."""
    from cases.actions.closing import attach_dossier
    from cases.dossier import bind
    from cases.models import Case

    case = Case.objects.select_related("party", "street", "organ").get(pk=case_id)
    if not case.dossier_sha256:
        attach_dossier(case, acting_user=None, pdf=bind(case))
