"""What is open after commentaries: tasks of streets, topics, counts for the navigation."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from cases import access
from delegation.models import Officer
from delegation.permits import officer_of
from gongshu_enforcement import timekeeper
from training import permits, topics
from training.exams import statistics
from training.models import Commentary, EvaluationRound, Fault, FollowUp, Remark

LOOKS_BACK = 366  # days of remarks and evaluations that suggest a topic


def tasks(user: Any) -> QuerySet[FollowUp]:
    """The tasks of held commentaries that the person may see: of the streets whose cases they read."""
    found = FollowUp.objects.filter(kind=FollowUp.Kind.TASK, commentary__state=Commentary.State.HELD)
    if not permits.comments(user):
        streets = set().union(*(access.streets(user, f"view_{organ}") for organ in access.ORGANS))
        found = found.filter(street_id__in=streets)
    return found.select_related("street", "commentary", "reported_by").order_by("state", "due_on", "pk")


def waiting(user: Any) -> QuerySet[FollowUp]:
    """The tasks that wait for the person: their street's open ones for its head, reported ones for the legal section."""
    person = officer_of(user)
    if person is not None and person.kind == Officer.Kind.HEAD:
        return tasks(user).filter(state=FollowUp.State.OPEN, street_id=person.street_id)
    return tasks(user).filter(state=FollowUp.State.REPORTED) if permits.comments(user) else FollowUp.objects.none()


def open_topics() -> QuerySet[FollowUp]:
    """Topics that no training has taken up yet."""
    found = FollowUp.objects.filter(kind=FollowUp.Kind.TOPIC, commentary__state=Commentary.State.HELD)
    return found.exclude(state=FollowUp.State.DONE).select_related("commentary").order_by("pk")


def suggested() -> list[topics.Due]:
    """The next topics: by the faults of final evaluations, the remarks of held commentaries and weak questions in a year.

    A weak question of the exams is one finding, whatever number of people missed it.
    """
    since = timekeeper.today() - timedelta(days=LOOKS_BACK)
    faults = Fault.objects.filter(
        dossier__round__state=EvaluationRound.State.CLOSED, dossier__round__closed_on__gte=since
    )
    remarks = Remark.objects.filter(
        kind=Remark.Kind.FAULT, picked__commentary__state=Commentary.State.HELD, picked__commentary__held_on__gte=since
    )
    found = Counter(faults.values_list("code", flat=True))
    found += Counter(remarks.exclude(code="").values_list("code", flat=True))
    weak = statistics.weak_questions(timekeeper.now() - timedelta(days=LOOKS_BACK))
    return topics.suggested(found, questions=weak)
