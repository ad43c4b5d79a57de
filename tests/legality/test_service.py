"""Rules of service (处罚法 61, 民诉法 87–95): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from cases import execution
from cases.actions.notice import to_serve, unserved
from cases.documents.issue import ensure_rendered, sha256
from cases.dossier import document_entry
from cases.journey import play
from cases.legality import findings_at
from cases.models import Case, Document, Party
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused
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


# --- A public notice, and the party that turns up before its end ---------------------------------------------------


def publish(journey, *codes) -> None:
    """Public notice of what waits for its service; a few days later."""
    for document in unserved(journey.case).filter(code__in=codes):
        play(journey._record("serve", document=document, method="public", **WHERE, note_text="下落不明（演示）。"))
    journey._not_before(add_working_days(journey.at.date(), 3))


def handing_over(journey, code: str, **changes) -> Act:
    """The party comes and takes the paper."""
    usual = {"document": journey.case.documents.get(code=code), "method": "direct", "officers": journey.officers}
    return act(journey, "serve", **WHERE, **usual | changes)


def offered(journey) -> set[str]:
    """The papers whose service may be recorded now."""
    with timekeeper.frozen(journey.at):
        return set(to_serve(journey.case).values_list("code", flat=True))


WHERE = {"place": "公告栏（演示）", "recipient": "甲"}


@way
def notice_posted(cases):
    """The advance notice is on public notice, with the right to a hearing."""
    journey = at_notice(cases, unit="organ", fines=[Decimal(60_000)], waive=False)
    play(journey.issue_notice())
    journey._not_before(add_working_days(journey.at.date(), 1))
    publish(journey, "CFGZ", "TZGZ")
    return journey


@way
def decision_posted(cases):
    """The decision is on public notice."""
    journey = cases.journey_of(cases.walk(cases.open(fines=[Decimal(20_000)]), "notice", "final"))
    play(journey.approve())
    publish(journey, "CFDW")
    return journey


@satisfies("C2a")
def test_who_reads_a_public_notice_early_is_heard(cases) -> Act:
    journey = notice_posted(cases)
    said = {"speaker": "甲", "in_writing": True, "points": [{"point": "请求从轻。"}]}
    return act(journey, "record_defence", officers=journey.officers, **said)


@satisfies("C2a", "C5a")
def test_who_reads_a_public_notice_early_may_ask_for_a_hearing(cases) -> Act:
    return act(notice_posted(cases), "request_hearing", requested_by="甲")


@breaks("C2a")
def test_nothing_is_said_before_the_notice_was_posted(cases) -> Act:
    journey = notice_posted(cases)
    before = journey.case.services.get(document__code="CFGZ").served_on - timedelta(days=1)
    return act(journey, "request_hearing", requested_by="甲", happened_on=before, late_reason="补录（演示）")


def test_nothing_is_waived_before_the_paper_is_handed_over_or_the_notice_ends(cases) -> None:
    journey = notice_posted(cases)
    with pytest.raises(ActionRefused) as refusal:
        act(journey, "waive_defence", signed_by="甲")()
    assert {finding.code for finding in refusal.value.findings} == {"C2a", "C5b"}
    today = journey.at.date()
    for code in ("CFGZ", "TZGZ"):
        handing_over(journey, code)()
    notice = journey.case.standing_notice()
    assert notice.served_on == today and notice.defence_due_on == notice.hearing_due_on == add_working_days(today, 5)
    assert not offered(journey) & {"CFGZ", "TZGZ"}
    notice = act(journey, "waive_defence", signed_by="甲")()
    assert notice.hearing_waived_on == today


def test_payment_and_remedy_during_the_public_notice_of_the_decision_are_recorded(cases) -> None:
    journey = decision_posted(cases)
    case, today = Case.objects.get(pk=journey.case.pk), journey.at.date()
    assert case.stage == "closure" and case.decision_served_on > today
    act(journey, "record_payment", amount=Decimal(20_000), voucher="演示1")()
    lodged = {"kind": "reconsideration", "body": "拱墅区人民政府"}
    remedy = act(journey, "record_remedy", user=journey.cast.legal, **lodged)()
    assert remedy.lodged_on == today


@breaks("F1")
def test_nothing_is_paid_before_the_decision_was_posted(cases) -> Act:
    journey = decision_posted(cases)
    before = execution.known_on(journey.case) - timedelta(days=1)
    paid = {"amount": Decimal(1), "voucher": "演示1"}
    return act(journey, "record_payment", **paid, happened_on=before, late_reason="补录（演示）")


def test_a_decision_handed_over_during_its_public_notice_counts_from_that_day(cases) -> None:
    journey = decision_posted(cases)
    today = journey.at.date()
    assert "CFDW" in offered(journey)
    handing_over(journey, "CFDW")()
    case = Case.objects.get(pk=journey.case.pk)
    assert case.decision_served_on == today
    assert execution.first_due_on(case) == today + timedelta(days=15)


def test_beside_a_service_another_is_recorded_only_while_its_public_notice_runs(cases) -> None:
    journey = decision_posted(cases)
    journey._not_before(journey.case.decision_served_on)
    assert "CFDW" not in offered(journey)
    for act_again in (handing_over(journey, "CFDW"), handing_over(journey, "CFDW", method="public", note_text="演示")):
        with pytest.raises(ActionRefused) as refusal:
            act_again()
        assert [(row.code, row.article) for row in refusal.value.findings] == [("SERVED", "民诉法95")]


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
