"""A decision that a remedy changed is executed as changed; one that fell is dealt with anew (行政复议法 63、64; 行政诉讼法 70、77)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases import execution
from cases.journey import Journey, play
from cases.legality import findings_at
from cases.models import Case, Payment
from cases.stages import Stage
from gongshu_enforcement import ledger
from gongshu_enforcement.models import LedgerEvent
from supervision import league
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act
from .test_remedies import decided, ending, lodging

pytestmark = pytest.mark.django_db

FINE = Decimal(20_000)


@way
def fallen(cases: Any, result: str = "annulled", **options: Any) -> Any:
    """The decision was served, then a reconsideration ended."""
    journey = decided(cases, **options)
    lodging(journey)()
    ending(journey, result)()
    return journey


def reopening(journey: Any, **changes: Any) -> Act:
    """The deputy director orders a new round by the officers who know the matter."""
    usual = {
        "remedy": journey.case.remedies.last(),
        "officers": list(journey.officers),
        "reason": "补充调查后重新作出决定。",
        "happened_on": journey.at.date(),
    }
    return act(journey, "reopen", user=journey.cast.final, **usual | changes)


def anew(cases: Any, journey: Any) -> Any:
    """The journey of the new round."""
    case = reopening(journey)()
    onward = Journey(journey.story, journey.cast, start=journey.at + timedelta(hours=1), unit=journey.unit)
    onward.case = case
    return onward


# --- Changed ----------------------------------------------------------------------------------------------------------


@breaks("F10c")
def test_a_changed_decision_states_its_fine(cases) -> Act:
    journey = decided(cases)
    lodging(journey)()
    return ending(journey, "changed")


@breaks("F10c")
def test_a_changed_fine_is_never_heavier(cases) -> Act:
    journey = decided(cases, fines=[FINE])
    lodging(journey)()
    return ending(journey, "changed", changed_fine=FINE + 1)


def test_a_changed_fine_is_heavier_where_a_third_party_asked_for_it(cases) -> None:
    journey = decided(cases, fines=[FINE])
    lodging(journey)()
    remedy = ending(journey, "changed", changed_fine=FINE + 1, opposed_request=True)()
    assert execution.standing_fine(remedy.case) == FINE + 1
    last = LedgerEvent.objects.filter(action="record_remedy_result").latest("pk")
    assert last.inputs["opposed_request"] is True


@breaks("F10c")
def test_what_was_upheld_changes_no_amount(cases) -> Act:
    journey = decided(cases, fines=[FINE])
    lodging(journey)()
    return ending(journey, "upheld", changed_fine=Decimal(1))


@satisfies("F10c")
def test_the_fine_is_lowered(cases) -> Act:
    journey = decided(cases, fines=[FINE])
    lodging(journey)()
    return ending(journey, "changed", changed_fine=FINE / 2)


def test_a_changed_fine_is_executed_as_changed(cases) -> None:
    journey = decided(cases, fines=[FINE])
    lodging(journey)()
    ending(journey, "changed", changed_fine=FINE / 4)()
    case = Case.objects.get(pk=journey.case.pk)
    assert execution.unpaid(case) == FINE / 4
    assert [part.amount for part in execution.schedule(case)] == [FINE / 4]
    assert execution.surcharge(case, execution.first_due_on(case) + timedelta(days=400)).amount <= FINE / 4
    Payment.objects.create(case=case, paid_on=journey.at.date(), amount=FINE, voucher="演示-1")
    assert execution.is_settled(case)
    assert execution.overpaid(case) == FINE * 3 / 4


def test_where_the_decision_fell_nothing_is_owed_and_the_case_may_close(cases) -> None:
    case = Case.objects.get(pk=fallen(cases, fines=[FINE]).case.pk)
    assert execution.owed(case) == 0
    assert execution.schedule(case) == []
    assert "G1" not in {one.code for one in findings_at("submit_closure", case) if one.blocks}


# --- Reopened ---------------------------------------------------------------------------------------------------------


@breaks("RO1")
def test_what_was_upheld_is_not_dealt_with_anew(cases) -> Act:
    journey = fallen(cases, "upheld")
    return reopening(journey)


@breaks("RO1")
def test_not_before_the_result(cases) -> Act:
    journey = fallen(cases)
    journey.case.remedies.update(lodged_on=journey.at.date() - timedelta(days=1))
    return reopening(journey, happened_on=journey.at.date() - timedelta(days=1))


@breaks("RO1")
def test_once_only(cases) -> Act:
    journey = fallen(cases)
    reopening(journey)()
    return reopening(journey)


@satisfies("RO1", "A8", "A8u")
def test_an_annulled_decision_is_dealt_with_anew(cases) -> Act:
    return reopening(fallen(cases))


@breaks("A8")
def test_two_officers_go_on(cases) -> Act:
    journey = fallen(cases)
    return reopening(journey, officers=[journey.officers[0]])


def test_the_new_round_has_clock_number_and_dossier_of_its_own(cases) -> None:
    journey = fallen(cases, fines=[FINE])
    play(journey.go())
    play(journey.archive())
    first = Case.objects.get(pk=journey.case.pk)
    frozen = (first.stage, first.archived_on, first.total_fine, first.documents.count(), first.dossier_sha256)
    onward = anew(cases, journey)
    case = onward.case
    assert case.stage == Stage.FILING
    assert (case.filed_on, case.number, case.decided_on) == (None, "", None)
    assert case.party.name == first.party.name and case.party_id != first.party_id
    assert case.evidence.count() >= first.evidence.count()
    assert case.rectifications.count() == first.rectifications.count()
    onward.story.fines = [FINE / 2]
    play(onward.whole())
    case, again = Case.objects.get(pk=case.pk), Case.objects.get(pk=first.pk)
    assert case.is_sealed and case.filed_on > first.filed_on
    assert case.number and case.number != first.number
    assert case.total_fine == FINE / 2
    assert frozen == (again.stage, again.archived_on, again.total_fine, again.documents.count(), again.dossier_sha256)
    for row in (first, case):
        chain = list(LedgerEvent.objects.filter(chain=f"case:{row.pk}").order_by("seq"))
        assert list(ledger.verify(chain)) == []
        assert sum(event.action == "reopen" for event in chain) == 1


@satisfies("C14")
def test_a_matter_is_dealt_with_a_third_time(cases) -> Act:
    first = fallen(cases)
    second = anew(cases, first)
    play(second.go(Stage.CLOSURE))
    lodging(second)()
    second.at += timedelta(minutes=10)
    ending(second, "annulled")()
    second.at += timedelta(hours=1)
    third = anew(cases, second)
    assert third.case.rounds() == first.case.rounds() == [first.case.pk, second.case.pk, third.case.pk]
    return act(third, "submit_filing", proposal="file", opinion="建议立案。")


def test_it_may_end_without_a_new_decision(cases) -> None:
    onward = anew(cases, fallen(cases))
    play(onward.go(Stage.INTERVIEW))
    play(onward.terminate("原处罚决定被撤销，违法事实证据不足，终止案件。"))
    play(onward.approve())
    assert onward.case.stage == Stage.TERMINATED


def test_the_same_fine_again_is_pointed_out(cases) -> None:
    onward = anew(cases, fallen(cases, fines=[FINE]))
    rows = [{"id": row.pk, "fine": str(FINE)} for row in onward.case.violations.all()]
    found = [
        one for one in findings_at("submit_discretion", onward.case, inputs={"violations": rows}) if one.code == "RO2"
    ]
    assert len(found) == 1 and not found[0].blocks


def test_it_is_counted_once(cases) -> None:
    journey = fallen(cases)
    period = league.Period(journey.case.filed_on.year)
    before = league.league(period).total.filed
    onward = anew(cases, journey)
    play(onward.go(Stage.INTERVIEW))
    assert league.league(period).total.filed == before


def test_the_director_reopens_on_the_page(cases, client) -> None:
    journey = fallen(cases)
    case = journey.case
    url = f"{case.get_absolute_url()}act/reopen/"
    client.force_login(journey.cast.final)
    page = client.get(url)
    assert page.status_code == 200
    posted = {
        "request_key": "reopen-once",
        "remedy": case.remedies.get().pk,
        "reason": "重新调查。",
        "first_officer": journey.officers[0].pk,
        "second_officer": journey.officers[1].pk,
        "happened_on": case.remedies.get().result_on.isoformat(),
    }
    for _time in range(2):
        assert client.post(url, posted).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert case.reopened_as.handlers.count() == 2
    assert case.reopened_as.reference in client.get(case.get_absolute_url() + "?tab=facts").content.decode()
    assert client.get(url).status_code == 409
    client.force_login(journey.cast.legal)
    assert client.get(url).status_code == 403


def test_a_matter_dealt_with_anew_may_keep_the_version_of_its_first_round(cases) -> None:
    from gongshu_enforcement import timekeeper

    from .test_filing import superseded

    journey = fallen(cases, fines=[FINE])
    with timekeeper.frozen(journey.at):
        superseded()
    onward = anew(cases, journey)
    play(onward.go("interview"))
    case = Case.objects.get(pk=onward.case.pk)
    assert case.stage == Stage.INTERVIEW
    assert case.violations.get().item.version.status == "superseded"
