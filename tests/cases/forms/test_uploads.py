"""Uploads are known by their content; what can't be looked at later is refused in words."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from gongshu_enforcement.uploads import EVIDENCE_KINDS, SCAN_KINDS, check_upload, safe_name


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def pdf(password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bag:
        bag.writestr("a.txt", "x")
    return out.getvalue()


def code_of(name: str, data: bytes, kinds=EVIDENCE_KINDS) -> str:
    with pytest.raises(ValidationError) as caught:
        check_upload(SimpleUploadedFile(name, data), kinds)
    assert caught.value.messages[0]
    return caught.value.error_list[0].code


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("照片.PNG", picture(), "image/png"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("scan.pdf", pdf(), "application/pdf"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64, "video/mp4"),
    ],
)
def test_a_good_file_gets_the_type_of_its_content(name, data, mime):
    file = check_upload(SimpleUploadedFile(name, data, content_type="text/html"), EVIDENCE_KINDS)
    assert file.content_type == mime
    assert file.read() == data


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "empty"),
        ("really.pdf", picture(), "name"),
        ("photo", picture(), "name"),
        ("photo.jpg.exe", picture("JPEG"), "name"),
        ("bag.zip", archive(), "archive"),
        ("letter.docx", archive(), "archive"),
        ("hidden.pdf", archive(), "archive"),
        ("page.html", b"<html><script>alert(1)</script>", "unknown"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"),
        ("run.exe", b"MZ" + b"\x00" * 200, "unknown"),
        ("locked.pdf", pdf("secret"), "encrypted"),
        ("broken.pdf", b"%PDF-1.7\nnothing of the kind", "broken"),
        ("cut.pdf", pdf()[:60], "broken"),
        ("cut.png", picture(size=(400, 300))[:120], "broken"),
        ("cut.jpg", picture("JPEG", (800, 600))[:-400], "broken"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(name, data, code):
    assert code_of(name, data) == code


def test_too_large_and_wrong_kind(settings):
    settings.UPLOAD_MAX_BYTES = 100
    assert code_of("scan.pdf", pdf()) == "size"
    settings.UPLOAD_MAX_BYTES = 10_000_000
    assert code_of("a.mp3", b"ID3" + b"\x00" * 200, SCAN_KINDS) == "kind"


def test_a_picture_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr("gongshu_enforcement.uploads.MOST_PIXELS", 1000)
    assert code_of("bomb.png", picture()) == "pixels"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\work\证据.pdf", "证据.pdf"),
        ("a\x00b\u202egnp.exe", "abgnp.exe"),
        ("...", "file"),
        ("", "file"),
        (None, "file"),
        ("a<b>:c.png", "abc.png"),
    ],
)
def test_names_lose_their_tricks(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("证" * 400 + ".pdf") == "证" * 120 + ".pdf"
