"""Decisions around every threshold: any fines, told or not, early or late, with or without power, on the way to the desk.

The wide random play seldom gets two amounts past each other; here every example does. Whatever the door lets through,
the invariants hold.
"""

from __future__ import annotations

import os
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from cases.journey_discretion import proofs, propose
from cases.stages import Stage
from gongshu_enforcement import timekeeper

from . import invariants
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def profile(examples: int) -> settings:
    """The same plays each time, or many new ones (HYPOTHESIS_PROFILE=deep)."""
    return settings(
        max_examples=examples * 50 if DEEP else examples,
        derandomize=not DEEP,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )


CENT = Decimal("0.01")
AROUND = [Decimal(edge) + step for edge in (0, 5000, 20000, 30000, 50000, 100000) for step in (-CENT, Decimal(0), CENT)]

LIKELY = [Decimal(20000), Decimal(50000), Decimal(50000) + CENT]  # the last one is beyond a street's power

amounts = st.sampled_from(AROUND)
play = st.fixed_dictionaries(
    {
        "proposed": st.one_of(st.sampled_from(LIKELY), st.sampled_from(LIKELY), amounts),
        "reason": st.sampled_from(["", "处罚法32"]),
        "twice": st.sampled_from([False, False, False, True]),
        "overdue": st.sampled_from([False, False, False, True]),
        "hand_over": st.sampled_from([False, False, True]),
        "told": st.sampled_from([True, True, True, False]),
        "waived": st.booleans(),
        "days_to_draft": st.sampled_from([0, 1, 5, 8, 12, 12, 100]),
        "decided": st.one_of(st.just("as told"), st.just("as told"), amounts),
        "decided_twice": st.sampled_from([False, False, False, True]),
        "outcome": st.sampled_from(["penalty", "penalty", "penalty", "no_penalty"]),
        "days_to_desk": st.sampled_from([0, 0, 0, 3, 60, 95]),
        "agreement_ends": st.sampled_from([None, None, None, "finish", "hand_over"]),
        "afterwards": st.sampled_from(["request_termination", "request_transfer", "issue_notice", "waive_defence"]),
    }
)


# A play in which everybody does as they should; and the same with one thing wrong, for each thing that must stop it.
PLAIN_PLAY: dict[str, Any] = {
    "proposed": Decimal(50000),
    "reason": "",
    "twice": False,
    "overdue": False,
    "hand_over": False,
    "told": True,
    "waived": True,
    "days_to_draft": 0,
    "decided": "as told",
    "decided_twice": False,
    "outcome": "penalty",
    "days_to_desk": 0,
    "agreement_ends": None,
    "afterwards": "waive_defence",
}
BEYOND_THE_CAP = PLAIN_PLAY | {"proposed": Decimal(50000) + CENT}
TOO_EARLY = PLAIN_PLAY | {"waived": False, "days_to_draft": 1}
HEAVIER = PLAIN_PLAY | {"proposed": Decimal(20000), "decided": Decimal(20000) + CENT}
TOO_LATE = PLAIN_PLAY | {"days_to_desk": 95}
NO_POWER = PLAIN_PLAY | {"agreement_ends": "hand_over"}
COUNTED_TWICE = PLAIN_PLAY | {"proposed": Decimal(30000), "decided_twice": True}
BELOW_THE_RANGE = PLAIN_PLAY | {"proposed": Decimal(5000) - CENT}  # XF-01; for AQ-02 the range begins at nothing
UNDONE = PLAIN_PLAY | {"afterwards": "request_termination"}


def prepared(codes: list[str]) -> tuple[World, int]:
    """A case at the determination, ready for its finding."""
    world = World()
    case = world.open(codes)
    while world.case(case.pk).stage != Stage.DETERMINATION:
        assert world.proceed(case.pk)
    order = world.case(case.pk).rectifications.get()
    if not order.rechecks.exists():
        world.recheck(world.case(case.pk), world.handlers(world.case(case.pk))[0], passed=False)
    return world, case.pk


def sign_all(world: World, pk: int) -> None:
    """Everybody who is due signs, as far as the door lets them."""
    while (submission := world.case(pk).open_submission()) and world.sign(submission):
        pass


def check(world: World, pk: int) -> None:
    with timekeeper.frozen(world.now):
        case = world.case(pk)
        for holds in invariants.PLAIN:
            holds(case)
        invariants.nothing_issued_changes(case, world.memory)
        invariants.the_ledger_says_so(case, world.acts[pk])


def act_out(world: World, pk: int, told: dict[str, Any]) -> None:
    """One play: find, propose, tell, draft the decision, sign, and try what is no longer possible."""
    handler = world.handlers(world.case(pk))[0]
    row = {"id": world.case(pk).violations.get().pk}
    finding = {
        **row,
        "finding": "established",
        "found_facts": "属实",
        "evidence": "笔录",
        "is_overdue": told["overdue"],
    }
    world.attempt("submit_determination", world.case(pk), handler, violations=[finding], opinion="成立。")
    sign_all(world, pk)
    if told["hand_over"]:
        world.attempt("hand_over", world.case(pk), handler, reason="over_cap", text="移交（演示）")
        world.answer(world.case(pk))
        handler = world.handlers(world.case(pk))[0]
    case = world.case(pk)
    proposal = propose(case.violations.get(), told["proposed"], proofs(case), mitigation_reason=told["reason"])
    rows = [proposal, proposal] if told["twice"] else [proposal]
    world.attempt("submit_discretion", world.case(pk), handler, violations=rows, opinion="建议。")
    sign_all(world, pk)
    check(world, pk)
    if told["told"]:
        world.attempt("issue_notice", world.case(pk), handler)
        notice = world.case(pk).standing_notice()
        for document in filter(None, (notice.document, notice.hearing_document) if notice else ()):
            world.serve(world.case(pk), handler, document)
        if told["waived"]:
            world.attempt("waive_defence", world.case(pk), handler, signed_by="演示人")
    if told["days_to_draft"]:
        world.wait(told["days_to_draft"])
    fine = told["proposed"] if told["decided"] == "as told" else told["decided"]
    decision = {**row, "fine": str(fine), "mitigation_reason": told["reason"]}
    decision["further_penalty"] = proposal.get("further_penalty", "")
    rows = [decision, decision] if told["decided_twice"] else [decision]
    drafts = {"outcome": told["outcome"], "violations": rows if told["outcome"] == "penalty" else []}
    world.attempt("submit_notice", world.case(pk), handler, opinion="建议。", **drafts)
    end_agreement(world, pk, told["agreement_ends"])
    if told["days_to_desk"]:
        world.wait(told["days_to_desk"])
    sign_all(world, pk)
    check(world, pk)
    after = {"request_termination": {"reason": "x"}, "waive_defence": {"signed_by": "x"}}
    after["request_transfer"] = {"receiver": "x", "to_police": False, "reason": "x"}
    code = told["afterwards"]
    world.attempt(code, world.case(pk), handler, **after.get(code, {}))
    sign_all(world, pk)
    check(world, pk)


def end_agreement(world: World, pk: int, rule: str | None) -> None:
    """The delegation ends tomorrow; what becomes of the case is said (finish) or not."""
    if rule and world.case(pk).agreement is not None:
        world.end_agreement(pk, rule)
        world.wait(1)


@pytest.mark.parametrize(("code", "examples"), [("AQ-02", 24), ("XF-01", 8)])
def test_whatever_is_decided_is_lawful(reference_data, code, examples):
    world, pk = prepared([code])
    start, acts, reached = world.now, dict(world.acts), set()

    @profile(examples)
    @given(told=play)
    @example(told=PLAIN_PLAY)
    @example(told=BEYOND_THE_CAP)
    @example(told=TOO_EARLY)
    @example(told=HEAVIER)
    @example(told=TOO_LATE)
    @example(told=NO_POWER)
    @example(told=COUNTED_TWICE)
    @example(told=BELOW_THE_RANGE)
    @example(told=UNDONE)
    def run(told: dict[str, Any]) -> None:
        world.now, world.acts, world.memory = start, dict(acts), {}
        with transaction.atomic():
            act_out(world, pk, told)
            case = world.case(pk)
            reached.add(case.outcome if case.is_decided else case.stage)
            transaction.set_rollback(True)

    run()
    assert {"penalty", "discretion", "notice"} <= reached, (
        "the examples must get to decisions, and be stopped before them"
    )
