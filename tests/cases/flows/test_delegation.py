"""A new street from the draft of its agreement to its first lawful case; an agreement suspended and revoked with open cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases import settling
from cases.journey import play
from cases.models import Case, TermDecision
from cases.stages import Stage
from delegation import terms
from delegation.models import Agreement, CatalogueVersion, Officer, Organ, Street
from gongshu_enforcement import door, ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent, User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EXHIBIT = {"kind": "documentary", "title": "营业执照", "proves": "主体", "made_by": "甲", "place": "现场"}


class Desk:
    """A person at the screen: signs in, fills forms, reads the answer."""

    def __init__(self, client, user) -> None:
        self.client, self.user = client, user

    def get(self, name: str, /, *args) -> str:
        self.client.force_login(self.user)
        response = self.client.get(reverse(name, args=args))
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def post(self, name: str, /, *args, **given) -> tuple[int, str]:
        self.client.force_login(self.user)
        response = self.client.post(reverse(name, args=args), given)
        return response.status_code, response.content.decode()

    def act(self, code: str, pk: int, /, **given) -> None:
        status, page = self.post("register_act", code, pk, **given)
        assert status == 302, page

    def refused(self, code: str, pk: int, said: str, /, **given) -> None:
        status, page = self.post("register_act", code, pk, **given)
        assert status == 200 and said in page, (code, status)


@pytest.fixture
def admin(client, cast) -> Desk:
    return Desk(client, cast["admin"])


@pytest.fixture
def bureau(reference_data) -> Organ:
    return Organ.objects.get(code="emergency")


def newest() -> Agreement:
    return Agreement.objects.latest("pk")


def drafted(admin: Desk, bureau: Organ, street: Street, today: date) -> Agreement:
    version = CatalogueVersion.objects.get(catalogue__organ=bureau)
    given = {
        "street": street.pk,
        "version": version.pk,
        "number": "拱应急委〔2026〕19号（演示）",
        "valid_from": today + timedelta(days=10),
        "valid_to": today + timedelta(days=700),
        "cap_unit": "50001",
        "cap_individual": "20000",
        "powers": "立案、调查取证、告知。",
        "legal_basis": "",
        "supervision": "逐级审核。",
        "liability": "委托机关承担后果。",
        "transition_rule": "finish",
    }
    admin.refused("draft_agreement", bureau.pk, "最高限额", **given)
    admin.act("draft_agreement", bureau.pk, **given | {"cap_unit": "50000"})
    return newest()


def enrol(admin: Desk, bureau: Organ, street: Street, name: str, today: date) -> Officer:
    User.objects.create(username=f"new.{name}", name=name)
    admin.act("enrol_person", bureau.pk, name=name, kind="officer", street=street.pk, account=f"new.{name}")
    person = Officer.objects.get(name=name)
    term = {"valid_from": today, "valid_to": today + timedelta(days=900)}
    admin.act("add_certificate", person.pk, kind="enforcement", number=f"证{name}", issuer="浙江省司法厅", **term)
    return person


def enrol_counsel(admin: Desk, bureau: Organ, street: Street, name: str) -> None:
    User.objects.create(username=f"new.{name}", name=name)
    admin.act("enrol_person", bureau.pk, name=name, kind="counsel", street=street.pk, account=f"new.{name}")


def test_a_new_street_goes_from_the_draft_to_its_first_lawful_case(admin, bureau, cases, clock):
    today = timekeeper.today()
    street = Street.objects.create(code="330105099", name="新设街道", pinyin="xinshe", address="演示路1号")
    agreement = drafted(admin, bureau, street, today)
    pk = agreement.pk
    assert agreement.area == "新设街道行政区域"
    admin.refused("publish_agreement", pk, "请先由双方签署", happened_on=today)

    names = {"happened_on": today, "signed_for_organ": "甲", "signed_for_street": "乙"}
    admin.refused("sign_agreement", pk, "缺少委托依据", **names)
    texts = {name: getattr(agreement, name) for name in ("number", "valid_from", "valid_to", "area", "powers")}
    texts |= {name: getattr(agreement, name) for name in ("supervision", "liability", "transition_rule")}
    texts |= {"cap_unit": "50000", "cap_individual": "20000", "legal_basis": "令第18号（待核实）"}
    items = list(agreement.items.filter(code__in=("AQ-01", "AQ-02")).values_list("pk", flat=True))
    admin.act("edit_agreement", pk, items=items, **texts)
    admin.act("sign_agreement", pk, **names)
    admin.refused(
        "record_agreement", pk, "备案日期", happened_on=today - timedelta(days=1), recording_number="拱司备1号"
    )
    admin.act("record_agreement", pk, happened_on=today, recording_number="拱司备〔2026〕99号")

    admin.refused("publish_agreement", pk, "持有效执法证", happened_on=today)
    crew = [enrol(admin, bureau, street, name, today) for name in ("新甲", "新乙")]
    enrol_counsel(admin, bureau, street, "新丙")
    admin.act("publish_agreement", pk, happened_on=today)
    admin.client.logout()
    public = admin.client.get(reverse("public_agreement", args=[pk])).content.decode()
    assert "拱司备〔2026〕99号" in public and "尚未生效" in public and "AQ-02" in public

    with pytest.raises(ActionRefused) as early:
        cases.open("xinshe")
    assert {finding.code for finding in early.value.findings} == {"A1"}
    clock.set(agreement.valid_from)
    terms.keep_up()
    assert Agreement.objects.get(pk=pk).status == Agreement.Status.IN_FORCE
    with pytest.raises(ActionRefused) as outside:
        cases.open("xinshe", "AQ-03", start=timekeeper.today())
    assert {finding.code for finding in outside.value.findings} == {"A1"}
    case = cases.open("xinshe", "AQ-02", start=timekeeper.today())
    assert (case.agreement_id, case.handling_unit) == (pk, "street")
    assert {row.officer for row in case.current_handlers()} == set(crew)
    chain = LedgerEvent.objects.filter(chain=ledger.chain_of(agreement)).order_by("seq")
    assert [event.action for event in chain][-1] == "bring_into_force"
    assert not list(ledger.verify(chain))


@pytest.fixture
def open_ones(cases, clock):
    """Three cases of one street: just opened, filed yesterday and at the interview, decided."""
    decided = cases.walk(cases.open(), "closure")
    filed = cases.walk(cases.open(item="AQ-03"), "interview")
    clock.set(filed.filed_on + timedelta(days=1))
    return cases.open(item="AQ-01"), filed, decided


def refused(code: str, case: Case, user: User, **inputs) -> set[str]:
    with pytest.raises(ActionRefused) as refusal:
        door.perform(code, Case.objects.get(pk=case.pk), acting_user=user, **inputs)
    assert all(finding.article and finding.remedy for finding in refusal.value.findings)
    return {finding.code for finding in refusal.value.findings}


def exhibit() -> dict:
    return {**EXHIBIT, "made_on": timekeeper.today()}


def test_an_agreement_is_suspended_with_open_cases_and_each_is_asked_about(admin, cases, cast, open_ones, clock):
    fresh, filed, decided = open_ones
    pk, today = filed.agreement_id, timekeeper.today()
    officer, legal = cast["officer.shiqiao"], Desk(admin.client, cast["legal"])
    assert refused("settle_delegation", filed, cast["legal"], choice="finish", reason="x") == {"W3"}

    admin.refused("suspend_agreement", pk, "已经过去", starts_on=today - timedelta(days=1), reason="整改")
    admin.act("suspend_agreement", pk, starts_on=today, reason="站所整改")
    assert "2 件在办案件等待决定" in admin.get("agreement", pk)
    assert "2 件在办案件等待决定" in admin.get("desk")
    assert "2 件在办案件等待决定" in legal.get("desk")
    assert "等待决定" not in Desk(admin.client, cast["fire.legal"]).get("desk")
    with pytest.raises(ActionRefused) as refusal:
        cases.open()
    assert {finding.code for finding in refusal.value.findings} == {"A1"}
    assert refused("add_evidence", filed, officer, **exhibit()) == {"W3"}

    page = admin.get("agreement_cases", pk)
    assert filed.reference in page and filed.party.name not in page  # the administrator reads no case
    assert filed.party.name in legal.get("agreement_cases", pk)
    assert decided.reference not in page  # what was decided is executed to the end
    _status, page = admin.post("agreement_cases", pk, reason="", **{f"choice_{filed.pk}": "finish"})
    assert "请填写理由" in page
    _status, page = admin.post("agreement_cases", pk, reason="x", **{f"choice_{fresh.pk}": "finish"})
    assert "尚未立案" in page  # said by the door, beside the case
    answers = {f"choice_{filed.pk}": "finish", f"choice_{fresh.pk}": "hand_over", "request_key": "one"}
    assert admin.post("agreement_cases", pk, reason="不影响当事人", **answers)[0] == 302
    assert TermDecision.objects.count() == 2
    assert "等待决定" not in admin.get("desk")

    event = LedgerEvent.objects.filter(chain=ledger.chain_of(filed)).latest("seq")
    assert (event.action, event.inputs["choice"]) == ("settle_delegation", "finish")
    assert event.inputs["ended_on"] == today.isoformat()
    door.perform("add_evidence", Case.objects.get(pk=filed.pk), acting_user=officer, **exhibit())
    cases.journey_of(filed).at += timedelta(days=1)  # the suspension runs
    on_its_way = cases.walk(filed, "determination")
    assert on_its_way.stage == Stage.DETERMINATION
    fresh = Case.objects.get(pk=fresh.pk)
    assert fresh.pending_hand_over().reason == "not_delegated"
    play(cases.journey_of(fresh).accept_hand_over())
    assert Case.objects.get(pk=fresh.pk).handling_unit == "organ"

    later = today + timedelta(days=5)
    clock.set(later)
    admin.act("resume_agreement", pk, resumed_on=later, reason="整改完成")
    assert cases.open(item="AQ-05").agreement_id == pk


def test_another_end_asks_again_and_the_street_itself_may_hand_over(admin, cases, cast, open_ones, clock):
    _fresh, filed, _decided = open_ones
    pk, officer = filed.agreement_id, cast["officer.shiqiao"]
    admin.act("suspend_agreement", pk, starts_on=timekeeper.today(), reason="整改")
    door.perform("settle_delegation", filed, acting_user=cast["legal"], choice="finish", reason="继续")
    tomorrow = timekeeper.today() + timedelta(days=1)
    admin.act("revoke_agreement", pk, revoked_on=tomorrow, reason="整改不到位")
    door.perform("add_evidence", Case.objects.get(pk=filed.pk), acting_user=officer, **exhibit())
    clock.set(tomorrow)
    assert refused("add_evidence", filed, officer, **exhibit()) == {"W3"}
    assert settling.undecided(Agreement.objects.filter(pk=pk), tomorrow) == {pk: 2}
    door.perform("hand_over", filed, acting_user=officer, reason="not_delegated", text="委托撤销")
    assert refused("settle_delegation", filed, cast["admin"], choice="finish", reason="x") == {"W3"}


def test_expiry_asks_before_and_after_and_a_successor_answers_it(admin, cases, cast, open_ones, clock):
    _fresh, filed, _decided = open_ones
    officer, pk = cast["officer.shiqiao"], filed.agreement_id
    last = timekeeper.today() + timedelta(days=5)
    Agreement.objects.filter(pk=pk).update(valid_to=last)
    assert "2 件在办案件等待决定" in admin.get("desk")
    assert "委托期限还有 5 天届满" in admin.get("agreement", pk)
    after = last + timedelta(days=1)
    given = {"number": "拱应急委〔2027〕1号（演示）", "version": filed.agreement.version_id, "valid_from": after}
    admin.act("renew_agreement", pk, valid_to=after + timedelta(days=300), **given)
    successor = newest().pk
    admin.act(
        "sign_agreement", successor, happened_on=timekeeper.today(), signed_for_organ="甲", signed_for_street="乙"
    )
    admin.act("record_agreement", successor, happened_on=timekeeper.today(), recording_number="备")
    admin.act("publish_agreement", successor, happened_on=timekeeper.today())
    assert "等待决定" not in admin.get("desk")
    clock.set(after)
    door.perform("add_evidence", Case.objects.get(pk=filed.pk), acting_user=officer, **exhibit())
    admin.act("revoke_agreement", successor, revoked_on=after, reason="调整")
    assert refused("add_evidence", filed, officer, **exhibit()) == {"W3"}
    door.perform("settle_delegation", filed, acting_user=cast["admin"], choice="finish", reason="按原委托办结")
    door.perform("add_evidence", Case.objects.get(pk=filed.pk), acting_user=officer, **exhibit())


def test_only_the_administrator_and_the_organs_legal_section_are_asked(admin, cast, open_ones):
    pk = open_ones[1].agreement_id
    for account in ("officer.shiqiao", "head.shiqiao", "fire.legal", "director", "liaison6"):
        admin.client.force_login(cast[account])
        assert admin.client.get(reverse("agreement_cases", args=[pk])).status_code == 403, account
    assert "目前无需决定" in admin.get("agreement_cases", pk)
    admin.client.force_login(cast["admin"])
    assert admin.client.get(reverse("agreement_cases", args=[99_999])).status_code == 404


def test_nothing_is_asked_of_a_case_that_the_organ_handles_itself(admin, cases, cast):
    case = cases.open(unit="organ")
    legal = Desk(admin.client, cast["legal"])
    legal.client.force_login(legal.user)
    response = legal.client.get(reverse("case_action", args=[case.reference, "settle_delegation"]))
    assert response.status_code == 409
    assert refused("settle_delegation", case, cast["legal"], choice="finish", reason="x") == {"W3"}
