"""The papers of a case as one file for the printer."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from pypdf import PdfReader, PdfWriter

from cases import access
from cases.documents import issue
from cases.models import Document

from .archive import reason_first
from .files import altered_page

PDF = "application/pdf"


@require_safe
@reason_first
def batch_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """Every issued paper of the case, or those chosen as ?document=…, in the order of issue, for printing on both sides.

    404 where none is left. Papers not rendered yet are rendered now; a file that was changed outside is not printed.
    """
    case = access.case_or_404(request.user, ref)
    papers = case.documents.filter(status=Document.Status.ISSUED).select_related("case").order_by("pk")
    chosen = [int(value) for value in request.GET.getlist("document") if value.isdecimal() and len(value) < 19]
    if chosen:
        papers = papers.filter(pk__in=chosen)
    if not papers:
        raise Http404
    rendered = issue.ensure_all_rendered(papers)
    for paper in rendered:
        altered = altered_page(request, case, paper.pdf, paper.pdf_sha256, f"{paper.title}{paper.number}.pdf")
        if altered is not None:
            return altered
    response = HttpResponse(bound(rendered), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{case.reference}.pdf"'
    return response


def bound(papers: list[Document]) -> bytes:
    """The papers one after the other; each begins on a front side, so that sheets can be taken apart and signed."""
    writer = PdfWriter()
    for paper in papers:
        with paper.pdf.open("rb") as file:
            pages = PdfReader(BytesIO(file.read())).pages
        first = len(writer.pages)
        for page in pages:
            writer.add_page(page)
        writer.add_outline_item(title=f"{paper.title} {paper.number}".strip(), page_number=first)
        if len(pages) % 2:
            writer.add_blank_page()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
