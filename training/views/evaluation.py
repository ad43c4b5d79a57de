"""Dossier evaluations: the rounds, one quarter, one drawn dossier, its file, report and spreadsheet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases import access, dossier, tasks
from cases.models import Case
from cases.views.files import altered_page
from delegation.models import Organ
from gongshu_enforcement import timekeeper
from training import permits
from training.evaluation import report, results, seats, sheet
from training.models import DrawnDossier, EvaluationRound, SeatReading
from training.quarters import BadQuarter, Quarter

from .acting import acts_on, file_url

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and the rounds so far."""
    _staff_only(request)
    bureau = Organ.objects.get(code=permits.CONDUCTING_ORGAN)
    rounds = [
        {"round": one, "tally": results.tally(one.dossiers.prefetch_related("faults")) if one.is_out else None}
        for one in EvaluationRound.objects.prefetch_related("dossiers__faults")
    ]
    context = {
        "rounds": rounds,
        "seats": list(seats.held(request.user)),
        "acts": [one for one in acts_on(bureau, request.user) if one["code"] == "draw_round"],
    }
    return render(request, "training/evaluation/rounds.html", context)


@require_safe
def evaluation(request: HttpRequest, quarter: str) -> HttpResponse:
    """One quarter: how far it is, the dossiers the person may see, and what comes of it."""
    made = _round(request, quarter)
    conducts = permits.conducts(request.user)
    everything = list(results.full(made.dossiers.all()))
    visible = [one for one in everything if permits.may_open(request.user, one)]
    shown = everything if made.state == made.State.CLOSED or conducts else []
    context = {
        "round": made,
        "conducts": conducts,
        "acts": acts_on(made, request.user),
        "progress": _progress(everything),
        "rows": [_row(one, request.user, conducts) for one in visible],
        "seats": [seat for seat in seats.held(request.user) if seat.dossier.round_id == made.pk],
        "streets": list(results.by_street(shown).items()),
        "total": results.tally(everything) if shown else None,
        "weak": results.tally(everything).weakest(10) if shown else [],
        "final": made.state == made.State.CLOSED,
    }
    return render(request, "training/evaluation/round.html", context)


def _progress(dossiers: list[DrawnDossier]) -> dict[str, int | str]:
    """Counts alone: no form is seen before it may be."""
    forms = sum(
        hasattr(seat, "mark")
        for one in dossiers
        for seat in one.seats.all()
        if seat.ended_on is None and not seat.is_arbiter
    )
    return {
        "dossiers": len(dossiers),
        "forms": forms,
        "expected": f"/ {2 * len(dossiers)}",
        "arbitration": sum(one.state == one.State.ARBITRATION for one in dossiers),
        "settled": sum(one.is_settled for one in dossiers),
        "appeals": sum(hasattr(one, "appeal") for one in dossiers),
    }


def _row(one: DrawnDossier, user: Any, conducts: bool) -> dict[str, Any]:
    present = [seat for seat in one.seats.all() if seat.ended_on is None and seat.called]
    return {
        "dossier": one,
        "seats": [(seat, hasattr(seat, "mark")) for seat in present] if conducts else [],
        "result": permits.may_see_result(user, one),
    }


@require_safe
def drawn_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """One drawn dossier, as much of it as the person may see now."""
    one = _dossier(request, pk)
    user, seat = request.user, permits.seat_of(request.user, one)
    sees = permits.may_see_result(user, one)
    conducts = permits.oversees(user, one)
    context = {
        "dossier": one,
        "round": one.round,
        "seat": seat,
        "mark": getattr(seat, "mark", None) if seat else None,
        "sees": sees,
        "conducts": conducts,
        "present": [row for row in one.seats.all() if row.ended_on is None and row.called] if conducts else [],
        "replaced": [row for row in one.seats.all() if row.ended_on is not None] if conducts else [],
        "forms": sheet.side_by_side(one) if one.is_settled and (conducts or seat) else [],
        "faults": list(one.faults.all()) if sees or (seat and one.is_settled) else [],
        "own": sheet.own_form(seat.mark) if seat and hasattr(seat, "mark") and not one.is_settled else [],
        "appeal": getattr(one, "appeal", None) if sees else None,
        "acts": acts_on(one, user),
        "file_url": file_url(one, user),
        "case_url": one.drawn_case.get_absolute_url() if access.may_read(user, one.drawn_case) else "",
    }
    return render(request, "training/evaluation/dossier.html", context)


@require_safe
def drawn_dossier_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bound dossier, for its evaluators alone and only while the round is being evaluated; each reading is kept."""
    one = _dossier(request, pk)
    if not permits.may_read_file(request.user, one):
        raise Http404(pk)
    SeatReading.objects.create(seat=permits.seat_of(request.user, one), read_at=timekeeper.now())
    case = one.drawn_case
    name = f"{case.number or case.reference}.pdf"
    if not case.is_sealed:
        return _shown(HttpResponse(dossier.bind(case), content_type=PDF), name)
    if not case.dossier_sha256:
        tasks.bind_dossier(case.pk)
        case = Case.objects.select_related("party").get(pk=case.pk)
    altered = altered_page(request, case, case.dossier, case.dossier_sha256, name)
    if altered is not None:
        return altered
    return _shown(FileResponse(case.dossier.open("rb"), filename=name, content_type=PDF), name)


def _shown(response: HttpResponse | FileResponse, name: str) -> HttpResponse | FileResponse:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    named = FileResponse(as_attachment=False, filename=name).headers.get("Content-Disposition", "")
    response.headers["Content-Disposition"] = named
    return response


@require_safe
def evaluation_report(request: HttpRequest, quarter: str) -> HttpResponse:
    """The report, once the results are final."""
    made = _round(request, quarter)
    if made.state != made.State.CLOSED:
        raise Http404(quarter)
    response = HttpResponse(report.pdf_of(made), content_type=PDF)
    return _shown(response, f"{made.year}年第{made.number}季度案卷评查通报.pdf")


@require_safe
def evaluation_xlsx(request: HttpRequest, quarter: str) -> HttpResponse:
    """The results that the person may see, one dossier a row, one fault a row."""
    made = _round(request, quarter)
    seen = [one for one in results.full(made.dossiers.all()) if permits.may_see_result(request.user, one)]
    response = HttpResponse(sheet.workbook(made, seen), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="dossier-evaluation-{made.quarter}.xlsx"'
    return response


def _staff_only(request: HttpRequest) -> None:
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied


def _round(request: HttpRequest, quarter: str) -> EvaluationRound:
    _staff_only(request)
    try:
        wanted = Quarter.parse(quarter)
    except BadQuarter as error:
        raise Http404(quarter) from error
    return get_object_or_404(EvaluationRound, year=wanted.year, number=wanted.number)


def _dossier(request: HttpRequest, pk: int) -> DrawnDossier:
    """The drawn dossier where the person may open it; otherwise it does not exist for them."""
    one = get_object_or_404(results.full(DrawnDossier.objects.all()), pk=pk)
    if not permits.may_open(request.user, one):
        raise Http404(pk)
    return one
