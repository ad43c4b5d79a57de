"""Grants follow the register in the same transaction, also where two people change the register at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from delegation import audit
from delegation.models import MentoringGroup, Officer, Street
from gongshu_enforcement import door
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from tests.delegation.test_people import streets
from tests.races.conftest import succeeded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.slow]


def act(code: str, subject: Any, **inputs: Any) -> Any:
    return door.perform(code, subject, acting_user=User.objects.get(username="admin"), **inputs)


def stray() -> list[str]:
    return [str(row) for row in audit.audit()[1]]


def test_an_officer_moved_twice_at_once_holds_the_grants_of_one_street(parallel, reference_data) -> None:
    person = Officer.objects.get(user__username="officer.shiqiao")
    places = list(Street.objects.filter(pinyin__in=("daguan", "banshan", "wulin", "hemu")))

    def move(street: Street):
        return lambda: act("edit_person", person, name=person.name, kind="officer", street=street)

    assert len(succeeded(parallel(*(move(street) for street in places)))) == 4
    person.refresh_from_db()
    assert streets(person.user, "handle_fire") == {person.street_id} and person.street in places
    assert stray() == []


def test_a_move_and_the_end_of_the_certificate_at_once_leave_no_grant_to_act(parallel, reference_data) -> None:
    person = Officer.objects.get(user__username="officer.shiqiao")
    daguan = Street.objects.get(pinyin="daguan")
    from tests.conftest import TODAY

    results = parallel(
        lambda: act("edit_person", person, name=person.name, kind="officer", street=daguan),
        lambda: act("end_certificate", person, certificate=person.certificates.get(), ended_on=TODAY, reason="收回"),
    )
    assert len(succeeded(results)) == 2, results
    from gongshu_enforcement import timekeeper

    with timekeeper.frozen(TODAY):
        assert streets(person.user, "view_fire") == {daguan.pk}
        assert streets(person.user, "handle_fire") == set()
        assert stray() == []


def test_two_groups_that_swap_streets_crosswise_keep_three_each(parallel, reference_data) -> None:
    first, second = MentoringGroup.objects.filter(number__in=(1, 6)).order_by("number")
    of_first, of_second = list(first.streets.all()), list(second.streets.all())
    results = parallel(
        lambda: act("change_group", first, liaison=first.liaison, streets=[*of_first[:2], of_second[0]]),
        lambda: act("change_group", second, liaison=second.liaison, streets=[*of_second[1:], of_first[0]]),
    )
    failed = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(error, ActionRefused) for error in failed), results
    held = [street.pk for group in MentoringGroup.objects.all() for street in group.streets.all()]
    assert len(held) == len(set(held)) == 18
    assert {group.streets.count() for group in MentoringGroup.objects.all()} == {3}
    assert stray() == []
