"""Questions to begin an interview with: the product's, the street's own, never another street's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import QuestionSet
from cases.question_sets import offered

pytestmark = pytest.mark.django_db


def test_the_rows_begin_with_the_questions_of_a_set(browse, cases) -> None:
    case = cases.walk(cases.open(), "interview")
    url = reverse("case_action", args=[case.reference, "record_interview"])
    client = browse("officer.shiqiao")
    assert "?questions=manager" in client.get(url).content.decode()
    page = client.get(url, {"questions": "manager"}).content.decode()
    questions = next(row for row in offered(case) if row.key == "manager").questions
    assert all(text in page for text in questions) and case.cause in page and "{title}" not in page
    assert client.get(url, {"questions": "no such"}).status_code == 200


def test_an_interviews_questions_are_kept_for_the_street_alone(browse, cases) -> None:
    case = cases.walk(cases.open(), "determination")
    interview = case.interviews.latest("pk")
    url = reverse("case_action", args=[case.reference, "keep_questions"])
    code = case.violations.get().item.code
    data = {"interview": interview.pk, "title": "演示提纲", "item_code": code}
    client = browse("officer.shiqiao")
    assert client.post(url, data).status_code == 302
    kept = QuestionSet.objects.get()
    assert kept.questions == list(interview.answers.values_list("question", flat=True)) and kept.questions
    assert offered(case)[0].key == f"own-{kept.pk}"
    assert client.post(url, {**data, "item_code": ""}).status_code == 302
    assert QuestionSet.objects.get().item_code == ""
    other = cases.open("daguan")
    assert not any(row.own for row in offered(other))
    elsewhere = cases.open("shiqiao", "AQ-25")
    assert any(row.own for row in offered(elsewhere))
