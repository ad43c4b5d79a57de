"""The queue and the review page."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from cases.models import Submission

pytestmark = pytest.mark.django_db


def open_round(case) -> Submission:
    """The submission now open."""
    return Submission.objects.get(case=case, status__in=Submission.OPEN)


def queue_of(client) -> list[str]:
    """References in a person's queue."""
    return [row.case.reference for row in client.get("/reviews/").context["waiting"]]


def test_the_queue_holds_what_waits_for_this_desk(browse, cases):
    mine = cases.walk(cases.open("shiqiao"), until="filing", desk="recheck")
    other = cases.walk(cases.open("mishixiang"), until="filing", desk="recheck")
    fire = cases.walk(cases.open("shiqiao", "XF-01"), until="filing", desk="recheck")
    assert queue_of(browse("legal")) == [mine.reference, other.reference]
    assert queue_of(browse("enforcement")) == [mine.reference, other.reference]
    assert queue_of(browse("fire.legal")) == [fire.reference]
    assert queue_of(browse("director")) == []
    assert queue_of(browse("counsel.shiqiao")) == []


def test_the_reviewer_decides_and_goes_on_to_the_next(browse, cases):
    first = cases.walk(cases.open("shiqiao"), until="filing", desk="recheck")
    second = cases.walk(cases.open("mishixiang"), until="filing", desk="recheck")
    client, submission = browse("legal"), open_round(first)
    page = client.get(reverse("review", args=[submission.pk]))
    assert page.context["approve_form"] and page.context["desk"]
    sent = {
        "request_key": uuid.uuid4().hex,
        "opinion": "The procedure is lawful. Agreed.",
        "next": reverse("review_next") + f"?besides={submission.pk}",
    }
    response = client.post(page.context["approve_url"], sent, follow=True)
    assert response.redirect_chain[-1][0] == reverse("review", args=[open_round(second).pk])
    assert submission.decisions.filter(desk="legal", verdict="approve").count() == 1
    assert client.get(reverse("review", args=[submission.pk])).context.get("approve_form") is None


def test_after_the_last_one_the_queue_says_so(browse, cases):
    response = browse("legal").get(reverse("review_next"), follow=True)
    assert "Nothing else waits for your review." in response.content.decode()


def test_the_reviewer_returns_with_a_reason_and_a_stage(browse, cases):
    case = cases.walk(cases.open(), until="discretion", desk="final")
    client, submission = browse("director"), open_round(case)
    page = client.get(reverse("review", args=[submission.pk]))
    stages = [value for value, _label in page.context["return_form"].fields["return_to"].choices]
    assert stages == ["discretion", "determination", "interview"]
    sent = {
        "request_key": uuid.uuid4().hex,
        "opinion": "Ask the witness again.",
        "reason_code": "evidence",
        "return_to": "interview",
    }
    client.post(page.context["return_url"], sent)
    case.refresh_from_db(fields=["updated_at"])
    submission = Submission.objects.get(pk=submission.pk)
    assert submission.status == "returned"
    assert "Ask the witness again." in browse("officer.shiqiao").get(case.get_absolute_url()).content.decode()


def test_the_second_officer_confirms_beside_what_was_submitted(browse, cases):
    case = cases.walk(cases.open(), until="filing", desk="confirming")
    url = reverse("review", args=[open_round(case).pk])
    page = browse("officer2.shiqiao").get(url)
    assert page.context["confirm_form"]
    own = browse("officer.shiqiao").get(url)
    assert own.context.get("confirm_form") is None
    assert [choice.code for choice in own.context["others"]] == ["recall"]


def test_readers_see_the_round_without_forms(browse, cases):
    case = cases.walk(cases.open(), until="filing", desk="initial")
    page = browse("leader").get(reverse("review", args=[open_round(case).pk]))
    assert page.status_code == 200
    assert page.context.get("approve_form") is None
    assert "waits for another desk" in page.content.decode()


@pytest.mark.parametrize("stage", ["filing", "interview", "determination", "discretion", "notice", "closure"])
def test_every_stage_has_its_papers_to_look_at(browse, cases, stage):
    case = cases.walk(cases.open(), until=stage, desk="initial")
    client = browse("counsel.shiqiao")
    page = client.get(reverse("review", args=[open_round(case).pk]))
    papers = page.context["papers"]
    assert papers
    for paper in papers[:3]:
        body = client.get(paper["url"]).content.decode()
        assert "草稿" in body or not paper["draft"], paper
        assert case.party.name in body or not paper["draft"], paper


def test_a_draft_never_submitted_is_nobody_s_to_review(browse, cases):
    case = cases.open()
    draft = Submission.objects.create(case=case, stage="filing", content={})
    assert browse("officer.shiqiao").get(reverse("review", args=[draft.pk])).status_code == 404


def test_the_queue_and_the_page_cost_the_same_with_more(browse, cases, queries):
    client = browse("legal")
    case = cases.walk(cases.open(), until="filing", desk="recheck")
    url = reverse("review", args=[open_round(case).pk])
    client.get(url)  # which texts of law are loaded comes from the cache afterwards
    before = queries(client, "/reviews/"), queries(client, url)
    for _more in range(3):
        cases.walk(cases.open(), until="filing", desk="recheck")
    assert (queries(client, "/reviews/"), queries(client, url)) == before
    assert before[0] <= 12 and before[1] <= 55
