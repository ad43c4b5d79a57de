"""What the own desk reminds of: certificates 90, 30 and 7 days before their end, days on site, the station."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from delegation import reminders
from delegation.models import LiaisonVisit, StationRecord
from tests.delegation.test_pages import CountQueries
from tests.delegation.test_register import DAY, RegisterTest


class CertificateTests(RegisterTest):
    def lights(self, account: str = "officer.shiqiao") -> list[tuple[bool, str]]:
        return [(row.own, row.light) for row in reminders.for_desk(self.user(account)).certificates]

    def test_the_officer_is_reminded_90_30_and_7_days_before_and_after_the_end(self) -> None:
        certificate = self.officer().certificates.get()
        for left, light in (
            (91, None),
            (90, "amber"),
            (30, "amber"),
            (8, "amber"),
            (7, "red"),
            (0, "red"),
            (-1, "red"),
        ):
            certificate.valid_to = DAY + timedelta(days=left)
            certificate.save()
            assert self.lights() == ([(True, light)] if light else []), left
        assert reminders.for_desk(self.user("officer.shiqiao")).certificates[0].over
        assert self.lights("officer.daguan") == []

    def test_a_renewal_silences_it_before_it_begins_and_an_early_end_counts(self) -> None:
        person = self.officer()
        certificate = person.certificates.get()
        certificate.valid_to = DAY + timedelta(days=5)
        certificate.save()
        term = {"issuer": "省厅", "valid_from": DAY + timedelta(days=6), "valid_to": date(2030, 1, 1)}
        self.act("add_certificate", person, kind="enforcement", number="新0001", **term)
        assert self.lights() == []
        other = self.officer("officer2.shiqiao")
        self.act("end_certificate", other, certificate=other.certificates.get(), ended_on=DAY, reason="收回")
        assert self.lights("officer2.shiqiao") == [(True, "red")]

    def test_the_head_is_reminded_of_the_streets_people_and_the_desk_says_so(self) -> None:
        certificate = self.officer().certificates.get()
        certificate.valid_to = DAY + timedelta(days=7)
        certificate.save()
        assert self.lights("head.shiqiao") == [(False, "red")]
        assert self.lights("head.daguan") == []
        for account in ("officer.shiqiao", "head.shiqiao"):
            self.client.force_login(self.user(account))
            page = self.client.get(reverse("desk")).content.decode()
            assert certificate.number in page and "gs-limit-red" in page and "7 天" in page

    def test_a_desk_costs_the_same_for_one_certificate_and_for_many(self) -> None:
        def queries() -> int:
            with CountQueries() as counted:
                reminders.for_desk(self.user("head.shiqiao"))
            return counted.total

        queries()  # the settings are read once for all
        one = queries()
        for row in (person.certificates.first() for person in self.street().officers.all()):
            if row:
                row.valid_to = DAY + timedelta(days=3)
                row.save()
        assert queries() == one <= 9
        with CountQueries() as counted:
            reminders.for_desk(self.user("officer.daguan"))
        assert counted.total <= 3


class OnSiteTests(RegisterTest):
    def setUp(self) -> None:
        super().setUp()
        LiaisonVisit.objects.all().delete()
        self.liaison = self.officer("liaison6")

    def visit(self, *days: date) -> None:
        for day in days:
            LiaisonVisit.objects.create(street=self.street(), liaison=self.liaison, on=day, done="指导")

    def alerted(self, account: str = "liaison6") -> bool:
        return any(row.group.number == 6 for row in reminders.for_desk(self.user(account)).on_site)

    def test_a_week_below_two_working_days_is_alerted_to_liaison_director_and_administrator(self) -> None:
        self.at(date(2026, 5, 18))  # a Monday
        self.visit(date(2026, 5, 11), date(2026, 5, 12))
        assert not self.alerted()
        LiaisonVisit.objects.filter(on=date(2026, 5, 12)).delete()
        for account in ("liaison6", "director", "admin"):
            assert self.alerted(account), account
            self.client.force_login(self.user(account))
            assert "驻点" in self.client.get(reverse("desk")).content.decode()
        assert not self.alerted("officer.shiqiao") and not self.alerted("liaison1")

    def test_the_running_week_presses_once_no_working_day_may_be_left_out(self) -> None:
        self.visit(date(2026, 5, 11), date(2026, 5, 12))
        self.at(date(2026, 5, 20))  # Wednesday: three working days left
        assert not self.alerted()
        self.at(date(2026, 5, 21))
        assert self.alerted()
        self.visit(date(2026, 5, 21))
        self.at(date(2026, 5, 21))
        assert self.alerted()  # Friday must be the second
        self.visit(date(2026, 5, 22))
        self.at(date(2026, 5, 22))
        assert not self.alerted()


class StationTests(RegisterTest):
    def test_the_head_sees_what_is_missing_and_what_runs_out(self) -> None:
        head = self.user("head.shiqiao")
        assert [check.code for check in reminders.for_desk(head).station] == []
        given = {"kind": "vehicle", "quantity": 2, "evidence": "行驶证", "checked_on": DAY}
        for left, light in ((91, None), (90, "amber"), (0, "amber")):
            StationRecord.objects.filter(street=self.street(), kind="vehicle", checked_on=DAY).delete()
            self.act("record_station", self.street(), good_until=DAY + timedelta(days=left), **given)
            found = [(check.code, check.light) for check in reminders.for_desk(self.user("head.shiqiao")).station]
            assert found == ([("vehicle", light)] if light else []), left
        self.at(DAY + timedelta(days=1))
        assert [check.light for check in reminders.for_desk(self.user("head.shiqiao")).station] == ["red"]
        self.client.force_login(self.user("head.shiqiao"))
        assert self.street().code in self.client.get(reverse("desk")).content.decode()
