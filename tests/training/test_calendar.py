"""Events by hand, who is invited, signing in, closing: through the door."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from delegation.models import Officer
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent, User
from training.actions.attendance import CLOSED, STALE, TWICE, UNINVITED
from training.calendar import invited, reading, sign_in
from training.models import Attendance, EventFile, TeamMember, TrainingEvent

from .events import at, bureau, held, member, planned, scan, street
from .made import act

pytestmark = pytest.mark.django_db


def officer(account: str) -> Officer:
    return Officer.objects.get(user__username=account)


def refused(code: str, subject, account: str, **inputs) -> list[tuple[str, str]]:
    """Code and field of each finding."""
    with pytest.raises(ActionRefused) as caught:
        act(code, subject, account, **inputs)
    return [(one.code, one.field) for one in caught.value.findings]


# --- Planning by hand -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": at(14)}, "ends_at"),
        ({"hours": Decimal("2.5")}, "hours"),
        ({"ends_at": at(14) + timedelta(days=2)}, "hours"),
        ({"starts_at": at(14).replace(year=2030), "ends_at": at(16).replace(year=2030)}, "starts_at"),
        ({"streets": []}, "streets"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(change, field):
    inputs = {"kind": "on_site", "starts_at": at(14), "ends_at": at(16), "streets": [street("shiqiao")]}
    assert refused("create_event", bureau(), "legal", **{**inputs, **change}) == [("E4", field)]


def test_hours_are_as_long_as_it_lasts_and_eight_a_day():
    assert planned(ends_at=at(15, 30)).hours == Decimal("1.5")
    several = planned(starts_at=at(9), ends_at=at(17) + timedelta(days=2), hours=Decimal(16))
    assert several.hours == 16
    with pytest.raises(ActionRefused):
        planned(starts_at=at(9), ends_at=at(17) + timedelta(days=2), hours=Decimal(25))


def test_only_the_organisers_plan():
    for account in ("director", "head.shiqiao", "officer.shiqiao", "leader", "admin", "liaison1"):
        with pytest.raises(NotPermitted):
            act("create_event", bureau(), account, kind="course", starts_at=at(9), ends_at=at(10), kinds=["officer"])


def test_another_day_has_its_reason_and_a_newer_sequence():
    event = planned()
    act("postpone_event", event, "legal", starts_at=at(9), ends_at=at(11), reason="台风（演示）")
    event = TrainingEvent.objects.get()
    assert (event.starts_at, event.postponed_from, event.sequence) == (at(9), at(14), 1)
    assert refused("postpone_event", event, "legal", starts_at=at(9), ends_at=at(11), reason="x") == [
        ("E4", "starts_at")
    ]


def test_a_cancelled_event_takes_nothing_more(clock):
    event = act("cancel_event", planned(), "legal", reason="应急值守（演示）")
    for code, inputs in (
        ("edit_event", {"hours": Decimal(1), "kinds": ["officer"]}),
        ("postpone_event", {"starts_at": at(9), "ends_at": at(10), "reason": "x"}),
        ("cancel_event", {"reason": "x"}),
        ("add_event_files", {"kind": "material", "files": []}),
    ):
        assert refused(code, event, "legal", **inputs)[0][0] == "E2"
    clock.set(at(14, 5))
    assert refused("sign_in_by_code", event, "officer.shiqiao", token=sign_in.token_for(event)) == [(CLOSED, "")]


# --- Who is invited ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("streets", "kinds", "people", "accounts"),
    [
        (["shiqiao"], [], [], {"officer.shiqiao", "head.shiqiao"}),
        (["shiqiao"], ["officer"], [], {"officer.shiqiao"}),
        ([], ["officer"], [], {"officer.shiqiao", "officer.daguan", "brigade1"}),
        ([], [], ["head.daguan"], {"head.daguan"}),
        (["shiqiao"], ["head"], ["officer.daguan"], {"head.shiqiao", "officer.daguan"}),
    ],
)
def test_streets_kinds_and_people(streets, kinds, people, accounts):
    event = planned(streets=[street(name) for name in streets], kinds=kinds, people=[officer(name) for name in people])
    event = invited.full(TrainingEvent.objects.all()).get(pk=event.pk)
    asked = ("officer.shiqiao", "head.shiqiao", "officer.daguan", "head.daguan", "brigade1", "leader")
    everybody = set(invited.people_of(event))
    for account in asked:
        person, expected = officer(account), account in accounts
        assert invited.is_invited(event, person) == expected, account
        assert TrainingEvent.objects.filter(invited.events_of(person)).exists() == expected, account
        assert (person in everybody) == expected, account


def test_a_speaker_sees_the_event_without_being_on_the_list():
    speaker = act(
        "add_team_member", bureau(), "legal", officer=officer("counsel.daguan"), part="counsel", subjects=["law"]
    )
    event = planned(speakers=[speaker])
    assert invited.is_invited(event, officer("counsel.daguan"))
    assert TrainingEvent.objects.filter(invited.events_of(officer("counsel.daguan"))).exists()
    assert officer("counsel.daguan") not in invited.people_of(event)


def test_somebody_who_left_is_invited_no_more():
    event, person = planned(), officer("officer.shiqiao")
    person.active = False
    person.save()
    assert not invited.is_invited(event, person)
    assert person not in invited.people_of(event)


# --- Signing in -------------------------------------------------------------------------------------------------------


def test_a_phone_is_present_once_with_its_time(clock):
    event = planned()
    row = scan(clock, event, "officer.shiqiao", at(13, 50))
    assert (row.at, row.how, row.as_guest, row.street) == (at(13, 50), "code", False, street("shiqiao"))
    clock.set(at(14, 5))
    assert refused("sign_in_by_code", event, "officer.shiqiao", token=sign_in.token_for(event)) == [(TWICE, "")]
    assert Attendance.objects.get().at == at(13, 50)
    events = LedgerEvent.objects.filter(chain=f"trainingevent:{event.pk}", action="sign_in_by_code")
    assert events.count() == 1
    assert not list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq")))


@pytest.mark.parametrize(
    ("moment", "opens"), [(at(13, 29), False), (at(13, 30), True), (at(16), True), (at(16, 1), False)]
)
def test_signing_in_is_open_shortly_before_until_the_end(clock, moment, opens):
    event = planned()
    clock.set(moment)
    token = sign_in.token_for(event)
    if opens:
        assert act("sign_in_by_code", event, "officer.shiqiao", token=token)
    else:
        assert refused("sign_in_by_code", event, "officer.shiqiao", token=token) == [(CLOSED, "")]


def test_a_code_is_good_for_some_minutes_and_for_its_event(clock, settings):
    event, other = planned(), planned("daguan")
    clock.set(at(14))
    token = sign_in.token_for(event)
    assert refused("sign_in_by_code", other, "officer.daguan", token=token) == [(STALE, "")]
    assert refused("sign_in_by_code", event, "officer.shiqiao", token=token[:-1] + "~") == [(STALE, "")]
    clock.set(at(14) + timedelta(minutes=settings.TRAINING_CODE_MINUTES, seconds=1))
    assert refused("sign_in_by_code", event, "officer.shiqiao", token=token) == [(STALE, "")]


def test_whoever_is_not_invited_joins_as_a_guest_or_not_at_all(clock):
    event = planned()
    clock.set(at(14))
    token = sign_in.token_for(event)
    assert refused("sign_in_by_code", event, "officer.daguan", token=token) == [(UNINVITED, "")]
    assert act("sign_in_by_code", event, "officer.daguan", token=token, as_guest=True).as_guest
    assert not act("sign_in_by_code", event, "officer.shiqiao", token=token, as_guest=True).as_guest


def test_an_account_that_is_in_no_register_signs_in_nowhere(clock):
    event, nobody = planned(), User.objects.create(username="nobody")
    clock.set(at(14))
    with pytest.raises(NotPermitted):
        act("sign_in_by_code", event, nobody, token=sign_in.token_for(event), as_guest=True)


def test_by_hand_needs_a_reason_and_tells_guests(clock):
    event, own, other = planned(), officer("officer.shiqiao"), officer("officer.daguan")
    assert refused("sign_in_by_hand", event, "legal", people=[own], reason="x") == [(CLOSED, "")]
    clock.set(at(17))
    act("sign_in_by_hand", event, "legal", people=[own, other], reason="没有带手机（演示）")
    assert dict(Attendance.objects.values_list("officer", "as_guest")) == {own.pk: False, other.pk: True}
    assert set(Attendance.objects.values_list("how", "reason")) == {("hand", "没有带手机（演示）")}
    assert refused("sign_in_by_hand", event, "legal", people=[own], reason="x") == [(TWICE, "people")]


def test_a_mistake_is_struck_out_and_the_ledger_keeps_it(clock):
    event = planned()
    row = scan(clock, event, "officer.shiqiao")
    act("strike_attendance", event, "legal", attendance=row, reason="代签（演示）")
    assert not Attendance.objects.exists()
    kept = LedgerEvent.objects.get(action="strike_attendance").inputs
    assert kept["struck"] == f"officer:{officer('officer.shiqiao').pk}"
    assert kept["reason"] == "代签（演示）"


# --- Closing ----------------------------------------------------------------------------------------------------------


def test_it_is_closed_with_minutes_and_somebody_present(clock):
    event = planned()
    assert refused("hold_event", event, "legal", minutes="x") == [("E5", "")]
    clock.set(at(17))
    assert reading.waiting(User.objects.get(username="legal")).count() == 1
    assert reading.waiting(User.objects.get(username="officer.shiqiao")).count() == 0
    assert refused("hold_event", event, "legal", minutes="x") == [("E5", "")], "nobody present"
    act("sign_in_by_hand", event, "legal", people=[officer("officer.shiqiao")], reason="纸质签到")
    assert refused("hold_event", event, "legal", minutes=" ") == [("E5", "minutes")]
    act("hold_event", event, "legal", minutes="讲了证据（演示）")
    event = TrainingEvent.objects.get()
    assert (event.state, event.closed_by.username) == ("held", "legal")
    assert reading.waiting(User.objects.get(username="legal")).count() == 0
    assert refused("sign_in_by_hand", event, "legal", people=[officer("head.shiqiao")], reason="x") == [(CLOSED, "")]
    assert refused("hold_event", event, "legal", minutes="anders") == [("E2", "")]


def picture() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "#888").save(kept, "JPEG")
    return SimpleUploadedFile("现场.jpg", kept.getvalue(), "image/jpeg")


def test_files_are_kept_with_their_hash_and_a_small_copy(clock):
    event = held(clock)
    act("add_event_files", event, "legal", kind="photo", files=[picture()])
    row = EventFile.objects.get()
    assert (row.name, len(row.sha256), bool(row.preview)) == ("现场.jpg", 64, True)
    assert "现场" not in row.file.name
    assert LedgerEvent.objects.get(action="add_event_files").inputs["sha256"] == [row.sha256]


# --- The team ---------------------------------------------------------------------------------------------------------


def test_hours_given_are_those_of_events_held(clock):
    from training.calendar import hours

    expert = member()
    held(clock, speakers=[expert])
    planned(speakers=[expert], starts_at=at(9, day=date(2026, 3, 25)), ends_at=at(10, day=date(2026, 3, 25)))
    found = hours.given(TeamMember.objects.all()).get()
    assert (found.events_held, found.hours_given) == (1, Decimal(2))


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"contact": ""}, "contact"),
        ({"organisation": ""}, "organisation"),
        ({"outside_name": ""}, "outside_name"),
        ({"subjects": []}, "subjects"),
        ({"part": "nonsense"}, "part"),
    ],
)
def test_a_person_from_outside_has_organisation_and_contact(inputs, field):
    with pytest.raises(ActionRefused) as caught:
        member(**inputs)
    assert field in [one.field for one in caught.value.findings]


def test_a_person_of_the_register_is_no_person_from_outside():
    inputs = {"officer": officer("counsel.shiqiao"), "part": "counsel", "subjects": ["law"]}
    assert refused("add_team_member", bureau(), "legal", outside_name="x", **inputs) == [("E1", "outside_name")]
    inside = act("add_team_member", bureau(), "legal", **inputs)
    assert (inside.name, inside.unit) == (officer("counsel.shiqiao").name, street("shiqiao").name)
    assert refused("add_team_member", bureau(), "legal", **inputs) == [("E1", "officer")]


def test_whoever_is_to_speak_does_not_leave_before():
    expert = member()
    event = planned(speakers=[expert])
    assert refused("end_team_member", expert, "legal", reason="x") == [("E1", "")]
    act("cancel_event", event, "legal", reason="x")
    act("end_team_member", expert, "legal", reason="期满（演示）")
    assert TeamMember.objects.get().ended_on == timekeeper.today()
    act("return_team_member", expert, "legal", reason="续聘（演示）")
    assert TeamMember.objects.get().active
