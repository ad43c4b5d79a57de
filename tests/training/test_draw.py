"""The draw: the seed decides, nothing else does; never one's own street; spread over streets and items."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.models import Handler
from delegation.models import Officer
from training.evaluation import draw as drawing
from training.quarters import BadQuarter, Quarter

from .made import AFTER, QUARTER, closed

pytestmark = pytest.mark.django_db

STREETS = ("shiqiao", "daguan", "xiangfu", "wulin")


@pytest.fixture(autouse=True)
def after_the_quarter(clock):
    clock.set(AFTER)


def sample(seed: int = 7, per_street: int = 2):
    return drawing.draw(Quarter.parse(QUARTER), per_street=per_street, seed=seed)


def names(found):
    return [
        (pick.case.reference, *(one.user.username for one in pick.evaluators), pick.arbiter.user.username)
        for pick in found.picks
    ]


def several():
    return [closed(street, item) for street in STREETS for item in ("AQ-02", "AQ-02", "AQ-04", "XF-01", "AQ-13")]


def test_the_same_seed_draws_the_same_sample_and_evaluators():
    several()
    assert names(sample()) == names(sample())
    assert names(sample()) != names(sample(seed=8))


def test_the_order_of_rows_decides_nothing(monkeypatch):
    several()
    expected = names(sample())
    stratified, people = drawing._stratified, drawing.evaluators
    monkeypatch.setattr(drawing, "_stratified", lambda found, *rest: stratified(reversed(list(found)), *rest))
    monkeypatch.setattr(drawing, "evaluators", lambda on: people(on)[::-1])
    assert names(sample()) == expected


def test_nobody_evaluates_their_own_street_and_three_streets_sit():
    several()
    found = sample()
    assert len(found.picks) == 2 * len(STREETS)
    for pick in found.picks:
        streets = {one.street_id for one in (*pick.evaluators, pick.arbiter)}
        assert len(streets) == 3
        assert pick.case.street_id not in streets


def test_nobody_who_handled_the_case_evaluates_it():
    case = closed("shiqiao")
    chosen = sample(per_street=1).picks[0].evaluators[0]
    Handler.objects.create(case=case, officer=chosen, since=case.filed_on, until=case.filed_on)
    assert chosen not in sample(per_street=1).picks[0].evaluators


def test_a_streets_dossiers_are_of_different_items():
    several()
    by_street = {}
    for pick in sample(per_street=4).picks:
        by_street.setdefault(pick.case.street_id, []).append(pick.item)
    assert all(len(set(items)) == 4 for items in by_street.values())


def test_the_work_is_shared_out():
    several()
    busy = [one.user.username for pick in sample(per_street=5).picks for one in pick.evaluators]
    assert max(map(busy.count, busy)) <= 2


def test_only_what_the_street_closed_itself_in_the_quarter_is_drawn_from():
    closed("shiqiao")
    closed("shiqiao", unit="organ")
    closed("shiqiao", handling_unit="organ")
    first = closed("shiqiao")
    closed("shiqiao", reopens=first)
    assert drawing.pool(Quarter.parse(QUARTER)).count() == 2
    assert drawing.pool(Quarter.parse("2026Q2")).count() == 0


def test_a_street_with_too_few_dossiers_is_named():
    closed("shiqiao")
    found = sample()
    assert len(found.picks) == 1
    assert {street.pinyin: count for street, count in found.short.items()}["shiqiao"] == 1
    assert len(found.short) == 18


def test_only_certified_officers_of_streets_with_an_account_evaluate():
    people = drawing.evaluators(AFTER)
    assert people
    assert {one.kind for one in people} == {Officer.Kind.OFFICER}
    assert all(one.street_id and one.user_id and one.certificate_on(AFTER) for one in people)
    people[0].certificates.all().delete()
    assert people[0].pk not in {one.pk for one in drawing.evaluators(AFTER)}


def test_the_command_prints_the_sample_and_keeps_nothing():
    several()
    out = StringIO()
    call_command("draw_dossiers", quarter=QUARTER, per_street=2, seed=7, json=True, stdout=out)
    printed = json.loads(out.getvalue())
    assert printed["seed"] == 7
    assert [row["case"] for row in printed["sample"]] == [row[0] for row in names(sample())]
    for row in printed["sample"]:
        assert row["street"] not in {one["street"] for one in (*row["evaluators"], row["arbiter"])}
    from training.models import EvaluationRound

    assert not EvaluationRound.objects.exists()


@pytest.mark.parametrize("options", [{"quarter": "2026Q5"}, {"per_street": 0}, {"seed": -1}])
def test_the_command_refuses_nonsense(options):
    with pytest.raises(CommandError):
        call_command("draw_dossiers", **{"quarter": QUARTER, "per_street": 2, "seed": 7, **options})


def test_quarters():
    assert str(Quarter.parse("2026q4").next) == "2027Q1"
    assert str(Quarter.parse("2026Q1").before) == "2025Q4"
    assert (Quarter(2026, 3).first.isoformat(), Quarter(2026, 3).last.isoformat()) == ("2026-07-01", "2026-09-30")
    assert Quarter.of(AFTER) == Quarter(2026, 2)
    with pytest.raises(BadQuarter):
        Quarter.parse("2026-3")
