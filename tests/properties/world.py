"""A small world to drive at random: one street, its people and the desks above it, a few cases, a clock.

`attempt` puts an act to the door and keeps count; whatever the door answers, only a refusal may be the answer, and a
refusal leaves no trace. `proceed` does what a diligent person would do next, so that random play gets far.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from cases import deliberation, review
from cases.guide import scoring
from cases.journey_discretion import proofs, propose
from cases.models import Case, Document, LegalReviewPoint, Submission
from cases.stages import SIX_STAGES, Stage
from delegation.models import Item, Officer, Street
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted, StaleContent
from gongshu_enforcement.models import CalendarDay, LedgerEvent, User
from gongshu_enforcement.timekeeper import SHANGHAI
from gongshu_enforcement.working_days import COVERED_UNTIL, is_working_day
from tests.factories import IndividualFactory, UnitFactory

# What is said of a decision on site in the usual case.
ON_SITE: dict[str, Any] = {
    "place": "演示路1号",
    "evidence": "现场照片",
    "correct_by": None,
    "certificates_shown": True,
    "told": True,
    "rights_told": True,
    "heard": "none",
    "defence": "",
    "answer": "",
    "accepted": False,
    "waiver_checked": True,
    "clear_reason": "当场查明，没有异议。",
    "corrected": True,
    "order_reference": "",
    "collection": "bank",
    "collection_reason": "",
    "receipt_number": "",
    "received": "signed",
    "refusal": "",
}
REFUSALS = (ActionRefused, NotPermitted, StaleContent)
START = date(2026, 3, 2)
STREET = "shiqiao"
INSIDERS = (
    "officer.shiqiao",
    "officer2.shiqiao",
    "officer3.shiqiao",
    "head.shiqiao",
    "counsel.shiqiao",
    "enforcement",
    "legal",
    "director",
    "chief",
    "brigade1",
    "brigade2",
    "brigade3",
    "fire.legal",
    "fire.director",
    "fire.chief",
    "fire1",
    "fire2",
)
OUTSIDERS = ("officer.daguan", "head.daguan", "admin")
DESKS_OF_THE_OTHER_ORGAN = {
    "emergency": ("fire.legal", "fire.director", "fire1"),
    "fire": ("enforcement", "legal", "director"),
}
LEGAL = {"emergency": "legal", "fire": "fire.legal"}
DIRECTOR = {"emergency": "director", "fire": "fire.director"}
CHIEF = {"emergency": "chief", "fire": "fire.chief"}


def blocking(refusal: Exception) -> frozenset[str]:
    """The rules by which an act was refused; the name of the refusal where it was no rule."""
    findings = getattr(refusal, "findings", ())
    return frozenset(found.code for found in findings if found.blocks) or frozenset({type(refusal).__name__})


def as_told(notice: Any, change: Decimal = Decimal(0)) -> list[dict[str, Any]]:
    """The penalties as they were noticed, the fines `change` above."""
    return [
        {
            "id": row.violation_id,
            "fine": str(row.fine + change),
            "with_warning": row.with_warning,
            "further_penalty": row.further_penalty,
        }
        for row in notice.items.all()
    ]


class World:
    """Everything a random player can touch. `attempted` counts the acts put to the door, over all worlds."""

    attempted = 0
    blind = False  # a rule is switched off: what it kept from the verbs and the database may make them fail

    def __init__(self, *, watchful: bool = True) -> None:
        # Plays may run past the years whose holidays are known; as if the next year's notice had been loaded.
        new_year = date(COVERED_UNTIL + 1, 1, 1)
        CalendarDay.objects.get_or_create(day=new_year, defaults={"is_working": False, "source": "演示"})
        self.watchful = watchful
        self._stack = ExitStack()
        self.now = datetime.combine(START, time(9), SHANGHAI)
        self.users = {user.username: user for user in User.objects.filter(username__in=(*INSIDERS, *OUTSIDERS))}
        people = Officer.objects.filter(user__username__in=INSIDERS).select_related("user", "street", "organ")
        self.officers = {person.user.username: person for person in people}
        self.street = Street.objects.get(pinyin=STREET)
        self.cases: list[int] = []
        self.acts: dict[int, int] = {}
        self.memory: dict[tuple[str, int], str] = {}
        self.done: list[str] = []
        self.refused_by: frozenset[str] = frozenset()

    # --- Time ---------------------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.now.date()

    def tick(self, minutes: int = 45) -> None:
        """Some time passes; after five o'clock it is the next working day."""
        self.now += timedelta(minutes=minutes)
        if self.now.time() > time(17):
            self.wait(1)

    def wait(self, days: int) -> None:
        """Days pass, up to a working morning."""
        on = self.today + timedelta(days=days)
        while not is_working_day(on):
            on += timedelta(days=1)
        self.now = datetime.combine(on, time(9), SHANGHAI)

    # --- Acting -------------------------------------------------------------------------------------------------------

    def case(self, pk: int) -> Case:
        """The case as it is now."""
        return Case.objects.select_related("party", "street", "organ", "agreement").get(pk=pk)

    def user(self, account: str) -> User:
        """A fresh copy of an account: grants are read anew, as in a request of its own."""
        return User.objects.get(pk=self.users[account].pk)

    def attempt(self, code: str, target: Any, account: str, **inputs: Any) -> Any:
        """Put an act to the door; the result, or None where it was refused without a trace."""
        World.attempted += 1
        self.tick()
        self.refused_by = frozenset()
        pk = getattr(target, "case_id", None) or (target.pk if isinstance(target, Case) else None)
        before = self.trace(pk) if self.watchful else None
        with timekeeper.frozen(self.now):
            try:
                result = door.perform(code, target, acting_user=self.user(account), **inputs)
            except REFUSALS as refusal:
                self.refused_by = blocking(refusal)
                assert before is None or self.trace(pk) == before, f"a refused {code} left a trace"
                return None
            except Exception:
                if not World.blind:
                    raise
                self.refused_by = frozenset({"FAULT"})
                return None
        pk = pk or result.pk
        self.acts[pk] = self.acts.get(pk, 0) + 1
        self.done.append(code)
        return result

    def trace(self, pk: int | None) -> tuple[Any, ...]:
        """What a refused act must not change."""
        if pk is None:
            return (Case.objects.count(), LedgerEvent.objects.count())
        return (
            Case.objects.values_list("version", "stage").get(pk=pk),
            LedgerEvent.objects.count(),
            Document.objects.filter(case=pk).count(),
            sorted(Submission.objects.filter(case=pk).values_list("pk", "status", "content_version")),
        )

    def open(self, codes: list[str], *, unit: str = "street", individual: bool = False) -> Case | None:
        """Open a case in the street on these items."""
        return self.open_with(**self.opening(codes, unit, individual))

    def opening(self, codes: list[str], unit: str = "street", individual: bool = False) -> dict[str, Any]:
        """What `open_case` takes, as a lawful officer would fill it in."""
        items = list(Item.objects.filter(code__in=codes).select_related("version__catalogue__organ"))
        organ = items[0].version.catalogue.organ
        names = ("officer.shiqiao", "officer2.shiqiao")
        if unit == "organ":
            names = ("brigade1", "brigade2") if organ.code == "emergency" else ("fire1", "fire2")
        return {
            "organ": organ,
            "handling_unit": unit,
            "party": IndividualFactory() if individual else UnitFactory(),
            "violations": [{"item": item} for item in items],
            "officers": [self.officers[name] for name in names],
            "source": "inspection",
            "found_on": self.today,
            "act_ended_on": self.today,
            "facts": "检查发现问题（演示）。",
        }

    def open_with(self, code: str = "open_case", **inputs: Any) -> Case | None:
        """Open a case by the act `code`; the first officer does it."""
        case = self.attempt(code, self.street, inputs["officers"][0].user.username, **inputs)
        if case is not None:
            self.cases.append(case.pk)
        return case

    def reopen(self, case: Case, account: str, **inputs: Any) -> Case | None:
        """Deal anew with a case; both chains tell of it, and both cases are watched from now on."""
        anew = self.attempt("reopen", case, account, **inputs)
        if anew is not None:
            self.cases.append(anew.pk)
            self.acts[anew.pk] = 1
        return anew

    def on_site(self, code: str, fine: Decimal, *, individual: bool = False, **changes: Any) -> dict[str, Any]:
        """What `decide_on_site` takes, as a lawful officer would fill it in; `changes` take the place of single values."""
        usual = self.opening([code], individual=individual)
        del usual["act_ended_on"]
        usual["violations"] = [
            {"item": row["item"], "fine": fine, "with_warning": not fine} for row in usual["violations"]
        ]
        return usual | ON_SITE | {"found_time": self.now.time()} | changes

    def end_agreement(self, pk: int, rule: str) -> None:
        """Tomorrow the street's power is gone; `finish`: the organ says that the street ends this case nevertheless."""
        case = self.case(pk)
        if case.agreement is None or case.agreement.revoked_on is not None:
            return
        with timekeeper.frozen(self.now):
            tomorrow, admin = self.today + timedelta(days=1), User.objects.get(username="admin")
            door.perform(
                "revoke_agreement", case.agreement, acting_user=admin, revoked_on=tomorrow, reason="终止（演示）"
            )
        if rule == "finish":
            desk = "legal" if case.organ.code == "emergency" else "fire.legal"
            self.attempt("settle_delegation", self.case(pk), desk, choice="finish", reason="按原委托办结（演示）")

    # --- What a diligent person would do next -------------------------------------------------------------------------

    def handlers(self, case: Case) -> list[str]:
        """Accounts of those who handle the case now; an auxiliary, put there while no rule forbids it, has none."""
        return [row.officer.user.username for row in case.current_handlers() if row.officer.user_id]

    def officers_on(self, case: Case) -> list[Officer]:
        return [row.officer for row in case.current_handlers()]

    def proceed(self, pk: int, fine: Decimal = Decimal(20000), *, waive: bool = True) -> Any:
        """One lawful step onward, if there is one."""
        case = self.case(pk)
        submission = case.open_submission()
        if case.pending_hand_over():
            return self.answer(case)
        asked = case.recusals.filter(status="pending").first()
        if asked is not None and case.stage in SIX_STAGES:
            refusing = {"recusal": asked, "granted": False, "decision": "没有利害关系（演示）。"}
            return self.attempt("decide_recusal", case, DIRECTOR[case.organ.code], **refusing)
        if submission is not None:
            return self.sign(submission)
        if case.stage in (Stage.NOT_FILED, Stage.TERMINATED, Stage.CLOSED):
            return None if case.is_sealed else self._seal(case, self.handlers(case)[0])
        if case.stage not in SIX_STAGES:
            return self.attempt("take_back", case, self.handlers(case)[0], reason="对方退回。")
        return getattr(self, f"_{case.stage}")(case, self.handlers(case)[0], fine, waive)

    def _seal(self, case: Case, account: str) -> Any:
        """The self-check, then the seal."""
        if case.self_checks.exists():
            return self.attempt("archive", case, account)
        return self.check_itself(case, account)

    def check_itself(self, case: Case, account: str) -> Any:
        """Every check that the software leaves to people is in order."""
        asked = [code for code, found in scoring.prescore(case).items() if not found.result]
        answers = [{"code": code, "result": "in_order", "deduction": "0", "reason": ""} for code in asked]
        return self.attempt("fill_self_check", case, account, answers=answers)

    def sign(self, submission: Submission) -> Any:
        """Whoever is due on a submission confirms or agrees."""
        if submission.status == "confirming":
            for account in self.handlers(submission.case):
                if self.users[account].pk != submission.submitted_by_id:
                    return self.attempt("confirm", submission, account)
            return None
        account = next((name for name in INSIDERS if review.desk_for(submission, self.user(name))), None)
        return account and self.attempt("approve", submission, account, opinion="同意。")

    def answer(self, case: Case) -> Any:
        """The desk takes the case."""
        fire = case.organ.code == "fire"
        names = ("fire1", "fire2") if fire else ("brigade1", "brigade2")
        officers = [self.officers[name] for name in names]
        return self.attempt("accept_hand_over", case, "fire.legal" if fire else "enforcement", officers=officers)

    def _filing(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        if not case.inspections.exists():
            return self.inspect(case, account)
        if not case.rectifications.exists():
            return self.order(case, account)
        order = case.rectifications.get()
        if order.served_on is None:
            return self.serve(case, account, order.document)
        if any(row.item.rectify_first for row in case.violations.all()) and not self._rechecked(case):
            return self.recheck(case, account, passed=False)
        return self.attempt("submit_filing", case, account, proposal="file", opinion="建议立案。")

    def _rechecked(self, case: Case) -> bool:
        return case.rectifications.get().rechecks.exists()

    def _interview(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        if not case.interviews.exists():
            return self.interview(case, account)
        if not case.evidence.filter(withdrawn_at=None).exists():
            return self.attempt(
                "add_evidence", case, account, kind="documentary", title="照片", proves="现场", made_on=self.today
            )
        return self.attempt("submit_interview", case, account, summary="证据齐全。", opinion="建议。")

    def _determination(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        rows = [
            {
                "id": row.pk,
                "finding": "established",
                "found_facts": "属实",
                "evidence": "笔录",
                "is_overdue": row.item.rectify_first,
                "rests_on": next(iter(case.disobeyed()), ""),
            }
            for row in case.violations.all()
        ]
        return self.attempt("submit_determination", case, account, violations=rows, opinion="成立。")

    def _discretion(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        rows = [self.penalty_row(row, fine) for row in self.standing(case)]
        if not rows:
            return self.attempt("submit_discretion", case, account, violations=[], opinion="不成立。")
        return self.attempt("submit_discretion", case, account, violations=rows, opinion="建议处罚。")

    def penalty_row(self, violation: Any, fine: Decimal, **changes: Any) -> dict[str, Any]:
        """What is proposed for a violation."""
        return propose(violation, fine, proofs(violation.case), **changes)

    def standing(self, case: Case) -> list[Any]:
        """Violations found established."""
        return list(case.violations.filter(finding="established"))

    def _notice(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        if case.is_decided:
            return self.serve(case, account, case.documents.filter(code__in=("CFDW", "CFGR", "BYCF")).last())
        if case.outcome != "penalty":
            return self.attempt("submit_notice", case, account, outcome=case.outcome, violations=[], opinion="建议。")
        notice = case.standing_notice()
        if notice is None:
            return self.attempt("issue_notice", case, account)
        for document in (notice.document, notice.hearing_document):
            if document is not None and not document.services.exists():
                return self.serve(case, account, document)
        if notice.waived_on is None:
            if waive:
                return self.attempt("waive_defence", case, account, signed_by="演示人")
            self.wait(8)
        waiting = self.deliberate(case, notice)
        if waiting is not None:
            return waiting
        return self.attempt(
            "submit_notice", case, account, outcome="penalty", violations=as_told(notice), opinion="建议。"
        )

    def deliberate(self, case: Case, notice: Any) -> Any:
        """The legal review or the collective discussion that is due and not there yet; None where nothing is."""
        if deliberation.review_due(case, notice) and deliberation.passed_review(notice) is None:
            return self.review_legally(case, LEGAL[case.organ.code])
        if deliberation.discussion_due(case, notice) and deliberation.standing_discussion(notice) is None:
            return self.discuss(case, notice)
        return None

    def _closure(self, case: Case, account: str, fine: Decimal, waive: bool) -> Any:
        if case.total_fine and not case.payments.exists():
            return self.pay(case, account, case.total_fine)
        if case.rectifications.exists() and case.rectifications.get().passed is not True:
            return self.recheck(case, account, passed=True)
        return self.attempt("submit_closure", case, account, execution="已执行。", opinion="结案。")

    # --- Single acts --------------------------------------------------------------------------------------------------

    def record(self, code: str, case: Case, account: str, officers: list[Officer] | None = None, **inputs: Any) -> Any:
        """An act of officers."""
        return self.attempt(code, case, account, officers=officers or self.officers_on(case), **inputs)

    def inspect(self, case: Case, account: str) -> Any:
        return self.record(
            "record_inspection",
            case,
            account,
            task_source="计划",
            basis="安全生产法第六十五条",
            approved_by="演示人",
            approved_on=self.today,
            scope="车间",
            method="现场检查",
            place="演示路1号",
            started_at=self.now,
            ended_at=self.now + timedelta(minutes=30),
            contact_name="演示人",
            certificates_shown=True,
            findings="问题（演示）",
        )

    def order(self, case: Case, account: str, officers: list[Officer] | None = None) -> Any:
        problems = [{"problem": "整改（演示）", "due_on": self.today + timedelta(days=2)}]
        return self.record("order_rectification", case, account, officers, problems=problems)

    def interview(self, case: Case, account: str) -> Any:
        return self.record(
            "record_interview",
            case,
            account,
            answers=[{"question": "是否知晓？", "answer": "知晓。"}],
            name="演示人",
            gender="男",
            age=40,
            place="询问室",
            started_at=self.now,
            ended_at=self.now + timedelta(minutes=30),
            certificates_shown=True,
            rights_told=True,
        )

    def recheck(self, case: Case, account: str, *, passed: bool) -> Any:
        order = case.rectifications.get()
        if not order.is_over(self.today):
            self.wait((order.due_on - self.today).days + 1)
        return self.record("recheck_rectification", case, account, order=order, passed=passed, findings="复查（演示）")

    def serve(self, case: Case, account: str, document: Any, **inputs: Any) -> Any:
        """Serve a document; its PDF is taken as rendered, which the random play does not wait for."""
        type(document).objects.filter(pk=document.pk).update(pdf_sha256="0" * 64)
        inputs = {"method": "direct", "place": "演示路1号", "recipient": "演示人"} | inputs
        return self.record("serve", case, account, document=document, **inputs)

    def pay(self, case: Case, account: str, amount: Decimal) -> Any:
        number = case.payments.count() + 1
        return self.attempt("record_payment", case, account, amount=amount, voucher=f"演示{case.pk}-{number}")

    def serve_unrendered(self, case: Case, account: str, document: Any) -> Any:
        """Serve a document of a real case whose PDF nobody has made yet; refused, it is as it was."""
        kept = type(document).objects.filter(pk=document.pk)
        before = kept.values("pdf_sha256", "origin").get()
        kept.update(pdf_sha256="", origin="live")
        served = self.record(
            "serve", case, account, document=document, method="direct", place="演示路1号", recipient="演示人"
        )
        if served is None:
            kept.update(**before)
        return served

    def things(self, urgent: bool) -> dict[str, Any]:
        """What `request_preservation` takes."""
        thing = {"name": "记录本", "quality": "旧", "unit": "本", "quantity": Decimal(1)}
        blank = {"model": "", "origin": "", "price": "", "remark": ""}
        return {
            "items": [thing | blank],
            "ground": "lost",
            "reason": "可能被销毁（演示）。",
            "keeping": "on_site",
            "place": "仓库",
            "keeper": "演示人",
            "appear_at": self.now + timedelta(days=3),
            "appear_place": "街道",
            "urgent": urgent,
        }

    def auxiliary(self) -> Officer:
        """Somebody who may help officers and is none (综合执法条例 30(2))."""
        return Officer.objects.filter(street=self.street, kind=Officer.Kind.AUXILIARY).earliest("pk")

    def open_undelegated(self, **usual: Any) -> Case | None:
        """Open a case on an item that the street's agreement leaves out, as of now."""
        agreement = self.street.agreements.filter(organ=usual["organ"]).latest("pk")
        item = usual["violations"][0]["item"]
        relied_on = agreement.cases.exists()
        agreement.items.remove(item)
        try:
            return self.open_with(**usual)
        finally:
            if relied_on:  # cases opened before rest on it
                agreement.items.add(item)

    # --- Heavy cases --------------------------------------------------------------------------------------------------

    def review_legally(self, case: Case, account: str) -> Any:
        """The legal section agrees."""
        return self.attempt(
            "record_legal_review",
            case,
            account,
            reviewer=self.officers[account],
            received_on=self.today,
            points=[{"point": value, "fits": True, "remark": ""} for value in LegalReviewPoint.Point.values],
            verdict="agree",
            opinion="同意。",
            is_experienced=True,
        )

    def discuss(self, case: Case, notice: Any, change: Decimal = Decimal(0), presiding: str = "") -> Any:
        """The heads conclude on what was noticed, or on `change` more."""
        organ = case.organ.code
        legal = LEGAL[organ]
        people = [self.officers[name] for name in (CHIEF[organ], DIRECTOR[organ], legal)]
        return self.attempt(
            "record_discussion",
            case,
            legal,
            started_at=self.now,
            ended_at=self.now + timedelta(minutes=30),
            place="会议室",
            presiding=self.officers[presiding] if presiding else people[0],
            reporter=self.officers_on(case)[0],
            recorder=people[2],
            opinions=[{"officer": person, "opinion": "同意。", "agrees": True} for person in people],
            summary="案情（演示）。",
            outcome="penalty",
            conclusion="同意。",
            penalties=as_told(notice, change),
        )

    def hold_hearing(self, case: Case, session: Any, account: str) -> Any:
        """The hearing is held on the day that was announced."""
        self.go_to(session)
        return self.attempt(
            "hold_hearing",
            case,
            account,
            started_at=session.starts_at,
            ended_at=session.starts_at + timedelta(minutes=60),
            officers=self.officers_on(case),
            attended_by="演示人",
            case_put="建议处罚。",
            party_said="无异议。",
            record="最后陈述。",
            signed_by="演示人",
        )

    def party_stays_away(self, case: Case, session: Any, account: str) -> Any:
        """Nobody comes for the party."""
        self.go_to(session)
        return self.attempt("record_absence", case, account, absence="无正当理由未到场。")

    def go_to(self, session: Any) -> None:
        """The end of a hearing's hour."""
        self.now = max(self.now, session.starts_at + timedelta(minutes=60))
