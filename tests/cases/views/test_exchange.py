"""Packages for other systems: lossless there and back, whole or not taken, one desk takes them in."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cases.exchange.adapters import adapter
from cases.exchange.content import content_of
from cases.exchange.package import CASE, MANIFEST, SIGNATURE, Package, PackageRefused, read, write
from cases.models import ReceivedCase
from delegation.models import Organ
from gongshu_enforcement import door
from gongshu_enforcement.errors import NotPermitted
from gongshu_enforcement.models import LedgerEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(cases):
    """A case that has been closed."""
    return cases.walk(cases.open())


@pytest.fixture
def packed(closed) -> bytes:
    """Its package."""
    return write(Package(*content_of(closed)))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_there_and_back_loses_nothing(closed, packed) -> None:
    content, files = content_of(closed)
    found = read(packed)
    assert found.content == json.loads(json.dumps(content)) and found.files == files
    assert write(found) == packed
    assert found.content["case"]["number"] == closed.number and found.content["case"]["fine"] == str(closed.total_fine)
    assert len(found.content["documents"]) == closed.documents.count() and found.content["reviews"]
    assert all(row["file"] for row in found.content["documents"])


def test_one_changed_byte_anywhere_is_noticed(packed) -> None:
    parts = members(packed)
    for name, body in parts.items():
        with pytest.raises(PackageRefused):
            read(zipped(parts | {name: body[:-2] + bytes([body[-2] ^ 1]) + body[-1:]}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"../evil.pdf": b"x"}, "no path of a package"),
        ({"documents/9999999.pdf": b"x"}, "not in the manifest"),
        ({CASE: b"[1, 2"}, "no JSON"),
        ({SIGNATURE: b"[]"}, "has not the form"),
    ],
)
def test_what_does_not_belong_is_named(packed, change, told) -> None:
    with pytest.raises(PackageRefused, match=told):
        read(zipped(members(packed) | change))


def test_broken_files_are_refused(packed) -> None:
    for data in (b"", b"PK\x03\x04", b"no zip at all", packed[:300], zipped({MANIFEST: b"[]"})):
        with pytest.raises(PackageRefused):
            read(data)


def test_a_content_outside_the_schema_is_not_written(closed) -> None:
    content, files = content_of(closed)
    content["party"]["kind"] = "ghost"
    with pytest.raises(PackageRefused, match="party/kind"):
        write(Package(content, files))
    content, files = content_of(closed)
    files.popitem()
    with pytest.raises(PackageRefused, match="named but not there"):
        write(Package(content, files))


def test_the_desk_takes_it_in_once_and_others_do_not(browse, packed, cast) -> None:
    organ, client = Organ.objects.get(code="emergency"), browse("legal")

    def upload(data: bytes):
        file = SimpleUploadedFile("case.zip", data, content_type="application/zip")
        return client.post(reverse("exchange"), {"organ": organ.pk, "package": file})

    answer = upload(packed)
    kept = ReceivedCase.objects.get()
    assert answer.url == reverse("received_case", args=[kept.pk])
    page = client.get(answer.url).content.decode()
    assert kept.party in page and kept.sender in page
    assert client.get(reverse("received_package", args=[kept.pk])).content == packed
    assert LedgerEvent.objects.filter(chain=f"organ:{organ.pk}", action="receive_case").count() == 1
    assert "already" in upload(packed).content.decode()
    assert "can&#x27;t be taken" in upload(packed[:-400]).content.decode()
    assert ReceivedCase.objects.count() == 1
    with pytest.raises(NotPermitted):
        door.perform("receive_case", organ, acting_user=cast["officer.shiqiao"], package=ContentFile(packed))
    with pytest.raises(NotPermitted):
        door.perform("receive_case", organ, acting_user=cast["fire.legal"], package=ContentFile(packed))
    assert browse("fire.legal").get(reverse("received_case", args=[kept.pk])).status_code == 404


def test_an_open_case_has_no_package(browse, cases) -> None:
    case = cases.walk(cases.open(), "interview")
    assert browse("officer.shiqiao").get(reverse("exchange_package", args=[case.reference])).status_code == 409


def test_the_page_gives_the_package_of_a_closed_case(browse, closed, packed) -> None:
    client = browse("officer.shiqiao")
    url = reverse("exchange_package", args=[closed.reference])
    if closed.is_sealed:
        client.post(reverse("archive_reading", args=[closed.reference]), {"reason": "演示核对", "next": url})
    assert url in client.get(closed.get_absolute_url()).content.decode()
    assert read(client.get(url).content).content["case"]["reference"] == closed.reference


def test_by_command_and_to_the_folder(closed, settings, tmp_path) -> None:
    file = tmp_path / "case.zip"
    call_command("exchange", "export", closed.reference, out=file, stdout=StringIO())
    said = StringIO()
    call_command("exchange", "check", str(file), stdout=said)
    assert closed.number in said.getvalue()
    call_command("exchange", "import", str(file), account="legal", stdout=StringIO())
    assert ReceivedCase.objects.get().number == closed.number
    with pytest.raises(CommandError, match="EXCHANGE_DIR"):
        call_command("exchange", "send", closed.reference)
    settings.EXCHANGE_DIR = str(tmp_path / "out")
    for _twice in range(2):
        call_command("exchange", "send", closed.reference, stdout=StringIO())
    (sent,) = Path(settings.EXCHANGE_DIR).iterdir()
    assert sent.read_bytes() == file.read_bytes() and type(adapter()).__name__ == "Folder"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(CommandError):
        call_command("exchange", "check", str(file))
    with pytest.raises(CommandError, match="no such case"):
        call_command("exchange", "export", "G99-0001", out=file)
