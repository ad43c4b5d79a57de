"""Exams: papers drawn by seed, time kept by the server, marks, answers at the right moment, statistics."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent
from training import tasks
from training.commentary import reading
from training.exams import bank as services
from training.exams import drawing, statistics, timing
from training.models import Exam, Paper, PaperQuestion, Question

from . import bench
from .made import act
from .test_pages import as_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filled():
    bench.bank()


def shown(paper: Paper) -> list[tuple[str, list[int]]]:
    return [(one.edition.question.code, one.order) for one in paper.questions.select_related("edition__question")]


# --- Drawing ----------------------------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_paper_whatever_the_order_of_the_rows():
    pool = list(services.in_use())
    first = drawing.draw(bench.LINES, pool, "seed")
    again = drawing.draw(list(reversed(bench.LINES)), reversed(pool), "seed")
    assert [(one.edition.pk, one.order) for one in first] == [(one.edition.pk, one.order) for one in again]
    other = drawing.draw(bench.LINES, pool, "another")
    assert [one.edition.pk for one in other] != [one.edition.pk for one in first]


@pytest.mark.parametrize("seed", [f"s{number}" for number in range(40)])
def test_every_seed_fills_the_blueprint_without_a_question_twice(seed):
    pool = list(services.in_use())
    drawn = drawing.draw(bench.LINES, pool, seed)
    codes = [one.edition.question.code for one in drawn]
    assert len(codes) == len(set(codes)) == 10
    assert sum(one.edition.topic == "notice" for one in drawn) >= 3
    assert sum(one.edition.kind == "multiple" for one in drawn) >= 2
    for one in drawn:
        assert sorted(one.order) == list(range(len(one.edition.options)))
        if one.edition.kind == "judgement":
            assert one.order == [0, 1], "true stands before false"


def test_options_are_shuffled():
    pool = list(services.in_use())
    orders = {tuple(one.order) for number in range(5) for one in drawing.draw(bench.LINES, pool, str(number))}
    assert len(orders) > 5


def test_two_people_get_two_papers_and_the_same_person_the_same_one():
    made = bench.exam(attempts=2)
    one, other = bench.begin(made), bench.begin(made, "officer.daguan")
    assert shown(one) != shown(other)
    seed = drawing.seed_of(made.seed, "officer.shiqiao", 1)
    again = drawing.draw(made.blueprint, services.editions(made.pool), seed)
    assert [(one.edition.question.code, one.order) for one in again] == shown(one)


def test_an_edited_question_leaves_papers_and_announced_exams_as_they_are():
    made = bench.exam()
    paper = bench.begin(made)
    asked = paper.questions.select_related("edition__question").first()
    act("edit_question", asked.edition.question, "legal", content={**asked.edition.content(), "text": "改过（演示）"})
    asked.refresh_from_db()
    assert asked.edition.text != "改过（演示）"
    later = bench.begin(made, "officer.daguan")
    assert not later.questions.filter(edition__edition=2).exists()
    newer = bench.exam(seed=43)
    assert Question.objects.get(pk=asked.edition.question_id).current_id in newer.pool


def test_an_exam_that_some_seed_could_not_fill_is_not_announced():
    lines = [
        {"topic": "interview", "item": "", "kind": "", "count": 4},
        {"topic": "", "item": "", "kind": "single", "count": 39},
    ]
    made = bench.exam(announce=False, blueprint=lines)
    with pytest.raises(ActionRefused) as refused:
        act("open_exam", made, "legal")
    assert len(refused.value.findings) == 1, "single choices may lose four to the first line"
    assert Exam.objects.get().state == "draft"


# --- Time -------------------------------------------------------------------------------------------------------------


def test_a_paper_is_saved_and_handed_in_within_its_time(clock):
    paper = bench.begin(bench.exam())
    assert paper.due_at - paper.begun_at == timedelta(minutes=30)
    act("save_answers", paper, "officer.shiqiao", answers=bench.answers(paper, 4))
    clock.set(paper.due_at)
    act("hand_in_paper", paper, "officer.shiqiao", answers=bench.answers(paper, 7))
    paper.refresh_from_db()
    assert (paper.right, str(paper.score), paper.passed, paper.timed_out) == (7, "70.0", True, False)
    events = LedgerEvent.objects.filter(chain=ledger.chain_of(paper)).order_by("seq")
    assert [event.action for event in events] == ["begin_paper", "save_answers", "hand_in_paper"]
    assert list(ledger.verify(events)) == []


def test_late_answers_are_refused_and_what_was_saved_counts(clock):
    paper = bench.begin(bench.exam())
    act("save_answers", paper, "officer.shiqiao", answers=bench.answers(paper, 5))
    clock.set(paper.due_at + timedelta(seconds=1))
    for code in ("save_answers", "hand_in_paper"):
        with pytest.raises(ActionRefused) as refused:
            act(code, paper, "officer.shiqiao", answers=bench.answers(paper))
        assert refused.value.findings[0].remedy
    assert timing.hand_in_due() == 1
    assert timing.hand_in_due() == 0, "once"
    paper.refresh_from_db()
    assert (paper.right, paper.timed_out, paper.handed_in_at, paper.passed) == (5, True, paper.due_at, False)


def test_the_task_by_the_minute_hands_in_and_a_look_does_too(clock):
    made = bench.exam()
    one, other = bench.begin(made), bench.begin(made, "officer.daguan")
    clock.set(one.due_at + timedelta(minutes=1))
    page = as_("officer.daguan").get(other.get_absolute_url())
    assert page.context["paper"].timed_out
    one.refresh_from_db()
    assert one.is_open, "the other's look is about the other's paper"
    assert tasks.hand_in_due_papers() == 1


def test_a_paper_begun_late_ends_with_the_exam(clock):
    made = bench.exam()
    clock.set(made.closes_at - timedelta(minutes=10))
    assert bench.begin(made).due_at == made.closes_at


def test_nobody_begins_outside_the_window_twice_or_two_at_once(clock):
    made, other = bench.exam(), bench.exam(title="另一场（演示）", seed=7)
    paper = bench.begin(made)
    with pytest.raises(ActionRefused):
        bench.begin(other)
    act("hand_in_paper", paper, "officer.shiqiao", answers={})
    with pytest.raises(ActionRefused):
        bench.begin(made)
    bench.begin(other)
    clock.set(made.closes_at)
    with pytest.raises(ActionRefused):
        bench.begin(made, "officer.daguan")
    with pytest.raises(NotPermitted):
        bench.begin(made, "head.shiqiao")
    with pytest.raises(NotPermitted):
        act("hand_in_paper", paper, "officer.daguan", answers={})


def test_answers_that_are_no_options_are_left_out():
    paper = bench.begin(bench.exam())
    act("save_answers", paper, "officer.shiqiao", answers={"1": [0, 1, 99, -1], "2": [5], "77": [1]})
    for one in paper.questions.select_related("edition"):
        assert all(0 <= place < len(one.edition.options) for place in one.given)
        assert one.edition.kind == "multiple" or len(one.given) <= 1


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_a_paper_is_written_on_the_page(clock):
    made = bench.exam(answers_shown="closed")
    client = as_("officer.shiqiao")
    begun = client.post(f"/training/exams/{made.pk}/begin/")
    paper = Paper.objects.get()
    assert begun.url == paper.get_absolute_url()
    assert client.post(f"/training/exams/{made.pk}/begin/").url == begun.url, "a second click leads to the same paper"
    page = client.get(begun.url).content.decode()
    assert page.count("gs-question") >= 10
    assert "explanation" not in page
    first = paper.questions.select_related("edition").first()
    posted = {first.name: [str(place) for place in first.edition.answers]}
    kept = client.post(f"{begun.url}save/", posted)
    assert kept.status_code == 200
    assert kept.json()["left"] == 1800
    saved = client.post(begun.url, {**posted, "draft": "1"})
    assert saved.status_code == 302
    assert Paper.objects.get().is_open
    client.post(begun.url, posted)
    result = client.get(begun.url)
    assert result.context["paper"].right == 1
    assert not result.context["shown"], "not before the exam is over"
    assert first.edition.explanation not in result.content.decode()
    clock.set(made.closes_at)
    assert first.edition.explanation in client.get(begun.url).content.decode()


def test_saving_too_late_says_so_with_409(clock):
    paper = bench.begin(bench.exam())
    clock.set(paper.due_at + timedelta(seconds=2))
    answer = as_("officer.shiqiao").post(f"{paper.get_absolute_url()}save/", {"q1": "0"})
    assert answer.status_code == 409
    assert answer.json()["refused"]


def test_a_paper_is_its_writers_alone_until_it_is_handed_in():
    made = bench.exam()
    paper = bench.begin(made)
    for account in ("officer2.shiqiao", "head.shiqiao", "officer.daguan", "legal", "leader"):
        assert as_(account).get(paper.get_absolute_url()).status_code == 404, account
        assert as_(account).post(f"{paper.get_absolute_url()}save/").status_code == 404, account
    act("hand_in_paper", paper, "officer.shiqiao", answers=bench.answers(paper))
    certificate = f"{paper.get_absolute_url()}certificate.pdf"
    for account in ("officer2.shiqiao", "head.shiqiao", "officer.daguan", "fire.legal"):
        assert as_(account).get(paper.get_absolute_url()).status_code == 404, account
        assert as_(account).get(certificate).status_code == 404, account
    for account in ("officer.shiqiao", "legal", "leader", "director", "chief"):
        assert as_(account).get(paper.get_absolute_url()).status_code == 200, account
        assert as_(account).post(paper.get_absolute_url()).status_code in (302, 404), account


def test_results_are_read_by_ones_own_street_and_above():
    made = bench.exam()
    bench.sit(made), bench.sit(made, "officer.daguan")
    expected = {"head.shiqiao": 1, "counsel.daguan": 1, "head.wulin": 0, "officer.shiqiao": 0, "legal": 2, "leader": 2}
    for account, count in expected.items():
        assert len(as_(account).get(made.get_absolute_url()).context["papers"]) == count, account
    sheet = load_workbook(BytesIO(as_("head.shiqiao").get(f"{made.get_absolute_url()}results.xlsx").content))
    assert (sheet.sheetnames.__len__(), sheet.active.max_row) == (1, 2)
    sheet = load_workbook(BytesIO(as_("legal").get(f"{made.get_absolute_url()}results.xlsx").content))
    assert (len(sheet.sheetnames), sheet.worksheets[0].max_row) == (2, 3)


def test_an_exam_in_preparation_exists_for_the_organisers_alone():
    made = bench.exam(announce=False)
    for account in ("officer.shiqiao", "head.shiqiao", "leader", "fire.legal"):
        assert as_(account).get(made.get_absolute_url()).status_code == 404, account
        assert made.title not in as_(account).get("/training/exams/").content.decode()
    assert as_("legal").get(made.get_absolute_url()).status_code == 200


def test_the_certificate_names_person_score_and_what_it_is_not():
    paper = bench.sit(bench.exam())
    text = PdfReader(BytesIO(as_("officer.shiqiao").get(f"{paper.get_absolute_url()}certificate.pdf").content))
    said = "".join(page.extract_text() for page in text.pages)
    assert len(text.pages) == 1
    assert paper.officer.name in said
    assert "不是行政执法证件" in said
    failed = bench.sit(bench.exam(title="二（演示）", seed=5), "officer.daguan", right=1)
    assert as_("officer.daguan").get(f"{failed.get_absolute_url()}certificate.pdf").status_code == 404


def test_an_exam_is_set_announced_and_called_off_on_the_pages():
    desk = as_("legal")
    typed = {
        "title": "页面考试（演示）", "notes": "", "opens_at": "2026-03-17T09:00", "closes_at": "2026-03-18T17:00", "minutes": "40",
        "pass_mark": "60", "attempts": "1", "answers_shown": "closed", "seed": "5", "line-0-topic": "notice", "line-0-count": "3",
    }  # fmt: skip
    url = f"/training/act/set_exam/{bench.organ().pk}/"
    for wrong, name in (
        ({"line-0-count": ""}, "line-0-count"),
        ({"closes_at": "2026-03-17T09:10"}, "closes_at"),
        ({"line-0-item": "ZZ-1"}, "line-0-item"),
        ({"line-0-topic": "", "line-0-count": ""}, "line-0-count"),
    ):
        page = desk.post(url, {**typed, **wrong})
        assert page.status_code == 200, wrong
        assert "has-error" in page.content.decode(), name
        assert "页面考试（演示）" in page.content.decode()
    assert desk.post(url, typed).status_code == 302
    made = Exam.objects.get()
    changed = desk.post(f"/training/act/change_exam/{made.pk}/", {**typed, "minutes": "50"})
    assert changed.status_code == 302
    assert desk.post(f"/training/act/open_exam/{made.pk}/", {}).status_code == 302
    made.refresh_from_db()
    assert (made.minutes, made.state, made.blueprint[0]["count"]) == (50, "open", 3)
    desk.post(f"/training/act/withdraw_exam/{made.pk}/", {"reason": "改期（演示）"})
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_lists_cost_the_same_however_many_papers_there_are():
    made = bench.exam()

    def queries(account: str, path: str) -> int:
        client = as_(account)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    paths = (("legal", made.get_absolute_url()), ("legal", "/training/exams/"), ("legal", "/training/questions/"))
    bench.sit(made)
    before = [queries(*one) for one in paths]
    for street in ("daguan", "wulin", "xiangfu", "banshan"):
        bench.sit(made, f"officer.{street}", right=5)
    bench.exam(title="又一场（演示）", seed=3)
    assert [queries(*one) for one in paths] == before


# --- Statistics -------------------------------------------------------------------------------------------------------


def test_each_person_counts_once_with_the_last_paper():
    made = bench.exam(attempts=2)
    bench.sit(made, right=0)
    assert {row.percent for row in statistics.by_question(statistics.counted(exam=made))} == {0}
    second = bench.begin(made)
    act("hand_in_paper", second, "officer.shiqiao", answers=bench.answers(second))
    counted = statistics.counted(exam=made)
    asked = Counter(one.edition.question_id for one in counted)
    assert set(asked.values()) == {1}
    again = set(second.questions.values_list("edition__question", flat=True))
    assert all(one.is_right for one in counted if one.edition.question_id in again)


def test_a_weak_question_speaks_once_for_its_topic():
    lines = [{"topic": "interview", "item": "", "kind": "", "count": 4}]
    made = bench.exam(blueprint=lines, attempts=2)
    since = timekeeper.now() - timedelta(days=1)
    people = ("officer.shiqiao", "officer.daguan", "officer.wulin", "officer.xiangfu")
    for account in people:
        bench.sit(made, account, right=0)
    assert statistics.weak_questions(since) == Counter(), "four answers say little"
    bench.sit(made, "officer.banshan", right=0)
    assert statistics.weak_questions(since) == Counter({"interview": 4})
    for account in people:
        bench.sit(made, account, right=0)
    assert statistics.weak_questions(since) == Counter({"interview": 4}), "a second attempt adds nothing"
    due = reading.suggested()[0]
    assert (due.topic, due.findings, due.questions) == ("interview", 4, 4)
    assert not PaperQuestion.objects.filter(paper__handed_in_at=None).exists()
