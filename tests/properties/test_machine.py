"""Random officers, reviewers, verdicts, returns, recalls, hand-overs, amounts and days through the one door.

After every step the invariants of workflow.md hold for every case. Derandomised: the same plays each time. For a longer
search: HYPOTHESIS_PROFILE=deep.
"""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cases.journey_discretion import proofs, propose
from cases.models import Case, Violation
from cases.stages import BACK_TO, SIX_STAGES
from delegation.models import Certificate, Item
from gongshu_enforcement import timekeeper

from . import invariants
from .moves import FAMILIES, Table
from .world import DESKS_OF_THE_OTHER_ORGAN, INSIDERS, OUTSIDERS, World
from .worlds import WORLDS

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]

COMMON: dict[str, Any] = {
    "deadline": None,
    "database": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
}
PROFILES = {
    "ci": settings(
        max_examples=12,
        stateful_step_count=20,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        **COMMON,
    ),
    "deep": settings(max_examples=400, stateful_step_count=80, **COMMON),
}

ITEMS = (["AQ-02"], ["AQ-13"], ["AQ-32"], ["XF-01"], ["AQ-02", "AQ-25"], ["XF-03", "XF-16"])
PEOPLE = ["AQ-11", "AQ-12", "XF-11"]  # items against individuals
# Around every threshold: nothing, the range's ends, the street's cap and the hearing's, one fen either side.
AMOUNTS = (
    "-1",
    "0",
    "0.01",
    "5000",
    "19999",
    "20000",
    "20000.01",
    "30000",
    "49999.99",
    "50000",
    "50000.01",
    "100000",
    "100000.01",
)
STARTS_FAR = ("notice", "discretion", "determination", "closure", "interview", "filing")
LAWFUL = {
    "AQ-02": 20000,
    "AQ-13": 20000,
    "AQ-32": 40000,
    "XF-01": 5000,
    "XF-03": 5000,
    "AQ-11": 20000,
    "AQ-12": 10000,
    "XF-11": 500,
}
LAWFUL = {code: Decimal(fine) for code, fine in LAWFUL.items()}

ON_SITE, OPENINGS = WORLDS["on site"], WORLDS["chain"]
EVERYTHING = Table(frozenset(FAMILIES), fines=tuple(Decimal(one) for one in ("20000", "50000", "60000")))

accounts = st.sampled_from(INSIDERS)
amounts = st.sampled_from(AMOUNTS).map(Decimal)
numbers = st.integers(0, 99)


class Play(RuleBasedStateMachine):
    """One random play; everything it does is rolled back at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = World()
        self.checked: tuple[Any, ...] = ()
        self.acts_checked: dict[int, int] = {}
        self.shown = 0

    def teardown(self) -> None:
        """Every case once more, also those that no act was meant for; then all is undone."""
        try:
            for pk in self.world.cases:
                self.check(pk)
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    # --- Picking ------------------------------------------------------------------------------------------------------

    def pick(self, number: int) -> Case:
        cases = self.world.cases
        return self.world.case(cases[number % len(cases)])

    def handler(self, case: Case, number: int = 0) -> str:
        names = self.world.handlers(case)
        return names[number % len(names)]

    # --- Opening and time ---------------------------------------------------------------------------------------------

    @initialize(codes=st.sampled_from(ITEMS), far=st.sampled_from(STARTS_FAR), more=st.integers(0, 6))
    def begin(self, codes: list[str], far: str, more: int) -> None:
        """The first case, some way along, so that plays do not all spend themselves on filing."""
        case = self.world.open(codes)
        assert case is not None
        while self.world.case(case.pk).stage != far:
            assert self.world.proceed(case.pk, LAWFUL[codes[0]])
        for _step in range(more):
            self.world.proceed(case.pk, LAWFUL[codes[0]])

    @precondition(lambda self: len(self.world.cases) < 3)
    @rule(codes=st.sampled_from(ITEMS), unit=st.sampled_from(["street", "street", "organ"]))
    def open_another(self, codes: list[str], unit: str) -> None:
        self.world.open(codes, unit=unit)

    @precondition(lambda self: len(self.world.cases) < 3)
    @rule(code=st.sampled_from(PEOPLE))
    def open_against_a_person(self, code: str) -> None:
        self.world.open([code], individual=True)

    @rule(days=st.sampled_from([1, 2, 5, 8, 8, 29, 60]))
    def days_pass(self, days: int) -> None:
        if self.world.today + timedelta(days=days) < timekeeper.today().replace(month=11, day=1):
            self.world.wait(days)

    # --- Any move -----------------------------------------------------------------------------------------------------

    @rule(number=numbers, choice=st.integers(0, 999), more=st.integers(0, 3))
    def any_move(self, number: int, choice: int, more: int) -> None:
        """One of all moves that the exhaustive walk knows, then some steps of diligence."""
        with timekeeper.frozen(self.world.now):
            moves = list(EVERYTHING.moves(self.world, number).values())
        moves[choice % len(moves)]()
        for _step in range(more):
            self.world.proceed(self.world.cases[number % len(self.world.cases)])

    @precondition(lambda self: len(self.world.cases) < 3)
    @rule(choice=st.integers(0, 999), on_site=st.booleans())
    def open_somehow(self, choice: int, on_site: bool) -> None:
        """As the law allows it, or not; on site too."""
        moves = list((ON_SITE if on_site else OPENINGS).openings(self.world).values())
        moves[choice % len(moves)]()

    # --- Going on -----------------------------------------------------------------------------------------------------

    @rule(number=numbers, waive=st.booleans(), steps=st.integers(3, 12))
    def go_on_diligently(self, number: int, waive: bool, steps: int) -> None:
        case = self.pick(number)
        fine = LAWFUL.get(case.violations.first().item.code, Decimal(20000))
        for _step in range(steps):
            self.world.proceed(case.pk, fine, waive=waive)

    @rule(number=numbers, fine=amounts, waive=st.booleans(), steps=st.integers(1, 6))
    def go_on_with_any_fine(self, number: int, fine: Decimal, waive: bool, steps: int) -> None:
        case = self.pick(number)
        for _step in range(steps):
            self.world.proceed(case.pk, fine, waive=waive)

    @rule(number=numbers, account=accounts, steps=st.integers(1, 4))
    def somebody_signs(self, number: int, account: str, steps: int) -> None:
        case = self.pick(number)
        submission = case.open_submission()
        if submission is not None:
            self.world.attempt("approve", submission, account, opinion="同意。")
            self.world.attempt("confirm", submission, account)

    @rule(
        number=numbers,
        account=accounts,
        stage=st.sampled_from(SIX_STAGES),
        reason=st.sampled_from(["facts", "law", "?"]),
    )
    def somebody_returns(self, number: int, account: str, stage: str, reason: str) -> None:
        submission = self.pick(number).open_submission()
        if submission is not None:
            self.world.attempt(
                "return_back", submission, account, opinion="请补充。", reason_code=reason, return_to=stage
            )

    @rule(number=numbers, stage=st.sampled_from([None, *BACK_TO]))
    def the_desk_returns(self, number: int, stage: str | None) -> None:
        from cases import review

        submission = self.pick(number).open_submission()
        due = submission and next((a for a in INSIDERS if review.desk_for(submission, self.world.user(a))), None)
        if due:
            self.world.attempt(
                "return_back", submission, due, opinion="请补充。", reason_code="facts", return_to=stage or ""
            )

    @rule(number=numbers, account=accounts)
    def somebody_recalls(self, number: int, account: str) -> None:
        submission = self.pick(number).open_submission()
        if submission is not None:
            self.world.attempt("recall", submission, account, reason="再想想")
            if submission.submitted_by_id:
                self.world.attempt("recall", submission, submission.submitted_by.username)

    # --- Amounts ------------------------------------------------------------------------------------------------------

    @rule(
        number=numbers,
        fines=st.lists(amounts, min_size=2, max_size=2),
        reason=st.sampled_from(["", "处罚法32"]),
        extra=st.booleans(),
    )
    def propose(self, number: int, fines: list[Decimal], reason: str, extra: bool) -> None:
        """Any fine, also on violations that don't stand, also one row twice."""
        case = self.pick(number)
        rows = [
            propose(row, fine, proofs(case), mitigation_reason=reason)
            for row, fine in zip(case.violations.all(), fines, strict=False)
        ]
        rows = rows + rows[:1] if extra else rows
        self.world.attempt("submit_discretion", case, self.handler(case), violations=rows, opinion="建议。")

    @rule(
        number=numbers,
        outcome=st.sampled_from(["penalty", "no_penalty", "not_established", "terminated"]),
        fines=st.lists(amounts, min_size=2, max_size=2),
    )
    def decide(self, number: int, outcome: str, fines: list[Decimal]) -> None:
        case = self.pick(number)
        rows = [{"id": row.pk, "fine": str(fine)} for row, fine in zip(case.violations.all(), fines, strict=False)]
        self.world.attempt(
            "submit_notice", case, self.handler(case), outcome=outcome, violations=rows, opinion="建议。"
        )

    @rule(
        number=numbers,
        finding=st.sampled_from(["established", "not_established", ""]),
        item=st.sampled_from([None, "AQ-03", "XF-02"]),
    )
    def determine(self, number: int, finding: str, item: str | None) -> None:
        case = self.pick(number)
        changed = Item.objects.get(code=item).pk if item else None
        rows = [
            {"id": row.pk, "finding": finding, "found_facts": "事实", "evidence": "证据", "item": changed}
            for row in case.violations.all()
        ]
        self.world.attempt("submit_determination", case, self.handler(case), violations=rows, opinion="认定。")

    @rule(number=numbers, amount=amounts)
    def pay(self, number: int, amount: Decimal) -> None:
        case = self.pick(number)
        self.world.pay(case, self.handler(case), amount)

    @rule(number=numbers, proposal=st.sampled_from(["file", "not_file"]))
    def file(self, number: int, proposal: str) -> None:
        case = self.pick(number)
        self.world.attempt(
            "submit_filing", case, self.handler(case), proposal=proposal, opinion="建议。", reason="轻微"
        )

    # --- Notice -------------------------------------------------------------------------------------------------------

    @rule(number=numbers, days=st.integers(-3, 1))
    def speak_for_the_party(self, number: int, days: int) -> None:
        case = self.pick(number)
        on = self.world.today + timedelta(days=days)
        late = {"happened_on": on, "late_reason": "补录"}
        officer = self.handler(case)
        self.world.record(
            "record_defence", case, officer, speaker="演示人", in_writing=True, points=[{"point": "轻微"}], **late
        )
        self.world.attempt("request_hearing", case, officer, **late)

    @rule(number=numbers)
    def answer_the_party(self, number: int) -> None:
        case, notice = self.pick(number), self.pick(number).standing_notice()
        answers = (
            [{"id": row.pk, "answer": "已复核。", "accepted": False} for row in notice.defences.all()] if notice else []
        )
        self.world.attempt("answer_defence", case, self.handler(case), answers=answers)
        self.world.attempt("withdraw_hearing", case, self.handler(case))

    @rule(number=numbers, account=accounts, code=st.sampled_from(["issue_notice", "archive", "waive_defence"]))
    def somebody_acts(self, number: int, account: str, code: str) -> None:
        inputs = {"signed_by": "演示人"} if code == "waive_defence" else {}
        self.world.attempt(code, self.pick(number), account, **inputs)

    @rule(
        number=numbers,
        document=numbers,
        days=st.integers(-5, 1),
        method=st.sampled_from(["direct", "public", "electronic"]),
    )
    def serve_something(self, number: int, document: int, days: int, method: str) -> None:
        case = self.pick(number)
        papers = list(case.documents.all())
        if papers:
            on = {"happened_on": self.world.today + timedelta(days=days), "late_reason": "补录"}
            self.world.serve(case, self.handler(case), papers[document % len(papers)], method=method, **on)

    # --- Side ways ----------------------------------------------------------------------------------------------------

    @rule(number=numbers, account=accounts, reason=st.sampled_from(["over_cap", "complexity"]))
    def hand_over(self, number: int, account: str, reason: str) -> None:
        case = self.pick(number)
        who = account if account.endswith("shiqiao") else self.handler(case)
        self.world.attempt("hand_over", case, who, reason=reason, text="移交（演示）")

    @rule(number=numbers, take=st.booleans())
    def the_desk_answers(self, number: int, take: bool) -> None:
        case = self.pick(number)
        if take:
            self.world.answer(case)
        else:
            desk = "fire.legal" if case.organ.code == "fire" else "enforcement"
            self.world.attempt("refuse_hand_over", case, desk, text="退回（演示）")

    @rule(number=numbers, newcomer=accounts, manager=st.sampled_from(["head.shiqiao", "enforcement", "fire.legal"]))
    def replace(self, number: int, newcomer: str, manager: str) -> None:
        case = self.pick(number)
        leaving = self.world.officers_on(case)[0]
        self.world.attempt(
            "replace_officer", case, manager, leaving=leaving, officer=self.world.officers[newcomer], reason="请假"
        )

    @rule(number=numbers, newcomer=accounts, granted=st.booleans())
    def recuse(self, number: int, newcomer: str, granted: bool) -> None:
        case = self.pick(number)
        director = "fire.director" if case.organ.code == "fire" else "director"
        asked = case.recusals.filter(status="pending").first() or self.world.attempt(
            "ask_recusal",
            case,
            self.handler(case),
            officer=self.world.officers_on(case)[1],
            asked_by="party",
            reason="利害关系",
        )
        if asked:
            officer = self.world.officers[newcomer]
            self.world.attempt(
                "decide_recusal", case, director, recusal=asked, granted=granted, decision="决定", officer=officer
            )

    @rule(
        number=numbers,
        code=st.sampled_from(["termination", "transfer", "extension"]),
        days=st.integers(1, 100),
        police=st.booleans(),
    )
    def request(self, number: int, code: str, days: int, police: bool) -> None:
        case = self.pick(number)
        inputs: dict[str, Any] = {"reason": "理由（演示）"}
        if code == "transfer":
            inputs |= {"receiver": "某局", "to_police": police}
        if code == "extension":
            inputs["extended_to"] = (case.decision_due_on or self.world.today) + timedelta(days=days)
        self.world.attempt(f"request_{code}", case, self.handler(case), **inputs)

    @rule(number=numbers)
    def save(self, number: int) -> None:
        case = self.pick(number)
        self.world.attempt("save_draft", case, self.handler(case, 1), content={"opinion": "草稿"}, base_version=0)

    @rule(account=st.sampled_from(["officer.shiqiao", "officer2.shiqiao", "brigade1"]))
    def a_certificate_ends(self, account: str) -> None:
        """It is still good today; what was done under it stays valid."""
        Certificate.objects.filter(officer=self.world.officers[account]).update(valid_to=self.world.today)

    @precondition(lambda self: len(self.world.done) > 12)
    @rule(number=numbers, finish=st.booleans())
    def the_agreement_ends(self, number: int, finish: bool) -> None:
        """Tomorrow the street's power is gone; of one open case it may be said that the street finishes it."""
        self.world.end_agreement(self.pick(number).pk, "finish" if finish else "hand_over")

    # --- Checking -----------------------------------------------------------------------------------------------------

    def check(self, pk: int) -> None:
        world, case = self.world, self.world.case(pk)
        with timekeeper.frozen(world.now):
            for holds in invariants.PLAIN:
                holds(case)
            invariants.nothing_issued_changes(case, world.memory)
            invariants.the_ledger_says_so(case, world.acts[pk])

    @invariant()
    def everything_holds(self) -> None:
        """After every move: in every case that was acted on; in all where the day moved on or no act did the writing."""
        now = (connection.connection.total_changes, self.world.today)
        if now == self.checked:
            return
        acts = dict(self.world.acts)
        touched = [pk for pk in self.world.cases if acts.get(pk) != self.acts_checked.get(pk)]
        same_day = self.checked and self.checked[1] == self.world.today
        for pk in touched if touched and same_day else self.world.cases:
            self.check(pk)
        self.checked, self.acts_checked = now, acts

    @invariant()
    def outsiders_see_nothing(self) -> None:
        if self.world.cases and len(self.world.done) >= self.shown + 5:
            self.shown = len(self.world.done)
            case = self.world.case(self.world.cases[-1])
            names = (*OUTSIDERS, *DESKS_OF_THE_OTHER_ORGAN[case.organ.code])
            invariants.outsiders_read_nothing(case, [self.world.user(name) for name in names])


def test_the_invariants_hold_in_every_state_that_random_play_reaches(reference_data):
    run_state_machine_as_test(Play, settings=PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "ci")])


def test_the_play_gets_far(reference_data):
    """Diligence alone brings each kind of case to its sealed dossier: the random play is not stuck at the door."""
    for codes in (["AQ-13"], ["AQ-32"], ["XF-03", "XF-16"]):
        with transaction.atomic():
            world = World()
            fine = LAWFUL[codes[0]]
            case = world.open(codes)
            for _step in range(80):
                if not world.proceed(case.pk, fine, waive=codes != ["AQ-13"]):
                    break
            case = world.case(case.pk)
            assert (case.stage, case.is_sealed) == ("closed", True), (codes, case.stage, world.done[-3:])
            for holds in invariants.PLAIN:
                holds(case)
            assert Violation.objects.filter(case=case, decided_fine=fine).count() == len(codes)
            transaction.set_rollback(True)
