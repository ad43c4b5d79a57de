"""What is late and where it is stuck: open cases by stage and street, desks, limits, hand-overs, returns.

Every read is cut to the cases the person may read. Only open work is read, so the cost does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import access, clock, review, selectors
from cases.models import Case, HandOver, ReviewPolicy, Submission
from cases.models.review import ReturnReason
from cases.stages import SIX_STAGES, Stage
from delegation.models import Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import User

from .league import Period, returns

LONGEST = 10  # cases named in the lists of the longest waiting and the most overdue

DESKS: dict[str, str | Promise] = {
    "confirming": _("Second officer"),
    "initial": _("Initial review (street)"),
    "enforcement": _("Recheck: enforcement desk"),
    "legal": _("Recheck: legal desk"),
    "final": _("Final review (deputy director)"),
    "chief": _("Head of the organ"),
}


@dataclass
class StreetStages:
    """One street: open cases in each of the six stages, and how many of them passed a limit."""

    street: Street
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIX_STAGES, 0))
    late: int = 0

    @property
    def total(self) -> int:
        """Open cases of the street."""
        return sum(self.counts.values())


@dataclass
class Desk:
    """One desk: how many submissions wait there, and the one that has waited longest."""

    code: str
    waiting: int = 0
    oldest: Submission | None = None

    @property
    def label(self) -> str | Promise:
        """The desk's name."""
        return DESKS[self.code]

    @property
    def days(self) -> int | None:
        """Calendar days the oldest has waited at this level."""
        return days_waiting(self.oldest) if self.oldest else None


@dataclass
class LimitCount:
    """One kind of limit: cases past it, and cases close to it."""

    code: str
    passed: int
    amber: int
    oldest_on: date | None

    @property
    def label(self) -> str | Promise:
        """The limit's name."""
        return clock.TITLES.get(self.code, self.code)


@dataclass
class ReturnCount:
    """How often submissions went back for one reason."""

    code: str
    count: int

    @property
    def label(self) -> str | Promise:
        """The reason's name."""
        return dict(ReturnReason.choices).get(self.code) or _("No reason recorded")


@dataclass
class Overview:
    """Everything on the leader's page. `in_review`: cases at a desk; one that waits at two desks counts once."""

    streets: list[StreetStages]
    desks: list[Desk]
    waiting: list[tuple[Submission, tuple[str, ...]]]
    limits: list[LimitCount]
    overdue: list[Case]
    hand_overs: list[HandOver]
    returns: list[ReturnCount]
    in_review: int

    @property
    def stage_totals(self) -> list[int]:
        """Open cases in each stage."""
        return [sum(row.counts[stage] for row in self.streets) for stage in SIX_STAGES]

    @property
    def open(self) -> int:
        """Open cases."""
        return sum(row.total for row in self.streets)

    @property
    def passed(self) -> int:
        """Open cases past their nearest limit."""
        return sum(limit.passed for limit in self.limits)

    @property
    def amber(self) -> int:
        """Open cases close to their nearest limit."""
        return sum(limit.amber for limit in self.limits)

    @property
    def returned(self) -> int:
        """Returns this month."""
        return sum(reason.count for reason in self.returns)


def overview(user: User) -> Overview:
    """The leader's page for this person; a fixed number of queries."""
    today = timekeeper.today()
    waiting = list(_at_desks(_open_submissions(user)))
    return Overview(
        streets=stages_by_street(user, today),
        desks=_desks(waiting),
        waiting=waiting[:LONGEST],
        limits=_limits(user, today),
        overdue=overdue(user, today)[:LONGEST],
        hand_overs=_hand_overs(user),
        returns=_returns(user, today),
        in_review=len(waiting),
    )


def stages_by_street(user: User, today: date, street: Street | None = None) -> list[StreetStages]:
    """Open cases by street and stage, on every street the person may read; two queries."""
    readable = {pk for organ in access.ORGANS for pk in access.streets(user, f"view_{organ}")}
    streets = [street] if street else Street.objects.filter(pk__in=readable)
    rows = {one.pk: StreetStages(one) for one in streets}
    late = Count("pk", filter=selectors.light_filter("late", today))
    counted = (
        access.readable(user, Case.objects.open())
        .filter(street__in=rows)
        .order_by()
        .values("street_id", "stage")
        .annotate(count=Count("pk"), late=late)
    )
    for found in counted:
        row = rows[found["street_id"]]
        row.counts[found["stage"]] = found["count"]
        row.late += found["late"]
    return list(rows.values())


def overdue(user: User, today: date, street: Street | None = None) -> QuerySet[Case]:
    """Open cases past their nearest limit, longest first."""
    cases = access.readable(user, Case.objects.open()).filter(selectors.light_filter("late", today))
    if street:
        cases = cases.filter(street=street)
    return cases.select_related("party", "street", "organ").order_by("next_limit_on", "pk")


def days_waiting(submission: Submission) -> int:
    """Calendar days at the present level."""
    since: datetime = submission.level_since or submission.submitted_at or timekeeper.now()
    return (timekeeper.today() - since.astimezone(timekeeper.SHANGHAI).date()).days


def at_desk(user: User, code: str) -> list[Submission]:
    """Open submissions that wait at one desk, longest first; those the person may read."""
    return [submission for submission, desks in _at_desks(_open_submissions(user)) if code in desks]


def at_limit(user: User, code: str, light: str) -> QuerySet[Case]:
    """Open cases whose nearest limit is of that kind and has passed (late) or comes soon (near)."""
    found = access.readable(user, Case.objects.open()).filter(selectors.light_filter(light, timekeeper.today()))
    return found.filter(next_limit_code=code).order_by("next_limit_on", "pk")


def _open_submissions(user: User) -> list[Submission]:
    """Open submissions the person may read, longest waiting first, with what names them."""
    return list(
        Submission.objects.filter(access.on_streets(user, "view", prefix="case__"), status__in=Submission.OPEN)
        .select_related("case__party", "case__street", "case__organ")
        .prefetch_related("decisions")
        .defer("snapshot", "case__facts")
        .order_by("level_since", "pk")
    )


def _at_desks(submissions: Iterable[Submission]) -> Iterable[tuple[Submission, tuple[str, ...]]]:
    """Each submission with the desks that have not spoken; the policies are read once for all."""
    policies = list(ReviewPolicy.objects.all())
    for submission in submissions:
        yield submission, _pending(submission, policies)


def _pending(submission: Submission, policies: list[ReviewPolicy]) -> tuple[str, ...]:
    """The same rule as `review.pending_desks`, which would ask the database for every submission."""
    if submission.status not in (Submission.Status.RECHECK, Submission.Status.FINAL):
        return (submission.status,)
    policy = review.fitting_policy(submission, policies)
    if submission.status == Submission.Status.RECHECK:
        desks = policy.desks if policy else ()
    elif submission.kind == Submission.Kind.TRANSFER and submission.content.get("to_police"):
        desks = ("chief",)
    else:
        desks = (policy.decided_by if policy else "final",)
    spoken = {decision.desk for decision in submission.decisions.all()}
    return tuple(desk for desk in desks if desk not in spoken)


def _desks(waiting: Iterable[tuple[Submission, tuple[str, ...]]]) -> list[Desk]:
    desks = {code: Desk(code) for code in DESKS}
    for submission, codes in waiting:
        for code in codes:
            desk = desks.setdefault(code, Desk(code))
            desk.waiting += 1
            desk.oldest = desk.oldest or submission
    return [desk for desk in desks.values() if desk.waiting or desk.code != "chief"]


def _limits(user: User, today: date) -> list[LimitCount]:
    late, near = selectors.light_filter("late", today), selectors.light_filter("near", today)
    rows = (
        access.readable(user, Case.objects.open())
        .filter(late | near)
        .order_by()
        .values("next_limit_code")
        .annotate(
            passed=Count("pk", filter=late),
            close=Count("pk", filter=near),
            oldest=Min("next_limit_on"),
        )
    )
    found = [LimitCount(row["next_limit_code"], row["passed"], row["close"], row["oldest"]) for row in rows]
    order = list(clock.TITLES)
    return sorted(found, key=lambda limit: order.index(limit.code) if limit.code in order else len(order))


def _hand_overs(user: User) -> list[HandOver]:
    return list(
        HandOver.objects.filter(access.on_streets(user, "view", prefix="case__"), status=HandOver.Status.PENDING)
        .select_related("case__party", "case__street")
        .order_by("requested_on", "pk")
    )


def _returns(user: User, today: date) -> list[ReturnCount]:
    """Returns of this month by reason, in the order of the list of reasons."""
    month = Period(today.year, today.month)
    rows = (
        returns(month)
        .filter(access.on_streets(user, "view", prefix="submission__case__"))
        .order_by()
        .values("reason_code")
        .annotate(count=Count("pk"))
    )
    counts = {row["reason_code"]: row["count"] for row in rows}
    order = [*ReturnReason.values, ""]
    return [ReturnCount(code, counts[code]) for code in order if code in counts]


def stage_names() -> list[tuple[str, str]]:
    """Code and name of the six stages."""
    return [(stage.value, stage.label) for stage in map(Stage, SIX_STAGES)]
