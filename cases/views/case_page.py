"""The page of a case: where it stands, what is missing, what to do, and everything on file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases import clock, ending, execution, next_step, review, selectors
from cases.limit_kinds import AFTER_SEALING
from cases.models import Case, HandlingUnit, Submission
from cases.reading import actions, missing, papers
from cases.reading.limits import light_of, passed_of
from cases.reading.matrix import matrix_of
from cases.reading.names import with_names
from cases.reading.ribbon import end_of, ribbon
from cases.reading.rounds import rounds_of, stage_label, word_of
from cases.reading.timeline import TECHNICAL, timeline
from cases.reading.words import DESKS, plain
from cases.stages import SIX_STAGES, Stage
from cases.views import outcome
from cases.views.archive import has_reason
from gongshu_enforcement import timekeeper
from gongshu_enforcement.door import ACTIONS

TABS = {
    "facts": gettext_lazy("Facts"),
    "records": gettext_lazy("Records"),
    "evidence": gettext_lazy("Evidence"),
    "decision": gettext_lazy("Decision"),
    "documents": gettext_lazy("Documents"),
    "reviews": gettext_lazy("Reviews"),
    "timeline": gettext_lazy("Timeline"),
}


@require_safe
def case_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One case for whoever may read it; `tab` chooses the section below the head."""
    user = request.user
    case = selectors.case_for_page(user, ref)
    submission = case.open_submission()
    chosen = request.GET.get("tab", "facts")
    chosen = chosen if chosen in TABS else "facts"
    events = selectors.events_of(case)
    step = next_step.for_person(case, user, submission)
    groups = actions.open_actions(case, user, submission)
    now_with = who_acts(case, submission)
    limits = clock.limits(case)
    context = {
        "case": case,
        "submission": submission,
        "step": step,
        "groups": groups,
        "is_handler": case.is_current_handler(user),
        "ribbon": ribbon(case, events, now_with["short"]),
        "end": end_of(case),
        "limits": [(limit, light_of(limit)) for limit in limits],
        "nearest": light_of(limits[0] if limits else None),
        "passed_limits": passed_of(case),
        "suspensions": case.suspensions.all(),
        "now_with": now_with,
        "returned": _returned(case),
        "missing": _missing(case, submission, groups),
        "tab": chosen,
        "section": f"cases/section_{chosen}.html",
        **title_lines(case),
        "tabs": [(label, f"?tab={name}", name == chosen, _count(case, name)) for name, label in TABS.items()],
        **_SECTIONS[chosen](request, case, events),
    }
    return render(request, "cases/case.html", context)


def title_lines(case: Case) -> dict[str, str]:
    """What stands above and below the party's name: numbers, then items, street and officers."""
    items = "；".join(f"{row.item.code} {row.item.title}" for row in case.violations.all())
    unit = (
        case.street.name
        if case.handling_unit == HandlingUnit.STREET
        else f"{case.organ.short_name} · {case.street.name}"
    )
    numbers = [number for number in (case.reference, case.number) if number]
    return {"kicker": " · ".join(numbers), "subtitle": f"{items} · {unit}"}


def who_acts(case: Case, submission: Submission | None) -> dict[str, Any]:
    """Who has the case now: in short for the ribbon, and desk by desk with names for the rail."""
    if not case.is_open and case.is_sealed and case.next_limit_code not in AFTER_SEALING:
        return {"short": "", "lines": []}
    waiting = case.pending_hand_over()
    if waiting is not None:
        people = selectors.users_holding(case, "accept")
        return {"short": case.organ.short_name, "lines": [(_("Hand-over to be answered"), people)]}
    if submission is None:
        names = [handler.officer.name for handler in case.current_handlers()]
        return {"short": "、".join(names), "lines": [(_("Handling officers"), names)]}
    if submission.status == Submission.Status.CONFIRMING:
        others = [
            row.officer.name for row in case.current_handlers() if row.officer.user_id != submission.submitted_by_id
        ]
        return {"short": "、".join(others), "lines": [(_("Second officer confirms"), others)]}
    desks = review.pending_desks(submission)
    lines = [(DESKS.get(desk, desk), selectors.users_holding(case, review.DESK_PERMISSION[desk])) for desk in desks]
    return {"short": submission.get_status_display(), "lines": lines}


def _returned(case: Case) -> dict[str, Any] | None:
    decision = selectors.last_return(case)
    if decision is None or case.open_submission() is not None:
        return None
    return {"word": word_of(decision), "from_stage": stage_label(decision.submission.stage)}


def _missing(case: Case, submission: Submission | None, groups: list[actions.Group]) -> list[dict[str, Any]] | None:
    """The checklist of the present stage's gate, with a link to what would satisfy it; None where none is due."""
    if submission is not None or case.stage not in SIX_STAGES or (case.stage == Stage.NOTICE and case.is_decided):
        return None
    draft = selectors.draft_of_stage(case)
    gate = next_step.SUBMIT[Stage(case.stage)]
    lines = outcome.checklist(ACTIONS[gate], case, draft.content if draft else {})
    return missing.with_links(lines, case, actions.all_codes(groups))


def _count(case: Case, tab: str) -> int | None:
    counts: dict[str, Callable[[], int]] = {
        "records": lambda: len(case.inspections.all()) + len(case.rectifications.all()) + len(case.interviews.all()),
        "evidence": lambda: sum(piece.withdrawn_at is None for piece in case.evidence.all()),
        "documents": lambda: len(case.documents.all()),
        "reviews": lambda: sum(row.submitted_at is not None for row in case.submissions.all()),
    }
    return counts[tab]() if tab in counts else None


def _facts(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    return {"linked": selectors.linked_cases(request.user, case)}


def _nothing_more(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    return {}


def _decision(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    return {
        "discretion": [(row, plain("tier", row.tier)) for row in case.violations.all()],
        "notices": sorted(case.notices.all(), key=lambda notice: -notice.pk),
        **_execution(case),
        "remedies": case.remedies.all(),
        "publications": case.publications.all(),
        "hand_overs": with_names(
            case,
            case.hand_overs.select_related("requested_by", "answered_by"),
            "answered_by",
            "answered_on",
            "accept_hand_over",
            "refuse_hand_over",
        ),
        "recusals": with_names(
            case,
            case.recusals.select_related("officer", "decided_by"),
            "decided_by",
            "decided_on",
            "decide_recusal",
        ),
        "transfers": case.transfers.all(),
    }


def _execution(case: Case) -> dict[str, Any]:
    """What is owed today and why, where a fine was decided and served."""
    if not case.total_fine or case.decision_served_on is None:
        return {"execution": None}
    today = timekeeper.today()
    return {
        "execution": {
            "paid": execution.paid(case),
            "unpaid": execution.unpaid(case),
            "schedule": execution.schedule(case),
            "next": execution.next_due(case),
            "counted": execution.surcharge(case, today),
            "decided": execution.surcharge_decided(case),
            "owed": execution.owed(case),
            "overpaid": execution.overpaid(case),
            "window": execution.court_window(case),
            "remedies_over": execution.remedies_over_on(case),
            "ended": ending.of_case(case),
        },
        "reminders": case.reminders.all(),
        "deferrals": case.deferrals.all(),
        "court_applications": case.court_applications.all(),
    }


def _evidence(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    kept = case.preservations.select_related("notice").prefetch_related("items")
    return {
        "matrix": matrix_of(case) if case.stage != Stage.FILING else [],
        "locked": case.is_sealed and not has_reason(request, case),
        "preserved": [{"row": row, "light": clock.light(row.due_on) if row.is_pending else ""} for row in kept],
        **_measures(case),
    }


def _measures(case: Case) -> dict[str, Any]:
    """Compulsory measures; only the organ takes any (行政强制法 17(1))."""
    if case.handling_unit != HandlingUnit.ORGAN:
        return {}
    seized = case.seizures.select_related("decision")
    return {
        "seized": [{"row": row, "light": clock.light(row.until) if row.is_pending else ""} for row in seized],
        "supply_stops": case.supply_stops.select_related("notice"),
    }


def _documents(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    may_serve = selectors.may_act(case, "serve", request.user)
    return {
        "papers": papers.listed(case, may_serve=may_serve),
        "print_url": reverse("batch_pdf", args=[case.reference]),
    }


def _reviews(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    return {"rounds": rounds_of(case, list(case.submissions.all()))}


def _timeline(request: HttpRequest, case: Case, events: list[Any]) -> dict[str, Any]:
    everything = "all" in request.GET
    names = {document.pk: papers.name_of(document) for document in case.documents.all()}
    return {
        "events": timeline(events, names, technical=everything),
        "technical": sum(event.action in TECHNICAL for event in events),
        "everything": everything,
        "timeline_url": f"{reverse('case', args=[case.reference])}?tab=timeline",
    }


_SECTIONS: dict[str, Callable[[HttpRequest, Case, list[Any]], dict[str, Any]]] = {
    "facts": _facts,
    "records": _nothing_more,
    "evidence": _evidence,
    "decision": _decision,
    "documents": _documents,
    "reviews": _reviews,
    "timeline": _timeline,
}
