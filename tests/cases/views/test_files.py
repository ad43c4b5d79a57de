"""Files leave only to readers of the case, and only as they arrived."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.actions.investigation import add_evidence
from cases.journey import play
from cases.models import Document
from gongshu_enforcement import timekeeper
from tests.cases.views.conftest import content

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def case(cases):
    """A case with records and documents on file."""
    return cases.walk(cases.open(), until="interview", desk="ready")


@pytest.fixture
def piece(case, cast):
    """A picture as evidence."""
    return _add(case, cast, SimpleUploadedFile("door.png", PNG, content_type="image/png"))


def _add(case, cast, file):
    return add_evidence(
        case,
        acting_user=cast["officer.shiqiao"],
        file=file,
        kind="audiovisual",
        title="The door",
        proves="That it was locked.",
        made_on=timekeeper.today(),
    )


def _evidence_url(piece) -> str:
    return reverse("evidence_file", args=[piece.case.reference, piece.pk])


def test_evidence_comes_back_as_it_arrived(browse, piece):
    response = browse("officer.shiqiao").get(_evidence_url(piece))
    assert content(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_page_of_markup_is_only_downloaded(browse, case, cast):
    piece = _add(case, cast, SimpleUploadedFile("x.html", b"<script>1</script>", content_type="text/html"))
    response = browse("officer.shiqiao").get(_evidence_url(piece))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_an_altered_file_is_noticed_and_not_shown(browse, piece):
    with piece.file.storage.open(piece.file.name, "wb") as stream:
        stream.write(PNG + b"x")
    response = browse("officer.shiqiao").get(_evidence_url(piece))
    assert response.status_code == 409
    body = response.content.decode()
    assert "does not match the hash" in body
    assert piece.sha256 in body


def test_a_lost_file_is_said_to_be_lost(browse, piece):
    piece.file.storage.delete(piece.file.name)
    response = browse("officer.shiqiao").get(_evidence_url(piece))
    assert response.status_code == 409
    assert "not in the store" in response.content.decode()


def test_a_document_is_rendered_when_first_asked_for(browse, case):
    document = case.documents.get(code="LA")
    assert not document.is_rendered
    url = reverse("document_pdf", args=[case.reference, document.pk])
    response = browse("director").get(url)
    assert content(response).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("inline")
    assert Document.objects.get(pk=document.pk).is_rendered
    page = browse("director").get(reverse("document", args=[case.reference, document.pk])).content.decode()
    assert document.number in page
    frozen = browse("director").get(reverse("document_html", args=[case.reference, document.pk])).content.decode()
    assert case.party.name in frozen


def test_the_dossier_waits_for_the_end_and_is_sealed_with_it(browse, cases):
    case = cases.open()
    client, url = browse("officer.shiqiao"), reverse("dossier", args=[case.reference])
    assert client.get(url).status_code == 409
    cases.walk(case, until="closed")
    assert content(client.get(url)).startswith(b"%PDF")
    play(cases.journey_of(case).archive())
    asked = client.get(url)
    assert asked.status_code == 302 and "/reading/" in asked.url  # whoever reads what is sealed says why
    assert client.post(asked.url, {"reason": " ", "next": url}).status_code == 200
    assert client.post(asked.url, {"reason": "行政复议答复（演示）", "next": url}).url == url
    assert client.post(asked.url, {"reason": "x", "next": "https://elsewhere.example/"}).url == case.get_absolute_url()
    sealed = content(client.get(url))
    assert sealed.startswith(b"%PDF")
    assert content(client.get(url)) == sealed
    assert "行政复议答复" in client.get(asked.url).content.decode()
    assert case.readings.filter(reader__username="officer.shiqiao").count() == 2
    assert browse("director").get(url).status_code == 302


def test_nothing_of_a_case_reaches_another_street(browse, case, piece):
    document = case.documents.get(code="LA")
    submission = case.submissions.filter(submitted_at__isnull=False).first()
    urls = [
        reverse("case", args=[case.reference]),
        reverse("document", args=[case.reference, document.pk]),
        reverse("document_html", args=[case.reference, document.pk]),
        reverse("document_pdf", args=[case.reference, document.pk]),
        reverse("scan_file", args=[case.reference, document.pk]),
        _evidence_url(piece),
        reverse("dossier", args=[case.reference]),
        reverse("dossier_zip", args=[case.reference]),
        reverse("archive_reading", args=[case.reference]),
        reverse("draft", args=[case.reference, submission.pk, "LA"]),
        reverse("case_action", args=[case.reference, "add_evidence"]),
        reverse("submission_action", args=[case.reference, submission.pk, "approve"]),
        reverse("review", args=[submission.pk]),
    ]
    for username in ("officer.mishixiang", "head.mishixiang", "fire.legal", "fire.director", "liaison1", "admin"):
        client = browse(username)
        for url in urls:
            assert client.get(url).status_code == 404, (username, url)


def test_an_object_of_another_case_is_not_found_under_this_one(browse, cases, case, piece):
    other = cases.walk(cases.open(), until="interview")
    document = other.documents.get(code="LA")
    client = browse("officer.shiqiao")
    assert client.get(reverse("document", args=[case.reference, document.pk])).status_code == 404
    assert client.get(reverse("document_pdf", args=[case.reference, document.pk])).status_code == 404
    assert client.get(reverse("evidence_file", args=[other.reference, piece.pk])).status_code == 404
    submission = other.submissions.filter(submitted_at__isnull=False).first()
    assert client.get(reverse("draft", args=[case.reference, submission.pk, "LA"])).status_code == 404
