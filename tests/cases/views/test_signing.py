"""Signing on the screen: the strokes, their moment, the sheet in the dossier; what is no signature is refused."""

from __future__ import annotations

import base64
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdf import PdfReader

from cases.dossier import document_entry
from cases.models import Document, ScreenSignature
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import LedgerEvent

pytestmark = pytest.mark.django_db


def drawn(*, ink: bool = True) -> str:
    """What the pad sends: a PNG with a stroke, or an empty one."""
    picture = Image.new("RGBA", (600, 170), (0, 0, 0, 0))
    if ink:
        ImageDraw.Draw(picture).line([(20, 120), (200, 30), (320, 130), (560, 40)], fill=(16, 22, 31, 255), width=6)
    out = BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def record(cases) -> Document:
    """The record of an interview nobody has signed."""
    case = cases.walk(cases.open(), "determination")
    return case.documents.filter(code="XWBL", scan="").latest("pk")


def sign(client: Client, record: Document, images: list[str], moments: list[str] | None = None) -> object:
    """Send the form with these signatures."""
    people = [("演示陈某", "party"), ("演示甲", "officer"), ("演示乙", "recorder")]
    data = {
        "document": record.pk,
        "statement": "我看过，属实。",
        "signatures-TOTAL_FORMS": "3",
        "signatures-INITIAL_FORMS": "3",
    }
    for place, (name, role) in enumerate(people):
        data |= {f"signatures-{place}-name": name, f"signatures-{place}-role": role}
        data |= {f"signatures-{place}-image": images[place]}
        data |= {f"signatures-{place}-image_at": (moments or ["", "", ""])[place]}
    return client.post(reverse("case_action", args=[record.case.reference, "sign_on_screen"]), data)


def test_the_people_of_the_interview_are_asked_and_the_record_is_shown(browse, record) -> None:
    url = reverse("case_action", args=[record.case.reference, "sign_on_screen"])
    page = browse("officer.shiqiao").get(f"{url}?document={record.pk}").content.decode()
    interview = record.case.interviews.latest("pk")
    assert all(name in page for name in (interview.name, interview.interviewer.name, interview.recorder.name))
    assert reverse("document_html", args=[record.case.reference, record.pk]) in page
    assert "以上笔录我看过" in page and page.count("data-sign-clear") >= 3


def test_signatures_are_kept_with_their_moments_and_bound(browse, record) -> None:
    at = (timekeeper.now() - timedelta(minutes=3)).isoformat()
    future = (timekeeper.now() + timedelta(days=3)).isoformat()
    answer = sign(browse("officer.shiqiao"), record, [drawn()] * 3, [at, future, "nonsense"])
    assert answer.status_code == 302, answer.content.decode()
    rows = list(ScreenSignature.objects.filter(document=record))
    assert [row.signed_at for row in rows] == [timekeeper.now() - timedelta(minutes=3)] + [timekeeper.now()] * 2
    record.refresh_from_db()
    sheet = PdfReader(BytesIO(record.scan.read()))
    text = sheet.pages[0].extract_text()
    assert "演示陈某" in text and record.data_hash in text.replace("\n", "") and "我看过，属实。" in text
    assert len(list(sheet.pages[0].images)) == 3
    bound = PdfReader(BytesIO(document_entry(record).pdf))
    assert "签名页" in bound.pages[-1].extract_text()
    event = LedgerEvent.objects.filter(action="sign_on_screen").latest("pk")
    assert rows[0].sha256 in str(event.inputs) and record.scan_sha256 in str(event.inputs)


@pytest.mark.parametrize(
    "wrong",
    ["", drawn(ink=False), "data:image/png;base64,AAAA", "data:text/html;base64,PHNjcmlwdD4=", "javascript:alert(1)"],
)
def test_what_is_no_signature_is_refused_and_nothing_is_lost(browse, record, wrong) -> None:
    answer = sign(browse("officer.shiqiao"), record, [drawn(), wrong, drawn()])
    page = answer.content.decode()
    assert answer.status_code != 302 and "演示甲" in page and page.count(drawn()) == 2
    assert not ScreenSignature.objects.exists()
    record.refresh_from_db()
    assert not record.scan


def test_a_signed_record_is_not_signed_again(browse, record) -> None:
    client = browse("officer.shiqiao")
    assert sign(client, record, [drawn()] * 3).status_code == 302
    assert sign(client, record, [drawn()] * 3).status_code != 302
    assert ScreenSignature.objects.count() == 3
