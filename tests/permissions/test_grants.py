"""Object grants on the streets: who reads and holds what, counted over the whole cast."""

from __future__ import annotations

import pytest
from guardian.models import GroupObjectPermission, UserObjectPermission

from cases import access, review
from cases.models import Case
from delegation.models import MentoringGroup, Street
from delegation.services import move_officer, set_officer_active
from gongshu_enforcement import door
from gongshu_enforcement.models import User

from .roles import ADMIN, EMERGENCY, FIRE, LEADER, NOBODY, OTHER_STREET, OWN_STREET

pytestmark = pytest.mark.django_db

WRITING = (
    "handle",
    "own",
    "initial",
    "recheck_enforcement",
    "recheck_legal",
    "final",
    "chief",
    "accept",
    "manage_officers",
)


def fresh(user: User) -> User:
    """The user as in the next request: grants are read anew."""
    return User.objects.get(pk=user.pk)


def readers(people: dict[str, User], case: Case) -> set[str]:
    return {name for name, user in people.items() if access.may_read(user, case)}


def test_an_emergency_case_is_read_by_its_street_the_bureau_its_liaison_and_the_leadership(filed, people):
    found = readers(people, filed("emergency").case)
    liaisons = {name for name in people if people[name] == people["liaison.own"]}
    brigade = {f"brigade{number}" for number in range(1, 5)}
    assert found == {*OWN_STREET, *EMERGENCY, *brigade, *liaisons, LEADER}


def test_a_fire_case_is_read_by_its_street_the_fire_body_its_liaison_and_the_leadership(filed, people):
    found = readers(people, filed("fire").case)
    liaisons = {name for name in people if people[name] == people["liaison.own"]}
    assert found == {*OWN_STREET, *FIRE, "fire2", *liaisons, LEADER}


def test_what_may_be_read_and_what_is_listed_are_the_same(filed, people):
    cases = [filed("emergency").case, filed("fire").case]
    for user in people.values():
        listed = set(access.readable(fresh(user)).values_list("pk", flat=True))
        assert listed == {case.pk for case in cases if access.may_read(user, case)}


def test_a_liaison_reads_exactly_three_streets_and_writes_on_none(people):
    for number in range(1, 7):
        user = people[f"liaison{number}"]
        three = set(MentoringGroup.objects.get(number=number).streets.values_list("pk", flat=True))
        assert len(three) == 3
        assert access.streets(user, "view_emergency") == access.streets(user, "view_fire") == three
        assert not access.holds_anywhere(user, *WRITING)


def test_the_six_groups_share_the_eighteen_streets(reference_data):
    streets = [pk for group in MentoringGroup.objects.all() for pk in group.streets.values_list("pk", flat=True)]
    assert sorted(streets) == sorted(Street.objects.values_list("pk", flat=True))


def test_the_leadership_reads_everything_and_writes_nothing(filed, people):
    leader = people[LEADER]
    assert len(access.streets(leader, "view_emergency")) == len(access.streets(leader, "view_fire")) == 18
    assert not access.holds_anywhere(leader, *WRITING)
    one = filed("emergency")
    for entry in door.ACTIONS.values():
        subject = one.submission if entry.subject.__name__ == "Submission" else one.case
        assert not entry.permission.allows(one.case, subject, leader), entry.code


def test_the_fire_desks_hold_nothing_on_emergency_cases_nor_the_bureau_on_fire(people):
    for name in (*FIRE, "fire2"):
        assert not [code for code in access.grants(people[name]) if code.endswith("_emergency")], name
    for name in (*EMERGENCY, "brigade2"):
        assert not [code for code in access.grants(people[name]) if code.endswith("_fire")], name


@pytest.mark.parametrize("name", [ADMIN, NOBODY])
def test_neither_the_administrator_nor_a_stranger_sees_a_case(filed, people, name):
    user = people[name]
    one = filed("emergency")
    assert access.grants(user) == {}
    assert not access.readable(user).exists()
    assert review.desk_for(one.submission, user) is None
    assert not review.queue(user).exists()


def test_an_officers_grants_are_on_one_street_alone(people):
    shiqiao = Street.objects.get(pinyin="shiqiao").pk
    for name in OWN_STREET:
        held = access.grants(people[name])
        assert held, name
        assert set().union(*held.values()) == {shiqiao}, name


@pytest.mark.parametrize("account", OTHER_STREET)
def test_people_of_another_street_hold_nothing_here(people, account):
    shiqiao = Street.objects.get(pinyin="shiqiao").pk
    assert shiqiao not in set().union(*access.grants(people[account]).values())


def test_grants_are_made_to_groups_on_streets_and_to_nobody_directly(reference_data):
    assert not UserObjectPermission.objects.exists()
    assert set(GroupObjectPermission.objects.values_list("content_type__model", flat=True)) == {"street"}


def test_the_number_of_grants_does_not_grow_with_cases(filed, reference_data):
    before = GroupObjectPermission.objects.count()
    filed("emergency")
    assert GroupObjectPermission.objects.count() == before


def test_a_moved_officer_loses_the_old_street_at_once(filed, people):
    case = filed("emergency").case
    officer = people["officer.shiqiao"]
    move_officer(officer.officer, street=Street.objects.get(pinyin="daguan"))
    assert not access.may_read(fresh(officer), case)
    assert not access.is_handler(case, case, fresh(officer))


def test_a_deactivated_person_keeps_no_grant(filed, people):
    case = filed("emergency").case
    set_officer_active(people["director"].officer, active=False)
    assert access.grants(fresh(people["director"])) == {}
    assert not access.may_read(fresh(people["director"]), case)


def test_grants_cost_one_query(people, django_assert_num_queries, filed):
    case = filed("emergency").case
    user = fresh(people["enforcement"])
    with django_assert_num_queries(1):
        access.may_read(user, case)
        access.holds(user, "recheck_enforcement", case)
        access.streets(user, "view_fire")


def test_the_queue_and_the_desk_agree(filed, people):
    """Whoever finds a submission in the queue may speak on it, and the other way round."""
    waiting = [
        filed("emergency", desk=desk).submission for desk in ("confirming", "initial", "recheck", "legal", "final")
    ]
    waiting.append(filed("fire", desk="recheck").submission)
    for name, user in people.items():
        queued = set(review.queue(user).values_list("pk", flat=True))
        due = {submission.pk for submission in waiting if review.desk_for(submission, user)}
        assert queued == due, name
