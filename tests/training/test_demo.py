"""The demonstration's quarter: everything through the door, once, and nothing beyond its last day."""

from __future__ import annotations

from datetime import date

import pytest

from cases.demo import further
from cases.guide.checks import checks
from gongshu_enforcement import ledger
from gongshu_enforcement.models import LedgerEvent, Origin
from training import demo
from training.models import Appeal, Commentary, EvaluationRound, FollowUp, Mark

from .made import closed

pytestmark = pytest.mark.django_db

STREETS = ("shiqiao", "daguan", "wulin", "xiangfu", "banshan", "kangqiao")


def sound(case) -> dict[str, dict[str, str]]:
    """Proposals of a dossier in which the software finds nothing wrong; cases made as rows lack every paper."""
    rest = {"deduction": "0", "reason": "", "reason_en": ""}
    return {code: {"result": "in_order" if check.automatic else "", **rest} for code, check in checks().items()}


@pytest.fixture(autouse=True)
def closed_dossiers(clock, monkeypatch):
    clock.set(date(2026, 6, 1))
    monkeypatch.setattr("training.evaluation.proposals.take", sound)
    closed("shiqiao", filed=date(2025, 12, 1))
    for street in STREETS:
        for item in ("AQ-02", "AQ-04", "XF-01"):
            closed(street, item, origin=Origin.DEMO)


def test_a_quarter_is_evaluated_talked_over_and_taught():
    assert demo.make(date(2026, 5, 29)) > 0
    made = EvaluationRound.objects.get()
    assert (str(made.quarter), made.state, made.seed) == ("2026Q1", "closed", demo.SEED)
    assert made.dossiers.count() == demo.PER_STREET * len(STREETS)
    assert not made.dossiers.exclude(state="settled").exists()
    assert made.dossiers.filter(arbitrated=True).exists()
    assert Appeal.objects.exclude(answered_on=None).count() == demo.APPEALS
    assert {one.state for one in Commentary.objects.all()} == {"held"}
    assert Commentary.objects.count() == 2
    assert set(FollowUp.objects.values_list("kind", "state")) == {
        ("task", "done"),
        ("task", "open"),
        ("topic", "open"),
        ("topic", "done"),
    }


def test_it_is_made_once():
    assert further.make_all(date(2026, 5, 29)) > 0
    before = LedgerEvent.objects.count()
    assert further.make_all(date(2026, 5, 29)) == 0
    assert LedgerEvent.objects.count() == before


def test_nothing_lies_after_the_last_day():
    last = date(2026, 4, 20)
    demo.make(last)
    made = EvaluationRound.objects.get()
    assert made.state == "marking"
    assert Mark.objects.exists()
    assert not Mark.objects.filter(marked_on__gt=last).exists()


def test_too_early_in_a_quarter_nothing_is_made():
    assert demo.make(date(2026, 4, 3)) == 0


def test_its_chains_verify_and_bear_the_mark_of_the_demonstration():
    demo.make(date(2026, 5, 29))
    events = LedgerEvent.objects.filter(action__in=("draw_round", "mark_dossier", "hold_commentary", "close_topic"))
    assert set(events.values_list("origin", flat=True)) == {Origin.DEMO}
    assert not list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq")))


def test_learning_exams_and_a_contest_are_there_to_be_looked_at():
    """One exam over with some who failed, one open, a contest between its rounds, steps decided and one waiting."""
    from training import demo_learning
    from training.learning import standing
    from training.models import Contest, Exam, LearningStep, MockDocument, Paper, Question

    last = date(2026, 5, 29)
    made = demo_learning.make(last)
    assert 60 < made < 110
    assert Question.objects.count() >= 60
    over, running = Exam.objects.get(title=demo_learning.TITLE), Exam.objects.get(title=demo_learning.NEXT_TITLE)
    results = Paper.objects.filter(exam=over).values_list("passed", flat=True)
    assert {True, False} == set(results)
    assert not running.papers.exists()
    contest = Contest.objects.get()
    assert [one.state for one in contest.rounds.all()] == ["done", "open", "planned"]
    assert MockDocument.objects.exclude(handed_in_at=None).count() == 1
    assert LearningStep.objects.filter(state="proposed").count() == 1
    assert standing.standings(standing.on_the_path().filter(user__username="officer.shiqiao"))[0].step == "guided"
    assert not LedgerEvent.objects.exclude(origin=Origin.DEMO).exists()
    assert list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq"))) == []
    assert demo_learning.make(last) == 0
