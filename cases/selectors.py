"""Reads of cases: the desk, the lists, the case page. A fixed number of queries each, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case as Case_
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.http import Http404

from cases import access, clock, deliberation, next_step, review, taking_part
from cases.limit_kinds import AFTER_SEALING
from cases.models import (
    Case,
    CollectiveDiscussion,
    Correction,
    CourtApplication,
    Deferral,
    Document,
    Evidence,
    Handler,
    HandlingUnit,
    HandOver,
    Inspection,
    Interview,
    LegalReview,
    LimitSuspension,
    Notice,
    PassedLimit,
    RectificationOrder,
    Recusal,
    Reminder,
    ReviewDecision,
    Submission,
    Violation,
)
from cases.next_step import Step
from cases.reading.limits import stored_light
from cases.stages import BEFORE_DECISION, ENDS, SIX_STAGES, Stage
from gongshu_enforcement import ledger
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.models import LedgerEvent, User

PAGE = 50  # rows of the desk
LIST_PAGE = 100  # rows of the case list and the queue

Status = Submission.Status

OPEN_SUBMISSION = Submission.objects.filter(case=OuterRef("pk"), status__in=Submission.OPEN)
PENDING_HAND_OVER = HandOver.objects.filter(case=OuterRef("pk"), status=HandOver.Status.PENDING)


# --- Rows of lists ----------------------------------------------------------------------------------------------------


def with_row_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Everything a row shows of a case, in three queries whatever the number of rows."""
    return (
        cases.select_related("party", "street", "organ")
        .prefetch_related(
            Prefetch("violations", Violation.objects.select_related("item")),
            Prefetch("handlers", Handler.objects.select_related("officer")),
        )
        .annotate(
            open_status=Subquery(OPEN_SUBMISSION.values("status")[:1]),
            waits_for_organ=Exists(PENDING_HAND_OVER),
        )
    )


@dataclass
class Row:
    """A case as a line of a list."""

    case: Case
    mine: bool = False

    @cached_property
    def limit(self) -> dict[str, Any]:
        """The nearest legal limit."""
        return stored_light(self.case)

    @property
    def items(self) -> list[Violation]:
        """The violations with their items."""
        return list(self.case.violations.all())

    @property
    def status(self) -> str:
        """Where it stands within its stage: the level of review, or the hand-over."""
        if getattr(self.case, "waits_for_organ", False):
            return str(HandOver.Status.PENDING.label)
        status = getattr(self.case, "open_status", None)
        return str(Status(status).label) if status else ""

    @property
    def officers(self) -> list[str]:
        """The names of the handling officers, lead first."""
        return [row.officer.name for row in self.case.current_handlers()]


def rows(cases: Iterable[Case], user: User) -> list[Row]:
    """Lines for cases read with `with_row_facts`."""
    return [Row(case, mine=case.is_current_handler(user)) for case in cases]


def with_total(cases: QuerySet[Case], counted: QuerySet[Case]) -> QuerySet[Case]:
    """Carry the number of `counted` cases along with each row, so that the total costs no query of its own."""
    number = counted.order_by().annotate(same=Value(1)).values("same").annotate(number=Count("pk")).values("number")
    return cases.annotate(total=Subquery(number))


@dataclass
class Page:
    """One page of a list that goes by key: the rows, and the keys of its neighbours."""

    rows: list[Any]
    newer: int | None = None
    older: int | None = None


def page_by_key(cases: QuerySet[Case], *, after: int | None, before: int | None, size: int) -> Page:
    """One page of cases, newest first, by primary key; `after` goes to older ones, `before` back to newer ones.

    The key is the page's last (or first) case, so the thousandth page costs what the first one does.
    """
    if before is not None:
        found = list(cases.filter(pk__gt=before).order_by("pk")[: size + 1])
        more = len(found) > size
        found = found[:size][::-1]
        return Page(found, newer=found[0].pk if more else None, older=found[-1].pk if found else None)
    if after is not None:
        cases = cases.filter(pk__lt=after)
    found = list(cases.order_by("-pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    newer = found[0].pk if found and after is not None else None
    return Page(found, newer=newer, older=found[-1].pk if more else None)


# --- The desk ---------------------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A task before it is drawn: enough to count and to sort, so that only one page of tasks is read in full.

    `decision`: the day the case's decision is due, while that limit runs; it warns earlier than the others.
    """

    due: date
    kind: str
    pk: int
    case_id: int
    decision: date = date.max


@dataclass
class Task:
    """One thing a person must do now: the case, the step, the limit, and what was said where it came back."""

    case: Case
    step: Step
    limit: dict[str, Any]
    since: date | datetime | None = None
    returned: ReviewDecision | None = None

    @property
    def items(self) -> list[Violation]:
        """The violations with their items."""
        return list(self.case.violations.all())


@dataclass
class Todo:
    """What a person must do now, most urgent first."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How many have passed their limit."""
        return sum(clock.light(entry.due) == "red" for entry in self.entries)

    @property
    def near(self) -> int:
        """How many come up to it within three working days."""
        warned = clock.decision_warned_until()
        lights = ((clock.light(entry.due), entry.decision <= warned) for entry in self.entries)
        return sum(light == "amber" or (light == "green" and warns) for light, warns in lights)

    @property
    def case_ids(self) -> set[int]:
        """The cases the tasks belong to."""
        return {entry.case_id for entry in self.entries}


def handled_by(user: User) -> QuerySet[Case]:
    """The cases a person handles now, with a grant that still stands."""
    on_street = access.on_streets(user, "handle") | access.on_streets(user, "assist")
    by_street = Q(handling_unit=HandlingUnit.STREET) & on_street
    by_organ = Q(handling_unit=HandlingUnit.ORGAN) & access.on_streets(user, "own")
    held = Case.objects.filter(by_street | by_organ)
    return held.filter(Exists(Handler.objects.filter(case=OuterRef("pk"), officer__user=user, until=None)))


def todo(user: User) -> Todo:
    """Everything that waits for this person, in one query; kept on the user for the request."""
    kept = getattr(user, "_todo", None)
    if kept is None:
        first, *others = (_keys(kind, waiting) for kind, waiting in _waiting_for(user))
        found = first.union(*others, all=True) if others else first
        entries = [
            Entry(due or date.max, kind, pk, case_id, decision or date.max)
            for kind, pk, case_id, due, decision in found
        ]
        kept = user._todo = Todo(sorted(entries))
    return kept


def _waiting_for(user: User) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What may wait for the person, by kind; desks that the person has nowhere are not asked."""
    yield "review", review.queue(user)
    if access.holds_anywhere(user, "handle", "assist", "own"):
        yield "work", _to_work_on(user)
        confirming = Submission.objects.filter(status=Status.CONFIRMING, case__in=handled_by(user))
        yield "confirm", confirming.exclude(submitted_by=user)
        passed = PassedLimit.objects.filter(ended_on=None, explained_on=None, case__in=handled_by(user))
        yield "explain", passed.filter(Q(case__archived_on=None) | Q(code__in=AFTER_SEALING))
    if access.holds_anywhere(user, "accept"):
        pending = HandOver.objects.filter(status=HandOver.Status.PENDING)
        yield "accept", pending.filter(access.on_streets(user, "accept", "case__"))
    if access.holds_anywhere(user, "recheck_legal"):
        yield "deliberate", _to_deliberate(user)
        asked = Correction.objects.filter(granted=None, case__archived_on=None)
        yield "correct", asked.filter(access.on_streets(user, "recheck_legal", "case__"))
    if access.holds_anywhere(user, "final"):
        asked = Recusal.objects.filter(status=Recusal.Status.PENDING, case__stage__in=SIX_STAGES)
        yield "recusal", asked.filter(access.on_streets(user, "final", "case__"))


def _to_work_on(user: User) -> QuerySet[Case]:
    return (
        handled_by(user)
        .filter(Q(archived_on=None) | Q(next_limit_code__in=AFTER_SEALING))
        .exclude(stage=Stage.TRANSFERRED)
        .filter(~Exists(OPEN_SUBMISSION), ~Exists(PENDING_HAND_OVER))
    )


def _to_deliberate(user: User) -> QuerySet[Case]:
    """Cases whose hearing, legal review or collective discussion the legal section has to see to now."""
    held = Case.objects.filter(access.on_streets(user, "recheck_legal"), stage=Stage.NOTICE, decided_on=None)
    return held.filter(Exists(deliberation.waiting_notices(OuterRef("pk"))), ~Exists(OPEN_SUBMISSION))


def _keys(kind: str, waiting: QuerySet[Any]) -> QuerySet[Any, tuple[str, int, int, date | None, date | None]]:
    of_case = waiting.model is Case
    prefix, case = ("", "pk") if of_case else ("case__", "case_id")
    decision = Case_(When(decision_runs(prefix), then=F(f"{prefix}decision_due_on")))
    named = waiting.order_by().annotate(
        kind_of_task=Value(kind), in_case=F(case), nearest_on=F(f"{prefix}next_limit_on"), decision_on=decision
    )
    return named.values_list("kind_of_task", "pk", "in_case", "nearest_on", "decision_on")


def tasks(entries: Sequence[Entry]) -> list[Task]:
    """The entries of one page drawn in full, in their order."""
    cases = _cases_for_tasks(entries)
    subjects = {
        kind: _subjects(kind, entries) for kind in ("confirm", "review", "accept", "recusal", "explain", "correct")
    }
    drawn = []
    for entry in entries:
        case = cases.get(entry.case_id)
        subject = subjects[entry.kind].get(entry.pk) if entry.kind in subjects else case
        if case is None or subject is None:
            continue
        if subject is not case:
            subject.case = case
        step = _STEPS[entry.kind](subject)
        if step is not None:
            drawn.append(Task(case, step, stored_light(case), _since(subject), _came_back(entry.kind, case)))
    return drawn


_STEPS: dict[str, Callable[[Any], Step | None]] = {
    "work": next_step.for_handlers,
    "confirm": next_step.to_confirm,
    "review": next_step.to_review,
    "accept": next_step.to_accept,
    "recusal": next_step.to_decide,
    "deliberate": next_step.to_deliberate,
    "explain": next_step.to_explain,
    "correct": next_step.to_correct,
}

_MODELS: dict[str, QuerySet[Any]] = {
    "confirm": Submission.objects.select_related("submitted_by"),
    "review": Submission.objects.select_related("submitted_by"),
    "accept": HandOver.objects.select_related("requested_by"),
    "recusal": Recusal.objects.select_related("officer"),
    "explain": PassedLimit.objects.all(),
    "correct": Correction.objects.select_related("document"),
}


def _subjects(kind: str, entries: Sequence[Entry]) -> dict[int, Any]:
    ids = [entry.pk for entry in entries if entry.kind == kind]
    return _MODELS[kind].in_bulk(ids) if ids else {}


def _since(subject: Any) -> date | datetime | None:
    for name in ("level_since", "requested_on", "asked_on", "noted_on", "stage_since"):
        found = getattr(subject, name, None)
        if found:
            return found
    return None


def _came_back(kind: str, case: Case) -> ReviewDecision | None:
    """The word of the desk that returned it, while the round after it is being written."""
    if kind != "work":
        return None
    last = max(case.last_rounds, key=lambda row: row.pk, default=None)
    if last is None or last.status != Status.RETURNED:
        return None
    return next((row for row in last.decisions.all() if row.verdict == ReviewDecision.Verdict.RETURN), None)


def _cases_for_tasks(entries: Sequence[Entry]) -> dict[int, Case]:
    """The cases of a page; those to work on with what the next step depends on."""
    working = {entry.case_id for entry in entries if entry.kind in ("work", "deliberate")}
    others = {entry.case_id for entry in entries} - working
    found: dict[int, Case] = {}
    if others:
        found |= with_row_facts(Case.objects.filter(pk__in=others)).in_bulk()
    if working:
        found |= with_step_facts(with_row_facts(Case.objects.filter(pk__in=working))).in_bulk()
    return found


def with_step_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What `next_step.for_handlers` reads, and the last rounds with the words of the desks."""
    decisions = ReviewDecision.objects.select_related("reviewer", "on_behalf_of")
    rounds = Submission.objects.exclude(status=Status.DRAFT).defer("snapshot", "content")
    return cases.prefetch_related(
        Prefetch("inspections", Inspection.objects.only("case_id")),
        Prefetch("interviews", Interview.objects.only("case_id")),
        Prefetch("evidence", Evidence.objects.only("case_id", "withdrawn_at")),
        Prefetch("rectifications", RectificationOrder.objects.prefetch_related("items", "rechecks")),
        Prefetch("notices", Notice.objects.select_related("hearing").prefetch_related("defences")),
        Prefetch("documents", unserved_documents(), to_attr="unserved"),
        Prefetch("submissions", rounds.prefetch_related(Prefetch("decisions", decisions)), to_attr="last_rounds"),
        "self_checks",
        *EXECUTION,
    )


# What the execution of a decision is counted from.
EXECUTION = (
    "payments",
    Prefetch("deferrals", Deferral.objects.select_related("document").prefetch_related("instalments")),
    Prefetch("reminders", Reminder.objects.select_related("document")),
    "surcharges",
    Prefetch("court_applications", CourtApplication.objects.select_related("document")),
    "remedies",
    "publications",
)


def _discussions() -> QuerySet[CollectiveDiscussion]:
    people = CollectiveDiscussion.objects.select_related("presiding", "reporter", "recorder", "document")
    return people.prefetch_related("opinions__officer", "penalties__violation__item")


def unserved_documents() -> QuerySet[Document]:
    """Issued documents that must be served and are not yet."""
    return Document.objects.filter(needs_service=True, status=Document.Status.ISSUED, services=None).defer("data")


def took_part(user: User) -> QuerySet[Case]:
    """Cases a person handled at some time, or spoke on as a reviewer, and may still read."""
    handled = Handler.objects.filter(officer__user=user).values("case")
    spoke = ReviewDecision.objects.filter(reviewer=user).values("submission__case")
    return access.readable(user).filter(Q(pk__in=handled) | Q(pk__in=spoke))


def dealt_with(user: User) -> QuerySet[Case]:
    """Open cases the person has had in hand and that now wait for somebody else (已办)."""
    return took_part(user).exclude(stage__in=ENDS).exclude(pk__in=todo(user).case_ids)


def finished(user: User) -> QuerySet[Case]:
    """Ended cases the person took part in (办结)."""
    return took_part(user).filter(stage__in=ENDS)


# --- The queue --------------------------------------------------------------------------------------------------------


@dataclass
class Waiting:
    """A submission in somebody's queue."""

    submission: Submission
    case: Case

    @cached_property
    def limit(self) -> dict[str, Any]:
        """The nearest legal limit of the case."""
        return stored_light(self.case)

    @cached_property
    def target(self) -> date | None:
        """The day by which the level should have spoken: a target of the house."""
        self.submission.case = self.case
        return clock.review_target(self.submission)

    @property
    def items(self) -> list[Violation]:
        """The violations with their items."""
        return list(self.case.violations.all())


def queue_page(user: User, *, after: int | None, size: int = LIST_PAGE) -> Page:
    """One page of a person's queue, longest waiting first; `after`: the last submission of the page before."""
    waiting = review.queue(user).defer("snapshot")
    if after is not None:
        last = Submission.objects.filter(pk=after).values_list("level_since", flat=True).first()
        if last is not None:
            waiting = waiting.filter(Q(level_since__gt=last) | Q(level_since=last, pk__gt=after))
    found = list(waiting[: size + 1])
    more, found = len(found) > size, found[:size]
    cases = with_row_facts(Case.objects.filter(pk__in=[row.case_id for row in found])).in_bulk()
    return Page(
        [Waiting(submission, cases[submission.case_id]) for submission in found],
        older=found[-1].pk if more else None,
    )


def next_in_queue(user: User, *, besides: int | None = None) -> Submission | None:
    """The submission that waits longest for this person."""
    return review.queue(user).exclude(pk=besides).first()


def submission_or_404(user: User, pk: int) -> tuple[Case, Submission]:
    """A submission within a case the person may read; otherwise it does not exist for them."""
    found = _submissions().filter(pk=pk).exclude(status=Status.DRAFT).select_related("case").first()
    if found is None:
        raise Http404(pk)
    case = case_for_page(user, found.case.reference)
    found.case = case
    return case, found


def _submissions() -> QuerySet[Submission]:
    decisions = ReviewDecision.objects.select_related("reviewer", "on_behalf_of")
    people = ("submitted_by", "confirmed_by", "content_saved_by")
    return Submission.objects.select_related(*people).prefetch_related(Prefetch("decisions", decisions))


# --- The case page ----------------------------------------------------------------------------------------------------


def case_for_page(user: User, reference: str) -> Case:
    """The case with what its page always shows, or 404 where the person may not read it.

    Every button asks for the open submission, the hand-over and the notice; the answers are looked up once.
    """
    allowed = access.case_or_404(user, reference)
    related = ("party", "street", "organ", "agreement", "opened_by", "linked_to__party")
    handlers = Handler.objects.select_related("officer__user", "officer__street", "officer__organ")
    case = (
        Case.objects.select_related(*related)
        .prefetch_related(
            Prefetch("violations", Violation.objects.select_related("item__version__catalogue")),
            Prefetch("handlers", handlers.prefetch_related("officer__certificates")),
            Prefetch("inspections", Inspection.objects.prefetch_related("officers")),
            Prefetch(
                "interviews",
                Interview.objects.select_related("interviewer", "recorder", "document").prefetch_related("answers"),
            ),
            Prefetch(
                "evidence",
                Evidence.objects.select_related("added_by", "carried_from").prefetch_related("accesses__reader"),
            ),
            Prefetch(
                "rectifications",
                RectificationOrder.objects.select_related("document").prefetch_related(
                    "items", "officers", "rechecks__officers", "rechecks__document"
                ),
            ),
            Prefetch(
                "notices",
                Notice.objects.select_related("document", "hearing_document", "hearing").prefetch_related(
                    "defences",
                    "items__violation__item",
                    "hearing__sessions__members",
                    "hearing__agents",
                    Prefetch("legal_reviews", LegalReview.objects.select_related("reviewer", "document")),
                    "legal_reviews__points",
                    Prefetch("discussions", _discussions()),
                ),
            ),
            Prefetch("documents", Document.objects.defer("data").prefetch_related("services__officers")),
            Prefetch("submissions", _submissions()),
            Prefetch("suspensions", LimitSuspension.objects.select_related("evidence", "recorded_by")),
            Prefetch("passed_limits", PassedLimit.objects.select_related("explained_by")),
        )
        .get(pk=allowed.pk)
    )
    if case.decision_served_on is not None:
        prefetch_related_objects([case], *EXECUTION)
    case.unserved = [row for row in case.documents.all() if is_unserved(row)]
    remember(case, open_submission=_open_submission(case), pending_hand_over=case.pending_hand_over())
    remember(case, standing_notice=next_step.standing_notice(case))
    return case


def remember(case: Case, **answers: Any) -> None:
    """Let the methods that every button asks answer from what has been read; for pages, which only read."""
    for name, answer in answers.items():
        setattr(case, name, lambda answer=answer: answer)


def is_unserved(document: Document) -> bool:
    """Whether an issued document must still be served; reads services fetched ahead."""
    return document.needs_service and document.status == Document.Status.ISSUED and not document.services.all()


def _open_submission(case: Case) -> Submission | None:
    found = None
    for submission in case.submissions.all():
        submission.case = case
        if submission.is_open:
            found = submission
    return found


def draft_of_stage(case: Case) -> Submission | None:
    """The round now being written at the present stage."""
    drafts = [row for row in case.submissions.all() if row.status == Status.DRAFT and row.stage == case.stage]
    return next((row for row in drafts if row.kind == Submission.Kind.STAGE), None)


def last_return(case: Case) -> ReviewDecision | None:
    """What was said when the case came back, while nothing has been submitted since."""
    rounds = [row for row in case.submissions.all() if row.status != Status.DRAFT]
    last = max(rounds, key=lambda row: row.pk, default=None)
    if last is None or last.status != Status.RETURNED:
        return None
    return next((row for row in last.decisions.all() if row.verdict == ReviewDecision.Verdict.RETURN), None)


def may_act(case: Case, code: str, user: User) -> bool:
    """Whether an action on the case is open to the person now."""
    return ACTIONS[code].permitted(case, user)


def events_of(case: Case) -> list[LedgerEvent]:
    """The case's events in their order."""
    return list(LedgerEvent.objects.filter(chain=ledger.chain_of(case)).order_by("seq"))


def users_holding(case: Case, permission: str, most: int = 4) -> list[str]:
    """Names of people who hold a desk's permission for this case and took no part in it."""
    people = (
        User.objects.filter(
            groups__groupobjectpermission__permission__codename=f"{permission}_{case.organ.code}",
            groups__groupobjectpermission__object_pk=str(case.street_id),
            is_active=True,
        )
        .exclude(pk__in=taking_part.users_of(case))
        .order_by("pk")
        .distinct()
    )
    return [person.display_name for person in people[:most]]


def linked_cases(user: User, case: Case) -> list[Case]:
    """Cases on the same facts that the person may read: linked ones, and the rounds before and after a reopening."""
    on_same_facts = Q(linked_to=case) | Q(reopens=case) | Q(pk__in=[case.linked_to_id or 0, case.reopens_id or 0])
    return list(access.readable(user).filter(on_same_facts).select_related("party").order_by("pk"))


def light_filter(light: str, today: date) -> Q:
    """A filter on the kept limit: `late` has passed, `near` comes within three working days, or its decision warns."""
    running = Q(next_limit_on__isnull=False)
    if light == "late":
        return running & Q(next_limit_on__lt=today)
    soon = Q(next_limit_on__lte=clock.amber_until())
    warned = decision_runs() & Q(decision_due_on__lte=clock.decision_warned_until())
    return running & Q(next_limit_on__gte=today) & (soon | warned)


def decision_runs(prefix: str = "") -> Q:
    """Cases whose limit for the decision is running: filed, not decided, not standing still."""
    return Q(
        **{
            f"{prefix}filed_on__isnull": False,
            f"{prefix}decided_on__isnull": True,
            f"{prefix}decision_paused_on__isnull": True,
            f"{prefix}stage__in": BEFORE_DECISION,
        }
    )
