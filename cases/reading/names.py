"""Under which name somebody acted: “张三（代李四）” where they stood in for somebody else, else their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cases.models import Case
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.models import LedgerEvent, User


class ActingNames:
    """What the ledger of some subjects says of acts in another's name; one query for all of them."""

    def __init__(self, subjects: Iterable[Any]) -> None:
        chains = {ledger.chain_of(subject) for subject in subjects}
        rows = LedgerEvent.objects.filter(chain__in=chains, actor_name__contains="（代") if chains else ()
        self._rows: dict[tuple[str, int | None], list[LedgerEvent]] = {}
        for row in rows:
            self._rows.setdefault((row.chain, row.actor_id), []).append(row)

    def of(self, subject: Any, user: User | None, on: date | None, *actions: str) -> str:
        """The name for an act of the person on this subject that was recorded on the day; `actions`: one of these."""
        if user is None:
            return ""
        for row in self._rows.get((ledger.chain_of(subject), user.pk), ()):
            recorded_on = row.recorded_at.astimezone(timekeeper.SHANGHAI).date()
            if on in (recorded_on, row.happened_on) and (not actions or row.action in actions):
                return row.actor_name
        return user.display_name


def with_names(case: Case, rows: Iterable[Any], who: str, day: str, *actions: str) -> list[Any]:
    """The rows of a case, each with `signed`: the name under which the person in `who` acted."""
    rows = list(rows)
    if any(getattr(row, who) for row in rows):
        names = ActingNames([case])
        for row in rows:
            row.signed = names.of(case, getattr(row, who), getattr(row, day), *actions)
    return rows
