"""A case's way through the one door, with given people and a clock at lawful moments.

`walk_case`, `seed_demo` and the tests use it. Nothing is written but by the registered actions: what a person could not
do on the pages, a journey can't do either. Every part is a generator that yields each Step just before it happens, so
that many journeys can be merged in the order of time; `play` simply runs one to its end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases import execution, review
from cases.actions.notice import unserved
from cases.guide import scoring
from cases.journey_discretion import proofs, propose, waive
from cases.journey_hearing import HeavyParts
from cases.journey_on_site import OnSiteParts
from cases.models import Case, Inspection, Interview, RectificationOrder, Submission
from cases.side_limits import must_be_published
from cases.stages import SIX_STAGES, Outcome, Stage
from delegation.models import Item, Officer, Organ, Street
from delegation.selectors import liaison_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import Origin, User
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import add_working_days, is_working_day

log = logging.getLogger(__name__)

Part = Generator["Step", None, Any]
Status = Submission.Status

MORNING = (time(9), time(11, 45))
AFTERNOON = (time(13, 30), time(17, 15))
DESKS = (Status.CONFIRMING, Status.INITIAL, Status.RECHECK, "legal", Status.FINAL)

OPINIONS = {
    Stage.FILING: "当事人涉嫌违法，有违法事实发生，属本单位管辖，建议立案调查。",
    Stage.INTERVIEW: "询问笔录、现场检查记录和书证相互印证，证据收集完毕，建议进入确定案由环节。",
    Stage.DETERMINATION: "违法事实清楚，证据确实充分，案由准确，建议认定违法事实成立。",
    Stage.DISCRETION: "综合违法事实、性质、情节和社会危害程度，建议按所列阶次给予行政处罚。",
    Stage.NOTICE: "告知程序已履行，当事人的陈述申辩权得到保障，建议按告知内容作出决定。",
    Stage.CLOSURE: "决定已履行，违法行为已改正，建议结案。",
}
REVIEWS = {
    "initial": "证据来源合法，事实与证据相符，同意。",
    "enforcement": "程序合法，承办人员具备执法资格，同意。",
    "legal": "适用法律正确，程序合法，裁量适当，同意。",
    "final": "同意。",
    "chief": "同意。",
}


@dataclass(frozen=True)
class Step:
    """One act of a journey: its moment, the action's code, who did what."""

    at: datetime
    code: str
    text: str

    @property
    def on(self) -> date:
        """The day in Hangzhou."""
        return self.at.astimezone(SHANGHAI).date()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}  {self.code:<22} {self.text}"


@dataclass(frozen=True)
class Exhibit:
    """A piece of evidence to be added; `data` empty: no file."""

    kind: str
    title: str
    proves: str
    name: str = ""
    content_type: str = ""
    data: bytes = b""
    obtained_from: str = ""


@dataclass
class Story:
    """What a case is about: the facts a journey tells the door. Fines in yuan, one per item; None: as recommended."""

    items: list[Item]
    party: dict[str, Any]
    facts: str
    place: str
    scope: str
    findings: str
    problems: list[str]
    interview: list[tuple[str, str]]
    exhibits: list[Exhibit]
    industry: str = ""
    contact: str = ""
    contact_phone: str = ""
    source: str = "inspection"
    fines: list[Decimal] | None = None
    defence: list[tuple[str, str, bool]] = field(default_factory=list)

    def needs_overdue(self) -> bool:
        """Whether the law allows a penalty only after an order to correct was not obeyed."""
        return any(item.rectify_first for item in self.items)


class Diary:
    """When each officer is at an inspection or an interview: nobody is at two places at a time."""

    def __init__(self) -> None:
        self._busy: dict[tuple[int, date], list[tuple[datetime, datetime]]] = {}

    def book(self, officers: list[Officer], earliest: datetime, minutes: int) -> tuple[datetime, datetime]:
        """Take the first time in office hours when all of them are free."""
        start = office_time(earliest)
        while True:
            end = start + timedelta(minutes=minutes)
            clash = self._clash(officers, start, end)
            if clash is None and office_time(end) == end:
                break
            start = office_time((clash or end) + timedelta(minutes=5))
        for officer in officers:
            self._of(officer, start.date()).append((start, end))
        return start, end

    def _clash(self, officers: list[Officer], start: datetime, end: datetime) -> datetime | None:
        ends = [
            until
            for officer in officers
            for since, until in self._of(officer, start.date())
            if since < end and until > start
        ]
        return max(ends, default=None)

    def _of(self, officer: Officer, day: date) -> list[tuple[datetime, datetime]]:
        key = (officer.pk, day)
        if key not in self._busy:
            span = ("started_at", "ended_at")
            kept = list(Inspection.objects.filter(officers=officer, happened_on=day).values_list(*span))
            for part in ("interviewer", "recorder"):
                kept += Interview.objects.filter(**{part: officer}, happened_on=day).values_list(*span)
            self._busy[key] = [(since.astimezone(SHANGHAI), until.astimezone(SHANGHAI)) for since, until in kept]
        return self._busy[key]


def office_time(at: datetime) -> datetime:
    """The moment itself where offices work then, otherwise the next moment when they do."""
    at = at.astimezone(SHANGHAI)
    day = at.date()
    if is_working_day(day):
        for opens, closes in (MORNING, AFTERNOON):
            if at.time() < opens:
                return datetime.combine(day, opens, SHANGHAI)
            if at.time() <= closes:
                return at
    return datetime.combine(add_working_days(day, 1), MORNING[0], SHANGHAI)


class Register:
    """The people by post, read once; their User objects keep their grants meanwhile."""

    def __init__(self) -> None:
        people = Officer.objects.filter(active=True, user__isnull=False).select_related("user", "street", "organ")
        self._people = list(people.prefetch_related("certificates").order_by("pk"))

    def of_street(self, street: Street, kind: str) -> list[Officer]:
        """A street's people of a kind."""
        return [person for person in self._people if person.street_id == street.pk and person.kind == kind]

    def of_organ(self, organ: Organ, kind: str, desk: str = "") -> list[Officer]:
        """An organ's people of a kind, at a desk where one is named."""
        return [
            person
            for person in self._people
            if person.organ_id == organ.pk and person.kind == kind and (not desk or person.desk == desk)
        ]

    def liaison_beside(self, street: Street) -> Officer | None:
        """The liaison who handles the street's cases too, while it only takes part (参与办)."""
        if street.step_on(timekeeper.today()) != Street.AutonomyStep.PARTICIPATE:
            return None
        liaison = liaison_of(street)
        return next((person for person in self._people if liaison and person.pk == liaison.pk), None)


class Cast:
    """Who acts in one street's cases of one organ."""

    def __init__(self, street: Street, organ: Organ, register: Register | None = None, offset: int = 0) -> None:
        register = register or Register()
        kinds = Officer.Kind
        self.street, self.organ = street, organ
        self.officers = _rotated(register.of_street(street, kinds.OFFICER), offset)
        liaison = register.liaison_beside(street)
        if liaison is not None:  # 1+1: one officer of the street, and the liaison
            self.officers = [self.officers[0], liaison, *self.officers[1:]]
        self.own_officers = _rotated(register.of_organ(organ, kinds.OFFICER), offset)
        reviewers = [*register.of_street(street, kinds.COUNSEL), *register.of_street(street, kinds.HEAD)]
        self.initial: User = _rotated(reviewers, offset)[0].user
        self.legal: User = register.of_organ(organ, kinds.DESK, Officer.Desk.LEGAL)[0].user
        enforcement = register.of_organ(organ, kinds.DESK, Officer.Desk.ENFORCEMENT)
        self.enforcement: User = enforcement[0].user if enforcement else self.legal
        self.final: User = register.of_organ(organ, kinds.DIRECTOR)[0].user
        self.chief: User = register.of_organ(organ, kinds.CHIEF)[0].user

    def organ_people(self, *, excluding: Iterable[Officer] = ()) -> list[Officer]:
        """The organ's own officers who have nothing to do with the case: one may chair a hearing."""
        left_out = {officer.pk for officer in excluding}
        return [officer for officer in self.own_officers if officer.pk not in left_out]

    def at(self, desk: str) -> User:
        """Who sits at a review desk."""
        return getattr(self, desk)


def _rotated(people: list[Officer], offset: int) -> list[Officer]:
    turn = offset % len(people) if people else 0
    return people[turn:] + people[:turn]


def play(part: Part) -> list[Step]:
    """Run a part of a journey to its end; the steps it took."""
    return list(part)


PUBLISHED_AT = "区政府门户网站行政处罚公示栏（演示）"


class Journey(HeavyParts, OnSiteParts):
    """One case on its way. `days` names, per part (see `DAYS`), the first day on which it may begin."""

    DAYS = (
        "filing",
        "interview",
        "determination",
        "discretion",
        "notice",
        "decision",
        "serve",
        "payment",
        "closure",
        "archive",
    )

    def __init__(
        self,
        story: Story,
        cast: Cast,
        *,
        start: datetime | date,
        unit: str = "street",
        days: dict[str, date] | None = None,
        waive: bool = True,
        outcome: str = Outcome.PENALTY,
        review_minutes: int = 20,
        corrected: bool = True,
        serve_everything: bool = True,
        linked_to: Journey | None = None,
        diary: Diary | None = None,
        origin: str = Origin.DEMO,
        serial: int = 0,
    ) -> None:
        self.story, self.cast, self.unit = story, cast, unit
        self.days = days or {}
        self.waive, self.outcome, self.corrected = waive, outcome, corrected
        self.review_minutes, self.serve_everything = review_minutes, serve_everything
        self.linked_to, self.diary, self.origin, self.serial = linked_to, diary or Diary(), origin, serial
        self.officers = (cast.officers if unit == "street" else cast.own_officers)[:2]
        if not isinstance(start, datetime):
            start = datetime.combine(start, MORNING[0], SHANGHAI)
        self.at = office_time(start)
        self.case: Case | None = None
        self.submission: Submission | None = None
        self.order: RectificationOrder | None = None
        self.lines: list[Step] = []
        self._summoned_for = self.at
        self._done: set[str] = set()

    # --- The whole way ------------------------------------------------------------------------------------------------

    def go(self, stage: str = Stage.CLOSED, desk: str = "") -> Part:
        """Go on until the case stands in `stage`, with its submission at `desk`.

        `desk`: "" on arrival; "ready" with everything recorded, not submitted; "confirming", "initial", "recheck"
        (both desks to speak), "legal" (the legal desk alone left), "final".
        """
        if self.case is None:
            yield from self.open()
        while self.case.stage in SIX_STAGES and self.case.stage != stage:
            yield from self.pass_stage()
        if desk and self.case.stage == stage:
            yield from self.stand_at(desk)

    def whole(self) -> Part:
        """From opening to the sealed dossier."""
        yield from self.go()
        yield from self.archive()

    def pass_stage(self) -> Part:
        """Record, submit and approve the present stage; from notice on, the decision is served too."""
        stage = self.case.stage
        if not (stage == Stage.NOTICE and self.case.is_decided):
            yield from self.stand_at(Status.FINAL)
            yield from self.approve()
        if stage == Stage.NOTICE and self.case.stage == stage:
            yield from self.serve_decision()

    def stand_at(self, desk: str) -> Part:
        """Bring the present stage's submission to a desk; what is done already is left as it is."""
        if self._open() is None:
            yield from self.prepare()
            if desk == "ready":
                return
            yield from self.submit()
        wanted = DESKS.index(desk) if desk != "ready" else -1
        while self._position() < wanted:
            if self.submission.status == Status.CONFIRMING:
                yield from self.confirm()
            else:
                yield from self.approve_once()

    def _position(self) -> int:
        status = self.submission.status
        if status == Status.RECHECK:
            spoken = any(word.level == Status.RECHECK for word in review.words(self.submission))
            return DESKS.index("legal") if spoken or self.cast.enforcement == self.cast.legal else DESKS.index(status)
        return DESKS.index(status) if status in DESKS else len(DESKS)

    def _open(self) -> Submission | None:
        if self.submission is None or not self.submission.is_open:
            return None
        return self.submission

    def prepare(self) -> Part:
        """Record what the present stage needs before it is submitted."""
        stage = self.case.stage
        if stage not in (Stage.FILING, Stage.CLOSURE):
            self._not_before(stage)
        if stage == Stage.FILING:
            yield from self.inspect()
        elif stage == Stage.INTERVIEW:
            yield from self.investigate()
        elif stage == Stage.NOTICE and self.outcome == Outcome.PENALTY:
            yield from self.notify()
        elif stage == Stage.CLOSURE:
            yield from self.execute()

    # --- Filing and investigation -------------------------------------------------------------------------------------

    def open(self) -> Part:
        """Open the case on the day of the inspection."""
        story = self.story
        self.case = yield from self._act(
            "open_case",
            self.officers[0].user,
            self.cast.street,
            organ=self.cast.organ,
            handling_unit=self.unit,
            party=story.party,
            violations=[{"item": item, "facts": story.facts} for item in story.items],
            officers=self.officers,
            source=story.source,
            found_on=self.at.date(),
            act_ended_on=self.at.date(),
            facts=story.facts,
            place=story.place,
            late=lambda: {"linked_to": self.linked_to.case if self.linked_to else None},
        )

    def inspect(self) -> Part:
        """Inspection, order to correct and, where the law asks for it, the failed re-check."""
        if "inspect" in self._done:
            return
        self._done.add("inspect")
        yield from self.record_inspection()
        yield from self.order_rectification()
        yield from self.serve_issued()
        if self.story.needs_overdue():
            self._not_before(add_working_days(self.order.due_on, 1))
            yield from self.recheck(passed=False)
        self._not_before("filing")

    def record_inspection(self) -> Part:
        """The on-site inspection (现场检查), with plan and notice."""
        story, party = self.story, self.story.party
        start, end = self.diary.book(self.officers, self.at + timedelta(minutes=15), 40)
        self.at = end
        yield from self._record(
            "record_inspection",
            task_source="年度行政检查计划" if story.source == "inspection" else "线索核查",
            basis="《中华人民共和国安全生产法》第六十五条"
            if self._is_safety()
            else "《中华人民共和国消防法》第五十三条",
            approved_by=_plain(self.cast.initial if self.unit == "street" else self.cast.enforcement),
            approved_on=add_working_days(start.date(), 0),
            industry=story.industry,
            scope=story.scope,
            method="现场检查、查阅资料",
            place=story.place,
            started_at=start,
            ended_at=end,
            contact_name=story.contact or party.get("representative") or party["name"],
            contact_title="现场负责人",
            contact_phone=story.contact_phone,
            certificates_shown=True,
            findings=story.findings,
        )

    def order_rectification(self, days: int = 10) -> Part:
        """The order to correct each problem (责令限期整改), due after `days` working days; two where the case waits."""
        due_on = add_working_days(self.at.date(), 2 if self.story.needs_overdue() else days)
        problems = [{"problem": problem, "due_on": due_on} for problem in self.story.problems]
        self.order = yield from self._record("order_rectification", problems=problems)

    def recheck(self, *, passed: bool) -> Part:
        """The re-check of the order (整改复查)."""
        found = "逐项复查：问题均已整改到位。" if passed else "逐项复查：责令期限已届满，问题仍未整改。"
        yield from self._record("recheck_rectification", order=self.order, passed=passed, findings=found)
        self.case = Case.objects.get(pk=self.case.pk)

    def investigate(self) -> Part:
        """Address, summons, interview and evidence."""
        if "investigate" in self._done:
            return
        self._done.add("investigate")
        yield from self.confirm_address()
        yield from self.summon()
        yield from self.interview()
        for exhibit in self.story.exhibits:
            yield from self.add_evidence(exhibit)
        yield from self.serve_issued()

    def confirm_address(self) -> Part:
        """The address for service (送达地址确认)."""
        party = self.story.party
        yield from self._record(
            "confirm_address",
            officers=None,
            service_address=party["address"],
            service_recipient=party.get("representative") or party["name"],
            service_phone=party.get("phone", ""),
        )

    def summon(self) -> Part:
        """The notice of interview (询问通知)."""
        self._summoned_for = office_time(self.at + timedelta(minutes=60))
        yield from self._record(
            "summon_interview",
            officers=None,
            name=self._speaker(),
            at=self._summoned_for,
            place=f"{self._unit_name()}询问室",
            bring="身份证明、营业执照复印件、与本案有关的资料",
            matter="涉嫌" + "；".join(item.title for item in self.story.items),
        )

    def interview(self) -> Part:
        """The record of questions and answers (询问笔录)."""
        party = self.story.party
        start, end = self.diary.book(self.officers, self._summoned_for, 35)
        self.at = end
        is_unit = party["kind"] == "unit"
        yield from self._record(
            "record_interview",
            answers=[{"question": question, "answer": answer} for question, answer in self.story.interview],
            name=self._speaker(),
            gender=party.get("gender", "") or "男",
            age=43,
            id_number=party.get("id_number", ""),
            employer=party["name"] if is_unit else party.get("employer", ""),
            position=party.get("representative_title" if is_unit else "employer_position", ""),
            address=party["address"],
            phone=party.get("phone", ""),
            place=f"{self._unit_name()}询问室",
            started_at=start,
            ended_at=end,
            certificates_shown=True,
            rights_told=True,
        )

    def add_evidence(self, exhibit: Exhibit) -> Part:
        """One exhibit, with its file."""
        file = None
        if exhibit.data:
            file = SimpleUploadedFile(exhibit.name, exhibit.data, content_type=exhibit.content_type)
        yield from self._record(
            "add_evidence",
            officers=None,
            file=file,
            kind=exhibit.kind,
            title=exhibit.title,
            proves=exhibit.proves,
            obtained_from=exhibit.obtained_from or self.story.party["name"],
            made_by="、".join(officer.name for officer in self.officers),
            made_on=self.at.date(),
            place=self.story.place,
        )

    # --- Notice, decision, execution ----------------------------------------------------------------------------------

    def notify(self) -> Part:
        """Advance notice, its service, then the waiver, the defence, or the end of the period."""
        notice = self.case.standing_notice()
        if notice is None:
            yield from self.issue_notice()
        yield from self.serve_issued(*() if self.serve_everything else ("CFGZ", "TZGZ"))
        notice = self.case.standing_notice()
        if notice.waived_on is None and self.waive:
            yield from self._record("waive_defence", officers=None, signed_by=self._speaker())
        elif not self.waive:
            if self.story.defence and not notice.defences.exists():
                yield from self.defend()
            last = max(filter(None, (notice.defence_due_on, notice.hearing_due_on)))
            self._not_before(add_working_days(last, 1))
        yield from self.deliberate()
        self._not_before("decision")

    def issue_notice(self) -> Part:
        """The advance notice (行政处罚告知书)."""
        yield from self._record("issue_notice", officers=None)

    def record_defence(self) -> Part:
        """The party's defence, point by point (陈述申辩)."""
        self._not_before(add_working_days(self.at.date(), 1))
        points = [{"point": point} for point, _answer, _accepted in self.story.defence]
        yield from self._record("record_defence", speaker=self._speaker(), in_writing=True, points=points)

    def defend(self) -> Part:
        """The defence and the answer to each point (复核)."""
        yield from self.record_defence()
        given = zip(self.case.standing_notice().defences.all(), self.story.defence, strict=True)
        answers = [{"id": row.pk, "answer": answer, "accepted": accepted} for row, (_point, answer, accepted) in given]
        yield from self._record("answer_defence", officers=None, answers=answers)

    def serve_decision(self) -> Part:
        """Serve the decision; with that execution begins, and the penalty is made public."""
        self._not_before("serve")
        yield from self.serve_issued()
        yield from self.publish()

    def publish(self) -> Part:
        """The penalty on the regulator's own page, where the law asks for it (处罚信息公开)."""
        case = Case.objects.select_related("organ", "party").get(pk=self.case.pk)
        if must_be_published(case) and not case.publications.exists():
            yield from self._record("publish", officers=None, place=PUBLISHED_AT)

    def execute(self) -> Part:
        """Payment and the re-check of the correction."""
        if self.case.total_fine and not self.case.payments.exists() and execution.unpaid(self.case):
            yield from self.pay()
        if self.corrected and self.order is not None and self.order.passed is not True:
            yield from self.recheck(passed=True)
            if self.serve_everything:
                yield from self.serve_issued()
        self._not_before("closure")

    def pay(self) -> Part:
        """The whole fine, by bank voucher."""
        self._not_before("payment")
        voucher = f"演示{self.at:%Y%m%d}{self.case.pk:04d}"
        yield from self._record("record_payment", officers=None, amount=execution.unpaid(self.case), voucher=voucher)

    def archive(self) -> Part:
        """Check and seal the dossier of a case that has ended."""
        self._not_before("archive")
        yield from self.check_dossier()
        yield from self._record("archive", officers=None)

    def check_dossier(self) -> Part:
        """The self-check (案卷自查): the officers answer what the software leaves to them."""
        yield from self._act(
            "fill_self_check", self.officers[0].user, self.case, minutes=25, late=lambda: {"answers": self.answers()}
        )

    def answers(self) -> list[dict[str, Any]]:
        """In order, for each check that a person must judge."""
        asked = scoring.left_to_people(self.case)
        return [{"code": code, "result": "in_order", "deduction": "0", "reason": ""} for code in asked]

    # --- Submission and review ----------------------------------------------------------------------------------------

    def submit(self) -> Part:
        """The lead officer submits the present stage."""
        stage = Stage(self.case.stage)
        content = getattr(self, f"_{stage}_content")()
        content.setdefault("opinion", OPINIONS[stage])
        self.submission = yield from self._record(f"submit_{stage}", officers=None, **content)

    def submit_not_filing(self, reason: str) -> Part:
        """Propose not to file (不予立案)."""
        opinion = "经核查，建议不予立案。"
        self.submission = yield from self._record(
            "submit_filing", officers=None, proposal="not_file", opinion=opinion, reason=reason
        )

    def confirm(self) -> Part:
        """The second officer confirms."""
        second = self.officers[1].user
        self.submission = yield from self._act("confirm", second, self.submission, opinion="情况属实。")

    def approve_once(self) -> Part:
        """The next desk that is due agrees."""
        desk = self._due_desk()
        self.submission = yield from self._act(
            "approve", self.cast.at(desk), self.submission, minutes=self.review_minutes, opinion=REVIEWS[desk]
        )

    def approve(self) -> Part:
        """Every desk still due agrees, to the end."""
        if self.submission.status == Status.CONFIRMING:
            yield from self.confirm()
        while self.submission.is_open:
            yield from self.approve_once()

    def give_back(self, reason_code: str, opinion: str, return_to: str = "") -> Part:
        """The desk that is due returns the submission, to this stage or an earlier one."""
        self.submission = yield from self._act(
            "return_back",
            self.cast.at(self._due_desk()),
            self.submission,
            minutes=self.review_minutes,
            opinion=opinion,
            reason_code=reason_code,
            return_to=return_to,
        )

    def recall(self, reason: str) -> Part:
        """The submitter takes it back."""
        self.submission = yield from self._act("recall", self.officers[0].user, self.submission, reason=reason)

    def _due_desk(self) -> str:
        return review.pending_desks(self.submission)[0]

    # --- Side ways ----------------------------------------------------------------------------------------------------

    def hand_over(self, reason: str, text: str) -> Part:
        """The street asks the organ to take the case."""
        yield from self._record("hand_over", officers=None, reason=reason, text=text)

    def accept_hand_over(self) -> Part:
        """The organ takes it; its own officers go on."""
        officers = self.cast.own_officers[:2]
        yield from self._act(
            "accept_hand_over", self.cast.enforcement, self.case, minutes=120, officers=officers, text="同意接收。"
        )
        self.unit, self.officers, self.submission = "organ", officers, None

    def refuse_hand_over(self, text: str) -> Part:
        """The organ gives it back (complexity only)."""
        yield from self._act("refuse_hand_over", self.cast.enforcement, self.case, minutes=120, text=text)

    def terminate(self, reason: str) -> Part:
        """Submit the termination."""
        self.submission = yield from self._record("request_termination", officers=None, reason=reason)

    def transfer(self, receiver: str, reason: str, *, to_police: bool = False) -> Part:
        """Submit a transfer to another agency or the police."""
        self.submission = yield from self._record(
            "request_transfer", officers=None, receiver=receiver, reason=reason, to_police=to_police
        )

    def take_back(self, reason: str) -> Part:
        """The receiver declined; the case goes on at determination."""
        yield from self._record("take_back", officers=None, reason=reason)

    def extend(self, until: date, reason: str) -> Part:
        """Submit an extension of the limit for the decision."""
        self.submission = yield from self._record("request_extension", officers=None, extended_to=until, reason=reason)

    # --- What is submitted --------------------------------------------------------------------------------------------

    def _filing_content(self) -> dict[str, Any]:
        return {"proposal": "file"}

    def _interview_content(self) -> dict[str, Any]:
        count = len(self.story.exhibits)
        return {"summary": f"已制作现场检查记录、询问笔录，收集证据{count}份，形成证据链。"}

    def _determination_content(self) -> dict[str, Any]:
        stands, disobeyed = self.outcome != Outcome.NOT_ESTABLISHED, self.case.disobeyed()
        evidence = "现场检查记录、询问笔录、" + "、".join(exhibit.title for exhibit in self.story.exhibits)
        rows = [
            {
                "id": violation.pk,
                "finding": "established" if stands else "not_established",
                "found_facts": self.story.facts if stands else "",
                "evidence": evidence if stands else "",
                "is_overdue": stands and violation.item.rectify_first,
                "rests_on": disobeyed[0] if stands and violation.item.rectify_first and disobeyed else "",
            }
            for violation in self.case.violations.select_related("item")
        ]
        content: dict[str, Any] = {"violations": rows}
        if not stands:
            content["opinion"] = "经调查，现有证据不能证明违法事实成立，建议认定违法事实不成立。"
        return content

    def _discretion_content(self) -> dict[str, Any]:
        rows, established = [], self.case.violations.filter(finding="established")
        evidence = proofs(self.case) if self.outcome == Outcome.PENALTY else []
        for position, violation in enumerate(established.select_related("item").prefetch_related("item__tiers")):
            violation.case = self.case
            if self.outcome == Outcome.NO_PENALTY:
                rows.append(waive(violation))
            else:
                wanted = self.story.fines[position] if self.story.fines else None
                rows.append(propose(violation, wanted, evidence))
        content: dict[str, Any] = {"violations": rows}
        if self.outcome == Outcome.NO_PENALTY:
            content["opinion"] = "初次违法且危害后果轻微并及时改正，建议不予行政处罚。"
        elif self.outcome == Outcome.NOT_ESTABLISHED:
            content["opinion"] = "违法事实不成立，建议不予行政处罚。"
        return content

    def _notice_content(self) -> dict[str, Any]:
        if self.outcome != Outcome.PENALTY:
            return {"outcome": self.outcome, "violations": [], "opinion": "建议作出不予行政处罚决定。"}
        items = self.case.standing_notice().items.all()
        rows = [
            {
                "id": row.violation_id,
                "fine": str(row.fine),
                "with_warning": row.with_warning,
                "further_penalty": row.further_penalty,
            }
            for row in items
        ]
        content: dict[str, Any] = {"outcome": self.outcome, "violations": rows}
        hearing = getattr(self.case.standing_notice(), "hearing", None)
        if hearing is not None and hearing.held_on:
            content["hearing_basis"] = "听证笔录记载的事实、证据与调查认定一致，听证报告建议维持拟处罚意见，予以采纳。"
        return content

    def _closure_content(self) -> dict[str, Any]:
        paid = f"罚款{self.case.total_fine:.0f}元已缴清，" if self.case.total_fine else ""
        return {"execution": f"{paid}责令整改事项已复查合格。"}

    # --- The clock and the door ---------------------------------------------------------------------------------------

    def _record(self, code: str, *, officers: Iterable[Officer] | None = (), **inputs: Any) -> Part:
        """An act of the lead officer; `officers` None: the action names none."""
        if officers is not None:
            inputs["officers"] = list(officers) or self.officers
        return (yield from self._act(code, self.officers[0].user, self.case, **inputs))

    def _act(
        self,
        code: str,
        who: User,
        target: Any,
        *,
        minutes: int = 6,
        late: Callable[[], dict[str, Any]] = dict,
        **inputs: Any,
    ) -> Part:
        """Move the clock on, say what comes, and do it through the door; `late`: inputs known only then."""
        self.at = office_time(self.at + timedelta(minutes=minutes))
        step = Step(self.at, code, f"{who.display_name}：{door.ACTIONS[code].label}")
        yield step
        with timekeeper.frozen(self.at, origin=self.origin):
            result = door.perform(code, target, acting_user=who, **inputs, **late())
        self.case = getattr(result, "case", None) or (result if isinstance(result, Case) else self.case)
        self.lines.append(step)
        return result

    def _not_before(self, day: str | date) -> None:
        """Wait until a day, or until the day of a part of `days`."""
        if isinstance(day, str):
            day = self.days.get(day, date.min)
        if self.at.date() < day:
            morning = datetime.combine(day, MORNING[0], SHANGHAI)
            self.at = office_time(morning + timedelta(minutes=self.serial * 7 % 50))

    def serve_issued(self, *codes: str) -> Part:
        """Serve what was issued and has to be served."""
        waiting = unserved(self.case)
        for document in waiting.filter(code__in=codes) if codes else waiting:
            yield from self._record(
                "serve",
                document=document,
                method="direct",
                place=self.story.party["address"],
                recipient=self._speaker(),
            )

    def _speaker(self) -> str:
        party = self.story.party
        return party.get("representative") or _bare(party["name"])

    def _unit_name(self) -> str:
        return self.cast.street.name if self.unit == "street" else self.cast.organ.name

    def _is_safety(self) -> bool:
        return self.cast.organ.code == Organ.Code.EMERGENCY


def _plain(user: User) -> str:
    return _bare(user.display_name)


def _bare(name: str) -> str:
    return name.removesuffix("（演示）")
