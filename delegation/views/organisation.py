"""The organisation map “1+18+N”: the district's team, the squads, their helpers, and who covers whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegation import register
from gongshu_enforcement import timekeeper


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """Drawn as nested lists, so that it reads on a phone, prints, and needs no script."""
    today = timekeeper.today()
    found = register.organisation(today)
    context = {"today": today, "found": found, "squads": len(found.squads)}
    return render(request, "delegation/organisation.html", context)
