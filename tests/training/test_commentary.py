"""The case commentary: what the rules propose, what is said, what becomes of each point."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from cases.guide.checks import checks
from delegation.models import Organ, Street
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent, User
from tests.supervision.made import said, submitted
from training import topics
from training.commentary import picking, reading
from training.models import Commentary, FollowUp

from .made import AFTER, act, closed, drawn, settled

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def after_the_quarter(clock):
    clock.set(AFTER)


def as_(account: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=account), backend=BACKEND)
    return client


def prepared(*cases) -> Commentary:
    one = act("open_commentary", Organ.objects.get(code="emergency"), "legal", planned_on=date(2026, 4, 20))
    for case in cases:
        act("pick_cases", one, "legal", proposed=[], reference=case.reference, why="典型（演示）")
    return one


def held(*cases) -> Commentary:
    """One remark on every case, a task of its street, a topic; the meeting recorded today."""
    one = prepared(*cases)
    for picked in one.picked.all():
        remark = act(
            "remark_on_case", one, "legal", picked=picked, kind="fault", check="F04", text="证据不对应（演示）"
        )
        task = {"kind": "task", "street": picked.about_case.street, "due_on": date(2026, 4, 30), "remark": remark}
        act("set_point", one, "legal", text="补充说明（演示）", **task)
    act("set_point", one, "legal", kind="topic", text="证据（演示）", topic="evidence")
    return act("hold_commentary", one, "legal", happened_on=AFTER, minutes="讲评（演示）")


# --- Picking ----------------------------------------------------------------------------------------------------------


def test_the_rules_propose_and_say_why():
    case = closed("shiqiao", filed=date(2026, 3, 2))
    submission = submitted(case, "returned")
    for desk in ("legal", "enforcement"):
        said(submission, desk, "return", by=desk)
    other = closed("daguan", "AQ-04", filed=date(2026, 3, 9))
    found = {one.case.pk: one for one in picking.proposals(User.objects.get(username="legal"), AFTER)}
    assert found[case.pk].rule == "returned"
    assert "2" in found[case.pk].why
    assert found[other.pk].rule == "first_of_item"


def test_the_last_evaluation_proposes_its_lowest_and_highest(clock):
    made = drawn("shiqiao", "daguan", "wulin", "xiangfu")
    settled(made, F04="2")
    act("publish_round", made, "legal")
    clock.set(date(2026, 4, 16))
    act("close_round", made, "legal", summary="x")
    rules = Counter(one.rule for one in picking.proposals(User.objects.get(username="legal"), date(2026, 4, 16)))
    assert rules["weakest"] == 3
    assert rules["exemplary"] == 1, "no case is proposed twice"


def test_only_closed_cases_that_the_person_may_read_are_picked():
    one = prepared()
    fire = closed("shiqiao", "XF-01")
    for reference in (fire.reference, "G26-9999"):
        with pytest.raises(ActionRefused):
            act("pick_cases", one, "legal", proposed=[], reference=reference, why="x")
    act("pick_cases", one, "fire.legal", proposed=[], reference=fire.reference, why="x")
    assert one.picked.get().about_case == fire


def test_a_case_talked_about_is_not_proposed_again():
    case = closed("shiqiao", filed=date(2026, 3, 2))
    user = User.objects.get(username="legal")
    assert [one.case for one in picking.proposals(user, AFTER)] == [case]
    one = prepared()
    act("pick_cases", one, "legal", proposed=[case.reference])
    assert picking.proposals(user, AFTER) == []


# --- The meeting ------------------------------------------------------------------------------------------------------


def test_one_commentary_a_month():
    prepared()
    with pytest.raises(ActionRefused):
        prepared()


def test_a_meeting_is_recorded_once_every_case_has_its_remark():
    one = prepared(closed("shiqiao"))
    with pytest.raises(ActionRefused):
        act("hold_commentary", one, "legal", happened_on=AFTER, minutes="x")
    act("remark_on_case", one, "legal", picked=one.picked.get(), kind="good", text="规范")
    act("hold_commentary", one, "legal", happened_on=AFTER, minutes="x")
    with pytest.raises(ActionRefused):
        act("remark_on_case", one, "legal", picked=one.picked.get(), kind="good", text="再补一句")
    assert LedgerEvent.objects.filter(chain=f"commentary:{one.pk}", action="hold_commentary").exists()


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"kind": "task"}, "street"),
        ({"kind": "task", "due_on": AFTER}, "due_on"),
        ({"kind": "topic"}, "topic"),
    ],
)
def test_a_task_has_street_and_day_and_a_topic_its_subject(inputs, field):
    one = prepared(closed("shiqiao"))
    if "due_on" in inputs:
        inputs = {**inputs, "street": Street.objects.first()}
    with pytest.raises(ActionRefused) as caught:
        act("set_point", one, "legal", text="x", **inputs)
    assert [finding.field for finding in caught.value.findings] == [field]


def test_only_the_legal_sections_prepare():
    for account in ("director", "head.shiqiao", "officer.shiqiao", "leader", "admin"):
        with pytest.raises(NotPermitted):
            act("open_commentary", Organ.objects.get(code="emergency"), account, planned_on=AFTER)


# --- What becomes of it -----------------------------------------------------------------------------------------------


def test_a_task_is_reported_by_its_street_and_judged_by_the_legal_section():
    task = held(closed("shiqiao")).points.get(kind="task")
    with pytest.raises(NotPermitted):
        act("report_task", task, "head.daguan", report="x")
    assert reading.waiting(User.objects.get(username="head.shiqiao")).count() == 1
    act("report_task", task, "head.shiqiao", report="已补充")
    assert reading.waiting(User.objects.get(username="legal")).count() == 1
    with pytest.raises(ActionRefused):
        act("judge_task", task, "legal", verdict="open", answer="")
    act("judge_task", task, "legal", verdict="open", answer="缺照片")
    act("report_task", task, "head.shiqiao", report="已补照片")
    act("judge_task", task, "legal", verdict="done")
    task = FollowUp.objects.get(pk=task.pk)
    assert (task.state, task.done_on) == ("done", AFTER)
    with pytest.raises(ActionRefused):
        act("report_task", task, "head.shiqiao", report="x")


def test_a_topic_waits_until_a_training_takes_it_up():
    topic = held(closed("shiqiao")).points.get(kind="topic")
    assert list(reading.open_topics()) == [topic]
    act("close_topic", topic, "legal", happened_on=AFTER, report="讲了证据（演示）")
    assert not reading.open_topics().exists()


def test_every_check_belongs_to_one_topic():
    assert sorted(topics.OF_CHECK) == sorted(checks())
    assert sum(map(len, topics.CHECKS.values())) == len(checks())
    due = topics.suggested(Counter({"F04": 3, "F05": 1, "D06": 2}))
    assert [(one.topic, one.findings) for one in due] == [("evidence", 4), ("document", 2)]
    assert due[0].codes == ["F04", "F05"]


def test_remarks_speak_for_the_next_topic():
    held(closed("shiqiao"))
    assert [(one.topic, one.findings) for one in reading.suggested()] == [("evidence", 1)]


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_what_is_prepared_is_seen_by_the_legal_sections_alone():
    one = prepared(closed("shiqiao"))
    assert as_("legal").get(one.get_absolute_url()).status_code == 200
    for account in ("head.shiqiao", "director", "leader"):
        assert as_(account).get(one.get_absolute_url()).status_code == 404
        assert one.get_absolute_url() not in as_(account).get("/training/commentaries/").content.decode()


def test_another_streets_case_is_named_by_its_item_alone():
    case = closed("shiqiao")
    one = held(case)
    own = as_("officer.shiqiao").get(one.get_absolute_url()).content.decode()
    other = as_("officer.daguan").get(one.get_absolute_url()).content.decode()
    assert case.party.name in own
    assert case.party.name not in other
    assert case.reference not in other
    assert "证据不对应" in other
    book = load_workbook(BytesIO(as_("officer.daguan").get(f"{one.get_absolute_url()}commentary.xlsx").content))
    assert all(case.party.name not in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)


def test_a_street_sees_its_own_tasks():
    held(closed("shiqiao"), closed("daguan"))
    tasks = {
        account: len(as_(account).get("/training/commentaries/").context["tasks"])
        for account in ("legal", "head.shiqiao")
    }
    assert tasks == {"legal": 2, "head.shiqiao": 1}


def test_the_whole_way_on_the_pages():
    case = closed("shiqiao", filed=date(2026, 3, 2))
    desk, bureau = as_("legal"), Organ.objects.get(code="emergency")
    begun = desk.post(f"/training/act/open_commentary/{bureau.pk}/", {"planned_on": "2026-04-20", "place": "会议室"})
    assert begun.url == "/training/commentaries/2026-04/"
    one = Commentary.objects.get()
    url = "/training/act/{}/" + f"{one.pk}/"
    assert desk.post(url.format("pick_cases"), {"reference": case.reference}).status_code == 200, "no reason"
    assert desk.post(url.format("pick_cases"), {"proposed": [case.reference]}).status_code == 302
    remark = {"picked": one.picked.get().pk, "kind": "fault", "check": "D06", "text": "说理不足"}
    assert desk.post(url.format("remark_on_case"), remark).status_code == 302
    point = {"kind": "task", "text": "补充", "street": case.street_id, "due_on": "2026-04-30"}
    assert desk.post(url.format("set_point"), point).status_code == 302
    assert desk.post(url.format("hold_commentary"), {"happened_on": "2026-04-08", "minutes": "讲评"}).status_code == 302
    task = one.points.get()
    head = as_("head.shiqiao")
    assert f"/training/act/report_task/{task.pk}/" in head.get(begun.url).content.decode()
    assert head.post(f"/training/act/report_task/{task.pk}/", {"report": "已办"}).url == begun.url
    assert desk.post(f"/training/act/judge_task/{task.pk}/", {"verdict": "done", "answer": ""}).status_code == 302
    assert as_("head.daguan").get(f"/training/act/report_task/{task.pk}/").status_code == 403
