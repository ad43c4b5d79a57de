"""The delegation pages: who sees them, what they say, what they cost."""

from __future__ import annotations

from django.urls import reverse

from delegation import services
from delegation.models import Agreement, Street
from delegation.readiness import readiness
from gongshu_enforcement import door, timekeeper
from tests.delegation.base import DAY, DelegationTest


class PageTests(DelegationTest):
    def setUp(self) -> None:
        self.client.force_login(self.user("officer.shiqiao"))
        clock = timekeeper.frozen(DAY)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)

    def agreement(self, pinyin: str = "shiqiao") -> Agreement:
        return Agreement.objects.get(street__pinyin=pinyin, organ__code="fire")

    def page(self, name: str, *args, **query) -> str:
        response = self.client.get(reverse(name, args=args), query)
        assert response.status_code == 200
        return response.content.decode()

    def test_every_page_but_the_public_one_needs_a_sign_in(self) -> None:
        self.client.logout()
        private = [reverse("delegation"), reverse("items"), reverse("item", args=[self.item("AQ-02").pk])]
        private.append(reverse("agreement", args=[self.agreement().pk]))
        for address in private:
            response = self.client.get(address)
            assert response.status_code == 302
            assert "/accounts/login/" in response["Location"]
        assert "石桥街道" in self.page("public_agreements")

    def test_the_map_shows_all_streets(self) -> None:
        page = self.page("delegation")
        assert page.partition("<tbody>")[2].count("街道</") == 18
        assert "¥50,000" in page
        checks = readiness(list(Street.objects.all()), DAY)
        lacking = sum(any(not check.met for check in found) for found in checks.values())
        assert page.count("gs-limit-red") == lacking == 13  # stations alone: thirteen are below “3+6”

    def test_the_map_warns_in_red_of_a_street_with_one_officer(self) -> None:
        services.set_officer_active(self.user("officer.hemu").officer, active=False)
        page = self.page("delegation", state="missing")
        assert "gs-limit-red" in page
        assert "和睦街道" in page
        assert "石桥街道" not in page.partition("<tbody>")[2]

    def test_the_map_says_when_nothing_fits(self) -> None:
        assert "gs-empty" in self.page("delegation", q="没有这个街道")

    def test_a_revoked_agreement_is_seen_to_give_no_power(self) -> None:
        given = {"revoked_on": DAY, "reason": "调整委托范围"}
        door.perform("revoke_agreement", self.agreement(), acting_user=self.user("admin"), **given)
        page = self.page("agreement", self.agreement().pk)
        assert "调整委托范围" in page
        self.client.logout()
        row = next(row for row in self.page("public_agreements").split("<tr") if self.agreement().number in row)
        assert "已撤销" in row
        page = self.page("public_agreement", self.agreement().pk)
        assert "调整委托范围" in page and "已撤销" in page

    def test_items_can_be_searched_and_say_what_they_are(self) -> None:
        page = self.page("items", q="教育和培训")
        assert "AQ-02" in page
        assert "AQ-01<" not in page
        assert "参考目录（依法条重构）" in page

    def test_an_item_shows_its_fines_and_derived_tiers(self) -> None:
        page = self.page("item", self.item("AQ-32").pk)
        assert "¥30,000–¥50,000" in page
        assert "¥36,000–¥44,000" in page

    def test_nothing_there_is_not_found(self) -> None:
        assert self.client.get(reverse("agreement", args=[99_999])).status_code == 404
        assert self.client.get(reverse("item", args=[99_999])).status_code == 404

    def test_pages_cost_few_queries(self) -> None:
        budget = {
            reverse("delegation"): 21,
            reverse("items"): 12,
            reverse("agreement", args=[self.agreement().pk]): 14,
            reverse("public_agreements"): 12,
            reverse("public_agreement", args=[self.agreement().pk]): 12,
            reverse("agreements"): 14,
        }
        for address, most in budget.items():
            with self.subTest(address), CountQueries() as counted:
                self.client.get(address)
            assert counted.total <= most, (address, counted.total)


class CountQueries:
    """Counts the queries made inside."""

    def __enter__(self) -> CountQueries:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.context = CaptureQueriesContext(connection)
        self.context.__enter__()
        return self

    def __exit__(self, *details) -> None:
        self.context.__exit__(*details)
        self.total = len(self.context)
