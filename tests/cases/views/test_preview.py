"""The papers an act would issue, before it is done: what is shown is what comes, and nothing is written."""

from __future__ import annotations

import html as markup
import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case, Document
from cases.views.rehearsal import NUMBER_COMES, ON_PAPER
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.models import LedgerEvent, RequestKey
from tests.cases.forms.page import form_values

pytestmark = pytest.mark.django_db
REVIEWED_OR_SERVED = {"approve", "confirm", "open_case", "attach_rendering", "serve"}


def asked(client: Any, case: Case, code: str, **typed: Any) -> str:
    """The fragment for what was typed into the form as the page gives it."""
    url = reverse("case_action", args=[case.reference, code])
    values = form_values(client.get(url)) | typed | {"preview": "1", "request_key": "one-key"}
    answer = client.post(url, values, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def papers_in(fragment: str) -> list[str]:
    """The whole pages inside the frames."""
    return [markup.unescape(page) for page in re.findall(r'srcdoc="([^"]*)"', fragment)]


ADDRESS = {
    "happened_on": "2026-03-16",
    "service_address": "演示路一号",
    "service_recipient": "王演示",
    "service_phone": "0571-00000000",
}


def test_a_paper_is_shown_as_it_will_be_and_nothing_is_written(cases, browse) -> None:
    case = cases.open()
    client = browse("officer.shiqiao")

    def written() -> list[Any]:
        return [Document.objects.count(), LedgerEvent.objects.count(), Case.objects.values().get(pk=case.pk)]

    before = written()
    [page] = papers_in(asked(client, case, "confirm_address", **ADDRESS))
    assert all(words in page for words in ("演示路一号", "王演示", "草稿", "送达地址"))
    assert written() == before
    assert not RequestKey.objects.filter(key="one-key").exists()

    url = reverse("case_action", args=[case.reference, "confirm_address"])
    assert client.post(url, {"request_key": "one-key", **ADDRESS}).status_code == 302
    assert case.documents.get(code="SDDZ").data["party"] == case.documents.get().data["party"]


def test_no_number_is_taken_or_shown(cases, browse) -> None:
    case = cases.open()
    typed = {"problems-0-problem": "未见培训记录", "problems-0-due_on": "2026-03-26"}
    cases.walk(case, "filing", "ready")
    issued = case.documents.filter(code="ZLZG").latest("pk").number
    fragment = asked(browse("officer.shiqiao"), case, "order_rectification", **typed)
    [page] = papers_in(fragment)
    assert NUMBER_COMES in page and "未见培训记录" in page
    assert issued not in page


def test_a_submission_shows_what_its_approval_issues(cases, browse) -> None:
    case = cases.walk(cases.open(), "filing", "ready")
    [page] = papers_in(asked(browse("officer.shiqiao"), case, "submit_filing", opinion="建议立案，预览一下。"))
    assert "立案审批表" in page and "建议立案，预览一下。" in page
    assert not case.submissions.exclude(status="draft").exists()


def test_what_is_missing_is_said(cases, browse) -> None:
    case = cases.open()
    fragment = asked(browse("officer.shiqiao"), case, "confirm_address", service_address="")
    assert not papers_in(fragment) and "Address for service" in fragment


def test_a_refusal_is_said_with_its_article(cases, browse) -> None:
    case = cases.open()
    fragment = asked(browse("officer.shiqiao"), case, "submit_filing", opinion="建议立案。")
    assert not papers_in(fragment) and "once these rules are met" in fragment


def test_others_get_no_preview(cases, browse) -> None:
    case = cases.open()
    url = reverse("case_action", args=[case.reference, "confirm_address"])
    for who, status in (("officer.daguan", 404), ("legal", 403)):
        assert browse(who).post(url, {"preview": "1", **ADDRESS}).status_code == status


def test_without_htmx_it_is_a_page_of_its_own(cases, browse) -> None:
    case = cases.open()
    url = reverse("case_action", args=[case.reference, "confirm_address"])
    page = browse("officer.shiqiao").post(url, {"preview": "1", **ADDRESS}).content.decode()
    assert "<html" in page and papers_in(page)


def test_every_act_that_puts_something_on_paper_can_be_previewed(cases, browse) -> None:
    assert set(ACTIONS) >= ON_PAPER
    assert all(ACTIONS[code].form for code in ON_PAPER)
    cases.walk(cases.open(unit="organ", fines=[Decimal(60_000)], waive=False))
    told = LedgerEvent.objects.filter(chain__startswith="case:").values_list("action", "inputs")
    on_paper = {action for action, inputs in told if "documents" in inputs}
    assert on_paper - REVIEWED_OR_SERVED <= ON_PAPER
