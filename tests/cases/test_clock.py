"""The clocks of a case: for every kind its start, its unit, its due day, its state, its article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import clock as legal
from cases.journey import play
from cases.limit_kinds import CALENDAR, FIXED, HOURS, KINDS, MONTHS, WORKING
from cases.models import (
    Case,
    CourtApplication,
    Document,
    Hearing,
    HearingSession,
    Notice,
    OnSiteDecision,
    Payment,
    Preservation,
    Publication,
    RectificationItem,
    RectificationOrder,
    Remedy,
    Seizure,
    Submission,
    Transfer,
)
from cases.reading.limits import light_of, stored_light
from cases.selectors import light_filter
from gongshu_enforcement import legal_settings
from gongshu_enforcement.timekeeper import SHANGHAI
from tests.legality.steps import at_notice

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 16)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


def read(case: Case) -> Case:
    return Case.objects.select_related("organ", "party").get(pk=case.pk)


def placed(case: Case, **columns: Any) -> Case:
    """The case with columns as some act would have left them."""
    Case.objects.filter(pk=case.pk).update(**columns)
    return read(case)


def filed(case: Case, **columns: Any) -> Case:
    return placed(case, **{"filed_on": MONDAY, "decision_due_on": legal.decision_due(MONDAY), **columns})


def at_filing(case: Case) -> Case:
    return read(case)


def at_decision(case: Case) -> Case:
    return filed(case, stage="interview")


def told(case: Case, **dates: Any) -> Case:
    given = {"issued_on": MONDAY, "served_on": MONDAY, **dates}
    Notice.objects.create(case=case, total_fine=Decimal(60_000), with_hearing=True, **given)
    return filed(case, stage="notice")


def in_defence(case: Case) -> Case:
    return told(case, defence_due_on=date(2026, 3, 23))


def before_a_request(case: Case) -> Case:
    return told(case, hearing_due_on=date(2026, 3, 23))


def before_a_hearing(case: Case) -> Case:
    found = told(case)
    officer = case.current_handlers()[0].officer
    HearingSession.objects.create(
        hearing=Hearing.objects.create(notice=found.standing_notice(), requested_on=MONDAY),
        announced_on=MONDAY,
        starts_at=moment(date(2026, 3, 31)),
        place="听证室",
        chair=officer,
        recorder=officer,
    )
    return found


def reported_to_the_head(case: Case) -> Case:
    Submission.objects.create(
        case=case,
        kind="transfer",
        stage="interview",
        status="final",
        content={"to_police": True},
        level_since=moment(MONDAY),
    )
    return filed(case, stage="interview")


def approved_for_the_police(case: Case) -> Case:
    Transfer.objects.create(case=case, receiver="公安机关", to_police=True, reason="涉嫌犯罪", transferred_on=MONDAY)
    days = {"issued_on": MONDAY, "issued_at": moment(MONDAY)}
    Document.objects.create(case=case, code="YSS", number="1", needs_service=True, **days)
    return filed(case, stage="transferred")


def decided(case: Case) -> Case:
    return filed(case, stage="notice", decided_on=MONDAY, outcome="penalty")


def to_be_paid(case: Case) -> Case:
    return filed(case, stage="closure", decided_on=MONDAY, decision_served_on=MONDAY, total_fine=Decimal(3000))


def before_the_court(case: Case) -> Case:
    """Served half a year before Monday: the last day for a suit begins the three months."""
    served = date(2025, 9, 16)
    days = {"filed_on": served, "decided_on": served, "decision_served_on": served}
    return filed(case, stage="closure", total_fine=Decimal(3000), **days)


def on_the_spot(case: Case, **columns: Any) -> Case:
    given = {"found_at": moment(MONDAY), "decided_at": moment(MONDAY), "clear_reason": "x", "received": "signed"}
    OnSiteDecision.objects.create(case=case, **{**given, "heard": "none", **columns})
    days = {"decided_on": MONDAY, "decision_served_on": MONDAY}
    return filed(case, stage="closure", procedure="summary", **days)


def collected(case: Case) -> Case:
    return on_the_spot(case, receipt_number="1", reported_on=MONDAY)


def handed_in(case: Case) -> Case:
    return on_the_spot(case, receipt_number="1", reported_on=MONDAY, handed_in_on=MONDAY)


def ordered(case: Case) -> Case:
    order = RectificationOrder.objects.create(case=case, ordered_on=MONDAY)
    for day in (date(2026, 3, 20), date(2026, 3, 27)):
        RectificationItem.objects.create(order=order, problem="x", due_on=day)
    return filed(case, stage="interview")


def preserved(case: Case) -> Case:
    asked = Submission.objects.create(case=case, kind="preservation", stage="interview", status="approved")
    Preservation.objects.create(
        case=case,
        approval=asked,
        ground="lost",
        reason="x",
        keeping="on_site",
        place="x",
        keeper="x",
        preserved_on=MONDAY,
    )
    return filed(case, stage="interview")


def sealed_premises(case: Case) -> Case:
    asked = Submission.objects.create(case=case, kind="measure", stage="interview", status="approved")
    Seizure.objects.create(
        case=case,
        approval=asked,
        way="seal",
        reason="x",
        basis="x",
        place="x",
        begun_on=MONDAY,
        until=date(2026, 4, 14),
    )
    return filed(case, stage="interview", handling_unit="organ")


def closed(case: Case) -> Case:
    return filed(case, stage="closed", decided_on=MONDAY, closed_on=MONDAY)


# kind: how the case comes to it, unit, due day by hand, part of the article. Everything begins on Monday 16 March 2026.
TABLE: dict[str, tuple[Callable[[Case], Case], str, date, str]] = {
    "filing": (at_filing, WORKING, date(2026, 3, 23), "处罚法54(2)"),
    "decision": (at_decision, CALENDAR, date(2026, 6, 14), "处罚法60"),
    "defence": (in_defence, WORKING, date(2026, 3, 23), "处罚法44、45"),
    "hearing_request": (before_a_request, WORKING, date(2026, 3, 23), "处罚法64(1)"),
    "hearing_notice": (before_a_hearing, WORKING, date(2026, 3, 20), "处罚法64(2)"),
    "preservation": (preserved, WORKING, date(2026, 3, 25), "处罚法56"),
    "seizure": (sealed_premises, FIXED, date(2026, 4, 14), "行政强制法25"),
    "police_transfer": (reported_to_the_head, CALENDAR, date(2026, 3, 19), "5(2)"),
    "police_hand_over": (approved_for_the_police, HOURS, date(2026, 3, 17), "5(2)"),
    "serve_decision": (decided, WORKING, date(2026, 3, 25), "处罚法61(1)"),
    "payment": (to_be_paid, CALENDAR, date(2026, 3, 31), "处罚法67(3)"),
    "court": (before_the_court, MONTHS, date(2026, 6, 16), "行政强制法53"),
    "report_summary": (on_the_spot, WORKING, date(2026, 3, 23), "处罚法52(3)"),
    "hand_in": (collected, WORKING, date(2026, 3, 18), "处罚法71"),
    "bank": (handed_in, WORKING, date(2026, 3, 18), "处罚法71"),
    "rectification": (ordered, FIXED, date(2026, 3, 27), "处罚法28(1)"),
    "archive": (closed, CALENDAR, date(2026, 4, 15), "待核实"),
}
ELSEWHERE = {"publication", "withdraw_publication", "review"}


def test_every_kind_is_tested() -> None:
    assert set(TABLE) == set(KINDS) - ELSEWHERE


@pytest.mark.parametrize("code", TABLE)
def test_each_kind_has_its_start_unit_day_state_and_article(code, cases, clock) -> None:
    prepare, unit, due_on, article = TABLE[code]
    case = prepare(cases.open())
    limit = legal.limit_of(case, code)
    assert (limit.start_on, limit.kind.unit, limit.due_on) == (MONDAY, unit, due_on)
    assert article in limit.article
    assert str(limit.title) and str(limit.start) and str(limit.unit)
    clock.set(due_on)
    assert legal.limit_of(case, code).light == "amber", "its last day"
    clock.set(due_on - timedelta(days=30))
    assert legal.light(due_on, code) == "green"
    clock.set(due_on + timedelta(days=1))
    if code in ("defence", "hearing_request"):
        assert legal.limit_of(case, code) is None, "the party's own time is over; nothing is late"
    else:
        assert legal.limit_of(case, code).light == "red"
        assert code in {limit.code for limit in legal.passed(case)}


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.setting])
def test_the_length_of_each_kind_is_a_dated_setting(code) -> None:
    row = legal_settings.setting(KINDS[code].setting, on=MONDAY)
    assert legal_settings.of_row(row) > 0 and row["source"]


# --- Days that are hard -----------------------------------------------------------------------------------------------


def test_a_notice_served_on_a_friday_before_a_holiday_leaves_five_working_days(cases) -> None:
    """3 April 2026 is a Friday; Qingming is off from Saturday to Monday: 7, 8, 9, 10 and 13 April count."""
    journey = at_notice(cases, waive=False)
    play(journey.issue_notice())
    journey._not_before(date(2026, 4, 3))
    play(journey.serve_issued())
    notice = journey.case.standing_notice()
    assert (notice.served_on, notice.defence_due_on) == (date(2026, 4, 3), date(2026, 4, 13))


def test_a_hearing_may_be_asked_for_until_the_same_day(cases) -> None:
    """The same Friday; five days of the calendar would be over on 8 April."""
    journey = at_notice(cases, waive=False, unit="organ", fines=[Decimal(60_000)])
    play(journey.issue_notice())
    journey._not_before(date(2026, 4, 3))
    play(journey.serve_issued())
    notice = journey.case.standing_notice()
    assert (notice.with_hearing, notice.hearing_due_on) == (True, date(2026, 4, 13))


def test_day_ninety_stays_on_a_weekend_and_warns_from_day_eighty(cases, clock) -> None:
    """No rule moves the last day of an administrative limit; so the warning comes early."""
    case = at_decision(cases.open())
    day_90 = MONDAY + timedelta(days=90)
    assert case.decision_due_on == day_90 == date(2026, 6, 14)
    assert day_90.weekday() == 6, "a Sunday"
    seen = {}
    for number in (79, 80, 90, 91):
        clock.set(MONDAY + timedelta(days=number))
        seen[number] = legal.limit_of(case, "decision").light
    assert seen == {79: "green", 80: "amber", 90: "amber", 91: "red"}


def test_lists_warn_from_day_eighty_too(cases, clock) -> None:
    case = placed(at_decision(cases.open()), next_limit_code="decision", next_limit_on=date(2026, 6, 14))
    far = placed(case, next_limit_code="rectification", next_limit_on=date(2026, 6, 10))
    near = Case.objects.filter(light_filter("near", MONDAY + timedelta(days=79)))
    clock.set(MONDAY + timedelta(days=79))
    assert stored_light(case)["state"] == "green" and not near.exists()
    clock.set(MONDAY + timedelta(days=80))
    assert stored_light(case)["state"] == stored_light(far)["state"] == "amber"
    assert Case.objects.filter(light_filter("near", MONDAY + timedelta(days=80))).exists()


def test_a_limit_into_an_unknown_year_is_not_guessed(cases, clock) -> None:
    clock.set(date(2026, 12, 28))
    case = placed(cases.open(), opened_on=date(2026, 12, 28))
    [limit] = [limit for limit in legal.limits(case) if limit.code == "filing"]
    assert (limit.due_on, limit.state, limit.light, limit.days_left) == (None, "unknown", "none", None)
    assert light_of(limit)["text"]
    assert not limit.has_passed
    assert light_of(None)["state"] == stored_light(placed(case, next_limit_code=""))["state"] == "none"


def test_the_nearest_is_kept_and_the_partys_own_time_is_not(cases) -> None:
    case = in_defence(cases.open())
    assert legal.limits(case)[0].code == "defence"
    assert legal.nearest(case).code == "decision"


def test_a_sealed_case_has_no_limits(cases) -> None:
    assert legal.limits(placed(closed(cases.open()), archived_on=MONDAY)) == []


def test_only_the_withdrawal_of_a_publication_runs_on_in_a_sealed_case(cases) -> None:
    case = placed(closed(cases.open()), archived_on=MONDAY, outcome="penalty")
    Publication.objects.create(case=case, published_on=MONDAY, place="x", withdraw_since=MONDAY)
    assert [(limit.code, limit.due_on) for limit in legal.limits(case)] == [("withdraw_publication", date(2026, 3, 19))]


def test_the_time_to_ask_the_court_is_counted_while_money_is_late_and_nobody_has_asked(cases, clock) -> None:
    case = before_the_court(cases.open())
    assert {limit.code for limit in legal.limits(case)} == {"payment", "court"}
    remedy = Remedy.objects.create(case=case, kind="suit", lodged_on=MONDAY, body="x")
    assert legal.limit_of(read(case), "court") is None, "a remedy is pending"
    remedy.delete()
    application = CourtApplication.objects.create(case=case, applied_on=MONDAY, court="x", fine=1, surcharge=0)
    assert legal.limit_of(read(case), "court") is None, "the court was asked"
    application.delete()
    payment = Payment.objects.create(case=case, paid_on=MONDAY, amount=Decimal(3000), voucher="x")
    assert legal.limit_of(read(case), "court") is None, "nothing is owed"
    payment.delete()
    clock.set(date(2025, 9, 20))
    assert {limit.code for limit in legal.limits(read(case))} == {"payment"}, "nothing is late yet"
