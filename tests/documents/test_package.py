"""The sealed dossier outside the house: a signed PDF and a package, both checked offline; one changed byte shows."""

from __future__ import annotations

import io
import json
import zipfile
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from cases import dossier_package
from cases.actions.closing import attach_dossier
from cases.dossier_package import DOSSIER, EVENTS, MANIFEST, SIGNATURE
from cases.journey import play
from cases.models import Case, Document
from cases.tasks import render_document
from gongshu_enforcement import signing

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7\n1 0 obj << /Title (paper) >> endobj\ntrailer << >>\n%%EOF"


@pytest.fixture
def sealed(cases) -> Case:
    """A terminated case is the shortest one with a dossier; its evidence, one paper and one scan are there."""
    case = cases.walk(cases.open(), "determination")
    journey = cases.journey_of(case)
    play(journey.terminate("当事人已依法注销（演示）。"))
    play(journey.approve())
    play(journey.archive())
    case.evidence.first().file.save("photo.jpg", SimpleUploadedFile("photo.jpg", b"photo"))
    document = case.documents.filter(code="LA").get()
    render_document(document.pk)
    Document.objects.filter(pk=document.pk).update(
        scan=document.scan.storage.save("scans/x.pdf", SimpleUploadedFile("x.pdf", PAPER))
    )
    attach_dossier(Case.objects.get(pk=case.pk), acting_user=None, pdf=PAPER)
    return Case.objects.select_related("organ", "party").get(pk=case.pk)


def packed(case: Case) -> bytes:
    out = io.BytesIO()
    dossier_package.package(case, out)
    return out.getvalue()


def told(file) -> str:
    out = StringIO()
    call_command("verify_dossier", str(file), stdout=out)
    return out.getvalue()


def test_a_package_holds_everything_and_verifies(sealed, tmp_path) -> None:
    data = packed(sealed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert [row["path"] for row in json.loads(archive.read(MANIFEST))["files"]] == names[:-2]
        assert json.loads(archive.read(EVENTS))[0]["action"] == "open_case"
    assert {name.split("/")[0] for name in names} >= {"documents", "evidence", "scans", DOSSIER, EVENTS, "说明.txt"}
    file = tmp_path / "dossier.zip"
    file.write_bytes(data)
    assert "events are as they were sealed" in told(file)
    assert signing.fingerprint(signing.public_key()) in told(file)


def test_one_changed_byte_of_any_member_shows(sealed) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(sealed))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for changed in members:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data[:-2] + bytes([data[-2] ^ 1]) + data[-1:] if name == changed else data)
        found = dossier_package.check(out.getvalue())
        assert found.problems, changed
        assert any(changed in one or "can't be read" in one or changed == SIGNATURE for one in found.problems), changed


def test_missing_and_foreign_members_show(sealed) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(sealed))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            if name != "说明.txt":
                archive.writestr(name, data)
        archive.writestr("more.txt", "x")
    problems = dossier_package.check(out.getvalue()).problems
    assert "说明.txt is missing" in problems and "more.txt is not in the manifest" in problems


def test_the_bound_pdf_carries_its_signature(sealed, tmp_path) -> None:
    data = sealed.dossier.read()
    assert data.startswith(PAPER)
    assert dossier_package.check(data).problems == []
    for position in (0, 12, len(PAPER) - 1, len(PAPER) + 30, len(data) - 10, len(data) - 1):
        wrong = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        assert dossier_package.check(wrong).problems, position
    assert dossier_package.check(PAPER).problems
    assert dossier_package.check(data + b" ").problems
    file = tmp_path / "changed.pdf"
    file.write_bytes(data[:20] + b"?" + data[21:])
    with pytest.raises(CommandError, match="does not match its signature"):
        call_command("verify_dossier", str(file))
    file.write_bytes(data)
    with pytest.raises(CommandError, match="another key"):
        call_command("verify_dossier", str(file), "--key", "AAAA")
    with pytest.raises(CommandError, match="No such file"):
        call_command("verify_dossier", str(tmp_path / "none.zip"))


def test_readers_pass_over_the_signature(cases) -> None:
    from gongshu_enforcement.pdf import render_pdf

    signed = dossier_package.signed_pdf(render_pdf("<p>案卷</p>"))
    assert "案卷" in PdfReader(io.BytesIO(signed)).pages[0].extract_text()


def test_the_package_is_downloaded_with_a_reason(sealed, client) -> None:
    from gongshu_enforcement.models import User

    client.force_login(User.objects.get(username="director"))
    url = reverse("dossier_zip", args=[sealed.reference])
    asked = client.get(url)
    assert asked.status_code == 302
    client.post(asked.url, {"reason": "复核（演示）", "next": url})
    response = client.get(url)
    assert response["Content-Type"] == "application/zip"
    assert dossier_package.check(b"".join(response.streaming_content)).problems == []


# --- The public check -------------------------------------------------------------------------------------------------


def test_the_public_page_says_whether_a_paper_is_genuine_and_nothing_of_the_case(sealed, client) -> None:
    document = sealed.documents.get(code="LA")
    url = reverse("verify_paper", args=[document.token])
    page = client.get(url).content.decode()
    assert document.number in page and document.pdf_sha256 in page and document.title in page
    for secret in (sealed.party.name, sealed.reference, sealed.facts, sealed.street.name):
        assert secret not in page
    data = document.pdf.read()
    same = client.post(url, {"pdf": SimpleUploadedFile("a.pdf", data)})
    assert "逐字节一致" in same.content.decode()
    other = client.post(url, {"pdf": SimpleUploadedFile("a.pdf", data + b" ")})
    assert "不是本文书" in other.content.decode()
    Document.objects.filter(pk=document.pk).update(status=Document.Status.VOID)
    assert "已作废" in client.get(url).content.decode()
    assert client.get(reverse("verify_paper", args=["nothing-of-ours"])).status_code == 404


def test_the_public_page_is_not_to_be_searched_through(client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_paper": "2/m/ip"}
    url = reverse("verify_paper", args=["guess"])
    assert [client.get(url).status_code for _time in range(3)] == [404, 404, 429]


def test_the_code_on_the_paper_leads_there(sealed) -> None:
    from cases.documents import issue

    document = sealed.documents.get(code="LA")
    html = issue.html(document)
    assert 'class="qr"' in html and "<svg" in html
    assert issue.check_url(document).endswith(f"/verify/{document.token}/")
