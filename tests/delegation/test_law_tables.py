"""Discretion tables and circumstances as XLSX, out and in: round trip, a new table by date, wrong rows, nothing reaches back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from delegation.law_tables import DiscretionFactorResource, DiscretionTierResource
from delegation.models import DiscretionFactor, DiscretionTier, Item
from delegation.models.factor import factors_on
from gongshu_enforcement import timekeeper
from tests.delegation.base import DelegationTest

TODAY = date(2026, 3, 16)
TOMORROW = TODAY + timedelta(days=1)
XLSX, CSV = "0", "1"  # places in the admin's list of formats


def first_table(code: str = "AQ-02") -> Any:
    return DiscretionTier.objects.filter(item__code=code, target="unit", stage="first", alternative=False)


class LawTableTest(DelegationTest):
    def setUp(self) -> None:
        self.client.force_login(self.user("admin"))
        frozen = timekeeper.frozen(TODAY)
        frozen.__enter__()
        self.addCleanup(frozen.__exit__, None, None, None)

    def published(self, begins: date = TOMORROW, **changes: dict[str, Any]) -> list[dict[str, Any]]:
        """AQ-02's first table with published borders, as rows of the sheet; `changes`: per tier."""
        amounts = {"lenient": ("0", "20000"), "normal": ("20000", "60000"), "severe": ("60000", "100000")}
        rows = []
        for row in DiscretionTierResource().export(first_table()).dict:
            tier = DiscretionTierResource().fields["tier"].clean(row)
            low, high = amounts.get(tier, ("", ""))
            row |= {"fine_min": low, "fine_max": high, "derived": "N", "source": "杭州市裁量权基准"}
            rows.append(row | {"valid_from": begins.isoformat()} | changes.get(tier, {}))
        return rows

    def upload(self, model: str, rows: list[dict[str, Any]]) -> Any:
        """The admin's import page, given the rows as a workbook."""
        book = openpyxl.Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append(list(row.values()))
        told = BytesIO()
        book.save(told)
        file = SimpleUploadedFile("tables.xlsx", told.getvalue())
        return self.client.post(
            reverse(f"admin:delegation_{model}_import"), {"import_file": file, "format": XLSX, "resource": ""}
        )

    def confirm(self, model: str, preview: Any) -> Any:
        """Send the preview's own form."""
        form = preview.context["confirm_form"]
        return self.client.post(reverse(f"admin:delegation_{model}_process_import"), form.initial)


class TierTests(LawTableTest):
    def test_everything_survives_the_way_out_and_in(self) -> None:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                table = DiscretionTierResource().export(
                    DiscretionTier.objects.filter(item__code__in=("AQ-02", "XF-16"))
                )
                result = DiscretionTierResource().import_data(table, raise_errors=True)
            assert result.totals["skip"] == len(table) > 8

    def test_the_exported_workbook_comes_in_again_unchanged(self) -> None:
        answer = self.client.post(
            reverse("admin:delegation_discretiontier_export") + "?q=AQ-02",
            {"format": XLSX, "resource": "", **{f"discretiontierresource_{n}": "on" for n in _columns()}},
        )
        book = openpyxl.load_workbook(BytesIO(answer.content))
        head, *rows = book.active.iter_rows(values_only=True)
        assert {"item", "fine_max", "valid_from"} <= set(head)
        preview = self.upload("discretiontier", [dict(zip(head, row, strict=True)) for row in rows])
        result = preview.context["result"]
        assert result.totals["skip"] == len(rows) > 4 and not result.has_validation_errors(), _said(result)

    def test_a_published_table_holds_from_its_day_on(self) -> None:
        preview = self.upload("discretiontier", self.published())
        result = preview.context["result"]
        assert not result.has_errors() and not result.has_validation_errors(), _said(result)
        assert result.totals["new"] == 4 and first_table().count() == 4  # a preview saves nothing
        assert self.confirm("discretiontier", preview).status_code == 302
        item = Item.objects.prefetch_related("tiers").get(code="AQ-02")
        before, after = (item.tiers_for("unit", overdue=False, on=day) for day in (TODAY, TOMORROW))
        assert [tier.fine_max for tier in before[1:]] == [Decimal(n) for n in (30_000, 70_000, 100_000)]
        assert [tier.fine_max for tier in after[1:]] == [Decimal(n) for n in (20_000, 60_000, 100_000)]
        assert not any(tier.derived for tier in after)

    def refused(self, rows: list[dict[str, Any]]) -> str:
        """What the preview says of a broken sheet, which then saves nothing, confirmed or not."""
        kept = list(DiscretionTier.objects.order_by("pk").values())
        preview = self.upload("discretiontier", rows)
        result = preview.context["result"]
        assert result.has_validation_errors(), _said(result)
        assert "confirm_form" not in preview.context
        again = DiscretionTierResource().import_data(
            DiscretionTierResource()
            .export(first_table())
            .__class__(*[list(r.values()) for r in rows], headers=list(rows[0])),
            rollback_on_validation_errors=True,
        )
        assert again.has_validation_errors()
        assert list(DiscretionTier.objects.order_by("pk").values()) == kept
        return _said(result)

    def test_a_table_that_has_begun_is_never_changed(self) -> None:
        rows = DiscretionTierResource().export(first_table()).dict
        rows = [row | ({"fine_max": "25000"} if row["fine_max"] == "30000" else {}) for row in rows]
        assert "2024-01-01" in self.refused(rows)

    def test_a_table_begins_after_today(self) -> None:
        for begins in (TODAY, date(2025, 2, 1)):
            assert "自明日" in self.refused(self.published(begins))

    def test_wrong_cells_are_named_row_by_row(self) -> None:
        broken = {
            "lenient": {"fine_max": "两万"},
            "normal": {"valid_from": "明年"},
            "severe": {"min_inclusive": "maybe"},
            "mitigated": {"tier": "轻微"},
        }
        preview = self.upload("discretiontier", self.published(**broken))
        result = preview.context["result"]
        assert len(result.invalid_rows) == 4, _said(result)
        for words in ("两万", "明年", "maybe", "轻微"):
            assert words in _said(result)
        by_row = {row.number: row for row in result.invalid_rows}
        assert len(by_row) == 4
        amounts = next(row for row in result.invalid_rows if "两万" in str(row.error_dict))
        assert "两万" in amounts.field_specific_errors["fine_max"][0]

    def test_an_item_nobody_knows(self) -> None:
        assert "AQ-77" in self.refused(self.published(severe={"item": "AQ-77"}))

    def test_a_tier_stays_within_the_law(self) -> None:
        assert "100,000" in self.refused(self.published(severe={"fine_max": "120000"}))

    def test_the_lowest_above_the_highest(self) -> None:
        assert self.refused(self.published(normal={"fine_min": "60000", "fine_max": "20000"}))

    def test_tiers_leave_no_gap_and_never_overlap(self) -> None:
        for wrong in ({"fine_min": "25000"}, {"fine_min": "15000"}, {"min_inclusive": "Y"}):
            assert "不属于任何阶次" in self.refused(self.published(normal=wrong))

    def test_half_a_table_is_none(self) -> None:
        assert "没有覆盖" in self.refused(self.published()[:2])

    def test_no_tiers_where_the_law_knows_no_fine(self) -> None:
        rows = [row | {"item": "AQ-32"} for row in self.published()]
        assert "没有法定罚款" in self.refused(rows)

    def test_what_has_begun_is_read_only_in_the_administration(self) -> None:
        held = first_table().first()
        page = reverse("admin:delegation_discretiontier_change", args=[held.pk])
        assert self.client.post(page, {"fine_max": "1"}).status_code == 403
        assert self.client.post(reverse("admin:delegation_discretiontier_delete", args=[held.pk])).status_code == 403

    def test_somebody_who_may_not_add_rows_may_not_import_them(self) -> None:
        self.client.force_login(self.user("enforcement"))
        assert self.client.get(reverse("admin:delegation_discretiontier_import")).status_code in (302, 403)


class FactorTests(LawTableTest):
    def test_everything_survives_the_way_out_and_in(self) -> None:
        table = DiscretionFactorResource().export()
        result = DiscretionFactorResource().import_data(table, raise_errors=True)
        assert result.totals["skip"] == len(table) == 27

    def row(self, code: str, **changes: Any) -> dict[str, Any]:
        return DiscretionFactorResource().export(DiscretionFactor.objects.filter(code=code)).dict[0] | changes

    def test_a_new_weight_holds_from_its_day_on(self) -> None:
        preview = self.upload("discretionfactor", [self.row("L02", step="20", valid_from=TOMORROW.isoformat())])
        assert self.confirm("discretionfactor", preview).status_code == 302, _said(preview.context["result"])
        assert [factors_on(day, "emergency")["L02"].step for day in (TODAY, TOMORROW)] == [10, 20]

    def test_what_holds_is_never_changed(self) -> None:
        result = self.upload("discretionfactor", [self.row("L02", step="20")]).context["result"]
        assert "2025-04-01" in _said(result)

    def test_what_holds_may_be_ended(self) -> None:
        preview = self.upload("discretionfactor", [self.row("L02", valid_to=TODAY.isoformat())])
        assert self.confirm("discretionfactor", preview).status_code == 302
        assert "L02" in factors_on(TODAY, "emergency") and "L02" not in factors_on(TOMORROW, "emergency")

    def test_but_not_before_today(self) -> None:
        yesterday = TODAY - timedelta(days=1)
        result = self.upload("discretionfactor", [self.row("L02", valid_to=yesterday.isoformat())]).context["result"]
        assert result.has_validation_errors()

    def test_only_a_ground_for_no_penalty_has_that_effect(self) -> None:
        wrong = self.row("L02", effect="no_penalty", valid_from=TOMORROW.isoformat())
        assert "不予处罚" in _said(self.upload("discretionfactor", [wrong]).context["result"])


def _columns() -> list[str]:
    return list(DiscretionTierResource().fields)


def _said(result: Any) -> str:
    texts = [f"{error.error}" for errors in result.row_errors() for error in errors[1]]
    texts += [str(error.error) for error in result.base_errors]
    return " ".join([*texts, *(str(row.error_dict) for row in result.invalid_rows)])
