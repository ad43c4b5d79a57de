"""The list of cases: search, filters, pages by key, export."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from openpyxl import load_workbook

from cases import selectors
from cases.filters import CaseFilter
from gongshu_enforcement import timekeeper
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db

EVERY_FILTER = (
    "q=演示&stage=open&light=late&mine=1&organ=emergency&item=AQ-02&filed_after=2026-01-01&filed_before=2026-12-31"
    "&unit=street&outcome=penalty"
)
MOST_QUERIES = 10


def found(client, query: str) -> set[str]:
    """The references a list shows."""
    return {row.case.reference for row in client.get(f"/cases/?{query}").context["rows"]}


def test_search_finds_party_code_number_and_reference(browse, cases):
    wanted = cases.open(party=UnitFactory(name="杭州蓝鲸演示厂（演示）"))
    cases.open()
    cases.walk(wanted, until="interview")
    wanted.refresh_from_db(fields=["number"])
    client = browse("officer.shiqiao")
    for words in (
        "蓝鲸",
        wanted.party.credit_code,
        wanted.party.credit_code.lower()[:14],
        wanted.number,
        wanted.reference,
    ):
        assert wanted.reference in found(client, f"q={words}"), words
    assert found(client, "q=蓝鲸") == {wanted.reference}
    assert found(client, "q=nobody") == set()


def test_each_filter_narrows_the_list(browse, cases, cast, clock):
    safety = cases.open()
    fire = cases.open(item="XF-01")
    cases.walk(safety, until="interview")
    clock.set(timekeeper.today() + timedelta(days=40))
    client = browse("officer.shiqiao")
    both = {safety.reference, fire.reference}
    assert found(client, "organ=fire") == {fire.reference}
    assert found(client, "stage=interview") == {safety.reference}
    assert found(client, "stage=open") == both
    assert found(client, "item=XF-01") == {fire.reference}
    assert found(client, "light=late") >= {fire.reference}
    assert found(client, "unit=organ") == set()
    assert found(client, "mine=1") == both
    assert found(client, "filed_after=2026-01-01") == {safety.reference}
    assert found(client, "filed_before=2026-01-01") == set()
    assert found(client, "outcome=penalty") == set()
    assert found(browse("head.shiqiao"), "mine=1") == set()


def test_a_street_sees_its_own_cases_and_the_bureau_its_organs(browse, cases):
    own = cases.open("shiqiao")
    other = cases.open("mishixiang")
    fire = cases.open("mishixiang", "XF-01")
    assert found(browse("officer.shiqiao"), "") == {own.reference}
    assert found(browse("legal"), "") == {own.reference, other.reference}
    assert found(browse("fire.legal"), "") == {fire.reference}
    assert found(browse("leader"), "") == {own.reference, other.reference, fire.reference}
    assert found(browse("admin"), "") == set()


def test_pages_go_by_key_and_lose_nothing(browse, cases, monkeypatch):
    monkeypatch.setattr(selectors, "LIST_PAGE", 2)
    references = [cases.open().reference for _number in range(5)][::-1]
    client = browse("officer.shiqiao")
    first = client.get("/cases/").context
    second = client.get(f"/cases/{first['older']}").context
    third = client.get(f"/cases/{second['older']}").context
    pages = [[row.case.reference for row in page["rows"]] for page in (first, second, third)]
    assert [reference for found_on_page in pages for reference in found_on_page] == references
    assert first["newer"] == "" and third["older"] == ""
    back = client.get(f"/cases/{third['newer']}").context
    assert [row.case.reference for row in back["rows"]] == pages[1]
    assert {page["total"] for page in (first, second, third)} == {5}


@pytest.mark.parametrize(
    "query", ["after=abc", "after=99999999999999999999", "stage=nonsense", "filed_after=yesterday", "street=1%27"]
)
def test_nonsense_in_the_address_is_no_error(browse, cases, query):
    cases.open()
    assert browse("officer.shiqiao").get(f"/cases/?{query}").status_code == 200


def test_the_list_stays_within_ten_queries_and_does_not_grow(browse, cases, queries):
    client = browse("officer.shiqiao")
    cases.walk(cases.open(), until="interview")
    before = queries(client, "/cases/")
    for _more in range(3):
        cases.walk(cases.open(), until="interview")
    cache.clear()  # the choices of the filters are read anew
    cold = queries(client, f"/cases/?{EVERY_FILTER}")
    after = queries(client, "/cases/")
    assert after <= before
    assert max(before, cold, after) <= MOST_QUERIES


def test_there_are_nine_filters_beside_the_search(cast):
    shown = [name for name in CaseFilter.base_filters if name != "q"]
    assert len(shown) == 9


def test_the_export_holds_the_filtered_rows_as_text(browse, cases):
    party = UnitFactory(name='=HYPERLINK("http://example.invalid","x")')
    risky = cases.open(party=party)
    cases.open()
    response = browse("officer.shiqiao").get("/cases/export.xlsx?q=HYPERLINK")
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == [risky.reference]
    assert rows[0][1].value == party["name"]
    assert rows[0][1].data_type == "s"
    assert rows[0][1].quotePrefix
    assert sheet.freeze_panes == "B2"


def test_the_export_is_limited_to_what_the_person_may_read(browse, cases):
    cases.open("mishixiang")
    sheet = load_workbook(BytesIO(browse("officer.shiqiao").get("/cases/export.xlsx").content)).active
    assert sheet.max_row == 1


def test_an_empty_result_says_how_to_go_on(browse):
    client = browse("officer.shiqiao")
    assert "Open the first one" in client.get("/cases/").content.decode()
    assert "No case fits these filters" in client.get("/cases/?q=nobody").content.decode()
