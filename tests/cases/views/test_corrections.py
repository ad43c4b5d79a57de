"""Correcting a paper in the browser: from its page to the legal section's desk and back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.legality.steps import noticed
from tests.legality.test_corrections import LEGAL, paper, passage

pytestmark = pytest.mark.django_db


def test_through_the_pages(cases, browse) -> None:
    """The officer asks from the paper's page; the legal section finds it on its desk and grants it."""
    journey = noticed(cases)
    document, reference = paper(journey, "CFGZ"), journey.case.reference
    officer, legal = browse("officer.shiqiao"), browse(LEGAL)
    page = officer.get(reverse("document", args=[reference, document.pk])).content.decode()
    ask = f"{reverse('case_action', args=[reference, 'ask_correction'])}?document={document.pk}"
    assert ask in page.replace("&amp;", "&")
    rows = {"changes-TOTAL_FORMS": "2", "changes-INITIAL_FORMS": "0"}
    bad = {"document": document.pk, "reason": "录入差错", "changes-0-wrong": "没有这句", "changes-0-right": "有"}
    refused = officer.post(ask, rows | bad)
    assert refused.status_code == 422 or refused.status_code == 200
    assert "没有这句" in refused.content.decode() and "GZ1" in refused.content.decode()
    good = {**rows, **bad, "changes-0-wrong": passage(document), "changes-0-right": "更正后的文字"}
    assert officer.post(ask, good).status_code == 302
    decide = reverse("case_action", args=[reference, "decide_correction"])
    assert decide in legal.get("/").content.decode()
    correction = journey.case.paper_corrections.get()
    answer = legal.post(decide, {"correction": correction.pk, "granted": "yes", "opinion": ""})
    assert answer.status_code == 302
    new = paper(journey, "CFGZ")
    assert new.corrects == document
    shown = officer.get(reverse("document", args=[reference, new.pk])).content.decode()
    assert document.number in shown
