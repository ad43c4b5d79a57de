"""Terms of agreements: what the night writes down, what is reminded of, and where open cases wait for a word.

How many cases an agreement that lost its power still has open is known on the floor above, which announces it by
`use_open_cases`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from gongshu_enforcement import legal_settings, timekeeper
from gongshu_enforcement.administration.permits import is_administrator, organs_of
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.legal_settings import SettingMissing
from gongshu_enforcement.navigation import grants_of

from .models import Agreement, MentoringGroup
from .models.agreement_machine import BEFORE_PUBLICATION, RUNNING

log = logging.getLogger(__name__)

Status = Agreement.Status
OpenCases = Callable[[QuerySet[Agreement], date], dict[int, int]]
STEPS = ("agreement_reminder_first_days", "agreement_reminder_second_days", "agreement_reminder_last_days")
LIGHTS = ("none", "amber", "red")

_open_cases: OpenCases = lambda agreements, on: {}  # noqa: E731


def use_open_cases(source: OpenCases) -> None:
    """Let the floor above say how many open cases wait for a word, by agreement, where the power has ended or will."""
    global _open_cases
    _open_cases = source


# --- The night --------------------------------------------------------------------------------------------------------


def keep_up() -> int:
    """Write down what the day has brought: terms begun, over, renewed. Returns how many acts; twice changes nothing."""
    from .actions.agreements import bring_into_force, expire_agreement, mark_renewed

    today = timekeeper.today()
    begun = Agreement.objects.filter(status=Status.PUBLISHED, valid_from__lte=today, valid_to__gte=today)
    over = Agreement.objects.filter(status__in=RUNNING, valid_to__lt=today)
    done = sum(_act(bring_into_force, one) for one in list(begun))
    done += sum(_act(expire_agreement, one) for one in list(over))
    running = Agreement.objects.in_force_on(today).values("renews")
    renewed = Agreement.objects.filter(status=Status.EXPIRED, pk__in=running)
    return done + sum(_act(mark_renewed, one) for one in list(renewed))


def _act(verb: Callable[..., Any], agreement: Agreement) -> bool:
    """One agreement through the door; another process may have been there just now."""
    try:
        verb(agreement, acting_user=None)
    except ActionRefused:
        return False
    except Exception:
        log.exception("%s failed on agreement %s", verb.__name__, agreement.pk)  # the others are still looked at
        return False
    return True


# --- What is reminded of ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reminder:
    """An agreement whose term ends soon, and how far its renewal has come."""

    agreement: Agreement
    days_left: int
    light: str
    renewal: Agreement | None = None


@dataclass(frozen=True)
class Waiting:
    """An agreement without power whose open cases wait for a word: finish them, or hand them over."""

    agreement: Agreement
    cases: int


@dataclass(frozen=True)
class Alerts:
    """Everything about agreements that a person should know today."""

    ending: list[Reminder]
    waiting: list[Waiting]

    def __len__(self) -> int:
        return len(self.ending) + len(self.waiting)


def reminder_days(on: date) -> tuple[int, ...]:
    """How many days before the end the three reminders come, the earliest first; none where nobody has set them."""
    try:
        values = legal_settings.several(STEPS, on=on)
    except SettingMissing:
        return ()
    return tuple(sorted((values[code] for code in STEPS), reverse=True))


def ending(agreements: QuerySet[Agreement], on: date) -> list[Reminder]:
    """Those whose term ends within the first reminder and whose successor is not published yet, soonest first."""
    steps = reminder_days(on)
    if not steps:
        return []
    soon = agreements.filter(status__in=RUNNING, valid_to__range=(on, on + timedelta(days=steps[0])))
    found = list(soon.select_related("organ", "street").prefetch_related("renewals").order_by("valid_to", "pk"))
    reminders = []
    for agreement in found:
        under_way = [one for one in agreement.renewals.all() if one.status != Status.REVOKED]
        if any(one.is_public for one in under_way):
            continue
        left = (agreement.valid_to - on).days
        light = LIGHTS[sum(left <= step for step in steps) - 1]
        reminders.append(Reminder(agreement, left, light, next(iter(under_way), None)))
    return reminders


def overseen(user: Any) -> QuerySet[Agreement] | None:
    """The agreements that a person is reminded of: the administrator all, a legal section its organ's, a liaison the
    mentored streets'; None for everybody else, at no cost."""
    if user is None or not user.is_active:
        return None
    if is_administrator(user):
        return Agreement.objects.all()
    condition = Q()
    if organs_of(user):
        condition |= Q(organ__code__in=organs_of(user))
    if any(name.startswith("assist_") for name in grants_of(user)):
        condition |= Q(street__in=MentoringGroup.objects.filter(liaison__user=user).values("streets"))
    return Agreement.objects.filter(condition) if condition else None


def alerts_for(user: Any) -> Alerts:
    """What ends soon, and what waits for a word; read once per request."""
    kept = getattr(user, "_agreement_alerts", None)
    if kept is None:
        kept = user._agreement_alerts = _alerts(user)
    return kept


def _alerts(user: Any) -> Alerts:
    agreements = overseen(user)
    if agreements is None:
        return Alerts([], [])
    today = timekeeper.today()
    if not _near_an_end(agreements, today).exists():  # as a rule: one query on each page
        return Alerts([], [])
    return Alerts(ending(agreements, today), waiting(agreements, today))


def _near_an_end(agreements: QuerySet[Agreement], on: date) -> QuerySet[Agreement]:
    last = on + timedelta(days=max(reminder_days(on), default=0))
    ended = Q(valid_to__lte=last) | Q(revoked_on__isnull=False) | Q(first_suspended_on__isnull=False)
    return agreements.filter(ended).exclude(status__in=BEFORE_PUBLICATION).order_by()


def waiting(agreements: QuerySet[Agreement], on: date) -> list[Waiting]:
    """Those without power (or whose end is set) that have open cases about which nothing was decided."""
    counts = _open_cases(agreements, on)
    found = Agreement.objects.filter(pk__in=counts).select_related("organ", "street") if counts else ()
    return [Waiting(one, counts[one.pk]) for one in found]
