"""The register of people, its pages, and the grants that follow it by themselves."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from guardian.shortcuts import assign_perm
from openpyxl import load_workbook

from delegation import grants, people_sheet, register
from delegation.models import Absence, Certificate, LiaisonVisit, MentoringGroup, Officer, Street
from delegation.readiness import readiness
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent, User
from tests.delegation.base import DelegationTest
from tests.delegation.test_pages import CountQueries
from tests.delegation.test_people import codenames, streets

DAY = date(2026, 5, 6)  # a Wednesday


class RegisterTest(DelegationTest):
    def setUp(self) -> None:
        self.at(DAY)
        self.admin = self.user("admin")

    def at(self, day: date) -> None:
        clock = timekeeper.frozen(day)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)

    def officer(self, account: str = "officer.shiqiao") -> Officer:
        return Officer.objects.get(user__username=account)

    def act(self, code: str, subject, by: str = "admin", **inputs):
        return door.perform(code, subject, acting_user=self.user(by), **inputs)

    def refused(self, code: str, subject, by: str = "admin", **inputs) -> str:
        with self.assertRaises(ActionRefused) as refusal:
            self.act(code, subject, by, **inputs)
        return refusal.exception.findings[0].field

    def audit(self) -> dict:
        out = StringIO()
        call_command("audit_access", "--json", stdout=out)
        return json.loads(out.getvalue())


class GrantsFollowTests(RegisterTest):
    def test_a_move_an_end_and_a_return_change_the_grants_and_the_chain_of_the_person(self) -> None:
        person = self.officer()
        particulars = {"name": person.name, "kind": "officer"}
        self.act("edit_person", person, street=self.street("daguan"), **particulars)
        assert streets(person.user, "handle_emergency") == {self.street("daguan").pk}
        self.act("end_person", person, ended_on=DAY, reason="调离")
        assert codenames(person.user) == set()
        self.act("return_person", person, reason="调回")
        assert "handle_fire" in codenames(person.user)
        chain = LedgerEvent.objects.filter(chain=ledger.chain_of(person)).order_by("seq")
        assert [event.action for event in chain] == ["edit_person", "end_person", "return_person"]
        assert self.audit()["stray"] == []

    def test_what_is_rolled_back_takes_its_grants_along(self) -> None:
        person = self.officer()
        with self.assertRaises(RuntimeError), transaction.atomic():
            self.act("end_person", person, ended_on=DAY, reason="调离")
            raise RuntimeError
        assert "handle_fire" in codenames(person.user)

    def test_ending_a_certificate_ends_the_grant_to_act_and_leaves_the_reading(self) -> None:
        person = self.officer()
        certificate = person.certificates.get()
        self.refused("end_certificate", person, certificate=certificate, ended_on=date(2035, 1, 1), reason="x")
        self.act("end_certificate", person, certificate=certificate, ended_on=DAY, reason="收回")
        assert codenames(person.user) == {"view_emergency", "view_fire"}
        fresh = self.officer()
        assert fresh.certificate_on(DAY) is None
        assert fresh.certificate_on(DAY - timedelta(days=1)) is not None  # what was done before stays covered
        assert self.audit()["stray"] == []
        term = {"issuer": "浙江省司法厅", "valid_from": DAY, "valid_to": date(2030, 1, 1)}
        self.act("add_certificate", fresh, kind="enforcement", number="新0001", **term)
        assert "handle_emergency" in codenames(person.user)

    def test_a_certificate_that_runs_out_by_itself_is_noticed_on_its_day(self) -> None:
        person = self.officer()
        person.certificates.update(valid_to=DAY)
        assert grants.keep_up() == 0
        self.at(DAY + timedelta(days=1))
        assert grants.keep_up() == 1
        assert codenames(person.user) == {"view_emergency", "view_fire"}
        assert grants.keep_up() == 0

    def test_other_streets_of_a_liaison_are_other_grants_at_once(self) -> None:
        sixth, own = MentoringGroup.objects.get(number=6), self.user("liaison6")
        before = set(sixth.streets.all())
        taken = self.street("mishixiang")
        given = self.street("wenhui")
        self.act("change_group", sixth, liaison=own.officer, streets=[*(before - {given}), taken])
        assert streets(own, "view_fire") == {*(street.pk for street in before - {given}), taken.pk}
        assert given.pk in streets(self.user("liaison1"), "view_fire")
        assert self.audit()["stray"] == []
        assert self.refused("change_group", sixth, liaison=own.officer, streets=[taken]) == "streets"

    def test_an_absence_gives_the_deputy_the_desk_from_its_first_to_its_last_day(self) -> None:
        head, deputy = self.officer("head.shiqiao"), self.officer("officer3.shiqiao")
        days = {"starts_on": DAY + timedelta(days=1), "ends_on": DAY + timedelta(days=2), "reason": "年休假"}
        assert self.refused("name_deputy", head, deputy=self.officer("head.daguan"), **days) == "deputy"
        assert self.refused("name_deputy", self.officer(), deputy=deputy, **days) == "deputy"
        absence = self.act("name_deputy", head, by="head.shiqiao", deputy=deputy, **days)
        assert "initial_emergency" not in codenames(deputy.user)
        self.at(days["starts_on"])
        assert grants.keep_up() == 1
        assert {"initial_emergency", "manage_officers_fire"} <= codenames(deputy.user)
        assert self.audit()["stray"] == []
        assert any("代" in row["why"] for row in self.audit()["grants"] if row["account"] == "officer3.shiqiao")
        self.act("end_deputy", head, absence=absence, reason="提前返岗")
        assert "initial_emergency" not in codenames(deputy.user)
        assert self.audit()["stray"] == []

    def test_whoever_leaves_is_nobodys_deputy(self) -> None:
        head, deputy = self.officer("head.shiqiao"), self.officer("officer3.shiqiao")
        self.act("name_deputy", head, deputy=deputy, starts_on=DAY, ends_on=DAY, reason="开会")
        assert "initial_fire" in codenames(deputy.user)
        self.act("end_person", head, ended_on=DAY, reason="退休")
        assert "initial_fire" not in codenames(deputy.user)

    def test_a_planted_grant_of_every_kind_is_found(self) -> None:
        assert self.audit()["stray"] == []
        user, street = self.user("officer.daguan"), self.street()
        assign_perm("delegation.handle_fire", user, street)
        user.groups.add(self.user("director").groups.get())
        self.user("leader").groups.get().permissions.add(*_permissions("view_fire"))
        assign_perm("delegation.chief_fire", self.user("leader").groups.get(), street)
        out = StringIO()
        with self.assertRaises(CommandError):
            call_command("audit_access", stdout=out)
        found = {line.split()[1] for line in out.getvalue().splitlines() if line.startswith("!!")}
        assert found == {"stray-user-grant", "stray-membership", "global-group-permission", "stray-group-grant"}


def _permissions(codename: str):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="delegation", codename=codename)


class PagesTests(RegisterTest):
    def page(self, name: str, *args, by: str = "admin", **query) -> str:
        self.client.force_login(self.user(by))
        response = self.client.get(reverse(name, args=args), query)
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def test_the_list_filters_and_reminds_of_what_ends(self) -> None:
        person = self.officer()
        person.certificates.update(valid_to=DAY + timedelta(days=20))
        page = self.page("people", certificate="ending")
        assert person.name in page
        assert page.partition("<tbody>")[2].count("<tr") == 1
        assert self.officer("officer.daguan").name in self.page(
            "people", unit=f"s{self.street('daguan').pk}", kind="officer"
        )
        assert "gs-empty" in self.page("people", q="没有这个人")

    def test_a_person_is_entered_and_given_a_certificate_with_its_scan(self) -> None:
        self.client.force_login(self.admin)
        url = reverse("register_act", args=["enrol_person", self.organ().pk])
        wrong = self.client.post(url, {"name": "李四", "kind": "head"})
        assert (
            "李四" in wrong.content.decode() and "属于街道" in wrong.content.decode()
        )  # said beside the field, nothing lost
        self.client.post(url, {"name": "李四", "kind": "auxiliary", "street": self.street().pk})
        person = Officer.objects.get(name="李四")
        url = reverse("register_act", args=["add_certificate", person.pk])
        given = {
            "kind": "auxiliary",
            "number": "辅9",
            "issuer": "拱墅区",
            "valid_from": "2026-01-01",
            "valid_to": "2027-01-01",
        }
        page = self.client.post(url, {**given, "scan": SimpleUploadedFile("a.pdf", b"no pdf")}).content.decode()
        assert "PDF" in page and not person.certificates.exists()
        page = self.client.post(url, {**given, "kind": "enforcement", "number": "执9"}).content.decode()
        assert "辅助人员" in page and not person.certificates.exists()  # 条例 30
        self.client.post(url, {**given, "scan": SimpleUploadedFile("a.png", _png())})
        scan = reverse("register_file", args=["certificate", person.certificates.get().pk])
        assert self.client.get(scan)["Content-Type"] == "image/png"
        self.client.force_login(self.user("officer.daguan"))
        assert self.client.get(scan).status_code == 404

    def test_a_sheet_is_previewed_row_by_row_and_then_taken_in_whole(self) -> None:
        self.client.force_login(self.admin)
        url = reverse("people_import")
        page = self.client.post(
            url, {"sheet": self.sheet(("王一", "辅助人员", "石桥街道"), ("王二", "神仙", "石桥街道"))}
        )
        assert "神仙" in page.content.decode() and 'name="rows"' not in page.content.decode()
        page = self.client.post(
            url, {"sheet": self.sheet(("王一", "辅助人员", "石桥街道"), ("王二", "网格员", "大关街道"))}
        )
        assert not Officer.objects.filter(name="王一").exists()
        signed = page.context["signed"]
        assert self.client.post(url, {"rows": signed + "x"}).status_code == 302
        assert not Officer.objects.filter(name="王一").exists()
        for _twice in range(2):
            self.client.post(url, {"rows": signed})
        assert Officer.objects.get(name="王二").kind == "grid"
        assert LedgerEvent.objects.filter(chain=ledger.chain_of(Officer.objects.get(name="王一"))).count() == 1
        broken = SimpleUploadedFile("a.xlsx", b"nothing")
        assert "XLSX" in self.client.post(url, {"sheet": broken}).content.decode()

    def sheet(self, *rows: tuple) -> SimpleUploadedFile:
        book = load_workbook(BytesIO(people_sheet.template()))
        for row in rows:
            book.active.append(list(row))
        written = BytesIO()
        book.save(written)
        return SimpleUploadedFile("people.xlsx", written.getvalue())

    def test_the_other_pages_show_what_they_are_for_and_cost_few_queries(self) -> None:
        code = self.street("changqing").code
        assert "3+6" in self.page("station", code)
        assert "1+1" in self.page("mentoring_street", code)
        assert self.page("organisation").count("联络员") >= 6
        self.page("mentoring")
        budget = {
            reverse("people"): 20,
            reverse("person", args=[self.officer().pk]): 22,
            reverse("stations"): 14,
            reverse("station", args=[code]): 15,
            reverse("organisation"): 14,
            reverse("mentoring"): 18,
            reverse("mentoring_street", args=[code]): 26,
        }
        for address, most in budget.items():
            with self.subTest(address), CountQueries() as counted:
                self.client.get(address)
            assert counted.total <= most, (address, counted.total)


def _png() -> bytes:
    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return written.getvalue()


class StationTests(RegisterTest):
    def checks(self) -> dict:
        return {check.code: check for check in readiness([self.street()], DAY)[self.street().pk]}

    def test_too_few_officers_are_below_the_law_and_a_missing_store_below_the_standard(self) -> None:
        assert all(check.met for check in self.checks().values())
        for account in ("officer.shiqiao", "officer2.shiqiao"):
            person = self.officer(account)
            self.act("end_certificate", person, certificate=person.certificates.get(), ended_on=DAY, reason="收回")
        found = self.checks()
        assert not found["officers"].met and found["officers"].legal
        assert not found["staffing"].met and found["staffing"].to_confirm and not found["staffing"].legal
        given = {"kind": "store", "quantity": 0, "evidence": "搬迁", "checked_on": DAY}
        self.act("record_station", self.street(), by="head.shiqiao", **given)
        assert not self.checks()["store"].met
        self.client.force_login(self.admin)
        assert "gs-limit-red" in self.client.get(reverse("stations")).content.decode()
        again = {**given, "quantity": 1, "checked_on": DAY + timedelta(days=1)}
        assert self.refused("record_station", self.street(), **again) == "checked_on"

    def test_a_check_that_has_run_out_counts_no_more(self) -> None:
        given = {"kind": "vehicle", "quantity": 1, "evidence": "行驶证", "checked_on": DAY, "good_until": DAY}
        self.act("record_station", self.street(), **given)
        assert self.checks()["vehicle"].met
        later = {c.code: c for c in readiness([self.street()], DAY + timedelta(days=1))[self.street().pk]}
        assert not later["vehicle"].met


class MentoringTests(RegisterTest):
    def test_a_step_is_proposed_with_its_figures_decided_and_holds_from_its_day(self) -> None:
        street, later = self.street("hemu"), DAY + timedelta(days=5)
        assert street.step_on(DAY) == "guided"
        self.act("propose_step", street, by="liaison2", step="independent", reason="能力达标")
        assert street.steps.get().figures[0]["met"] is False
        assert self.refused("propose_step", street, by="liaison2", step="participate", reason="x") == "step"
        decide = {"verdict": "approved", "opinion": "同意。"}
        assert self.refused("decide_step", street, by="director", effective_from=date(2026, 5, 1), **decide)
        self.act("decide_step", street, by="director", effective_from=later, **decide)
        street = self.street("hemu")
        assert [street.step_on(day) for day in (DAY, later)] == ["guided", "independent"]
        assert street.autonomy_step == "guided"
        self.at(later)
        assert grants.keep_up() == 1
        assert self.street("hemu").autonomy_step == "independent"
        self.act("propose_step", street, by="liaison2", step="guided", reason="退回率高")
        self.act("decide_step", street, by="director", verdict="refused", opinion="再观察。")
        assert self.street("hemu").step_on(later) == "independent"

    def test_a_week_asks_two_working_days_and_no_more_than_it_has(self) -> None:
        liaison = self.officer("liaison6")
        friday = date(2026, 5, 15)
        self.at(friday)
        for day in (date(2026, 5, 11), date(2026, 5, 16)):  # a Monday and a Saturday
            LiaisonVisit.objects.create(street=self.street(), liaison=liaison, on=day, done="现场指导")
        LiaisonVisit.objects.create(
            street=self.street("dongxin"), liaison=liaison, on=date(2026, 5, 11), done="现场指导"
        )
        monday = date(2026, 5, 18)
        now, last = register.weeks_of([liaison.pk], monday)[liaison.pk][:2]
        assert (last.days, last.wanted, last.short) == (1, 2, True)  # one day twice is one; a Saturday is none
        assert not now.short  # it is not over
        holiday = register.weeks_of([liaison.pk], date(2026, 10, 12))[liaison.pk][1]
        assert holiday.wanted == 2 if holiday.monday != date(2026, 10, 5) else holiday.wanted <= 2
        self.client.force_login(self.admin)
        self.at(monday)
        page = self.client.get(reverse("mentoring")).content.decode()
        assert "1 / 2" in page and "gs-limit-red" not in page

    def test_a_visit_is_logged_once_a_day_by_the_streets_own_liaison(self) -> None:
        given = {"happened_on": DAY, "done": "指导立案", "taught": "证据规格", "topics": ["evidence"]}
        self.act("log_visit", self.street(), by="liaison6", **given)
        assert self.refused("log_visit", self.street(), by="liaison6", **given) == "happened_on"
        with self.assertRaises(Exception) as refused:
            self.act("log_visit", self.street(), by="liaison1", **given)
        assert type(refused.exception).__name__ == "NotPermitted"


class DemoTests(RegisterTest):
    def test_the_demonstration_has_what_the_article_tells(self) -> None:
        assert Certificate.objects.filter(kind="auxiliary").count() >= 120
        steps = {street.step_on(DAY) for street in Street.objects.all()}
        assert steps == {"participate", "guided", "independent"}
        assert not Absence.objects.exists() and User.objects.filter(is_staff=True).count() == 1
