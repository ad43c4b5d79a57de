"""A filled question bank, exams and contests for the tests; everything through the door."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from delegation.models import Officer, Organ
from gongshu_enforcement.models import User
from gongshu_enforcement.timekeeper import SHANGHAI
from training.contest import criteria
from training.models import Contest, Exam, Paper

from .made import act

OPENS, CLOSES = datetime(2026, 3, 16, 9, 0, tzinfo=SHANGHAI), datetime(2026, 3, 20, 17, 0, tzinfo=SHANGHAI)
LINES = [
    {"topic": "notice", "item": "", "kind": "", "count": 3},
    {"topic": "", "item": "", "kind": "multiple", "count": 2},
    {"topic": "", "item": "", "kind": "", "count": 5},
]
TEAMS = ("shiqiao", "daguan", "wulin")


def organ() -> Organ:
    return Organ.objects.get(code="emergency")


def user(account: str) -> User:
    return User.objects.get(username=account)


def person(account: str) -> Officer:
    return Officer.objects.get(user__username=account)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """In March 2026, in Hangzhou."""
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def bank() -> None:
    act("load_starter_bank", organ(), "legal")


def content(**more: Any) -> dict[str, Any]:
    """A question that may be stored."""
    usual = {
        "kind": "single",
        "topic": "notice",
        "item_code": "",
        "rule_code": "",
        "citation": "《中华人民共和国行政处罚法》第四十四条",
        "text": "决定之前应当告知什么？",
        "options": ["内容、事实、理由、依据", "只告知结果", "不用告知"],
        "answers": [0],
        "explanation": "见第四十四条。",
    }
    return {**usual, **more}


def exam(*, announce: bool = True, **more: Any) -> Exam:
    """An exam of ten questions, open from today for the week."""
    usual = {
        "title": "测试（演示）",
        "notes": "",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "minutes": 30,
        "pass_mark": 60,
        "attempts": 1,
        "answers_shown": "handed_in",
        "for_contest": False,
        "seed": 42,
        "blueprint": LINES,
    }
    made = act("set_exam", organ(), "legal", **{**usual, **more})
    if announce:
        act("open_exam", made, "legal")
    return Exam.objects.get(pk=made.pk)


def begin(made: Exam, account: str = "officer.shiqiao") -> Paper:
    return act("begin_paper", made, account)


def answers(paper: Paper, right: int = 99) -> dict[str, list[int]]:
    """The first `right` questions right, the others wrong."""
    found = {}
    for one in paper.questions.select_related("edition"):
        wrong = [place for place in range(len(one.edition.options)) if place not in one.edition.answers]
        found[str(one.position)] = list(one.edition.answers) if one.position <= right else wrong[:1]
    return found


def sit(made: Exam, account: str = "officer.shiqiao", right: int = 99) -> Paper:
    paper = begin(made, account)
    act("hand_in_paper", paper, account, answers=answers(paper, right))
    return Paper.objects.get(pk=paper.pk)


def members(street: str) -> list[Officer]:
    return [person(f"{name}.{street}") for name in ("officer", "officer2", "counsel")]


def contest(*streets: str, judges: tuple[str, ...] = ("liaison1", "brigade1", "counsel.banshan")) -> Contest:
    """A contest with teams and judges, no round opened."""
    weights, prizes = {"written": 40, "documents": 40, "defence": 20}, [1, 1, 1]
    made = act(
        "set_contest", organ(), "legal", title="比武（演示）", held_on=OPENS.date(), weights=weights, prizes=prizes
    )
    for street in streets or TEAMS:
        act("enter_team", made, f"head.{street}", members=members(street))
    for judge in judges:
        act("name_judge", made, "legal", officer=person(judge))
    return made


def rounds(made: Contest) -> dict[str, Any]:
    return {one.kind: one for one in made.rounds.all()}


def open_documents(made: Contest, clock: Any) -> Any:
    """Skip to the documents round: the written exam is over, nobody sat it."""
    written = exam(announce=False, for_contest=True, closes_at=moment(16, 11))
    act("open_contest_round", rounds(made)["written"], "legal", exam=written)
    clock.set(moment(16, 12))
    act("end_contest_round", rounds(made)["written"], "legal")
    given = {"mock_code": "YL-01", "closes_at": moment(18, 17), "criteria": criteria.read(criteria.USUAL["documents"])}
    act("open_contest_round", rounds(made)["documents"], "legal", **given)
    return rounds(made)["documents"]


def mark_all(made: Any, given: dict[str, list[int]]) -> None:
    """Each judge gives each team of another street the points of `given`: street → a value a judge, in order."""
    for entry in made.entries.select_related("team__street"):
        values = iter(given[entry.team.street.pinyin])
        for judge in made.contest.judges.select_related("officer__user"):
            if judge.may_mark(entry.team):
                share = Decimal(next(values)) / 100
                points = {one["name"]: one["points"] * share for one in made.criteria}
                act("mark_entry", entry, judge.officer.user, points=points)
