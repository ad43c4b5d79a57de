"""/healthz: whether the product can work, for probes and for the person on duty."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import timekeeper, working_days

# A case takes up to 90 days and may be extended: limits are computed about half a year ahead.
HORIZON_DAYS = 180


def database_reachable() -> bool:
    """Whether a query comes back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def calendar_covers_horizon() -> bool:
    """Whether every working day that today's limits may need is known."""
    today = timekeeper.today()
    years = range(today.year, (today + timedelta(days=HORIZON_DAYS)).year + 1)
    return all(working_days.covers(year) for year in years)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 otherwise. A calendar that ends soon is a warning, not an outage."""
    database = database_reachable()
    calendar = database and calendar_covers_horizon()
    status = "ok" if database and calendar else "warning" if database else "error"
    body = {"status": status, "database": database, "calendar_covers_half_a_year": calendar}
    return JsonResponse(body, status=200 if database else 503)
