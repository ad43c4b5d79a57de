"""Where the tests of rules start from: journeys brought to the moment before the act that is judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cases.journey import play
from cases.models import LegalReviewPoint
from delegation.models import Item
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.models import LegalSetting, Origin
from gongshu_enforcement.working_days import add_working_days
from tests.walked import way

POINTS = [{"point": value, "fits": True, "remark": ""} for value in LegalReviewPoint.Point.values]


@way
def at_notice(cases: Any, **options: Any) -> Any:
    """A journey whose case has come to notice; nothing is issued yet."""
    case = cases.walk(cases.open(**options), "notice")
    return cases.journey_of(case)


@way
def noticed(cases: Any, **options: Any) -> Any:
    """The notice is issued and served; the party has said nothing yet."""
    journey = at_notice(cases, waive=False, **options)
    play(journey.issue_notice())
    play(journey.serve_issued())
    return journey


@way
def heavy(cases: Any, fine: int = 60_000, **options: Any) -> Any:
    """A fine of the organ's own above every threshold, noticed with the right to a hearing."""
    return noticed(cases, unit="organ", fines=[Decimal(fine)], **options)


def after_the_periods(journey: Any) -> Any:
    """Every period of the notice is over."""
    notice = journey.case.standing_notice()
    last = max(day for day in (notice.defence_due_on, notice.hearing_due_on) if day)
    journey._not_before(add_working_days(last, 1))
    return journey


def act(journey: Any, code: str, *, user: Any = None, on: Any = None, **inputs: Any) -> Callable[[], Any]:
    """One act of the lead officer (or of `user`) at the journey's moment, as a callable."""
    who = user or journey.officers[0].user

    def perform() -> Any:
        with timekeeper.frozen(on or journey.at + timedelta(minutes=5), origin=Origin.DEMO):
            return door.perform(code, journey.case, acting_user=who, **inputs)

    return perform


def submitting(journey: Any, **changes: Any) -> Callable[[], Any]:
    """Submitting the decision draft as noticed; `changes` take the place of single values."""
    rows = journey._notice_content() if journey.case.standing_notice() else {"outcome": "penalty", "violations": []}
    return act(journey, "submit_notice", opinion="按告知内容决定。", **{**rows, **changes})


def rows_with(journey: Any, **changes: Any) -> list[dict[str, Any]]:
    """The violations of the draft as noticed, each changed alike."""
    return [row | changes for row in journey._notice_content()["violations"]]


def knowing_a_warning() -> None:
    """As if every item's provision knew a warning besides the fine."""
    Item.objects.update(warning_possible=True)


def set_value(code: str, value: Any, since: date = date(2026, 1, 1)) -> None:
    """A legal setting takes another value from a day on, for every organ."""
    for row in LegalSetting.objects.filter(code=code).order_by("-valid_from").distinct()[:1]:
        organs = set(LegalSetting.objects.filter(code=code).values_list("organ", flat=True))
        for organ in organs:
            LegalSetting.objects.update_or_create(
                code=code,
                organ=organ,
                valid_from=since,
                defaults={"value": str(value), "value_type": row.value_type, "source": "测试", "to_confirm": False},
            )
            LegalSetting.objects.filter(code=code, organ=organ, valid_from__gt=since).delete()
