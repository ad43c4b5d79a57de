"""Legal time limits of a case: start, due day, state and article. Limits of 2/3/5/7 days are working days (处罚法 85)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.stages import Stage
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.working_days import (
    CalendarNotCovered,
    add_calendar_days,
    add_working_days,
    working_days_between,
)

__all__ = [
    "Limit",
    "add_calendar_days",
    "add_working_days",
    "amber_until",
    "light",
    "limits",
    "nearest",
    "working_days_left",
]

AMBER_WORKING_DAYS = 3
OF_THE_PARTY = frozenset({"defence"})
# Acts that set no limit and end none, as long as they leave the case's own stage and days as they are.
WITHOUT_LIMITS = frozenset(
    {
        "add_evidence",
        "approve",
        "confirm",
        "confirm_address",
        "recall",
        "record_inspection",
        "record_interview",
        "save_draft",
        "submit_closure",
        "submit_determination",
        "submit_discretion",
        "submit_filing",
        "submit_interview",
        "submit_notice",
        "summon_interview",
    }
)


@dataclass(frozen=True)
class Limit:
    """One running limit: what, since when, until when, by which article."""

    code: str
    title: str | Promise
    start_on: date
    due_on: date
    article: str

    @property
    def light(self) -> str:
        """green, amber or red."""
        return light(self.due_on)

    @property
    def days_left(self) -> int | None:
        """Working days left; negative when over; None where the calendar does not reach."""
        return working_days_left(self.due_on)


TITLES: dict[str, str | Promise] = {
    "filing": _("File or drop the case"),
    "decision": _("Make the decision"),
    "defence": _("The party's defence"),
    "serve_decision": _("Serve the decision"),
    "payment": _("Payment by the party"),
    "rectification": _("Re-check the correction"),
    "review": _("Review (internal target)"),
    "archive": _("Archive the dossier"),
    "report_summary": _("Report the on-site decision"),
}


def working_days_left(due_on: date) -> int | None:
    """Working days from today until a day, today not counted."""
    try:
        return working_days_between(timekeeper.today(), due_on)
    except CalendarNotCovered:
        return None


def light(due_on: date | None) -> str:
    """The colour of a deadline: green above three working days, amber up to that, red once it has passed."""
    if due_on is None:
        return "none"
    if due_on < timekeeper.today():
        return "red"
    return "amber" if due_on <= amber_until() else "green"


def amber_until() -> date:
    """The last day whose deadlines show amber today; the same for a single light and for a list's filter.

    Where the calendar does not reach, two weeks: three working days never take longer, and too early a warning is safe.
    """
    today = timekeeper.today()
    try:
        return add_working_days(today, AMBER_WORKING_DAYS + 1) - timedelta(days=1)
    except CalendarNotCovered:
        return today + timedelta(days=14)


def limits(case) -> list[Limit]:
    """The limits now running on a case, nearest first."""
    if not case.is_open:
        return sorted(_after_close(case), key=lambda limit: limit.due_on)
    running = [
        *_filing(case),
        *_decision(case),
        *_notice(case),
        *_service(case),
        *_payment(case),
        *_rectification(case),
        *_report(case),
    ]
    return sorted(running, key=lambda limit: limit.due_on)


def nearest(case) -> Limit | None:
    """The limit that comes first, kept on the case so that lists need not compute it.

    The party's own time to speak is left out: once it is over nothing is late, and the kept value would say so.
    """
    return next((limit for limit in limits(case) if limit.code not in OF_THE_PARTY), None)


def _working(start: date, n: int) -> date | None:
    try:
        return add_working_days(start, n)
    except CalendarNotCovered:
        return None


def _limit(code: str, start: date, due: date | None, article: str) -> Iterator[Limit]:
    if due is not None:
        yield Limit(code, TITLES[code], start, due, article)


def _filing(case) -> Iterator[Limit]:
    if case.stage == Stage.FILING:
        days = legal_settings.value("filing_working_days", on=case.opened_on)
        yield from _limit("filing", case.opened_on, _working(case.opened_on, days), "处罚法54(2)；期限待核实")


def _decision(case) -> Iterator[Limit]:
    if case.filed_on and case.is_before_decision and case.decision_due_on:
        yield from _limit("decision", case.filed_on, case.decision_due_on, "处罚法60")


def _notice(case) -> Iterator[Limit]:
    if case.stage != Stage.NOTICE or case.decided_on:
        return
    notice = case.standing_notice()
    if notice and notice.defence_due_on and not notice.waived_on and notice.defence_due_on >= timekeeper.today():
        yield from _limit("defence", notice.served_on, notice.defence_due_on, "处罚法44、45")


def _service(case) -> Iterator[Limit]:
    if case.decided_on and not case.decision_served_on and case.stage == Stage.NOTICE:
        days = legal_settings.value("serve_decision_working_days", on=case.decided_on)
        yield from _limit("serve_decision", case.decided_on, _working(case.decided_on, days), "处罚法61、85")


def _payment(case) -> Iterator[Limit]:
    if case.stage == Stage.CLOSURE and case.total_fine and case.decision_served_on and not is_paid(case):
        days = legal_settings.value("pay_days", on=case.decided_on)
        yield from _limit(
            "payment", case.decision_served_on, add_calendar_days(case.decision_served_on, days), "处罚法67(3)"
        )


def _rectification(case) -> Iterator[Limit]:
    for order in case.rectifications.filter(rechecks=None).prefetch_related("items"):
        yield from _limit("rectification", order.ordered_on, order.due_on, "处罚法28(1)；安全法65")


def _report(case) -> Iterator[Limit]:
    if case.is_summary and case.stage == Stage.CLOSURE and case.on_site.reported_on is None:
        due = case.on_site.report_due_on
        yield from _limit("report_summary", case.decided_on, due, "处罚法52(3)；期限待核实")


def _after_close(case) -> Iterator[Limit]:
    if case.stage == Stage.CLOSED and case.archived_on is None:
        days = legal_settings.value("archive_days", on=case.closed_on)
        yield from _limit("archive", case.closed_on, add_calendar_days(case.closed_on, days), "期限待核实")


def is_paid(case) -> bool:
    """Whether payments reach the fine decided."""
    towards_fine = (payment.amount for payment in case.payments.all() if payment.towards == "fine")
    return sum(towards_fine) >= (case.total_fine or 0)


def decision_due(filed_on: date) -> date:
    """The day by which the decision must be made: filing + 90 calendar days (处罚法 60), as the setting of that day says."""
    return add_calendar_days(filed_on, legal_settings.value("case_limit_days", on=filed_on))
