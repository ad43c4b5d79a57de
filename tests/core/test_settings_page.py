"""The page of legal settings: who enters what, what is refused and how, what stays on record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from gongshu_enforcement import legal_settings
from gongshu_enforcement.administration import actions, reading
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent, LegalSetting

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 16)
SOURCE = "应急管理部令第18号第二十条"


@pytest.fixture
def page(cast, client) -> Any:
    """page("admin", "pay_days", value="20"): what the person gets after sending the form; without values, a look at it."""

    def sent(account: str, code: str, **values: Any) -> Any:
        user = cast[account]
        user.language = "en"
        user.save(update_fields=["language"])
        client.force_login(user)
        url = reverse("legal_setting", args=[code])
        return client.post(url, values) if values else client.get(url)

    return sent


def right(**changes: Any) -> dict[str, Any]:
    return {"value": "20", "valid_from": "2026-05-01", "organ": "", "source": SOURCE, "to_confirm": "on", **changes}


def test_the_list_shows_value_source_and_mark(cast, client):
    client.force_login(cast["admin"])
    response = client.get(reverse("legal_settings"))
    text = response.content.decode()
    assert response.status_code == 200
    for row in LegalSetting.objects.filter(code="hearing_threshold_unit", organ="", valid_from=date(2026, 2, 1)):
        assert row.source in text and row.to_confirm
    assert response.context["to_confirm"] == sum(
        variant.now.row.to_confirm
        for _topic, settings in reading.by_topic()
        for setting in settings
        for variant in setting.variants
        if variant.now
    )
    assert "待核实" in text


def test_every_setting_stands_on_the_page_once():
    shown = [setting.code for _topic, settings in reading.by_topic() for setting in settings]
    assert sorted(shown) == sorted(set(LegalSetting.objects.values_list("code", flat=True)))


def test_a_new_value_holds_from_its_day_and_is_on_record(page, cast):
    response = page("admin", "pay_days", **right())
    assert response.status_code == 302
    assert legal_settings.value("pay_days", on=date(2026, 4, 30)) == 15
    assert legal_settings.value("pay_days", on=date(2026, 5, 1)) == 20
    row = LegalSetting.objects.get(code="pay_days", valid_from=date(2026, 5, 1))
    assert (row.source, row.to_confirm, row.title_zh) == (SOURCE, True, "缴纳罚款期限（日）")
    event = LedgerEvent.objects.get(action="set_legal_setting")
    assert event.actor_id == cast["admin"].pk
    assert (event.inputs["value"], event.inputs["source"]) == ("20", SOURCE)
    again = page("admin", "pay_days").content.decode()
    assert SOURCE in again and "to be confirmed" in again and "coming" in again


def test_sending_the_form_twice_enters_it_once(page):
    for _again in range(2):
        page("admin", "pay_days", **right(request_key="k" * 20))
    assert LegalSetting.objects.filter(code="pay_days", valid_from=date(2026, 5, 1)).count() == 1


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        ("pay_days", {"value": "soon"}, "value"),
        ("pay_days", {"value": "1.5"}, "value"),
        ("pay_days", {"value": "-1"}, "value"),
        ("pay_days", {"value": ""}, "value"),
        ("surcharge_daily_percent", {"value": "NaN"}, "value"),
        ("hearing_threshold_inclusive", {"value": "maybe"}, "value"),
        ("pay_days", {"valid_from": "2026-02-30"}, "valid_from"),
        ("pay_days", {"valid_from": ""}, "valid_from"),
        ("pay_days", {"valid_from": "2926-01-01"}, "valid_from"),
        ("pay_days", {"valid_from": "2021-07-15"}, "valid_from"),
        ("pay_days", {"source": " "}, "source"),
        ("pay_days", {"organ": "police"}, "organ"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_typed_is_lost(page, code, changes, field):
    before = LegalSetting.objects.count()
    response = page("admin", code, **right(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert LegalSetting.objects.count() == before
    assert SOURCE in response.content.decode() or field == "source"


def test_a_past_day_on_which_something_rests_is_refused_with_a_sentence(page, cases):
    cases.open()
    response = page("admin", "pay_days", **right(valid_from="2026-03-10"))
    [error] = response.context["form"].errors["valid_from"]
    assert "2026-03-10" in error and "never reaches back" in error
    assert not LegalSetting.objects.filter(code="pay_days", valid_from=date(2026, 3, 10)).exists()
    assert page("admin", "pay_days", **right(valid_from="2026-03-16")).status_code == 302, "from today on it may change"


def test_a_change_does_not_touch_what_a_case_has_already(page, cases):
    case = cases.walk(cases.open(), "interview")
    due = case.decision_due_on
    assert (
        page("admin", "case_limit_days", **right(value="60", valid_from=case.filed_on + timedelta(days=30))).status_code
        == 302
    )
    case.refresh_from_db()
    assert case.decision_due_on == due
    assert legal_settings.value("case_limit_days", on=case.filed_on) == 90


def test_a_legal_section_enters_values_of_its_own_organ_alone(page, cast):
    assert page("fire.legal", "hearing_threshold_unit", **right(value="30000", organ="fire")).status_code == 302
    assert legal_settings.value("hearing_threshold_unit", on=date(2026, 5, 2), organ="fire") == 30_000
    assert legal_settings.value("hearing_threshold_unit", on=date(2026, 5, 2), organ="emergency") == 50_000
    refused = page("fire.legal", "hearing_threshold_unit", **right(value="1", organ="emergency"))
    assert "organ" in refused.context["form"].errors
    with pytest.raises(ActionRefused) as refusal:
        actions.set_legal_setting(
            actions.anchor("pay_days"), acting_user=cast["legal"], value="1", valid_from=date(2026, 5, 1), source="x"
        )
    assert refusal.value.findings[0].field == "organ"


@pytest.mark.parametrize("account", ["officer.shiqiao", "head.shiqiao", "director", "leader", "brigade1"])
def test_nobody_else_sees_or_enters_them(page, cast, client, account):
    client.force_login(cast[account])
    assert client.get(reverse("legal_settings")).status_code == 403
    assert page(account, "pay_days", **right()).status_code == 403
    with pytest.raises(NotPermitted):
        actions.set_legal_setting(
            actions.anchor("pay_days"), acting_user=cast[account], value="1", valid_from=date(2026, 5, 1), source="x"
        )


def test_an_unknown_setting_is_not_found(page):
    assert page("admin", "no_such_setting").status_code == 404


def test_a_coming_value_is_withdrawn_with_a_reason_one_in_force_never(page):
    page("admin", "pay_days", **right())
    row = LegalSetting.objects.get(code="pay_days", valid_from=date(2026, 5, 1))
    standing = LegalSetting.objects.get(code="pay_days", valid_from=date(2021, 7, 15))
    refused = page("admin", "pay_days", withdraw="1", pk=standing.pk, reason="x")
    assert refused.status_code == 200 and refused.context["withdrawal"].refused
    assert page("admin", "pay_days", withdraw="1", pk=row.pk, reason="令第18号另有规定").status_code == 302
    assert not LegalSetting.objects.filter(pk=row.pk).exists()
    event = LedgerEvent.objects.get(action="withdraw_legal_setting")
    assert event.inputs["reason"] == "令第18号另有规定" and event.inputs["value"] == "20"
    assert legal_settings.value("pay_days", on=date(2026, 5, 2)) == 15


def test_the_pages_cost_a_fixed_number_of_queries(page, cast, client, django_assert_max_num_queries):
    client.force_login(cast["admin"])
    client.get(reverse("legal_settings"))  # what is kept in the cache has been read
    with django_assert_max_num_queries(9):  # one asks for agreements that end soon
        client.get(reverse("legal_settings"))
