"""The DOCX of a document: every word of its text, in its order of reading, without seal, code or watermark."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from lxml import html as markup

from cases.documents.catalogue import DOCUMENT_TYPES
from cases.documents.word import LEFT_OUT, NOT_THE_SEAL, docx_from
from tests.documents.samples import SAMPLES
from tests.documents.tools import html_of

CODES = sorted(SAMPLES)
BLANKS = re.compile(r"[\s_]+")


def body_of(page: str) -> str:
    """The words of a page without what the DOCX leaves out."""
    root = markup.document_fromstring(page)
    for name in LEFT_OUT:
        for element in root.find_class(name):
            element.drop_tree()
    return BLANKS.sub("", root.body.text_content())


def text_of(data: bytes) -> str:
    """All text of a DOCX in the order of reading; merged cells once."""
    body = docx.Document(BytesIO(data)).element.body
    return BLANKS.sub("", "".join(word.text or "" for word in body.iter(qn("w:t"))))


@pytest.mark.parametrize("code", CODES)
def test_every_word_is_there(code: str) -> None:
    page = html_of(code, number="（拱）应急演〔2026〕1号")

    data = docx_from(page, DOCUMENT_TYPES[code].layout, code)

    assert text_of(data) == body_of(page)
    assert NOT_THE_SEAL in docx.Document(BytesIO(data)).sections[0].footer.paragraphs[0].text


@pytest.mark.django_db
def test_it_is_offered_on_the_papers_page(cases, client) -> None:
    from gongshu_enforcement.models import User

    case = cases.walk(cases.open(), "interview")
    document = case.documents.filter(code="LA").get()
    client.force_login(User.objects.get(username="officer.shiqiao"))
    url = reverse("document_docx", args=[case.reference, document.pk])
    assert url in client.get(reverse("document", args=[case.reference, document.pk])).content.decode()
    answer = client.get(url)
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment")
    assert case.party.name in text_of(b"".join(answer.streaming_content))
