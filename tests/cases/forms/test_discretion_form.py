"""The discretion form: prefilled from the calculator, live advice, drafts, queries; departures before every reviewer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.journey import play
from cases.models import Case, Violation
from tests.cases.forms.page import form_values
from tests.cases.forms.test_acting import asked
from tests.factories import IndividualFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, cast):
    user = cast["officer.shiqiao"]
    user.language = "en"
    user.save(update_fields=["language"])
    client.force_login(user)
    return client


@pytest.fixture
def case(cases) -> Case:
    return cases.walk(cases.open(), "discretion")


def url(case: Case) -> str:
    return reverse("case_action", args=[case.reference, "submit_discretion"])


def row_of(case: Case) -> str:
    return f"violation-{case.violations.get().pk}"


def live(client, case: Case, **sent: str) -> str:
    violation = case.violations.order_by("pk").first()
    given = {f"violation-{violation.pk}-{name}": value for name, value in sent.items()}
    response = client.get(reverse("case_discretion", args=[case.reference, violation.pk]), given)
    assert response.status_code == 200
    return response.content.decode()


# --- The form ---------------------------------------------------------------------------------------------------------


def test_it_opens_with_the_recommendation(officer, case):
    values, row = form_values(officer.get(url(case))), row_of(case)
    assert (values[f"{row}-tier"], values[f"{row}-fine"]) == ("normal", "50000")
    assert f"{row}-no_penalty" not in values and f"{row}-minor" not in values  # nobody answers for the officers


def test_a_whole_proposal_through_the_form_and_back_into_it(officer, case):
    row, proof = row_of(case), f"evidence:{case.evidence.first().pk}"
    values = form_values(officer.get(url(case))) | asked(row) | {
        f"{row}-no_penalty": "penalty", f"{row}-factor_M321": "on", f"{row}-evidence_M321": proof,
        f"{row}-note_M321": "当日停工整改", f"{row}-tier": "lenient", f"{row}-fine": "15000", "opinion": "建议罚款。",
    }  # fmt: skip
    assert officer.post(url(case), values | {"draft": "1"}).status_code == 302
    again = form_values(officer.get(url(case)))
    assert again[f"{row}-factor_M321"] == "on" and again[f"{row}-evidence_M321"] == proof
    assert again[f"{row}-minor"] == "no" and again[f"{row}-reason"] == values[f"{row}-reason"]
    assert officer.post(url(case), again | {"request_key": "whole"}).status_code == 302
    kept = case.open_submission().content["violations"][0]
    assert kept["factors"] == [{"code": "M321", "evidence": [proof], "note": "当日停工整改"}]
    assert (kept["advice"]["recommended"], kept["advice"]["departs"]) == ("15000", False)


def test_nothing_typed_is_lost_when_it_is_refused(officer, case):
    row = row_of(case)
    values = form_values(officer.get(url(case))) | asked(row, reason="") | {
        f"{row}-no_penalty": "penalty", f"{row}-factor_L02": "on", f"{row}-note_L02": "已认错",
        f"{row}-fine": "46000", "opinion": "建议。",
    }  # fmt: skip
    response = officer.post(url(case), values)
    errors = response.context["form"].fixed_rows[0].errors
    assert "C12a" in errors["reason"][0] and "C13" in errors["factor_L02"][0]
    shown = form_values(response)
    assert shown[f"{row}-note_L02"] == "已认错" and shown[f"{row}-factor_L02"] == "on"


def test_a_person_is_asked_for_age(officer, cases):
    case = cases.walk(cases.open(item="AQ-12", party=IndividualFactory(), fines=[10_000]), "discretion")
    page = officer.get(url(case)).content.decode()
    assert f"{row_of(case)}-capacity" in page and "under_age" in page


def test_a_firm_is_not(officer, case):
    page = officer.get(url(case)).content.decode()
    assert f"{row_of(case)}-capacity" not in page and "under_age" not in page


def test_an_item_without_a_fine_at_this_stage(officer, cases):
    case = cases.walk(cases.open(item="AQ-32"), "discretion")
    Violation.objects.filter(case=case).update(is_overdue=False)
    page = officer.get(url(case)).content.decode()
    assert "No fine is possible at this stage" in page and f"{row_of(case)}-tier" not in page


def test_a_warning_is_offered_only_where_it_may_be_given(officer, cases):
    firm = cases.walk(cases.open(item="XF-03"), "discretion")
    person = cases.walk(cases.open(item="XF-03", party=IndividualFactory(), fines=[100]), "discretion")
    assert f"{row_of(firm)}-with_warning" not in officer.get(url(firm)).content.decode()
    assert f"{row_of(person)}-with_warning" in officer.get(url(person)).content.decode()


def test_a_suspension_that_the_law_orders_is_chosen_already(client, cases):
    case = cases.walk(cases.open(item="AQ-30", unit="organ"), "discretion")
    Violation.objects.filter(case=case).update(is_overdue=True)
    client.force_login(cases.journey_of(case).officers[0].user)
    assert form_values(client.get(url(case)))[f"{row_of(case)}-further_penalty"] == "suspension"


# --- Live advice ------------------------------------------------------------------------------------------------------


def test_circumstances_move_the_recommendation(officer, case):
    told = live(officer, case, no_penalty="penalty", tier="normal", fine="50000", factor_L02="on")
    assert 'data-advised="46000"' in told and "one tier" not in told
    assert "departs" not in told


def test_a_departure_is_said_at_once(officer, case):
    assert "This departs from the recommendation" in live(
        officer, case, no_penalty="penalty", tier="lenient", fine="9000"
    )


def test_a_ground_that_forbids_is_said_at_once(officer, case):
    told = live(officer, case, minor="yes", corrected="yes", harm="none", first="yes", no_fault="no")
    assert "the law forbids it" in told


@pytest.mark.parametrize("fine", ["NaN", "Infinity", "1e999999", "-5", "两万", ""])
def test_no_amount_breaks_it(officer, case, fine):
    live(officer, case, no_penalty="penalty", tier="normal", fine=fine, factor_X="on")


def test_the_other_violations_count_towards_the_cap(officer, cases):
    case = cases.walk(cases.open(item="AQ-02 AQ-03"), "discretion")
    first, second = case.violations.order_by("pk")
    given = {f"violation-{first.pk}-tier": "normal", f"violation-{first.pk}-fine": "30000"}
    address = reverse("case_discretion", args=[case.reference, first.pk])
    assert "Above the street" not in officer.get(address, given).content.decode()
    told = officer.get(address, given | {f"violation-{second.pk}-fine": "30000"}).content.decode()
    assert "Above the street" in told


# --- Queries ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def count():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def of(client, address: str) -> int:
        client.get(address)  # settings and grants come from their caches afterwards
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return of


def test_the_form_takes_as_many_queries_for_three_violations_as_for_one(officer, cases, count):
    one = cases.walk(cases.open(), "discretion")
    alone = count(officer, url(one))
    three = cases.walk(cases.open(item="AQ-02 AQ-03 AQ-05"), "discretion")
    for fine in (10_000, 14_000):
        cases.walk(cases.open(fines=[fine]), "closed")
    assert count(officer, url(three)) == alone <= 60


def test_so_does_the_review_page_with_its_like_cases(cast, client, cases, count):
    one = cases.walk(cases.open(fines=[15_000]), "discretion", "legal")
    client.force_login(cast["legal"])
    alone = count(client, reverse("review", args=[one.open_submission().pk]))
    for fine in (10_000, 14_000):
        cases.walk(cases.open(fines=[fine]), "closed")
    three = cases.walk(cases.open(item="AQ-02 AQ-03 AQ-05", fines=[9_000, 9_000, 9_000]), "discretion", "legal")
    assert count(client, reverse("review", args=[three.open_submission().pk])) == alone <= 90


# --- What reviewers see -----------------------------------------------------------------------------------------------


def departing(cases) -> Case:
    case = cases.walk(cases.open(), "discretion")
    journey = cases.journey_of(case)
    rows = journey._discretion_content()["violations"]
    changed = [row | {"factors": [], "departure_reason": "初次违法且规模很小。"} for row in rows]
    journey._discretion_content = lambda: {"violations": changed}
    return case


@pytest.mark.parametrize("desk", ["initial", "recheck", "legal", "final"])
def test_every_reviewer_sees_the_departure_with_its_reason(cast, client, cases, desk):
    case = cases.walk(departing(cases), "discretion", desk)
    people = {"initial": "counsel.shiqiao", "recheck": "enforcement", "final": "director"}
    client.force_login(cast[people.get(desk, desk)])
    page = client.get(reverse("review", args=[case.open_submission().pk])).content.decode()
    assert "偏离裁量建议" in page and "初次违法且规模很小。" in page
    assert "一般" in page  # where the circumstances lead


def test_the_decision_is_reviewed_beside_it_too(cast, client, cases):
    case = cases.walk(departing(cases), "notice", "final")
    client.force_login(cast["director"])
    page = client.get(reverse("review", args=[case.open_submission().pk])).content.decode()
    assert "偏离裁量建议" in page and "初次违法且规模很小。" in page


def test_the_second_officer_sees_it_before_confirming(cast, client, cases):
    case = cases.walk(departing(cases), "discretion", "confirming")
    other = case.open_submission().submitted_by
    second = next(row.officer.user for row in case.current_handlers() if row.officer.user_id != other.pk)
    client.force_login(second)
    page = client.get(reverse("review", args=[case.open_submission().pk])).content.decode()
    assert "初次违法且规模很小。" in page


def test_a_round_of_the_time_before_is_still_read(cast, client, cases):
    """Submissions kept circumstances as text and no advice; their rounds are shown as they were."""
    case = cases.walk(cases.open(), "discretion", "legal")
    submission = case.open_submission()
    row = submission.content["violations"][0]
    row.pop("advice"), row.pop("questions")
    row["factors"] = "首次被发现，积极配合调查。"
    submission.save(update_fields=["content"])
    client.force_login(cast["legal"])
    page = client.get(reverse("review", args=[submission.pk]))
    assert page.status_code == 200 and "首次被发现，积极配合调查。" in page.content.decode()


def test_the_handling_submission_prints_questions_recommendation_and_departure(cases):
    case = cases.walk(departing(cases), "notice", "ready")
    play(cases.journey_of(case).submit())
    from cases.documents.facts.decisions import handling

    told = handling(case, submission=case.open_submission())["discretion"]
    assert "不具有依法不予处罚的情形" in told and "偏离裁量建议的理由：初次违法且规模很小。" in told
    assert "裁量建议" in told
