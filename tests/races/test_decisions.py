"""Two people decide on the same submission at the same moment: one decision, one ledger entry.

The control takes the lock away, and the nets that would hide it, and shows the double entry: the test can fail.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from cases.models import ReviewDecision, Submission
from gongshu_enforcement import door, ledger
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent, User
from tests.factories import UnitFactory
from tests.races.conftest import THREADS, succeeded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.slow]

SUBMISSIONS = 20
PAUSE = 0.02  # seconds between the check and the write: wide enough for every thread to pass the check


@pytest.fixture
def slow_door(monkeypatch) -> None:
    """A pause between the checks and the act."""
    check = door._check

    def check_and_wait(*args):
        check(*args)
        time.sleep(PAUSE)

    monkeypatch.setattr(door, "_check", check_and_wait)


@pytest.fixture
def waiting(cases) -> list[int]:
    """Twenty submissions at the initial review of one street."""
    found = []
    for _number in range(SUBMISSIONS):
        case = cases.walk(cases.open(party=UnitFactory(), start=cases.today), "filing", "initial")
        found.append(case.open_submission().pk)
    return found


NETS = {  # what else would stop a double entry: constraint → (table, columns)
    "one_word_per_desk": ("cases_reviewdecision", "submission_id, desk"),
    "one_level_per_person": ("cases_reviewdecision", "submission_id, reviewer_id"),
    "ledger_chain_seq": ("gongshu_enforcement_ledgerevent", "chain, seq"),
}


@pytest.fixture
def without_nets(transactional_db) -> Iterator[None]:
    """The unique constraints gone for one test."""
    with connection.cursor() as cursor:
        for name, (table, _columns) in NETS.items():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE " + ", ".join(sorted({table for table, _columns in NETS.values()})) + " CASCADE")
        for name, (table, columns) in NETS.items():
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({columns})")


def decide_at_once(parallel, submission_id: int) -> list:
    """Two reviewers of the street, each in two windows, agree at the same moment."""

    def agree(account: str):
        def act():
            submission = Submission.objects.get(pk=submission_id)
            user = User.objects.get(username=account)
            return door.perform("approve", submission, acting_user=user, opinion="同意。")

        return act

    accounts = ["head.shiqiao", "counsel.shiqiao"] * (THREADS // 2)
    return parallel(*(agree(account) for account in accounts))


def counts(waiting: list[int]) -> tuple[list[int], list[int]]:
    """Decisions and ledger entries of `approve`, per submission."""
    decisions = Counter(ReviewDecision.objects.filter(level="initial").values_list("submission_id", flat=True))
    entries = Counter(
        event.inputs["submission"] for event in LedgerEvent.objects.filter(action="approve").only("inputs")
    )
    return [decisions[pk] for pk in waiting], [entries[pk] for pk in waiting]


def test_twenty_submissions_and_four_parallel_decisions_each(parallel, waiting, slow_door):
    for submission_id in waiting:
        results = decide_at_once(parallel, submission_id)
        refused = [result for result in results if isinstance(result, Exception)]
        assert len(succeeded(results)) == 1
        assert all(isinstance(error, NotPermitted | ActionRefused) for error in refused), refused
    decisions, entries = counts(waiting)
    assert (sum(decisions), sum(entries)) == (SUBMISSIONS, SUBMISSIONS)
    assert set(decisions) == set(entries) == {1}
    assert set(Submission.objects.filter(pk__in=waiting).values_list("status", flat=True)) == {"recheck"}
    assert list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq"))) == []


def test_control_without_the_lock_there_are_double_entries(parallel, waiting, slow_door, without_nets, monkeypatch):
    monkeypatch.setattr(door, "lock", lambda queryset: queryset)
    for submission_id in waiting:
        decide_at_once(parallel, submission_id)
    decisions, entries = counts(waiting)
    assert sum(decisions) > SUBMISSIONS
    assert sum(entries) > SUBMISSIONS


def test_with_the_nets_alone_nothing_is_written_twice(parallel, waiting, slow_door, monkeypatch):
    """The second net: were the lock ever lost, the constraints would still refuse, as an error rather than an answer."""
    monkeypatch.setattr(door, "lock", lambda queryset: queryset)
    for submission_id in waiting[:5]:
        decide_at_once(parallel, submission_id)
    decisions, entries = counts(waiting[:5])
    assert set(decisions) == set(entries) == {1}
