"""Legal time limits of a case: start, due day, state and article. Limits of 2/3/5/7 days are working days (处罚法 85).

The limits are computed from what is on record, never stored, but for two days: the case keeps the day its decision is due
(`decision_due_on`, as extended) and its nearest limit, so that lists need not compute it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases import execution
from cases.decision_limit import (
    decision_deadline,
    decision_due,
    extend_decision,
    extended_at_most,
    open_pauses,
    uncounted_and_over,
    uncounted_days,
    uncounted_so_far,
)
from cases.limit_kinds import AFTER_SEALING, HOURS, KINDS, NEVER_LATE, UNITS, WORKING, Kind
from cases.stages import ENDS, Stage
from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.errors import Text
from gongshu_enforcement.working_days import (
    CalendarNotCovered,
    add_calendar_days,
    add_working_days,
    subtract_working_days,
    working_days_between,
)

__all__ = [
    "TITLES",
    "Limit",
    "add_calendar_days",
    "add_working_days",
    "amber_until",
    "decision_deadline",
    "decision_due",
    "extend_decision",
    "extended_at_most",
    "kept",
    "light",
    "limit_of",
    "limits",
    "nearest",
    "open_pauses",
    "passed",
    "review_target",
    "uncounted_and_over",
    "uncounted_days",
    "uncounted_so_far",
    "working_days_left",
]

AMBER_WORKING_DAYS = 3
# Acts that set no limit and end none, as long as they leave the case's own stage and days as they are.
WITHOUT_LIMITS = frozenset(
    {
        "add_evidence",
        "confirm",
        "confirm_address",
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
TITLES: dict[str, Text] = {kind.code: kind.title for kind in KINDS.values()}


@dataclass(frozen=True)
class Limit:
    """One limit of a case: what, since when, until when. `due_on` None: it lies in a year nobody has loaded.

    `pause`: the suspension that stops it now, or that moved it.
    """

    kind: Kind
    start_on: date
    due_on: date | None
    pause: Any = None
    paused: bool = False

    @property
    def code(self) -> str:
        """The code of its kind."""
        return self.kind.code

    @property
    def title(self) -> Text:
        """What must be done."""
        return self.kind.title

    @property
    def article(self) -> str:
        """The provision it rests on."""
        return self.kind.article

    @property
    def start(self) -> Text:
        """The event that began it."""
        return self.kind.start

    @property
    def unit(self) -> Text:
        """Working or calendar days, or how else it is counted."""
        return UNITS[self.kind.unit]

    @property
    def state(self) -> str:
        """green, amber, red; paused while it stands still; unknown where the calendar does not reach."""
        if self.paused:
            return "paused"
        return "unknown" if self.due_on is None else light(self.due_on, self.code)

    @property
    def light(self) -> str:
        """The lamp: green, amber, red, or none."""
        return self.state if self.state in ("green", "amber", "red") else "none"

    @property
    def days_left(self) -> int | None:
        """Working days left; negative when over; None where the calendar does not reach."""
        return None if self.due_on is None else working_days_left(self.due_on)

    @property
    def has_passed(self) -> bool:
        """Whether something is late: a limit of the law, not the party's own time, and its day is over."""
        return self.state == "red" and self.code not in NEVER_LATE


# --- Lamps ------------------------------------------------------------------------------------------------------------


def working_days_left(due_on: date) -> int | None:
    """Working days from today until a day, today not counted."""
    try:
        return working_days_between(timekeeper.today(), due_on)
    except CalendarNotCovered:
        return None


def light(due_on: date | None, code: str = "") -> str:
    """The colour of a deadline: green above three working days, amber up to that, red once it has passed.

    The limit for the decision turns amber earlier, on day 80 of 90: no rule moves a last day that falls on a weekend.
    """
    if due_on is None:
        return "none"
    if due_on < timekeeper.today():
        return "red"
    return "amber" if due_on <= max(amber_until(), _warned_until(code)) else "green"


def amber_until() -> date:
    """The last day whose deadlines show amber today; the same for a single light and for a list's filter.

    Where the calendar does not reach, two weeks: three working days never take longer, and too early a warning is safe.
    """
    today = timekeeper.today()
    try:
        return add_working_days(today, AMBER_WORKING_DAYS + 1) - timedelta(days=1)
    except CalendarNotCovered:
        return today + timedelta(days=14)


def decision_warned_until() -> date:
    """The last day on which a decision may fall due to show amber today."""
    return timekeeper.today() + timedelta(days=legal_settings.value("limit_warning_days"))


def _warned_until(code: str) -> date:
    return decision_warned_until() if code == "decision" else date.min


# --- The limits of a case ---------------------------------------------------------------------------------------------


def limits(case: Any) -> list[Limit]:
    """The limits now running on a case, nearest first; those that stand still, and those not known yet, last."""
    return sorted((*_running(case), *_for_the_party(case)), key=_by_day)


def _by_day(limit: Limit) -> tuple[bool, date]:
    return limit.paused, limit.due_on or date.max


def nearest(case: Any) -> Limit | None:
    """The limit that comes first, kept on the case so that lists need not compute it.

    The party's own time to speak is left out: once it is over nothing is late, and the kept value would say so. What
    stands still has no day.
    """
    return min((limit for limit in _running(case) if not limit.paused), key=_by_day, default=None)


def passed(case: Any) -> list[Limit]:
    """The limits whose day is over."""
    return sorted((limit for limit in _running(case) if limit.has_passed), key=_by_day)


def limit_of(case: Any, code: str) -> Limit | None:
    """One limit of a case, where it runs."""
    return next((limit for limit in limits(case) if limit.code == code), None)


def kept(case: Any) -> tuple[str, date] | None:
    """Kind and day that a list shows, from the case's own columns: the nearest limit, or the decision once it warns."""
    if case.next_limit_on is None:
        return None
    own = (case.next_limit_code, case.next_limit_on)
    if light(case.next_limit_on, case.next_limit_code) == "green" and _decision_warns(case):
        return "decision", case.decision_due_on
    return own


def _decision_warns(case: Any) -> bool:
    running = case.filed_on and case.is_before_decision and case.decision_due_on and not case.decision_paused_on
    return bool(running) and case.decision_due_on <= decision_warned_until()


def _running(case: Any) -> Iterator[Limit]:
    if case.stage in ENDS and case.is_sealed:
        yield from (limit for limit in _beside(case) if limit.code in AFTER_SEALING)
        return
    if case.is_open:
        yield from _filing(case)
        yield from _decision(case)
        yield from _service(case)
        yield from _on_site(case)
        yield from _payment(case)
    else:
        yield from _archive(case)
    yield from _beside(case)


def _due(code: str, start: date, case: Any, on: date | None = None) -> date | None:
    """The due day of a kind from its first day; its length is the setting's value on that day, or on `on`."""
    kind = KINDS[code]
    length = legal_settings.value(kind.setting, on=on or start, organ=case.organ.code)
    if kind.unit == HOURS:
        return add_calendar_days(start, -(-length // 24))  # the day on which the last hour falls
    if kind.unit != WORKING:
        return add_calendar_days(start, length)
    try:
        return add_working_days(start, length)
    except CalendarNotCovered:
        return None


def _filing(case: Any) -> Iterator[Limit]:
    if case.stage == Stage.FILING:
        yield Limit(KINDS["filing"], case.opened_on, _due("filing", case.opened_on, case))


def _decision(case: Any) -> Iterator[Limit]:
    if not (case.filed_on and case.is_before_decision and case.decision_due_on):
        return
    pause = next(iter(open_pauses(case)), None) if case.decision_paused_on else None
    due = decision_deadline(case)
    yield Limit(KINDS["decision"], case.filed_on, due, pause, paused=pause is not None)


def _for_the_party(case: Any) -> Iterator[Limit]:
    """What runs for the party from the service of the notices."""
    if case.stage != Stage.NOTICE or case.is_decided:
        return
    notice, today = case.standing_notice(), timekeeper.today()
    if notice is None:
        return
    if notice.defence_due_on and not notice.waived_on and notice.defence_due_on >= today:
        yield Limit(KINDS["defence"], notice.served_on, notice.defence_due_on)
    asked = notice.hearing_waived_on or getattr(notice, "hearing", None)
    if notice.hearing_due_on and not asked and notice.hearing_due_on >= today:
        yield Limit(KINDS["hearing_request"], notice.served_on, notice.hearing_due_on)


def _service(case: Any) -> Iterator[Limit]:
    if case.stage == Stage.NOTICE and case.decided_on and not case.decision_served_on:
        yield Limit(KINDS["serve_decision"], case.decided_on, _due("serve_decision", case.decided_on, case))


def _on_site(case: Any) -> Iterator[Limit]:
    """A decision made on the spot: its report, and the way of money collected there."""
    made = getattr(case, "on_site", None) if case.is_summary else None
    if made is None:
        return
    if made.reported_on is None:
        yield Limit(KINDS["report_summary"], made.decided_on, _due("report_summary", made.decided_on, case))
    if made.collected and made.handed_in_on is None:
        yield Limit(KINDS["hand_in"], made.decided_on, _due("hand_in", made.decided_on, case))
    elif made.collected and made.banked_on is None:
        yield Limit(KINDS["bank"], made.handed_in_on, _due("bank", made.handed_in_on, case))


def _payment(case: Any) -> Iterator[Limit]:
    if case.stage != Stage.CLOSURE or not case.total_fine:
        return
    part = execution.next_due(case)
    if part is not None:
        yield Limit(KINDS["payment"], case.decision_served_on, part.on)
    if part is None or part.on < timekeeper.today():
        yield from _court(case)


def _court(case: Any) -> Iterator[Limit]:
    """The last day for asking the court, while money is late: none during a remedy, none once the court was asked."""
    term = execution.court_term(case)
    if term is not None and execution.owed(case) and not case.court_applications.all():
        yield Limit(KINDS["court"], *term)


def _archive(case: Any) -> Iterator[Limit]:
    if case.closed_on and case.stage != Stage.TRANSFERRED:
        yield Limit(KINDS["archive"], case.closed_on, _due("archive", case.closed_on, case))


def _beside(case: Any) -> Iterator[Limit]:
    """Limits that rows beside the case set; one query for all of them."""
    from cases import side_limits  # reads models, which ask the clock after each act

    for code, start, due_on in side_limits.rows(case):
        yield Limit(KINDS[code], start, _set_day(code, start, due_on, case) if due_on else _due(code, start, case))


def _set_day(code: str, start: date, due_on: date, case: Any) -> date | None:
    """A due day that was set; the notice of hearing must be served some working days before it."""
    if code != "hearing_notice":
        return due_on
    length = legal_settings.value(KINDS[code].setting, on=start, organ=case.organ.code)
    try:
        return subtract_working_days(due_on, length)
    except CalendarNotCovered:
        return None


def review_target(submission: Any) -> date | None:
    """The day by which a level should have spoken: a target of the house, no limit of the law."""
    if submission.level_since is None:
        return None
    start = submission.level_since.astimezone(timekeeper.SHANGHAI).date()
    return _due("review", start, submission.case)
