"""Rules of execution (处罚法 66, 67, 72, 73; 行政强制法 35–37, 45, 53–55): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import execution
from cases.journey import play
from cases.models import Payment, Remedy, Reminder
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db

FINE = Decimal(20_000)


@way
def decided(cases: Any, **options: Any) -> Any:
    """The decision is served; nothing is paid, nothing is late."""
    return cases.journey_of(cases.walk(cases.open(fines=[FINE], **options), "closure"))


def later(journey: Any, day: date) -> Any:
    """A morning on or after that day."""
    journey._not_before(add_working_days(day - timedelta(days=1), 1))
    return journey


@way
def late(cases: Any, days: int = 1) -> Any:
    """So many days after the last day for paying, at least."""
    journey = decided(cases)
    return later(journey, execution.first_due_on(journey.case) + timedelta(days=days))


def remind(journey: Any, kind: str = "pay", days: int = 15) -> Any:
    """A reminder issued and served; its term is not over."""
    act(journey, "remind", kind=kind, pay_by=journey.at.date() + timedelta(days=days))()
    play(journey.serve_issued())
    return journey


@way
def reminded(cases: Any) -> Any:
    """The term of the reminder to pay is over."""
    journey = remind(late(cases))
    return later(journey, journey.case.reminders.get().pay_by + timedelta(days=1))


@way
def before_court(cases: Any) -> Any:
    """Every period for a remedy is over, the party reminded, the ten working days passed."""
    journey = late(cases)
    later(journey, execution.remedies_over_on(journey.case) - timedelta(days=20))
    remind(journey, "court")
    return later(journey, execution.court_window(journey.case).opens)


def applying(journey: Any, **changes: Any) -> Act:
    """The organ asks the court."""
    usual = {"views": "未提出意见。", "assets": "演示银行账户。"}
    return act(journey, "apply_court", user=journey.cast.enforcement, **usual | changes)


def deferring(journey: Any, **changes: Any) -> Act:
    """The party asks for a later day."""
    today = journey.at.date()
    usual = {"applied_on": today, "hardship": "资金周转困难，附流水。", "until": today + timedelta(days=60)}
    return act(journey, "request_deferral", opinion="情况属实，建议准予延期。", **usual | changes)


def granted(journey: Any, until: date) -> Any:
    """A later day is asked for and granted."""
    deferring(journey, until=until)()
    journey.submission = journey.case.submissions.latest("pk")
    play(journey.confirm())
    play(journey.approve())
    return journey


def closing(journey: Any, ground: str = "", reason: str = "法院裁定书（演示）见卷。") -> Act:
    """The closing report; what was ordered has been re-checked. `ground`: why no more money will come."""
    play(journey.recheck(passed=True))
    ended = {"ended_ground": ground, "ended_reason": reason} if ground else {}
    return act(journey, "submit_closure", execution="执行情况见卷。", opinion="建议结案。", **ended)


def answered(journey: Any, result: str) -> Any:
    """The court was asked and has answered."""
    applying(journey)()
    ended = {"result": result, "result_text": "裁定（演示）。", "happened_on": journey.at.date()}
    act(journey, "record_court_result", user=journey.cast.enforcement, **ended)()
    return journey


def parts(journey: Any, *amounts: int, step: int = 30) -> list[dict[str, Any]]:
    """Instalments, each `step` days after the one before."""
    today = journey.at.date()
    return [
        {"due_on": today + timedelta(days=step * number), "amount": Decimal(amount)}
        for number, amount in enumerate(amounts, start=1)
    ]


@breaks("F5")
def test_no_deferral_without_hardship(cases) -> Act:
    return deferring(decided(cases), hardship=" ")


@breaks("F5")
def test_no_deferral_nobody_asked_for_after_the_decision(cases) -> Act:
    journey = decided(cases)
    return deferring(journey, applied_on=journey.case.decision_served_on - timedelta(days=1))


@breaks("F5a")
def test_a_deferral_names_a_later_day(cases) -> Act:
    journey = decided(cases)
    return deferring(journey, until=journey.at.date())


@breaks("F5a")
def test_instalments_make_up_what_is_unpaid(cases) -> Act:
    journey = decided(cases)
    return deferring(journey, until=None, instalments=parts(journey, 8_000, 11_999))


@breaks("F5a")
def test_instalments_come_one_after_the_other(cases) -> Act:
    journey = decided(cases)
    return deferring(journey, until=None, instalments=parts(journey, 8_000, 12_000, step=0))


@breaks("F5a")
def test_a_deferral_is_not_granted_after_its_day(cases) -> Act:
    journey = decided(cases)
    until = execution.first_due_on(journey.case) + timedelta(days=5)
    deferring(journey, until=until)()
    journey.submission = journey.case.submissions.latest("pk")
    play(journey.confirm())
    later(journey, until)
    return lambda: play(journey.approve_once())


@satisfies("F5", "F5a")
def test_a_deferral_is_asked_for(cases) -> Act:
    return deferring(decided(cases))


@satisfies("F5", "F5a")
def test_instalments_are_asked_for(cases) -> Act:
    journey = decided(cases)
    return deferring(journey, until=None, instalments=parts(journey, 8_000, 12_000))


@breaks("F8")
def test_nobody_is_reminded_of_what_is_not_late(cases) -> Act:
    journey = decided(cases)
    return act(journey, "remind", kind="pay", pay_by=journey.at.date() + timedelta(days=15))


@breaks("F8")
def test_a_reminder_leaves_time(cases) -> Act:
    journey = late(cases)
    return act(journey, "remind", kind="pay", pay_by=journey.at.date())


@satisfies("F8")
def test_the_party_is_reminded(cases) -> Act:
    journey = late(cases)
    return act(journey, "remind", kind="pay", pay_by=journey.at.date() + timedelta(days=15))


@breaks("F8b")
def test_no_surcharge_without_a_reminder(cases) -> Act:
    return act(late(cases), "decide_surcharge")


@breaks("F8b")
def test_no_surcharge_before_the_term_of_the_reminder_is_over(cases) -> Act:
    return act(remind(late(cases)), "decide_surcharge")


@breaks("F8b")
def test_no_surcharge_on_a_reminder_whose_term_was_over_when_it_came(cases) -> Act:
    journey = reminded(cases)
    reminder = journey.case.reminders.get()
    Reminder.objects.filter(pk=reminder.pk).update(served_on=reminder.pay_by)  # as by a late post slip
    return act(journey, "decide_surcharge")


@breaks("F8a")
def test_no_surcharge_over_the_head_of_a_party_that_spoke(cases) -> Act:
    journey = reminded(cases)
    reminder = journey.case.reminders.get()
    act(journey, "record_statement", happened_on=journey.at.date(), reminder=reminder, statement="请求宽限。")()
    return act(journey, "decide_surcharge")


@breaks("F6")
def test_the_same_surcharge_is_not_decided_twice(cases) -> Act:
    journey = reminded(cases)
    act(journey, "decide_surcharge")()
    return act(journey, "decide_surcharge")


@breaks("F7")
def test_no_surcharge_while_a_remedy_is_pending(cases, monkeypatch) -> Act:
    journey = reminded(cases)
    lodged = journey.at.date() - timedelta(days=1)
    monkeypatch.setattr(execution, "remedy_spans", lambda case: [(lodged, None)])
    return act(journey, "decide_surcharge")


@satisfies("F6", "F7", "F8a", "F8b")
def test_the_surcharge_is_decided(cases) -> Act:
    journey = reminded(cases)
    reminder = journey.case.reminders.get()
    act(journey, "record_statement", happened_on=journey.at.date(), reminder=reminder, statement="请求宽限。")()
    act(journey, "answer_reminder", reminder=reminder, answer="不属于法定情形。", accepted=False)()
    return act(journey, "decide_surcharge")


@breaks("F9")
def test_the_court_is_not_asked_before_the_periods_are_over(cases) -> Act:
    journey = remind(late(cases), "court")
    reminder = execution.last_reminder(journey.case, Reminder.Kind.COURT)
    return applying(later(journey, execution.reminded_until(journey.case, reminder) + timedelta(days=1)))


@breaks("F9")
def test_the_court_is_not_asked_after_the_three_months(cases) -> Act:
    journey = before_court(cases)
    return applying(later(journey, execution.court_window(journey.case).closes + timedelta(days=1)))


@breaks("F9")
def test_the_court_is_not_asked_during_a_deferral(cases) -> Act:
    journey = late(cases)
    later(journey, execution.remedies_over_on(journey.case) - timedelta(days=30))
    remind(journey, "court")
    granted(journey, execution.remedies_over_on(journey.case) + timedelta(days=60))
    return applying(later(journey, execution.remedies_over_on(journey.case) + timedelta(days=20)))


@satisfies("F9")
def test_the_court_is_asked_after_a_deferral(cases) -> Act:
    journey = decided(cases)
    granted(journey, execution.remedies_over_on(journey.case) + timedelta(days=60))
    later(journey, execution.deferred_until(journey.case) + timedelta(days=1))
    remind(journey, "court")
    return applying(later(journey, execution.court_window(journey.case).opens))


@breaks("F9b")
def test_the_organ_does_not_enforce_what_a_reconsideration_changed(cases) -> Act:
    journey = before_court(cases)
    Remedy.objects.create(
        case=journey.case,
        kind="reconsideration",
        lodged_on=journey.case.decision_served_on,
        body="演示复议机关",
        result="changed",
        result_on=journey.at.date() - timedelta(days=30),
        changed_fine=FINE,
    )
    return applying(journey)


@breaks("F9a")
def test_the_court_is_not_asked_for_more_than_the_party_was_reminded_of(cases) -> Act:
    journey = before_court(cases)
    Reminder.objects.filter(case=journey.case).update(fine=FINE / 2)  # as before the later instalments were due
    return applying(journey)


@breaks("F9a")
def test_the_court_is_not_asked_without_a_reminder(cases) -> Act:
    journey = late(cases)
    return applying(later(journey, execution.remedies_over_on(journey.case) + timedelta(days=1)))


@breaks("F9a")
def test_the_court_is_not_asked_before_the_ten_working_days(cases) -> Act:
    journey = late(cases)
    later(journey, execution.remedies_over_on(journey.case) + timedelta(days=1))
    return applying(remind(journey, "court"))


@breaks("F13")
def test_the_file_names_what_can_be_enforced_upon(cases) -> Act:
    return applying(before_court(cases), assets="")


@satisfies("F8a", "F9", "F9a", "F9b", "F13")
def test_the_court_is_asked(cases) -> Act:
    return applying(before_court(cases))


@breaks("F1")
def test_a_surcharge_nobody_decided_is_not_paid(cases) -> Act:
    journey = late(cases, 5)
    inputs = {"amount": Decimal(1), "voucher": "演示1", "towards": Payment.Towards.SURCHARGE}
    return act(journey, "record_payment", happened_on=journey.at.date(), **inputs)


@breaks("G1")
def test_a_case_does_not_close_with_a_surcharge_unpaid(cases) -> Act:
    journey = reminded(cases)
    act(journey, "decide_surcharge")()
    paid = {"amount": FINE, "voucher": "演示1"}
    act(journey, "record_payment", happened_on=journey.at.date(), **paid)()
    return closing(journey)


@breaks("G1")
def test_an_application_the_court_refused_ends_nothing_by_itself(cases) -> Act:
    return closing(answered(before_court(cases), "refused"))


@breaks("G1")
def test_an_execution_does_not_end_while_the_court_has_it(cases) -> Act:
    journey = before_court(cases)
    applying(journey)()
    return closing(journey, "other")


@breaks("G1")
def test_nothing_from_the_court_is_no_ground(cases) -> Act:
    return closing(before_court(cases), "court")


@breaks("G1")
def test_the_time_to_ask_the_court_still_runs(cases) -> Act:
    return closing(before_court(cases), "time_over")


@breaks("G1")
def test_what_the_court_brought_in_did_not_end_short(cases) -> Act:
    return closing(answered(before_court(cases), "enforced"), "court")


@satisfies("G1")
def test_a_case_closes_when_the_court_has_ended_it(cases) -> Act:
    return closing(answered(before_court(cases), "ended"), "court")


@satisfies("G1")
def test_a_case_closes_when_the_court_refused(cases) -> Act:
    return closing(answered(before_court(cases), "refused"), "court")


@satisfies("G1")
def test_a_case_closes_when_the_time_to_ask_the_court_is_over(cases) -> Act:
    journey = before_court(cases)
    later(journey, execution.court_window(journey.case).closes + timedelta(days=1))
    return closing(journey, "time_over", "未在期限内申请，已报委托机关（演示）。")
