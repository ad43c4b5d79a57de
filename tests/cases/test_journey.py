"""A case's whole way, every side way, and what the door refuses on it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.demo import parties, setting
from cases.journey import AFTERNOON, MORNING, Diary, office_time, play
from cases.models import Case, Interview
from cases.stages import Stage
from delegation.models import Street
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent
from gongshu_enforcement.working_days import is_working_day

OF_PERSONS = ("AQ-12", "XF-12", "XF-15")
STAGES_OF_A_CASE = ["filing", "interview", "determination", "discretion", "notice", "closure", "closed"]


def events(case: Case) -> list[LedgerEvent]:
    return list(LedgerEvent.objects.filter(chain=ledger.chain_of(case)).order_by("seq"))


def somebody() -> dict:
    street = Street.objects.get(pinyin="shiqiao")
    return parties.individual(street, 7, parties.unit(street, "实业", 7), "安全生产管理人员")


def reread(journey) -> Case:
    return Case.objects.get(pk=journey.case.pk)


@pytest.mark.sqlite
@pytest.mark.parametrize("item", ["AQ-02", "AQ-12", "AQ-32", "XF-01", "XF-15", "XF-12"])
def test_a_case_goes_from_opening_to_the_sealed_dossier(cases, item) -> None:
    journey = cases.journey(item=item, **({"party": somebody()} if item in OF_PERSONS else {}))
    play(journey.whole())
    case = reread(journey)
    assert (case.stage, case.outcome) == (Stage.CLOSED, "penalty")
    assert case.filed_on <= case.decided_on <= case.decision_served_on <= case.closed_on <= case.archived_on
    reached = list(dict.fromkeys(event.to_state for event in events(case)))
    assert reached == STAGES_OF_A_CASE
    assert not list(ledger.verify(events(case)))
    assert len(events(case)) == len(journey.lines)


@pytest.mark.sqlite
def test_every_act_lies_in_office_hours_and_time_never_runs_back(cases) -> None:
    journey = cases.journey(waive=False)
    play(journey.whole())
    moments = [step.at for step in journey.lines]
    assert moments == sorted(moments)
    for step in journey.lines:
        assert is_working_day(step.on)
        clock = step.at.astimezone(timekeeper.SHANGHAI).time()
        assert MORNING[0] <= clock <= MORNING[1] or AFTERNOON[0] <= clock <= AFTERNOON[1]


def test_reviewers_are_different_people_and_never_handlers(cases) -> None:
    journey = cases.journey()
    play(journey.whole())
    handlers = reread(journey).handler_user_ids()
    for submission in journey.case.submissions.all():
        signers = [decision.reviewer_id for decision in submission.decisions.all()]
        assert len(signers) == len(set(signers)) == 4
        assert not handlers & set(signers)
        assert handlers == {submission.submitted_by_id, submission.confirmed_by_id}


def test_the_organs_own_case_starts_at_recheck(cases) -> None:
    journey = cases.journey(unit="organ", fines=[Decimal(60000)])
    play(journey.go("interview"))
    desks = [decision.desk for decision in journey.case.submissions.get().decisions.all()]
    assert desks == ["enforcement", "legal", "final"]


def test_an_officer_is_at_one_place_at_a_time(cases) -> None:
    first, second = cases.journey(), cases.journey(item="AQ-04")
    play(first.go("determination"))
    play(second.go("determination"))
    one, two = Interview.objects.order_by("started_at")
    assert {one.interviewer_id, one.recorder_id} & {two.interviewer_id, two.recorder_id}
    assert one.ended_at <= two.started_at


def test_the_diary_finds_what_is_already_recorded(cases) -> None:
    journey = cases.journey()
    play(journey.go("determination"))
    kept = Interview.objects.get()
    start, _end = Diary().book(journey.officers, kept.started_at, 30)
    assert start >= kept.ended_at


def test_office_time_skips_nights_and_holidays() -> None:
    night = timekeeper.now().replace(hour=22)
    assert office_time(night) == setting.at(date(2026, 3, 17))
    assert office_time(setting.at(date(2026, 2, 17), 10)).date() > date(2026, 2, 17)  # Spring Festival


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_street_can_not_go_over_its_cap(cases) -> None:
    journey = cases.journey(fines=[Decimal(60000)])
    with pytest.raises(ActionRefused) as refused:
        play(journey.whole())
    assert [finding.code for finding in refused.value.findings] == ["A7"]
    assert reread(journey).stage == Stage.DISCRETION


def test_over_the_cap_the_organ_takes_it_and_decides(cases) -> None:
    journey = cases.journey(fines=[Decimal(60000)], waive=False)
    play(journey.go("discretion"))
    play(journey.hand_over("over_cap", "拟处罚款超过限额。"))
    play(journey.accept_hand_over())
    play(journey.whole())
    case = reread(journey)
    assert (case.handling_unit, case.opened_by_unit, case.stage) == ("organ", "street", "closed")
    assert case.total_fine == 60000
    notice = case.notices.get()
    assert notice.with_hearing
    assert case.decided_on > max(notice.defence_due_on, notice.hearing_due_on)


def test_the_decision_waits_for_the_defence_without_a_waiver(cases) -> None:
    journey = cases.journey(waive=False)
    play(journey.go("notice"))
    play(journey.issue_notice())
    play(journey.serve_issued())
    with pytest.raises(ActionRefused) as refused:
        play(journey.submit())
    assert "C2" in [finding.code for finding in refused.value.findings]


# --- Side ways --------------------------------------------------------------------------------------------------------


def test_returned_and_submitted_again(cases) -> None:
    journey = cases.journey()
    play(journey.go("determination", "legal"))
    play(journey.give_back("law", "引用条款有误。"))
    play(journey.whole())
    rounds = journey.case.submissions.filter(stage="determination").values_list("round", "status")
    assert list(rounds) == [(1, "returned"), (2, "approved")]


def test_returned_to_an_earlier_stage(cases) -> None:
    journey = cases.journey()
    play(journey.go("notice", "final"))
    play(journey.give_back("discretion", "裁量理由不足。", "discretion"))
    assert reread(journey).stage == Stage.DISCRETION
    play(journey.whole())
    case = reread(journey)
    assert case.stage == Stage.CLOSED
    assert case.notices.filter(superseded_on=None).count() == 1
    assert case.notices.count() == 2


def test_recalled_and_submitted_again(cases) -> None:
    journey = cases.journey()
    play(journey.go("interview", "initial"))
    play(journey.recall("补充证据。"))
    play(journey.go("determination"))
    rounds = journey.case.submissions.filter(stage="interview").values_list("status", flat=True)
    assert list(rounds) == ["recalled", "approved"]


def test_not_filed(cases) -> None:
    journey = cases.journey()
    play(journey.open())
    play(journey.record_inspection())
    play(journey.submit_not_filing("违法行为轻微并当场改正。"))
    play(journey.approve())
    case = reread(journey)
    assert (case.stage, case.filed_on, case.number) == (Stage.NOT_FILED, None, "")


def test_terminated(cases) -> None:
    journey = cases.journey()
    play(journey.go("discretion"))
    play(journey.terminate("当事人已注销。"))
    play(journey.approve())
    play(journey.archive())
    assert reread(journey).stage == Stage.TERMINATED


@pytest.mark.parametrize(("to_police", "last_desk"), [(False, "final"), (True, "chief")])
def test_transferred(cases, to_police, last_desk) -> None:
    journey = cases.journey()
    play(journey.go("determination"))
    play(journey.transfer("接收机关（演示）", "不属于本机关管辖。", to_police=to_police))
    play(journey.approve())
    assert reread(journey).stage == Stage.TRANSFERRED
    assert journey.submission.decisions.last().desk == last_desk


def test_transferred_and_taken_back(cases) -> None:
    journey = cases.journey()
    play(journey.go("discretion"))
    play(journey.transfer("接收机关（演示）", "不属于本机关管辖。"))
    play(journey.approve())
    play(journey.take_back("接收机关认为仍属应急管理部门管辖。"))
    assert reread(journey).stage == Stage.DETERMINATION
    play(journey.whole())
    assert reread(journey).stage == Stage.CLOSED


def test_a_complex_case_refused_by_the_organ_stays_with_the_street(cases) -> None:
    journey = cases.journey()
    play(journey.go("determination"))
    play(journey.hand_over("complexity", "案情复杂。"))
    play(journey.refuse_hand_over("街道可以查清。"))
    play(journey.whole())
    assert reread(journey).handling_unit == "street"


@pytest.mark.parametrize("outcome", ["no_penalty", "not_established"])
def test_no_penalty_and_not_established(cases, outcome) -> None:
    journey = cases.journey(outcome=outcome)
    play(journey.whole())
    case = reread(journey)
    assert (case.stage, case.outcome, case.total_fine) == (Stage.CLOSED, outcome, 0)
    assert not case.notices.exists()
    assert case.documents.filter(code="BYCF").exists()


def test_the_limit_is_extended_in_time(cases) -> None:
    journey = cases.journey()
    play(journey.go("discretion"))
    later = journey.case.decision_due_on + timedelta(days=30)
    play(journey.extend(later, "检测结论未出。"))
    play(journey.approve())
    assert reread(journey).decision_due_on == later


# --- Commands ---------------------------------------------------------------------------------------------------------


def walk(tmp_path, *options: str) -> str:
    out = StringIO()
    call_command("walk_case", "--street", "石桥街道", "--item", "AQ-02", "--out", str(tmp_path), *options, stdout=out)
    return out.getvalue()


def test_walk_case_writes_every_document_and_the_dossier(reference_data, clock, tmp_path) -> None:
    clock.set(date(2026, 10, 20))
    told = walk(tmp_path)
    case = Case.objects.get()
    assert case.stage == Stage.CLOSED
    assert case.archived_on == date(2026, 10, 19)
    assert f"reference {case.reference}" in told
    names = {path.name for path in tmp_path.glob("*.pdf")}
    assert f"{case.reference}-dossier.pdf" in names
    assert len(names) == case.documents.count() + 1
    assert all(path.read_bytes().startswith(b"%PDF-") for path in tmp_path.glob("*.pdf"))


def test_walk_case_stops_on_arrival(reference_data, clock, tmp_path) -> None:
    clock.set(date(2026, 10, 20))
    walk(tmp_path, "--stop-at", "interview")
    assert Case.objects.get().stage == Stage.INTERVIEW


def test_walk_case_over_the_cap_ends_refused(reference_data, clock, tmp_path) -> None:
    clock.set(date(2026, 10, 20))
    with pytest.raises(CommandError, match=r"\[A7\]") as refused:
        walk(tmp_path, "--fine", "60000")
    assert "处罚法20" in str(refused.value)
    assert "移交" in str(refused.value)


def test_walk_case_needs_a_street_that_exists(reference_data, tmp_path) -> None:
    with pytest.raises(CommandError, match="not found"):
        call_command("walk_case", "--street", "无此街道", "--item", "AQ-02", "--out", str(tmp_path))


def test_verify_ledger_counts_and_names_the_broken_event(cases) -> None:
    journey = cases.journey()
    play(journey.go("interview"))
    out = StringIO()
    call_command("verify_ledger", "--case", journey.case.reference, stdout=out)
    assert f"{len(journey.lines)} events in 1 chains" in out.getvalue()
    with pytest.raises(CommandError, match="no such case"):
        call_command("verify_ledger", "--case", "G00-0000")


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 23), 2026), (date(2026, 7, 1), 2026), (date(2026, 6, 30), 2025), (date(2027, 9, 1), 2026)],
)
def test_the_demo_year_is_covered_and_has_half_a_year_behind_it(db, monkeypatch, today, year) -> None:
    monkeypatch.setattr("gongshu_enforcement.working_days.COVERED_UNTIL", 2026)
    assert setting.demo_year(today) == year
    assert setting.last_day(today) < today
    assert setting.last_day(today).year == year
