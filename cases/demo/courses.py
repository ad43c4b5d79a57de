"""Courses few cases take: decided on the spot, evidence preserved, a deferral, a surcharge and the court."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cases import execution
from cases.journey import Journey, Part
from cases.stages import Stage
from gongshu_enforcement.working_days import add_working_days

BOOK = {
    "name": "交接班记录本（演示）",
    "model": "",
    "origin": "",
    "quality": "旧",
    "unit": "本",
    "price": "",
    "quantity": Decimal(2),
    "remark": "",
}


def on_site(journey: Journey) -> Part:
    """The summary procedure, from the decision on the spot to the sealed dossier."""
    yield from journey.whole_on_site()


def asked(journey: Journey, code: str, **inputs: Any) -> Part:
    """Ask, confirm, approve."""
    journey.submission = yield from journey._record(code, officers=None, **inputs)
    yield from journey.approve()


def on_or_after(journey: Journey, day: date) -> None:
    """Nothing more happens before this day, or before the first working day after it."""
    journey._not_before(add_working_days(day - timedelta(days=1), 1))


def with_preservation(journey: Journey) -> Part:
    """Evidence is registered and kept while it is copied, then given back (处罚法 56)."""
    yield from journey.go(Stage.INTERVIEW)
    yield from asked(
        journey,
        "request_preservation",
        items=[BOOK],
        ground="lost",
        reason="记录本可能被销毁，以后难以取得。",
        keeping="on_site",
        place=journey.story.place,
        keeper=journey.story.contact or journey.story.party["name"],
        appear_at=datetime.combine(journey.at.date() + timedelta(days=5), journey.at.timetz()),
        appear_place=f"{journey.cast.street.name}综合行政执法队",
        urgent=False,
    )
    yield from asked(
        journey,
        "dispose_preservation",
        preservation=journey.case.preservations.get(),
        way="return",
        disposal_text="已复制留存，全部退还当事人，由当事人签收。",
        opinion="已复制留存，建议退还。",
    )
    yield from journey.whole()


def deferred(journey: Journey) -> Part:
    """The party is allowed to pay a month later (处罚法 66(2))."""
    yield from journey.go(Stage.CLOSURE)
    until = journey.at.date() + timedelta(days=30)
    yield from asked(
        journey,
        "request_deferral",
        applied_on=journey.at.date(),
        hardship="当事人资金周转困难，已提交银行流水（演示）。",
        until=until,
        opinion="情况属实，建议准予延期缴纳。",
    )
    on_or_after(journey, until - timedelta(days=3))
    yield from journey.whole()


def before_the_court(journey: Journey) -> Part:
    """Nothing is paid: reminder, surcharge, reminder before the court, application, payment by its order (强制法 35, 53, 54)."""
    yield from journey.go(Stage.CLOSURE)
    yield from journey.recheck(passed=True)
    yield from journey.serve_issued()
    on_or_after(journey, execution.first_due_on(journey.case) + timedelta(days=1))
    yield from _remind(journey, "pay")
    on_or_after(journey, journey.case.reminders.latest("pk").pay_by + timedelta(days=1))
    yield from journey._record("decide_surcharge", officers=None)
    yield from journey.serve_issued()
    on_or_after(journey, execution.remedies_over_on(journey.case) - timedelta(days=20))
    yield from _remind(journey, "court")
    on_or_after(journey, execution.court_window(journey.case).opens)
    desk = journey.cast.enforcement
    yield from journey._act(
        "apply_court", desk, journey.case, views="当事人未提出意见。", assets="演示银行账户，账号见卷内材料。"
    )
    on_or_after(journey, journey.at.date() + timedelta(days=30))
    yield from journey._act(
        "record_court_result",
        desk,
        journey.case,
        happened_on=journey.at.date(),
        result="enforced",
        result_text="人民法院裁定准予强制执行，款项已全部划转（演示）。",
    )
    yield from journey.pay()
    yield from journey._record(
        "record_payment",
        officers=None,
        amount=execution.surcharge_owed(journey.case),
        voucher=f"演示加处{journey.case.pk:04d}",
        towards="surcharge",
    )
    yield from journey.whole()


def _remind(journey: Journey, kind: str) -> Part:
    yield from journey._record("remind", officers=None, kind=kind, pay_by=journey.at.date() + timedelta(days=15))
    yield from journey.serve_issued()
