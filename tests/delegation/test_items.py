"""The two catalogues: every row of the files, and the rows that are easy to get wrong."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from delegation.models import CatalogueVersion, DiscretionTier, Item
from tests.delegation.base import DATA, DelegationTest


def in_yuan(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


class CatalogueTests(DelegationTest):
    def test_every_row_of_both_files_is_an_item(self) -> None:
        for file, prefix, count in (("items_safety.csv", "AQ", 32), ("items_fire.csv", "XF", 22)):
            with (DATA / file).open(encoding="utf-8") as stream:
                rows = list(csv.DictReader(stream))
            assert [row["code"] for row in rows] == [f"{prefix}-{n:02d}" for n in range(1, count + 1)]
            for row in rows:
                item = self.item(row["code"])
                assert item.title == row["title"]
                assert item.penalty_provision == row["penalty_provision"]
                for name in ("unit_first", "unit_overdue", "individual_first", "individual_overdue", "alt"):
                    wanted = in_yuan(int(row[f"{name}_min"]), int(row[f"{name}_max"])) if row[f"{name}_max"] else None
                    assert item.own_range(name) == wanted, (item.code, name)

    def test_fire_items_belong_to_the_fire_body(self) -> None:
        organs = Item.objects.filter(code__startswith="XF").values_list("version__catalogue__organ__code", flat=True)
        assert set(organs) == {"fire"}

    def test_the_reference_catalogue_says_what_it_is(self) -> None:
        for version in CatalogueVersion.objects.all():
            assert version.is_reference
            assert version.source_note.startswith("参考目录（依法条重构）")

    def test_twenty_three_safety_items_can_exceed_the_cap_and_no_fire_item(self) -> None:
        exceeding = [item for item in Item.objects.all() if item.exceeds_street_cap != "否"]
        assert len(exceeding) == 23
        assert all(item.code.startswith("AQ") for item in exceeding)

    def test_no_empty_range_and_no_text_in_the_old_wording(self) -> None:
        for item in Item.objects.all():
            assert "(" not in item.violated_provision + item.penalty_provision
            assert "（2021修正）" not in item.violated_provision + item.penalty_provision


class FineRangeTests(DelegationTest):
    def range_of(self, code: str, target: str, overdue: bool, **options: bool) -> tuple | None:
        return self.item(code).fine_range(target, overdue, **options)

    def test_training_is_fined_at_once_and_more_when_overdue(self) -> None:
        assert self.range_of("AQ-02", "unit", False) == in_yuan(0, 100_000)
        assert self.range_of("AQ-02", "unit", True) == in_yuan(100_000, 200_000)
        assert self.range_of("AQ-02", "individual", False) is None
        assert self.range_of("AQ-02", "individual", True) == in_yuan(20_000, 50_000)
        assert self.item("AQ-02").suspension_when_overdue

    def test_managers_items_have_no_fine_for_the_unit(self) -> None:
        for code in ("AQ-11", "AQ-12"):
            assert self.range_of(code, "unit", False) is None
            assert self.range_of(code, "unit", True) is None
        assert self.range_of("AQ-11", "individual", False) == in_yuan(20_000, 50_000)
        assert self.range_of("AQ-11", "individual", True) == in_yuan(50_000, 100_000)
        assert self.range_of("AQ-12", "individual", False) == in_yuan(10_000, 30_000)

    def test_an_unremoved_hazard_costs_the_manager_only_after_refusal(self) -> None:
        assert self.range_of("AQ-24", "unit", False) == in_yuan(0, 50_000)
        assert self.range_of("AQ-24", "individual", False) is None
        assert self.range_of("AQ-24", "individual", True) == in_yuan(50_000, 100_000)
        assert self.item("AQ-24").suspension_when_overdue

    def test_where_overdue_only_adds_a_suspension_the_fine_stays(self) -> None:
        assert self.range_of("AQ-25", "unit", True) == in_yuan(0, 50_000)
        assert self.range_of("AQ-25", "individual", True) == in_yuan(0, 10_000)
        assert self.item("AQ-25").suspension_when_overdue

    def test_serious_is_not_the_same_as_overdue(self) -> None:
        assert not self.item("AQ-13").suspension_when_overdue
        assert self.item("AQ-13").suspension_when_serious

    def test_some_offences_cannot_be_fined_at_first_finding(self) -> None:
        for code in ("AQ-32", "XF-13", "XF-14", "XF-15", "XF-22"):
            assert self.item(code).rectify_first
            assert self.item(code).targets(overdue=False) == []
        assert self.range_of("AQ-32", "unit", True) == in_yuan(30_000, 50_000)
        assert self.range_of("AQ-32", "individual", True) == in_yuan(10_000, 20_000)
        assert self.range_of("XF-14", "individual", True) == self.range_of("XF-14", "unit", True) == in_yuan(1000, 5000)

    def test_failing_fire_duties_is_never_fined(self) -> None:
        item = self.item("XF-15")
        assert item.never_fined
        assert item.warning_possible
        assert item.targets(overdue=True) == []

    def test_individuals_pay_little_for_fire_offences_and_may_be_warned(self) -> None:
        for code in ("XF-05", "XF-11", "XF-12"):
            assert self.range_of(code, "individual", False) == in_yuan(0, 500)
            assert self.item(code).warning_possible
        assert self.range_of("XF-11", "unit", False) is None
        assert self.item("XF-05").penalty_provision_for("individual").endswith("第六十条第二款")
        assert self.item("XF-05").penalty_provision_for("unit").endswith("第六十条第一款第三项")

    def test_high_rise_items_have_another_range_for_those_who_do_no_business(self) -> None:
        for number in range(16, 22):
            code = f"XF-{number}"
            assert self.range_of(code, "unit", False) == in_yuan(2000, 10_000)
            assert self.range_of(code, "individual", False, alternative=True) == in_yuan(500, 1000)
        assert self.range_of("XF-22", "individual", True, alternative=True) == in_yuan(500, 1000)
        assert self.range_of("XF-22", "individual", False, alternative=True) is None
        assert self.range_of("AQ-01", "unit", False, alternative=True) is None

    def test_the_database_refuses_impossible_ranges(self) -> None:
        item = self.item("AQ-02")
        for field, value in (("unit_first_min", 200_000), ("unit_first_max", None), ("rectify_first", True)):
            changed = self.item("AQ-02")
            setattr(changed, field, value)
            with self.assertRaises(ValidationError):
                changed.full_clean()
            with self.assertRaises(IntegrityError), transaction.atomic():
                changed.save()
        assert self.item("AQ-02").unit_first_max == item.unit_first_max


class TierTests(DelegationTest):
    def test_each_range_has_four_tiers_that_cover_it(self) -> None:
        for item in Item.objects.prefetch_related("tiers"):
            for target in ("unit", "individual"):
                for overdue in (False, True):
                    found = item.fine_range(target, overdue)
                    tiers = item.tiers_for(target, overdue, on=date(2026, 3, 1))
                    assert [tier.tier for tier in tiers] == (DiscretionTier.Tier.values if found else []), item.code
                    if found:
                        assert tiers[1].fine_min == found.minimum
                        assert tiers[3].fine_max == found.maximum

    def test_no_amount_lies_in_two_tiers(self) -> None:
        for item in Item.objects.prefetch_related("tiers"):
            for target, overdue in (("unit", False), ("unit", True), ("individual", False), ("individual", True)):
                tiers = item.tiers_for(target, overdue, on=date(2026, 3, 1))
                edges = {edge for tier in tiers for edge in (tier.fine_min, tier.fine_max) if edge}
                for edge in edges:
                    for amount in (edge - 1, edge, edge + 1):
                        assert sum(tier.contains(amount) for tier in tiers) <= 1, (item.code, target, amount)

    def test_the_statutory_minimum_is_lenient_and_below_it_is_mitigated(self) -> None:
        mitigated, lenient, *_rest = self.item("AQ-32").tiers_for("unit", overdue=True, on=date(2026, 3, 1))
        assert lenient.contains(Decimal(30_000))
        assert not mitigated.contains(Decimal(30_000))
        assert mitigated.contains(Decimal(29_999))

    def test_nothing_to_go_below_means_no_mitigated_amount(self) -> None:
        mitigated, lenient, *_rest = self.item("AQ-01").tiers_for("unit", overdue=False, on=date(2026, 3, 1))
        assert mitigated.fine_max is None
        assert not lenient.contains(Decimal(0))

    def test_every_tier_is_marked_as_derived(self) -> None:
        assert not DiscretionTier.objects.filter(derived=False).exists()

    def test_the_other_range_has_its_own_tiers(self) -> None:
        tiers = self.item("XF-16").tiers_for("unit", overdue=False, on=date(2026, 3, 1), alternative=True)
        assert [tier.fine_max for tier in tiers] == list(in_yuan(500, 650, 850, 1000))
