"""Rules of service (处罚法 61, 民诉法 87–95): each broken alone, and satisfied."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from cases.documents.issue import ensure_rendered, sha256
from cases.dossier import document_entry
from cases.journey import play
from cases.legality import findings_at
from cases.models import Document, Party
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, at_notice

pytestmark = pytest.mark.django_db


def serving(cases, *, consent: bool = False, live: bool = False, **changes) -> Act:
    """Serving the advance notice."""
    journey = at_notice(cases)
    play(journey.issue_notice())
    document = journey.case.documents.get(code="CFGZ")
    Party.objects.filter(pk=journey.case.party_id).update(electronic_service="mail@example.org" if consent else "")
    if live:
        Document.objects.filter(pk=document.pk).update(origin="live")
        document.refresh_from_db()
    usual = {
        "document": document,
        "method": "direct",
        "place": "当事人住所",
        "recipient": "甲",
        "officers": journey.officers,
        "note_text": "",
    }
    return act(journey, "serve", **{**usual, **changes})


@breaks("E0")
def test_what_was_not_rendered_is_not_served(cases) -> Act:
    return serving(cases, live=True)


@breaks("E4")
def test_no_electronic_service_without_signed_consent(cases) -> Act:
    return serving(cases, method="electronic")


@way
def agreed_late(cases):
    """The notice is out; two working days later the party agrees to electronic service."""
    journey = at_notice(cases)
    play(journey.issue_notice())
    journey._not_before(add_working_days(journey.at.date(), 2))
    agree(journey, "mail@example.org")
    return journey


def agree(journey, to: str) -> None:
    """The party signs the confirmation of its address, with or without electronic service."""
    play(journey._record("confirm_address", officers=None, service_address="住所", electronic_service=to))


def by_mail(journey, on) -> Act:
    """Serving the advance notice electronically."""
    inputs = {"method": "electronic", "place": "邮箱", "recipient": "甲", "officers": journey.officers}
    return act(journey, "serve", document=journey.case.documents.get(code="CFGZ"), happened_on=on, **inputs)


@breaks("E4")
def test_no_electronic_service_on_a_day_before_the_consent(cases) -> Act:
    journey = agreed_late(cases)
    return by_mail(journey, journey.case.documents.get(code="CFGZ").issued_on)


@satisfies("E4")
def test_from_the_day_of_the_consent_on_it_counts(cases) -> Act:
    journey = agreed_late(cases)
    return by_mail(journey, journey.at.date())


@satisfies("E4")
def test_what_was_served_under_a_consent_stays_served_once_it_is_withdrawn(cases) -> Act:
    journey = agreed_late(cases)
    under_consent = journey.at.date()
    journey._not_before(add_working_days(under_consent, 1))
    agree(journey, "")
    return by_mail(journey, under_consent)


@breaks("E3")
def test_nothing_is_left_without_naming_the_witnesses(cases) -> Act:
    return serving(cases, method="left")


@breaks("E4p")
def test_no_service_by_post_without_its_slip(cases) -> Act:
    return serving(cases, method="post")


@breaks("E5p")
def test_no_public_notice_without_its_reason(cases) -> Act:
    return serving(cases, method="public")


@satisfies("E0", "E3", "E4", "E4p", "E5p")
def test_a_paper_is_served(cases) -> Act:
    return serving(cases, method="electronic", consent=True)


@pytest.mark.parametrize("method", ["left", "post"])
def test_service_without_its_proof_is_warned_of_and_with_it_bound(cases, method) -> None:
    journey = at_notice(cases)
    play(journey.issue_notice())
    document = journey.case.documents.get(code="CFGZ")
    inputs = {"document": document, "method": method, "officers": journey.officers, "happened_on": journey.at.date()}
    warned = findings_at("serve", journey.case, inputs=inputs | {"note_text": "演示"})
    assert "E6" in {finding.code for finding in warned} and not any(row.blocks for row in warned if row.code == "E6")
    picture = BytesIO()
    Image.new("RGB", (300, 200), "white").save(picture, "PNG")
    proof = ContentFile(picture.getvalue(), name="slip.png")
    assert "E6" not in {row.code for row in findings_at("serve", journey.case, inputs=inputs | {"proof": proof})}
    ensure_rendered(document)
    bare = len(PdfReader(BytesIO(document_entry(document).pdf)).pages)
    serving = act(journey, "serve", **inputs, place="住所", recipient="甲", note_text="演示见证人；照片", proof=proof)
    service = serving()
    assert service.proof_sha256 == sha256(picture.getvalue())
    entry = document_entry(document)
    assert "附送达凭证" in entry.remark and len(PdfReader(BytesIO(entry.pdf)).pages) == bare + 1
