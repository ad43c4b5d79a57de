"""Stopping the limit for the decision and letting it run on (不计入办案期限): rows, and the two days the case keeps.

Verbs call these; whether the time counts at all is a dated setting, read for the day of filing (处罚法 60 leaves it to rules).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cases import clock
from cases.models import Case, LimitSuspension
from gongshu_enforcement import legal_settings
from gongshu_enforcement.models import User

SETTINGS = {
    LimitSuspension.Reason.APPRAISAL: "decision_pauses_for_appraisal",
    LimitSuspension.Reason.HEARING: "decision_pauses_for_hearing",
}


def setting_of(case: Case, reason: str) -> dict[str, Any]:
    """The dated setting that says whether this time counts, as it held on the day of filing."""
    code = SETTINGS[LimitSuspension.Reason(reason)]
    return legal_settings.setting(code, on=case.statutory_day(), organ=case.organ.code)


def counts_not(case: Case, reason: str) -> bool:
    """Whether the setting says that this time does not count."""
    return legal_settings.of_row(setting_of(case, reason))


def stops_for(case: Case, reason: str, since: date) -> bool:
    """Whether the limit stands still from that day on: the setting says so, and the limit had not passed yet."""
    if case.filed_on is None or not case.is_before_decision or case.decision_due_on is None:
        return False
    return counts_not(case, reason) and since <= clock.decision_deadline(case)


def begin(case: Case, reason: str, since: date, *, user: User, **words: Any) -> LimitSuspension:
    """Stop the limit from a day on; `words`: what it rests on."""
    source = setting_of(case, reason)["source"][:200]
    row = LimitSuspension(case=case, reason=reason, since=since, source=source, recorded_by=user, **words)
    row.full_clean(exclude=["case", "recorded_by", "ended_by", "evidence", "until", *_empty(row)])
    row.save(force_insert=True)
    case.decision_paused_on = min(since, case.decision_paused_on or since)
    return row


def _empty(row: LimitSuspension) -> list[str]:
    return [
        name
        for name in ("institution", "letter", "basis", "source", "result", "items", "report_by")
        if not getattr(row, name)
    ]


def end(case: Case, reason: str, until: date, *, user: User | None, **words: Any) -> LimitSuspension | None:
    """Let the limit run on from a day; the day the decision is due moves by what did not count. None: nothing stood still."""
    row = case.suspensions.filter(reason=reason, until=None).first()
    if row is None:
        return None
    before = clock.uncounted_and_over(case)
    row.until, row.ended_by = max(until, row.since), user
    for name, value in words.items():
        setattr(row, name, value)
    row.save()
    case.decision_due_on = clock.add_calendar_days(case.decision_due_on, clock.uncounted_and_over(case) - before)
    still = clock.open_pauses(case)
    case.decision_paused_on = still[0].since if still else None
    return row
