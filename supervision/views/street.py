"""Everything about one street on one page."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import access
from cases.models import Case
from cases.reading.limits import stored_light
from cases.stages import ENDS, SIX_STAGES, Stage
from delegation.models import Agreement, MentoringGroup, Officer, StepDecision, Street
from delegation.readiness import readiness
from delegation.register import weeks_of
from delegation.selectors import FEWEST_OFFICERS
from gongshu_enforcement import timekeeper
from supervision import drill, stuck
from supervision.access import may_see_league, may_see_street
from supervision.league import LABELS, Period, course, league

LATE_SHOWN = 20


@require_safe
def street_page(request: HttpRequest, code: str) -> HttpResponse:
    """Agreements, people, autonomy step, cases of the year, what is late, its row of the display."""
    street = Street.objects.filter(code=code).first()
    if street is None or not may_see_street(request.user, street):
        raise Http404(code)
    today = timekeeper.today()
    year = Period(today.year)
    officers = _officers(street)
    licensed = [
        (officer, officer.certificate_on(today)) for officer in officers if officer.kind == Officer.Kind.OFFICER
    ]
    able = sum(certificate is not None for _officer, certificate in licensed)
    (open_now,) = stuck.stages_by_street(request.user, today, street)
    checks = readiness([street], today)[street.pk]
    group = MentoringGroup.objects.filter(streets=street).select_related("liaison").first()
    figures = league(year, street=street).streets
    late = list(stuck.overdue(request.user, today, street)[:LATE_SHOWN])
    context = {
        "street": street,
        "today": today,
        "year": year,
        "group": group,
        "checks": checks,
        "lacking": [check for check in checks if not check.met],
        "step": Street.AutonomyStep(street.step_on(today)).label,
        "weeks": weeks_of([group.liaison_id], today)[group.liaison_id] if group and group.liaison_id else [],
        "visits": list(street.visits.all()[:3]),
        "proposal": street.steps.filter(status=StepDecision.Status.PROPOSED).first(),
        "agreements": [(one, one.state_on(today), one.in_force_on(today)) for one in _agreements(street)],
        "licensed": licensed,
        "able": able,
        "short_of_officers": able < FEWEST_OFFICERS,
        "others": _by_kind(officer for officer in officers if officer.kind != Officer.Kind.OFFICER),
        "open_now": open_now,
        "stages": [
            (label, open_now.counts[stage], drill.cases(stage=stage, street=street.pk))
            for stage, label in stuck.stage_names()
        ],
        "filed": _filed_this_year(request, street, year),
        "late": [(case, stored_light(case)) for case in late],
        "links": {
            "open": drill.cases(stage=drill.OPEN, street=street.pk),
            "red": drill.cases(stage=drill.OPEN, street=street.pk, light="late"),
        },
        "figures": figures,
        "row": [(LABELS[name], value) for name, value in figures.as_dict().items()],
        "months": course(today.year, street=street),
        "league_link": may_see_league(request.user),
    }
    return render(request, "supervision/street.html", context)


def _officers(street: Street) -> list[Officer]:
    """The street's active people, officers first, with their certificates."""
    people = street.officers.filter(active=True).prefetch_related("certificates")
    order = [Officer.Kind.OFFICER, Officer.Kind.HEAD, Officer.Kind.COUNSEL]
    return sorted(people, key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one.pk))


def _by_kind(people: Iterable[Officer]) -> list[tuple[str, str]]:
    """A line a kind, with everybody's name."""
    names: dict[str, list[str]] = {}
    for person in people:
        names.setdefault(str(person.get_kind_display()), []).append(person.name)
    return [(kind, "、".join(found)) for kind, found in names.items()]


def _agreements(street: Street) -> list[Agreement]:
    """The street's agreements that are or were more than drafts, newest first within each organ."""
    return list(
        street.agreements.exclude(status=Agreement.Status.DRAFT)
        .select_related("organ", "version__catalogue")
        .prefetch_related("suspensions")
        .annotate(item_count=Count("items"))
        .order_by("organ__code", "-valid_from")
    )


def _filed_this_year(request: HttpRequest, street: Street, year: Period) -> list[tuple[str, int, str]]:
    """Cases filed this year by the stage they have reached: label, count, address."""
    counted = (
        access.readable(request.user, Case.objects.filter(year.days("filed_on"), street=street))
        .order_by()
        .values("stage")
        .annotate(count=Count("pk"))
    )
    counts = {row["stage"]: row["count"] for row in counted}
    return [
        (stage.label, counts[stage], drill.cases(stage=stage, street=street.pk, filed=year))
        for stage in map(Stage, (*SIX_STAGES, *ENDS))
        if stage in counts
    ]
