"""The PDF is made by a worker: the paper's page waits for it and shows it by itself."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.documents.issue import ensure_rendered
from gongshu_enforcement import outbox
from gongshu_enforcement.models import OutboxMessage

pytestmark = pytest.mark.django_db


def test_the_page_waits_until_the_file_is_there(browse, cases) -> None:
    case = cases.walk(cases.open(), "interview")
    document = case.documents.filter(pdf_sha256="").first()
    message = OutboxMessage.objects.create(kind="render_document", payload={"document_id": document.pk})
    client = browse("officer.shiqiao")
    page, state = (reverse(name, args=[case.reference, document.pk]) for name in ("document", "document_state"))
    pdf = reverse("document_pdf", args=[case.reference, document.pk])
    shown = client.get(page).content.decode()
    assert f'hx-get="{state}"' in shown and pdf not in shown
    assert f'hx-get="{state}"' in client.get(state).content.decode()
    assert outbox.deliver(message.pk)
    finished = client.get(state).content.decode()
    assert pdf in finished and "hx-get" not in finished


def test_where_no_worker_is_about_to_make_it_the_button_does(browse, cases) -> None:
    case = cases.walk(cases.open(), "interview")
    document = case.documents.filter(pdf_sha256="").first()
    client = browse("officer.shiqiao")
    state = reverse("document_state", args=[case.reference, document.pk])
    pdf = reverse("document_pdf", args=[case.reference, document.pk])
    OutboxMessage.objects.create(
        kind="render_document", payload={"document_id": document.pk}, attempts=3, last_error="worker lost"
    )
    assert pdf in client.get(state).content.decode()
    assert client.get(pdf).status_code == 200


def test_it_is_made_once(cases, monkeypatch) -> None:
    from gongshu_enforcement import pdf

    case = cases.walk(cases.open(), "interview")
    document = ensure_rendered(case.documents.select_related("case").filter(pdf_sha256="").first())

    def twice(*args: object, **kwargs: object) -> bytes:
        raise AssertionError("rendered twice")

    monkeypatch.setattr(pdf, "render_pdf", twice)
    assert ensure_rendered(document).pdf_sha256 == document.pdf_sha256
