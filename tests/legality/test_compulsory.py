"""Rules of measures on the spot and of compulsory measures: each broken alone, and satisfied."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.demo.measures import with_measures
from cases.documents.issue import html
from cases.journey import play
from cases.models import Submission
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import Origin
from tests.documents.tools import words
from tests.walked import way

from .proof import Act, breaks, satisfies
from .steps import act

pytestmark = pytest.mark.django_db

THING = {"name": "冲压机", "specification": "J23-40", "unit": "台", "quantity": "2", "remark": ""}
DANGER = {"text": "冲压机光电保护装置失效", "provision": "《中华人民共和国安全生产法》第三十六条"}


@way
def at_interview(cases: Any, unit: str = "organ") -> Any:
    """A filed case, its evidence being gathered; of the organ's own unless said otherwise."""
    return cases.journey_of(cases.walk(cases.open(unit=unit), "interview"))


def on(journey: Any, days: int = 0) -> Any:
    """The journey's day, or some days later."""
    return journey.at.date() + timedelta(days=days)


def settle(journey: Any) -> None:
    """Confirm and approve what was asked for last."""
    journey.submission = journey.case.submissions.order_by("pk").last()
    if journey.submission.status == Submission.Status.CONFIRMING:
        play(journey.confirm())
    assert journey.submission.status == Submission.Status.FINAL
    play(journey.approve())


def asking(journey: Any, **changes: Any) -> Act:
    """Asking to seize."""
    usual = {
        "manner": "seize",
        "reason": "有根据认为设备不符合保障安全生产的国家标准。",
        "basis": "《中华人民共和国安全生产法》第六十五条第一款第四项",
        "place": "当事人一号仓库",
        "ends_on": on(journey, 25),
        "items": [THING],
        "opinion": "建议扣押。",
    }
    return act(journey, "request_seizure", **usual | changes)


@way
def seized(cases: Any) -> Any:
    """A case whose things are seized."""
    journey = at_interview(cases)
    asking(journey)()
    settle(journey)
    return journey


def late(journey: Any) -> Any:
    """The period of the seizure is over."""
    journey._not_before(journey.case.seizures.get().until + timedelta(days=1))
    return journey


def extending(journey: Any, days: int = 30) -> Act:
    """Asking for more time."""
    row = journey.case.seizures.get()
    inputs = {"seizure": row, "extended_to": row.until + timedelta(days=days), "reason": "须向制造单位核实。"}
    return act(journey, "request_seizure_extension", **inputs, opinion="建议延长。")


def disposing(journey: Any, outcome: str = "lift") -> Act:
    """Asking what shall become of it."""
    inputs = {
        "seizure": journey.case.seizures.get(),
        "outcome": outcome,
        "basis": "《中华人民共和国行政强制法》第二十八条",
    }
    return act(journey, "dispose_seizure", **inputs, disposal_text="全部退还当事人。", opinion="建议解除。")


def ordering(journey: Any, **changes: Any) -> Act:
    """Ordering measures on the spot."""
    usual = {
        "kind": "stop",
        "problems": [DANGER],
        "danger": "修复前无法保证操作人员安全。",
        "measures": "立即停止使用2台冲压机",
        "officers": journey.officers,
        "happened_on": on(journey),
    }
    return act(journey, "order_on_site_measures", **usual | changes)


def stopping(journey: Any, hours: int = 72, **changes: Any) -> Act:
    """Asking to have the power cut off."""
    if not journey.case.on_site_measures.exists():
        ordering(journey)()
    usual = {
        "order": journey.case.on_site_measures.get(),
        "what": "power",
        "supplier": "演示供电公司",
        "hazard": "拒不停用设备，随时可能伤人。",
        "stop_at": journey.at + timedelta(hours=hours),
        "urgent": False,
        "opinion": "建议停止供电。",
    }
    return act(journey, "request_supply_stop", **usual | changes)


def inquest(journey: Any, **changes: Any) -> Act:
    """Recording an inquest."""
    usual = {
        "happened_on": on(journey),
        "started_at": journey.at - timedelta(minutes=50),
        "ended_at": journey.at - timedelta(minutes=5),
        "officers": journey.officers,
        "place": "冲压车间",
        "weather": "晴",
        "party_present": "演示陈某（总经理）",
        "certificates_shown": True,
        "findings": "2台冲压机光电保护装置未接线。",
    }
    return act(journey, "record_inquest", **usual | changes)


def commission(journey: Any, **changes: Any) -> Act:
    """Commissioning an appraisal with a letter issued here."""
    thing = {"name": "光电保护装置", "model": "GD-2", "quantity": "1件", "remark": ""}
    usual = {"institution": "演示检测公司", "basis": "检测响应时间。", "items": [thing], "report_by": on(journey, 14)}
    return act(journey, "begin_appraisal", **usual | changes)


@breaks("QZ1")
def test_a_street_seizes_nothing(cases) -> Act:
    return asking(at_interview(cases, "street"))


@breaks("QZ2")
def test_nothing_is_seized_without_a_list(cases) -> Act:
    return asking(at_interview(cases), items=[])


@breaks("QZ3")
def test_no_seizure_lasts_longer_than_thirty_days(cases) -> Act:
    journey = at_interview(cases)
    return asking(journey, ends_on=on(journey, 31))


@satisfies("QZ1", "QZ2", "QZ3")
def test_the_organ_seizes(cases) -> Act:
    return asking(at_interview(cases))


@breaks("QZ4")
def test_a_seizure_is_not_extended_once_it_is_over(cases) -> Act:
    return extending(late(seized(cases)))


@breaks("QZ4")
def test_a_seizure_is_extended_once_only(cases) -> Act:
    journey = seized(cases)
    extending(journey, 10)()
    settle(journey)
    return extending(journey, 10)


@satisfies("QZ4")
def test_a_seizure_is_extended_in_time(cases) -> Act:
    return extending(seized(cases))


@breaks("QZ5")
def test_after_the_period_nothing_is_confiscated(cases) -> Act:
    return disposing(late(seized(cases)), "confiscate")


@satisfies("QZ5")
def test_after_the_period_it_is_lifted(cases) -> Act:
    return disposing(late(seized(cases)))


@breaks("QZ6")
def test_no_case_ends_with_things_seized(cases) -> Act:
    return act(seized(cases), "request_termination", reason="当事人已注销。")


@satisfies("QZ6")
def test_a_case_ends_once_they_are_returned(cases) -> Act:
    journey = seized(cases)
    disposing(journey)()
    settle(journey)
    return act(journey, "request_termination", reason="当事人已注销。")


@breaks("QZ7")
def test_no_power_is_cut_without_an_order_to_stop(cases) -> Act:
    journey = at_interview(cases)
    ordering(journey, kind="evacuate")()
    return stopping(journey)


@breaks("QZ8")
def test_power_is_not_cut_within_a_day(cases) -> Act:
    return stopping(at_interview(cases), hours=20)


@satisfies("QZ7", "QZ8")
def test_power_is_cut_where_an_order_is_defied(cases) -> Act:
    return stopping(at_interview(cases))


@breaks("XC1")
def test_a_street_stops_no_production(cases) -> Act:
    return ordering(at_interview(cases, "street"))


@breaks("XC2")
def test_a_stop_says_why(cases) -> Act:
    return ordering(at_interview(cases), danger=" ")


@satisfies("XC1", "XC2")
def test_a_street_has_a_danger_removed(cases) -> Act:
    return ordering(at_interview(cases, "street"), kind="evacuate", danger="")


@breaks("KY1")
def test_no_inquest_without_certificates_shown(cases) -> Act:
    return inquest(at_interview(cases), certificates_shown=False)


@satisfies("KY1")
def test_an_inquest_is_recorded(cases) -> Act:
    return inquest(at_interview(cases))


@breaks("JD1")
def test_a_commission_names_things(cases) -> Act:
    return commission(at_interview(cases), items=[])


@satisfies("JD1")
def test_an_appraisal_is_commissioned(cases) -> Act:
    return commission(at_interview(cases))


def test_every_paper_of_measures_is_issued_with_its_number(cases, client) -> None:
    journey = at_interview(cases)
    inquest(journey)()
    sampled = {"name": "光电保护装置", "specification": "GD-2", "quantity": "1件"}
    times = {"started_at": journey.at - timedelta(minutes=4), "ended_at": journey.at - timedelta(minutes=1)}
    who = {"officers": journey.officers, "contact_name": "演示陈某", "happened_on": on(journey)}
    act(journey, "record_sampling", items=[sampled], place="冲压车间", **times, **who)()
    asking(journey)()
    look_at_the_request(journey, client)
    settle(journey)
    opens(journey, client, "request_seizure", "request_seizure_extension", "dispose_seizure", "order_on_site_measures")
    extending(journey)()
    settle(journey)
    disposing(journey)()
    settle(journey)
    stopping(journey, hours=120)()
    settle(journey)
    assert journey.submission.decisions.get().desk == "chief"
    stop = journey.case.supply_stops.get()
    opens(journey, client, "request_supply_stop", "restore_supply", "record_inquest", "record_sampling")
    act(journey, "restore_supply", stop=stop, performed_on=on(journey), restored_at=journey.at)()
    commission(journey)()
    papers = {row.code: row for row in journey.case.documents.order_by("pk")}
    wanted = {"XCCL", "KYBL", "CYQZ", "JDWT", "QZSP", "CFKY", "CKQD", "CKYQ", "CKCL", "TGTZ", "TGJD", "HFGD"}
    assert wanted <= set(papers)
    assert all(papers[code].number for code in wanted - {"CKQD"})
    for code in wanted:
        assert "None" not in words(html(papers[code]))
    assert papers["CKQD"].data["number_of_decision"] == papers["CFKY"].number
    assert papers["HFGD"].data["notice_number"] == papers["TGTZ"].number
    assert papers["QZSP"].number.endswith("-3号")
    assert journey.case.suspensions.get().letter.endswith(papers["JDWT"].number)


def look_at_the_request(journey: Any, client: Any) -> None:
    """The head sees what is asked, and the paper it leads to."""
    submission = journey.case.submissions.order_by("pk").last()
    with timekeeper.frozen(journey.at + timedelta(minutes=9), origin=Origin.DEMO):
        door.perform("confirm", submission, acting_user=journey.officers[1].user)
    client.force_login(journey.cast.final)
    page = client.get(f"/reviews/{submission.pk}/")
    assert page.status_code == 200 and THING["name"] in page.content.decode()
    draft = client.get(f"/cases/{journey.case.reference}/submissions/{submission.pk}/form/QZSP/")
    assert draft.status_code == 200 and THING["name"] in draft.content.decode()
    client.force_login(journey.officers[0].user)


def opens(journey: Any, client: Any, *codes: str) -> None:
    """The forms of these acts open for the lead officer."""
    client.force_login(journey.officers[0].user)
    with timekeeper.frozen(journey.at, origin=Origin.DEMO):
        for code in codes:
            assert client.get(f"/cases/{journey.case.reference}/act/{code}/").status_code == 200, code


def test_the_story_of_the_demo_year_begins_and_ends_every_measure(cases) -> None:
    journey = cases.journey(unit="organ")
    play(with_measures(journey))
    case = journey.case
    assert case.stage == "closed" and case.archived_on
    assert not case.seizures.filter(ended_on=None).exists()
    measures = ["XCCL", "KYBL", "CYQZ", "JDWT", "QZSP", "CFKY", "CKQD", "CKYQ", "CKCL", "TGTZ", "TGJD", "HFGD", "XYXF"]
    assert set(measures) <= set(case.documents.values_list("code", flat=True))


def test_what_is_typed_on_the_page_becomes_the_request(cases, client) -> None:
    journey = at_interview(cases)
    rows = {"items-TOTAL_FORMS": "1", "items-INITIAL_FORMS": "0"}
    rows |= {f"items-0-{name}": value for name, value in THING.items()}
    typed = {
        "manner": "seal",
        "reason": "设备不合格。",
        "basis": "安全生产法",
        "place": "仓库",
        "opinion": "建议查封。",
    }
    client.force_login(journey.officers[0].user)
    with timekeeper.frozen(journey.at, origin=Origin.DEMO):
        url = f"/cases/{journey.case.reference}/act/request_seizure/"
        refused = client.post(url, {**typed, **rows, "ends_on": on(journey, 90), "request_key": "a"})
        assert "ends_on" in refused.context["form"].errors
        assert "设备不合格。" in refused.content.decode()
        assert client.post(url, {**typed, **rows, "ends_on": on(journey, 9), "request_key": "b"}).status_code == 302
    content = journey.case.submissions.get(kind="measure").content
    assert content["items"] == [THING] and content["manner"] == "seal"


def test_the_notice_on_credit_repair_comes_with_the_decision(cases) -> None:
    case = cases.walk(cases.open(), "notice", "final")
    journey = cases.journey_of(case)
    journey.submission = case.open_submission()
    play(journey.approve())
    paper = case.documents.get(code="XYXF")
    assert paper.data["decision_number"] == case.documents.get(code="CFDW").number
