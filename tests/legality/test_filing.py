"""Rules of filing: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from cases.journey import play
from cases.models import Case, Violation
from cases.reading.rounds import round_of
from delegation.models import Item
from gongshu_enforcement import timekeeper
from tests.factories import IndividualFactory, UnitFactory
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act, set_value

pytestmark = pytest.mark.django_db


def opening(cases: Any, item: str = "AQ-02", **options: Any) -> Act:
    """Opening a case."""
    journey = cases.journey(item=item, **options)
    return lambda: play(journey.open())


@breaks("A1")
def test_an_item_that_is_not_delegated(cases) -> Act:
    from delegation.models import Agreement

    Agreement.objects.get(street__pinyin="shiqiao", organ__code="emergency").items.remove(
        Item.objects.get(code="AQ-02", version__status="published")
    )
    return opening(cases)


def superseded(days: int = 1) -> None:
    """The reference version of safety ended some days before today; a new one with the same items began the day after."""
    from delegation.models import CatalogueVersion

    old = CatalogueVersion.objects.get(catalogue__code="safety", status="published")
    items = list(old.items.all())
    begins = timekeeper.today() - timedelta(days=days - 1)
    old.supersede(last_day=begins - timedelta(days=1))
    old.save()
    new = CatalogueVersion.objects.create(
        catalogue=old.catalogue, label="新版（演示）", status="published", valid_from=begins
    )
    for item in items:
        item.pk, item.version = None, new
        item.save()


def row_of(status: str) -> Item:
    """AQ-02 in the version of this status."""
    return Item.objects.select_related("version__catalogue__organ").get(code="AQ-02", version__status=status)


@breaks("C15V")
def test_an_item_of_a_version_that_has_ended(cases) -> Act:
    journey = cases.journey(start=cases.today)
    superseded()
    journey.story.items[0] = row_of("superseded")
    return lambda: play(journey.open())


@satisfies("A1", "C15V")
def test_the_item_of_the_version_in_force_under_an_agreement_on_the_one_before(cases) -> Act:
    journey = cases.journey(start=cases.today)
    superseded()
    journey.story.items[0] = row_of("published")
    return lambda: play(journey.open())


@breaks("C15V")
def test_a_filing_whose_version_ended_before_it_was_submitted(cases) -> Act:
    journey = ready(cases)
    with timekeeper.frozen(journey.at):
        superseded()
    return submitting(journey)


@breaks("C15V")
def test_a_filing_whose_version_ended_before_it_was_approved(cases) -> Act:
    case = cases.walk(cases.open(), "filing", "final")
    journey = cases.journey_of(case)
    with timekeeper.frozen(journey.at):
        superseded()
    from gongshu_enforcement import door

    def approving() -> None:
        with timekeeper.frozen(journey.at + timedelta(minutes=5)):
            door.perform("approve", case.open_submission(), acting_user=journey.cast.final, opinion="同意。")

    return approving


@breaks("A5")
def test_items_of_two_organs_in_one_case(cases) -> Act:
    journey = cases.journey(unit="organ")
    journey.story.items.append(Item.objects.get(code="XF-01", version__status="published"))
    return lambda: play(journey.open())


@breaks("B0")
def test_an_item_against_persons_is_none_against_a_unit(cases) -> Act:
    return opening(cases, item="AQ-12")


def with_end(cases: Any, ended: date) -> Act:
    """Opening a case on an act that ended on a day."""
    journey = cases.journey()
    inputs = {
        "organ": journey.cast.organ,
        "handling_unit": "street",
        "party": journey.story.party,
        "violations": [{"item": journey.story.items[0]}],
        "officers": journey.officers,
        "source": "inspection",
        "found_on": cases.today,
        "act_ended_on": ended,
        "facts": "事实。",
        "place": "现场",
    }
    return lambda: play(journey._act("open_case", journey.officers[0].user, journey.cast.street, **inputs))


@breaks("B1")
def test_five_years_and_a_day_are_too_long_for_any_case(cases) -> Act:
    return with_end(cases, date(2021, 3, 15))


@satisfies("B1")
def test_whether_harm_was_done_is_not_asked_at_the_opening(cases) -> Act:
    return with_end(cases, date(2021, 3, 16))


def filing_after(cases: Any, ended: date, **said: Any) -> Act:
    """Submitting the filing of an act that ended on a day."""
    journey = ready(cases)
    Case.objects.filter(pk=journey.case.pk).update(act_ended_on=ended)
    return submitting(journey, **said)


HARM = {"harm_done": True, "harm_grounds": "致一名工人右手骨折，有病历和证人证言。"}


@breaks("B1")
def test_two_years_and_a_day_are_too_long_to_be_filed(cases) -> Act:
    return filing_after(cases, date(2024, 3, 15))


@satisfies("B1")
def test_two_years_to_the_day_are_filed(cases) -> Act:
    return filing_after(cases, date(2024, 3, 16))


@satisfies("B1")
def test_where_life_or_health_was_harmed_five_years_count(cases) -> Act:
    return filing_after(cases, date(2021, 3, 16), **HARM)


@breaks("B1")
def test_and_no_more_than_five(cases) -> Act:
    return filing_after(cases, date(2021, 3, 15), **HARM)


@breaks("B1")
def test_harm_is_stated_with_its_grounds(cases) -> Act:
    return filing_after(cases, date(2022, 3, 16), harm_done=True, harm_grounds=" ")


@breaks("B1")
def test_the_years_are_those_of_the_setting(cases) -> Act:
    set_value("limitation_years", 1)
    return filing_after(cases, date(2024, 3, 16))


@breaks("B1")
def test_an_item_of_another_law_has_its_own_years(cases) -> Act:
    Item.objects.filter(code="AQ-02").update(limitation_years=1)
    return filing_after(cases, date(2024, 3, 16), **HARM)


def test_the_reviewers_read_what_harm_was_stated(cases) -> None:
    submission = filing_after(cases, date(2022, 3, 16), **HARM)()
    with translation.override("zh-hans"):
        shown = {line.label: line.value for line in round_of(submission, None, {}).content}
    assert shown["涉及公民生命健康安全且有危害后果"] == "是"
    assert shown["危害后果的事实和证据"] == HARM["harm_grounds"]


@satisfies("A1", "A5", "B0", "B1", "C14")
def test_two_years_to_the_day_are_opened(cases) -> Act:
    return with_end(cases, date(2024, 3, 16))


@breaks("C14")
def test_one_act_is_one_case(cases) -> Act:
    party = cases.open().party
    again = {"kind": "unit", "name": party.name, "credit_code": party.credit_code}
    more = {"representative": "演示人", "address": "演示路1号"}
    return opening(cases, street="wulin", party=again | more, start=cases.today)


@breaks("C14")
def test_a_finding_of_what_another_case_pursues(cases) -> Act:
    return finding_the_others_item(cases, "established")


@satisfies("C14")
def test_not_so_where_it_is_found_not_established(cases) -> Act:
    return finding_the_others_item(cases, "not_established")


def finding_the_others_item(cases: Any, finding: str) -> Act:
    """Two cases on one party and day; the second finds the item of the first."""
    journey = with_another(cases)
    other = Item.objects.get(code="AQ-05", version__status="published")
    rows = [row | {"item": other.pk, "finding": finding} for row in journey._determination_content()["violations"]]
    return act(journey, "submit_determination", violations=rows, opinion="认定。")


@breaks("C14")
def test_nor_is_such_a_finding_approved(cases) -> Act:
    journey = with_another(cases, "AQ-03")
    other = Item.objects.get(code="AQ-05", version__status="published")
    rows = [row | {"item": other.pk} for row in journey._determination_content()["violations"]]
    journey.submission = act(journey, "submit_determination", violations=rows, opinion="认定。")()
    journey.at += timedelta(minutes=10)
    Violation.objects.filter(item__code="AQ-03").update(item=other)
    return lambda: play(journey.approve())


@way
def with_another(cases: Any, code: str = "AQ-05") -> Any:
    """A case at the determination; the same party has another one of that day on the item `code`."""
    party = UnitFactory()
    first = cases.open(item=code, party=dict(party))
    return cases.journey_of(cases.walk(cases.open(party=dict(party), start=first.found_on), "determination"))


def submitting(journey: Any, **changes: Any) -> Act:
    """Submitting the filing."""
    return act(journey, "submit_filing", **{"proposal": "file", "opinion": "建议立案。", **changes})


@way
def ready(cases: Any) -> Any:
    """Inspected and ordered to correct; ready to be submitted."""
    return cases.journey_of(cases.walk(cases.open(), "filing", "ready"))


@breaks("F0")
def test_a_filing_without_facts(cases) -> Act:
    journey = ready(cases)
    Case.objects.filter(pk=journey.case.pk).update(facts=" ")
    return submitting(journey)


@breaks("F0")
def test_a_filing_without_an_opinion(cases) -> Act:
    return submitting(ready(cases), opinion="")


@breaks("A14")
def test_a_case_from_an_inspection_without_its_record(cases) -> Act:
    return submitting(cases.journey_of(cases.open()))


@satisfies("F0", "A14")
def test_a_complete_filing_is_submitted(cases) -> Act:
    return submitting(ready(cases))


def test_an_item_for_both_serves_a_person_too(cases) -> None:
    opening(cases, item="AQ-12", party=IndividualFactory(), start=cases.today + timedelta(days=1))()
