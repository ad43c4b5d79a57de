"""The loader: repeatable, all or nothing, and it leaves the bureau's own changes alone."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from delegation import reference
from delegation.models import DiscretionTier, Item, Organ, Street
from gongshu_enforcement import legal_settings
from gongshu_enforcement.models import LegalSetting
from tests.delegation.base import DATA, DelegationTest, FreshlyLoaded, remove_everything


class LoadTests(FreshlyLoaded):
    def test_it_loads_everything(self) -> None:
        report = self.report
        assert (report.total("organs"), report.total("streets"), report.total("items")) == (2, 18, 54)
        assert report.changed == sum(report.total(kind) for kind in report.counts)
        assert DiscretionTier.objects.count() == report.total("tiers") == 536

    def test_a_second_run_changes_nothing(self) -> None:
        again = reference.load(DATA)
        assert again.changed == again.grants == 0
        assert reference.load(DATA, overwrite=True).changed == 0

    def test_what_the_bureau_changed_is_kept(self) -> None:
        Organ.objects.filter(code="emergency").update(phone="0571-12345678")
        assert reference.load(DATA).counts["organs"]["kept"] == 1
        assert Organ.objects.get(code="emergency").phone == "0571-12345678"

    def test_overwrite_takes_the_file_and_leaves_a_history(self) -> None:
        Item.objects.filter(code="AQ-01").update(title="另一个案由")
        assert reference.load(DATA, overwrite=True).counts["items"]["updated"] == 1
        item = Item.objects.get(code="AQ-01")
        assert item.title.startswith("未按照规定设置安全生产管理机构")
        assert item.history.count() == 2

    def test_the_streets_are_the_eighteen_in_the_order_of_their_codes(self) -> None:
        streets = list(Street.objects.all())
        assert len(streets) == 18
        assert (streets[0].pinyin, streets[-1].pinyin) == ("mishixiang", "shiqiao")

    def test_what_nobody_checked_is_marked(self) -> None:
        fire = Organ.objects.get(code="fire")
        assert fire.is_unconfirmed("review_body")
        assert not Organ.objects.get(code="emergency").is_unconfirmed("review_body")
        assert Item.objects.get(code="XF-16").unconfirmed
        assert not Item.objects.get(code="AQ-02").unconfirmed


class LegalSettingTests(DelegationTest):
    def test_the_limits_of_the_penalty_law(self) -> None:
        on = date(2026, 5, 6)
        wanted = {"hearing_request_working_days": 5, "case_limit_days": 90, "pay_days": 15, "publish_working_days": 7}
        assert {code: legal_settings.value(code, on=on) for code in wanted} == wanted

    def test_the_hearing_threshold_is_dated_inclusive_and_to_be_confirmed(self) -> None:
        for on in (date(2025, 6, 1), date(2026, 6, 1)):
            for organ in ("emergency", "fire"):
                assert legal_settings.value("hearing_threshold_unit", on=on, organ=organ) == 50_000
                assert legal_settings.value("hearing_threshold_individual", on=on, organ=organ) == 20_000
                assert legal_settings.value("hearing_threshold_inclusive", on=on, organ=organ) is True
        assert legal_settings.setting("hearing_threshold_unit", on=date(2026, 6, 1))["to_confirm"]

    def test_every_setting_says_where_it_comes_from(self) -> None:
        assert not LegalSetting.objects.filter(source="").exists()
        assert not LegalSetting.objects.filter(title_en="").exists()

    def test_organs_and_settings_name_the_same_review_body_and_court(self) -> None:
        for organ in Organ.objects.all():
            assert legal_settings.value("review_body", organ=organ.code) == organ.review_body
            assert legal_settings.value("court", organ=organ.code) == organ.court


class BadFileTests(DelegationTest):
    def setUp(self) -> None:
        remove_everything()
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(DATA, self.folder, dirs_exist_ok=True)

    def spoil(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_every_row_at_fault_is_named_and_nothing_is_loaded(self) -> None:
        self.spoil("items_safety.csv", ",0,100000,100000,200000,", ",100001,100000,100000,200000,")
        self.spoil("items_fire.csv", ",5000,50000,", ",five thousand,50000,")
        self.spoil("streets.csv", "330105002,湖墅街道,hushu", "330105001,湖墅街道,hushu")
        with pytest.raises(CommandError) as refused:
            call_command("load_reference", data=self.folder)
        message = str(refused.value)
        assert "items_safety.csv line 2 (AQ-01)" in message
        assert "items_fire.csv line 2 (XF-01)" in message
        assert "streets.csv line 3 (330105001)" in message
        assert not Street.objects.exists()
        assert not Item.objects.exists()
