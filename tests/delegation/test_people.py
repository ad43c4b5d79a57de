"""People, certificates, grants and the demonstration's staff."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from guardian.models import GroupObjectPermission

from delegation import grants, selectors, services
from delegation.demo_people import LICENSED_OFFICERS, create_demo_people
from delegation.models import Agreement, Certificate, MentoringGroup, Officer
from gongshu_enforcement.models import User
from tests.delegation.base import DAY, END, START, DelegationTest


def grants_of(user: User) -> set[tuple[str, int]]:
    """What an account holds: (codename, street id)."""
    rows = GroupObjectPermission.objects.filter(group__user=user).values_list("permission__codename", "object_pk")
    return {(codename, int(street)) for codename, street in rows}


def codenames(user: User) -> set[str]:
    return {codename for codename, _street in grants_of(user)}


def streets(user: User, codename: str) -> set[int]:
    return {street for held, street in grants_of(user) if held == codename}


class CertificateTests(DelegationTest):
    def officer(self, kind: str = Officer.Kind.OFFICER) -> Officer:
        return services.add_officer(name="测试员", kind=kind, street=self.street())

    def issue(self, officer: Officer, number: str = "测1", **changes) -> Certificate:
        term = {"valid_from": START, "valid_to": END, "issuer": "测试"}
        return services.issue_certificate(officer, number=number, **(term | changes))

    def test_it_counts_on_both_ends_of_its_term_and_not_beyond(self) -> None:
        officer = self.officer()
        certificate = self.issue(officer)
        days = [START - timedelta(days=1), START, END, END + timedelta(days=1)]
        assert [officer.certificate_on(day) for day in days] == [None, certificate, certificate, None]

    def test_a_renewal_takes_over_and_the_old_one_serves_past_days(self) -> None:
        officer = self.officer()
        old = self.issue(officer, valid_to=date(2026, 6, 30))
        new = self.issue(officer, "测2", valid_from=date(2026, 6, 1))
        assert officer.certificate_on(date(2026, 5, 31)) == old
        assert officer.certificate_on(date(2026, 6, 15)) == new

    def test_auxiliaries_and_grid_workers_never_count(self) -> None:
        for kind in (Officer.Kind.AUXILIARY, Officer.Kind.GRID):
            officer = self.officer(kind)
            with self.assertRaises(ValidationError):
                self.issue(officer)
            self.issue(officer, f"辅{kind}", kind=Certificate.Kind.AUXILIARY)
            assert officer.certificate_on(DAY) is None
            assert officer not in selectors.officers_of(self.street(), DAY)

    def test_a_legal_qualification_is_no_enforcement_certificate(self) -> None:
        officer = self.officer()
        self.issue(officer, kind=Certificate.Kind.LEGAL_QUALIFICATION)
        assert officer.certificate_on(DAY) is None

    def test_it_cannot_end_before_it_begins(self) -> None:
        with self.assertRaises(ValidationError):
            self.issue(self.officer(), valid_to=START - timedelta(days=1))


class OfficerTests(DelegationTest):
    def test_a_kind_needs_its_unit(self) -> None:
        street, organ = self.street(), self.organ()
        wrong = (
            {"kind": "head", "organ": organ},
            {"kind": "desk", "organ": organ},
            {"kind": "desk", "desk": "legal", "street": street},
            {"kind": "officer"},
            {"kind": "officer", "street": street, "organ": organ},
            {"kind": "officer", "street": street, "desk": "legal"},
        )
        for values in wrong:
            with self.assertRaises(ValidationError, msg=str(values)):
                services.add_officer(name="测试员", **values)

    def test_only_a_liaison_leads_a_group(self) -> None:
        MentoringGroup.objects.all().delete()
        three = [self.street(name) for name in ("mishixiang", "hushu", "xiaohe")]
        officer = services.add_officer(name="测试员", kind="officer", organ=self.organ())
        with self.assertRaises(ValidationError):
            services.create_mentoring_group(number=1, name="一组", streets=three, liaison=officer)
        with self.assertRaises(ValidationError):
            services.create_mentoring_group(number=1, name="一组", streets=three[:2])


class GrantTests(DelegationTest):
    def test_an_officer_handles_cases_of_the_own_street_only(self) -> None:
        user, street = self.user("officer.shiqiao"), self.street()
        assert codenames(user) == {"view_emergency", "view_fire", "handle_emergency", "handle_fire"}
        assert {held for _codename, held in grants_of(user)} == {street.pk}

    def test_a_head_reviews_and_replaces_officers_and_counsel_only_reviews(self) -> None:
        review = {"view_emergency", "view_fire", "initial_emergency", "initial_fire"}
        assert codenames(self.user("counsel.shiqiao")) == review
        manage = {"manage_officers_emergency", "manage_officers_fire"}
        assert codenames(self.user("head.shiqiao")) == review | manage

    def test_a_liaison_reads_three_streets_and_may_be_put_on_their_cases(self) -> None:
        user = self.user("liaison6")
        assert codenames(user) == {"view_emergency", "view_fire", "assist_emergency", "assist_fire"}
        expected = {self.street(name).pk for name in ("wenhui", "dongxin", "shiqiao")}
        assert streets(user, "view_emergency") == streets(user, "view_fire") == expected

    def test_the_desks_of_one_organ_hold_nothing_of_the_other(self) -> None:
        for username in ("fire.legal", "fire.director", "fire.chief", "fire1"):
            assert {name.rpartition("_")[2] for name in codenames(self.user(username))} == {"fire"}
        for username in ("enforcement", "legal", "director", "chief", "brigade1"):
            assert {name.rpartition("_")[2] for name in codenames(self.user(username))} == {"emergency"}

    def test_each_desk_has_its_own_part_on_all_streets(self) -> None:
        parts = {
            "enforcement": "recheck_enforcement_emergency",
            "legal": "recheck_legal_emergency",
            "director": "final_emergency",
            "chief": "chief_emergency",
            "brigade4": "own_emergency",
            "fire.legal": "recheck_legal_fire",
            "fire2": "own_fire",
            "leader": "view_fire",
        }
        for username, codename in parts.items():
            assert len(streets(self.user(username), codename)) == 18, username
        assert "accept_emergency" in codenames(self.user("enforcement"))
        assert "accept_emergency" not in codenames(self.user("legal"))
        assert "accept_fire" in codenames(self.user("fire.legal"))

    def test_the_administrator_has_no_grant_on_cases(self) -> None:
        admin = self.user("admin")
        assert admin.is_superuser
        assert grants_of(admin) == set()

    def test_moving_an_officer_moves_the_grants(self) -> None:
        user = self.user("officer.shiqiao")
        services.move_officer(user.officer, street=self.street("banshan"))
        assert streets(user, "handle_emergency") == {self.street("banshan").pk}
        services.move_officer(user.officer, organ=self.organ("fire"))
        assert codenames(user) == {"view_fire", "own_fire"}

    def test_who_leaves_holds_nothing_and_gets_it_back_on_return(self) -> None:
        user = self.user("head.shiqiao")
        before = grants_of(user)
        services.set_officer_active(user.officer, active=False)
        assert grants_of(user) == set()
        services.set_officer_active(user.officer, active=True)
        assert grants_of(user) == before

    def test_a_former_liaison_stops_reading(self) -> None:
        group = MentoringGroup.objects.get(number=6)
        services.assign_liaison(group, liaison=self.user("liaison1").officer)
        assert grants_of(self.user("liaison6")) == set()
        assert len(streets(self.user("liaison1"), "view_fire")) == 6

    def test_surplus_grants_are_taken_back(self) -> None:
        row = GroupObjectPermission.objects.filter(group__name="street.shiqiao.officers").first()
        other = self.street("banshan")
        GroupObjectPermission.objects.create(
            group=row.group, permission=row.permission, content_type=row.content_type, object_pk=str(other.pk)
        )
        assert grants.ensure_groups() == 1
        assert streets(self.user("officer.shiqiao"), "handle_emergency") == {self.street().pk}

    def test_groups_of_others_are_left_alone(self) -> None:
        user = self.user("officer.shiqiao")
        group = user.groups.create(name="newsletter")
        services.move_officer(user.officer, street=self.street("banshan"))
        assert group in user.groups.all()


class DemoPeopleTests(DelegationTest):
    def test_exactly_fifty_three_people_hold_a_valid_enforcement_certificate(self) -> None:
        assert LICENSED_OFFICERS == 53
        for day in (START, DAY, END):
            assert selectors.licensed_officers(day).count() == 53
        assert Certificate.objects.filter(kind=Certificate.Kind.ENFORCEMENT).count() == 53

    def test_every_street_has_two_officers_and_every_account_of_the_contract_exists(self) -> None:
        parts = ("officer", "officer2", "head", "counsel")
        wanted = {f"{part}.{row.street.pinyin}" for row in selectors.delegation_map(DAY) for part in parts}
        wanted |= {"enforcement", "legal", "director", "chief", "fire.legal", "fire.director", "fire1", "fire2"}
        wanted |= {"leader", "admin", *(f"brigade{n}" for n in range(1, 5)), *(f"liaison{n}" for n in range(1, 7))}
        assert len(wanted) == 18 * 4 + 20
        assert wanted <= set(User.objects.values_list("username", flat=True))
        assert not any(row.short_of_officers for row in selectors.delegation_map(DAY))

    def test_everything_invented_says_so(self) -> None:
        assert not Officer.objects.filter(demo=False).exists()
        assert all("（演示）" in user.name for user in User.objects.all())
        assert all(number.startswith("演示") for number in Certificate.objects.values_list("number", flat=True))
        assert all("（演示）" in number for number in Agreement.objects.values_list("number", flat=True))

    def test_names_are_all_different(self) -> None:
        names = list(Officer.objects.values_list("name", flat=True))
        assert len(names) == len(set(names))

    def test_thirty_six_agreements_signed_recorded_and_published_before_they_begin(self) -> None:
        agreements = Agreement.objects.all()
        assert len(agreements) == 36
        for agreement in agreements:
            steps = [agreement.signed_on, agreement.recorded_on, agreement.published_on, agreement.valid_from]
            assert steps == sorted(steps)
            assert agreement.in_force_on(DAY)

    def test_a_second_run_adds_nothing_and_sets_the_password(self) -> None:
        before = [model.objects.count() for model in (User, Officer, Certificate, Agreement, MentoringGroup)]
        create_demo_people(valid_from=START, valid_to=END, password="another password")
        after = [model.objects.count() for model in (User, Officer, Certificate, Agreement, MentoringGroup)]
        assert before == after
        assert self.user("officer.shiqiao").check_password("another password")
