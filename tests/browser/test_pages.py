"""Every main page on a phone and at a desk: no sideways scrolling, the main button within reach, a silent console."""

from __future__ import annotations

from typing import Any

import pytest

from .office import PHONE, Office, Person
from .steps import STREET, OneCase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_on_a_phone(office: Office, cases: Any) -> None:
    waiting = cases.open()
    cases.walk(waiting, "filing", "initial")
    working = cases.open(item="AQ-03")
    cases.walk(working, "interview", "ready")
    base = f"/cases/{working.reference}"
    review = f"/reviews/{waiting.open_submission().pk}/"
    document = f"{base}/documents/{working.documents.first().pk}/"
    tabs = ("records", "evidence", "decision", "documents", "reviews", "timeline")

    officer = office.newcomer(f"officer.{STREET}", size=PHONE)
    forms = (
        "act/submit_interview",
        "act/record_interview",
        "act/add_evidence",
        "act/order_on_site_measures",
        "act/begin_appraisal",
    )
    for address in ("/", "/cases/", "/cases/new/", f"{base}/", document, *(f"{base}/{form}/" for form in forms)):
        looks_right(officer, address, main_button=address != "/cases/")
    for address in (*(f"{base}/?tab={tab}" for tab in tabs), "/league/", "/delegation/"):
        looks_right(officer, address)

    head = office.newcomer(f"head.{STREET}", size=PHONE)
    for address in ("/", "/reviews/", review):
        looks_right(head, address, main_button=address != "/")

    leader = office.newcomer("leader", size=PHONE)
    for address in ("/leader/", "/league/", f"{base}/"):
        looks_right(leader, address)


def looks_right(person: Person, address: str, *, main_button: bool = False) -> None:
    """The page fits the screen's width; its main button can be pressed."""
    answer = person.go(address)
    assert answer.status == 200, f"{address}: {answer.status}"
    width, room = person.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= room, f"{address} is {width} px wide on a screen of {room} px"
    if main_button:
        button = person.page.locator("main .gs-btn-main").first
        button.click(trial=True)


def test_without_javascript(office: Office) -> None:
    case = OneCase(office)
    plain = office.newcomer(f"officer.{STREET}", javascript=False)
    case.begin(plain, source="report")
    plain.send("Open the case")
    plain.says("is open")
    case.reference = plain.page.url.rstrip("/").rsplit("/", 1)[1]
    plain.act("Submit the filing")
    plain.fill(opinion="有违法事实发生，属本单位管辖，建议立案调查。").send("Submit for review")
    case.confirm()
    case.office.person(f"head.{STREET}").desk_row(case.reference).wait_for()


def test_main_pages_leave_the_console_silent(office: Office, cases: Any) -> None:
    opened = cases.open()
    cases.walk(opened, "filing", "final")
    base = f"/cases/{opened.reference}"
    pages = {
        f"officer.{STREET}": [
            "/",
            "/?tab=dealt",
            "/cases/",
            "/cases/?q=演示",
            "/cases/new/",
            f"{base}/",
            "/delegation/",
            "/delegation/items/",
        ],
        "director": [
            "/",
            "/reviews/",
            f"/reviews/{opened.open_submission().pk}/",
            f"{base}/?tab=documents",
            "/league/",
        ],
        "leader": ["/leader/", "/league/", f"/streets/{opened.street.code}/"],
    }
    for account, addresses in pages.items():
        person = office.person(account)
        for address in addresses:
            answer = person.go(address)
            person.page.wait_for_load_state("networkidle")
            assert answer.status == 200, f"{account} at {address}: {answer.status}"
    assert office.noise() == []


def test_sign_in_says_what_to_do(office: Office) -> None:
    stranger = Person(office, "officer.nobody")
    office.everybody.append(stranger)
    stranger.go("/cases/")
    assert "/accounts/login/" in stranger.page.url
    stranger.says("登录", "管理员")  # Chinese until somebody chose otherwise
    assert stranger.page.locator("a[href*=reset], a[href*=signup]").count() == 0
    assert "officer.shiqiao" not in stranger.text()  # the demonstration's accounts show in development only

    stranger.page.get_by_role("button", name="English").click()
    stranger.page.wait_for_selector("html[lang=en]")
    stranger.fill(login="officer.nobody", password="not-the-password").send("Sign in", works=False)
    stranger.says("1 thing to put right")
    assert stranger.value("login") == "officer.nobody"

    stranger.go("/accounts/password/reset/")
    stranger.says("Ask the bureau's administrator")
    assert stranger.page.locator("input[type=email]").count() == 0
