"""The form filled in on the spot: what it offers and prefills is enough, and a refusal stands beside its field."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from delegation.models import Item
from tests.cases.forms.page import form_values

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast) -> Client:
    client = Client()
    client.force_login(cast["officer.shiqiao"])
    return client


def filled(officer: Client, **changes: str) -> dict[str, str]:
    """The page as it comes, with what an officer types on the spot."""
    typed = {
        "party_kind": "unit",
        "party_name": "演示机械厂（演示）",
        "party_credit_code": "91330105MA000000XX",
        "party_representative": "演示人",
        "party_address": "演示路1号",
        "place": "演示路1号车间",
        "facts": "两名操作工未经培训上岗。",
        "evidence": "现场照片。",
        "organ": "emergency",
        "violations-0-item": str(Item.objects.get(code="AQ-02").pk),
        "violations-0-fine": "3000",
        "certificates_shown": "on",
        "told": "on",
        "rights_told": "on",
        "heard": "none",
        "waiver_checked": "on",
        "clear_reason": "事实当场查明。",
        "corrected": "on",
        "collection": "bank",
        "received": "signed",
    }
    from tests.factories import credit_code

    typed["party_credit_code"] = credit_code(4711)
    page = officer.get(reverse("case_new_on_site"))
    values = form_values(page) | typed
    second = page.context["form"].fields["second_officer"].queryset.first()
    return values | {"second_officer": str(second.pk)} | changes


def test_the_page_decides_and_delivers(officer) -> None:
    response = officer.post(reverse("case_new_on_site"), filled(officer))
    assert response.status_code == 302, response.context and response.context["form"].errors
    case = Case.objects.get()
    assert (case.procedure, case.stage, case.total_fine) == ("summary", "closure", 3_000)
    page = officer.get(case.get_absolute_url()).content.decode()
    assert case.number in page


def test_the_same_form_sent_twice_decides_once(officer) -> None:
    values = filled(officer)
    officer.post(reverse("case_new_on_site"), values)
    officer.post(reverse("case_new_on_site"), values)
    assert Case.objects.count() == 1


def test_a_fine_above_the_limit_is_refused_beside_the_fine_and_nothing_is_lost(officer) -> None:
    response = officer.post(reverse("case_new_on_site"), filled(officer, **{"violations-0-fine": "3001"}))
    assert response.status_code == 200
    form = response.context["form"]
    row = form.row_sections[0].formset.forms[0]
    assert "处罚法51" in row.errors["fine"][0]
    assert row["fine"].value() == "3001" and form["facts"].value() == "两名操作工未经培训上岗。"
    assert not Case.objects.exists()


def test_the_checks_of_the_law_are_not_ticked_beforehand(officer) -> None:
    form = officer.get(reverse("case_new_on_site")).context["form"]
    for name in ("certificates_shown", "told", "rights_told", "waiver_checked", "corrected"):
        assert not form[name].value()
    assert form["heard"].value() in (None, "") and form["received"].value() in (None, "")
