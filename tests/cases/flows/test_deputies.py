"""A deputy at the desk of review (代理人), and a certificate that ends: tried through the door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases import access, review
from cases.models import ReviewDecision
from cases.reading.rounds import word_of
from delegation import grants, services
from delegation.models import Officer, StepDecision, Street
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent, User

pytestmark = pytest.mark.django_db


def user(account: str) -> User:
    """The account as in the next request."""
    return User.objects.get(username=account)


def stands_in(person: str, deputy: str, days: int = 0) -> Any:
    """Name a deputy from today on."""
    absent, other = (Officer.objects.get(user__username=name) for name in (person, deputy))
    today = timekeeper.today()
    inputs = {"deputy": other, "starts_on": today, "ends_on": today + timedelta(days=days), "reason": "公务外出"}
    return door.perform("name_deputy", absent, acting_user=user("admin"), **inputs)


def agree(submission: Any, account: str) -> None:
    """Agree at the desk that is due."""
    door.perform("approve", submission, acting_user=user(account), opinion="同意。")


def test_a_deputy_speaks_in_the_absent_persons_name_and_is_recorded_so(cases, cast, clock) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview", "initial")
    submission = case.open_submission()
    assert review.desk_for(submission, user("officer3.shiqiao")) is None
    absence = stands_in("head.shiqiao", "officer3.shiqiao")
    assert submission in review.queue(user("officer3.shiqiao"))
    agree(submission, "officer3.shiqiao")
    word = ReviewDecision.objects.get(submission=submission, desk="initial")
    assert word.on_behalf_of == absence.person
    assert word_of(word).who.endswith(f"（代{absence.person.name}）")
    event = LedgerEvent.objects.filter(chain=f"case:{case.pk}", action="approve").last()
    assert event.inputs["on_behalf_of"] == absence.person.name
    agree(submission, "enforcement")
    assert ReviewDecision.objects.get(submission=submission, desk="enforcement").on_behalf_of is None
    from cases.documents.facts.approvals import boxes

    signed = [entry["signers"][0]["name"] for box in boxes(case, submission)[1:] for entry in box["entries"]]
    assert f"（代{absence.person.name}）" in signed[0]


def test_a_handler_is_no_deputy_on_the_own_case_nor_is_the_desk_open_after_the_last_day(cases, cast, clock) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview", "initial")
    submission = case.open_submission()
    handler = case.current_handlers()[0].officer
    stands_in("head.shiqiao", handler.user.username)
    deputy = user(handler.user.username)
    assert "initial_emergency" in access.grants(deputy)  # on other cases they may
    assert review.desk_for(submission, deputy) is None
    assert submission not in review.queue(deputy)
    with pytest.raises(NotPermitted):
        agree(submission, handler.user.username)
    stands_in("counsel.shiqiao", "officer3.shiqiao")
    assert review.desk_for(submission, user("officer3.shiqiao")) == "initial"
    clock.set(timekeeper.today() + timedelta(days=1))  # the groups are still there, the day is over
    assert review.desk_for(submission, user("officer3.shiqiao")) is None
    assert "initial_emergency" not in access.grants(user("officer3.shiqiao"))
    assert grants.keep_up() == 2


def test_whoever_signed_one_level_signs_no_other_through_a_deputy(cases, cast) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview", "recheck")
    submission = case.open_submission()
    stands_in("enforcement", "brigade1")
    agree(submission, "legal")
    stands_in("director", "legal")  # the legal desk has spoken already
    agree(submission, "brigade1")
    assert submission not in review.queue(user("legal"))
    with pytest.raises(NotPermitted):
        agree(submission, "legal")
    agree(submission, "director")


def test_a_certificate_that_ends_stops_new_acts_on_that_day_and_nothing_else(cases, cast, clock) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview", "ready")
    lead = case.current_handlers()[0].officer
    acts = LedgerEvent.objects.filter(chain=f"case:{case.pk}").count()
    day = timekeeper.today()
    lead.certificates.update(valid_to=day)  # runs out by itself tonight
    clock.set(day + timedelta(days=1))
    lead = Officer.objects.get(pk=lead.pk)
    submit = {"acting_user": lead.user, "summary": "证据齐全。", "opinion": "建议进入下一环节。"}
    with pytest.raises(ActionRefused) as refusal:
        door.perform("submit_interview", case, **submit)
    assert "A8" in {finding.code for finding in refusal.value.findings}
    assert LedgerEvent.objects.filter(chain=f"case:{case.pk}").count() == acts  # what was done stands
    assert lead.certificate_on(day) is not None
    services.issue_certificate(
        lead, number="新证0001", issuer="省厅", valid_from=timekeeper.today(), valid_to=day + timedelta(days=900)
    )
    door.perform("submit_interview", case, **submit)


def test_the_crew_follows_the_step_in_force_that_day(cases, cast, clock) -> None:
    street = Street.objects.get(pinyin="shiqiao")
    begins = timekeeper.today() + timedelta(days=3)
    StepDecision.objects.create(
        street=street,
        step="participate",
        step_before="independent",
        status="approved",
        reason="x",
        proposed_on=timekeeper.today(),
        effective_from=begins,
    )
    before = cases.open()
    assert {row.officer.kind for row in before.current_handlers()} == {"officer"}
    two = [row.officer for row in before.current_handlers()]
    clock.set(begins)
    journey = cases.journey(start=begins)
    assert [officer.kind for officer in journey.officers] == ["officer", "liaison"]
    journey.officers = two
    with pytest.raises(ActionRefused) as refusal:
        list(journey.open())
    assert {finding.code for finding in refusal.value.findings if finding.blocks} == {"A8p"}


def test_in_a_guided_street_the_filing_asks_for_the_liaisons_word(cases, cast) -> None:
    from cases.legality import RULES
    from cases.legality.registry import Facts
    from delegation.models import LiaisonVisit

    case = cases.open("hemu")
    facts = Facts(case, case, {}, timekeeper.today(), "submit_filing")
    rule = RULES["A8g"]
    assert rule.severity == "warn" and len(list(rule.check(facts))) == 1
    liaison = Officer.objects.get(user__username="liaison2")
    LiaisonVisit.objects.create(
        street=case.street, liaison=liaison, on=timekeeper.today(), done="指导", case_reference=case.reference
    )
    assert not list(rule.check(facts))
    assert not list(RULES["A8g"].check(Facts(cases.open("daguan"), None, {}, timekeeper.today(), "submit_filing")))


# --- Everything else that a deputy does ---------------------------------------------------------------------------------


def said_by(chain: str, action: str) -> str:
    """Under which name the ledger keeps an act."""
    return LedgerEvent.objects.filter(chain=chain, action=action).latest("seq").actor_name


def handed_over(cases: Any) -> Any:
    """A case that waits for the enforcement desk."""
    case = cases.walk(cases.open(start=cases.today), "interview")
    lead = case.current_handlers()[0].officer.user
    door.perform("hand_over", case, acting_user=lead, reason="complexity", text="案情复杂，请区局办理。")
    return case


def officers(*accounts: str) -> list[Officer]:
    return [Officer.objects.get(user__username=account) for account in accounts]


def test_a_hand_over_accepted_by_a_deputy_stands_under_both_names(cases, cast, client) -> None:
    case = handed_over(cases)
    stands_in("enforcement", "brigade3")
    deputy, absent = officers("brigade3", "enforcement")
    both = f"{deputy.user.display_name}（代{absent.name}）"
    client.force_login(user("brigade3"))
    assert both in client.get(f"/cases/{case.reference}/act/accept_hand_over/").content.decode()  # said beforehand
    door.perform(
        "accept_hand_over", case, acting_user=user("brigade3"), officers=officers("brigade1", "brigade2"), text="同意。"
    )
    assert said_by(f"case:{case.pk}", "accept_hand_over") == both
    client.force_login(user("legal"))
    for tab in ("decision", "timeline"):
        assert both in client.get(case.get_absolute_url(), {"tab": tab}).content.decode(), tab


def test_at_a_desk_of_their_own_nobody_speaks_for_another(cases, cast) -> None:
    case = handed_over(cases)
    stands_in("legal", "enforcement")  # stands in for the legal section, and accepts at the own desk
    two = officers("brigade1", "brigade2")
    door.perform("accept_hand_over", case, acting_user=user("enforcement"), officers=two, text="同意。")
    assert said_by(f"case:{case.pk}", "accept_hand_over") == user("enforcement").display_name


def test_agreements_and_commentaries_by_a_deputy_stand_under_both_names(cases, cast, client) -> None:
    from delegation.models import Agreement, Organ

    stands_in("legal", "brigade4")
    deputy, absent = officers("brigade4", "legal")
    both = f"{deputy.user.display_name}（代{absent.name}）"
    agreement = Agreement.objects.in_force_on(timekeeper.today()).filter(organ__code="emergency").first()
    acting = {"acting_user": user("brigade4")}
    door.perform("suspend_agreement", agreement, starts_on=timekeeper.today(), reason="整改", **acting)
    assert said_by(f"agreement:{agreement.pk}", "suspend_agreement") == both
    client.force_login(user("legal"))
    assert both in client.get(agreement.get_absolute_url()).content.decode()
    door.perform("open_commentary", Organ.objects.get(code="emergency"), planned_on=timekeeper.today(), **acting)
    assert LedgerEvent.objects.filter(action="open_commentary").latest("pk").actor_name == both


def test_the_word_on_an_open_case_by_a_deputy_is_shown_under_both_names(cases, cast, clock, client) -> None:
    case = cases.walk(cases.open(item="AQ-03"), "interview")
    clock.set(case.filed_on + timedelta(days=1))
    stands_in("legal", "brigade4")
    deputy, absent = officers("brigade4", "legal")
    acting, both = {"acting_user": user("brigade4")}, f"{deputy.user.display_name}（代{absent.name}）"
    door.perform("suspend_agreement", case.agreement, starts_on=timekeeper.today(), reason="整改", **acting)
    door.perform("settle_delegation", case, choice="finish", reason="不影响当事人", **acting)
    assert said_by(f"case:{case.pk}", "settle_delegation") == both
    client.force_login(user("legal"))
    assert both in client.get(f"/delegation/agreements/{case.agreement_id}/cases/").content.decode()


def test_a_deputy_of_the_head_replaces_officers_but_never_on_an_own_case(cases, cast) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview")
    lead, second = (row.officer for row in case.current_handlers())
    inputs = {"leaving": second, "officer": officers("officer3.shiqiao")[0], "reason": "调岗"}
    absence = stands_in("head.shiqiao", lead.user.username)
    assert "manage_officers_emergency" in access.grants(user(lead.user.username))
    with pytest.raises(NotPermitted):
        door.perform("replace_officer", case, acting_user=user(lead.user.username), **inputs)
    door.perform("end_deputy", absence.person, acting_user=user("admin"), absence=absence, reason="返岗")
    stands_in("head.shiqiao", "counsel.shiqiao")
    door.perform("replace_officer", case, acting_user=user("counsel.shiqiao"), **inputs)
    counsel, head = officers("counsel.shiqiao", "head.shiqiao")
    assert said_by(f"case:{case.pk}", "replace_officer") == f"{counsel.user.display_name}（代{head.name}）"


# --- The boundary days of a certificate ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "days", "stopped"),
    [
        ("valid_to", 0, False),
        ("valid_to", -1, True),
        ("ended_on", 1, False),
        ("ended_on", 0, True),
        ("valid_from", 0, False),
        ("valid_from", 1, True),
    ],
)
def test_a_certificate_holds_on_its_last_day_and_stops_new_acts_alone(
    cases, cast, client, field, days, stopped
) -> None:
    case = cases.walk(cases.open(start=cases.today), "interview", "ready")
    lead = case.current_handlers()[0].officer
    day = timekeeper.today()
    lead.certificates.update(**{field: day + timedelta(days=days)})
    grants.keep_up()
    account = user(lead.user.username)
    submit = {"acting_user": account, "summary": "证据齐全。", "opinion": "建议进入下一环节。"}
    if not stopped:
        door.perform("submit_interview", case, **submit)
        return
    with pytest.raises((ActionRefused, NotPermitted)):
        door.perform("submit_interview", case, **submit)
    client.force_login(account)  # and nothing else: they sign in, read the case, and what was done stands
    assert client.get(case.get_absolute_url()).status_code == 200
    assert access.may_read(account, case) and case.is_current_handler(account)
