"""Mentoring: the six groups with their liaisons' days on site, and one street's way to 自主办."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from delegation import criteria, register
from delegation.forms_mentoring import TOPICS
from delegation.lessons import Lesson, lessons
from delegation.models import LiaisonVisit, MentoringGroup, StepDecision, Street
from delegation.views.register import acts_on
from gongshu_enforcement import navigation, timekeeper

VISITS = 60
MEANING = {
    Street.AutonomyStep.PARTICIPATE: _("“1+1”: one officer of the street and the liaison handle each case."),
    Street.AutonomyStep.GUIDED: _("Two officers of the street; the liaison is asked before a case is filed."),
    Street.AutonomyStep.INDEPENDENT: _("“0+2”: two officers of the street, on their own."),
}
WORDS = {str(code): label for code, label in TOPICS}


@require_safe
def mentoring(request: HttpRequest) -> HttpResponse:
    """Who mentors whom, at which step each street is, and whether the liaison was there often enough."""
    today = timekeeper.today()
    groups = list(MentoringGroup.objects.select_related("liaison").prefetch_related("streets__steps"))
    weeks = register.weeks_of([group.liaison_id for group in groups if group.liaison_id], today)
    rows = [
        {
            "group": group,
            "streets": [(street, Street.AutonomyStep(street.step_on(today)).label) for street in group.streets.all()],
            "weeks": weeks.get(group.liaison_id, []),
            "acts": acts_on(group, request.user),
        }
        for group in groups
    ]
    proposals = StepDecision.objects.filter(status=StepDecision.Status.PROPOSED).select_related("street", "proposed_by")
    context = {
        "today": today,
        "rows": rows,
        "headings": rows[0]["weeks"] if rows else [],
        "short": [row for row in rows if any(week.short for week in row["weeks"][:2])],
        "proposals": list(proposals),
    }
    return render(request, "delegation/mentoring/groups.html", context)


@require_safe
def mentoring_street(request: HttpRequest, code: str) -> HttpResponse:
    """One street: step of today, the criteria of the next one with live values, history, visits."""
    street = get_object_or_404(Street.objects.prefetch_related("steps"), code=code)
    today = timekeeper.today()
    step = street.step_on(today)
    steps = Street.AutonomyStep.values
    following = steps[steps.index(step) + 1] if step != steps[-1] else ""
    group = MentoringGroup.objects.filter(streets=street).select_related("liaison").first()
    weeks = register.weeks_of([group.liaison_id], today)[group.liaison_id] if group and group.liaison_id else []
    context = {
        "street": street,
        "today": today,
        "step": Street.AutonomyStep(step).label,
        "steps": [(Street.AutonomyStep(one).label, MEANING[one], one == step) for one in steps],
        "following": Street.AutonomyStep(following).label if following else "",
        "criteria": criteria.of_street(street, following or step),
        "group": group,
        "weeks": weeks,
        "history": street.steps.select_related("proposed_by", "decided_by"),
        "visits": _visits(street),
        "may_open_training": bool(navigation.grants_of(request.user)),
        "acts": acts_on(street, request.user, "mentoring"),
    }
    return render(request, "delegation/mentoring/street.html", context)


def _visits(street: Street) -> list[dict[str, Any]]:
    """The newest entries of the log, each with its topics and the training it belongs to; two queries."""
    rows = list(street.visits.select_related("liaison")[:VISITS])
    named = {one.key: one for one in lessons()} if any(row.lesson for row in rows) else {}
    return [_visit(row, named) for row in rows]


def _visit(row: LiaisonVisit, named: dict[str, Lesson]) -> dict[str, Any]:
    topics = [WORDS[topic] for topic in row.topics if topic in WORDS]
    return {"row": row, "topics": topics, "lesson": named.get(row.lesson)}
