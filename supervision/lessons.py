"""The topics of trainings that a liaison's log may name: what the case commentaries decided to teach."""

from __future__ import annotations

from django.urls import reverse

from delegation.lessons import Lesson
from training.models import Commentary, FollowUp

NEWEST = 40


def topics() -> list[Lesson]:
    """Topics of held commentaries, newest first; one query."""
    points = FollowUp.objects.filter(kind=FollowUp.Kind.TOPIC, commentary__state=Commentary.State.HELD)
    rows = points.select_related("commentary").order_by("-commentary__year", "-commentary__month", "-pk")
    return [_lesson(point) for point in rows[:NEWEST]]


def _lesson(point: FollowUp) -> Lesson:
    month = f"{point.commentary.year}-{point.commentary.month:02d}"
    label = f"{month} · {point.get_topic_display()} · {point.text}"
    return Lesson(key=f"topic:{point.pk}", label=label, url=reverse("commentary", args=[month]), topic=point.topic)
