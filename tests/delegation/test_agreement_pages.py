"""The pages of agreements: worded on pages, offered acts, what the public reads, who is reminded where."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from delegation import terms
from delegation.models import Agreement
from gongshu_enforcement import timekeeper
from tests.delegation.test_agreements import (
    DAY,
    END,
    NAMES,
    ONE_DAY,
    RECORDED,
    SIGNED,
    START,
    YEAR,
    AgreementTest,
    Status,
)
from tests.delegation.test_pages import CountQueries


class AgreementPages(AgreementTest):
    def page(self, name: str, *args, by: str = "admin", **query) -> str:
        self.client.logout()
        if by:
            self.client.force_login(self.user(by))
        response = self.client.get(reverse(name, args=args), query)
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def address(self, code: str, pk: int) -> str:
        return reverse("register_act", args=[code, pk])

    def test_a_draft_is_worded_on_its_page_and_not_in_the_administration(self) -> None:
        agreement = self.draft()
        page = self.page("register_act", "edit_agreement", agreement.pk)
        assert page.count('name="items"') == 32
        assert agreement.powers in page
        self.client.force_login(self.user("admin"))
        form = self.client.get(self.address("edit_agreement", agreement.pk)).context["form"]
        given = {name: value for name, value in form.initial.items() if value is not None}
        given |= {"items": form.initial["items"][:3], "area": "半个石桥"}
        assert self.client.post(self.address("edit_agreement", agreement.pk), given).status_code == 302
        agreement = Agreement.objects.get()
        assert (agreement.items.count(), agreement.area) == (3, "半个石桥")
        admin = reverse("admin:delegation_agreement_change", args=[agreement.pk])
        assert 'name="area"' not in self.client.get(admin).content.decode()
        assert self.client.get(reverse("admin:delegation_agreement_add")).status_code == 403

    def test_the_page_offers_the_acts_of_its_state_to_those_who_keep_it(self) -> None:
        agreement = self.draft()
        offered = {
            Status.DRAFT: {"edit_agreement", "sign_agreement"},
            Status.SIGNED: {"record_agreement", "revoke_agreement"},
            Status.RECORDED: {"publish_agreement", "revoke_agreement"},
            Status.PUBLISHED: {"revoke_agreement", "renew_agreement"},
            Status.IN_FORCE: {"suspend_agreement", "revoke_agreement", "renew_agreement"},
        }
        every = set().union(*offered.values()) | {"resume_agreement"}
        steps = iter((("sign", NAMES), ("record", {"recording_number": "备1"}), ("publish", {})))
        for state, codes in offered.items():
            if state == Status.IN_FORCE:
                self.at(DAY)  # by the date alone: nobody has written it down yet
            elif state != Status.DRAFT:
                code, inputs = next(steps)
                self.act(f"{code}_agreement", agreement, **inputs)
            page = self.page("agreement", agreement.pk)
            assert {code for code in every if self.address(code, agreement.pk) in page} == codes, state
            for account in ("fire.legal", "officer.shiqiao"):
                page = self.page("agreement", agreement.pk, by=account)
                assert not any(self.address(code, agreement.pk) in page for code in every), account

    def test_a_refusal_names_article_and_remedy_beside_its_field(self) -> None:
        agreement = self.running()
        self.client.force_login(self.user("legal"))
        given = {"starts_on": DAY - ONE_DAY, "reason": "整改"}
        page = self.client.post(self.address("suspend_agreement", agreement.pk), given).content.decode()
        assert "已经过去" in page and "请选择今日或" in page and "处罚法20" in page
        page = self.client.post(self.address("resume_agreement", agreement.pk), {"resumed_on": DAY, "reason": "x"})
        assert "处罚法20" in page.content.decode() and "可以中止、撤销或者续签" in page.content.decode()

    def test_the_list_shows_drafts_and_filters(self) -> None:
        self.running(number="甲〔2026〕1号")
        self.draft(number="乙〔2026〕2号", street=self.street("hemu"))
        assert "乙〔2026〕2号" in self.page("agreements", by="officer.daguan")
        page = self.page("agreements", state="in_force")
        assert "甲〔2026〕1号" in page and "乙〔2026〕2号" not in page
        assert "gs-empty" in self.page("agreements", q="没有这个")
        assert "甲〔2026〕1号" not in self.page("agreements", organ="fire")

    def test_the_public_reads_what_was_published_and_nothing_before(self) -> None:
        agreement = self.go(self.draft(area="石桥街道全域"), Status.RECORDED)
        assert agreement.number not in self.page("public_agreements", by="")
        for name in ("public_agreement", "public_letter"):
            assert self.client.get(reverse(name, args=[agreement.pk])).status_code == 404
        self.act("publish_agreement", agreement)
        assert agreement.number in self.page("public_agreements", by="")
        page = self.page("public_agreement", agreement.pk, by="")
        for said in (agreement.powers, agreement.supervision, agreement.liability, "石桥街道全域", "备1", "AQ-32"):
            assert said in page, said
        letter = self.client.get(reverse("public_letter", args=[agreement.pk]))
        assert letter["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF-")

    def test_the_public_sees_what_gives_no_power_today(self) -> None:
        agreement = self.running()
        self.act("suspend_agreement", agreement, starts_on=DAY, reason="站所整改")
        for page in (self.page("public_agreements", by=""), self.page("public_agreement", agreement.pk, by="")):
            assert "已中止" in page
        assert "站所整改" in page
        self.act("revoke_agreement", agreement, revoked_on=DAY, reason="整改不到位")
        page = self.page("public_agreement", agreement.pk, by="")
        assert "已撤销" in page and "整改不到位" in page

    def test_a_draft_has_no_letter(self) -> None:
        agreement = self.draft()
        self.client.force_login(self.user("admin"))
        assert self.client.get(reverse("agreement_letter", args=[agreement.pk])).status_code == 404
        assert self.client.get(reverse("register_file", args=["letter", agreement.pk])).status_code == 404

    def test_administrator_and_liaison_find_the_reminder_on_desk_and_in_the_navigation(self) -> None:
        agreement = self.running(END - timedelta(days=20))
        for account in ("admin", "liaison6"):
            page = self.page("desk", by=account)
            assert "1 份协议即将到期" in page and "剩 20 天" in page and "gs-limit-amber" in page, account
            assert agreement.number in page
        assert "即将到期" not in self.page("desk", by="officer.shiqiao")
        assert "即将到期" not in self.page("desk", by="liaison1")
        given = {"number": "续〔2028〕1号", "version": agreement.version_id}
        self.client.force_login(self.user("admin"))
        given |= {"valid_from": END + ONE_DAY, "valid_to": END + YEAR}
        answer = self.client.post(self.address("renew_agreement", agreement.pk), given)
        assert answer["Location"] == reverse("agreement", args=[Agreement.objects.latest("pk").pk])
        assert "续〔2028〕1号" in self.page("desk")

    def test_lists_cost_the_same_for_any_number_of_agreements(self) -> None:
        self.running()
        few = self.cost()
        for number, pinyin in enumerate(("hemu", "banshan", "daguan")):
            with timekeeper.frozen(SIGNED):
                self.published(number=f"n{number}", street=self.street(pinyin))
        assert terms.keep_up() == 3
        assert self.cost() == few

    def cost(self) -> list[int]:
        found = []
        for name in ("agreements", "public_agreements", "desk"):
            self.page(name)
            with CountQueries() as counted:
                self.client.get(reverse(name))
            found.append(counted.total)
        return found

    def test_the_day_of_each_step_is_kept(self) -> None:
        agreement = self.draft()
        self.client.force_login(self.user("admin"))
        self.client.post(self.address("sign_agreement", agreement.pk), {"happened_on": SIGNED, **NAMES})
        self.at(RECORDED)
        given = {"happened_on": RECORDED, "recording_number": "拱司备〔2025〕7号"}
        self.client.post(self.address("record_agreement", agreement.pk), given)
        self.at(START)
        given = {"happened_on": START, "publication_url": "https://example.org/x"}
        assert self.client.post(self.address("publish_agreement", agreement.pk), given).status_code == 302
        agreement = Agreement.objects.get()
        assert (agreement.signed_on, agreement.recorded_on, agreement.published_on) == (SIGNED, RECORDED, START)
        assert agreement.status == Status.IN_FORCE
        assert "拱司备〔2025〕7号" in self.page("agreement", agreement.pk)
