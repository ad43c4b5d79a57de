"""Rules of service (处罚法 61, 民诉法 87–95): each broken alone, and satisfied."""

from __future__ import annotations

import pytest

from cases.journey import play
from cases.models import Document, Party

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
