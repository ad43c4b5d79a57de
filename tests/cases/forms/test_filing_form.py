"""The filing form: what is offered, what is explained beside the field, nothing typed lost, one effect."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from delegation.models import Agreement, Item
from tests.cases.forms.page import form_values
from tests.factories import UnitFactory, credit_code, id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, cast):
    client.force_login(cast["officer.shiqiao"])
    return client


def filled(client, **changes):
    """The form as an officer would send it."""
    party = UnitFactory()
    values = form_values(client.get(reverse("case_new")))
    values |= {f"party_{name}": value for name, value in party.items()}
    values |= {
        "organ": "emergency",
        "facts": "现场检查发现未如实记录教育和培训情况（演示）。",
        "place": "杭州市拱墅区演示路1号",
        "violations-0-item": str(Item.objects.get(code="AQ-02").pk),
    }
    second = client.get(reverse("case_new")).context["form"].fields["second_officer"].queryset.first()
    return values | {"second_officer": str(second.pk)} | changes


def errors_of(response) -> dict:
    return response.context["form"].errors


def test_it_opens_a_case(officer, cast):
    response = officer.post(reverse("case_new"), filled(officer))
    case = Case.objects.get()
    assert response.status_code == 302 and response["Location"] == case.get_absolute_url()
    assert case.current_handlers()[0].officer.user == cast["officer.shiqiao"]
    assert case.street.pinyin == "shiqiao" and case.agreement is not None and case.handling_unit == "street"


def test_sent_twice_it_opens_one_case(officer):
    values = filled(officer)
    first = officer.post(reverse("case_new"), values)
    again = officer.post(reverse("case_new"), values)
    assert Case.objects.count() == 1
    assert first["Location"] == again["Location"]


def test_a_wrong_credit_code_is_explained_and_nothing_is_lost(officer):
    right = credit_code(77)
    wrong = right[:-1] + ("A" if right[-1] != "A" else "B")
    sent = filled(officer, party_credit_code=wrong, party_name="某某厂（演示）", place="别处", facts="写了很久的事实")
    response = officer.post(reverse("case_new"), sent)
    assert response.status_code == 200 and not Case.objects.exists()
    assert right[-1] in errors_of(response)["party_credit_code"][0]
    again = form_values(response)
    for name, value in sent.items() - {("csrfmiddlewaretoken", sent["csrfmiddlewaretoken"])}:
        assert again[name] == value, name


def test_small_letters_and_spaces_are_fine(officer):
    code = credit_code(78)
    officer.post(reverse("case_new"), filled(officer, party_credit_code=f" {code.lower()} "))
    assert Case.objects.get().party.credit_code == code


def test_an_individuals_birth_and_gender_come_from_the_id_number(officer):
    code = id_number(35)
    sent = filled(
        officer, party_kind="individual", party_name="演示乙", party_id_number=code, party_credit_code="rubbish"
    )
    response = officer.post(reverse("case_new"), sent)
    assert response.status_code == 302, errors_of(response)
    party = Case.objects.get().party
    assert (party.born_on.isoformat(), party.gender, party.credit_code) == ("1980-01-01", "男", "")


def test_a_unit_needs_its_code_and_representative(officer):
    response = officer.post(reverse("case_new"), filled(officer, party_credit_code="", party_representative=""))
    assert {"party_credit_code", "party_representative"} <= set(errors_of(response))


def test_only_delegated_items_are_offered(officer):
    Agreement.objects.get(street__pinyin="shiqiao", organ__code="emergency").items.remove(
        Item.objects.get(code="AQ-05")
    )
    page = officer.get(reverse("case_new")).content.decode()
    assert "AQ-02 " in page and "XF-01 " in page and "AQ-05 " not in page


def test_an_item_of_the_other_catalogue_is_refused_beside_the_field(officer):
    fire = str(Item.objects.get(code="XF-01").pk)
    response = officer.post(reverse("case_new"), filled(officer, **{"violations-0-item": fire}))
    assert not Case.objects.exists()
    assert "organ" in errors_of(response)
    mixed = officer.post(reverse("case_new"), filled(officer, **{"violations-1-item": fire}))
    assert mixed.status_code == 200 and not Case.objects.exists()


def test_several_violations_each_with_its_own_facts(officer):
    other = str(Item.objects.get(code="AQ-03").pk)
    officer.post(
        reverse("case_new"),
        filled(
            officer, **{"violations-1-item": other, "violations-1-facts": "另一事实", "violations-1-is_overdue": "on"}
        ),
    )
    rows = list(Case.objects.get().violations.order_by("pk"))
    assert [row.item.code for row in rows] == ["AQ-02", "AQ-03"]
    assert (rows[1].facts, rows[1].is_overdue) == ("另一事实", True)


def test_no_item_and_one_item_twice_are_refused(officer):
    assert officer.post(reverse("case_new"), filled(officer, **{"violations-0-item": ""})).status_code == 200
    item = str(Item.objects.get(code="AQ-02").pk)
    assert officer.post(reverse("case_new"), filled(officer, **{"violations-1-item": item})).status_code == 200
    assert not Case.objects.exists()


def test_a_refusal_of_the_rules_stands_beside_its_field(officer):
    values = filled(officer, act_ended_on="2020-01-01")
    response = officer.post(reverse("case_new"), values)
    assert "B1" in errors_of(response)["act_ended_on"][0] and "处罚法36" in errors_of(response)["act_ended_on"][0]
    assert form_values(response)["facts"] == values["facts"]


def test_the_second_officer_is_of_the_own_street(officer, cast):
    response = officer.post(
        reverse("case_new"), filled(officer, second_officer=str(cast["officer.banshan"].officer.pk))
    )
    assert "second_officer" in errors_of(response) and not Case.objects.exists()


def test_characters_no_font_can_print_are_refused(officer):
    response = officer.post(reverse("case_new"), filled(officer, party_name="某\ue000厂"))
    assert "U+E000" in errors_of(response)["party_name"][0]


def test_a_linked_case_must_be_readable(officer, open_case):
    other = open_case("banshan")
    response = officer.post(reverse("case_new"), filled(officer, linked_case=other.reference))
    assert "linked_case" in errors_of(response)


def test_the_brigade_chooses_the_street_first(client, cast):
    client.force_login(cast["brigade1"])
    assert "330105019" in client.get(reverse("case_new")).content.decode()
    address = reverse("case_new") + "?street=330105019"
    response = client.get(address)
    values = form_values(response) | {f"party_{name}": value for name, value in UnitFactory().items()}
    values |= {"facts": "事实（演示）", "violations-0-item": str(Item.objects.get(code="AQ-02").pk)}
    values["second_officer"] = str(cast["brigade2"].officer.pk)
    assert "XF-01 " not in response.content.decode()
    assert client.post(reverse("case_new"), values).status_code == 302
    case = Case.objects.get()
    assert (case.handling_unit, case.street.pinyin, case.agreement) == ("organ", "shiqiao", None)


@pytest.mark.parametrize("account", ["leader", "director", "head.shiqiao", "liaison1"])
def test_others_open_no_case(client, cast, account):
    client.force_login(cast[account])
    assert client.get(reverse("case_new")).status_code == 403


def test_a_street_of_somebody_else_in_the_post_changes_nothing(officer):
    officer.post(reverse("case_new"), filled(officer, street="330105011"))
    assert Case.objects.get().street.pinyin == "shiqiao"


def test_in_a_street_that_only_takes_part_the_liaison_may_be_second(officer, cast):
    """1+1: one officer of the street, one liaison, who then confirms."""
    from delegation.models import Street
    from delegation.selectors import liaison_of

    street = Street.objects.get(pinyin="shiqiao")
    liaison = liaison_of(street)
    refused = officer.post(reverse("case_new"), filled(officer, second_officer=str(liaison.pk)))
    assert "second_officer" in errors_of(refused)
    Street.objects.filter(pk=street.pk).update(autonomy_step="participate")
    officer.post(reverse("case_new"), filled(officer, second_officer=str(liaison.pk)))
    case = Case.objects.get()
    assert case.current_handlers()[1].officer == liaison
    officer.force_login(liaison.user)
    assert officer.get(reverse("case_action", args=[case.reference, "record_inspection"])).status_code == 200
