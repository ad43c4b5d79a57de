"""Cases as rows, for statistics: hundreds of them with any dates. Elsewhere cases go through the one door."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from cases.models import Case, HandOver, Party, ReviewDecision, Submission
from cases.stages import Outcome, Stage
from delegation.models import Organ, Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

_number = count(1)


def made(
    street: str = "shiqiao",
    *,
    filed: date | None = date(2026, 3, 2),
    decision_after: int | None = None,
    closed_after: int | None = None,
    unit: str = "street",
    organ: str = "emergency",
    **more: Any,
) -> Case:
    """One case of a street, filed on a day, decided and closed so many calendar days later."""
    number = next(_number)
    decided = filed + timedelta(days=decision_after) if filed and decision_after is not None else None
    closed = filed + timedelta(days=closed_after) if filed and closed_after is not None else None
    stage = Stage.CLOSED if closed else Stage.CLOSURE if decided else Stage.INTERVIEW if filed else Stage.FILING
    fields = {
        "stage": stage,
        "outcome": Outcome.PENALTY if decided else "",
        "opened_on": filed or timekeeper.today(),
        "opened_by_unit": unit,
        "handling_unit": unit,
        **more,
    }
    return Case.objects.create(
        reference=f"T{number:06d}",
        organ=Organ.objects.get(code=organ),
        street=Street.objects.get(pinyin=street),
        party=Party.objects.create(name=f"演示第{number}号厂（演示）", address="演示路1号"),
        found_on=fields["opened_on"],
        facts="演示",
        opened_by=User.objects.get(username="officer.shiqiao"),
        filed_on=filed,
        decided_on=decided,
        closed_on=closed,
        **fields,
    )


def submitted(case: Case, status: str = "initial", *, since: datetime | None = None, **more: Any) -> Submission:
    """A submission of the case's stage that stands at a level."""
    return Submission.objects.create(
        case=case, stage=case.stage, status=status, level_since=since or timekeeper.now(), **more
    )


def said(
    submission: Submission, desk: str, verdict: str, *, at: datetime | None = None, by: str = "legal", reason: str = ""
):
    """What a desk said on it."""
    return ReviewDecision.objects.create(
        submission=submission,
        level="initial" if desk == "initial" else "final" if desk in ("final", "chief") else "recheck",
        desk=desk,
        verdict=verdict,
        reviewer=User.objects.get(username=by),
        opinion="演示",
        reason_code=reason,
        decided_at=at or timekeeper.now(),
    )


def handed_over(case: Case, *, answered: date | None = None) -> HandOver:
    """A hand-over to the organ, waiting or accepted."""
    return HandOver.objects.create(
        case=case,
        reason=HandOver.Reason.OVER_CAP,
        text="演示",
        requested_by=case.opened_by,
        requested_on=timekeeper.today(),
        status=HandOver.Status.ACCEPTED if answered else HandOver.Status.PENDING,
        answered_on=answered,
    )
