"""Cases on their whole way, and on every side way of workflow.md, through the one door."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.journey import play
from cases.journey_discretion import proofs
from cases.journey_discretion import propose as proposal
from cases.models import Case, Submission
from cases.stages import SIX_STAGES
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted, StaleContent
from gongshu_enforcement.models import LedgerEvent
from tests.factories import IndividualFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def refused_by(call, *args, **kwargs) -> set[str]:
    """The codes of the rules that refuse an act."""
    with pytest.raises(ActionRefused) as refusal:
        call(*args, **kwargs)
    return {finding.code for finding in refusal.value.findings}


# --- The whole way ----------------------------------------------------------------------------------------------------


def test_from_opening_to_the_sealed_dossier(cases):
    case = cases.open()
    for stage in (*SIX_STAGES[1:], "closed"):
        case = cases.walk(case, stage)
        assert case.stage == stage
    assert case.outcome == "penalty"
    assert case.total_fine > 0
    assert case.serial == 1
    assert case.filed_on <= case.decided_on <= case.decision_served_on <= case.closed_on
    play(cases.journey_of(case).archive())
    assert fresh(case).is_sealed
    assert list(ledger.verify(LedgerEvent.objects.filter(chain=f"case:{case.pk}").order_by("seq"))) == []


def test_every_stage_passed_all_desks(cases):
    case = cases.walk(cases.open(), "closed")
    for submission in case.submissions.all():
        assert submission.status == "approved"
        assert [word.desk for word in submission.decisions.all()] == ["initial", "enforcement", "legal", "final"]


def test_a_fire_case_has_one_recheck_desk_and_numbers_of_its_own(cases):
    safety = cases.walk(cases.open(), "interview")
    fire = cases.walk(cases.open(item="XF-01", start=cases.today), "interview")
    assert (safety.serial, fire.serial) == (1, 1)
    assert safety.number != fire.number
    filing = fire.submissions.get(stage="filing")
    assert [word.desk for word in filing.decisions.all()] == ["initial", "legal", "final"]


def test_a_case_the_organ_handles_itself_starts_at_the_recheck(cases):
    case = cases.walk(cases.open(unit="organ"), "interview")
    filing = case.submissions.get(stage="filing")
    assert [word.desk for word in filing.decisions.all()] == ["enforcement", "legal", "final"]
    assert case.agreement is None


def test_an_individual_is_fined_within_the_individuals_range(cases):
    case = cases.walk(cases.open(item="AQ-12", party=IndividualFactory(), fines=[10_000]), "closed")
    assert case.total_fine == 10_000
    assert case.documents.filter(code="CFGR").exists()


def test_without_a_waiver_the_decision_waits_for_the_end_of_the_period(cases):
    case = cases.walk(cases.open(waive=False), "closure")
    notice = case.notices.get()
    assert notice.waived_on is None
    assert case.decided_on > notice.defence_due_on


def test_one_officer_of_two_cannot_submit_and_confirm(cases, cast):
    case = cases.walk(cases.open(), "filing", "confirming")
    with pytest.raises(NotPermitted):
        door.perform("confirm", case.open_submission(), acting_user=cast["officer.shiqiao"])


# --- Return and recall ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("desk", ["initial", "recheck", "legal", "final"])
def test_every_level_can_return_and_a_new_round_carries_everything_over(cases, desk):
    case = cases.walk(cases.open(), "filing", desk)
    journey = cases.journey_of(case)
    before = journey.submission.content
    play(journey.give_back("evidence", "请补充证据。"))
    first, second = case.submissions.order_by("round")
    assert (first.status, second.status) == ("returned", "draft")
    assert (second.round, second.content) == (2, before)
    case = cases.walk(case, "interview")
    assert case.submissions.get(stage="filing", status="approved").round == 2


def test_a_return_to_an_earlier_stage_lets_later_approvals_lapse(cases):
    case = cases.walk(cases.open(), "discretion", "final")
    play(cases.journey_of(case).give_back("facts", "事实不清。", return_to="determination"))
    case = fresh(case)
    assert case.stage == "determination"
    assert case.submissions.filter(stage="determination", status="draft").exists()
    case = cases.walk(case, "notice")
    assert case.submissions.filter(stage="determination", status="approved").count() == 2
    assert case.submissions.filter(stage="discretion", status="approved").count() == 1


def test_a_return_from_notice_to_discretion_supersedes_the_served_notice(cases):
    case = cases.walk(cases.open(), "notice", "initial")
    play(cases.journey_of(case).give_back("discretion", "裁量过轻。", return_to="discretion"))
    assert fresh(case).standing_notice() is None
    case = cases.walk(case, "closed")
    assert [notice.superseded_on is None for notice in case.notices.all()] == [False, True]
    assert case.documents.filter(code="CFGZ").count() == 2


def test_filing_once_approved_is_never_returned_to(cases):
    case = cases.walk(cases.open(), "interview", "initial")
    assert refused_by(play, cases.journey_of(case).give_back("facts", "x", return_to="filing")) == {"RETURN_TO"}


def test_the_submitter_recalls_until_somebody_acted_at_the_level(cases):
    case = cases.walk(cases.open(), "filing", "initial")
    play(cases.journey_of(case).recall("再核对"))
    assert [row.status for row in case.submissions.order_by("round")] == ["recalled", "draft"]
    case = cases.walk(case, "filing", "legal")  # one of two desks has spoken
    assert refused_by(play, cases.journey_of(case).recall("太迟")) == {"ACTED"}


def test_while_under_review_nothing_is_edited(cases, cast):
    case = cases.walk(cases.open(), "filing", "recheck")
    officer = cast["officer.shiqiao"]
    assert "W1" in refused_by(
        door.perform, "save_draft", case, acting_user=officer, content={"opinion": "x"}, base_version=0
    )


# --- Ends -------------------------------------------------------------------------------------------------------------


def test_not_filed(cases):
    case = cases.walk(cases.open(), "filing", "ready")
    journey = cases.journey_of(case)
    play(journey.submit_not_filing("违法行为轻微并已改正。"))
    play(journey.approve())
    case = fresh(case)
    assert (case.stage, case.serial, case.filed_on) == ("not_filed", None, None)


def test_a_number_is_taken_only_when_filing_is_approved(cases):
    dropped = cases.walk(cases.open(), "filing", "ready")
    play(cases.journey_of(dropped).submit_not_filing("轻微"))
    play(cases.journey_of(dropped).approve())
    assert cases.walk(cases.open(start=cases.today), "interview").serial == 1


@pytest.mark.parametrize("outcome", ["no_penalty", "not_established"])
def test_without_a_penalty_there_is_no_notice(cases, outcome):
    case = cases.walk(cases.open(outcome=outcome), "closed")
    assert (case.outcome, case.total_fine) == (outcome, 0)
    assert not case.notices.exists()
    assert case.documents.filter(code="BYCF").count() == 1


def test_termination(cases):
    case = cases.walk(cases.open(), "determination")
    journey = cases.journey_of(case)
    play(journey.terminate("当事人已注销。"))
    play(journey.approve())
    case = fresh(case)
    assert (case.stage, case.outcome) == ("terminated", "terminated")
    assert not case.submissions.filter(status="draft").exists()


def test_a_transfer_that_is_declined_comes_back_at_determination(cases):
    case = cases.walk(cases.open(), "discretion")
    journey = cases.journey_of(case)
    play(journey.transfer("某局", "不属管辖。"))
    play(journey.approve())
    assert fresh(case).stage == "transferred"
    play(journey.take_back("对方不予受理。"))
    case = fresh(case)
    assert (case.stage, case.outcome, case.closed_on) == ("determination", "", None)
    journey.submission = None
    assert cases.walk(case, "closed").outcome == "penalty"


def test_a_transfer_to_the_police_is_decided_by_the_chief(cases):
    case = cases.walk(cases.open(), "determination")
    journey = cases.journey_of(case)
    play(journey.transfer("公安机关", "涉嫌犯罪。", to_police=True))
    play(journey.approve())
    transfer = fresh(case).submissions.get(kind="transfer")
    assert transfer.decisions.last().desk == "chief"
    assert transfer.decisions.last().reviewer.username == "chief"


def test_after_the_decision_nothing_is_terminated_or_investigated(cases, cast):
    case = cases.walk(cases.open(), "notice", "final")
    play(cases.journey_of(case).approve())
    case = fresh(case)
    assert (case.stage, case.is_decided) == ("notice", True)
    for code, inputs in {
        "request_termination": {"reason": "x"},
        "request_transfer": {"receiver": "x", "to_police": False, "reason": "x"},
        "issue_notice": {},
        "ask_recusal": {"officer": cast["officer.shiqiao"].officer, "asked_by": "party", "reason": "x"},
    }.items():
        assert "W4" in refused_by(door.perform, code, case, acting_user=cast["officer.shiqiao"], **inputs), code


# --- Hand-over --------------------------------------------------------------------------------------------------------


def propose(case: Case, user, fine: int) -> Submission:
    rows = [proposal(row, Decimal(fine), proofs(case)) for row in case.violations.all()]
    return door.perform("submit_discretion", case, acting_user=user, violations=rows, opinion="建议。")


def test_a_street_may_propose_its_cap_and_not_a_yuan_more(cases, cast):
    case = cases.walk(cases.open(), "discretion")
    officer = cast["officer.shiqiao"]
    assert refused_by(propose, case, officer, 50_001) == {"A7"}
    assert propose(case, officer, 50_000).status == "confirming"


def test_above_the_cap_the_organ_takes_the_case_and_finishes_it(cases):
    case = cases.walk(cases.open(fines=[80_000]), "discretion", "ready")
    journey = cases.journey_of(case)
    play(journey.hand_over("over_cap", "拟罚款超过限额。"))
    assert refused_by(play, journey.refuse_hand_over("不收")) == {"H2"}
    play(journey.accept_hand_over())
    case = cases.walk(fresh(case), "closed")
    assert (case.handling_unit, case.total_fine) == ("organ", Decimal(80_000))
    assert case.submissions.filter(stage="discretion", status="approved", decisions__desk="initial").count() == 0


def test_complexity_may_be_refused_and_the_street_goes_on(cases):
    case = cases.walk(cases.open(), "determination")
    journey = cases.journey_of(case)
    play(journey.hand_over("complexity", "案情复杂。"))
    assert "W2" in refused_by(play, journey.submit())
    play(journey.refuse_hand_over("由街道继续办理。"))
    assert cases.walk(fresh(case), "closed").handling_unit == "street"


def test_accepting_voids_the_open_submission_and_keeps_the_stage(cases):
    case = cases.walk(cases.open(), "determination", "recheck")
    journey = cases.journey_of(case)
    before = journey.submission
    play(journey.hand_over("complexity", "案情复杂。"))
    play(journey.accept_hand_over())
    case = fresh(case)
    assert case.stage == "determination"
    assert case.submissions.get(pk=before.pk).status == "void"
    assert case.submissions.get(status="draft").content == before.content
    assert case.handlers.filter(until=None).count() == 2


# --- People and limits ------------------------------------------------------------------------------------------------


def test_a_replaced_officer_does_not_block_what_waits_for_confirmation(cases, cast):
    case = cases.walk(cases.open(), "filing", "confirming")
    with timekeeper.frozen(cases.journey_of(case).at):
        door.perform(
            "replace_officer",
            case,
            acting_user=cast["head.shiqiao"],
            leaving=cast["officer.shiqiao"].officer,
            officer=cast["officer3.shiqiao"].officer,
            reason="请假",
        )
    assert [row.status for row in case.submissions.order_by("round")] == ["void", "draft"]


def test_a_reviewer_never_becomes_a_handler(cases, cast):
    """Nor by a replacement, nor by a recusal: R1 stands at both doors."""
    case = cases.walk(cases.open(), "interview")
    reviewer = case.submissions.get(stage="filing").decisions.get(desk="initial").reviewer.officer
    replace = {"leaving": cast["officer.shiqiao"].officer, "officer": reviewer, "reason": "x"}
    assert "R1" in refused_by(door.perform, "replace_officer", case, acting_user=cast["head.shiqiao"], **replace)
    recusal = door.perform(
        "ask_recusal",
        case,
        acting_user=cast["officer.shiqiao"],
        officer=cast["officer.shiqiao"].officer,
        asked_by="party",
        reason="利害关系",
    )
    decide = {"recusal": recusal, "granted": True, "decision": "同意", "officer": reviewer}
    assert "R1" in refused_by(door.perform, "decide_recusal", case, acting_user=cast["director"], **decide)


def test_after_ninety_days_no_desk_can_still_decide(cases, clock, cast):
    """The limit counts on the day of the decision, not on the day it was submitted."""
    case = cases.walk(cases.open(), "notice", "final")
    clock.set(case.decision_due_on + timedelta(days=1))
    assert refused_by(
        door.perform, "approve", case.open_submission(), acting_user=cast["director"], opinion="同意。"
    ) == {"C17"}
    clock.set(case.decision_due_on)
    door.perform("approve", case.open_submission(), acting_user=cast["director"], opinion="同意。")
    assert fresh(case).decided_on == case.decision_due_on


def test_after_ninety_days_a_case_still_ends_without_a_penalty(cases, clock, cast):
    """The limit is one of penalties; that nothing is established is said on a later day too."""
    case = cases.walk(cases.open(outcome="not_established"), "notice", "final")
    clock.set(case.decision_due_on + timedelta(days=1))
    door.perform("approve", case.open_submission(), acting_user=cast["director"], opinion="同意。")
    assert fresh(case).outcome == "not_established" and fresh(case).decided_on is not None


def test_an_extension_counts_once_it_is_approved_in_time(cases, clock, cast):
    case = cases.walk(cases.open(), "interview")
    journey = cases.journey_of(case)
    until = case.decision_due_on + timedelta(days=30)
    play(journey.extend(until, "案情复杂。"))
    clock.set(case.decision_due_on + timedelta(days=1))
    play(journey.confirm())
    submission = Submission.objects.get(pk=journey.submission.pk)
    assert refused_by(door.perform, "approve", submission, acting_user=cast["head.shiqiao"], opinion="同意。") == {
        "C17b"
    }
    play(journey.approve())  # the journey's own clock still stands within the limit
    assert fresh(case).decision_due_on == until


def test_when_the_delegation_ends_only_the_hand_over_is_left(cases, clock, cast):
    case = cases.walk(cases.open(), "determination", "initial")
    agreement = case.agreement
    agreement.valid_to = timekeeper.today()
    agreement.save()
    clock.set(date(2026, 4, 20))
    head = cast["head.shiqiao"]
    assert refused_by(door.perform, "approve", case.open_submission(), acting_user=head, opinion="同意。") == {"W3"}
    door.perform("hand_over", case, acting_user=cast["officer.shiqiao"], reason="not_delegated", text="委托终止")
    assert fresh(case).pending_hand_over()


def test_two_officers_writing_at_once_see_both_texts(cases, cast):
    case = cases.open()
    first, second = cast["officer.shiqiao"], cast["officer2.shiqiao"]
    door.perform("save_draft", case, acting_user=first, content={"opinion": "甲"}, base_version=0)
    with pytest.raises(StaleContent) as stale:
        door.perform("save_draft", case, acting_user=second, content={"opinion": "乙"}, base_version=0)
    assert stale.value.current.content == {"opinion": "甲"}


# --- What a form could send and a rule must stop ----------------------------------------------------------------------


def test_a_row_twice_does_not_slip_past_the_cap(cases, cast):
    case = cases.walk(cases.open(), "discretion")
    row = proposal(case.violations.get(), Decimal(40_000), proofs(case))
    given = {"violations": [row, row], "opinion": "建议。"}
    assert refused_by(door.perform, "submit_discretion", case, acting_user=cast["officer.shiqiao"], **given) == {"V07a"}


@pytest.mark.parametrize(("fine", "rule"), [("-1", "V07"), ("100000.01", "V07"), ("0", "V07")])
def test_a_fine_outside_the_range_is_refused(cases, cast, fine, rule):
    case = cases.walk(cases.open(), "discretion")
    row = {"id": case.violations.get().pk, "proposal": "penalty", "fine": fine, "mitigation_reason": "处罚法32"}
    given = {"violations": [row], "opinion": "建议。"}
    assert rule in refused_by(door.perform, "submit_discretion", case, acting_user=cast["officer.shiqiao"], **given)


def test_the_decision_is_never_heavier_than_the_notice(cases, cast):
    case = cases.walk(cases.open(fines=[20_000]), "notice", "ready")
    row = {"id": case.violations.get().pk, "fine": "20000.01"}
    given = {"outcome": "penalty", "violations": [row], "opinion": "建议。"}
    assert refused_by(door.perform, "submit_notice", case, acting_user=cast["officer.shiqiao"], **given) == {"V13"}


def test_a_penalty_without_any_content_and_an_unknown_outcome_are_refused(cases, cast):
    case = cases.walk(cases.open(), "notice", "ready")
    given = {"acting_user": cast["officer.shiqiao"], "violations": [], "opinion": "建议。"}
    assert "V07a" in refused_by(door.perform, "submit_notice", case, outcome="penalty", **given)
    assert "OUTCOME" in refused_by(door.perform, "submit_notice", case, outcome="terminated", **given)


def test_a_changed_item_stays_within_organ_and_delegation(cases, cast):
    from delegation.models import Item

    case = cases.walk(cases.open(), "determination")
    agreement, violation = case.agreement, case.violations.get()
    outside = Item.objects.get(code="AQ-03")
    agreement.items.remove(outside)
    row = {"id": violation.pk, "finding": "established", "found_facts": "x", "evidence": "x"}
    for item in (outside, Item.objects.get(code="XF-01")):
        given = {"violations": [{**row, "item": item.pk}], "opinion": "认定。"}
        codes = refused_by(door.perform, "submit_determination", case, acting_user=cast["officer.shiqiao"], **given)
        assert codes == {"A1b"}
