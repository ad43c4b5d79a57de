"""Agreements: their life behind the door with every refusal, when they give power, to whom, and what the night writes down."""

from __future__ import annotations

import importlib
import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from delegation import letters, selectors, services, terms
from delegation.models import Agreement, AgreementLetter, CatalogueVersion, Certificate, Item
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent
from tests.delegation.base import DAY, END, START, DelegationTest, remove_agreements
from tests.delegation.test_register import _png

ONE_DAY, YEAR = timedelta(days=1), timedelta(days=365)
SIGNED, RECORDED, PUBLISHED = (START - timedelta(days=n) for n in (24, 14, 7))
NAMES = {"signed_for_organ": "甲（演示）", "signed_for_street": "乙（演示）"}
Status = Agreement.Status


class AgreementTest(DelegationTest):
    """No agreement at all, the clock before the term, and short ways through the door."""

    @classmethod
    def setUpTestData(cls) -> None:
        remove_agreements()

    def setUp(self) -> None:
        self.at(SIGNED)

    def at(self, day: date) -> None:
        clock = timekeeper.frozen(day)
        clock.__enter__()
        self.addCleanup(clock.__exit__, None, None, None)

    def act(self, code: str, subject: Any, by: str | None = "admin", **inputs: Any) -> Any:
        return door.perform(code, subject, acting_user=self.user(by) if by else None, **inputs)

    def refused(self, code: str, subject: Any, by: str | None = "admin", **inputs: Any) -> tuple[str, str]:
        """The refusal's code and field; each one names article and remedy."""
        with self.assertRaises(ActionRefused) as refusal:
            self.act(code, subject, by, **inputs)
        found = refusal.exception.findings[0]
        assert found.article and found.message, found
        return found.code, found.field

    def draft(self, **changes: Any) -> Agreement:
        organ = changes.pop("organ", None) or self.organ()
        values = {
            "street": self.street(),
            "version": CatalogueVersion.objects.get(catalogue__organ=organ),
            "number": "测试〔2026〕1号",
            "valid_from": START,
            "valid_to": END,
        }
        return self.act("draft_agreement", organ, **(values | changes))

    def go(self, agreement: Agreement, to: str) -> Agreement:
        """On to a state, each step today; in force only by the clock."""
        steps = (
            (Status.SIGNED, "sign_agreement", NAMES),
            (Status.RECORDED, "record_agreement", {"recording_number": "备1"}),
            (Status.PUBLISHED, "publish_agreement", {}),
        )
        for state, code, inputs in steps:
            self.act(code, agreement, **inputs)
            if state == to:
                break
        return Agreement.objects.get(pk=agreement.pk)

    def published(self, **changes: Any) -> Agreement:
        return self.go(self.draft(**changes), Status.PUBLISHED)

    def running(self, on: date = DAY, **changes: Any) -> Agreement:
        agreement = self.published(**changes)
        self.at(on)
        terms.keep_up()
        return Agreement.objects.get(pk=agreement.pk)

    def power_on(self, day: date) -> bool:
        found = selectors.agreement_for(self.street(), self.organ(), day)
        by_dates = [agreement for agreement in Agreement.objects.all() if agreement.in_force_on(day)]
        assert [found] == by_dates or (found is None and not by_dates)
        return found is not None


class LifeTests(AgreementTest):
    def test_it_gives_no_power_until_signed_recorded_published_and_begun(self) -> None:
        agreement = self.draft()
        for state in (Status.DRAFT, Status.SIGNED, Status.RECORDED, Status.PUBLISHED):
            if state != Status.DRAFT:
                step = {Status.SIGNED: "sign", Status.RECORDED: "record", Status.PUBLISHED: "publish"}[state]
                inputs = {"sign": NAMES, "record": {"recording_number": "备1"}, "publish": {}}[step]
                self.act(f"{step}_agreement", agreement, **inputs)
            agreement = Agreement.objects.get(pk=agreement.pk)
            assert agreement.status == state
            assert self.power_on(START) == (state == Status.PUBLISHED)
        assert not self.power_on(START - ONE_DAY)
        assert self.refused("bring_into_force", agreement, None) == ("L1", "")
        assert terms.keep_up() == 0
        self.at(START)
        assert self.power_on(START)  # before anybody has written it down
        assert agreement.standing_on(START) == Status.IN_FORCE
        assert terms.keep_up() == 1
        assert terms.keep_up() == 0
        chain = LedgerEvent.objects.filter(chain=ledger.chain_of(agreement)).order_by("seq")
        assert [(event.action, event.to_state) for event in chain] == [
            ("draft_agreement", "draft"),
            ("sign_agreement", "signed"),
            ("record_agreement", "recorded"),
            ("publish_agreement", "published"),
            ("bring_into_force", "in_force"),
        ]
        assert not list(ledger.verify(chain))

    def test_both_ends_of_the_term_count(self) -> None:
        self.published()
        found = [self.power_on(day) for day in (START - ONE_DAY, START, END, END + ONE_DAY)]
        assert found == [False, True, True, False]

    def test_published_late_it_gives_power_from_that_day_on(self) -> None:
        agreement = self.go(self.draft(), Status.RECORDED)
        self.at(DAY)
        self.act("publish_agreement", agreement)
        assert Agreement.objects.get().status == Status.IN_FORCE
        assert [self.power_on(day) for day in (START, DAY - ONE_DAY, DAY)] == [False, False, True]

    def test_every_step_refuses_what_comes_too_early_or_too_late(self) -> None:
        agreement = self.draft()
        inputs = {
            "sign_agreement": NAMES,
            "record_agreement": {"recording_number": "备1"},
            "publish_agreement": {},
            "suspend_agreement": {"starts_on": DAY, "reason": "整改"},
            "resume_agreement": {"resumed_on": DAY, "reason": "整改完成"},
            "revoke_agreement": {"revoked_on": DAY, "reason": "调整"},
            "renew_agreement": {"number": "新", "valid_from": END + ONE_DAY, "valid_to": END + YEAR},
            "edit_agreement": self.texts(agreement),
        }
        allowed = {
            Status.DRAFT: {"sign_agreement", "edit_agreement"},
            Status.SIGNED: {"record_agreement", "revoke_agreement"},
            Status.RECORDED: {"publish_agreement", "revoke_agreement"},
            Status.PUBLISHED: {"revoke_agreement", "renew_agreement"},
            Status.IN_FORCE: {"suspend_agreement", "revoke_agreement", "renew_agreement"},
            Status.SUSPENDED: {"resume_agreement", "revoke_agreement", "renew_agreement"},
            Status.REVOKED: set(),
        }
        for state, acts in allowed.items():
            agreement = Agreement.objects.get(pk=agreement.pk)
            assert agreement.status == state
            for code in inputs.keys() - acts:
                assert self.refused(code, agreement, **inputs[code])[0] == "L1", (state, code)
            if state == Status.PUBLISHED:
                self.at(DAY)
                terms.keep_up()
            elif state != Status.REVOKED:
                following = {
                    Status.DRAFT: "sign_agreement",
                    Status.SIGNED: "record_agreement",
                    Status.RECORDED: "publish_agreement",
                    Status.IN_FORCE: "suspend_agreement",
                    Status.SUSPENDED: "revoke_agreement",
                }[state]
                self.act(following, agreement, **inputs[following])

    def texts(self, agreement: Agreement, **changes: Any) -> dict[str, Any]:
        names = ("number", "valid_from", "valid_to", "cap_unit", "cap_individual", "transition_rule", "legal_basis")
        names += ("powers", "area", "supervision", "liability")
        found = {name: getattr(agreement, name) for name in names}
        return {**found, "items": list(agreement.items.all()), **changes}

    def test_a_draft_is_edited_and_a_signed_agreement_is_not(self) -> None:
        agreement = self.draft()
        some = list(Item.objects.filter(code__in=("AQ-01", "AQ-02")))
        self.act(
            "edit_agreement", agreement, **self.texts(agreement, items=some, area="石桥", cap_unit=Decimal(30_000))
        )
        agreement = Agreement.objects.get(pk=agreement.pk)
        assert (agreement.area, agreement.cap_unit, agreement.items.count()) == ("石桥", 30_000, 2)
        assert self.refused("edit_agreement", agreement, **self.texts(agreement, items=[])) == ("L4", "items")
        foreign = [self.item("XF-01")]
        assert self.refused("edit_agreement", agreement, **self.texts(agreement, items=foreign)) == ("L4", "items")
        above = self.texts(agreement, cap_individual=Decimal(20_001))
        assert self.refused("edit_agreement", agreement, **above) == ("L9", "cap_individual")
        self.act("sign_agreement", agreement, **NAMES)
        assert self.refused("edit_agreement", agreement, **self.texts(agreement)) == ("L1", "")

    def test_what_the_letter_must_say_is_asked_before_it_is_signed(self) -> None:
        for name in ("legal_basis", "powers", "supervision", "liability"):
            agreement = self.draft(number=f"测试〔2026〕{name}")
            self.act("edit_agreement", agreement, **self.texts(agreement, **{name: " "}))
            assert self.refused("sign_agreement", agreement, **NAMES) == ("L6", "")
        agreement = self.draft(number="x")
        self.act("edit_agreement", agreement, **self.texts(agreement, area="", powers=""))
        with self.assertRaises(ActionRefused) as refusal:
            self.act("sign_agreement", agreement, **NAMES)
        assert len(refusal.exception.findings) == 2  # all that is missing, at once
        version = CatalogueVersion.objects.get(catalogue__code="safety")
        CatalogueVersion.objects.filter(pk=version.pk).update(**{"status": "draft"})
        assert self.refused("sign_agreement", self.draft(number="y"), **NAMES) == ("L4", "")

    def test_days_out_of_order_are_refused(self) -> None:
        agreement = self.draft()
        self.at(START + ONE_DAY)
        assert self.refused("sign_agreement", agreement, happened_on=START + ONE_DAY, **NAMES) == ("L5", "happened_on")
        with self.assertRaises(ActionRefused) as future:
            self.act("sign_agreement", agreement, happened_on=START + 9 * ONE_DAY, **NAMES)
        assert future.exception.findings[0].code == "DATE"
        with self.assertRaises(ActionRefused) as late:
            self.act("sign_agreement", agreement, happened_on=SIGNED, **NAMES)
        assert late.exception.findings[0].field == "late_reason"
        self.act("sign_agreement", agreement, happened_on=RECORDED, late_reason="补录", **NAMES)
        early = {"happened_on": RECORDED - ONE_DAY, "late_reason": "补录"}
        assert self.refused("record_agreement", agreement, recording_number="备1", **early) == ("L5", "happened_on")
        assert self.refused("record_agreement", agreement, recording_number=" ") == ("L5", "recording_number")
        self.act("record_agreement", agreement, recording_number="备1")
        assert self.refused("publish_agreement", agreement, **early) == ("L5", "happened_on")
        assert LedgerEvent.objects.filter(action="sign_agreement").latest("pk").late_reason == "补录"

    def test_a_street_without_two_officers_gets_no_power(self) -> None:
        agreement = self.go(self.draft(street=self.street("hemu")), Status.RECORDED)
        services.set_officer_active(self.user("officer.hemu").officer, active=False)
        assert self.refused("publish_agreement", agreement) == ("L7", "")
        services.set_officer_active(self.user("officer.hemu").officer, active=True)
        certificates = Certificate.objects.filter(officer__user__username="officer.hemu")
        certificates.update(valid_from=START)
        self.act("publish_agreement", agreement)  # those who are certified from the first day of the term will do

    def test_suspended_days_have_no_power_even_long_after(self) -> None:
        agreement = self.running(date(2026, 3, 1))
        assert self.refused("suspend_agreement", agreement, starts_on=date(2026, 2, 28), reason="整改") == (
            "L3",
            "starts_on",
        )
        assert self.refused("suspend_agreement", agreement, starts_on=END + ONE_DAY, reason="整改") == (
            "L3",
            "starts_on",
        )
        self.act("suspend_agreement", agreement, starts_on=date(2026, 3, 1), reason="整改")
        agreement = Agreement.objects.get()
        assert agreement.standing_on(date(2026, 3, 1)) == Status.SUSPENDED
        self.at(date(2026, 4, 1))
        past = {"resumed_on": date(2026, 3, 2), "reason": "整改完成"}
        assert self.refused("resume_agreement", agreement, **past) == ("L3", "resumed_on")
        self.act("resume_agreement", agreement, resumed_on=date(2026, 4, 1), reason="整改完成")
        days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
        assert [self.power_on(day) for day in days] == [True, False, False, True]

    def test_a_suspension_to_come_leaves_the_power_until_then(self) -> None:
        agreement = self.running()
        self.act("suspend_agreement", agreement, starts_on=DAY + ONE_DAY, reason="整改")
        agreement = Agreement.objects.get()
        assert [self.power_on(DAY), self.power_on(DAY + ONE_DAY)] == [True, False]
        assert agreement.next_end(DAY) == DAY + ONE_DAY
        assert self.refused("resume_agreement", agreement, resumed_on=DAY, reason="x") == ("L2", "resumed_on")

    def test_revocation_ends_the_power_on_its_day_and_keeps_the_past(self) -> None:
        agreement = self.running()
        assert self.refused("revoke_agreement", agreement, revoked_on=DAY - ONE_DAY, reason="调整") == (
            "L3",
            "revoked_on",
        )
        assert self.refused("revoke_agreement", agreement, revoked_on=END + ONE_DAY, reason="x") == ("L3", "revoked_on")
        assert self.refused("revoke_agreement", agreement, revoked_on=DAY, reason=" ") == ("L3", "reason")
        self.act("revoke_agreement", agreement, revoked_on=DAY, reason="调整")
        assert self.power_on(DAY - ONE_DAY)
        assert not self.power_on(DAY)

    def test_taken_back_before_publication_it_never_gave_power_and_blocks_nothing(self) -> None:
        agreement = self.go(self.draft(), Status.SIGNED)
        self.act("revoke_agreement", agreement, revoked_on=SIGNED, reason="笔误")
        assert not any(self.power_on(day) for day in (SIGNED, START, DAY))
        self.running(number="测试〔2026〕2号")
        assert self.power_on(DAY)

    def test_expiry_comes_by_the_date_and_is_written_down_by_the_night(self) -> None:
        agreement = self.running()
        self.at(END)
        assert terms.keep_up() == 0
        self.at(END + ONE_DAY)
        assert not self.power_on(END + ONE_DAY)
        assert agreement.standing_on(END + ONE_DAY) == Status.EXPIRED
        assert self.refused("suspend_agreement", agreement, starts_on=END + ONE_DAY, reason="x")[0] == "L1"
        assert terms.keep_up() == 1
        assert Agreement.objects.get().status == Status.EXPIRED
        assert self.power_on(DAY)

    def test_one_that_nobody_looked_at_all_term_long_expires_too(self) -> None:
        self.published()
        self.at(END + ONE_DAY)
        assert terms.keep_up() == 1
        assert Agreement.objects.get().status == Status.EXPIRED

    def test_the_software_writes_down_nothing_that_is_not_so(self) -> None:
        agreement = self.running()
        assert self.refused("bring_into_force", agreement, None) == ("L1", "")  # it is written down already
        assert self.refused("expire_agreement", agreement, None) == ("L1", "")
        assert self.refused("mark_renewed", agreement, None) == ("L1", "")
        self.at(END + ONE_DAY)
        terms.keep_up()
        assert self.refused("mark_renewed", agreement, None) == ("L8", "")
        with self.assertRaises(NotPermitted):
            self.act("expire_agreement", agreement, "admin")

    def test_two_agreements_of_one_street_and_organ_never_overlap(self) -> None:
        self.published()
        clash = self.draft(number="测试〔2026〕2号", valid_from=END, valid_to=END + YEAR)
        assert self.refused("sign_agreement", clash, **NAMES) == ("L2", "happened_on")
        self.published(
            number="测试〔2026〕3号", valid_from=END + ONE_DAY, valid_to=END + YEAR, street=self.street("hemu")
        )
        self.published(number="测试〔2026〕4号", organ=self.organ("fire"))
        self.published(number="测试〔2026〕5号", street=self.street("banshan"))

    def test_after_a_revocation_a_new_one_may_begin(self) -> None:
        agreement = self.running()
        self.act("revoke_agreement", agreement, revoked_on=DAY, reason="调整")
        self.published(number="测试〔2026〕2号", valid_from=DAY)
        assert self.power_on(DAY)

    def test_an_organ_delegates_only_its_own_catalogue(self) -> None:
        fire = CatalogueVersion.objects.get(catalogue__code="fire")
        with self.assertRaises(ActionRefused) as refusal:
            self.draft(version=fire)
        assert refusal.exception.findings[0].field == "version"

    def test_impossible_terms_and_caps_are_refused(self) -> None:
        for changes in ({"valid_to": START - ONE_DAY}, {"cap_unit": 0}, {"items": []}, {"cap_unit": 50_001}):
            with self.assertRaises(ActionRefused):
                self.draft(**changes)

    def test_a_number_is_given_once(self) -> None:
        self.draft()
        with self.assertRaises(ActionRefused) as refusal:
            self.draft(street=self.street("banshan"))
        assert refusal.exception.findings[0].field == "number"

    def test_a_part_of_the_catalogue_can_be_delegated(self) -> None:
        some = list(Item.objects.filter(code__in=("AQ-01", "AQ-02")))
        agreement = self.running(items=some)
        assert [item.code for item in selectors.delegated_items(self.street(), DAY)] == ["AQ-01", "AQ-02"]
        assert selectors.delegates(agreement, self.item("AQ-02"))
        assert not selectors.delegates(agreement, self.item("AQ-03"))
        self.at(END + ONE_DAY)
        assert not selectors.delegated_items(self.street(), END + ONE_DAY).exists()

    def test_caps_by_target(self) -> None:
        agreement = self.draft()
        assert (agreement.cap_for("unit"), agreement.cap_for("individual")) == (50_000, 20_000)


class RenewalTests(AgreementTest):
    def renew(self, agreement: Agreement, **changes: Any) -> Agreement:
        given = {"number": "测试〔2028〕1号", "valid_from": END + ONE_DAY, "valid_to": END + YEAR}
        return self.act("renew_agreement", agreement, **(given | changes))

    def test_a_renewal_is_a_draft_that_copies_everything_and_takes_over_on_its_day(self) -> None:
        some = list(Item.objects.filter(code__in=("AQ-01", "AQ-02")))
        agreement = self.running(items=some, cap_unit=30_000, area="石桥")
        successor = self.renew(agreement)
        assert (successor.status, successor.renews) == (Status.DRAFT, agreement)
        assert (successor.cap_unit, successor.area, successor.powers) == (30_000, "石桥", agreement.powers)
        assert [item.code for item in successor.items.order_by("code")] == ["AQ-01", "AQ-02"]
        for chained in (agreement, successor):
            assert LedgerEvent.objects.filter(chain=ledger.chain_of(chained), action="renew_agreement").exists()
        self.go(successor, Status.PUBLISHED)
        self.at(END + ONE_DAY)
        assert self.power_on(END + ONE_DAY)
        terms.keep_up()
        agreement, successor = (Agreement.objects.get(pk=one.pk) for one in (agreement, successor))
        assert (agreement.status, successor.status) == (Status.RENEWED, Status.IN_FORCE)
        assert agreement.standing_on(END + ONE_DAY) == Status.RENEWED
        assert agreement.in_force_on(DAY)

    def test_a_renewal_follows_and_there_is_one_at_a_time(self) -> None:
        agreement = self.running()
        assert {self.refused("renew_agreement", agreement, number="n", valid_from=END, valid_to=END + YEAR)} == {
            ("L8", "valid_from")
        }
        successor = self.renew(agreement)
        given = {"number": "m", "valid_from": END + ONE_DAY, "valid_to": END + YEAR}
        assert self.refused("renew_agreement", agreement, **given) == ("L8", "")
        texts = LifeTests.texts(self, successor, valid_from=END)
        assert self.refused("edit_agreement", successor, **texts) == ("L8", "valid_from")
        self.go(successor, Status.SIGNED)
        self.act("revoke_agreement", successor, revoked_on=DAY, reason="重拟")
        self.act("renew_agreement", agreement, **given)

    def test_an_expired_one_is_renewed_after_a_gap(self) -> None:
        agreement = self.running()
        later = END + timedelta(days=10)
        self.at(later)
        terms.keep_up()
        successor = self.renew(agreement, valid_from=later + ONE_DAY)
        Certificate.objects.update(valid_to=END + 2 * YEAR)
        self.go(successor, Status.PUBLISHED)
        assert not self.power_on(later)
        self.at(later + ONE_DAY)
        terms.keep_up()
        assert Agreement.objects.get(pk=agreement.pk).status == Status.RENEWED


class LetterTests(AgreementTest):
    def test_the_letter_is_frozen_and_hashed_when_it_is_signed(self) -> None:
        agreement = self.draft(area="石桥街道行政区域")
        assert letters.of(agreement) is None
        with self.assertRaises(ActionRefused):
            letters.ensure_rendered(agreement)
        with self.captureOnCommitCallbacks(execute=True):
            self.act("sign_agreement", agreement, scan=SimpleUploadedFile("a.png", _png()), **NAMES)
        letter = letters.of(agreement)
        assert letter.data_hash == ledger.digest({"code": "WTS", "number": letter.number, "data": letter.data})
        said = letter.data["agreement"]
        for name in ("legal_basis", "powers", "area", "supervision", "liability", "valid_from", "valid_to"):
            assert said[name], name
        assert len(letter.data["items"]) == 32
        assert letters.content(letter).startswith(b"%PDF-")
        event = LedgerEvent.objects.filter(action="sign_agreement").latest("pk")
        assert event.inputs["letter"] == letter.data_hash
        assert event.inputs["scan_sha256"] == letter.scan_sha256
        assert LedgerEvent.objects.filter(action="attach_letter").latest("pk").inputs["sha256"] == letter.pdf_sha256
        letter.pdf.open("wb").write(b"something else")
        with self.assertRaises(ValueError):
            letters.content(AgreementLetter.objects.get())

    def test_what_changes_afterwards_changes_no_letter(self) -> None:
        agreement = self.go(self.draft(), Status.SIGNED)
        before = letters.of(agreement).data
        Agreement.objects.filter(pk=agreement.pk).update(powers="别的权限")
        assert letters.ensure_rendered(Agreement.objects.get()).data == before

    def test_each_organ_has_a_letterhead_of_its_own(self) -> None:
        for number, code in enumerate(("emergency", "fire")):
            agreement = self.go(self.draft(organ=self.organ(code), number=f"n{number}"), Status.SIGNED)
            data = letters.of(agreement).data
            assert data["organ"]["letterhead"] == self.organ(code).letterhead
            html = letters.printer().html(data, agreement.number)
            for said in ("第二十条", "委托事项", "委托权限", "委托区域", "委托期限", "监督和责任"):
                assert said in html, said

    def test_one_signed_before_letters_were_kept_gets_its_letter_when_it_is_asked_for(self) -> None:
        agreement = self.published()
        AgreementLetter.objects.all().delete()
        letter = letters.ensure_rendered(agreement)
        assert letter.data["agreement"]["recording_number"] == "备1"
        assert LedgerEvent.objects.filter(action="freeze_letter").count() == 1


class ReminderTests(AgreementTest):
    def alerts(self, account: str) -> terms.Alerts:
        return terms.alerts_for(self.user(account))

    def test_the_administrator_the_legal_section_and_the_liaison_are_reminded_90_30_and_7_days_before(self) -> None:
        agreement = self.published()
        for left, light in ((91, ""), (90, "none"), (31, "none"), (30, "amber"), (7, "red"), (0, "red")):
            self.at(END - timedelta(days=left))
            for account in ("admin", "legal", "liaison6"):
                found = self.alerts(account).ending
                assert [(one.light, one.days_left) for one in found] == ([(light, left)] if light else []), account
        for account in ("fire.legal", "liaison1", "officer.shiqiao", "director"):
            assert not self.alerts(account), account
        self.at(END - timedelta(days=20))
        given = {"number": "n", "valid_from": END + ONE_DAY, "valid_to": END + YEAR}
        successor = self.act("renew_agreement", agreement, **given)
        assert self.alerts("admin").ending[0].renewal == successor
        Certificate.objects.update(valid_to=END + 2 * YEAR)
        self.go(successor, Status.PUBLISHED)
        assert not self.alerts("admin").ending

    def test_whoever_is_not_reminded_costs_nothing(self) -> None:
        self.published()
        user = self.user("officer.shiqiao")
        len(user.get_group_permissions())
        terms.grants_of(user)
        with self.assertNumQueries(0):
            assert len(terms.alerts_for(user)) == 0


class PropertyTests(HypothesisCase, AgreementTest):
    """Whatever is done in whatever order: no power without signatures, record, publication and a term that has begun."""

    ACTS = ("sign", "record", "publish", "suspend", "resume", "revoke", "renew", "night", "wait", "leap")

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plays=st.lists(st.sampled_from(ACTS), min_size=3, max_size=14))
    def test_no_path_reaches_force_without_the_three_steps(self, plays: list[str]) -> None:
        today, done = SIGNED, set()
        with timekeeper.frozen(today):
            agreement = self.draft()
        for move in plays:
            today += {"wait": timedelta(days=12), "leap": timedelta(days=300)}.get(move, timedelta(0))
            with timekeeper.frozen(today):
                if self.attempt(move, agreement, today):
                    done.add(move)
                agreement = Agreement.objects.get(pk=agreement.pk)
                self.check(agreement, today, done)

    def attempt(self, move: str, agreement: Agreement, today: date) -> bool:
        inputs: dict[str, Any] = {
            "sign": NAMES,
            "record": {"recording_number": "备1"},
            "publish": {},
            "suspend": {"starts_on": today, "reason": "整改"},
            "resume": {"resumed_on": today, "reason": "完成"},
            "revoke": {"revoked_on": today, "reason": "调整"},
            "renew": {"number": "续", "valid_from": END + ONE_DAY, "valid_to": END + YEAR},
        }
        if move not in inputs:
            terms.keep_up() if move == "night" else None
            return False
        try:
            self.act(f"{move}_agreement", agreement, **inputs[move])
        except ActionRefused:
            return False
        return True

    def check(self, agreement: Agreement, today: date, done: set[str]) -> None:
        public = {"sign", "record", "publish"} <= done
        for day in (today, START - ONE_DAY, START, DAY, END, END + ONE_DAY):
            in_force = agreement.in_force_on(day)
            assert in_force == Agreement.objects.in_force_on(day).filter(pk=agreement.pk).exists(), day
            if in_force:
                assert public
                assert agreement.signed_on <= agreement.recorded_on <= agreement.published_on <= day
                assert START <= day <= END
        if agreement.status in (Status.IN_FORCE, Status.SUSPENDED):
            assert public and agreement.valid_from <= today
        if agreement.status == Status.PUBLISHED:
            assert public

    def test_the_machine_alone_lets_no_step_be_left_out(self) -> None:
        steps = ("become_signed", "become_recorded", "become_public", "take_effect")
        for size in range(1, 4):
            for chosen in itertools.permutations(steps, size):
                agreement = Agreement(valid_from=START, valid_to=END)
                with self.assertRaises(TransitionNotAllowed):
                    for step in (*chosen, "take_effect"):
                        getattr(agreement, step)()
                assert agreement.status != Status.IN_FORCE

    def test_the_status_is_written_by_the_machine_alone_and_the_database_agrees(self) -> None:
        agreement = self.draft()
        with self.assertRaises(AttributeError):
            agreement.status = Status.IN_FORCE
        with self.assertRaises(IntegrityError), transaction.atomic():
            Agreement.objects.filter(pk=agreement.pk).update(**{"status": "in_force", "signed_on": SIGNED})


class MigrationTests(AgreementTest):
    def test_agreements_from_before_the_states_are_sorted_by_what_was_entered(self) -> None:
        move = importlib.import_module("delegation.migrations.0011_agreement_states")
        made = {name: self.draft(number=name) for name in ("draft", "signed", "recorded")}
        Agreement.objects.exclude(number="draft").update(signed_on=SIGNED)
        Agreement.objects.filter(number="recorded").update(recorded_on=RECORDED)
        running = self.running(number="in_force", street=self.street("hemu"))
        with timekeeper.frozen(START - ONE_DAY):
            Agreement.objects.filter(pk=running.pk).update(**{"status": "in_force"})
            move.forwards(apps, None)
            assert {one.number: one.status for one in Agreement.objects.all()} == {
                **{name: name for name in made},
                "in_force": "published",
            }
        move.backwards(apps, None)
        assert set(Agreement.objects.values_list("status", flat=True)) == {"draft", "in_force"}
        move.forwards(apps, None)
        assert Agreement.objects.get(number="in_force").status == "in_force"  # its term has begun


class PermissionTests(AgreementTest):
    def test_the_administrator_and_the_organs_own_legal_section_act_and_nobody_else(self) -> None:
        agreement = self.draft()
        keepers = {"admin", "legal"}
        accounts = ("admin", "legal", "fire.legal", "enforcement", "director", "chief", "leader", "head.shiqiao")
        accounts += ("officer.shiqiao", "liaison6", "brigade1")
        acts = [entry for entry in door.ACTIONS.values() if entry.group == "agreement"]
        assert len(acts) == 9
        for account, entry in itertools.product(accounts, acts):
            subject = self.organ() if entry.code == "draft_agreement" else agreement
            allowed = entry.permission.allows(subject, subject, self.user(account))
            assert allowed == (account in keepers), (account, entry.code)
            if not allowed:
                with self.assertRaises(NotPermitted):
                    self.act(entry.code, subject, account)


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
