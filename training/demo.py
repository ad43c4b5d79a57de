"""One evaluated quarter for the demonstration (演示): drawn, evaluated blind, arbitrated, objected to, final, talked over; through the door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from cases import access
from cases.demo.setting import at, working_day_back
from cases.guide.checks import Check
from cases.stages import Stage
from delegation.models import Officer, Organ
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import Origin, User
from gongshu_enforcement.working_days import add_working_days

from .commentary import picking
from .evaluation import proposals
from .models import Commentary, DrawnDossier, EvaluationRound, Remark, Seat
from .permits import CONDUCTING_ORGAN
from .quarters import Quarter

SEED, PER_STREET = 7, 2
DISPUTED = 2  # the position of a dossier on which the two evaluators differ
PUBLISHED_AFTER, ANSWERED_AFTER, CLOSED_AFTER = 12, 17, 20  # working days after the draw
LONGEST = 9  # working days an evaluator takes
APPEALS = 2
SLIPS = {  # what people find that the software can't see: check, points, reason
    "F05": ("1", "营业执照复印件未注明“与原件核对无异”（演示）"),
    "F04": ("2", "整改前后照片与笔录所述位置对应不清（演示）"),
    "D06": ("1", "说理部分未写明为何采信当事人陈述（演示）"),
    "F08": ("1", "从轻情节只有当事人自述（演示）"),
    "F02": ("0.5", "检查情况一栏过于笼统，未写明点位（演示）"),
    "D07": ("0.2", "签名日期漏填一处（演示）"),
    "S05": ("1", "笔录中未见回避权告知的回答（演示）"),
}
SUMMARY = (
    "案卷总体规范，程序环节完整，初审、复核、终审意见齐全（演示）。\n"
    "复印件核对标注、说理和证据对应关系是反复出现的问题，请各街道在月度讲评会上对照整改（演示）。"
)
MINUTES = "讲评两件案卷，逐项说明评查发现的问题；各街道对照检查，下次培训讲证据（演示）。"


def make(last: date) -> int:
    """Run the newest quarter that was over early enough before `last`; returns the number of acts."""
    quarter = Quarter.of(last).before
    begun = add_working_days(quarter.last, 6)
    if begun > last or EvaluationRound.objects.filter(year=quarter.year, number=quarter.number).exists():
        return 0
    return sum(1 for _act in _acts(quarter, begun, last))


def _acts(quarter: Quarter, begun: date, last: date) -> Iterator[Any]:
    desk = User.objects.get(username="legal")
    organ = Organ.objects.get(code=CONDUCTING_ORGAN)
    if not _anything(quarter):
        return
    yield from _earlier(desk, organ, quarter)
    yield _act("draw_round", organ, desk, begun, quarter=str(quarter), per_street=PER_STREET, seed=SEED)
    made = EvaluationRound.objects.get(year=quarter.year, number=quarter.number)
    yield from _marks(made, begun, last)
    published = add_working_days(begun, PUBLISHED_AFTER)
    if published > last:
        return
    yield _act("publish_round", made, desk, published)
    yield from _appeals(made, begun, last)
    closed = add_working_days(begun, CLOSED_AFTER)
    if closed <= last:
        yield _act("close_round", made, desk, closed, summary=SUMMARY)
        yield from _commentary(desk, add_working_days(closed, 4), last)


def _commentary(desk: User, day: date, last: date) -> Iterator[Any]:
    """The meeting after the evaluation: two cases, a task that is done, one that is open, a topic."""
    if add_working_days(day, 5) > last:
        return
    organ = Organ.objects.get(code=CONDUCTING_ORGAN)
    before = working_day_back(day, 2)
    with timekeeper.frozen(at(before), origin=Origin.DEMO):
        offered = picking.proposals(desk, before)
    chosen = [next((row for row in offered if row.rule == rule), None) for rule in ("weakest", "exemplary")]
    references = [row.case.reference for row in chosen if row]
    if len(references) < 2:
        return
    yield _act("open_commentary", organ, desk, before, planned_on=day, place="区应急管理局三楼会议室（演示）")
    one = Commentary.objects.get(year=day.year, month=day.month)
    yield _act("pick_cases", one, desk, before, proposed=references)
    weak, good = one.picked.select_related("about_case__street").order_by("rule").reverse()
    for picked, code, kind, text in (
        (weak, "F04", "fault", "照片与笔录所述点位对不上，每一项事实要有对应的证据（演示）"),
        (weak, "D06", "fault", "决定书只写结论，没有写为什么采信（演示）"),
        (good, "L03", "good", "裁量阶次、情节和证据一一对应，可作样本（演示）"),
    ):
        yield _act("remark_on_case", one, desk, before, picked=picked, check=code, kind=kind, text=text)
    remark = Remark.objects.filter(picked=weak).first()
    due = add_working_days(day, 15)
    texts = ("对照卷内照片补做点位说明，报法规科（演示）", "本月在办案件逐件自查复印件核对标注（演示）")
    for text in texts:
        task = {"kind": "task", "text": text, "street": weak.about_case.street, "due_on": due, "remark": remark}
        yield _act("set_point", one, desk, before, **task)
    yield _act("set_point", one, desk, before, kind="topic", text="证据与事实的对应关系（演示）", topic="evidence")
    yield _act("hold_commentary", one, desk, day, happened_on=day, minutes=MINUTES)
    head = Officer.objects.filter(kind=Officer.Kind.HEAD, street=weak.about_case.street, active=True).first()
    task = one.points.filter(kind="task").first()
    done = add_working_days(day, 4)
    yield _act("report_task", task, head.user, done, report="已补做点位说明并报送（演示）")
    yield _act("judge_task", task, desk, add_working_days(day, 5), verdict="done", answer="")


def _earlier(desk: User, organ: Organ, quarter: Quarter) -> Iterator[Any]:
    """A commentary in the first month of the quarter, whose topic was taught: its effect can be seen by now."""
    day = add_working_days(quarter.first, 12)
    case = (
        access.readable(desk)
        .filter(stage=Stage.CLOSED, closed_on__lt=quarter.first)
        .order_by("-closed_on", "pk")
        .first()
    )
    if case is None or Commentary.objects.filter(year=day.year, month=day.month).exists():
        return
    yield _act("open_commentary", organ, desk, working_day_back(day, 3), planned_on=day, place="线上会议（演示）")
    one = Commentary.objects.get(year=day.year, month=day.month)
    by_hand = {"proposed": [], "reference": case.reference, "why": "文书退回较多（演示）"}
    yield _act("pick_cases", one, desk, working_day_back(day, 2), **by_hand)
    said = {"kind": "fault", "check": "D06", "text": "文书说理不足，退回一次（演示）"}
    yield _act("remark_on_case", one, desk, working_day_back(day, 2), picked=one.picked.get(), **said)
    topic = {"kind": "topic", "text": "文书说理和规范用语（演示）", "topic": "document"}
    yield _act("set_point", one, desk, working_day_back(day, 2), **topic)
    yield _act("hold_commentary", one, desk, day, happened_on=day, minutes="以一件案卷讲文书（演示）。")
    taught = add_working_days(day, 8)
    yield _act(
        "close_topic", one.points.get(), desk, taught, happened_on=taught, report="讲授文书说理，现场改写两份（演示）"
    )


def _anything(quarter: Quarter) -> bool:
    from .evaluation.draw import pool

    return pool(quarter).exists()


def _act(
    code: str, subject: Any, user: User | None, day: date, *, time: tuple[int, int] = (15, 20), **inputs: Any
) -> Any:
    with timekeeper.frozen(at(day, *time), origin=Origin.DEMO):
        return door.perform(code, subject, acting_user=user, **inputs)


def _marks(made: EvaluationRound, begun: date, last: date) -> Iterator[Any]:
    """Each evaluator on a day of their own; where they lie too far apart the arbiter two days later."""
    seats = Seat.objects.filter(dossier__round=made).select_related("officer__user", "dossier")
    evaluators = [seat for seat in seats if not seat.is_arbiter]
    for seat in sorted(evaluators, key=lambda one: (_lot(one, "day") % LONGEST, one.pk)):
        day = add_working_days(begun, 1 + _lot(seat, "day") % LONGEST)
        if day <= last:
            answers, opinion = _answers(seat), "卷内材料齐全，按评查表逐项核对（演示）。"
            yield _act("mark_dossier", seat.dossier, seat.officer.user, day, answers=answers, opinion=opinion)
    day = add_working_days(begun, LONGEST + 2)
    if day > last:
        return
    for dossier in made.dossiers.filter(state=DrawnDossier.State.ARBITRATION):
        arbiter = dossier.seats.select_related("officer__user").get(part=Seat.Part.ARBITER, ended_on=None)
        words = _words(dossier)
        yield _act(
            "arbitrate_dossier", dossier, arbiter.officer.user, day, answers=words, opinion="对照卷内材料裁定（演示）。"
        )


def _lot(seat: Seat, what: str) -> int:
    """A number that is always the same for a seat: by the dossier's case and the person's account."""
    name = f"{what}|{seat.dossier.position}|{seat.officer.user.username}"
    return int(sha256(name.encode()).hexdigest()[:8], 16)


def _answers(seat: Seat) -> list[dict[str, Any]]:
    """What the software leaves to people is answered; a slip or two is found; some forms see a veto, others don't."""
    found = proposals.of(seat.dossier)
    slips = _slips(seat)
    veto = "V05" if _sees_a_veto(seat) else ""
    return [answer for code, one in found.items() if (answer := _answer(one.check, one.result, slips, veto))]


def _sees_a_veto(seat: Seat) -> bool:
    """One form in fifteen, by lot; and of one dossier the second alone, so that there is something to arbitrate."""
    if seat.dossier.position == DISPUTED:
        return seat.part == Seat.Part.SECOND
    return _lot(seat, "veto") % 15 == 0


def _slips(seat: Seat) -> set[str]:
    """Two of the slips are the dossier's own, so that both evaluators see them; one is the evaluator's."""
    codes, position = list(SLIPS), seat.dossier.position
    return {codes[position % 3], codes[3 + position % 4] if position % 2 else "", codes[_lot(seat, "slip") % 7]}


def _answer(check: Check, proposed: str, slips: set[str], veto: str) -> dict[str, Any] | None:
    if check.code == veto:
        return {"code": veto, "result": "faulty", "deduction": "0", "reason": "关键事实只有一份笔录，缺少佐证（演示）"}
    if check.code in slips and proposed != "not_applicable":
        points, reason = SLIPS[check.code]
        return {"code": check.code, "result": "faulty", "deduction": points, "reason": reason}
    if not proposed:
        return {"code": check.code, "result": "in_order", "deduction": "0", "reason": ""}
    return None


def _words(dossier: DrawnDossier) -> list[dict[str, Any]]:
    """The arbiter finds the facts proved, and goes with the first form on everything else."""
    from .evaluation import comparing
    from .models import Mark

    marks = Mark.objects.filter(seat__dossier=dossier).order_by("seat__part")
    return [
        {
            "code": one.code,
            "result": "in_order" if one.is_veto else one.first.given,
            "deduction": "0" if one.is_veto else str(one.first.deduction),
            "reason": "检查记录、照片和笔录相互印证（演示）" if one.is_veto else "经查阅卷内材料，采纳该意见（演示）",
        }
        for one in comparing.pair(*_by_part(marks))
        if one.differs
    ]


def _by_part(marks: Any) -> list[Any]:
    wanted = (Seat.Part.FIRST, Seat.Part.SECOND)
    found = {mark.seat.part: mark for mark in marks.select_related("seat").prefetch_related("lines")}
    return [found[part] for part in wanted]


def _appeals(made: EvaluationRound, begun: date, last: date) -> Iterator[Any]:
    """Two streets object to one fault each: one is upheld in part, the other not."""
    raised, answered = add_working_days(begun, PUBLISHED_AFTER + 2), add_working_days(begun, ANSWERED_AFTER)
    wanted = made.dossiers.filter(faults__deduction__gte=1).select_related("drawn_case__organ").distinct()
    for number, dossier in enumerate(wanted[:APPEALS]):
        fault = dossier.faults.filter(deduction__gte=1).first()
        head = Officer.objects.filter(kind=Officer.Kind.HEAD, street=dossier.street, active=True).first()
        if raised > last or head is None or head.user is None:
            return
        argument = "卷内附件已注明，评查时可能遗漏（演示）"
        points = [{"code": fault.code, "argument": argument}]
        yield _act("object_to_result", dossier, head.user, raised, points=points, text="")
        if answered > last:
            continue
        desk = User.objects.get(username="legal" if dossier.drawn_case.organ.code == CONDUCTING_ORGAN else "fire.legal")
        answers = [{"code": fault.code, "stands": bool(number), "deduction": str(fault.deduction)}]
        opinion = "经核，标注不完整，扣分维持（演示）。" if number else "经核，卷内已有标注，予以更正（演示）。"
        yield _act("answer_objection", dossier, desk, answered, answers=answers, opinion=opinion)
