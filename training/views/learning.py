"""The learning path: an officer's page, the overview street by street, one street, a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation.models import Officer, Street
from delegation.permits import officer_of
from training import permits
from training.learning import standing, streets
from training.models import LearningStep, Paper

from .acting import acts_on
from .downloads import sheet, staff_only, workbook


@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """One's own page; whoever walks no path sees the overview."""
    staff_only(request)
    person = officer_of(request.user)
    if person is not None and person.kind == Officer.Kind.OFFICER and person.street_id:
        return HttpResponseRedirect(reverse("officer_learning", args=[person.pk]))
    return HttpResponseRedirect(reverse("learning"))


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """Street by street: the steps of its officers, and whether they are what the street's step presumes."""
    staff_only(request)
    people = standing.standings(_visible(request.user))
    found = streets.of_streets(_streets(request.user), people)
    context = {
        "streets": found,
        "proposals": [one for one in people if one.proposal],
        "short": sum(not one.met for one in found),
        "people": people,
    }
    return render(request, "training/learning/overview.html", context)


@require_safe
def learning_street(request: HttpRequest, code: str) -> HttpResponse:
    """One street: whether it has the officers its step presumes; each of them for those who read their standing."""
    street = get_object_or_404(Street.objects.prefetch_related("steps"), code=code)
    people = standing.standings(standing.on_the_path().filter(street=street))
    values = standing.thresholds()
    context = {
        "one": streets.of_streets([street], people)[0],
        "rows": [(one, _missing(one, values)) for one in people if permits.may_see_officer(request.user, one.officer)],
    }
    return render(request, "training/learning/street.html", context)


def _missing(one: standing.Standing, values: dict[str, Any]) -> list[Any]:
    """What is missing for the next step; nothing at the end of the path."""
    if not one.following:
        return []
    return [row for row in standing.criteria(one, one.following, values) if row.met is False]


@require_safe
def officer_learning(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer: the step, what the next one asks, exams, certificates, history."""
    staff_only(request)
    officer = get_object_or_404(standing.on_the_path(), pk=pk)
    if not permits.may_see_officer(request.user, officer):
        raise Http404(pk)
    one = standing.standings([officer])[0]
    context = {
        "one": one,
        "officer": officer,
        "own": officer.user_id == request.user.pk,
        "steps": [(step.label, step == one.step) for step in LearningStep.Step],
        "following": LearningStep.Step(one.following).label if one.following else "",
        "criteria": standing.criteria(one, one.following or one.step, standing.thresholds()),
        "papers": Paper.objects.filter(officer=officer).exclude(handed_in_at=None).select_related("exam"),
        "certificates": officer.certificates.all(),
        "history": officer.learning_steps.select_related("proposed_by", "decided_by"),
        "acts": acts_on(officer, request.user),
        "opens_papers": officer.user_id == request.user.pk or permits.reads_everybody(request.user),
    }
    return render(request, "training/learning/officer.html", context)


@require_safe
def learning_xlsx(request: HttpRequest) -> HttpResponse:
    """The officers whose standing the person may read, one a row; the streets on a second sheet."""
    staff_only(request)
    people = standing.standings(_visible(request.user))
    values = standing.thresholds()
    rows = (
        [
            *(one.officer.street.name, one.officer.name, one.label, one.cases, one.led, one.exams),
            None if one.points is None else float(one.points),
            one.certificate.valid_to if one.certificate else None,
            "；".join(f"{row.label} {row.value}/{row.wanted}" for row in _missing(one, values)),
        ]
        for one in people
    )
    found = streets.of_streets(_streets(request.user), people)
    by_street = (
        [
            one.street.name,
            one.step_label,
            f"{one.wanted} × {one.least_label}",
            one.have,
            _("Yes") if one.met else _("No"),
        ]
        for one in found
    )
    content = workbook(
        (
            _("Learning path"),
            [
                *(_("Street"), _("Name"), _("Step"), _("Closed cases"), _("As lead"), _("Exams passed")),
                *(_("Points, mean"), _("Certificate until"), _("Missing for the next step")),
            ],
            rows,
        ),
        (
            _("Streets"),
            [_("Street"), _("Autonomy step"), _("Presumes"), _("There are"), _("Enough")],
            by_street,
        ),
    )
    return sheet(content, "learning-path.xlsx")


def _visible(user: Any) -> QuerySet[Officer]:
    """The officers whose standing a person may read: everybody, their streets' people, or themself."""
    found = standing.on_the_path()
    if permits.reads_everybody(user):
        return found
    person, reach = officer_of(user), permits.streets_in_reach(user)
    return found.filter(street_id__in=reach) if reach else found.filter(pk=person.pk if person else None)


def _streets(user: Any) -> QuerySet[Street]:
    found = Street.objects.prefetch_related("steps")
    return found if permits.reads_everybody(user) else found.filter(pk__in=permits.streets_in_reach(user))
