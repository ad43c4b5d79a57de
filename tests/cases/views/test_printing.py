"""All papers of a case as one file: each on a front side, with a bookmark; what was changed outside is not printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.models import Document

pytestmark = pytest.mark.django_db


def test_the_papers_come_one_after_the_other(browse, cases) -> None:
    case = cases.walk(cases.open(), until="interview")
    url = reverse("batch_pdf", args=[case.reference])
    client = browse("officer.shiqiao")
    reader = PdfReader(BytesIO(client.get(url).content))
    papers = list(case.documents.order_by("pk"))
    starts = [reader.get_destination_page_number(entry) for entry in reader.outline]
    assert len(starts) == len(papers) and all(start % 2 == 0 for start in starts)
    one = PdfReader(BytesIO(client.get(url, {"document": papers[0].pk}).content))
    assert [entry.title for entry in one.outline] == [f"{papers[0].title} {papers[0].number}".strip()]
    assert client.get(url, {"document": 10**12}).status_code == 404
    document = Document.objects.get(pk=papers[0].pk)
    with document.pdf.storage.open(document.pdf.name, "ab") as file:
        file.write(b"x")
    assert client.get(url).status_code == 409
