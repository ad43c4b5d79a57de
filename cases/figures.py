"""What a street has done this year, for the criteria of its autonomy step (帮扶升阶)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from cases.models import Case, ReviewDecision, Submission
from delegation.models import Street


def of_street(street: Street, on: date) -> dict[str, int]:
    """Cases closed, submissions that a desk spoke on, and those that came back, in the year up to the day; two queries."""
    closed = Case.objects.filter(
        street=street, handling_unit="street", closed_on__year=on.year, closed_on__lte=on
    ).count()
    returned = Q(decisions__verdict=ReviewDecision.Verdict.RETURN)
    spoken = Submission.objects.filter(
        case__street=street, submitted_at__year=on.year, decisions__isnull=False
    ).exclude(submitted_at__date__gt=on)
    counts = spoken.aggregate(
        submitted=Count("pk", distinct=True), returned=Count("pk", distinct=True, filter=returned)
    )
    return {"closed": closed, **counts}
