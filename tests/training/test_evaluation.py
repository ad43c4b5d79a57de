"""A quarter from the draw to the final report, through the door: blind, crossed, arbitrated, objected to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongshu_enforcement import ledger
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent
from training.models import Appeal, DrawnDossier, EvaluationRound, Mark, Seat

from .made import AFTER, QUARTER, act, answers, closed, drawn, mark, seat, settled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_quarter(clock):
    clock.set(AFTER)


@pytest.fixture
def dossier() -> DrawnDossier:
    return drawn("shiqiao").dossiers.get()


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def refused(call, code, **inputs):
    with pytest.raises(ActionRefused) as caught:
        call(code, **inputs)
    return [finding.field for finding in caught.value.findings]


# --- Drawing ----------------------------------------------------------------------------------------------------------


def test_the_draw_keeps_seed_sample_and_proposals(dossier):
    made = dossier.round
    assert (made.seed, made.per_street, made.pool, made.state) == (7, 1, 1, "marking")
    assert len(dossier.proposals) == 61
    event = LedgerEvent.objects.get(chain=ledger.chain_of(made))
    assert event.action == "draw_round"
    assert dossier.drawn_case.reference in str(event.inputs)


def test_a_quarter_is_drawn_once_and_only_when_it_is_over(dossier, clock):
    with pytest.raises(ActionRefused):
        drawn("daguan")
    clock.set(date(2026, 6, 30))
    from delegation.models import Organ

    with pytest.raises(ActionRefused):
        act("draw_round", Organ.objects.get(code="emergency"), "legal", quarter="2026Q2", per_street=1, seed=1)


def test_only_the_bureaus_legal_section_draws():
    closed()
    from delegation.models import Organ

    for account in ("fire.legal", "director", "head.shiqiao", "officer.daguan", "admin"):
        with pytest.raises(NotPermitted):
            act("draw_round", Organ.objects.get(code="emergency"), account, quarter=QUARTER, per_street=1, seed=1)


def test_the_case_itself_is_left_alone(dossier):
    case = dossier.drawn_case
    before = (case.version, LedgerEvent.objects.filter(chain=ledger.chain_of(case)).count())
    mark(dossier, "first")
    case = fresh(case)
    assert (case.version, LedgerEvent.objects.filter(chain=ledger.chain_of(case)).count()) == before
    assert LedgerEvent.objects.filter(chain=ledger.chain_of(dossier), action="mark_dossier").exists()


# --- Forms ------------------------------------------------------------------------------------------------------------


def test_both_values_of_every_check_are_kept(dossier):
    made = mark(dossier, "first", F04="2")
    lines = {line.code: line for line in made.lines.all()}
    assert len(lines) == 61
    assert (lines["F04"].automatic, lines["F04"].given, lines["F04"].deduction) == ("", "faulty", 2)
    confirmed = [line for line in lines.values() if line.automatic == "in_order"]
    assert confirmed
    assert all(line.given == "in_order" and not line.is_overridden for line in confirmed)


def test_what_the_software_cant_judge_needs_an_answer(dossier):
    given = [one for one in answers(dossier) if one["code"] != "F04"]
    with pytest.raises(ActionRefused) as caught:
        act("mark_dossier", dossier, seat(dossier, "first"), answers=given, opinion="")
    assert [finding.field for finding in caught.value.findings] == ["check-F04-result"]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"code": "F04", "result": "faulty", "deduction": "2", "reason": ""}, "check-F04-reason"),
        ({"code": "F04", "result": "faulty", "deduction": "4.5", "reason": "x"}, "check-F04-deduction"),
        ({"code": "F04", "result": "faulty", "deduction": "0", "reason": "x"}, "check-F04-deduction"),
        ({"code": "F04", "result": "in_order", "deduction": "1", "reason": "x"}, "check-F04-deduction"),
        ({"code": "V05", "result": "faulty", "deduction": "1", "reason": "x"}, "check-V05-deduction"),
    ],
)
def test_departures_have_reasons_and_stay_within_the_points(dossier, answer, field):
    given = [one for one in answers(dossier) if one["code"] != answer["code"]]
    with pytest.raises(ActionRefused) as caught:
        act("mark_dossier", dossier, seat(dossier, "first"), answers=[*given, answer], opinion="")
    assert [finding.field for finding in caught.value.findings] == [field]


def test_another_value_than_the_softwares_needs_its_reason(dossier):
    code = next(code for code, kept in dossier.proposals.items() if kept["result"] == "in_order" and code[0] != "V")
    given = [*answers(dossier), {"code": code, "result": "not_applicable", "deduction": "0", "reason": ""}]
    with pytest.raises(ActionRefused) as caught:
        act("mark_dossier", dossier, seat(dossier, "first"), answers=given, opinion="")
    assert [finding.field for finding in caught.value.findings] == [f"check-{code}-reason"]


def test_a_form_is_handed_in_once(dossier):
    mark(dossier, "first")
    with pytest.raises(ActionRefused):
        mark(dossier, "first")


def test_only_the_evaluators_fill_in_forms(dossier):
    own = {seat(dossier, part).pk for part in ("first", "second")}
    for account in ("legal", "head.shiqiao", "officer.shiqiao", "director", seat(dossier, "arbiter").username):
        with pytest.raises(NotPermitted):
            act("mark_dossier", dossier, account, answers=[], opinion="")
    assert len(own) == 2


# --- Settling ---------------------------------------------------------------------------------------------------------


def test_two_forms_close_together_settle_by_their_mean(dossier):
    first, second = mark(dossier, "first", F04="2", D06="1"), mark(dossier, "second", F04="1")
    one = fresh(dossier)
    assert one.state == "settled"
    assert one.score == (first.score + second.score) / 2
    faults = {fault.code: fault for fault in one.faults.all()}
    assert (faults["F04"].deduction, faults["F04"].found) == (Decimal("1.5"), "both")
    assert (faults["D06"].deduction, faults["D06"].found) == (Decimal("0.5"), "one")
    assert not one.arbitrated


def test_ten_points_apart_settle_and_more_go_to_the_arbiter():
    made = drawn("shiqiao", "daguan")
    near, far = made.dossiers.all()
    mark(near, "first", F04="4", D06="3", F08="2", F05="1")
    mark(near, "second")
    assert fresh(near).state == "settled"
    mark(far, "first", F04="4", D06="3", F08="2", F05="1.5")
    mark(far, "second")
    assert fresh(far).state == "arbitration"
    assert fresh(far).score is None


def test_a_veto_seen_by_one_alone_goes_to_the_arbiter_by_both_not(dossier):
    mark(dossier, "first", V05="0")
    mark(dossier, "second")
    assert fresh(dossier).state == "arbitration"


def test_a_veto_seen_by_both_stands_and_counts_nothing_though_the_points_are_shown(dossier):
    mark(dossier, "first", V05="0", F04="1")
    mark(dossier, "second", V05="0", F04="1")
    one = fresh(dossier)
    assert (one.state, one.vetoes, one.score, one.counted, str(one.grade)) == ("settled", 1, 99, 0, "不合格")


def test_the_arbiter_decides_exactly_where_they_differ(dossier):
    mark(dossier, "first", V05="0", F04="1")
    mark(dossier, "second", F04="1", D06="2")
    judge = seat(dossier, "arbiter")
    with pytest.raises(ActionRefused) as caught:
        act("arbitrate_dossier", dossier, judge, answers=[], opinion="")
    assert {finding.field for finding in caught.value.findings} == {"check-V05-result", "check-D06-result"}
    words = [
        {"code": "V05", "result": "in_order", "deduction": "0", "reason": "印证充分"},
        {"code": "D06", "result": "faulty", "deduction": "1", "reason": "说理不足"},
        {"code": "F04", "result": "in_order", "deduction": "0", "reason": "两人一致，不在裁定范围"},
    ]
    act("arbitrate_dossier", dossier, judge, answers=words, opinion="")
    one = fresh(dossier)
    assert (one.state, one.vetoes, one.score, one.arbitrated) == ("settled", 0, 98, True)
    assert {fault.code: fault.found for fault in one.faults.all()} == {"F04": "both", "D06": "arbiter"}


def test_the_arbiter_gives_reasons_and_comes_only_when_called(dossier):
    judge = seat(dossier, "arbiter")
    with pytest.raises(NotPermitted):
        act("arbitrate_dossier", dossier, judge, answers=[], opinion="")
    mark(dossier, "first", V05="0")
    mark(dossier, "second")
    with pytest.raises(ActionRefused) as caught:
        words = [{"code": "V05", "result": "in_order", "deduction": "0", "reason": ""}]
        act("arbitrate_dossier", dossier, judge, answers=words, opinion="")
    assert [finding.field for finding in caught.value.findings] == ["check-V05-reason"]


# --- Replacing --------------------------------------------------------------------------------------------------------


def test_somebody_else_takes_a_seat_whose_form_is_not_in(dossier):
    old = Seat.objects.get(dossier=dossier, part="first")
    streets = set(dossier.seats.values_list("street_id", flat=True)) | {dossier.street_id}
    from training.evaluation.draw import evaluators

    other = next(one for one in evaluators(AFTER) if one.street_id not in streets)
    own = next(one for one in evaluators(AFTER) if one.street_id == dossier.street_id)
    with pytest.raises(ActionRefused):
        act("replace_evaluator", dossier, "legal", part="first", officer=own, reason="病假")
    act("replace_evaluator", dossier, "legal", part="first", officer=other, reason="病假")
    assert fresh(old).ended_on == AFTER
    with pytest.raises(NotPermitted):
        act("mark_dossier", dossier, old.officer.user, answers=[], opinion="")
    mark(dossier, "first")
    with pytest.raises(ActionRefused):
        act("replace_evaluator", dossier, "legal", part="first", officer=old.officer, reason="x")


# --- Publishing, objecting, closing -----------------------------------------------------------------------------------


def test_nothing_is_published_before_every_dossier_is_settled(dossier):
    mark(dossier, "first")
    with pytest.raises(ActionRefused):
        act("publish_round", dossier.round, "legal")
    mark(dossier, "second")
    act("publish_round", dossier.round, "legal")
    made = fresh(dossier.round)
    assert (made.state, made.published_on, made.appeals_until) == ("published", AFTER, date(2026, 4, 15))


def published() -> tuple[EvaluationRound, DrawnDossier]:
    made = drawn("shiqiao")
    one = settled(made, F04="2", D06="1")[0]
    act("publish_round", made, "legal")
    return fresh(made), fresh(one)


POINTS = [{"code": "F04", "argument": "见卷内第12页"}, {"code": "D06", "argument": "决定书第3段已说明"}]


def test_the_head_objects_and_the_legal_section_answers():
    _made, one = published()
    assert one.score == 97
    act("object_to_result", one, "head.shiqiao", points=POINTS, text="")
    given = [{"code": "F04", "stands": False, "deduction": "0"}, {"code": "D06", "stands": True, "deduction": "0.5"}]
    act("answer_objection", one, "legal", answers=given, opinion="部分采纳")
    one, appeal = fresh(one), Appeal.objects.get()
    assert (one.score, appeal.score_before) == (Decimal("99.5"), 97)
    assert {point.code: (point.before, point.after) for point in appeal.points.all()} == {
        "F04": (2, 0),
        "D06": (1, Decimal("0.5")),
    }
    assert Mark.objects.filter(seat__dossier=one).count() == 2, "the forms stay as they were handed in"


def test_an_objection_never_makes_it_worse_and_every_point_is_answered():
    _made, one = published()
    act("object_to_result", one, "head.shiqiao", points=POINTS[:1], text="")
    for wrong in ([], [{"code": "F04", "stands": True, "deduction": "3"}]):
        with pytest.raises(ActionRefused):
            act("answer_objection", one, "legal", answers=wrong, opinion="x")
    assert fresh(one).score == 97


def test_only_the_own_head_objects_once_within_the_days(clock):
    _made, one = published()
    for account in ("head.daguan", "officer.shiqiao", "counsel.shiqiao", "legal"):
        with pytest.raises(NotPermitted):
            act("object_to_result", one, account, points=POINTS, text="")
    with pytest.raises(ActionRefused):
        act("object_to_result", one, "head.shiqiao", points=[{"code": "A01", "argument": "不是扣分项"}], text="")
    clock.set(date(2026, 4, 16))
    with pytest.raises(ActionRefused):
        act("object_to_result", one, "head.shiqiao", points=POINTS, text="")


def test_the_legal_section_of_the_cases_organ_answers():
    closed("shiqiao", "XF-01")
    from delegation.models import Organ

    made = act("draw_round", Organ.objects.get(code="emergency"), "legal", quarter=QUARTER, per_street=1, seed=3)
    one = settled(made, F04="2")[0]
    act("publish_round", made, "legal")
    act("object_to_result", one, "head.shiqiao", points=POINTS[:1], text="")
    given = [{"code": "F04", "stands": False, "deduction": "0"}]
    with pytest.raises(NotPermitted):
        act("answer_objection", one, "legal", answers=given, opinion="x")
    act("answer_objection", one, "fire.legal", answers=given, opinion="x")
    assert fresh(one).score == 100


def test_a_round_is_final_after_the_days_and_the_answers(clock):
    made, one = published()
    with pytest.raises(ActionRefused):
        act("close_round", made, "legal", summary="x")
    act("object_to_result", one, "head.shiqiao", points=POINTS[:1], text="")
    clock.set(date(2026, 4, 16))
    with pytest.raises(ActionRefused):
        act("close_round", made, "legal", summary="x")
    act("answer_objection", one, "legal", answers=[{"code": "F04", "stands": True, "deduction": "2"}], opinion="x")
    act("close_round", made, "legal", summary="总体规范")
    assert fresh(made).state == "closed"
