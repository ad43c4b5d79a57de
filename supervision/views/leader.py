"""What is late and where it is stuck, for those who oversee the streets."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.reading.limits import stored_light
from cases.stages import SIX_STAGES
from gongshu_enforcement import timekeeper
from supervision import drill, stuck
from supervision.access import may_see_leader_page
from supervision.league import Period


@require_safe
def leader_page(request: HttpRequest) -> HttpResponse:
    """Open cases by stage and street, desks, limits, hand-overs, returns; every number opens its cases."""
    if not may_see_leader_page(request.user):
        raise PermissionDenied
    found = stuck.overview(request.user)
    today = timekeeper.today()
    month = Period(today.year, today.month)
    context = {
        "found": found,
        "today": today,
        "stages": [label for _code, label in stuck.stage_names()],
        "matrix": [_matrix_row(row) for row in found.streets],
        "totals": [
            (count, drill.cases(stage=stage)) for stage, count in zip(SIX_STAGES, found.stage_totals, strict=True)
        ],
        "desks": [(desk, drill.at_desk(desk.code)) for desk in found.desks],
        "waiting": [
            (submission, [stuck.DESKS[desk] for desk in desks], stuck.days_waiting(submission))
            for submission, desks in found.waiting
        ],
        "limits": [
            (
                limit,
                drill.at_limit(limit.code, "late"),
                drill.at_limit(limit.code, "near"),
            )
            for limit in found.limits
        ],
        "overdue": [(case, stored_light(case)) for case in found.overdue],
        "returns": [(reason, drill.returned(month, reason.code)) for reason in found.returns],
        "links": {
            "open": drill.cases(stage=drill.OPEN),
            "red": drill.cases(stage=drill.OPEN, light="late"),
            "amber": drill.cases(stage=drill.OPEN, light="near"),
        },
    }
    return render(request, "supervision/leader.html", context)


def _matrix_row(row: stuck.StreetStages) -> dict[str, Any]:
    street = row.street.pk
    return {
        "street": row.street,
        "cells": [(row.counts[stage], drill.cases(stage=stage, street=street)) for stage in SIX_STAGES],
        "total": row.total,
        "url": drill.cases(stage=drill.OPEN, street=street),
        "late": row.late,
        "late_url": drill.cases(stage=drill.OPEN, street=street, light="late"),
    }
