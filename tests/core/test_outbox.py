"""Work after commit: delivered then, never on a rollback, kept when it fails, once however often it is asked for."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongshu_enforcement import outbox
from gongshu_enforcement.models import OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def delivered(monkeypatch) -> list[int]:
    """What a handler of the kind "test" got; it fails while the list holds None."""
    got: list[int | None] = []

    def handle(number: int) -> None:
        if None in got:
            raise RuntimeError("the printer is out of paper")
        got.append(number)

    monkeypatch.setitem(outbox.HANDLERS, "test", handle)
    return got


def test_it_delivers_after_the_commit_and_not_before(delivered):
    with transaction.atomic():
        outbox.queue("test", number=1)
        assert delivered == []
    assert delivered == [1]
    message = OutboxMessage.objects.get()
    assert message.delivered_at is not None
    assert (message.attempts, message.last_error) == (1, "")


def test_a_rollback_takes_the_message_back(delivered):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.queue("test", number=1)
        raise RuntimeError("changed my mind")
    assert delivered == []
    assert not OutboxMessage.objects.exists()


def test_a_failure_is_kept_and_tried_again(delivered):
    delivered.append(None)
    outbox.queue("test", number=1)
    message = OutboxMessage.objects.get()
    assert message.delivered_at is None
    assert message.attempts == 1
    assert "out of paper" in message.last_error
    delivered.clear()
    assert outbox.deliver_pending() == 1
    message.refresh_from_db()
    assert delivered == [1]
    assert (message.attempts, message.last_error) == (2, "")


def test_a_failure_does_not_harm_the_act_that_caused_it(delivered):
    delivered.append(None)
    with transaction.atomic():
        outbox.queue("test", number=1)
        outbox.queue("test", number=2)
    assert OutboxMessage.objects.filter(delivered_at=None).count() == 2


def test_delivering_twice_is_delivering_once(delivered):
    message = outbox.queue("test", number=1)
    assert outbox.deliver(message.pk) is False
    assert outbox.deliver_pending() == 0
    assert delivered == [1]


def test_the_sweep_goes_in_order_and_gives_up_in_the_end(delivered):
    delivered.append(None)
    for number in (1, 2, 3):
        outbox.queue("test", number=number)
    OutboxMessage.objects.filter(payload={"number": 2}).update(attempts=outbox.MOST_ATTEMPTS)
    delivered.clear()
    assert outbox.deliver_pending() == 2
    assert delivered == [1, 3]


def test_an_unknown_kind_waits_for_the_release_that_knows_it():
    outbox.queue("from_the_future", number=1)
    message = OutboxMessage.objects.get()
    assert message.delivered_at is None
    assert "KeyError" in message.last_error
