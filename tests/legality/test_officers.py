"""Who may be put on a case: the unit's own officers; in a street that only takes part, its liaison beside one of them."""

from __future__ import annotations

from typing import Any

import pytest

from cases.journey import play
from delegation.models import Officer, Street
from delegation.selectors import liaison_of, officers_of
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused

from .proof import Act, breaks, satisfies

pytestmark = pytest.mark.django_db


def street(pinyin: str = "shiqiao") -> Street:
    """A street by its pinyin."""
    return Street.objects.get(pinyin=pinyin)


def only_takes_part(pinyin: str = "shiqiao") -> Officer:
    """Put a street at its first step; its liaison."""
    Street.objects.filter(pinyin=pinyin).update(autonomy_step=Street.AutonomyStep.PARTICIPATE)
    return liaison_of(street(pinyin))


def opening(cases: Any, second: Officer | None = None) -> Act:
    """Opening a case in 石桥 with this second officer."""
    journey = cases.journey()
    journey.officers = [journey.officers[0], second or journey.officers[1]]
    return lambda: play(journey.open())


def replacing(cases: Any, people: dict[str, Any], officer: Officer) -> Act:
    """Putting this officer in the place of the second one."""
    case = cases.open()
    second = case.current_handlers()[1].officer
    return lambda: door.perform(
        "replace_officer", case, acting_user=people["head.shiqiao"], leaving=second, officer=officer, reason="休假"
    )


@breaks("A8u")
def test_another_streets_officer_opens_no_case(cases) -> Act:
    return opening(cases, officers_of(street("wulin"), timekeeper.today()).first())


@breaks("A8u")
def test_a_liaison_handles_no_case_of_a_street_that_stands_alone(cases) -> Act:
    return opening(cases, liaison_of(street()))


@breaks("A8u")
def test_another_streets_officer_takes_nobodys_place(cases, cast) -> Act:
    return replacing(cases, cast, officers_of(street("wulin"), timekeeper.today()).first())


@satisfies("A8u")
def test_the_streets_own_officers_open_a_case(cases) -> Act:
    return opening(cases)


@breaks("A8p")
def test_two_officers_of_the_street_are_not_enough_while_it_only_takes_part(cases) -> Act:
    only_takes_part()
    return opening(cases, officers_of(street(), timekeeper.today()).last())


@satisfies("A8p")
def test_officer_and_liaison_open_a_case_together(cases) -> Act:
    return opening(cases, only_takes_part())


def test_the_organ_takes_a_case_with_its_own_officers_only(cases, cast) -> None:
    case = cases.open()
    first, second = (row.officer for row in case.current_handlers())
    door.perform("hand_over", case, acting_user=first.user, reason="complexity", text="案情复杂")
    with pytest.raises(ActionRefused) as refusal:
        door.perform("accept_hand_over", case, acting_user=cast["enforcement"], officers=[first, second])
    assert {finding.code for finding in refusal.value.findings if finding.blocks} == {"A8u"}
    own = [cast["brigade1"].officer, cast["brigade2"].officer]
    door.perform("accept_hand_over", case, acting_user=cast["enforcement"], officers=own)


def test_a_case_handled_with_the_liaison_is_filed_and_the_liaison_reviews_it_nowhere(cases) -> None:
    liaison = only_takes_part()
    journey = cases.journey()
    journey.officers = [journey.officers[0], liaison]
    play(journey.go("interview"))
    assert journey.case.stage == "interview"
    assert liaison.user_id in journey.case.handler_user_ids()
    assert {event.actor_id for event in _events(journey.case)} >= {liaison.user_id}


def _events(case: Any) -> Any:
    from gongshu_enforcement.models import LedgerEvent

    return LedgerEvent.objects.filter(chain=f"case:{case.pk}")
