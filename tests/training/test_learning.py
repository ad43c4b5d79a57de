"""The learning path: counted from the records, proposed by the liaison, decided by the director."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases.models import Handler
from delegation.models import Street
from delegation.selectors import liaison_of
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from tests.legality.steps import set_value
from training.learning import standing, streets
from training.models import EvaluationRound, LearningStep

from . import bench, events
from .made import act, closed, drawn, settled
from .test_pages import as_

pytestmark = pytest.mark.django_db


def one(account: str = "officer.shiqiao") -> standing.Standing:
    return standing.standings(standing.on_the_path().filter(user__username=account))[0]


def liaison(street: str = "shiqiao") -> str:
    return liaison_of(Street.objects.get(pinyin=street)).user.username


def step(account: str, *steps: str) -> None:
    """Take somebody there, step by step."""
    officer = bench.person(account)
    for name in steps:
        act("propose_learning_step", officer, liaison(officer.street.pinyin), step=name, reason="演示")
        act("decide_learning_step", officer, "director", verdict="approved", opinion="同意（演示）")


def criteria(step_name: str, account: str = "officer.shiqiao") -> dict[str, bool | None]:
    found = standing.criteria(one(account), step_name, standing.thresholds())
    return {row.label: row.met for row in found}


# --- Counting ---------------------------------------------------------------------------------------------------------


def test_only_closed_cases_count_and_for_those_who_handled_them_at_the_end(cases):
    assert (one().cases, one().led) == (0, 0)
    case = closed("shiqiao")
    assert (one().cases, one().led) == (1, 1)
    assert (one("officer2.shiqiao").cases, one("officer2.shiqiao").led) == (1, 0)
    Handler.objects.filter(case=case, officer__user__username="officer2.shiqiao").update(until=date(2026, 2, 3))
    assert one("officer2.shiqiao").cases == 0, "replaced before the case was closed"
    cases.open("shiqiao")
    assert one().cases == 1, "an open case counts nothing yet"
    assert one("officer.daguan").cases == 0


def test_exams_count_once_each_and_only_if_passed():
    bench.bank()
    made = bench.exam(attempts=2)
    bench.sit(made, right=2)
    assert one().exams == 0
    bench.sit(made)
    assert one().exams == 1
    bench.sit(bench.exam(title="二（演示）", seed=9))
    assert one().exams == 2


def test_points_come_from_final_evaluations_alone(clock):
    clock.set(date(2026, 4, 8))
    made = drawn("shiqiao")
    settled(made, F04="2")
    assert one().points is None
    act("publish_round", made, "legal")
    clock.set(date(2026, 4, 16))
    act("close_round", EvaluationRound.objects.get(), "legal", summary="演示")
    assert (one().points, one().dossiers) == (Decimal("98.0"), 1)


def test_hours_come_from_trainings_held_and_attended(clock):
    def judged(name: str) -> list[bool | None]:
        return [met for label, met in criteria(name).items() if "学时" in label]

    assert judged("assist") == [False] and one().hours == 0
    made = events.planned(starts_at=events.at(9), ends_at=events.at(17))
    events.scan(clock, made, "officer.shiqiao")
    assert one().hours == 0, "not held yet"
    clock.set(events.at(17))
    act("hold_event", made, "legal", minutes="讲了证据（演示）")
    assert one().hours == 8 and judged("assist") == [True]
    assert one("officer2.shiqiao").hours == 0


def test_criteria_say_what_is_fulfilled_and_what_is_missing(clock):
    before = criteria("guided")
    assert list(before.values()) == [True, False, False, False]
    for _number in range(2):
        closed("shiqiao")
    bench.bank()
    bench.sit(bench.exam())
    set_value("learn_guided_hours", 2)
    events.held(clock)
    assert set(criteria("guided").values()) == {True}
    assert False in criteria("independent").values()


# --- Steps ------------------------------------------------------------------------------------------------------------


def test_a_step_is_proposed_by_the_liaison_and_decided_by_the_director():
    officer = bench.person("officer.shiqiao")
    act("propose_learning_step", officer, liaison(), step="assist", reason="表现稳定（演示）")
    proposal = LearningStep.objects.get()
    assert [row["met"] for row in proposal.figures] == [True, False, False], "certificate; no exam, no hours"
    assert one().step == "observe"
    act(
        "decide_learning_step",
        officer,
        "director",
        verdict="approved",
        opinion="同意",
        effective_from=date(2026, 3, 20),
    )
    assert one().step == "observe", "not before its day"
    assert standing.step_on(one().officer, date(2026, 3, 20)) == "assist"


def test_a_refused_step_changes_nothing_and_another_may_be_proposed():
    officer = bench.person("officer.shiqiao")
    act("propose_learning_step", officer, liaison(), step="assist", reason="演示")
    act("decide_learning_step", officer, "director", verdict="refused", opinion="再看看（演示）")
    assert one().step == "observe"
    act("propose_learning_step", officer, liaison(), step="assist", reason="再报（演示）")


def test_what_is_refused_and_why():
    officer = bench.person("officer.shiqiao")
    for wrong in ("guided", "independent", "observe"):
        with pytest.raises(ActionRefused):
            act("propose_learning_step", officer, liaison(), step=wrong, reason="演示")
    act("propose_learning_step", officer, liaison(), step="assist", reason="演示")
    with pytest.raises(ActionRefused):
        act("propose_learning_step", officer, liaison(), step="assist", reason="演示")
    with pytest.raises(ActionRefused):
        act(
            "decide_learning_step", officer, "director", verdict="approved", opinion="", effective_from=date(2026, 3, 1)
        )
    other = bench.person("officer2.shiqiao")
    other.certificates.update(ended_on=date(2026, 3, 1))
    with pytest.raises(ActionRefused) as refused:
        act("propose_learning_step", other, liaison(), step="assist", reason="演示")
    assert "42" in refused.value.findings[0].article
    for account in ("head.shiqiao", "director", "legal", "liaison6" if liaison() != "liaison6" else "liaison1"):
        with pytest.raises(NotPermitted):
            act("propose_learning_step", other, account, step="assist", reason="演示")
    with pytest.raises(NotPermitted):
        act("decide_learning_step", officer, liaison(), verdict="approved", opinion="")


def test_whether_a_street_has_the_officers_its_step_presumes():
    street = Street.objects.get(pinyin="shiqiao")

    def now() -> streets.StreetStanding:
        people = standing.standings(standing.on_the_path().filter(street=street))
        return streets.of_streets([street], people)[0]

    assert now().step == Street.AutonomyStep.INDEPENDENT or now().wanted >= 1
    wanted, least = streets.PRESUMED[now().step]
    assert not now().met
    path = standing.ORDER[1 : standing.ORDER.index(least) + 1]
    for account in ("officer.shiqiao", "officer2.shiqiao")[:wanted]:
        step(account, *path)
    assert (now().have, now().met) == (wanted, True)
    bench.person("officer.shiqiao").certificates.update(ended_on=date(2026, 3, 1))
    assert not now().met, "without a certificate nobody counts"


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_who_sees_whose_path():
    officer = bench.person("officer.shiqiao")
    url = f"/training/learning/officers/{officer.pk}/"
    sees = (
        "officer.shiqiao",
        "head.shiqiao",
        "counsel.shiqiao",
        liaison(),
        "legal",
        "leader",
        "director",
        "fire.chief",
    )
    for account in sees:
        assert as_(account).get(url).status_code == 200, account
    for account in ("officer2.shiqiao", "head.daguan", "officer.daguan", "enforcement", "fire.legal", "brigade1"):
        assert as_(account).get(url).status_code == 404, account
    assert as_("officer.shiqiao").get("/training/learning/me/").url == url
    assert as_("leader").get("/training/learning/me/").url == "/training/learning/"


def test_the_overview_shows_what_one_may_read():
    expected = {
        "officer.shiqiao": (0, 1),
        "head.shiqiao": (1, 3),
        liaison(): (3, None),
        "leader": (18, 41),
        "fire1": (0, 0),
    }
    for account, (count, people) in expected.items():
        page = as_(account).get("/training/learning/").context
        assert len(page["streets"]) == count, account
        assert people is None or len(page["people"]) == people, account
    page = as_("officer.shiqiao").get(f"/training/learning/streets/{Street.objects.get(pinyin='daguan').code}/")
    assert page.status_code == 200
    assert page.context["rows"] == [], "whether there are enough is no secret; who they are is"


def test_the_mentoring_page_leads_to_the_streets_officers():
    street = Street.objects.get(pinyin="shiqiao")
    link = f"/training/learning/streets/{street.code}/"
    assert link in as_("head.shiqiao").get(f"/delegation/mentoring/{street.code}/").content.decode()
    assert len(as_("head.shiqiao").get(link).context["rows"]) == 3


def test_a_step_is_proposed_and_decided_on_the_pages():
    officer = bench.person("officer.shiqiao")
    url = f"/training/learning/officers/{officer.pk}/"
    mentor, director = as_(liaison()), as_("director")
    assert f"/training/act/propose_learning_step/{officer.pk}/" in mentor.get(url).content.decode()
    refused = mentor.post(
        f"/training/act/propose_learning_step/{officer.pk}/", {"step": "independent", "reason": "演示"}
    )
    assert refused.status_code == 200
    assert refused.context["form"].errors["step"]
    sent = mentor.post(f"/training/act/propose_learning_step/{officer.pk}/", {"step": "assist", "reason": "演示"})
    assert sent.url == url
    form = director.get(f"/training/act/decide_learning_step/{officer.pk}/").content.decode()
    assert "演示" in form
    done = director.post(
        f"/training/act/decide_learning_step/{officer.pk}/", {"verdict": "approved", "opinion": "同意"}
    )
    assert done.url == url
    assert one().step == "assist"
    assert as_("officer.daguan").get(f"/training/act/propose_learning_step/{officer.pk}/").status_code == 404


def test_the_spreadsheet_holds_what_the_page_shows():
    book = load_workbook(BytesIO(as_("head.shiqiao").get("/training/learning/learning.xlsx").content))
    assert [page.max_row for page in book.worksheets] == [4, 2]
    book = load_workbook(BytesIO(as_("leader").get("/training/learning/learning.xlsx").content))
    assert [page.max_row for page in book.worksheets] == [42, 19]


def test_the_overview_costs_the_same_for_one_case_or_many():
    def queries(path: str) -> int:
        client = as_("leader")
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    paths = ("/training/learning/", f"/training/learning/streets/{Street.objects.get(pinyin='shiqiao').code}/")
    closed("shiqiao")
    step("officer.shiqiao", "assist")
    before = [queries(path) for path in paths]
    for street in ("daguan", "wulin", "shiqiao"):
        closed(street)
        step(f"officer.{street}" if street != "shiqiao" else "officer2.shiqiao", "assist")
    assert [queries(path) for path in paths] == before
