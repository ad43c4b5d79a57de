"""Learning path, exams and a contest for the demonstration (演示): one exam over, one open, a contest between its rounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from cases.demo.setting import at, working_day_back
from delegation.models import MentoringGroup, Officer, Organ
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from .contest import criteria
from .demo import _act
from .exams import bank
from .models import Contest, ContestRound, Exam, MockDocument, Paper, Question
from .permits import CONDUCTING_ORGAN

TEAMS = ("shiqiao", "daguan", "wulin", "xiangfu")
JUDGES = ("liaison1", "liaison3", "brigade1", "brigade2", "counsel.banshan")
WEAK = {"notice": 5, "discretion": 5, "execution": 6}  # out of ten right; everything else is answered better
TITLE = "委托执法基础知识考试（演示）"
NEXT_TITLE = "告知、听证与裁量专题考试（演示）"
WRITTEN = {
    "investigation": "2026年3月2日现场检查发现线索，3月4日立案，依法制作检查记录、询问笔录并收集书证（演练）。",
    "evidence": "现场检查记录1份，证明3号、5号冲床无安全警示标志\n现场照片4张，证明设备现场状况\n询问笔录1份，证明未设置标志的经过",
    "rectification": "3月11日复查，已整改到位（演练）。",
    "discretion": "首次查处，已在限期内改正，未造成危害后果，建议适用从轻阶次（演练）。",
    "facts_1": "2026年3月2日检查时，冲压车间3号、5号冲床及其操作区域未设置明显的安全警示标志（演练）。",
    "violated_provision_1": "《中华人民共和国安全生产法》第三十五条",
    "penalty_provision_1": "《中华人民共和国安全生产法》第九十九条第一项",
    "proposal": "建议责令限期改正，处人民币壹万元罚款（演练）。",
}


def make(last: date) -> int:
    """Fill the bank, hold an exam, announce another, begin a contest, decide some steps; returns the number of acts."""
    if Question.objects.exists() or not User.objects.filter(username="legal").exists():
        return 0
    return sum(1 for _one in _acts(last))


def _acts(last: date) -> Iterator[Any]:
    desk, organ = User.objects.get(username="legal"), Organ.objects.get(code=CONDUCTING_ORGAN)
    yield _act("load_starter_bank", organ, desk, working_day_back(last, 30))
    yield from _past_exam(desk, organ, last)
    yield from _open_exam(desk, organ, last)
    yield from _contest(desk, organ, last)
    yield from _steps(last)


# --- Exams ------------------------------------------------------------------------------------------------------------


def _exam(title: str, first: date, final: date, **more: Any) -> dict[str, Any]:
    usual = {
        "title": title,
        "notes": "闭卷，独立完成（演示）。",
        "opens_at": at(first, 9, 0),
        "closes_at": at(final, 17, 30),
        "minutes": 40,
        "pass_mark": 70,
        "attempts": 1,
        "answers_shown": Exam.Answers.CLOSED,
        "for_contest": False,
        "seed": 20260,
        "blueprint": [{"topic": topic, "item": "", "kind": "", "count": 2} for topic in bank.LABELS],
    }
    return {**usual, **more}


def _past_exam(desk: User, organ: Organ, last: date) -> Iterator[Any]:
    """Two questions of each topic; an officer of twelve streets sat it."""
    set_on, first, final = (working_day_back(last, back) for back in (26, 24, 21))
    exam = _act("set_exam", organ, desk, set_on, **_exam(TITLE, first, final, pass_mark=80))
    yield exam
    yield _act("open_exam", exam, desk, set_on, time=(16, 0))
    people = Officer.objects.filter(user__username__startswith="officer.", active=True).select_related("user")
    yield from _sit(exam, people.order_by("street__code")[:12], working_day_back(last, 23))


def _sit(exam: Exam, people: Iterable[Officer], day: date) -> Iterator[Any]:
    for place, one in enumerate(people):
        hour = 9 + place % 7
        paper = _act("begin_paper", exam, one.user, day, time=(hour, 10))
        yield paper
        answers = _answers(paper, one.user.username)
        yield _act("hand_in_paper", paper, one.user, day, time=(hour, 26 + place % 12), answers=answers)


def _answers(paper: Paper, account: str) -> dict[str, list[int]]:
    """Mostly right, by a lot that is always the same for a person and a question."""
    found = {}
    for one in paper.questions.select_related("edition__question"):
        lot = int(sha256(f"{account}|{one.edition.question.code}".encode()).hexdigest()[:8], 16)
        right = lot % 10 < WEAK.get(one.edition.topic, 9)
        others = [place for place in one.order if place not in one.edition.answers]
        found[str(one.position)] = list(one.edition.answers) if right else others[:1]
    return found


def _open_exam(desk: User, organ: Organ, last: date) -> Iterator[Any]:
    """What the demonstration's officers may sit now."""
    lines = [
        {"topic": "notice", "item": "", "kind": "", "count": 5},
        {"topic": "discretion", "item": "", "kind": "", "count": 5},
        {"topic": "", "item": "", "kind": "judgement", "count": 5},
    ]
    more = {"minutes": 30, "attempts": 2, "blueprint": lines, "seed": 314, "answers_shown": Exam.Answers.HANDED_IN}
    before = working_day_back(last, 2)
    exam = _act(
        "set_exam",
        organ,
        desk,
        before,
        **_exam(NEXT_TITLE, before, max(last, timekeeper.today()) + timedelta(days=60), **more),
    )
    yield exam
    yield _act("open_exam", exam, desk, before, time=(16, 0))


# --- Contest ----------------------------------------------------------------------------------------------------------


def _contest(desk: User, organ: Organ, last: date) -> Iterator[Any]:
    """Four teams; the written exam is over, the documents are being written."""
    begun = working_day_back(last, 15)
    contest = _act(
        "set_contest",
        organ,
        desk,
        begun,
        title=f"{last.year}年拱墅区委托执法大比武（演示）",
        held_on=last,
        weights={"written": 40, "documents": 40, "defence": 20},
        prizes=[1, 1, 2],
    )
    yield contest
    for street in TEAMS:
        names = (f"officer.{street}", f"officer2.{street}", f"counsel.{street}")
        people = list(Officer.objects.filter(user__username__in=names).order_by("pk"))
        head = User.objects.get(username=f"head.{street}")
        yield _act("enter_team", contest, head, working_day_back(last, 13), members=people)
    for name in JUDGES:
        judge = Officer.objects.get(user__username=name)
        yield _act("name_judge", contest, desk, working_day_back(last, 12), officer=judge)
    yield from _rounds(contest, desk, organ, last)


def _rounds(contest: Contest, desk: User, organ: Organ, last: date) -> Iterator[Any]:
    written, documents, _defence = contest.rounds.all()
    first, final = working_day_back(last, 10), working_day_back(last, 9)
    lines = [
        {"topic": "", "item": "", "kind": kind, "count": count} for kind, count in (("single", 8), ("judgement", 4))
    ]
    more = {"for_contest": True, "blueprint": lines, "seed": 99, "minutes": 30}
    exam = _act("set_exam", organ, desk, first, time=(8, 40), **_exam("大比武笔试（演示）", first, final, **more))
    yield exam
    yield _act("open_contest_round", written, desk, first, time=(8, 50), exam=exam)
    people = Officer.objects.filter(pk__in=contest.teams.values("members__officer")).select_related("user")
    yield from _sit(exam, people.order_by("pk"), first)
    yield _act("end_contest_round", written, desk, working_day_back(last, 8))
    yield _act(
        "open_contest_round",
        documents,
        desk,
        working_day_back(last, 3),
        mock_code="YL-01",
        closes_at=at(max(last, timekeeper.today()) + timedelta(days=30), 17, 0),
        criteria=criteria.read(criteria.USUAL[ContestRound.Kind.DOCUMENTS]),
    )
    team = contest.teams.get(street__pinyin=TEAMS[0])
    report = MockDocument.objects.get(entry__round=documents, entry__team=team, code="DCBG")
    member = User.objects.get(username=f"officer2.{TEAMS[0]}")
    yield _act("hand_in_mock_document", report, member, working_day_back(last, 1), fields=WRITTEN)


# --- Steps ------------------------------------------------------------------------------------------------------------


def _steps(last: date) -> Iterator[Any]:
    """Some officers have gone on a step or two; one proposal waits for the director."""
    director = User.objects.get(username="director")
    said = {"reason": "按要求完成学习和办案实践，可以进阶（演示）。"}
    for name, steps in (
        ("officer.shiqiao", ("assist", "guided")),
        ("officer2.shiqiao", ("assist",)),
        ("officer.daguan", ("assist", "guided")),
        ("officer2.daguan", ("assist", "guided")),
        ("officer.wulin", ("assist",)),
    ):
        officer = Officer.objects.get(user__username=name)
        liaison = _liaison(officer)
        for place, step in enumerate(steps):
            day = working_day_back(last, 18 - 6 * place)
            yield _act("propose_learning_step", officer, liaison, day, step=step, **said)
            word = {"verdict": "approved", "opinion": "同意（演示）。"}
            yield _act("decide_learning_step", officer, director, day, time=(16, 30), **word)
    officer = Officer.objects.get(user__username="officer.shiqiao")
    yield _act(
        "propose_learning_step", officer, _liaison(officer), working_day_back(last, 1), step="independent", **said
    )


def _liaison(officer: Officer) -> User:
    return MentoringGroup.objects.get(streets=officer.street_id).liaison.user
