"""Agreements: when they give power, to whom, and what refuses them."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from delegation import selectors, services
from delegation.models import Agreement, CatalogueVersion, Item
from tests.delegation.base import DAY, END, START, DelegationTest, remove_agreements

ONE_DAY, YEAR = timedelta(days=1), timedelta(days=365)


class LifeTests(DelegationTest):
    @classmethod
    def setUpTestData(cls) -> None:
        remove_agreements()

    def draft(self, **changes) -> Agreement:
        organ = changes.pop("organ", None) or self.organ()
        values = {
            "organ": organ,
            "street": self.street(),
            "version": CatalogueVersion.objects.get(catalogue__organ=organ),
            "number": "测试〔2026〕1号",
            "valid_from": START,
            "valid_to": END,
        }
        return services.create_agreement(**(values | changes))

    def in_force(self, **changes) -> Agreement:
        agreement = self.draft(**changes)
        signed_on = agreement.valid_from - timedelta(days=9)
        services.sign_agreement(agreement, signed_on=signed_on)
        services.record_agreement(agreement, recorded_on=signed_on, recording_number="备1")
        return services.publish_agreement(agreement, published_on=signed_on)

    def power_on(self, day: date) -> bool:
        found = selectors.agreement_for(self.street(), self.organ(), day)
        by_dates = [agreement for agreement in Agreement.objects.all() if agreement.in_force_on(day)]
        assert [found] == by_dates or (found is None and not by_dates)
        return found is not None

    def test_a_draft_gives_no_power_until_signed_recorded_and_published(self) -> None:
        agreement = self.draft()
        assert not self.power_on(DAY)
        with self.assertRaises(ValidationError):
            services.publish_agreement(agreement, published_on=START)
        services.sign_agreement(agreement, signed_on=START - ONE_DAY)
        assert not self.power_on(DAY)
        services.record_agreement(agreement, recorded_on=START - ONE_DAY, recording_number="备1")
        services.publish_agreement(agreement, published_on=START)
        assert self.power_on(DAY)

    def test_both_ends_of_the_term_count(self) -> None:
        self.in_force()
        found = [self.power_on(day) for day in (START - ONE_DAY, START, END, END + ONE_DAY)]
        assert found == [False, True, True, False]

    def test_it_cannot_take_effect_before_it_was_signed(self) -> None:
        with self.assertRaises(ValidationError):
            services.sign_agreement(self.draft(), signed_on=START + ONE_DAY)

    def test_suspended_days_have_no_power_even_long_after(self) -> None:
        agreement = self.in_force()
        services.suspend_agreement(agreement, starts_on=date(2026, 3, 1), reason="整改")
        services.resume_agreement(agreement, resumed_on=date(2026, 4, 1))
        days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
        assert [self.power_on(day) for day in days] == [True, False, False, True]

    def test_revocation_ends_the_power_on_its_day_and_keeps_the_past(self) -> None:
        services.revoke_agreement(self.in_force(), revoked_on=DAY, reason="调整")
        assert self.power_on(DAY - ONE_DAY)
        assert not self.power_on(DAY)

    def test_a_revoked_agreement_is_not_suspended_again(self) -> None:
        agreement = services.revoke_agreement(self.in_force(), revoked_on=DAY, reason="调整")
        with self.assertRaises(ValidationError):
            services.suspend_agreement(agreement, starts_on=DAY, reason="整改")

    def test_expiry_is_marked_but_past_days_keep_their_power(self) -> None:
        self.in_force()
        assert services.expire_agreements(on=END) == 0
        assert services.expire_agreements(on=END + ONE_DAY) == 1
        assert self.power_on(DAY)

    def test_two_agreements_of_one_street_and_organ_never_overlap(self) -> None:
        self.in_force()
        with self.assertRaises(ValidationError):
            self.in_force(number="测试〔2026〕2号", valid_from=END, valid_to=END + YEAR)
        self.in_force(number="测试〔2026〕3号", valid_from=END + ONE_DAY, valid_to=END + YEAR)
        self.in_force(number="测试〔2026〕4号", organ=self.organ("fire"))
        self.in_force(number="测试〔2026〕5号", street=self.street("banshan"))

    def test_after_a_revocation_a_new_one_may_begin(self) -> None:
        services.revoke_agreement(self.in_force(), revoked_on=DAY, reason="调整")
        self.in_force(number="测试〔2026〕2号", valid_from=DAY)
        assert self.power_on(DAY)

    def test_an_organ_delegates_only_its_own_catalogue(self) -> None:
        with self.assertRaises(ValidationError):
            self.draft(version=CatalogueVersion.objects.get(catalogue__code="fire"))

    def test_impossible_terms_and_caps_are_refused(self) -> None:
        for changes in ({"valid_to": START - ONE_DAY}, {"cap_unit": 0}, {"items": []}):
            with self.assertRaises(ValidationError):
                self.draft(**changes)

    def test_a_part_of_the_catalogue_can_be_delegated(self) -> None:
        some = list(Item.objects.filter(code__in=("AQ-01", "AQ-02")))
        agreement = self.in_force(items=some)
        assert [item.code for item in selectors.delegated_items(self.street(), DAY)] == ["AQ-01", "AQ-02"]
        assert agreement.covers(self.item("AQ-02"))
        assert not agreement.covers(self.item("AQ-03"))

    def test_caps_by_target(self) -> None:
        agreement = self.draft()
        assert (agreement.cap_for("unit"), agreement.cap_for("individual")) == (50_000, 20_000)


class SelectorTests(DelegationTest):
    def test_a_street_has_both_catalogues_or_one(self) -> None:
        assert selectors.delegated_items(self.street(), DAY).count() == 54
        assert selectors.delegated_items(self.street(), DAY, self.organ("fire")).count() == 22
        assert selectors.delegated_items(self.street(), START - ONE_DAY).count() == 0

    def test_the_map_costs_the_same_for_any_number_of_agreements(self) -> None:
        with self.assertNumQueries(8):
            rows = selectors.delegation_map(DAY)
        assert len(rows) == 18
        assert all(row.complete for row in rows)

    def test_a_street_with_one_officer_is_short(self) -> None:
        officer = selectors.officers_of(self.street("hemu"), DAY).first()
        services.set_officer_active(officer, active=False)
        rows = {row.street.pinyin: row for row in selectors.delegation_map(DAY)}
        assert rows["hemu"].short_of_officers
        assert not rows["hemu"].complete
        assert not rows["shiqiao"].short_of_officers

    def test_officers_cost_no_query_a_row(self) -> None:
        street = self.street()
        with self.assertNumQueries(2):
            certificates = [officer.certificate_on(DAY) for officer in selectors.officers_of(street, DAY)]
        assert len(certificates) == 3
        assert all(certificates)
