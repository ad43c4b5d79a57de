"""Some months of trainings for the demonstration (演示): a team, events with attendance, minutes and files; through the door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from cases.demo.setting import at, working_day_back
from delegation.models import Officer, Organ, Street
from gongshu_enforcement import door, pdf, timekeeper
from gongshu_enforcement.models import Origin, User
from gongshu_enforcement.working_days import add_working_days

from .calendar import invited, planning, sign_in
from .models import EventKind, TeamMember, TrainingEvent
from .permits import CONDUCTING_ORGAN

MONTHS = 4  # before the month of the last day
PHONES = 3  # people of an event who sign in by the code; the others by the list on paper
PRESENT = {"officer": 92, "counsel": 85, "head": 70, "liaison": 95, "auxiliary": 74}  # of a hundred
OUTSIDE = (  # name, organisation, contact, part, subjects, availability
    ("李明远（演示）", "某大学法学院（演示）", "0571-00000001", "expert", ["evidence", "law"], "每周二下午"),
    ("周立群（演示）", "某安全工程学会（演示）", "0571-00000002", "expert", ["inspection"], "提前两周约定"),
    (
        "钱文博（演示）",
        "某安全技术服务公司（演示）",
        "0571-00000003",
        "third_party",
        ["inspection", "evidence"],
        "工作日",
    ),
    ("许静（演示）", "某消防技术服务公司（演示）", "0571-00000004", "third_party", ["inspection"], "每月上旬"),
    ("何敏（演示）", "区司法局复核科（演示）", "0571-00000005", "justice", ["notice", "document", "law"], "每周四上午"),
)
INSIDE = (
    ("legal", "legal", ["document", "discretion", "dossier"], "工作日"),
    ("fire.legal", "legal", ["notice", "execution"], "工作日"),
    ("counsel.shiqiao", "counsel", ["law", "document"], "每月第一周"),
    ("counsel.daguan", "counsel", ["interview", "evidence"], "提前一周约定"),
)
ABOUT = {  # topics and minutes of each kind
    "experience": (
        ["inspection", "interview"],
        "各街道交流现场检查和询问的做法，梳理三个共性问题，形成一页提示单（演示）。",
    ),
    "commentary": (["evidence", "document"], "讲评两件案卷，逐项说明评查发现的问题，各街道对照自查（演示）。"),
    "evaluation": (["dossier"], "讲解评查表和扣分口径，现场试评一件案卷并对分（演示）。"),
    "contest": (["law", "discretion"], "分组完成现场检查、文书制作和裁量说理三个项目，评出名次（演示）。"),
    "on_site": (["inspection", "evidence"], "在街道结合在办案件讲现场检查和取证，逐件答疑（演示）。"),
    "observation": (["notice"], "旁听一次听证，会后讨论听证笔录的记法（演示）。"),
    "shadowing": (["filing", "document"], "跟随区执法队办理一件案件的立案和文书制作（演示）。"),
}
PLACES = ("区应急管理局三楼会议室（演示）", "街道执法队会议室（演示）")


def make(last: date) -> int:
    """Team, plan and some months of events up to `last`; returns the number of acts. Safe to repeat."""
    bureau, desk = Organ.objects.filter(code=CONDUCTING_ORGAN).first(), User.objects.filter(username="legal").first()
    if bureau is None or desk is None or TeamMember.objects.exists():
        return 0
    return sum(1 for _act in _acts(bureau, desk, last))


def _acts(bureau: Organ, desk: User, last: date) -> Iterator[Any]:
    begun = _begin(last)
    yield from _team(bureau, desk, begun)
    with timekeeper.frozen(at(begun, 8), origin=Origin.DEMO):
        planning.plan()
    yield from _by_hand(bureau, desk, begun, last)
    yield from _moved(desk, begun, last)
    files = iter((("material", _handout()), ("photo", _photo("#9db4cf")), ("photo", _photo("#b9c7a6"))))
    over = TrainingEvent.objects.filter(state="planned", ends_at__lt=at(last, 8)).order_by("starts_at", "pk")
    for event in over:
        yield from _held(desk, event, files, close=event != over.last())


def _begin(last: date) -> date:
    """The first working day of the first month."""
    month = last.year * 12 + last.month - 1 - MONTHS
    return add_working_days(date(month // 12, month % 12 + 1, 1) - timedelta(days=1), 1)


def _act(code: str, subject: Any, user: User, moment: datetime, **inputs: Any) -> Any:
    with timekeeper.frozen(moment, origin=Origin.DEMO):
        return door.perform(code, subject, acting_user=user, **inputs)


def _team(bureau: Organ, desk: User, day: date) -> Iterator[Any]:
    for name, organisation, contact, part, subjects, availability in OUTSIDE:
        who = {"outside_name": name, "organisation": organisation, "contact": contact}
        more = {"part": part, "subjects": subjects, "availability": availability}
        yield _act("add_team_member", bureau, desk, at(day, 8, 30), **who, **more)
    for account, part, subjects, availability in INSIDE:
        officer = Officer.objects.filter(user__username=account).first()
        if officer is not None:
            more = {"part": part, "subjects": subjects, "availability": availability}
            yield _act("add_team_member", bureau, desk, at(day, 8, 30), officer=officer, **more)
    for officer in Officer.objects.filter(kind=Officer.Kind.TRAINER, active=True):
        more = {"part": "expert", "subjects": ["inspection", "filing"], "availability": "每季度一次"}
        yield _act("add_team_member", bureau, desk, at(day, 8, 30), officer=officer, **more)


def _by_hand(bureau: Organ, desk: User, begun: date, last: date) -> Iterator[Any]:
    """On-site teaching in three streets, an observation, a shadowing; one more to come."""
    streets = list(Street.objects.order_by("pk")[:4])
    speakers = list(TeamMember.objects.filter(part__in=("third_party", "counsel")))
    for number, street in enumerate(streets):
        day = add_working_days(begun, 8 + 16 * number) if number < 3 else add_working_days(last, 6)
        title = f"送教到{street.name}（演示）"
        more = {"streets": [street], "kinds": ["officer", "auxiliary"], "speakers": [speakers[number % len(speakers)]]}
        yield _plan(bureau, desk, min(begun, day), "on_site", at(day, 14), at(day, 16, 30), title, **more)
    day = add_working_days(begun, 20)
    more = {"streets": streets[:2], "kinds": ["officer", "counsel"]}
    yield _plan(bureau, desk, begun, "observation", at(day, 9), at(day, 11), "旁听一次听证（演示）", **more)
    day = add_working_days(begun, 30)
    guests = Officer.objects.filter(kind=Officer.Kind.OFFICER, street=streets[0], user__isnull=False)[:2]
    times = at(day, 9), at(add_working_days(day, 2), 17)
    more = {"people": list(guests), "hours": Decimal(16)}
    yield _plan(bureau, desk, begun, "shadowing", *times, "跟班学习三天（演示）", **more)


def _plan(
    bureau: Organ, desk: User, day: date, kind: str, starts_at: datetime, ends_at: datetime, title: str, **more: Any
) -> Any:
    inputs = {"kind": kind, "starts_at": starts_at, "ends_at": ends_at, "title": title, "topics": ABOUT[kind][0]}
    place = PLACES[kind == "on_site"]
    asked = max(day, working_day_back(starts_at.date(), 15))  # a year ahead is too far for the form
    return _act("create_event", bureau, desk, at(asked, 9), place=place, **inputs, **more)


def _moved(desk: User, begun: date, last: date) -> Iterator[Any]:
    """One experience meeting postponed, one on-site teaching cancelled."""
    meeting = TrainingEvent.objects.filter(kind=EventKind.EXPERIENCE, starts_at__gt=at(begun, 20)).first()
    if meeting is not None:
        day = add_working_days(meeting.starts_at.astimezone(timekeeper.SHANGHAI).date(), 2)
        inputs = {"starts_at": at(day, 14), "ends_at": at(day, 16), "reason": "台风应急响应，顺延两个工作日（演示）"}
        yield _act("postpone_event", meeting, desk, at(begun, 10), **inputs)
    off = TrainingEvent.objects.filter(kind=EventKind.ON_SITE).order_by("starts_at")[1:2].first()
    if off is not None:
        yield _act("cancel_event", off, desk, off.starts_at - timedelta(days=1), reason="街道有应急值守任务（演示）")


def _held(desk: User, event: TrainingEvent, files: Iterator[Any], *, close: bool) -> Iterator[Any]:
    """Speakers and topics beforehand, signing in on the day, minutes the day after; the last one waits for them."""
    topics, minutes = ABOUT[event.kind]
    if event.rhythm_id:
        fitting = [one for one in TeamMember.objects.all() if set(one.subjects) & set(topics)]
        inputs = {"topics": topics, "place": PLACES[0], "hours": event.hours, "speakers": fitting[:2]}
        inputs["kinds"] = [one.kind for one in event.kinds.all()]
        yield _act("edit_event", event, desk, event.starts_at - timedelta(days=2), **inputs)
    people = [one for one in invited.people_of(event) if _comes(event, one)]
    with_phone = [one for one in people if one.user_id][:PHONES]
    for number, person in enumerate(with_phone):
        moment = event.starts_at + timedelta(minutes=number - 12)
        with timekeeper.frozen(moment, origin=Origin.DEMO):
            token = sign_in.token_for(event)
        yield _act("sign_in_by_code", event, person.user, moment, token=token)
    rest = [one for one in people if one not in with_phone]
    if rest:
        inputs = {"people": rest, "reason": "按现场纸质签到表补录（演示）"}
        yield _act("sign_in_by_hand", event, desk, event.ends_at, **inputs)
    if not close or not people:
        return
    kind, file = next(files, ("", None))
    if file is not None:
        yield _act("add_event_files", event, desk, event.ends_at, kind=kind, files=[file])
    yield _act("hold_event", event, desk, event.ends_at + timedelta(hours=1), minutes=minutes)


def _comes(event: TrainingEvent, person: Officer) -> bool:
    """Always the same answer for a person and an event; some streets are less diligent than others."""
    number = int(sha256(f"{event.kind}{event.starts_at:%m%d}|{person.name}|{person.pk}".encode()).hexdigest()[:6], 16)
    lazy = 25 if person.street_id and person.street_id % 5 == 0 else 0
    return number % 100 < PRESENT.get(person.kind, 80) - lazy


def _photo(colour: str) -> SimpleUploadedFile:
    """A picture of a room with people in blocks; invented, as everything here."""
    picture = Image.new("RGB", (1200, 900), colour)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((340, 90, 860, 380), fill="#f4f6f8", outline="#50607a", width=6)
    for row in range(3):
        for seat in range(6):
            left, top = 110 + seat * 170, 480 + row * 130
            pen.ellipse((left + 25, top, left + 75, top + 50), fill="#3d4a5e")
            pen.rounded_rectangle((left, top + 50, left + 100, top + 110), 20, fill="#5b6b82")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return SimpleUploadedFile("现场照片（演示）.jpg", kept.getvalue(), "image/jpeg")


def _handout() -> SimpleUploadedFile:
    text = "<h1>现场检查提示单（演示）</h1><ol><li>先出示证件，后检查</li><li>照片要能对上笔录所述的点位</li></ol>"
    return SimpleUploadedFile("现场检查提示单（演示）.pdf", pdf.render_pdf(text), "application/pdf")
