"""Suspensions of the limit for the decision, extensions, and limits that passed, through the one door."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases import clock as legal
from cases import execution, passing, selectors, suspending
from cases.journey import play
from cases.models import Case, PassedLimit
from gongshu_enforcement import door, ledger
from gongshu_enforcement.models import LedgerEvent, LegalSetting
from gongshu_enforcement.working_days import add_working_days
from tests.legality.steps import act, after_the_periods, heavy
from tests.legality.test_execution import late as late_fine
from tests.legality.test_limits import COMMISSION, opinion
from tests.legality.test_remedies import ending, lodging
from tests.walked import way

pytestmark = pytest.mark.django_db


def fresh(case: Any) -> Case:
    return Case.objects.select_related("organ", "party").get(pk=case.pk)


@way
def at_interview(cases: Any) -> Any:
    return cases.journey_of(cases.walk(cases.open(), "interview"))


def do(journey: Any, code: str, **inputs: Any) -> Any:
    return door.perform(code, journey.case, acting_user=journey.officers[0].user, **inputs)


# --- Suspensions ------------------------------------------------------------------------------------------------------


def test_an_appraisal_moves_the_day_by_its_own_days(cases, clock: Any) -> None:
    journey = at_interview(cases)
    due = journey.case.decision_due_on
    begun = journey.at.date()
    do(journey, "begin_appraisal", **COMMISSION)
    case = fresh(journey.case)
    assert case.decision_paused_on == begun
    [limit] = [limit for limit in legal.limits(case) if limit.code == "decision"]
    assert (limit.state, limit.pause.reason) == ("paused", "appraisal")
    assert case.next_limit_code != "decision"
    clock.set(begun + timedelta(days=12))
    do(journey, "end_appraisal", result="不合格", evidence=opinion(journey))
    case = fresh(case)
    assert case.decision_due_on == due + timedelta(days=12)
    assert case.decision_paused_on is None
    assert case.suspensions.get().evidence.title == "检测报告"
    events = LedgerEvent.objects.filter(chain=ledger.chain_of(case))
    assert events.last().action == "end_appraisal"
    assert events.last().inputs["decision_due_on"] == case.decision_due_on.isoformat()


def test_while_it_stands_still_the_day_moves_on_daily(cases, clock: Any) -> None:
    journey = at_interview(cases)
    due, begun = journey.case.decision_due_on, journey.at.date()
    do(journey, "begin_appraisal", **COMMISSION)
    for days in (0, 30, 200):
        clock.set(begun + timedelta(days=days))
        [limit] = [limit for limit in legal.limits(fresh(journey.case)) if limit.code == "decision"]
        assert limit.due_on == due + timedelta(days=days)
        assert limit.light == "none"


def test_a_hearing_stops_the_limit_from_the_request_to_the_day_it_is_held(cases) -> None:
    journey = heavy(cases)
    due = journey.case.decision_due_on
    play(journey.ask_for_hearing())
    asked = journey.at.date()
    assert fresh(journey.case).decision_paused_on == asked
    play(journey.announce_hearing())
    play(journey.serve_issued("TZTZ"))
    play(journey.hold_hearing())
    case = fresh(journey.case)
    held = case.standing_notice().hearing.held_on
    row = case.suspensions.get()
    assert (row.reason, row.since, row.until) == ("hearing", asked, held)
    assert "令第18号" in row.source
    assert case.decision_due_on == due + (held - asked)


def test_a_hearing_that_is_withdrawn_counts_until_then(cases) -> None:
    journey = heavy(cases)
    due = journey.case.decision_due_on
    play(journey.ask_for_hearing())
    asked = journey.at.date()
    journey._not_before(asked + timedelta(days=2))
    play(journey._record("withdraw_hearing", officers=None, withdrawn_by="甲"))
    case = fresh(journey.case)
    assert case.decision_due_on == due + (journey.at.date() - asked)
    assert case.decision_paused_on is None


def test_where_the_rule_of_the_filing_day_says_so_a_hearing_counts(cases) -> None:
    """A rule that comes after the filing changes nothing for the case."""
    LegalSetting.objects.filter(code="decision_pauses_for_hearing").update(value="false")
    LegalSetting.objects.create(
        code="decision_pauses_for_hearing",
        title_zh="听证",
        value="true",
        value_type="bool",
        valid_from=date(2026, 3, 25),
    )
    journey = heavy(cases)
    assert journey.case.filed_on < date(2026, 3, 25) < journey.at.date() + timedelta(days=30)
    due = journey.case.decision_due_on
    play(journey.hear())
    case = fresh(journey.case)
    assert case.decision_due_on == due
    assert not case.suspensions.exists()


def test_overlapping_suspensions_count_once(cases, clock: Any) -> None:
    journey = heavy(cases)
    due = journey.case.decision_due_on
    play(journey.ask_for_hearing())
    asked = journey.at.date()
    clock.set(asked + timedelta(days=3))
    do(journey, "begin_appraisal", **COMMISSION)
    clock.set(asked + timedelta(days=6))
    do(journey, "withdraw_hearing", withdrawn_by="甲")
    case = fresh(journey.case)
    assert case.decision_due_on == due + timedelta(days=6)
    assert case.decision_paused_on == asked + timedelta(days=3)
    clock.set(asked + timedelta(days=10))
    do(journey, "end_appraisal", result="不合格", evidence=opinion(journey))
    case = fresh(case)
    assert case.decision_due_on == due + timedelta(days=10)
    assert case.decision_paused_on is None


def test_days_within_spans_count_once() -> None:
    march = [date(2026, 3, day) for day in range(1, 31)]
    spans = [(march[0], march[10]), (march[5], march[12]), (march[20], march[20])]
    assert legal.uncounted_days(spans) == 12
    assert legal.uncounted_days([]) == 0


def test_a_case_sent_back_ends_the_hearing_and_the_limit_runs_on(cases) -> None:
    from cases.actions.notice import supersede_notice

    journey = heavy(cases)
    play(journey.ask_for_hearing())
    case = fresh(journey.case)
    supersede_notice(case)
    assert case.decision_paused_on is None
    assert case.suspensions.get().until is not None


def test_an_extension_during_a_suspension_is_the_day_that_was_approved(cases, clock: Any) -> None:
    journey = at_interview(cases)
    begun = journey.at.date()
    do(journey, "begin_appraisal", **COMMISSION)
    clock.set(begun + timedelta(days=5))
    case = fresh(journey.case)
    until = legal.decision_deadline(case) + timedelta(days=20)
    legal.extend_decision(case, until)
    assert legal.decision_deadline(case) == until
    suspending.end(case, "appraisal", begun + timedelta(days=9), user=None)
    assert case.decision_due_on == until + timedelta(days=4)


def test_an_extension_may_reach_further_by_what_did_not_count(cases, clock: Any) -> None:
    journey = at_interview(cases)
    case, begun = journey.case, journey.at.date()
    most = case.filed_on + timedelta(days=180)
    assert legal.extended_at_most(case) == most
    do(journey, "begin_appraisal", **COMMISSION)
    clock.set(begun + timedelta(days=10))
    do(journey, "end_appraisal", result="不合格", evidence=opinion(journey))
    assert legal.extended_at_most(fresh(case)) == most + timedelta(days=10)


# --- Limits that passed -----------------------------------------------------------------------------------------------


@pytest.fixture
def late(cases, clock: Any) -> Case:
    """A case whose limit for filing passed yesterday."""
    case = cases.open()
    clock.set(add_working_days(cases.today, 6))
    return case


def test_a_limit_that_passed_is_noted_once_and_in_the_ledger(late) -> None:
    assert passing.note_all() == 1
    assert passing.note_all() == 0
    row = late.passed_limits.get()
    assert (row.code, row.due_on, row.is_open) == ("filing", date(2026, 3, 23), True)
    [event] = LedgerEvent.objects.filter(chain=ledger.chain_of(late), action="note_passed_limits")
    assert event.actor_id is None
    assert event.inputs["passed"] == [{"code": "filing", "due_on": "2026-03-23"}]


def test_the_command_and_the_first_desk_of_the_day_do_it(late, cast, client, settings) -> None:
    printed = StringIO()
    call_command("note_passed_limits", stdout=printed)
    assert "1" in printed.getvalue()
    PassedLimit.objects.all().delete()
    settings.NOTE_LIMITS_ON_DESK = True
    client.force_login(cast["officer.shiqiao"])
    for _again in range(2):
        assert client.get("/").status_code == 200
    assert late.passed_limits.count() == 1


def test_before_its_day_is_over_nothing_has_passed(cases, clock: Any) -> None:
    cases.open()
    clock.set(date(2026, 3, 23))
    assert passing.note_all() == 0


def test_it_is_a_task_of_the_handlers_until_the_act_is_done(late, cases, cast) -> None:
    passing.note_all()
    officer = cast["officer.shiqiao"]
    kinds = [entry.kind for entry in selectors.todo(officer).entries]
    assert "explain" in kinds
    [task] = [
        task for task in selectors.tasks(selectors.todo(officer).entries) if task.step.action.startswith("explain")
    ]
    assert "2026-03-23" in str(task.step.reason)
    assert "explain" not in [entry.kind for entry in selectors.todo(cast["head.shiqiao"]).entries]
    journey = cases.journey_of(late)
    journey._not_before(date(2026, 3, 24))
    cases.walk(late, "interview")
    row = late.passed_limits.get()
    assert row.ended_on is not None and not row.is_open
    assert not [e for e in selectors.todo(type(officer).objects.get(pk=officer.pk)).entries if e.kind == "explain"]


def test_an_officer_explains_it_in_words(late, cast, client) -> None:
    passing.note_all()
    row = late.passed_limits.get()
    client.force_login(cast["officer.shiqiao"])
    url = reverse("case_action", args=[late.reference, "explain_passed_limit"])
    page = client.get(reverse("case", args=[late.reference])).content.decode()
    assert f"{url}?passed={row.pk}" in page
    form = client.get(url).content.decode()
    assert "2026-03-23" in form
    empty = client.post(url, {"passed": row.pk, "explanation": ""})
    assert empty.status_code == 200 and not PassedLimit.objects.get(pk=row.pk).explained_on
    client.post(url, {"passed": row.pk, "explanation": "承办人病假，已补办。"})
    row.refresh_from_db()
    assert row.explanation == "承办人病假，已补办。"
    assert row.explained_by == cast["officer.shiqiao"]
    assert row.ended_on is None, "an explanation does not undo that it passed"
    assert not row.is_open
    assert f"{url}?passed=" not in client.get(reverse("case", args=[late.reference])).content.decode()
    timeline = client.get(reverse("case", args=[late.reference]) + "?tab=timeline").content.decode()
    assert "承办人病假，已补办。" in timeline


def test_somebody_elses_limit_is_explained_by_nobody_else(late, cast, client) -> None:
    passing.note_all()
    url = reverse("case_action", args=[late.reference, "explain_passed_limit"])
    client.force_login(cast["officer.daguan"])
    assert client.get(url).status_code == 404
    client.force_login(cast["head.shiqiao"])
    assert client.get(url).status_code == 403


@way
def annulled_after_sealing(cases: Any) -> Any:
    """The dossier is sealed; then a reconsideration takes the published decision away."""
    journey = cases.journey_of(cases.walk(cases.open(), "closed"))
    play(journey.check_dossier())
    act(journey, "archive")()
    lodging(journey)()
    ending(journey, "annulled")()
    return journey


def test_a_publication_is_withdrawn_though_the_dossier_is_sealed(cases, clock: Any, client) -> None:
    journey = annulled_after_sealing(cases)
    case, officer = fresh(journey.case), journey.officers[0].user
    due = add_working_days(case.remedies.get().result_on, 3)
    assert case.is_sealed and (case.next_limit_code, case.next_limit_on) == ("withdraw_publication", due)
    clock.set(due + timedelta(days=1))
    assert passing.note_all() == 1
    assert case.passed_limits.get().code == "withdraw_publication"
    client.force_login(officer)
    pages = client.get("/").content.decode(), client.get(reverse("case", args=[case.reference])).content.decode()
    for action in ("withdraw_publication", "explain_passed_limit"):
        url = reverse("case_action", args=[case.reference, action])
        assert all(url in page for page in pages), action
    explain = reverse("case_action", args=[case.reference, "explain_passed_limit"])
    row = case.passed_limits.get()
    client.post(explain, {"passed": row.pk, "explanation": "结果收到较晚，当日撤回。"})
    assert PassedLimit.objects.get(pk=row.pk).explained_on is not None
    journey._not_before(due + timedelta(days=1))
    act(journey, "withdraw_publication", reason="处罚决定被撤销。", happened_on=journey.at.date())()
    assert legal.limits(fresh(case)) == [] and fresh(case).next_limit_code == ""
    assert case.passed_limits.get().ended_on is not None
    assert selectors.todo(type(officer).objects.get(pk=officer.pk)).entries == []


def test_the_time_to_ask_the_court_passes_and_is_noted(cases, clock: Any, client) -> None:
    case = late_fine(cases).case
    closes = execution.court_term(case)[1]
    clock.set(closes)
    passing.note_all()
    assert "court" not in set(case.passed_limits.values_list("code", flat=True)), "its last day"
    client.force_login(case.current_handlers()[0].officer.user)
    assert f"{closes}" in client.get(reverse("case", args=[case.reference])).content.decode()
    clock.set(closes + timedelta(days=1))
    passing.note_all()
    assert case.passed_limits.get(code="court").due_on == closes


def test_what_stands_still_has_not_passed(cases, clock: Any) -> None:
    journey = at_interview(cases)
    do(journey, "begin_appraisal", **COMMISSION)
    clock.set(journey.case.decision_due_on + timedelta(days=30))
    passing.note_all()
    assert not journey.case.passed_limits.filter(code="decision").exists()


def test_a_heavy_case_with_its_hearing_comes_to_its_decision(cases) -> None:
    journey = heavy(cases, fine=60_000)
    play(journey.hear())
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())
    play(journey.approve())
    case = fresh(journey.case)
    assert case.decided_on <= case.decision_due_on
    assert case.total_fine == Decimal(60_000)
