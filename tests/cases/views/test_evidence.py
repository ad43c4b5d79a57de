"""Evidence on the page: small copies, the chain of custody, what proves what, and the virus scanner at the door."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.legality import findings_at
from cases.models import Case, Evidence, EvidenceLink
from gongshu_enforcement import door, uploads
from gongshu_enforcement.models import LedgerEvent, User

pytestmark = pytest.mark.django_db

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(width: int = 1600, height: int = 800, *, turned: bool = False) -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6  # the camera was held upright
    Image.new("RGB", (width, height), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def case(cases) -> Case:
    return cases.walk(cases.open(), "determination")


@pytest.fixture
def piece(cases) -> Evidence:
    case = cases.walk(cases.open(), "interview")
    file = SimpleUploadedFile("现场.jpg", picture(turned=True), "image/jpeg")
    handler = case.current_handlers()[0].officer.user
    return door.perform(
        "add_evidence",
        case,
        acting_user=handler,
        kind="documentary",
        title="现场照片",
        proves="现场",
        made_on=case.filed_on,
        file=uploads.check_upload(file, uploads.EVIDENCE_KINDS),
    )


def test_a_picture_gets_a_small_upright_copy_and_keeps_its_original(piece, client) -> None:
    with Image.open(piece.preview.open()) as small:
        assert max(small.size) <= uploads.PREVIEW_SIDE and small.height > small.width
        assert not small.getexif()
    assert piece.file.read() == picture(turned=True)
    client.force_login(User.objects.get(username="director"))
    url = reverse("evidence_preview", args=[piece.case.reference, piece.pk])
    response = client.get(url)
    assert response["Content-Type"] == "image/jpeg" and response["Cache-Control"] == "no-store"
    assert url in client.get(piece.case.get_absolute_url() + "?tab=evidence").content.decode()


def test_who_opened_and_who_took_the_original_is_kept_beside_the_ledger(piece, client) -> None:
    events = LedgerEvent.objects.count()
    url = reverse("evidence_file", args=[piece.case.reference, piece.pk])
    client.force_login(User.objects.get(username="director"))
    assert client.get(url).status_code == client.get(url + "?download").status_code == 200
    assert [(row.reader.username, row.way) for row in piece.accesses.all()] == [
        ("director", "downloaded"),
        ("director", "viewed"),
    ]
    assert LedgerEvent.objects.count() == events
    page = client.get(piece.case.get_absolute_url() + "?tab=evidence").content.decode()
    assert "打开过 2 次" in page


def test_what_proves_what_is_filled_in_on_one_page(case, client) -> None:
    handler = case.current_handlers()[0].officer.user
    client.force_login(handler)
    url = reverse("case_action", args=[case.reference, "link_evidence"])
    violation, piece = case.violations.get(), case.evidence.first()
    record = case.documents.get(code="XWBL")
    assert piece.title in client.get(url).content.decode()
    posted = {
        "request_key": "matrix",
        f"v{violation.pk}-subject": [f"e{piece.pk}", f"d{record.pk}"],
        f"v{violation.pk}-act": [f"d{record.pk}"],
    }
    assert client.post(url, posted).status_code == 302
    assert EvidenceLink.objects.filter(violation=violation).count() == 3
    page = client.get(case.get_absolute_url() + "?tab=evidence").content.decode()
    assert "尚未指明证据" in page and record.title in page
    inputs = {"violations": [{"id": violation.pk, "finding": "established"}]}
    warned = [one for one in findings_at("submit_determination", case, inputs=inputs) if one.code == "F04"]
    assert len(warned) == 1 and not warned[0].blocks
    assert "时间、地点" in warned[0].message.zh and "主体" not in warned[0].message.zh
    assert client.post(url, {"request_key": "again", f"v{violation.pk}-act": ["e999999"]}).status_code == 200


# --- ClamAV -----------------------------------------------------------------------------------------------------------


class Daemon(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd does: chunks with their length before them, an empty one last, then the verdict."""

    def handle(self) -> None:
        command = self.rfile.read(len(b"nINSTREAM\n"))
        data = b""
        while (size := struct.unpack("!L", self.rfile.read(4))[0]) > 0:
            data += self.rfile.read(size)
        found = b"Eicar-Signature FOUND" if EICAR in data else b"OK"
        assert command == b"nINSTREAM\n"
        self.wfile.write(b"stream: " + found + b"\n")


@pytest.fixture
def scanner(settings) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMAV_HOST, settings.CLAMAV_PORT = server.server_address
        settings.CLAMAV_TIMEOUT = 5
        yield
        server.shutdown()


def check(data: bytes) -> SimpleUploadedFile:
    return uploads.check_upload(SimpleUploadedFile("x.jpg", data, "image/jpeg"), uploads.EVIDENCE_KINDS)


def test_the_scanner_looks_at_every_upload(scanner) -> None:
    assert check(picture()).read() == picture()
    with pytest.raises(ValidationError) as refused:
        check(picture() + EICAR)
    assert refused.value.code == "virus" and "Eicar" in refused.value.messages[0]


def test_where_the_scanner_does_not_answer_nothing_is_taken(settings) -> None:
    settings.CLAMAV_HOST, settings.CLAMAV_PORT, settings.CLAMAV_TIMEOUT = "127.0.0.1", 1, 1
    with pytest.raises(ValidationError) as refused:
        check(picture())
    assert refused.value.code == "scanner"
