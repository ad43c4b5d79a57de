"""One picture, one form, one manual: the wall chart, a case lit on it, its self-checks, the manual."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases import access, next_step, selectors
from cases.guide import checks, flowchart, manual, printing, workflow
from cases.models import SelfCheck

PDF = "application/pdf"


@require_safe
def manual_page(request: HttpRequest) -> HttpResponse:
    """The manual in the reader's language."""
    return render(request, "guide/manual.html", {"manual": manual.build()})


@require_safe
def manual_file(request: HttpRequest) -> HttpResponse:
    """The manual to print, Chinese."""
    return _pdf(printing.manual_pdf(), "委托执法办案手册.pdf")


@require_safe
def chart_page(request: HttpRequest) -> HttpResponse:
    """The flowchart for everybody: no case is lit."""
    context = {"svg": flowchart.draw(manual=reverse("manual")), "states": _listed(), "papers": printing.PAPERS}
    return render(request, "guide/chart.html", context)


@require_safe
def chart_file(request: HttpRequest) -> HttpResponse:
    """The wall chart on one landscape sheet; `paper`: A2 or A3."""
    paper = request.GET.get("paper", "A3")
    paper = paper if paper in printing.PAPERS else "A3"
    return _pdf(printing.wall_chart(paper), f"办案流程图{paper}.pdf")


@require_safe
def case_chart(request: HttpRequest, ref: str) -> HttpResponse:
    """The flowchart with the way and the place of one case lit."""
    case = access.case_or_404(request.user, ref)
    lit = flowchart.trace(case, selectors.events_of(case))
    title = f"{case.reference} {case.party.name}"
    about = flowchart.About.of(case)
    svg = flowchart.draw(lit=lit, about=about, manual=reverse("manual"), title=title)
    context = {"case": case, "svg": svg, "states": _listed(), "now": lit.now, "passed": lit.passed}
    return render(request, "guide/chart.html", context)


@require_safe
def self_check(request: HttpRequest, ref: str) -> HttpResponse:
    """The self-checks of a case: the last one line by line, earlier ones by their sums."""
    case = access.case_or_404(request.user, ref)
    rounds = list(case.self_checks.select_related("filled_by").order_by("-round"))
    last = rounds[0] if rounds else None
    context = {
        "case": case,
        "rounds": rounds,
        "last": last,
        "groups": _lines(last) if last else [],
        "grade": checks.grade(last.score, last.vetoes, last.filled_on) if last else "",
        "fill_url": next_step.action_url("fill_self_check", case)
        if selectors.may_act(case, "fill_self_check", request.user)
        else "",
    }
    return render(request, "guide/self_check.html", context)


def _lines(form: SelfCheck) -> list[tuple[object, list[tuple[checks.Check, object]]]]:
    lines = {line.code: line for line in form.lines.all()}
    return [
        (checks.GROUPS[group], [(check, lines[check.code]) for check in found if check.code in lines])
        for group, found in checks.by_group().items()
    ]


def _listed() -> list[tuple[workflow.State, list[workflow.Move]]]:
    moves = workflow.moves()
    return [(state, [move for move in moves if state.code in move.sources]) for state in workflow.states()]


def _pdf(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=PDF)
    response.headers["X-Content-Type-Options"] = "nosniff"
    named = FileResponse(as_attachment=False, filename=name).headers.get("Content-Disposition", "")
    response.headers["Content-Disposition"] = named
    return response
