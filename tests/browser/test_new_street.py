"""A new street from nothing to its first lawful case, and an agreement suspended over it: in the browser alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.conftest import TODAY

from .office import Office, Person
from .steps import MONDAY, TUESDAY, OneCase

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME, CODE, PINYIN = "云溪街道（演示）", "330105098", "yunxi"
LEVELS = (f"head.{PINYIN}", "enforcement", "legal", "director")
ENDS = date(2027, 12, 31)


def test_a_new_street_comes_to_its_first_lawful_case_and_is_suspended(office: Office) -> None:
    office.now(MONDAY, "09:00")
    admin = office.person("admin")
    enter_street(admin)
    agreement = draft(admin)
    sign_and_record(admin, agreement)

    # No power without people: publication is refused
    register_act(admin, agreement, "Publish")
    admin.send("Publish", works=False).says("0 officers with a valid certificate", "two are needed")

    for account, kind in (("officer", "officer"), ("officer2", "officer"), ("head", "head")):
        enrol(office, admin, f"{account}.{PINYIN}", kind)
    give_a_liaison(admin)
    case = OneCase(office, street=PINYIN)

    # No case before the agreement is in force, and none without the liaison while the street only takes part (1+1)
    case.lead.go("/cases/new/")
    case.lead.says(f"{NAME} has no agreement in force", "conclude an agreement first")
    seconds = case.lead.page.locator("[name=second_officer] option").all_inner_texts()
    assert len(seconds) == 2 and "演示33010500" in seconds[1], seconds

    # The liaison's log, the step proposed and decided
    office.now(MONDAY, "10:00")
    next_step(office)

    register_act(admin, agreement, "Publish")
    admin.send("Publish").says("In force")
    assert NAME in admin.fetch("/public/agreements/").text()

    # The first case, filed
    begin(case, second=f"officer2.{PINYIN}")
    case.lead.send("Open the case").says("is open")
    case.reference = re.search(r"/cases/(G\d+-\d+)/", case.lead.page.url)[1]
    case.submit("Submit the filing", opinion="当事人涉嫌违法，属本单位管辖，建议立案调查。")
    case.approve(*LEVELS)
    case.lead.see(case.reference).says("Interview")

    # The next day the agreement is suspended: asked, refused, answered
    office.now(TUESDAY, "09:00")
    suspend(admin, agreement)
    case.lead.see(case.reference).act("Confirm the address for service")
    case.lead.send(works=False).says("nobody decided that the street finishes the case")
    case.lead.go("/cases/new/")
    case.lead.says(f"{NAME} has no agreement in force")
    settle(admin, case)
    case.confirm_address()
    case.lead.see(case.reference, "timeline").says("Decide what becomes of it after the delegation")
    register_act(admin, agreement, "Resume")
    admin.fill(reason="整改完成（演示）").send("Resume").says("In force")


def enter_street(admin: Person) -> None:
    """A code that is taken is refused beside the field; then the street stands there with everything it lacks."""
    admin.go("/delegation/stations/")
    admin.page.get_by_role("link", name="Enter a street").click()
    taken = street_code("shiqiao")
    admin.fill(name=NAME, division_code=taken, pinyin=PINYIN).send("Enter the street", works=False)
    assert admin.errors_beside("division_code"), admin.text()
    assert admin.value("name") == NAME
    admin.fill(division_code=CODE).send("Enter the street").says(NAME, "things are missing")
    assert admin.page.locator("main .gs-limit-red").count() >= 8


def street_code(pinyin: str) -> str:
    """The code of a street that is there."""
    from delegation.models import Street

    return Street.objects.get(pinyin=pinyin).code


def draft(admin: Person) -> str:
    """The address of a new draft."""
    admin.go("/delegation/agreements/")
    admin.page.locator(".gs-page-actions a.gs-btn-main").click()
    admin.choose("street", NAME)
    admin.fill(number="杭拱应急委〔2026〕演示98号", valid_from=TODAY, valid_to=ENDS)
    admin.fill(cap_unit=60000).send("Save the draft", works=False)
    assert "50" in admin.errors_beside("cap_unit")
    admin.fill(cap_unit=50000).send("Save the draft").says("A draft gives no power")
    return admin.page.url


def register_act(admin: Person, address: str, label: str) -> None:
    """From the agreement's page to an act of its life."""
    admin.go(address)
    admin.page.locator(".gs-page-actions").get_by_role("link", name=label, exact=True).click()
    admin.page.wait_for_url(re.compile(r"/delegation/act/"))


def sign_and_record(admin: Person, agreement: str) -> None:
    """Both sides sign; the justice bureau has it on record."""
    register_act(admin, agreement, "Record the signatures")
    admin.fill(signed_for_organ="沈立言（演示）", signed_for_street="杜若谷（演示）").send()
    register_act(admin, agreement, "Record with the justice bureau")
    admin.fill(recording_number="拱司备演示98").send().says("拱司备演示98")


def enrol(office: Office, admin: Person, account: str, kind: str) -> None:
    """A person, their account with its first password, and for an officer the certificate."""
    from gongshu_enforcement.models import User

    admin.go("/delegation/people/")
    admin.page.get_by_role("link", name="Enter a person").click()
    admin.fill(name=f"演示{account.split('.')[0]}", kind=kind, position="演示")
    admin.choose("street", NAME)
    admin.send("Enter the person")
    person = admin.page.url
    admin.page.get_by_role("link", name="Make an account").click()
    admin.fill(account=account).send("Make the account").says("Shown this once", account)
    password = admin.page.locator("main dd").nth(1).inner_text().strip()
    if kind == "officer":
        admin.go(person)
        admin.page.get_by_role("link", name="Enter a certificate").click()
        number = f"浙执法演示{account}"
        admin.fill(kind="enforcement", number=number, issuer="浙江省司法厅", valid_from=TODAY, valid_to=ENDS).send()
    User.objects.filter(username=account).update(language="en")
    office.person(account, password=password)


def give_a_liaison(admin: Person) -> None:
    """Group 6 takes the new street over and gives one back."""
    from delegation.models import MentoringGroup, Street

    admin.go("/delegation/mentoring/")
    group = MentoringGroup.objects.get(number=6)
    row = admin.page.locator("main tr").filter(has_text=group.name)
    row.get_by_role("link", name="Change liaison or streets").click()
    boxes = {street.name: admin.page.locator(f'[name=streets][value="{street.pk}"]') for street in Street.objects.all()}
    boxes[NAME].check()
    admin.send(works=False).says("A mentoring group has three streets.")
    boxes[group.streets.first().name].uncheck()
    admin.send().says(NAME)


def next_step(office: Office) -> None:
    """From “takes part” to “guided”: proposed with the criteria as they stand, decided by the director."""
    liaison, director = office.person("liaison6"), office.person("director")
    liaison.go(f"/delegation/mentoring/{CODE}/")
    liaison.page.get_by_role("link", name="Log a visit").click()
    liaison.fill(done="指导新街道立案（演示）", taught="立案条件（演示）").send().says("指导新街道立案")
    liaison.page.get_by_role("link", name="Propose another step").click()
    liaison.fill(step="guided", reason="人员已持证，先行指导办案（演示）").send()
    director.go("/delegation/mentoring/")
    director.page.locator("main .gs-notice").get_by_role("link", name=re.compile(NAME)).click()
    director.page.get_by_role("link", name="Decide on the proposed step").click()
    director.fill(verdict="approved", opinion="同意。").send().says("Guided")


def begin(case: OneCase, second: str) -> None:
    """Type the street's case, reported by the public."""
    from delegation.models import Officer

    case.begin(case.lead, source="report", second_officer=Officer.objects.get(user__username=second).pk)


def suspend(admin: Person, agreement: str) -> None:
    """Not for a past day; then the question about the open case stands on the page and on the desk."""
    register_act(admin, agreement, "Suspend")
    admin.fill(starts_on=MONDAY, reason="站所整改（演示）").send(works=False)
    assert "past" in admin.errors_beside("starts_on")
    admin.fill(starts_on=TUESDAY).send().says("1 open case waits for a word", "Suspended")


def settle(admin: Person, case: OneCase) -> None:
    """The alert on the desk leads to the question; the answer is recorded and the alert is gone."""
    admin.go("/")
    admin.says("1 open case waits for a word", NAME)
    admin.page.get_by_role("link", name=re.compile("finish under the old term")).click()
    admin.says(case.reference, "First day without power: 2026-03-17")
    admin.page.locator("main input[type=radio][value=finish]").check()
    admin.page.locator("#id_reason").fill("已调查大半，由街道办结不影响当事人（演示）。")
    admin.page.get_by_role("button", name="Record on each case").click()
    admin.says("Recorded on 1 case", "不影响当事人")
    admin.go("/")
    assert "waits for a word" not in admin.text()
