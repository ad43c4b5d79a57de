"""The ledger: its chain verifies, and any change of any column is noticed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.models import LedgerEvent, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def chain(cast) -> str:
    """Five events on the chain of a user (any model may have one)."""
    subject = cast["officer.shiqiao"]
    for number in range(5):
        ledger.append(subject, "act", actor=subject, inputs={"number": number, "amount": Decimal("12.50")})
    return ledger.chain_of(subject)


def breaches(chain: str) -> list[ledger.Breach]:
    return list(ledger.verify(LedgerEvent.objects.filter(chain=chain).order_by("seq")))


def tamper(sql: str, *values: object) -> None:
    """Write past Django and past the triggers, as somebody with the database's password would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still due can't be altered
            cursor.execute("ALTER TABLE gongshu_enforcement_ledgerevent DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def test_an_untouched_chain_verifies(chain):
    assert breaches(chain) == []
    hashes = list(LedgerEvent.objects.filter(chain=chain).order_by("seq").values_list("previous_hash", "hash"))
    assert hashes[0][0] == ""
    assert [before for before, _own in hashes[1:]] == [own for _before, own in hashes[:-1]]


CHANGES = {
    "seq": 9,
    "action": "other",
    "actor_id": None,
    "actor_name": "somebody else",
    "recorded_at": datetime(2020, 1, 1, tzinfo=timekeeper.SHANGHAI),
    "happened_on": date(2020, 1, 1),
    "late_reason": "invented",
    "from_state": "closed",
    "to_state": "closed",
    "inputs": '{"number": 99}',
    "origin": "demo",
    "previous_hash": "0" * 64,
    "hash": "0" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_noticed(chain, column):
    tamper(
        f"UPDATE gongshu_enforcement_ledgerevent SET {column} = %s WHERE chain = %s AND seq = 3", CHANGES[column], chain
    )
    assert len(breaches(chain)) == 1


def test_every_column_of_an_event_is_covered():
    """A new column must be part of the hash, or be named here with its reason."""
    columns = {field.attname for field in LedgerEvent._meta.concrete_fields}
    assert columns - set(CHANGES) == {"id", "chain"}  # the row's address; a moved row is the next test's matter


def test_a_row_moved_to_another_chain_is_noticed(chain):
    other = f"{chain}0"
    tamper("UPDATE gongshu_enforcement_ledgerevent SET chain = %s WHERE chain = %s AND seq = 5", other, chain)
    assert len(breaches(other)) == 1


def test_a_row_removed_from_the_middle_is_noticed(chain):
    tamper("DELETE FROM gongshu_enforcement_ledgerevent WHERE chain = %s AND seq = 3", chain)
    assert [breach.reason for breach in breaches(chain)] == ["expected event 3, found 4"]


def test_a_row_removed_and_the_rest_renumbered_is_noticed(chain):
    tamper("DELETE FROM gongshu_enforcement_ledgerevent WHERE chain = %s AND seq = 3", chain)
    tamper("UPDATE gongshu_enforcement_ledgerevent SET seq = seq - 1 WHERE chain = %s AND seq = 4", chain)
    assert [breach.reason for breach in breaches(chain)] == ["does not follow the event before it"]


def test_a_cut_off_tail_is_not_noticed_by_the_chain_alone(chain):
    """Known limit: what is left of the chain is whole. Only a checkpoint of all heads, kept outside, shows it."""
    tamper("DELETE FROM gongshu_enforcement_ledgerevent WHERE chain = %s AND seq = 5", chain)
    assert breaches(chain) == []


def test_each_broken_chain_is_reported_once_and_whole_ones_not(cast):
    for account in ("officer.shiqiao", "officer.daguan"):
        for _number in range(3):
            ledger.append(cast[account], "act", actor=None, inputs={})
    broken = ledger.chain_of(cast["officer.daguan"])
    tamper("UPDATE gongshu_enforcement_ledgerevent SET action = 'x' WHERE chain = %s", broken)
    found = list(ledger.verify(LedgerEvent.objects.order_by("chain", "seq")))
    assert [(breach.event.chain, breach.event.seq) for breach in found] == [(broken, 1)]


def test_a_walked_case_verifies(open_case, walk):
    case = walk(open_case(), "notice")
    assert breaches(f"case:{case.pk}") == []


def test_demo_events_say_so_for_good(cast):
    subject = cast["officer.shiqiao"]
    with timekeeper.frozen(date(2026, 1, 5), origin="demo"):
        event = ledger.append(subject, "act", actor=None, inputs={})
    assert event.origin == "demo"
    assert ledger.append(subject, "act", actor=None, inputs={}).origin == "live"
    assert event.actor_name == "system"


def test_canonical_values_do_not_depend_on_how_they_are_written():
    shanghai = datetime(2026, 3, 16, 18, tzinfo=timekeeper.SHANGHAI)
    assert ledger.canonical(Decimal("5000.00")) == ledger.canonical(Decimal("5E+3")) == "5000"
    assert ledger.canonical(shanghai) == "2026-03-16T10:00:00+00:00"
    assert ledger.digest({"a": 1, "b": 2}) == ledger.digest({"b": 2, "a": 1})
    assert ledger.digest((1, 2)) == ledger.digest([1, 2])
    assert ledger.digest(timedelta(days=1)) == ledger.digest("1 day, 0:00:00")
    assert ledger.canonical(User(pk=7)) == "user:7"


def test_sm3_is_the_national_hash():
    """The example of GB/T 32905, appendix A.1."""
    assert ledger.sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
