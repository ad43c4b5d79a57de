"""Serial numbers under load: no gap, no double, none lost by a rollback; one case for one form."""

from __future__ import annotations

import pytest
from django.db import transaction

from cases import numbering
from cases.models import Case, Document, Serial, Submission
from delegation.models import Item, Officer, Organ, Street
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import LedgerEvent, User
from tests.factories import UnitFactory
from tests.races.conftest import succeeded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.slow]


def test_parallel_filing_approvals_take_serials_one_to_n(parallel, cases):
    """Six cases of six streets approved at the same moment by one director: locks on six cases, one counter."""
    streets = ["shiqiao", "daguan", "gongchenqiao", "banshan", "wulin", "xiangfu"]
    waiting = [
        cases.walk(cases.open(street, start=cases.today), "filing", "final").open_submission().pk for street in streets
    ]
    day = timekeeper.today()

    def agree(submission_id):
        def act():
            submission = Submission.objects.get(pk=submission_id)
            director = User.objects.get(username="director")
            return door.perform("approve", submission, acting_user=director, opinion="同意。")

        return act

    results = parallel(*(agree(pk) for pk in waiting), on=day)
    assert len(succeeded(results)) == len(streets), results
    assert sorted(Case.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert Serial.objects.get(series=numbering.CASE_SERIES, organ="emergency").last == 6
    numbers = list(Case.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 6
    printed = list(Document.objects.exclude(number="").values_list("number", flat=True))
    assert len(set(printed)) == len(printed)


def test_a_rollback_leaves_no_gap(parallel):
    class ChangedMyMind(Exception):
        pass

    def take():
        with transaction.atomic():
            return numbering.next_serial("emergency", 2026, "test")

    def take_and_drop():
        with transaction.atomic():
            numbering.next_serial("emergency", 2026, "test")
            raise ChangedMyMind

    results = parallel(*(take, take_and_drop) * 5)
    taken = [result for result in results if isinstance(result, int)]
    assert sorted(taken) == [1, 2, 3, 4, 5]
    assert sum(isinstance(result, ChangedMyMind) for result in results) == 5


def test_series_years_and_organs_count_apart(transactional_db):
    with transaction.atomic():
        assert numbering.next_serial("emergency", 2026, "case") == 1
        assert numbering.next_serial("emergency", 2026, "case") == 2
        assert numbering.next_serial("fire", 2026, "case") == 1
        assert numbering.next_serial("emergency", 2027, "case") == 1
        assert numbering.next_serial("emergency", 2026, "inspection") == 1


def _open(request_key: str, party: dict):
    street = Street.objects.get(pinyin="shiqiao")
    officers = list(Officer.objects.filter(street=street, kind="officer").order_by("pk")[:2])
    return door.perform(
        "open_case",
        street,
        acting_user=User.objects.get(username="officer.shiqiao"),
        request_key=request_key,
        organ=Organ.objects.get(code="emergency"),
        handling_unit="street",
        party=party,
        violations=[{"item": Item.objects.select_related("version__catalogue").get(code="AQ-02")}],
        officers=officers,
        source="inspection",
        found_on=timekeeper.today(),
        facts="演示",
    )


def test_one_form_sent_five_times_at_once_opens_one_case(parallel):
    party = UnitFactory()
    results = parallel(*(lambda: _open("the-same-form", party),) * 5)
    assert len(succeeded(results)) == 5, results
    assert {result.pk for result in results} == {Case.objects.get().pk}
    assert LedgerEvent.objects.filter(action="open_case").count() == 1


def test_parallel_openings_get_a_reference_each(parallel):
    parties = [UnitFactory() for _number in range(5)]
    results = parallel(
        *((lambda party=party, key=key: _open(f"form-{key}", party)) for key, party in enumerate(parties))
    )
    assert len(succeeded(results)) == 5, results
    assert sorted(Case.objects.values_list("reference", flat=True)) == [f"G26-000{number}" for number in range(1, 6)]
