"""A case of the organ's own in which a danger could not wait: every measure the law knows, begun and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases.journey import Journey, Part
from cases.stages import Stage

from .courses import asked

MACHINE = {
    "name": "冲压机（演示）",
    "specification": "J23-40",
    "unit": "台",
    "quantity": "2",
    "remark": "缺少安全防护装置",
}
GUARD = "光电保护装置（演示）"
FITS = "情况属实，建议批准。"


def with_measures(journey: Journey) -> Part:
    """Measures on the spot, inquest, samples, appraisal, seizure, stop of the power; all lifted; a hearing; the archive."""
    yield from journey.go(Stage.INTERVIEW)
    yield from _on_the_spot(journey)
    yield from _appraisal(journey)
    yield from _seizure(journey)
    yield from journey.go(Stage.NOTICE)
    yield from journey.issue_notice()
    yield from journey.serve_issued()
    if journey.case.standing_notice().with_hearing:
        yield from journey.hear()
    yield from journey.whole()


def _today(journey: Journey) -> Any:
    return journey.at.date()


def _present(journey: Journey) -> str:
    return journey.story.contact or journey.story.party.get("representative") or journey.story.party["name"]


def _on_the_spot(journey: Journey) -> Part:
    yield from journey._record(
        "order_on_site_measures",
        happened_on=_today(journey),
        kind="stop",
        problems=[{"text": "2台冲压机缺少安全防护装置", "provision": "《中华人民共和国安全生产法》第三十六条第一款"}],
        danger="防护装置安装前继续使用，无法保证操作人员安全",
        measures="立即停止使用2台冲压机\n从冲压作业区撤出全部作业人员",
    )
    times = {"started_at": journey.at - timedelta(minutes=40), "ended_at": journey.at - timedelta(minutes=4)}
    yield from journey._record(
        "record_inquest",
        happened_on=_today(journey),
        place=journey.story.place,
        weather="室内，照明正常",
        party_present=f"{_present(journey)}（负责人）",
        party_phone=journey.story.contact_phone,
        certificates_shown=True,
        findings="冲压作业区东西长24米、南北宽12米。\n2台冲压机靠北墙并列，间距1.2米，均未安装光电保护装置。",
        sketch="平面图1张（演示）",
        **times,
    )
    yield from journey._record(
        "record_sampling",
        happened_on=_today(journey),
        place=journey.story.place,
        contact_name=_present(journey),
        contact_phone=journey.story.contact_phone,
        items=[{"name": GUARD, "specification": "GD-2，批号2025-11", "quantity": "1件"}],
        started_at=times["ended_at"],
        ended_at=journey.at,
    )


def _appraisal(journey: Journey) -> Part:
    yield from journey._record(
        "begin_appraisal",
        officers=None,
        happened_on=_today(journey),
        institution="杭州演示检测技术有限公司",
        basis="检测该装置的响应时间是否符合国家标准。",
        items=[{"name": GUARD, "model": "GD-2", "quantity": "1件", "remark": "抽样取证"}],
        report_by=_today(journey) + timedelta(days=14),
    )


def _seizure(journey: Journey) -> Part:
    yield from asked(
        journey,
        "request_seizure",
        opinion=FITS,
        manner="seal",
        reason="有根据认为2台冲压机不符合保障安全生产的国家标准。",
        basis="《中华人民共和国安全生产法》第六十五条第一款第四项",
        place=journey.story.place,
        ends_on=_today(journey) + timedelta(days=10),
        items=[MACHINE],
    )
    row = journey.case.seizures.get()
    until = row.until + timedelta(days=10)
    yield from asked(
        journey,
        "request_seizure_extension",
        opinion=FITS,
        seizure=row,
        extended_to=until,
        reason="鉴定意见尚未取得，情况复杂。",
    )
    yield from _power(journey)
    opinion = yield from journey._record(
        "add_evidence",
        officers=None,
        kind="expert",
        title="光电保护装置检测报告（演示）",
        proves="该装置的响应时间不符合国家标准",
        obtained_from="杭州演示检测技术有限公司",
        made_by="杭州演示检测技术有限公司",
        made_on=_today(journey),
        place=journey.story.place,
    )
    yield from journey._record(
        "end_appraisal",
        officers=None,
        happened_on=_today(journey),
        evidence=opinion,
        result="响应时间不符合国家标准，已更换。",
    )
    yield from asked(
        journey,
        "dispose_seizure",
        opinion=FITS,
        seizure=row,
        outcome="lift",
        basis="《中华人民共和国行政强制法》第二十七条、第二十八条第一款第三项",
        disposal_text="已安装安全防护装置并经检测合格，解除查封，由当事人签收。",
    )


def _power(journey: Journey) -> Part:
    yield from asked(
        journey,
        "request_supply_stop",
        opinion=FITS,
        order=journey.case.on_site_measures.get(),
        what="power",
        supplier="杭州演示供电公司",
        hazard="当事人拒不停止使用冲压机，随时可能发生人身伤害事故。",
        stop_at=journey.at + timedelta(days=3),
        urgent=False,
    )
    journey._not_before(_today(journey) + timedelta(days=4))
    stop = journey.case.supply_stops.get()
    yield from journey._record(
        "restore_supply",
        officers=None,
        stop=stop,
        performed_on=_today(journey),
        restored_at=journey.at + timedelta(hours=1),
    )
