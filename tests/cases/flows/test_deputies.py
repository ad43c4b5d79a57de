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
