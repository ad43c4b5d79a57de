"""Return and resubmission, the fine above the cap, two people at one text, the same request twice, strangers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from .office import Office
from .steps import FACTS, STREET, OneCase, party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORTED = {"source": "report"}  # a report by the public needs no inspection before filing


def test_return_by_the_legal_desk_and_resubmission(office: Office, cases: Any) -> None:
    opened = cases.open()
    cases.walk(opened, "filing", "legal")
    case = OneCase(office, reference=opened.reference)
    why = "立案审批表中的违法事实缺少人数，请补充后重新报送。"

    case.give_back("legal", "facts", why)

    row = case.lead.desk_row(case.reference)
    assert "Returned" in row.inner_text() and why[:20] in row.inner_text()
    case.lead.see(case.reference).says(why)
    case.lead.act("Submit the filing")
    case.lead.says(why, "Your last text stands below")
    assert case.lead.value("opinion"), "the last text is gone"
    case.lead.fill(opinion="已补充：三名新进员工未经培训上岗。建议立案调查。").send("Submit for review")
    case.confirm()
    case.approve()

    case.lead.see(case.reference, "reviews").says("round 1", "round 2", why, "已补充")
    assert cases_stage(case) == "interview"


def test_fine_above_the_cap_is_handed_over(office: Office, cases: Any) -> None:
    opened = cases.open()
    cases.walk(opened, "discretion")
    case = OneCase(office, reference=opened.reference)

    # The street can't decide it; the page says so and knows the way
    case.lead.see(case.reference).act("Submit the discretion")
    case.lead.fill(**case.proposal(60000)).send("Submit for review", works=False)
    case.lead.says("¥60,000", "¥50,000")
    assert case.lead.value("opinion"), "what was typed is lost"
    case.lead.page.get_by_role("link", name="Hand over to the organ").first.click()
    assert case.lead.page.locator("[name=reason][value=over_cap]").is_checked()
    case.lead.fill(text="拟处罚款超过委托限额，请区局办理。").send("Hand over")
    case.lead.see(case.reference)
    assert "Submit the discretion" not in case.lead.choices()

    # The enforcement desk takes it
    desk = office.person("enforcement")
    desk.desk_row(case.reference).get_by_role("link", name="Accept the case").click()
    desk.choose("first_officer", name_of("brigade1"))
    desk.choose("second_officer", name_of("brigade2"))
    desk.fill(text="同意接收。").send("Accept the case")

    # The brigade goes on; the street keeps reading
    brigade = office.person("brigade1")
    brigade.desk_row(case.reference).get_by_role("link", name="Submit the discretion").click()
    brigade.fill(**case.proposal(60000)).send("Submit for review")
    case.confirm(office.person("brigade2"))
    case.approve("enforcement", "legal", "director")
    assert cases_stage(case) == "notice"
    case.lead.see(case.reference)
    assert case.lead.choices() == []


def test_bad_input_loses_nothing_and_every_act_happens_once(office: Office) -> None:
    case = OneCase(office)
    officer = case.lead
    right = party()["party_credit_code"]
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")

    # Explained beside the field, nothing lost
    case.begin(officer, **REPORTED, party_credit_code=wrong)
    officer.send("Open the case", works=False)
    assert f"“{right[-1]}”" in officer.errors_beside("party_credit_code")
    kept = {name: officer.value(name) for name in ("party_name", "facts", "place", "party_credit_code", "source")}
    assert kept["party_name"] == party()["party_name"] and kept["facts"] == FACTS
    assert kept["party_credit_code"] == wrong and kept["source"] == "report"
    assert officer.page.locator("[name='violations-0-item'] option:checked").inner_text().startswith("AQ-02")

    # The same form twice at once, past the page's own guard: one case. Small letters are fine.
    officer.fill(party_credit_code=right.lower())
    answers = officer.page.evaluate(
        """async (together) => {
            const form = document.querySelector("main form[method=post]");
            const send = () => fetch(form.action || location.href, {method: "POST", body: new FormData(form)});
            const first = send();
            const answers = together ? [first, send()] : [await first, send()];
            return (await Promise.all(answers)).map((answer) => [answer.status, answer.url]);
        }""",
        not in_memory(),
    )
    assert [status for status, _url in answers] == [200, 200]
    assert len({url for _status, url in answers}) == 1
    assert in_all() == 1

    # A double click: one more
    case.begin(officer, "AQ-03", **REPORTED)
    with officer.page.expect_navigation():
        officer.page.get_by_role("button", name="Open the case").dblclick()
    officer.says("is open")
    assert in_all() == 2

    # Back and sent again: still that one, and the page leads to it
    reference = officer.page.url.rstrip("/").rsplit("/", 1)[1]
    officer.page.go_back()
    case.fill_in(officer, "AQ-03", **REPORTED)
    with officer.page.expect_navigation():
        officer.page.get_by_role("button", name="Open the case").click()
    officer.says(reference)
    assert in_all() == 2


def test_two_people_at_one_text(office: Office, cases: Any) -> None:
    case = OneCase(office, reference=cases.open().reference)
    for person in (case.lead, case.second):
        person.see(case.reference).act("Edit the particulars")
    case.lead.fill(facts=FACTS + "甲的补充。").send("Save the particulars")

    case.second.fill(facts=FACTS + "乙的补充。").send("Save the particulars", works=False)
    case.second.says("Somebody else saved this meanwhile", "甲的补充。", "乙的补充。")
    case.second.says("甲的补充。")
    case.second.fill(facts=FACTS + "甲和乙的补充。").send("Save the particulars")
    case.lead.see(case.reference).says("甲和乙的补充。")


def test_strangers_find_nothing_and_readers_have_no_buttons(office: Office, cases: Any, photograph: Any) -> None:
    opened = cases.open()
    cases.walk(opened, "interview", "ready")
    case = OneCase(office, reference=opened.reference)
    case.add_evidence(files=photograph)
    document = opened.documents.order_by("-pk").first().pk
    piece = opened.evidence.exclude(file="").get().pk
    submission = opened.submissions.order_by("pk").first().pk
    base = f"/cases/{case.reference}"
    addresses = [
        f"{base}/",
        f"{base}/act/submit_interview/",
        f"{base}/documents/{document}/",
        f"{base}/documents/{document}/html/",
        f"{base}/documents/{document}/pdf/",
        f"{base}/evidence/{piece}/file/",
        f"{base}/submissions/{submission}/form/LA/",
        f"{base}/dossier/",
        f"/reviews/{submission}/",
    ]
    assert {case.lead.status(address) for address in addresses if "dossier" not in address} == {200}

    stranger = office.person("officer.mishixiang")
    assert {address: stranger.status(address) for address in addresses} == dict.fromkeys(addresses, 404)
    assert stranger.go(addresses[0]).status == 404
    stranger.says("Nothing is here")
    stranger.go(f"/cases/?q={case.reference}")
    assert case.reference not in stranger.text()

    liaison = office.person(liaison_of(STREET))
    liaison.see(case.reference)
    assert liaison.choices() == []
    assert liaison.page.locator("main form[method=post]").count() == 0
    assert {liaison.status(address) for address in addresses if "dossier" not in address} <= {200, 403}
    assert liaison.status(f"{base}/act/submit_interview/") == 403
    liaison.go("/")
    assert liaison.page.get_by_role("link", name="Open a case").count() == 0


def in_memory() -> bool:
    """Whether all threads share one SQLite connection, which has nothing like a lock to wait for."""
    return connection.vendor == "sqlite" and connection.is_in_memory_db()


def name_of(account: str) -> str:
    """A person's name."""
    from delegation.models import Officer

    return Officer.objects.get(user__username=account).name


def liaison_of(street: str) -> str:
    """The account of a street's liaison."""
    from delegation.models import MentoringGroup

    return MentoringGroup.objects.get(streets__pinyin=street).liaison.user.username


def cases_stage(case: OneCase) -> str:
    """Where a case stands."""
    from cases.models import Case

    return Case.objects.get(reference=case.reference).stage


def in_all() -> int:
    """How many cases there are."""
    from cases.models import Case

    return Case.objects.count()
