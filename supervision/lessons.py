"""The topics of trainings that a liaison's log may name: what the case commentaries decided to teach."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from delegation.lessons import Lesson
from delegation.models import LiaisonVisit
from training.models import Commentary, FollowUp

NEWEST = 40
DEMO_DAYS = 45  # days of the demonstration's log that take up its topics


def topics() -> list[Lesson]:
    """Topics of held commentaries, newest first; one query."""
    points = FollowUp.objects.filter(kind=FollowUp.Kind.TOPIC, commentary__state=Commentary.State.HELD)
    rows = points.select_related("commentary").order_by("-commentary__year", "-commentary__month", "-pk")
    return [_lesson(point) for point in rows[:NEWEST]]


def _lesson(point: FollowUp) -> Lesson:
    month = f"{point.commentary.year}-{point.commentary.month:02d}"
    label = f"{month} · {point.get_topic_display()} · {point.text}"
    return Lesson(key=f"topic:{point.pk}", label=label, url=reverse("commentary", args=[month]), topic=point.topic)


def for_demo(last: date) -> int:
    """In the demonstration the liaisons' last visits on a topic take up what the commentary decided to teach."""
    for lesson in topics():
        visits = LiaisonVisit.objects.filter(
            on__gt=last - timedelta(days=DEMO_DAYS), lesson="", done__contains="（演示）"
        )
        taught = [visit.pk for visit in visits if lesson.topic in visit.topics]
        LiaisonVisit.objects.filter(pk__in=taught).update(lesson=lesson.key)
    return 0
