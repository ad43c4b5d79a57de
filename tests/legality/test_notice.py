"""Rules of notice, defence and decision: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cases.journey import Exhibit, play
from cases.legality import findings_at
from cases.models import NoticeItem, Party, Violation
from gongshu_enforcement.working_days import add_working_days
from tests.factories import IndividualFactory
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, after_the_periods, at_notice, knowing_a_warning, noticed, rows_with, submitting

pytestmark = pytest.mark.django_db

POINTS = [{"point": "请求从轻。"}]


@breaks("C1")
def test_nothing_is_decided_without_a_notice(cases) -> Act:
    journey = at_notice(cases)
    rows = [{"id": row.pk, "fine": "1000"} for row in journey.case.violations.all()]
    return submitting(journey, violations=rows)


@breaks("C2")
def test_nothing_is_decided_while_the_party_may_still_speak(cases) -> Act:
    return submitting(noticed(cases))


@breaks("C2a")
def test_nobody_waives_before_being_told(cases) -> Act:
    journey = noticed(cases)
    before = journey.case.standing_notice().served_on - timedelta(days=1)
    return act(journey, "waive_defence", happened_on=before, signed_by="甲")


@satisfies("C2a")
def test_the_party_waives_after_being_told(cases) -> Act:
    return act(noticed(cases), "waive_defence", signed_by="甲")


@breaks("C2b")
def test_nothing_is_decided_on_an_unanswered_defence(cases) -> Act:
    journey = noticed(cases, defence=[("请求从轻。", "不予采纳。", False)])
    play(journey.record_defence())
    return submitting(after_the_periods(journey))


@breaks("C2d")
def test_an_agent_without_authority_is_not_heard(cases) -> Act:
    journey = noticed(cases)
    return act(
        journey,
        "record_defence",
        officers=journey.officers,
        speaker="乙",
        speaker_role="agent",
        in_writing=True,
        points=POINTS,
    )


@satisfies("C2d")
def test_an_agent_with_authority_is_heard(cases) -> Act:
    journey = noticed(cases)
    return act(
        journey,
        "record_defence",
        officers=journey.officers,
        speaker="乙",
        speaker_role="agent",
        authority="授权委托书",
        in_writing=True,
        points=POINTS,
    )


@way
def after_a_defence(cases):
    """Back at discretion after the party has spoken on a notice of 20,000 yuan."""
    journey = noticed(cases, fines=[20_000], defence=[("请求从轻。", "不予采纳。", False)])
    play(journey.defend())
    after_the_periods(journey)
    play(journey.submit())
    play(journey.confirm())
    play(journey.give_back("discretion", "裁量不当。", return_to="discretion"))
    return journey


def proposing(journey, fine: int, **changes) -> Act:
    """Proposing this fine for every violation."""
    content = journey._discretion_content()
    rows = [row | {"fine": str(fine), "departure_reason": "测试"} | changes for row in content["violations"]]
    return act(journey, "submit_discretion", violations=rows, opinion="建议。")


@breaks("C2c")
def test_a_defence_never_makes_the_next_notice_heavier(cases) -> Act:
    return proposing(after_a_defence(cases), 20_100)


@breaks("C2c")
def test_a_defence_never_adds_a_warning(cases) -> Act:
    journey = after_a_defence(cases)
    knowing_a_warning()
    return proposing(journey, 18_000, with_warning=True)


def test_after_a_defence_a_warning_may_take_the_place_of_the_fine(cases) -> None:
    journey = after_a_defence(cases)
    row = {"id": journey.case.violations.get().pk, "proposal": "penalty", "fine": "0", "with_warning": True}
    found = findings_at("submit_discretion", journey.case, inputs={"violations": [row]})
    assert "C2c" not in {finding.code for finding in found}


@satisfies("C2c")
def test_after_a_defence_the_next_notice_may_be_lighter(cases) -> Act:
    return proposing(after_a_defence(cases), 18_000)


def found_again(cases, *, added: str = "", piece: bool = True, linked: bool = True):
    """The same, from determination: the facts with these words added, a new piece of evidence, linked to the violation."""
    journey = after_a_defence(cases)
    play(journey.submit())
    play(journey.confirm())
    play(journey.give_back("facts", "重新认定。", return_to="determination"))
    violation = journey.case.violations.get()
    if piece:
        play(journey.add_evidence(Exhibit("documentary", "教育培训台账", "新查明的未培训人员")))
    if piece and linked:
        new = journey.case.evidence.latest("pk").pk
        cells = [{"violation": violation.pk, "element": "act", "evidence": [new], "documents": []}]
        act(journey, "link_evidence", cells=cells)()
        journey.at += timedelta(minutes=10)
    rows = [row | {"found_facts": row["found_facts"] + added} for row in journey._determination_content()["violations"]]
    journey.submission = act(journey, "submit_determination", violations=rows, opinion="成立。")()
    play(journey.approve())
    return journey


MORE = "另有六名从业人员未经培训。"


@breaks("C2c")
@pytest.mark.parametrize(
    "found",
    [{"added": " 。", "piece": True}, {"added": MORE, "piece": False}, {"added": MORE, "linked": False}],
    ids=["a full stop", "no new evidence", "evidence of something else"],
)
def test_nothing_new_makes_the_next_notice_heavier(cases, found) -> Act:
    return proposing(found_again(cases, **found), 20_100)


@satisfies("C2c")
def test_new_facts_on_new_evidence_may_make_it_heavier(cases) -> Act:
    return proposing(found_again(cases, added=MORE), 30_000)


@way
def one_of_two_fell(cases):
    """Two violations noticed at 30,000 yuan each; back at determination the second was not established."""
    journey = noticed(cases, item="AQ-02 AQ-25", fines=[Decimal(30_000)] * 2, unit="organ")
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())
    play(journey.confirm())
    play(journey.give_back("facts", "第二项不成立。", return_to="determination"))
    first, second = journey._determination_content()["violations"]
    rows = [first, second | {"finding": "not_established", "found_facts": "", "evidence": ""}]
    journey.submission = act(journey, "submit_determination", violations=rows, opinion="一项成立。")()
    play(journey.approve())
    play(journey.submit())
    play(journey.approve())
    return journey


def test_what_was_not_established_keeps_nothing_of_an_earlier_proposal(cases) -> None:
    journey = one_of_two_fell(cases)
    gone = journey.case.violations.get(finding="not_established")
    assert (gone.proposal, gone.tier, gone.proposed_fine) == ("", "", None)
    play(journey.issue_notice())
    notice = journey.case.standing_notice()
    assert [item.violation.item.code for item in notice.items.all()] == ["AQ-02"]
    assert (notice.total_fine, notice.with_hearing) == (Decimal(30_000), False)


def test_the_rest_is_decided_as_noticed_anew(cases) -> None:
    journey = one_of_two_fell(cases)
    play(journey.issue_notice())
    play(journey.serve_issued())
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())
    play(journey.approve())
    assert journey.case.violations.get(finding="established").decided_fine == Decimal(30_000)


@breaks("C16")
def test_a_decision_without_the_partys_address_can_not_be_made(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    Party.objects.filter(pk=journey.case.party_id).update(address="")
    return submitting(journey)


@breaks("V13")
def test_the_decision_is_not_a_yuan_above_the_notice(cases) -> Act:
    journey = after_the_periods(noticed(cases, fines=[20_000]))
    return submitting(journey, violations=rows_with(journey, fine="20001"))


@breaks("V13")
def test_the_decision_brings_no_warning_that_was_not_noticed(cases) -> Act:
    party = IndividualFactory()  # 消防法 60(2) lets a person be warned
    journey = after_the_periods(noticed(cases, item="XF-03", party=party, fines=[100]))
    return submitting(journey, violations=rows_with(journey, with_warning=True))


@breaks("V07b")
def test_a_warning_noticed_without_a_basis_is_not_decided_on(cases) -> Act:
    journey = after_the_periods(noticed(cases, fines=[20_000]))
    NoticeItem.objects.filter(notice__case=journey.case).update(with_warning=True)
    return submitting(journey)


@breaks("C3b")
def test_a_suspension_is_not_dropped_at_the_decision(cases) -> Act:
    """安全生产法 105: found overdue, noticed without what the article orders."""
    journey = after_the_periods(noticed(cases, item="AQ-30", unit="organ", fines=[20_000]))
    Violation.objects.filter(case=journey.case).update(is_overdue=True)
    return submitting(journey)


@breaks("C17")
def test_nothing_is_decided_after_the_limit(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    journey._not_before(add_working_days(journey.case.decision_due_on, 1))
    return submitting(journey)


@satisfies("C17")
def test_after_the_limit_what_the_law_leaves_unpunished_is_still_said(cases) -> Act:
    journey = after_the_periods(noticed(cases))
    journey._not_before(add_working_days(journey.case.decision_due_on, 1))
    return submitting(journey, outcome="no_penalty", violations=[])


@satisfies("C1", "C2", "C2b", "C4", "C5", "C8", "C8a", "C9", "C9b", "C10", "C16", "V13", "C17")
def test_told_heard_and_in_time_it_is_decided(cases) -> Act:
    journey = noticed(cases, defence=[("请求从轻。", "不予采纳。", False)])
    play(journey.defend())
    return submitting(after_the_periods(journey))
