"""The pages of supervision: who may open them, what they show, where their numbers lead, what they cost."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from delegation.models import Officer, Street
from gongshu_enforcement import timekeeper
from supervision import stuck

from .made import handed_over, made, said, submitted

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "officer.shiqiao",
    "head.shiqiao",
    "counsel.shiqiao",
    "enforcement",
    "legal",
    "director",
    "chief",
    "brigade1",
    "fire.legal",
    "fire.director",
    "fire1",
    "leader",
    "liaison1",
)
LEADERS = ("enforcement", "legal", "director", "chief", "fire.legal", "fire.director", "fire.chief", "leader")
OTHERS = ("officer.shiqiao", "head.shiqiao", "counsel.shiqiao", "brigade1", "fire1", "liaison1", "admin")


def code(pinyin: str) -> str:
    return Street.objects.get(pinyin=pinyin).code


def street_id(pinyin: str) -> int:
    return Street.objects.get(pinyin=pinyin).pk


@pytest.fixture
def as_(client, cast):
    """as_("leader") → a client signed in as that person, in English."""

    def sign_in(account: str):
        user = cast[account]
        user.language = "en"
        user.save(update_fields=["language"])
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def text_of(response) -> str:
    return response.content.decode()


# --- The display ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", EVERYBODY)
def test_the_display_is_for_all_staff(as_, account):
    made("gongchenqiao")
    page = as_(account).get("/league/")
    assert page.status_code == 200
    assert all(name in text_of(page) for name in Street.objects.values_list("name", flat=True))


def test_an_empty_month_says_so(as_):
    assert "Nothing to show for this period" in text_of(as_("leader").get("/league/?period=2026-02"))


def test_the_display_is_not_for_strangers_or_administrators(as_, client):
    assert client.get("/league/").status_code == 302
    for path in ("/league/", "/league/print/", "/league/xlsx/", "/league/cases/?figure=filed&period=2026"):
        assert as_("admin").get(path).status_code == 403


def test_the_display_opens_on_this_month_and_refuses_what_is_no_period(as_):
    client = as_("leader")
    made(filed=date(2026, 3, 5))
    assert "March 2026" in text_of(client.get("/league/"))
    assert "year 2026" in text_of(client.get("/league/?period=2026"))
    assert client.get("/league/?period=2026-13").status_code == 404


def test_numbers_lead_only_where_the_person_may_read(as_):
    made("shiqiao")
    made("gongchenqiao")
    page = text_of(as_("officer.shiqiao").get("/league/"))
    assert page.count("figure=filed") == 1
    assert f"street={code('shiqiao')}" in page
    assert f"street={code('gongchenqiao')}" not in page
    assert reverse("street", args=[code("gongchenqiao")]) not in page


@pytest.mark.parametrize("name", ["filed", "decided", "closed", "in_hand", "returned", "handed_over"])
def test_each_number_opens_exactly_the_cases_it_counts(as_, name):
    case = made("shiqiao", decision_after=3, closed_after=5)
    still_open = made("shiqiao", filed=date(2026, 3, 3))
    made("shiqiao", unit="organ", decision_after=3)
    said(submitted(case, "returned"), "legal", "return")
    handed_over(still_open, answered=date(2026, 3, 10))
    client = as_("leader")
    page = text_of(client.get("/league/?period=2026-03"))
    link, count = re.search(rf'href="([^"]*figure={name}&[^"]*)">(\d+)</a>', page).groups()
    listed = client.get(link.replace("&amp;", "&"))
    assert len(listed.context["rows"]) == int(count)


def test_the_list_behind_a_number_keeps_to_what_the_person_may_read(as_):
    made("shiqiao")
    made("gongchenqiao")
    client = as_("officer.shiqiao")
    assert len(client.get("/league/cases/?figure=filed&period=2026").context["rows"]) == 1
    hidden = client.get(f"/league/cases/?figure=filed&period=2026&street={code('gongchenqiao')}")
    assert hidden.context["rows"] == []
    fire = as_("fire.legal").get("/league/cases/?figure=filed&period=2026")
    assert fire.context["rows"] == []


@pytest.mark.parametrize(
    "query",
    ["", "figure=filed", "figure=fines&period=2026", "figure=filed&period=x", "figure=filed&period=2026&street=1"],
)
def test_a_list_behind_nothing_does_not_exist(as_, query):
    assert as_("leader").get(f"/league/cases/?{query}").status_code == 404


def test_no_amount_of_money_on_the_display(as_):
    """处罚法 74(3): no amount in table, chart, spreadsheet or on paper."""
    made(decision_after=3, closed_after=4, total_fine=Decimal(34567))
    client = as_("leader")
    for path in ("/league/?period=2026", "/league/print/?period=2026"):
        page = text_of(client.get(path))
        assert "34567" not in page.replace(",", "")
        assert "¥" not in page
    sheet = load_workbook(BytesIO(client.get("/league/xlsx/?period=2026").content)).active
    assert all(cell.value != 34567 for row in sheet.iter_rows() for cell in row)


def test_the_page_says_that_nobody_is_ranked_and_by_which_law(as_):
    page = text_of(as_("leader").get("/league/"))
    assert "not ranked" in page
    assert "第七十四条第三款" in page


def test_the_spreadsheet_is_the_same_table(as_):
    made("shiqiao", decision_after=3)
    made("shiqiao", unit="organ")
    response = as_("leader").get("/league/xlsx/?period=2026-03")
    assert "league-2026-03.xlsx" in response["Content-Disposition"]
    sheet = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][:4] == ["Division code", "Street", "Filed", "Decided"]
    assert [row[0] for row in rows[1:19]] == sorted(Street.objects.values_list("code", flat=True))
    assert rows[18][:4] == [code("shiqiao"), "石桥街道", 1, 1]
    assert [row[1] for row in rows[19:22]] == ["All streets", "The organs' own", "Total"]
    assert rows[21][2] == 2


def test_the_charts_get_counts_and_days_in_a_data_block(as_):
    made("shiqiao", decision_after=3, closed_after=4)
    response = as_("leader").get("/league/?period=2026-03")
    block = re.search(r'<script id="league-data" type="application/json">(.*?)</script>', text_of(response), re.S)
    data = json.loads(block[1])
    assert len(data["streets"]) == len(data["bars"][0]["values"]) == 18
    assert data["lines"][0]["values"] == [None, None, 3]
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text_of(response))
    assert " style=" not in text_of(response)


def test_one_organ_alone_on_the_page(as_):
    made(organ="fire")
    made()
    page = as_("leader").get("/league/?organ=fire")
    assert page.context["league"].total.filed == 1
    assert as_("leader").get("/league/?organ=nonsense").context["league"].total.filed == 2


# --- Late and stuck ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", LEADERS)
def test_leaders_see_what_is_stuck(as_, account):
    client = as_(account)
    assert client.get("/leader/").status_code == 200
    assert 'href="/leader/"' in text_of(client.get("/league/"))


@pytest.mark.parametrize("account", OTHERS)
def test_others_do_not(as_, account):
    client = as_(account)
    assert client.get("/leader/").status_code == 403
    assert client.get("/leader/cases/?desk=legal").status_code == 403
    assert 'href="/leader/"' not in text_of(client.get("/league/"))


def test_the_matrix_counts_open_cases_and_leads_to_the_list(as_):
    made("shiqiao", stage="interview")
    made("shiqiao", stage="notice")
    made("shiqiao", decision_after=2, closed_after=3)
    page = as_("leader").get("/leader/")
    found = page.context["found"]
    row = next(one for one in found.streets if one.street.pinyin == "shiqiao")
    assert (row.counts["interview"], row.counts["notice"], row.total) == (1, 1, 2)
    assert found.open == 2
    address = f"/cases/?stage=interview&amp;street={street_id('shiqiao')}"
    assert f'<a href="{address}">1</a>' in text_of(page)


def test_late_and_soon_due_are_told_apart(as_):
    today = timekeeper.today()
    made(next_limit_code="decision", next_limit_on=today - timedelta(days=1))
    made(next_limit_code="decision", next_limit_on=today)
    made(next_limit_code="payment", next_limit_on=today + timedelta(days=40))
    made(decision_after=2, closed_after=3, next_limit_code="archive", next_limit_on=today - timedelta(days=5))
    client = as_("leader")
    found = client.get("/leader/").context["found"]
    assert [(limit.code, limit.passed, limit.amber) for limit in found.limits] == [("decision", 1, 1)]
    assert len(found.overdue) == 1
    for light in ("late", "near"):
        assert len(client.get(f"/leader/cases/?limit=decision&light={light}").context["rows"]) == 1
    assert client.get("/leader/cases/?limit=decision&light=green").status_code == 404


def test_a_submission_waits_at_the_desks_that_have_not_spoken(as_):
    now = timekeeper.now()
    one = submitted(made(), "recheck", since=now - timedelta(days=6))
    said(one, "enforcement", "approve", by="enforcement")
    submitted(made("gongchenqiao"), "recheck", since=now - timedelta(days=2))
    submitted(made(), "initial", since=now)
    submitted(made(organ="fire"), "recheck", since=now)
    submitted(made(), "final", kind="transfer", content={"to_police": True}, since=now)
    client = as_("leader")
    page = client.get("/leader/")
    desks = {desk.code: (desk.waiting, desk.days) for desk in page.context["found"].desks}
    assert desks == {
        "confirming": (0, None),
        "initial": (1, 0),
        "enforcement": (1, 2),
        "legal": (3, 6),
        "final": (0, None),
        "chief": (1, 0),
    }
    assert page.context["found"].in_review == 5
    assert len(client.get("/leader/cases/?desk=legal").context["rows"]) == 3
    assert len(as_("legal").get("/leader/cases/?desk=legal").context["rows"]) == 2  # not the fire body's


def test_the_desks_agree_with_the_review_chain(as_, cast):
    """The page reads all policies at once; for one submission it must say what the chain says."""
    from cases import review

    for status in ("initial", "recheck", "final"):
        submission = submitted(made(), status)
        (at_desk,) = [desks for one, desks in stuck.overview(cast["leader"]).waiting if one.pk == submission.pk]
        assert at_desk == review.pending_desks(submission)


def test_hand_overs_and_returns_of_the_month(as_):
    case = made()
    handed_over(case)
    handed_over(made(), answered=timekeeper.today())
    said(submitted(case, "returned"), "legal", "return", reason="evidence")
    said(submitted(made(), "returned"), "legal", "return", reason="evidence", at=timekeeper.now() - timedelta(days=40))
    client = as_("leader")
    found = client.get("/leader/").context["found"]
    assert [one.case_id for one in found.hand_overs] == [case.pk]
    assert [(reason.code, reason.count) for reason in found.returns] == [("evidence", 1)]
    link = "/league/cases/?figure=returned&period=2026-03&reason=evidence"
    assert link.replace("&", "&amp;") in text_of(client.get("/leader/"))
    assert len(client.get(link).context["rows"]) == 1


def test_a_fire_desk_sees_fire_only(as_):
    made(organ="fire", next_limit_code="decision", next_limit_on=timekeeper.today() - timedelta(days=2))
    made(next_limit_code="decision", next_limit_on=timekeeper.today() - timedelta(days=2))
    assert as_("fire.legal").get("/leader/").context["found"].open == 1


# --- A street ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "pinyin", "status"),
    [
        ("officer.shiqiao", "shiqiao", 200),
        ("head.shiqiao", "shiqiao", 200),
        ("officer.shiqiao", "gongchenqiao", 404),
        ("legal", "gongchenqiao", 200),
        ("fire1", "shiqiao", 200),
        ("leader", "shiqiao", 200),
        ("admin", "shiqiao", 404),
    ],
)
def test_a_streets_page_is_for_those_who_may_read_its_cases(as_, account, pinyin, status):
    assert as_(account).get(f"/streets/{code(pinyin)}/").status_code == status


def test_a_liaison_sees_three_streets(as_, cast):
    client = as_("liaison1")
    seen = [one.code for one in Street.objects.all() if client.get(f"/streets/{one.code}/").status_code == 200]
    assert len(seen) == 3


def test_a_street_that_is_not_there(as_):
    assert as_("leader").get("/streets/000/").status_code == 404


def test_everything_about_a_street(as_):
    today = timekeeper.today()
    late = made("shiqiao", next_limit_code="decision", next_limit_on=today - timedelta(days=3))
    made("shiqiao", decision_after=2, closed_after=4)
    made("gongchenqiao")
    page = as_("leader").get(f"/streets/{code('shiqiao')}/")
    text = text_of(page)
    assert page.context["figures"].filed == 2
    assert page.context["open_now"].total == 1
    assert [case for case, _limit in page.context["late"]] == [late]
    assert page.context["group"].liaison.name in text
    officers = Officer.objects.filter(street__pinyin="shiqiao", kind="officer", active=True)
    assert page.context["able"] == officers.count()
    assert all(officer.certificates.get().number in text for officer in officers)
    assert "¥50,000" in text  # the cap: of the agreement, not of any case
    assert len(page.context["agreements"]) == 2


def test_too_few_officers_are_pointed_out(as_):
    Officer.objects.filter(street__pinyin="shiqiao", kind="officer").update(active=False)
    assert "Fewer than two licensed officers" in text_of(as_("leader").get(f"/streets/{code('shiqiao')}/"))


# --- What they cost ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "most"),
    [("/league/?period=2026", 22), ("/leader/", 28), ("/streets/{shiqiao}/", 36), ("/leader/cases/?desk=legal", 20)],
)
def test_the_number_of_queries_does_not_grow(as_, path, most):
    client = as_("leader")
    path = path.format(shiqiao=code("shiqiao"))
    client.get(path)
    submitted(made(), "recheck")
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(path).status_code == 200
    for pinyin in Street.objects.values_list("pinyin", flat=True):
        case = made(pinyin, next_limit_code="decision", next_limit_on=timekeeper.today() - timedelta(days=1))
        submitted(case, "recheck")
        handed_over(made(pinyin, unit="organ"))
    with CaptureQueriesContext(connection) as many:
        assert client.get(path).status_code == 200
    assert len(many) == len(few) <= most, "\n".join(query["sql"][:150] for query in many.captured_queries)


def test_every_link_of_the_pages_leads_somewhere(as_):
    case = made("shiqiao", next_limit_code="decision", next_limit_on=timekeeper.today() - timedelta(days=1))
    submitted(case, "recheck")
    client = as_("leader")
    for path in ("/league/", "/leader/", f"/streets/{code('shiqiao')}/"):
        for link in set(re.findall(r'href="(/(?:league|leader|streets)/[^"]*)"', text_of(client.get(path)))):
            target = link.replace("&amp;", "&")
            assert client.get(target).status_code == 200, urlsplit(target)


def test_the_matrix_counts_cases_by_street_and_item_at_a_fixed_cost(as_, cases):
    one = cases.walk(cases.open("shiqiao", "AQ-02"), "interview")
    page = as_("leader")
    with CaptureQueriesContext(connection) as first:
        found = page.get(reverse("delegation_matrix"))
    column = next(row for row in found.context["columns"] if row.street == one.street)
    assert (column.cases, column.coverage, column.in_force) == (1, "1/32", True)
    assert {line.item.code for line in found.context["lines"] if line.total} == {"AQ-02"}
    cases.walk(cases.open("daguan", "AQ-04"), "interview")
    with CaptureQueriesContext(connection) as second:
        again = page.get(reverse("delegation_matrix"), {"organ": "emergency"})
    assert sum(line.total for line in again.context["lines"]) == 2
    assert len(second) <= len(first) <= 24
    fire = page.get(reverse("delegation_matrix"), {"organ": "fire"})
    assert len(fire.context["lines"]) == 22 and not fire.context["cases"]
