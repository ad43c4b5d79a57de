"""Rules of preserved evidence (处罚法 56): each broken alone, and satisfied."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cases.journey import play
from cases.models import Case, Preservation, Submission
from cases.stages import Stage
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import Origin
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db

THING = {
    "name": "交接班记录本",
    "model": "",
    "origin": "",
    "quality": "旧",
    "unit": "本",
    "price": "",
    "quantity": Decimal(2),
    "remark": "",
}
DISPOSAL = {"way": "return", "disposal_text": "全部退还当事人，由演示厂长签收。", "opinion": "已复制留存，建议退还。"}


def wanted(journey: Any, **changes: Any) -> dict[str, Any]:
    """A request that fits the law."""
    usual = {
        "items": [THING],
        "ground": "lost",
        "reason": "记录本可能被销毁。",
        "keeping": "on_site",
        "place": "当事人二楼仓库",
        "keeper": "演示仓库管理员",
        "appear_at": datetime.combine(journey.at.date() + timedelta(days=5), journey.at.timetz()),
        "appear_place": "街道综合行政执法队",
        "urgent": False,
    }
    return usual | changes


@way
def at_interview(cases: Any) -> Any:
    """A filed case, its evidence being gathered."""
    return cases.journey_of(cases.walk(cases.open(), "interview"))


def asking(journey: Any, **changes: Any) -> Act:
    """Asking to preserve."""
    return act(journey, "request_preservation", **wanted(journey, **changes))


def settle(journey: Any) -> None:
    """Confirm and approve what was asked for last; the head of the organ alone decides."""
    journey.submission = journey.case.submissions.order_by("pk").last()
    play(journey.confirm())
    assert journey.submission.status == Submission.Status.FINAL
    play(journey.approve())


@way
def preserved(cases: Any) -> Any:
    """A case whose evidence is preserved."""
    journey = at_interview(cases)
    asking(journey)()
    settle(journey)
    return journey


def late(journey: Any) -> Any:
    """The seven working days are over."""
    journey._not_before(add_working_days(journey.case.preservations.get().due_on, 1))
    return journey


def disposing(journey: Any, **changes: Any) -> Act:
    """Asking what shall become of it."""
    kept = journey.case.preservations.get()
    return act(journey, "dispose_preservation", **{"preservation": kept, **DISPOSAL, **changes})


@breaks("B7a")
def test_nothing_is_preserved_without_a_reason(cases) -> Act:
    return asking(at_interview(cases), reason="  ")


@breaks("B7b")
def test_before_filing_only_what_is_urgent(cases) -> Act:
    return asking(cases.journey_of(cases.open()))


@satisfies("B7b")
def test_urgent_evidence_need_not_wait_for_filing(cases) -> Act:
    return asking(cases.journey_of(cases.open()), urgent=True)


@breaks("B7c")
def test_every_thing_is_described(cases) -> Act:
    return asking(at_interview(cases), items=[THING | {"quality": ""}])


@breaks("B7c")
def test_nothing_is_preserved_without_a_list(cases) -> Act:
    return asking(at_interview(cases), items=[])


@satisfies("B7a", "B7c")
def test_evidence_is_preserved(cases) -> Act:
    return asking(at_interview(cases))


@breaks("B7d")
def test_after_the_limit_things_can_only_be_returned(cases) -> Act:
    return disposing(late(preserved(cases)), way="appraise")


@breaks("B7d")
def test_a_disposal_approved_too_late_is_too_late(cases) -> Act:
    journey = preserved(cases)
    disposing(journey, way="appraise")()
    journey.submission = journey.case.submissions.order_by("pk").last()
    play(journey.confirm())
    late(journey)

    def approve() -> None:
        with timekeeper.frozen(journey.at, origin=Origin.DEMO):
            door.perform("approve", journey.submission, acting_user=journey.cast.final, opinion="同意。")

    return approve


@breaks("B7e")
def test_a_disposal_says_what_happens(cases) -> Act:
    return disposing(preserved(cases), disposal_text=" ")


@satisfies("B7d", "B7e")
def test_things_are_returned_after_the_limit(cases) -> Act:
    return disposing(late(preserved(cases)))


@breaks("B7")
def test_nothing_goes_on_while_things_are_kept_too_long(cases) -> Act:
    journey = late(preserved(cases))
    play(journey.prepare())
    return act(journey, "submit_interview", summary="证据已收集完毕。", opinion="建议进入下一阶段。")


@breaks("B7f")
def test_a_case_does_not_end_with_things_still_kept(cases) -> Act:
    return act(preserved(cases), "request_termination", reason="当事人已注销。")


@satisfies("B7")
def test_the_case_goes_on_within_the_seven_days(cases) -> Act:
    journey = preserved(cases)
    play(journey.prepare())
    return act(journey, "submit_interview", summary="证据已收集完毕。", opinion="建议进入下一阶段。")


@breaks("B7f")
@pytest.mark.parametrize("code", ["request_termination", "request_transfer"])
def test_nor_with_things_kept_too_long(cases, code) -> Act:
    receiver = {"receiver": "演示某局", "to_police": False} if code == "request_transfer" else {}
    return act(late(preserved(cases)), code, reason="当事人已注销。", **receiver)


@way
def terminating(cases: Any) -> Any:
    """Things were preserved and returned; the termination waits for its last word."""
    journey = preserved(cases)
    disposing(journey)()
    settle(journey)
    journey.submission = act(journey, "request_termination", reason="当事人已注销。")()
    play(journey.confirm())
    while journey.submission.status != Submission.Status.FINAL:
        play(journey.approve_once())
    return journey


def the_last_word(journey: Any) -> Act:
    """The deputy director agrees."""

    def approve() -> None:
        with timekeeper.frozen(journey.at + timedelta(minutes=5), origin=Origin.DEMO):
            door.perform("approve", journey.submission, acting_user=journey.cast.final, opinion="同意。")

    return approve


@breaks("B7f")
@pytest.mark.parametrize("too_long", [False, True])
def test_the_last_word_ends_no_case_with_things_still_kept(cases, too_long) -> Act:
    journey = terminating(cases)
    Preservation.objects.filter(case=journey.case).update(disposed_on=None)
    return the_last_word(late(journey) if too_long else journey)


@satisfies("B7f")
def test_a_case_ends_when_things_are_returned(cases) -> Act:
    return the_last_word(terminating(cases))


@way
def reviewed(cases: Any) -> Any:
    """Things are preserved, and the investigation lies with the reviewers."""
    journey = preserved(cases)
    play(journey.prepare())
    play(journey.submit())
    play(journey.confirm())
    play(journey.approve_once())
    return journey


@satisfies("W1", "B7d", "B7e")
def test_things_are_disposed_of_while_the_stage_is_reviewed(cases) -> Act:
    return disposing(reviewed(cases))


@breaks("W1")
def test_what_waits_for_the_second_officer_is_recalled_first(cases) -> Act:
    journey = preserved(cases)
    play(journey.prepare())
    play(journey.submit())
    return disposing(journey)


@breaks("W1")
def test_one_disposal_at_a_time_beside_a_review(cases) -> Act:
    again = disposing(reviewed(cases))
    again()
    return again


def test_a_disposal_leaves_the_review_as_it_was(cases) -> None:
    journey = reviewed(cases)
    under_review = journey.submission
    frozen = (under_review.content, under_review.snapshot, under_review.content_hash, under_review.status)
    disposing(journey)()
    settle(journey)
    assert not journey.case.preservations.get().is_pending
    under_review.refresh_from_db()
    assert frozen == (under_review.content, under_review.snapshot, under_review.content_hash, under_review.status)
    assert journey.case.open_submission() == under_review
    journey.submission = under_review
    play(journey.approve())
    assert Case.objects.get(pk=journey.case.pk).stage == Stage.DETERMINATION


def test_the_review_may_end_before_the_disposal(cases) -> None:
    journey = reviewed(cases)
    under_review = journey.submission
    disposal = disposing(journey)()
    journey.submission = disposal
    play(journey.confirm())
    journey.submission = under_review
    play(journey.approve())
    journey.case = Case.objects.get(pk=journey.case.pk)
    assert (journey.case.stage, journey.case.open_submission()) == (Stage.DETERMINATION, disposal)
    journey.submission = disposal
    journey.submission.refresh_from_db()
    play(journey.approve())
    assert not journey.case.preservations.get().is_pending


def test_a_hand_over_ends_the_review_and_the_disposal(cases) -> None:
    journey = reviewed(cases)
    disposing(journey)()
    play(journey.hand_over("complexity", "案情复杂。"))
    play(journey.accept_hand_over())
    assert Case.objects.get(pk=journey.case.pk).open_submission() is None


def test_the_disposal_is_offered_beside_a_review(cases, client) -> None:
    journey = reviewed(cases)
    client.force_login(journey.officers[0].user)
    address = f"/cases/{journey.case.reference}/act/dispose_preservation/"
    assert address in client.get(f"/cases/{journey.case.reference}/").content.decode()
    disposing(journey)()
    assert address not in client.get(f"/cases/{journey.case.reference}/").content.decode()


def test_preserved_and_returned_with_its_four_papers(cases) -> None:
    journey = preserved(cases)
    kept = journey.case.preservations.get()
    assert kept.due_on == add_working_days(kept.preserved_on, 7)
    assert kept.items.get().quantity == Decimal(2)
    disposing(journey, way="copy")()
    settle(journey)
    kept.refresh_from_db()
    assert (kept.is_pending, kept.way) == (False, Preservation.Way.COPY)
    papers = dict(journey.case.documents.filter(code__startswith="XB").values_list("code", "number"))
    assert set(papers) == {"XBSP", "XBTZ", "XBCS", "XBCL"}
    assert all(papers.values())
    disposal = journey.case.documents.get(code="XBCL")
    assert disposal.data["notice_number"] == papers["XBTZ"]


@pytest.mark.parametrize("act_of", ["preserve", "dispose"])
def test_the_head_sees_what_is_asked_and_the_paper_it_leads_to(cases, client, act_of) -> None:
    journey = at_interview(cases) if act_of == "preserve" else preserved(cases)
    (asking if act_of == "preserve" else disposing)(journey)()
    journey.submission = journey.case.submissions.order_by("pk").last()
    play(journey.confirm())
    client.force_login(journey.cast.final)
    page = client.get(f"/reviews/{journey.submission.pk}/")
    assert page.status_code == 200
    paper = "XBSP" if act_of == "preserve" else "XBCS"
    draft = client.get(f"/cases/{journey.case.reference}/submissions/{journey.submission.pk}/form/{paper}/")
    assert draft.status_code == 200 and THING["name"] in draft.content.decode()
    assert client.get(f"/cases/{journey.case.reference}/?tab=evidence").status_code == 200


def test_every_kind_of_submission_names_the_papers_it_leads_to() -> None:
    from cases.reading.drafts import OF_A_KIND

    assert set(OF_A_KIND) | {Submission.Kind.STAGE} == set(Submission.Kind)


def test_what_is_disposed_of_cannot_be_disposed_of_again(cases) -> None:
    journey = preserved(cases)
    again = disposing(journey)
    again()
    settle(journey)
    with pytest.raises(ActionRefused):
        again()
