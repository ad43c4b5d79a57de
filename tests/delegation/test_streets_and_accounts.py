"""A street that is new, and the accounts of its people: made on the pages, with the grants of the whole district."""

from __future__ import annotations

import json

from django.db import transaction
from django.urls import reverse

from delegation import grants
from delegation.models import MentoringGroup, Officer, Street
from gongshu_enforcement import ledger
from gongshu_enforcement.errors import NotPermitted
from gongshu_enforcement.models import LedgerEvent, User
from tests.delegation.test_people import codenames, grants_of, streets
from tests.delegation.test_register import DAY, RegisterTest

NEW = {"name": "云溪街道（演示）", "division_code": "330105098", "pinyin": "yunxi"}


class StreetTests(RegisterTest):
    def test_a_new_street_has_every_desks_grants_at_once_and_begins_by_taking_part(self) -> None:
        street = self.act("enter_street", self.organ(), **NEW)
        assert street.autonomy_step == "participate"
        assert street.pk in streets(self.user("director"), "final_emergency")
        assert street.pk in streets(self.user("fire.legal"), "recheck_legal_fire")
        assert self.audit()["stray"] == []
        assert LedgerEvent.objects.get(chain=ledger.chain_of(street)).action == "enter_street"

    def test_what_is_rolled_back_leaves_no_grant(self) -> None:
        with self.assertRaises(RuntimeError), transaction.atomic():
            self.act("enter_street", self.organ(), **NEW)
            raise RuntimeError
        assert len(streets(self.user("director"), "final_emergency")) == 18
        assert self.audit()["stray"] == []

    def test_a_code_is_given_once_and_only_the_administrator_enters_streets(self) -> None:
        taken = NEW | {"division_code": self.street().code}
        assert self.refused("enter_street", self.organ(), **taken) == "division_code"
        assert self.refused("enter_street", self.organ(), **(NEW | {"pinyin": "shiqiao"})) == "pinyin"
        with self.assertRaises(NotPermitted):
            self.act("enter_street", self.organ(), by="legal", **NEW)
        self.client.force_login(self.user("legal"))
        assert self.client.get(reverse("register_act", args=["enter_street", self.organ().pk])).status_code == 403
        assert "enter_street" not in self.client.get(reverse("stations")).content.decode()
        self.client.force_login(self.admin)
        page = self.client.post(reverse("register_act", args=["enter_street", self.organ().pk]), NEW | {"pinyin": "云"})
        assert page.status_code == 200 and "云溪街道" in page.content.decode()  # nothing typed is lost
        assert not Street.objects.filter(pinyin="yunxi").exists()

    def test_particulars_are_corrected_and_stand_in_the_chain(self) -> None:
        self.act("edit_street", self.street(), name="石桥街道", address="演示路9号", phone="")
        assert self.street().address == "演示路9号"
        assert self.refused("edit_street", self.street(), name="大关街道") == "name"


class AccountTests(RegisterTest):
    def newcomer(self) -> Officer:
        return self.act("enrol_person", self.organ(), name="演示新人", kind="head", street=self.street())

    def test_an_account_comes_with_the_grants_and_its_password_is_shown_once(self) -> None:
        person = self.newcomer()
        self.client.force_login(self.admin)
        url = reverse("register_act", args=["make_account", person.pk])
        page = self.client.post(url, {"account": "演示 空格"})
        assert page.status_code == 200 and not User.objects.filter(name="演示新人").exists()
        page = self.client.post(url, {"account": "new.head", "request_key": "one"})
        password = page.context["told"]
        assert password in page.content.decode() and page["Cache-Control"] == "no-store"
        user = self.user("new.head")
        assert user.check_password(password) and not user.is_staff
        assert streets(user, "initial_fire") == {self.street().pk}
        assert self.audit()["stray"] == []
        kept = json.dumps(list(LedgerEvent.objects.values_list("inputs", flat=True)), ensure_ascii=False)
        assert password not in kept and user.password not in kept
        again = self.client.post(url, {"account": "new.head", "request_key": "one"})  # the same request, sent twice
        assert again.status_code == 302 and User.objects.filter(name="演示新人").count() == 1

    def test_an_account_is_one_persons_and_a_name_is_taken_once(self) -> None:
        person = self.newcomer()
        assert self.refused("make_account", person, account="officer.daguan") == "account"
        self.act("make_account", person, account="new.head")
        assert self.refused("make_account", Officer.objects.get(pk=person.pk), account="other") == "account"
        with self.assertRaises(NotPermitted):
            self.act("make_account", self.newcomer(), by="legal", account="x")

    def test_a_forgotten_password_is_replaced(self) -> None:
        person = self.officer()
        before = codenames(person.user)
        told = self.act("renew_password", person, reason="遗忘").told_once
        assert self.user("officer.shiqiao").check_password(told)
        assert codenames(person.user) == before
        assert grants.keep_up() == 0


class KindTests(RegisterTest):
    def test_people_of_every_kind_are_entered_on_the_page(self) -> None:
        self.client.force_login(self.admin)
        url = reverse("register_act", args=["enrol_person", self.organ().pk])
        for kind in Officer.Kind.values:
            at = {"unit": self.organ().pk} if kind in Officer.IN_AN_ORGAN else {"street": self.street().pk}
            desk = {"desk": "legal"} if kind == Officer.Kind.DESK else {}
            answer = self.client.post(url, {"name": f"演示{kind}", "kind": kind, **at, **desk})
            assert answer.status_code == 302, (kind, answer.context["form"].errors)
        assert Officer.objects.filter(name__startswith="演示", kind__in=Officer.Kind.values).count() >= 14
        page = self.client.post(url, {"name": "演示队员", "kind": "service", "unit": self.organ().pk, "trains": "on"})
        assert page.status_code == 302 and Officer.objects.get(name="演示队员").trains


class SameTransactionTests(RegisterTest):
    """Moving an officer, ending a certificate, changing a liaison's streets: with the act the grants go, without it they stay."""

    def acts(self) -> dict[str, tuple]:
        person, group = self.officer(), MentoringGroup.objects.get(number=6)
        taken = [*list(group.streets.all())[:2], self.street("mishixiang")]
        return {
            "move": ("edit_person", person, {"name": person.name, "kind": "officer", "street": self.street("daguan")}),
            "certificate": (
                "end_certificate",
                person,
                {"certificate": person.certificates.get(), "ended_on": DAY, "reason": "收回"},
            ),
            "streets": ("change_group", group, {"liaison": group.liaison, "streets": taken}),
        }

    def held(self) -> dict[str, set]:
        return {account: grants_of(self.user(account)) for account in ("officer.shiqiao", "liaison6", "liaison1")}

    def test_the_grants_are_there_inside_the_transaction_and_gone_with_it(self) -> None:
        before = self.held()
        for name, (code, subject, inputs) in self.acts().items():
            with self.subTest(name), self.assertRaises(RuntimeError), transaction.atomic():
                self.act(code, subject, **inputs)
                assert self.held() != before, "not in the same transaction"
                assert self.audit()["stray"] == []
                raise RuntimeError
            assert self.held() == before, name
            assert self.audit()["stray"] == []

    def test_an_act_that_is_refused_moves_no_grant(self) -> None:
        before = self.held()
        group = MentoringGroup.objects.get(number=6)
        self.refused("change_group", group, liaison=group.liaison, streets=[self.street("mishixiang")])
        self.refused("edit_person", self.officer(), name="x", kind="desk", street=self.street("daguan"))
        assert self.held() == before
