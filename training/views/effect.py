"""What trainings changed, topic by topic, and which topic is due next."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from cases import access
from training import effect
from training.commentary import reading
from training.evaluation.sheet import head

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def training_effect(request: HttpRequest) -> HttpResponse:
    """Returns and points before and after each training; counts of the whole district."""
    _staff_only(request)
    context = {"effects": effect.effects(), "suggested": reading.suggested(), "days": effect.DAYS}
    return render(request, "training/effect.html", context)


@require_safe
def effect_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    _staff_only(request)
    book = Workbook()
    sheet = book.active
    head(
        sheet,
        [_("Topic"), _("Day"), _("What was taught")]
        + [
            f"{name} · {side}"
            for name in (_("Returns per 100"), _("Points off per dossier"))
            for side in (_("before"), _("after"))
        ],
    )
    for one in effect.effects():
        figures = (one.before.returned, one.after.returned, one.before.points, one.after.points)
        shown = [None if value is None else float(value) for value in figures]
        sheet.append([str(one.point.get_topic_display()), one.point.done_on, one.point.report, *shown])
    kept = BytesIO()
    book.save(kept)
    response = HttpResponse(kept.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="training-effect.xlsx"'
    return response


def _staff_only(request: HttpRequest) -> None:
    if not access.holds_anywhere(request.user, "view"):
        raise PermissionDenied
